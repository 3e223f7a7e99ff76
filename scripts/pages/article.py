"""What an article's page says: plain values only, so that equal views are equal pages.

Nothing here counts the whole library: one more excerpt then changes the pages that name
it, and no others. :mod:`scripts.pages.article_html` makes HTML of a view and of nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scripts import escape
from scripts.model import Entry, Occurrence, Origin
from scripts.pages import links, reading, rows, shell
from scripts.pages.catalogue import ORIGINS, Catalogue, Shelf
from scripts.pages.concepts import concept_urls
from scripts.pages.kin import kin
from scripts.pages.numbers import times
from scripts.pages.shell import Sibling

ROOT = links.root(links.article(""))
_EVIDENCE_SHOWN = 8
_STEPS = 20  # step classes w1 to w20 of the stylesheet
_PROVENANCE_SHOWN = 12  # transmissions listed one by one, silent ones between included
_HEARD_SHOWN = 20
_NONE = "''"  # as YAML writes it


class Bar(NamedTuple):
    """A term of the evidence; ``share`` is its part of the strongest, in twentieths.

    ``forms`` are the ways the text writes it, to be found and marked there.
    """

    term: str
    forms: tuple[str, ...]
    times: int
    weight: float
    share: int


class Reception(NamedTuple):
    """What one transmission said of the article; ``url`` is empty where it said nothing."""

    number: int
    url: str
    note: str


class Link(NamedTuple):
    """A link with its words: to an article's id, or to an address from the site's root.

    ``note`` stands beside it.
    """

    text: str
    to: str
    note: str = ""


class Basis(NamedTuple):
    """Why the article has its category. ``header`` quotes the line that gave it."""

    origin: str
    given: bool
    header: str
    confidence: int
    runner_up: str
    outside: str
    evidence: tuple[Bar, ...]


class Provenance(NamedTuple):
    """Where it was heard, from the first time to the last. What neither ``receptions``
    nor the first and last place tell is counted: ``left_out`` heard, ``unheard`` not.
    """

    words: str
    ticks: tuple[bool, ...]
    receptions: tuple[Reception, ...]
    left_out: int
    unheard: int


class ArticleView(NamedTuple):
    """Everything an article's page is made from.

    ``shelf`` is (name, slug, colour); ``raw`` are places and lines as received; ``frame``
    is the left column (finished HTML) before and after the titles of ``siblings``;
    ``openers`` are the taxonomy's, ``opening`` is where ``text`` begins to say something.
    """

    id: str
    title: str
    shelf: tuple[str, str, str]
    date: str | None
    text: str
    truncated: bool
    note: str
    raw: tuple[tuple[str, str], ...]
    basis: Basis
    provenance: Provenance
    topics: tuple[Link, ...]
    concepts: tuple[Link, ...]
    source: str
    papers: tuple[str, ...]
    related: tuple[Link, ...]
    siblings: tuple[Sibling, ...]
    previous: Link | None
    next: Link | None
    correction: str
    frame: tuple[str, str]
    openers: tuple[str, ...]
    opening: int


def view(catalogue: Catalogue, entry: Entry) -> ArticleView:
    """What the page of ``entry`` says."""
    shelf, place = catalogue.shelf(entry), catalogue.place_on_shelf[entry.id]
    urls = concept_urls(catalogue)
    return ArticleView(
        id=entry.id,
        title=reading.title(entry.title.text),
        shelf=(shelf.name, shelf.slug, shelf.colour),
        date=entry.date,
        text=entry.article.text,
        truncated=entry.article.truncated,
        note=entry.note or "",
        raw=tuple(_raw_lines(catalogue, entry)),
        basis=_basis(catalogue, entry),
        provenance=_provenance(catalogue, entry),
        topics=tuple(Link(t.name, links.topic(t.slug)) for t in catalogue.topics_of(entry)),
        concepts=tuple(Link(tag, urls[tag]) for tag in entry.tags),
        source=escape.href(entry.source or ""),
        papers=entry.papers,
        related=tuple(
            Link(reading.title(other.title.text), other.id, why)
            for other, why in kin(catalogue, entry)
        ),
        siblings=shell.siblings(shelf, place),
        previous=_neighbour(shelf, place - 1),
        next=_neighbour(shelf, place + 1),
        correction=_correction(entry),
        frame=shell.frame(catalogue, ROOT, links.category(shelf.slug), inside=True),
        openers=catalogue.library.taxonomy.openers,
        opening=entry.opening,
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
    heard = catalogue.heard_in(entry)
    span = heard[-1] - heard[0] + 1
    shown = (heard[0], *heard[-_HEARD_SHOWN:]) if len(heard) > _HEARD_SHOWN + 1 else heard
    if whole := span <= _PROVENANCE_SHOWN:
        shown = tuple(range(heard[0], heard[-1] + 1))
    return Provenance(
        words=times(heard),
        ticks=rows.ticks(heard),
        receptions=tuple(_receptions(catalogue, entry, shown)),
        left_out=0 if whole else len(heard) - len(shown),
        unheard=0 if whole else span - len(heard),
    )


def bars(entry: Entry) -> tuple[Bar, ...]:
    """The strongest terms first, each measured against the strongest."""
    evidence = entry.classification.evidence
    worth = sorted(evidence, key=lambda e: (-e.count * e.weight, e.term))[:_EVIDENCE_SHOWN]
    most = max((e.count * e.weight for e in worth), default=0) or 1
    forms = _forms(entry, {e.term for e in worth})
    return tuple(
        Bar(
            e.term,
            tuple(forms[e.term]) or (e.term,),
            e.count,
            round(e.weight, 2),
            max(1, round(_STEPS * e.count * e.weight / most)),
        )
        for e in worth
    )


def _forms(entry: Entry, terms: set[str]) -> dict[str, dict[str, None]]:
    """How the text writes each of the ``terms``, in the order of first sight."""
    forms: dict[str, dict[str, None]] = defaultdict(dict)
    text = entry.article.text
    for hit in entry.analysis.hits:
        if hit.name in terms:
            forms[hit.name][text[hit.start : hit.end]] = None
    return forms


def _receptions(catalogue: Catalogue, entry: Entry, shown: Sequence[int]) -> Iterator[Reception]:
    by_number: dict[int, list[Occurrence]] = defaultdict(list)
    for occurrence in entry.article.occurrences:
        by_number[catalogue.number_of[occurrence.dump]].append(occurrence)
    for number in shown:
        for occurrence in by_number.get(number, ()):
            first = " · 首见" if number == shown[0] else ""
            last = " · 末见" if number == shown[-1] and len(shown) > 1 else ""
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


def _neighbour(shelf: Shelf, place: int) -> Link | None:
    if not 0 <= place < len(shelf.entries):
        return None
    entry = shelf.entries[place]
    return Link(reading.title(entry.title.text), entry.id)


def _correction(entry: Entry) -> str:
    """What a person pastes into ``data/curation.yml``, filled with what stands now.

    Plain values are put together here: the emitter takes a tenth of a page's time.
    """
    title, category, tags = entry.title.text, entry.category or "", list(entry.tags)
    lines = [escape.yaml_line(value) for value in (entry.id, title, category or title, *tags)]
    if tags and all(lines):
        key, named, shelf, *tagged = lines
        opened = (f"articles:\n  {key}:", f"title: {named}")
        filed = (f"category: {shelf if category else _NONE}", "tags:")
        return "\n    ".join((*opened, *filed, *(f"- {tag}" for tag in tagged))) + "\n"
    now = {"title": title, "category": category, "tags": tags}
    return escape.yaml_document({"articles": {entry.id: now}})
