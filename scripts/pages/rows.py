"""Rows of lists and their paging, the same for categories, topics and updates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from scripts.model import Entry
from scripts.pages import links, reading
from scripts.pages.catalogue import ORIGINS, Catalogue

PER_PAGE = 24
_GLYPH_TICKS = 12
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Row:
    """One article in a list. ``ticks`` are the last transmissions: heard or not."""

    id: str
    url: str
    title: str
    excerpt: Markup
    heard: int
    ticks: tuple[bool, ...]
    category: str
    colour: str
    topics: tuple[str, ...]
    topic_slugs: tuple[str, ...]
    origin: str
    date: str | None
    last: int


@dataclass(frozen=True, slots=True)
class Pager:
    """A place in a paged list. ``numbers`` has 0 where numbers are left out."""

    number: int
    total: int
    first: int
    last: int
    count: int
    base: str
    numbers: tuple[int, ...]

    def url(self, number: int) -> str:
        """The address of another page of the list."""
        return links.paged(self.base, number)


def row(catalogue: Catalogue, entry: Entry) -> Row:
    """The row of ``entry``."""
    heard = catalogue.heard_in(entry)
    shelf = catalogue.shelf(entry)
    topics = catalogue.topics_of(entry)
    return Row(
        id=entry.id,
        url=links.article(entry.id),
        title=reading.title(entry.title.text),
        excerpt=reading.excerpt(entry.article.text),
        heard=len(heard),
        ticks=ticks(heard, len(catalogue.transmissions)),
        category=shelf.name,
        colour=shelf.colour,
        topics=tuple(topic.name for topic in topics),
        topic_slugs=tuple(topic.slug for topic in topics),
        origin=ORIGINS[entry.classification.origin],
        date=entry.date,
        last=max(heard),
    )


def ticks(heard: Sequence[int], total: int) -> tuple[bool, ...]:
    """The reception glyph: the last twelve transmissions, heard or not."""
    numbers = set(heard)
    return tuple(n in numbers for n in range(max(1, total - _GLYPH_TICKS + 1), total + 1))


def pages_of(
    items: Sequence[Item], base: str, size: int = PER_PAGE
) -> Iterator[tuple[Pager, Sequence[Item]]]:
    """The list cut into pages, at least one."""
    total = max(1, -(-len(items) // size))
    for number in range(1, total + 1):
        first = (number - 1) * size
        part = items[first : first + size]
        yield (
            Pager(
                number,
                total,
                first + 1,
                first + len(part),
                len(items),
                base,
                _window(number, total),
            ),
            part,
        )


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
