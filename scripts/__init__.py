"""收讯 (Shouxun): text dumps in, a searchable Chinese knowledge base out.

Read :mod:`scripts.model` (the nouns), then :mod:`scripts.pipeline` (the verbs
in order). Only ``cli``, ``files`` and ``mkdocs_hook`` touch the world.
"""

__version__ = "1.0.0"
