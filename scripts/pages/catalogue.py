"""What every page needs to know about the whole library, worked out once.

Pages look things up here and compute nothing that grows with the library: that keeps
a page at a fraction of a millisecond however many articles there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from scripts.categories import UNCATEGORISED, by_category
from scripts.model import Category, Entry, Library, Occurrence, Origin, Topic
from scripts.pages import links
from scripts.pages.receptions import transmissions

LOG_SIZE = 120  # items of a transmission's log on one page
Made = TypeVar("Made")
ORIGINS = {
    Origin.HEADER: "原标",
    Origin.INFERRED: "推断",
    Origin.CURATED: "订正",
    None: "待定",
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category with its articles: most often heard first, then as the library has them.

    ``topics`` are those really found, with their counts, most frequent first.
    ``colour`` is a class of the stylesheet.
    """

    name: str
    slug: str
    gloss: str
    description: str
    colour: str
    entries: tuple[Entry, ...]
    topics: tuple[tuple[Topic, int], ...]

    def origins(self) -> dict[str, int]:
        """How many articles came here by which way, in the order of :data:`ORIGINS`."""
        counts = Counter(entry.classification.origin for entry in self.entries)
        return {name: counts[origin] for origin, name in ORIGINS.items() if counts[origin]}


class Catalogue:
    """A library with its shelves, transmissions and cross-references."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._memo: dict[str, Any] = {}
        self._heard: dict[str, tuple[int, ...]] = {}
        self._on: dict[str, tuple[Topic, ...]] = {}
        self.by_id = {entry.id: entry for entry in library.entries}
        articles = (*(entry.article for entry in library.entries), *library.hidden)
        self.canonical = {alias: a.id for a in articles for alias in (a.id, *a.aliases)}
        self.transmissions = transmissions(library, articles)
        self.number_of = {t.dump.dump.name: t.number for t in self.transmissions}
        self.topics = {topic.slug: topic for topic in library.taxonomy.topics()}
        self._outside = {topic.name: topic.slug for topic in library.taxonomy.outside}
        self.shelves = self._shelves()
        self._shelf_by_name = {shelf.name: shelf for shelf in self.shelves}
        self.uncategorised = self.shelves[-1]
        self.place_on_shelf = {
            entry.id: place for shelf in self.shelves for place, entry in enumerate(shelf.entries)
        }

    def shelf(self, entry: Entry) -> Shelf:
        """Where ``entry`` stands."""
        return self._shelf_by_name.get(entry.category or "", self.uncategorised)

    def heard_in(self, entry: Entry) -> tuple[int, ...]:
        """The numbers of the transmissions that brought ``entry``, ascending."""
        if (found := self._heard.get(entry.id)) is None:
            numbers = {self.number_of[o.dump] for o in entry.article.occurrences}
            self._heard[entry.id] = found = tuple(sorted(numbers))
        return found

    def topics_of(self, entry: Entry) -> tuple[Topic, ...]:
        """The sub-topics of ``entry``, best first, the outside topic that won included."""
        if (topics := self._on.get(entry.id)) is None:
            found = entry.classification
            slugs = dict.fromkeys((*found.topics, self._outside.get(found.outside or "", "")))
            topics = tuple(self.topics[slug] for slug in slugs if slug in self.topics)
            self._on[entry.id] = topics
        return topics

    @cached_property
    def on_topic(self) -> dict[str, tuple[Entry, ...]]:
        """Articles by topic slug, in shelf order."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for shelf in self.shelves:
            for entry in shelf.entries:
                for topic in self.topics_of(entry):
                    found[topic.slug].append(entry)
        return {slug: tuple(entries) for slug, entries in found.items()}

    @cached_property
    def place_on_topic(self) -> dict[tuple[str, str], int]:
        """Where an article stands in :attr:`on_topic`, by the topic's slug and the article's id."""
        return {
            (slug, entry.id): place
            for slug, entries in self.on_topic.items()
            for place, entry in enumerate(entries)
        }

    @cached_property
    def tag_counts(self) -> Counter[str]:
        """How many articles carry each concept."""
        return Counter(tag for entry in self.library.entries for tag in entry.tags)

    def reception_url(self, occurrence: Occurrence) -> str:
        """Where the line of ``occurrence`` stands in its transmission's log."""
        transmission = self.transmissions[self.number_of[occurrence.dump] - 1]
        page = (transmission.place_of_line[occurrence.line] - 1) // LOG_SIZE + 1
        base = links.paged(f"transmissions/{transmission.slug}/", page)
        return f"{base}#L{occurrence.line}"

    def memo(self, name: str, make: Callable[[], Made]) -> Made:
        """What ``make`` gives, made once for this library."""
        if name not in self._memo:
            self._memo[name] = make()
        found: Made = self._memo[name]
        return found

    def _shelves(self) -> tuple[Shelf, ...]:
        return tuple(self._shelf(*each) for each in by_category(self.library))

    def _shelf(self, category: Category, entries: Sequence[Entry]) -> Shelf:
        ordered = tuple(sorted(entries, key=lambda entry: -len(self.heard_in(entry))))
        counts = Counter(
            topic.slug
            for entry in ordered
            for topic in self.topics_of(entry)
            if category.slug == UNCATEGORISED or topic.category == category.name
        )
        topics = tuple((self.topics[slug], found) for slug, found in counts.most_common())
        return Shelf(
            category.name,
            category.slug,
            category.gloss,
            category.description,
            category.colour,
            ordered,
            topics,
        )


_latest: list[Catalogue] = []


def catalogue(library: Library) -> Catalogue:
    """The catalogue of ``library``; the last one is kept, and known again by identity.

    ``functools.cache`` would hash the whole library, which holds unhashable settings.
    """
    if not _latest or _latest[0].library is not library:
        _latest[:] = [Catalogue(library)]
    return _latest[0]


def heard_levels(counts: Sequence[int], limit: int) -> tuple[tuple[int, ...], int]:
    """Bars of a dial: heights 1 to 4 for times heard, and how many articles a bar stands for.

    At most ``limit`` bars: beyond that neighbours share one, with their mean height.
    """
    step = -(-len(counts) // limit) or 1
    groups = (counts[start : start + step] for start in range(0, len(counts), step))
    levels = ([min(heard, 4) for heard in group] for group in groups)
    return tuple(round(sum(group) / len(group)) for group in levels), step


def common(counts: Counter[str], limit: int) -> list[tuple[str, int]]:
    """The most frequent names with their counts; ties by name."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]
