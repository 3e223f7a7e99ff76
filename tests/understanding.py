"""Small taxonomies and articles for the tests of the understanding."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from scripts.model import Article, Occurrence, Source, Taxonomy
from scripts.taxonomy import load_taxonomy

SHIPPED = Path(__file__).parent.parent / "data" / "taxonomy.yml"
#: As whoever reads the project's inputs gets it: the same taxonomy for all tests of a process.
SOURCE = Source("taxonomy", str(SHIPPED), SHIPPED.read_text("utf-8"))
HEAD = """\
weights: {defining: 7, strong: 4.5, medium: 2.2, weak: 0.5}
settings:
"""


def shipped() -> Taxonomy:
    """The taxonomy of the project itself."""
    return load_taxonomy(SOURCE)


def settings_block(**changes: float) -> str:
    """The project's settings as YAML lines, with ``changes``."""
    values = {**shipped().settings, **changes}
    return "".join(f"  {name}: {value}\n" for name, value in values.items())


@lru_cache(maxsize=2)
def small(body: str, **changes: float) -> Taxonomy:
    """A taxonomy of ``body`` (from ``categories`` on) with the project's settings."""
    return load_taxonomy(Source("small", "small.yml", HEAD + settings_block(**changes) + body))


def article(text: str, *headers: str | None) -> Article:
    """An article seen once for each header (once without, if none is given)."""
    seen = tuple(
        Occurrence(f"dump{number}", number, text, True, header)
        for number, header in enumerate(headers or (None,), 1)
    )
    return Article("id", (), text, True, seen)
