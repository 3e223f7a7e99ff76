"""Rows of lists and their paging, the same for categories, topics and updates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeVar

from markupsafe import Markup

from scripts import escape
from scripts.escape import NOTHING, slots
from scripts.kept import digest
from scripts.model import Entry
from scripts.pages import links, reading
from scripts.pages.catalogue import ORIGINS, Catalogue

PER_PAGE = 24
NEWEST = -1  # the first page of a list that is numbered from the oldest
_GLYPH_TICKS = 12
_TALL, _SHORT = escape.element("i", "", class_="on"), escape.element("i", "")
Item = TypeVar("Item")


_ROW = slots(
    """<li class="kb-row {colour}" data-heard="{heard}" data-last="{last}" data-date="{date}" \
data-topics="{topics}">
<h{level}><a href="{root}articles/{id}/">{title}</a></h{level}>
<p class="kb-row__x">{excerpt}</p>
<p class="kb-row__m">{glyph}<span>听到 {heard} 次</span>{subject}<span>{origin}</span>{dated}</p>
</li>
"""
)
_SUBJECT = slots('<span class="kb-cat">{name}</span>')
_DATED = slots('<time datetime="{date}">{date}</time>')


@dataclass(frozen=True, slots=True)
class Pager:
    """A place in a paged list. ``numbers`` has 0 where numbers are left out.

    ``front`` is the number of the page that stands at ``base``; ``previous`` and ``next`` are
    0 where there is none. ``first``, ``last`` and ``count`` tell the items: all 0 in a list
    numbered from its end, where they would change with every item.
    """

    number: int
    numbers: tuple[int, ...]
    previous: int
    next: int
    first: int
    last: int
    count: int
    base: str
    front: int = 1

    def url(self, number: int) -> str:
        """The address of another page of the list."""
        return links.paged(self.base, number, self.front)


class RowView(NamedTuple):
    """All that a row is made from; ``text`` is without the headings before it, ``topics`` are
    (slug, name), ``digest`` tells the rest.
    """

    id: str
    title: str
    text: str
    heard: tuple[int, ...]
    shelf: str
    colour: str
    topics: tuple[tuple[str, str], ...]
    origin: str
    date: str
    digest: bytes


def view(catalogue: Catalogue, entry: Entry) -> RowView:
    """What the row of ``entry`` says, in every list that has one."""
    return catalogue.memo(f"row {entry.id}", lambda: _view(catalogue, entry))


def _view(catalogue: Catalogue, entry: Entry) -> RowView:
    shelf = catalogue.shelf(entry)
    said = (
        entry.id,
        entry.title.text,
        entry.article.text[entry.opening :],
        catalogue.heard_in(entry),
        shelf.name,
        shelf.colour,
        tuple((topic.slug, topic.name) for topic in catalogue.topics_of(entry)),
        ORIGINS[entry.classification.origin],
        entry.date or "",
    )
    return RowView(*said, digest(said))


def row(view: RowView, root: str, level: int = 2, by_topic: bool = False) -> Markup:
    """One article in a list, its title a heading of ``level``, with its category or topic."""
    subject = (view.topics[0][1] if view.topics else "") if by_topic else view.shelf
    return _ROW(
        root=root,
        level=level,
        id=view.id,
        title=reading.headline(view.title),
        excerpt=reading.excerpt(view.text),
        glyph=glyph(ticks(view.heard)),
        heard=len(view.heard),
        last=view.heard[-1],
        colour=view.colour,
        topics=" ".join(slug for slug, _ in view.topics),
        subject=_SUBJECT(name=subject) if subject else NOTHING,
        origin=view.origin,
        date=view.date,
        dated=_DATED(date=view.date) if view.date else NOTHING,
    )


def ticks(heard: Sequence[int]) -> tuple[bool, ...]:
    """The reception glyph: from the first time heard to the last, the last twelve at most.

    What came before or after would change with every transmission, and all pages with it.
    """
    numbers, last = set(heard), max(heard)
    return tuple(n in numbers for n in range(max(min(heard), last - _GLYPH_TICKS + 1), last + 1))


@lru_cache(maxsize=4096)
def glyph(ticks: tuple[bool, ...]) -> Markup:
    """The ticks drawn: tall where it was heard."""
    drawn = escape.join(_TALL if heard else _SHORT for heard in ticks)
    return escape.element("span", drawn, class_="kb-rx", aria_hidden="true")


def pages_of(
    items: Sequence[Item], base: str, size: int = PER_PAGE
) -> Iterator[tuple[Pager, Sequence[Item]]]:
    """The list cut into pages, at least one."""
    total = max(1, -(-len(items) // size))
    for number in range(1, total + 1):
        first = (number - 1) * size
        part = items[first : first + size]
        numbers, last = _window(number, total), first + len(part)
        following = (number + 1) % (total + 1)
        yield Pager(number, numbers, number - 1, following, first + 1, last, len(items), base), part


def pages_from_oldest(
    items: Sequence[Item], base: str, size: int = PER_PAGE
) -> Iterator[tuple[Pager, Sequence[Item]]]:
    """A list with the newest first, in pages numbered from the oldest.

    An item more changes the first page, which holds up to twice the size, and now and then
    those next to it. What stands on any other page stays there: numbered from the newest,
    each item would move all others on, and every page of the list would be made again.
    """
    full = max(0, len(items) // size - 1)
    numbers = (NEWEST, *range(full, 0, -1))
    end = 0
    for place, number in enumerate(numbers, 1):
        start, end = end, len(items) - (full + 1 - place) * size
        shown = tuple(numbers[at - 1] if at else 0 for at in _window(place, full + 1))
        before = numbers[place - 2] if place > 1 else 0
        following = numbers[place] if place <= full else 0
        pager = Pager(number, shown, before, following, 0, 0, 0, base, NEWEST)
        yield pager, items[start:end]


def _window(number: int, total: int) -> tuple[int, ...]:
    """First, last and the neighbours of ``number``; 0 stands for a gap."""
    near = {1, total, *range(number - 1, number + 2)}
    shown = sorted(n for n in near if 1 <= n <= total)
    result: list[int] = []
    for n in shown:
        if result and n - result[-1] == 2:
            result.append(n - 1)
        elif result and n - result[-1] > 2:
            result.append(0)
        result.append(n)
    return tuple(result)
