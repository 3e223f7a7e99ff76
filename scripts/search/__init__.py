"""The search index."""

from scripts.search.build import build_index

__all__ = ["build_index"]
