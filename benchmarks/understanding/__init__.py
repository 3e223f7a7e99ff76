"""How well articles are understood, measured on dumps whose truth is known.

``python -m benchmarks.understanding DIR [DIR ...] [-v]``, where a DIR holds dumps and a
``ground_truth.json``: for each dump its ``file`` and ``entries`` (``line`` from 1,
``true_id``), and for each true id in ``articles`` its ``category`` (null: none of them).
"""
