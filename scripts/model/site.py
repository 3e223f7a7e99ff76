"""What is written: pages and files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SitePage:
    """One finished page. ``url`` is relative to the site's root and ends in ``/`` or ``.html``.

    ``title`` and ``description`` are plain text; ``content``, ``nav`` (the left
    column) and ``head`` are finished HTML. ``wide`` pages have no left column.
    Links inside are relative to ``url``.
    """

    url: str
    title: str
    description: str
    content: str
    nav: str = ""
    head: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One finished file that is not a page, such as a feed or an index shard."""

    url: str
    content: bytes
