"""A library to the files of its search index. The format: :mod:`scripts.search`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

from scripts.cache import Memory
from scripts.categories import by_category
from scripts.model import Entry, Library, SiteFile
from scripts.search import lookup
from scripts.search.codec import fronted, gaps, literal, numbers, script
from scripts.search.documents import ORIGINS, Document, Layout, documents, in_index_order
from scripts.search.grams import Gathered, gather, gather_spoken
from scripts.search.line import Line
from scripts.search.page import BUNDLES, bundle
from scripts.search.pinyin import Reader
from scripts.search.shards import GROWTH, SELDOM, Shards, cut, posting_entries, sort_key, triples
from scripts.simplified import simplifications

#: Result texts in one file, at most, and the files from which on they are so many. Results lie
#: scattered: each costs a request whatever the size, and every other text in its pack is wasted
#: (four results: 3 KB at 1, 5 KB at 3, 8 KB at 4, 15 KB at 8).
PACK, MANY_PACKS = 3, 2_000

LAST_DAY = date.max.toordinal()

Gather = Callable[[Line], Gathered]
Part = tuple[str, Any]  # a file's name without ending, and its data


@dataclass(frozen=True, slots=True)
class GramIndex:
    """Shards of one text, and its frequent grams."""

    layout: Layout
    shards: Shards
    frequent: Sequence[str]
    triples: Sequence[int]
    alphabet: Sequence[str]

    @classmethod
    def of(cls, line: Line, method: Gather = gather, growth: int = GROWTH) -> GramIndex:
        """The index of the documents of ``line``."""
        gathered = method(line)
        frequent = sorted(gathered.frequent, key=sort_key)
        entries = posting_entries(gathered)
        known = triples(key for key, _ in entries)
        return cls(line.layout, cut(entries, growth), frequent, known, gathered.alphabet)

    def manifest(self) -> dict[str, Any]:
        """What a reader must know of it beforehand."""
        layout = self.layout
        return {
            **firsts(self.shards),
            "layout": [layout.tags_at, layout.body_at, layout.stride],
            "frequent": fronted(self.frequent),
        }


def numbered(kind: str, payloads: Iterable[Any]) -> Iterator[Part]:
    """Parts named by their place."""
    return ((f"{kind}/{at}", payload) for at, payload in enumerate(payloads))


def build_index(
    library: Library,
    segment: Callable[[str], Sequence[str]],
    *,
    scripts: Mapping[str, str] = {},
    memory: Memory | None = None,
) -> Iterator[SiteFile]:
    """Everything under ``search/`` of the site but its page, the same bytes for the same library.

    ``segment`` cuts titles into words (texts bring theirs). ``scripts`` are the sources of
    ``docs/assets/search`` (:func:`scripts.search.scripts`). ``memory`` holds what earlier runs
    made of single texts; it changes no byte.
    """
    entries = in_index_order(library)
    segment = cache(segment)  # titles are wanted twice
    searched = documents(library, entries, segment, memory)
    data = _parts(library, entries, searched, segment)
    parts = [(name, literal(value)) for name, value in data]
    version = _version(parts)
    for name, text in parts:
        yield SiteFile(f"search/{name}.js", script(name, version, text))
    for name in BUNDLES if scripts else ():
        enclosed = f'["manifest","{version}",{parts[-1][1]}]' if name == "engine" else ""
        yield SiteFile(f"search/{name}.js", bundle(name, scripts, enclosed).encode())


def _parts(
    library: Library,
    entries: Sequence[Entry],
    searched: Sequence[Document],
    segment: Callable[[str], Sequence[str]],
) -> Iterator[Part]:
    line = Line.of(searched, Layout.of(searched))
    texts = GramIndex.of(line)
    reader = Reader(library.taxonomy.pinyin)
    titles = lookup.spoken_titles(entries, segment, reader)
    spoken = GramIndex.of(Line.of(titles, Layout.of(titles)), gather_spoken, SELDOM)
    words, backwards = lookup.words(library, entries, line, segment, reader)
    del line
    yield from numbered("g", texts.shards.payloads)
    yield from numbered("p", spoken.shards.payloads)
    yield from numbered("w", words.payloads)
    yield from numbered("r", backwards.payloads)
    voiced = lookup.voiced(entries, segment, reader)
    yield from numbered("y", voiced.payloads)
    yield from numbered("d", _packs(library, entries))
    topics = lookup.topics(library, entries)
    yield (
        "facets",
        {
            "topics": [gaps(documents) for _, documents in topics],
            "transmissions": lookup.transmissions(library, entries),
        },
    )
    yield "t2s", lookup.traditional({*texts.alphabet})
    yield "sounds", lookup.spoken_characters(texts.alphabet, reader)
    yield (
        "manifest",
        {
            "articles": len(entries),
            "pack": pack_of(len(entries)),
            "transmissions": len(library.dumps),
            **_order(library, entries),
            "topics": [topic for topic, _ in topics],
            "g": texts.manifest() | {"triples": gaps(texts.triples)},
            "p": spoken.manifest(),
            "w": firsts(words),
            "r": firsts(backwards),
            "y": firsts(voiced),
        },
    )


def firsts(shards: Shards) -> dict[str, Any]:
    """What a reader must know of ``shards`` beforehand."""
    return {"firsts": fronted(shards.firsts)}


def _order(library: Library, entries: Sequence[Entry]) -> dict[str, Any]:
    """Categories, origins and dates as runs of documents.

    ``categories``: [name, slug, colour, documents by origin, other names]; ``dates``: every date,
    newest first, as days before the last one there can be; ``runs``: for each category and
    origin that has documents, in order, number of runs, then (gap of the date's place,
    length) a run; the place after the last date means none.
    """
    dates = sorted({entry.date for entry in entries if entry.date}, reverse=True)
    place: dict[str | None, int] = {None: len(dates), "": len(dates)}
    place.update((date, at) for at, date in enumerate(dates))
    days = [LAST_DAY - date.fromisoformat(one).toordinal() for one in dates]
    categories: list[list[Any]] = []
    for category, members in by_category(library):
        counts = [sum(e.classification.origin == one for e in members) for one in ORIGINS]
        others = [name for name in (category.gloss, *category.aliases) if name]
        named = [category.name, category.slug, category.colour]
        categories.append([*named, counts, list(dict.fromkeys(others))])
    runs: list[int] = []
    for _, group in groupby(entries, key=lambda e: (e.category, e.classification.origin)):
        runs.extend(_runs([place[entry.date] for entry in group]))
    return {"categories": categories, "dates": gaps(days), "runs": numbers(runs)}


def _runs(places: Sequence[int]) -> list[int]:
    runs = [(place, len(list(group))) for place, group in groupby(places)]
    result, before = [len(runs)], 0
    for place, length in runs:
        result += [place - before, length]
        before = place
    return result


def pack_of(articles: int) -> int:
    """How many texts a file holds."""
    return min(PACK, 1 + articles // MANY_PACKS)


def _packs(library: Library, entries: Sequence[Entry]) -> Iterator[list[Any]]:
    order = {parsed.dump.name: at for at, parsed in enumerate(library.dumps)}
    pack = pack_of(len(entries))
    for start in range(0, len(entries), pack):
        group = entries[start : start + pack]
        yield [_traditional_pairs(group), *(_shown(entry, order) for entry in group)]


def _traditional_pairs(entries: Iterable[Entry]) -> str:
    """What the page needs to recognise traditional characters of these texts: 學学習习."""
    texts = "".join(text for e in entries for text in (e.title.text, e.article.text))
    found = sorted({*_traditional().findall(texts)})
    return "".join(char + simplifications()[char] for char in found)


@cache
def _traditional() -> re.Pattern[str]:
    """Any traditional character; a set of all characters of a text takes three times as long."""
    return re.compile(f"[{''.join(simplifications())}]")


def _shown(entry: Entry, order: dict[str, int]) -> list[Any]:
    """[id, title, text, tags, gaps of the transmissions that brought it, cut?]"""
    heard = sorted({order[o.dump] for o in entry.article.occurrences if o.dump in order})
    article = entry.article
    tags = list(entry.tags)
    return [entry.id, entry.title.text, article.text, tags, gaps(heard), int(article.truncated)]


def _version(parts: Iterable[tuple[str, str]]) -> str:
    digest = hashlib.sha256()
    for name, text in parts:
        digest.update(script(name, "", text))
    return digest.hexdigest()[:10]
