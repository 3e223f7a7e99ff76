"""Pages that list articles: categories, topics, and the source's own view, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, groupby
from typing import Any

from scripts.model import Entry, SitePage, Topic
from scripts.pages import links, reading, render, rows, shell
from scripts.pages.catalogue import Catalogue, Shelf, common, heard_levels
from scripts.pages.concepts import concept_urls
from scripts.pages.receptions import State
from scripts.pages.shell import Viewed

_DIAL_BARS = 60
_CONCEPTS_SHOWN = 9
_CHIPS_SHOWN = 14
_TITLES_SHOWN = 8  # of a category, where all articles are shown at a glance

Lazy = tuple[str, Callable[[], SitePage]]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter: its words, its count, and the list it leads to without scripts."""

    name: str
    slug: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What a page says of the category it belongs to."""

    name: str
    slug: str
    gloss: str
    description: str
    colour: str
    count: int


@dataclass(frozen=True, slots=True)
class ListView:
    """All that a page of a list is made from.

    ``values`` go to the template, next to the ``rows`` drawn, whose headings are of
    ``level``; ``frame`` is the left column, finished.
    """

    template: str
    title: str
    description: str
    pager: rows.Pager
    frame: str
    values: Mapping[str, Any]
    rows: tuple[rows.RowView, ...] = field(repr=False)
    level: int = 2
    by_topic: bool = False

    def told(self) -> object:
        """All this in plain values."""
        return repr(self), [row.digest for row in self.rows]


def categories(catalogue: Catalogue) -> Iterator[Lazy]:
    """What there is of each category, and every category's pages, empty ones included."""
    yield "categories/", partial(_categories, catalogue)
    for shelf in catalogue.shelves:
        for pager, entries in rows.pages_of(shelf.entries, links.category(shelf.slug)):
            yield _lazy(pager, partial(_category, catalogue, shelf, pager, entries))


def articles(catalogue: Catalogue) -> Iterator[Lazy]:
    """All articles at a glance: they are listed by category, topic and transmission."""
    yield "articles/", partial(_articles, catalogue)


def topics(catalogue: Catalogue) -> Iterator[Lazy]:
    """The overview of topics, and every topic's pages."""
    yield "topics/", partial(_topics, catalogue)
    for slug, topic in catalogue.topics.items():
        found = catalogue.on_topic.get(slug, ())
        for pager, entries in rows.pages_of(found, links.topic(slug)):
            if found:
                yield _lazy(pager, partial(_topic, catalogue, topic, pager, entries))


def updates(catalogue: Catalogue) -> Iterator[Lazy]:
    """The source's own view: what each transmission brought first, newest first."""
    for pager, entries in rows.pages_from_oldest(newest(catalogue), "updates/"):
        yield _lazy(pager, partial(_updates, catalogue, pager, entries))


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


def list_page(view: ListView) -> SitePage:
    """The page that ``view`` tells."""
    url = view.pager.url(view.pager.number)
    root = links.root(url)
    drawn = [rows.row(row, root, view.level, view.by_topic) for row in view.rows]
    content = render.html(view.template, root=root, pager=view.pager, rows=drawn, **view.values)
    parts = [(row.title, row.id) for row in view.rows]
    head = shell.collection(view.title, view.description, root, parts)
    title = numbered(view.title, view.pager)
    return SitePage(url, title, view.description, content, view.frame, head)


def _lazy(pager: rows.Pager, view: Callable[[], ListView]) -> Lazy:
    return pager.url(pager.number), Viewed(view, list_page, ListView.told)


def _category(
    catalogue: Catalogue, shelf: Shelf, pager: rows.Pager, entries: Sequence[Entry]
) -> ListView:
    levels, step = catalogue.memo(f"levels {shelf.slug}", partial(_levels, catalogue, shelf))
    values = {
        "shelf": _heading(shelf),
        "chips": _chips(shelf),
        "levels": levels,
        "step": step,
        "concepts": _concepts(catalogue, f"category {shelf.slug}", shelf.entries),
        "origins": catalogue.memo(f"origins {shelf.slug}", shelf.origins),
        "by_date": links.search(category=shelf.name, sort="date"),
    }
    return ListView(
        "category",
        shelf.name,
        shelf.description or shelf.gloss or f"{shelf.name}：{len(shelf.entries)} 则摘录。",
        pager,
        shell.column(catalogue, pager.url(pager.number), links.category(shelf.slug)),
        values,
        tuple(rows.view(catalogue, entry) for entry in entries),
        by_topic=True,
    )


def _categories(catalogue: Catalogue) -> SitePage:
    description = "每一类讲什么，收了多少则，其下有哪些专题。"
    shelves = [(_heading(shelf), _chips(shelf)) for shelf in catalogue.shelves]
    return _overview(catalogue, "categories/", "分类", description, shelves=shelves)


def _articles(catalogue: Catalogue) -> SitePage:
    count = len(catalogue.by_id)
    description = f"共 {count:,} 则。每类先列听到最多的几则，数字为听到的次数。"
    groups = [(shelf, _titles(catalogue, shelf)) for shelf in catalogue.shelves]
    return _overview(
        catalogue,
        "articles/",
        "全部摘录",
        description,
        groups=groups,
        none="暂无摘录",
        names="is-titles",
    )


def _topics(catalogue: Catalogue) -> SitePage:
    description = "各类之下的细分。一则摘录可以属于几个专题；数字为见于几则。"
    groups = [
        (shelf, [(chip.name, chip.count, chip.url) for chip in _chips(shelf, limit=10**6)])
        for shelf in catalogue.shelves
    ]
    return _overview(
        catalogue, "topics/", "专题", description, groups=groups, none="暂无专题", names="is-short"
    )


def _overview(
    catalogue: Catalogue, url: str, title: str, description: str, **values: Any
) -> SitePage:
    template = "groups" if "groups" in values else "categories"
    head = shell.collection(title, description, links.root(url))
    return shell.page(catalogue, url, template, title, description, active=url, head=head, **values)


def _titles(catalogue: Catalogue, shelf: Shelf) -> list[tuple[str, int, str]]:
    """The first on a shelf, with how often each was heard."""
    return [
        (reading.title(entry.title.text), len(catalogue.heard_in(entry)), links.article(entry.id))
        for entry in shelf.entries[:_TITLES_SHOWN]
    ]


def _topic(
    catalogue: Catalogue, topic: Topic, pager: rows.Pager, entries: Sequence[Entry]
) -> ListView:
    found = catalogue.on_topic[topic.slug]
    shelf = next((s for s in catalogue.shelves if s.name == topic.category), None)
    values = {
        "name": topic.name,
        "shelf": _heading(shelf) if shelf else None,
        "concepts": _concepts(catalogue, f"topic {topic.slug}", found),
    }
    return ListView(
        "topic",
        topic.name,
        f"专题“{topic.name}”：{len(found)} 则摘录。",
        pager,
        shell.column(catalogue, pager.url(pager.number), "topics/"),
        values,
        tuple(rows.view(catalogue, entry) for entry in entries),
    )


def _updates(catalogue: Catalogue, pager: rows.Pager, entries: Sequence[Entry]) -> ListView:
    found = tuple(rows.view(catalogue, entry) for entry in entries)
    return ListView(
        "updates",
        "最近更新",
        "照来源页的次序：后收到的在前，各附分类与日期。",
        pager,
        shell.column(catalogue, pager.url(pager.number), "updates/"),
        {"groups": tuple(_groups(catalogue, found))},
        found,
        level=3,
    )


def _groups(
    catalogue: Catalogue, found: Sequence[rows.RowView]
) -> Iterator[tuple[int, str, int, int, int]]:
    """Runs of rows by transmission: its number, slug and news, the first row, and the end."""
    start = 0
    for number, members in groupby(row.heard[0] for row in found):
        transmission = catalogue.transmissions[number - 1]
        end = start + len(list(members))
        yield number, transmission.slug, transmission.count(State.NEW), start, end
        start = end


def _heading(shelf: Shelf) -> Heading:
    return Heading(
        shelf.name,
        shelf.slug,
        shelf.gloss,
        shelf.description,
        shelf.colour,
        len(shelf.entries),
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
        counted = common(Counter(chain.from_iterable(e.tags for e in entries)), _CONCEPTS_SHOWN)
        return [(tag, count, concept_urls(catalogue)[tag]) for tag, count in counted]

    return catalogue.memo(f"concepts {name}", count)


def numbered(title: str, pager: rows.Pager) -> str:
    """The title of a page of a list: of pages but the first, with the number."""
    return title if pager.number == pager.front else f"{title}（第 {pager.number} 页）"
