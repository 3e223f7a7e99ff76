"""Pages that people wrote under ``docs/``, with what is computed around their prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

from scripts import escape
from scripts.model import Entry, Origin, SitePage
from scripts.pages import links, rows, shell
from scripts.pages.catalogue import Catalogue, Shelf, common, heard_levels
from scripts.pages.concepts import concept_urls
from scripts.pages.lists import newest
from scripts.pages.numbers import counter, words
from scripts.pages.receptions import STATE_NAMES, State
from scripts.pages.timeline import Strip, strip
from scripts.search import page_context as search_context

_DIAL_BARS = 120
_DIAL_SHARES = 40  # step classes g0 to g40 of the stylesheet
_NEW_SHOWN = 5
_CONCEPTS_SHOWN = 12
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)
_PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.S)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Band:
    """A category on the dial. ``share`` is its width in fortieths of the widest."""

    shelf: Shelf
    levels: tuple[int, ...]
    share: int
    topics: str


def page(catalogue: Catalogue, url: str, prose: str) -> SitePage:
    """The page of ``docs/<url>``; ``prose`` is its Markdown, rendered."""
    url = "" if url in (".", "./", "index.html") else url
    if url == "":
        return _home(catalogue, prose)
    return _search(catalogue) if url == "search/" else _prose(catalogue, url, prose)


def _home(catalogue: Catalogue, prose: str) -> SitePage:
    library = catalogue.library
    count = len(library.entries)
    description = (
        f"{counter(len(library.dumps))}次收讯，{counter(count)}则技术摘录：去重、归类、可检索。"
    )
    step = -(-count // _DIAL_BARS) or 1
    latest = catalogue.transmissions[-1] if catalogue.transmissions else None
    data = {
        "@type": "WebSite",
        "name": shell.SITE,
        "description": description,
        "inLanguage": "zh-CN",
    }
    return shell.page(
        catalogue,
        "",
        "home",
        shell.SITE,
        description,
        wide=True,
        head=shell.linked_data(data),
        prose=escape.authored(prose),
        count=words(count),
        ledger=_ledger(catalogue),
        bands=[_band(shelf, step, catalogue) for shelf in catalogue.shelves],
        step=step,
        latest=_latest(catalogue),
        fresh=bool(fresh := _news(catalogue) if latest else []),
        news=_rows(catalogue, fresh or newest(catalogue)),
        concepts=_concepts(catalogue),
        queries=_queries(catalogue),
        search=links.search,
    )


def _prose(catalogue: Catalogue, url: str, prose: str) -> SitePage:
    title = _plain(_HEADING, prose) or url.rstrip("/")
    return shell.page(
        catalogue,
        url,
        "prose",
        title,
        _plain(_PARAGRAPH, prose)[:150],
        active=url,
        prose=escape.authored(prose),
    )


def _search(catalogue: Catalogue) -> SitePage:
    return shell.page(
        catalogue,
        "search/",
        "search",
        "检索",
        "按概念、方法、论文名或拼音检索全部摘录。",
        active="search/",
        wide=True,
        **search_context(catalogue.library),
    )


def _plain(pattern: re.Pattern[str], prose: str) -> str:
    found = pattern.search(prose)
    return " ".join(unescape(_TAG.sub("", found[1])).split()) if found else ""


def _ledger(catalogue: Catalogue) -> list[tuple[str, str]]:
    """The last four lines add up to the articles; a person may also have said: of no category."""
    library = catalogue.library
    origins = Counter(entry.classification.origin for entry in library.entries)
    lines = [
        ("收讯", f"{len(library.dumps):,} 次"),
        ("收到", f"{sum(len(d.occurrences) for d in library.dumps):,} 段"),
        ("去重后", f"{len(library.entries):,} 则"),
        ("原文标有分类", f"{origins[Origin.HEADER]:,} 则"),
        ("依词推断", f"{origins[Origin.INFERRED]:,} 则"),
        ("尚待归类", f"{origins[None]:,} 则"),
    ]
    if origins[Origin.CURATED]:
        lines.insert(5, ("经人订正", f"{origins[Origin.CURATED]:,} 则"))
    return lines


def _band(shelf: Shelf, step: int, catalogue: Catalogue) -> Band:
    heard = [len(catalogue.heard_in(entry)) for entry in shelf.entries]
    levels, _ = heard_levels(heard, max(1, -(-len(heard) // step)))
    widest = max((len(other.entries) for other in catalogue.shelves), default=0) or 1
    share = round(_DIAL_SHARES * len(heard) / widest) if catalogue.by_id else 1
    return Band(shelf, levels, share, "、".join(topic.name for topic, _ in shelf.topics[:2]))


def _latest(catalogue: Catalogue) -> tuple[Strip, list[tuple[State, str, int]]] | None:
    if not catalogue.transmissions:
        return None
    latest = catalogue.transmissions[-1]
    counts = [(state, STATE_NAMES[state], latest.count(state)) for state in State]
    return strip(catalogue, latest), counts


def _news(catalogue: Catalogue) -> list[Entry]:
    """What the latest transmission brought, the new before the changed."""
    items = [i for i in catalogue.transmissions[-1].items if i.state is not State.REPEATED]
    items.sort(key=lambda item: item.state is State.CHANGED)
    entries = (catalogue.by_id.get(item.article_id) for item in items)
    return [entry for entry in entries if entry]


def _rows(catalogue: Catalogue, entries: Sequence[Entry]) -> list[Markup]:
    views = (rows.view(catalogue, entry) for entry in entries[:_NEW_SHOWN])
    return [rows.row(view, links.root(""), level=3) for view in views]


def _concepts(catalogue: Catalogue) -> list[tuple[str, int, str]]:
    found = common(catalogue.tag_counts, _CONCEPTS_SHOWN)
    return [(name, count, concept_urls(catalogue)[name]) for name, count in found]


def _queries(catalogue: Catalogue) -> list[str]:
    """Something to try: the most frequent concept of each category, none twice."""
    chosen: list[str] = []
    for shelf in catalogue.shelves[:-1]:
        counted = common(Counter(tag for entry in shelf.entries for tag in entry.tags), 12)
        chosen += [name for name, _ in counted if name not in chosen][:1]
    return chosen[:6]
