"""The search index."""

from pathlib import Path

from scripts.search.build import build_index
from scripts.search.page import SCRIPTS, page_context

__all__ = ["build_index", "page_context", "scripts"]

_FOLDER = Path(__file__).resolve().parents[2] / "docs/assets/search"


def scripts() -> dict[str, str]:
    """The sources of the browser's half, by name."""
    return {name: (_FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS}
