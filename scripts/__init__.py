"""收讯 (Shouxun): text dumps in, a searchable Chinese knowledge base out.

Read :mod:`scripts.model` (the nouns), then :mod:`scripts.pipeline` (the verbs
in order). Only the edges touch the world: ``cli``, ``files``, ``publish``, ``cache``
and ``mkdocs_hook``.
"""

import os

# We multiply no matrices, for which numpy would start a thread a core (20 ms of CPU each).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "1.0.0"
