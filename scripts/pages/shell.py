"""What stands around a page's own content: the left column and the data for machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scripts.model import Entry, SitePage
from scripts.pages import escape, links, reading, render
from scripts.pages.catalogue import Catalogue, Shelf

SITE = "收讯 · AI 知识库"
_NEIGHBOURS = 4  # titles before and after the open one: a shelf may hold thousands


@dataclass(frozen=True, slots=True)
class Sibling:
    """A title in the left column, under its open category."""

    title: str
    url: str
    current: bool


def page(
    catalogue: Catalogue,
    url: str,
    template: str,
    title: str,
    description: str,
    *,
    active: str = "",
    siblings: tuple[Sibling, ...] = (),
    head: str = "",
    wide: bool = False,
    **values: Any,
) -> SitePage:
    """A page made from ``overrides/pages/<template>.html``.

    ``active`` is the address of the left column's current entry; ``values`` go to the
    template, next to ``root`` (the way to the site's root) and ``catalogue``.
    """
    root = links.root(url)
    content = render.html(template, root=root, catalogue=catalogue, **values)
    nav = navigation(catalogue, root, active, siblings)  # on a phone, wide pages have it too
    return SitePage(url, title, description, content, nav, head, wide)


def navigation(
    catalogue: Catalogue, root: str, active: str, siblings: tuple[Sibling, ...] = ()
) -> str:
    """The left column. All but the siblings is the same for many pages, and made once."""
    before, after = catalogue.memo(
        f"nav {root} {active} {bool(siblings)}",
        lambda: _frame(catalogue, root, active, bool(siblings)),
    )
    titles = render.html("siblings", root=root, siblings=siblings) if siblings else ""
    return before + titles + after


def _frame(catalogue: Catalogue, root: str, active: str, nested: bool) -> tuple[str, str]:
    """The left column before and after the place for siblings."""
    slot = "shouxun-siblings-slot"
    column = render.html(
        "nav", root=root, catalogue=catalogue, active=active, slot=slot if nested else ""
    )
    before, _, after = column.partition(slot)
    return before, after


def siblings(shelf: Shelf, place: int) -> tuple[Sibling, ...]:
    """The titles around ``place`` on its shelf."""
    first = max(0, min(place - _NEIGHBOURS, len(shelf.entries) - 2 * _NEIGHBOURS - 1))
    window = shelf.entries[first : first + 2 * _NEIGHBOURS + 1]
    return tuple(
        Sibling(reading.title(entry.title.text), links.article(entry.id), first + step == place)
        for step, entry in enumerate(window)
    )


def linked_data(
    value: Mapping[str, Any], kind: str = "website", meta: Mapping[str, str] | None = None
) -> str:
    """What machines read in the head: JSON-LD of schema.org and OpenGraph's type."""
    return render.html(
        "head",
        data=escape.data_island({"@context": "https://schema.org", **value}),
        kind=kind,
        meta=meta or {},
    )


def collection(title: str, description: str, entries: tuple[Entry, ...], root: str) -> str:
    """A list of articles for machines."""
    parts = [
        {
            "@type": "Article",
            "headline": reading.title(e.title.text),
            "url": root + links.article(e.id),
        }
        for e in entries
    ]
    value = {
        "@type": "CollectionPage",
        "name": title,
        "description": description,
        "inLanguage": "zh-CN",
        "hasPart": parts,
    }
    return linked_data(value)
