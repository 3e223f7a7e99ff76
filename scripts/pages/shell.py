"""What stands around a page's own content: the left column and the data for machines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from scripts import escape
from scripts.model import Entry, SitePage
from scripts.pages import links, reading, render
from scripts.pages.catalogue import Catalogue, Shelf

View = TypeVar("View")
Part = tuple[str, str]  # an article's title as found, and its id
SITE = "收讯 · AI 知识库"
_NEIGHBOURS = 2  # titles before and after the open one: a shelf may hold thousands
_LINKED_DATA = escape.slots(
    '<meta property="og:type" content="{kind}">\n<script type="application/ld+json">{data}</script>'
)
_SLOT = "shouxun-siblings-slot"


class Sibling(NamedTuple):
    """A title in an article's left column, under its open category."""

    title: str
    id: str
    current: bool


@dataclass(frozen=True, slots=True)
class Viewed(Generic[View]):
    """A page made from a view and nothing else: equal views are equal pages.

    ``told`` says all of a view in plain values (see :func:`scripts.kept.digest`). A ``repr``
    does where dataclasses are frozen and few.
    """

    view: Callable[[], View]
    page: Callable[[View], SitePage]
    told: Callable[[View], object] = repr

    def __call__(self) -> SitePage:
        return self.page(self.view())


def page(
    catalogue: Catalogue,
    url: str,
    template: str,
    title: str,
    description: str,
    *,
    active: str = "",
    head: str = "",
    wide: bool = False,
    **values: Any,
) -> SitePage:
    """A page made from ``overrides/pages/<template>.html``.

    ``head`` says what the page is, where it is more than a page. ``active`` is the address
    of the left column's current entry; ``values`` go to the template, next to ``root`` (the
    way to the site's root), ``catalogue``, ``title`` and ``description``.
    """
    root = links.root(url)
    said = {"title": title, "description": description, **values}
    content = render.html(template, root=root, catalogue=catalogue, **said)
    head = head or linked_data({"@type": "WebPage", "name": title, "inLanguage": "zh-CN"})
    nav = column(catalogue, url, active)  # on a phone, wide pages have it too
    return SitePage(url, title, description, content, nav, head, wide)


def frame(catalogue: Catalogue, root: str, active: str, inside: bool = False) -> tuple[str, str]:
    """The left column before and after the place for an article's siblings.

    ``inside``: the page lies below the ``active`` entry, and is not that entry itself.

    Made once for many pages. It counts nothing: a number would change with every excerpt,
    and every page with it; the pages it leads to say how much they hold.
    """

    def make() -> tuple[str, str]:
        column = render.html(
            "nav", root=root, catalogue=catalogue, active=active, inside=inside, slot=_SLOT
        )
        before, _, after = column.partition(_SLOT)
        return before, after

    return catalogue.memo(f"nav {root} {active} {inside}", make)


def column(catalogue: Catalogue, url: str, active: str) -> str:
    """The left column of the page at ``url``, without siblings."""
    return "".join(frame(catalogue, links.root(url), active))


def siblings(shelf: Shelf, place: int) -> tuple[Sibling, ...]:
    """The titles around ``place`` on its shelf."""
    first, window = siblings_of(shelf, place)
    return tuple(
        Sibling(reading.title(entry.title.text), entry.id, first + step == place)
        for step, entry in enumerate(window)
    )


def siblings_of(shelf: Shelf, place: int) -> tuple[int, Sequence[Entry]]:
    """The entries around ``place`` on its shelf, and the place of the first."""
    first = max(0, min(place - _NEIGHBOURS, len(shelf.entries) - 2 * _NEIGHBOURS - 1))
    return first, shelf.entries[first : first + 2 * _NEIGHBOURS + 1]


def linked_data(value: Mapping[str, Any], kind: str = "website") -> str:
    """What machines read in the head: OpenGraph's type, and schema.org's as JSON-LD."""
    data = escape.data_island({"@context": "https://schema.org", **value})
    return _LINKED_DATA(kind=kind, data=data)


def collection(title: str, description: str, root: str, parts: Iterable[Part] = ()) -> str:
    """A list for machines: of articles, by their titles as they stand and their ids."""
    articles = [
        {"@type": "Article", "headline": reading.title(title), "url": root + links.article(id_)}
        for title, id_ in parts
    ]
    value = {
        "@type": "CollectionPage",
        "name": title,
        "description": description,
        "inLanguage": "zh-CN",
        **({"hasPart": articles} if articles else {}),
    }
    return linked_data(value)
