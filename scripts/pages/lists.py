"""Pages that list articles: categories, topics, and the source's own view, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from scripts.model import Entry, SitePage, Topic
from scripts.pages import links, rows, shell
from scripts.pages.catalogue import Catalogue, Shelf, common, heard_levels
from scripts.pages.concepts import concept_url

_DIAL_BARS = 60
_CONCEPTS_SHOWN = 9
_CHIPS_SHOWN = 14

Lazy = tuple[str, Callable[[], SitePage]]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter: its words, its count, and the list it leads to without scripts."""

    name: str
    slug: str
    count: int
    url: str


def categories(catalogue: Catalogue) -> Iterator[Lazy]:
    """Every category's pages, empty ones included."""
    for shelf in catalogue.shelves:
        for pager, entries in rows.pages_of(shelf.entries, links.category(shelf.slug)):
            yield pager.url(pager.number), partial(_category, catalogue, shelf, pager, entries)


def topics(catalogue: Catalogue) -> Iterator[Lazy]:
    """The overview of topics, and every topic's pages."""
    yield "topics/", partial(_topics, catalogue)
    for slug, topic in catalogue.topics.items():
        found = catalogue.on_topic.get(slug, ())
        for pager, entries in rows.pages_of(found, links.topic(slug)):
            if found:
                yield pager.url(pager.number), partial(_topic, catalogue, topic, pager, entries)


def updates(catalogue: Catalogue) -> Iterator[Lazy]:
    """The source's own view: what each transmission brought first, newest first."""
    for pager, entries in rows.pages_of(newest(catalogue), "updates/"):
        yield pager.url(pager.number), partial(_updates, catalogue, pager, entries)


def newest(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Articles by the transmission that brought them first, the latest one first."""

    def order() -> tuple[Entry, ...]:
        found = (
            (item.article_id)
            for transmission in reversed(catalogue.transmissions)
            for item in transmission.items
            if item.state == "new"
        )
        return tuple(catalogue.by_id[i] for i in found if i in catalogue.by_id)

    return catalogue.memo("newest", order)


def _category(
    catalogue: Catalogue, shelf: Shelf, pager: rows.Pager, entries: Sequence[Entry]
) -> SitePage:
    levels, step = catalogue.memo(f"levels {shelf.slug}", partial(_levels, catalogue, shelf))
    description = shelf.description or shelf.gloss or f"{shelf.name}：{len(shelf.entries)} 则摘录。"
    url = pager.url(pager.number)
    return shell.page(
        catalogue,
        url,
        "category",
        _numbered(shelf.name, pager),
        description,
        active=links.category(shelf.slug),
        head=_head(shelf.name, description, entries, pager, links.root(url)),
        shelf=shelf,
        chips=_chips(shelf),
        levels=levels,
        step=step,
        pager=pager,
        rows=[rows.row(catalogue, entry, links.root(url), by_topic=True) for entry in entries],
        concepts=_concepts(catalogue, f"category {shelf.slug}", shelf.entries),
        origins=catalogue.memo(f"origins {shelf.slug}", shelf.origins),
        search=links.search,
    )


def _topics(catalogue: Catalogue) -> SitePage:
    title, description = "专题", "各类之下的细分专题，以及不属于任何一类的题目。"
    groups = [(shelf, _chips(shelf, limit=10**6)) for shelf in catalogue.shelves]
    return shell.page(
        catalogue,
        "topics/",
        "topics",
        title,
        description,
        active="topics/",
        head=shell.collection(title, description, (), links.root("topics/")),
        groups=groups,
    )


def _topic(
    catalogue: Catalogue, topic: Topic, pager: rows.Pager, entries: Sequence[Entry]
) -> SitePage:
    found = catalogue.on_topic[topic.slug]
    description = f"专题“{topic.name}”：{len(found)} 则摘录。"
    url = pager.url(pager.number)
    return shell.page(
        catalogue,
        url,
        "topic",
        _numbered(topic.name, pager),
        description,
        active="topics/",
        head=_head(topic.name, description, entries, pager, links.root(url)),
        topic=topic,
        shelf=next((s for s in catalogue.shelves if s.name == topic.category), None),
        pager=pager,
        rows=[rows.row(catalogue, entry, links.root(url)) for entry in entries],
        concepts=_concepts(catalogue, f"topic {topic.slug}", found),
    )


def _updates(catalogue: Catalogue, pager: rows.Pager, entries: Sequence[Entry]) -> SitePage:
    title, description = "最近更新", "照来源页的次序：后收到的在前，各附分类与日期。"
    url = pager.url(pager.number)
    root = links.root(url)
    listed = [
        (catalogue.heard_in(entry)[0], rows.row(catalogue, entry, root, level=3))
        for entry in entries
    ]
    return shell.page(
        catalogue,
        url,
        "updates",
        _numbered(title, pager),
        description,
        active="updates/",
        head=_head(title, description, entries, pager, root),
        pager=pager,
        listed=listed,
    )


def _chips(shelf: Shelf, limit: int = _CHIPS_SHOWN) -> list[Chip]:
    return [
        Chip(topic.name, topic.slug, count, links.topic(topic.slug))
        for topic, count in shelf.topics[:limit]
    ]


def _levels(catalogue: Catalogue, shelf: Shelf) -> tuple[tuple[int, ...], int]:
    return heard_levels([len(catalogue.heard_in(entry)) for entry in shelf.entries], _DIAL_BARS)


def _concepts(
    catalogue: Catalogue, name: str, entries: Sequence[Entry]
) -> list[tuple[str, int, str]]:
    """The concepts of a list, counted once for all its pages: else they grow as its square."""

    def count() -> list[tuple[str, int, str]]:
        counted = common((tag for entry in entries for tag in entry.tags), _CONCEPTS_SHOWN)
        return [(tag, count, concept_url(catalogue, tag)) for tag, count in counted]

    return catalogue.memo(f"concepts {name}", count)


def _numbered(title: str, pager: rows.Pager) -> str:
    return title if pager.number == 1 else f"{title}（第 {pager.number} 页）"


def _head(
    title: str, description: str, entries: Sequence[Entry], pager: rows.Pager, root: str
) -> str:
    return shell.collection(title, description, tuple(entries), root)
