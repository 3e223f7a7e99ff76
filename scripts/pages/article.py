"""An article's page: the excerpt as it can be restored, and everything known about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from scripts.model import Entry, Occurrence, Origin, SitePage
from scripts.pages import escape, links, reading, rows, shell
from scripts.pages.catalogue import ORIGINS, Catalogue, Shelf
from scripts.pages.concepts import concept_url
from scripts.pages.numbers import times

_EVIDENCE_SHOWN = 8
_PROVENANCE_SHOWN = 12  # transmissions listed one by one, silent ones included
_HEARD_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """A term of the evidence; ``share`` is its part of the strongest, in percent.

    ``forms`` are the ways the text writes it, to be found and marked there.
    """

    term: str
    forms: tuple[str, ...]
    count: int
    weight: float
    share: int


@dataclass(frozen=True, slots=True)
class Reception:
    """What one transmission said of the article; ``url`` is empty where it said nothing."""

    number: int
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words; ``note`` stands beside it."""

    text: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """Why the article has its category. ``header`` quotes the line that gave it."""

    origin: str
    given: bool
    header: str
    confidence: int
    runner_up: str
    outside: str
    evidence: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where it was heard. ``left_out`` counts what ``receptions`` does not list."""

    words: str
    ticks: tuple[bool, ...]
    receptions: tuple[Reception, ...]
    left_out: int
    unheard: int


@dataclass(frozen=True, slots=True)
class Original:
    """Ways to the original: its address where a person gave it, else searches."""

    source: str
    sentence: str
    searches: tuple[Link, ...]
    papers: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """Everything the template of an article prints."""

    title: str
    shelf: Shelf
    place: int
    date: str | None
    length: int
    truncated: bool
    body: Markup
    note: str
    raw: tuple[tuple[str, str], ...]
    basis: Basis
    provenance: Provenance
    topics: tuple[Link, ...]
    concepts: tuple[Link, ...]
    original: Original
    related: tuple[Link, ...]
    previous: Link | None
    next: Link | None
    correction: str


def page(catalogue: Catalogue, entry: Entry) -> SitePage:
    """The page of ``entry``."""
    view = _view(catalogue, entry)
    url = links.article(entry.id)
    return shell.page(
        catalogue,
        url,
        "article",
        view.title,
        reading.summary(entry.article.text),
        active=links.category(view.shelf.slug),
        siblings=shell.siblings(view.shelf, view.place - 1),
        head=_head(entry, view, links.root(url)),
        view=view,
    )


def _view(catalogue: Catalogue, entry: Entry) -> ArticleView:
    shelf, place = catalogue.shelf(entry), catalogue.place_on_shelf[entry.id]
    text, truncated = entry.article.text, entry.article.truncated
    return ArticleView(
        title=reading.title(entry.title.text),
        shelf=shelf,
        place=place + 1,
        date=entry.date,
        length=len(text),
        truncated=truncated,
        body=reading.body(text, truncated),
        note=entry.note or "",
        raw=tuple(_raw_lines(catalogue, entry)),
        basis=_basis(catalogue, entry),
        provenance=_provenance(catalogue, entry),
        topics=tuple(Link(t.name, links.topic(t.slug)) for t in catalogue.topics_of(entry)),
        concepts=tuple(Link(tag, concept_url(catalogue, tag)) for tag in entry.tags),
        original=_original(entry),
        related=tuple(_related(catalogue, entry)),
        previous=_neighbour(shelf, place - 1),
        next=_neighbour(shelf, place + 1),
        correction=_correction(entry),
    )


def _basis(catalogue: Catalogue, entry: Entry) -> Basis:
    found = entry.classification
    return Basis(
        origin=ORIGINS[found.origin],
        given=found.origin in (Origin.HEADER, Origin.CURATED),
        header=_header(catalogue, entry.article.occurrences),
        confidence=round(found.confidence * 100),
        runner_up=found.runner_up or "",
        outside=found.outside or "",
        evidence=bars(entry),
    )


def _provenance(catalogue: Catalogue, entry: Entry) -> Provenance:
    heard, total = catalogue.heard_in(entry), len(catalogue.transmissions)
    shown = (heard[0], *heard[-_HEARD_SHOWN:]) if len(heard) > _HEARD_SHOWN + 1 else heard
    return Provenance(
        words=times(len(heard), total),
        ticks=rows.ticks(heard, total),
        receptions=tuple(_receptions(catalogue, entry, shown)),
        left_out=len(heard) - len(shown),
        unheard=total - len(heard) if total > _PROVENANCE_SHOWN else 0,
    )


def _original(entry: Entry) -> Original:
    sentence = reading.telling_sentence(entry.article.text)
    return Original(
        source=escape.href(entry.source or ""),
        sentence=sentence,
        searches=tuple(Link(name, url) for name, url in links.find_original(sentence)),
        papers=tuple(Link(paper, links.find_paper(paper)) for paper in entry.papers),
    )


def bars(entry: Entry) -> tuple[Bar, ...]:
    """The strongest terms first, each measured against the strongest."""
    evidence = entry.classification.evidence
    worth = sorted(evidence, key=lambda e: (-e.count * e.weight, e.term))[:_EVIDENCE_SHOWN]
    most = max((e.count * e.weight for e in worth), default=0) or 1
    forms = _forms(entry)
    return tuple(
        Bar(
            e.term,
            tuple(forms[e.term]) or (e.term,),
            e.count,
            round(e.weight, 2),
            max(4, round(100 * e.count * e.weight / most)),
        )
        for e in worth
    )


def _forms(entry: Entry) -> dict[str, dict[str, None]]:
    """How the text writes each term, in the order of first sight."""
    forms: dict[str, dict[str, None]] = defaultdict(dict)
    for hit in entry.analysis.hits:
        forms[hit.name][entry.article.text[hit.start : hit.end]] = None
    return forms


def _receptions(catalogue: Catalogue, entry: Entry, heard: tuple[int, ...]) -> Iterator[Reception]:
    """Every transmission while there are few; beyond twelve only those that brought it."""
    by_number: dict[int, list[Occurrence]] = defaultdict(list)
    for occurrence in entry.article.occurrences:
        by_number[catalogue.number_of[occurrence.dump]].append(occurrence)
    total = len(catalogue.transmissions)
    numbers = range(1, total + 1) if total <= _PROVENANCE_SHOWN else heard
    for number in numbers:
        for occurrence in by_number.get(number, ()):
            first = " · 首见" if number == heard[0] else ""
            last = " · 末见" if number == heard[-1] and len(heard) > 1 else ""
            url = catalogue.reception_url(occurrence)
            yield Reception(number, url, f"第 {occurrence.line} 行{first}{last}")
        if number not in by_number:
            yield Reception(number, "", "未听到")


def _raw_lines(catalogue: Catalogue, entry: Entry) -> Iterator[tuple[str, str]]:
    """The distinct lines behind the article, each with the place where it stood first."""
    seen: dict[tuple[str, bool], Occurrence] = {}
    for occurrence in entry.article.occurrences:
        seen.setdefault((occurrence.text, occurrence.truncated), occurrence)
    for (text, truncated), occurrence in seen.items():
        number = catalogue.number_of[occurrence.dump]
        yield f"第 {number} 次收讯，第 {occurrence.line} 行", text + ("..." if truncated else "")


def _header(catalogue: Catalogue, occurrences: tuple[Occurrence, ...]) -> str:
    """The header line that gave the category, quoted with its place."""
    for occurrence in occurrences:
        if occurrence.category:
            number = catalogue.number_of[occurrence.dump]
            dated = f"，其下一行为日期 {occurrence.date}" if occurrence.date else ""
            return f"第 {number} 次收讯中，本则之前写着“{occurrence.category}”{dated}。"
    return ""


def _related(catalogue: Catalogue, entry: Entry) -> Iterator[Link]:
    for related in entry.related:
        if other := catalogue.by_id.get(related.id):
            shared = "、".join(related.shared[:3])
            yield Link(reading.title(other.title.text), links.article(other.id), shared)


def _neighbour(shelf: Shelf, place: int) -> Link | None:
    if not 0 <= place < len(shelf.entries):
        return None
    entry = shelf.entries[place]
    return Link(reading.title(entry.title.text), links.article(entry.id))


def _correction(entry: Entry) -> str:
    """What a person pastes into ``data/curation.yml``, filled with what stands now."""
    now = {"title": entry.title.text, "category": entry.category or "", "tags": list(entry.tags)}
    return escape.yaml_document({"articles": {entry.id: now}})


def _head(entry: Entry, view: ArticleView, root: str) -> str:
    value = {
        "@type": "Article",
        "headline": view.title[:110],
        "inLanguage": "zh-CN",
        "articleSection": view.shelf.name,
        "keywords": list(entry.tags),
        "isPartOf": {"@type": "CollectionPage", "url": root + links.category(view.shelf.slug)},
    }
    if entry.date:
        value["datePublished"] = entry.date
    if view.original.source:
        value["isBasedOn"] = view.original.source
    meta = {"article:section": view.shelf.name}
    if entry.date:
        meta["article:published_time"] = entry.date
    return shell.linked_data(value, "article", meta=meta)
