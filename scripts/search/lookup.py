"""What the search falls back on: concepts, spoken titles, the vocabulary; and the facets."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from scripts.model import Entry, Library, Taxonomy, Term
from scripts.search.codec import gaps, literal, number
from scripts.search.documents import Document
from scripts.search.normalise import normalise, simplified
from scripts.search.pinyin import Reader, spelt
from scripts.search.shards import Shards, cut

_WORD = re.compile(r"[a-z][a-z0-9+#.]{3,29}")
Segment = Callable[[str], Sequence[str]]


def spoken_titles(entries: Iterable[Entry], segment: Segment, reader: Reader) -> list[Document]:
    """Each title in pinyin, in full and as initials, as a document of its own."""
    return [
        Document(spelt(reader.spoken(segment(entry.title.text))), (), ("", b""))
        for entry in entries
    ]


def vocabulary(documents: Iterable[Document]) -> tuple[Shards, Shards]:
    """Latin words of four letters and more with the number of articles that hold them.

    Sorted forwards and by the reversed word: one edit leaves the first or the last half
    of a word intact, so one range of either holds every candidate. Entry: word````` ``count.
    """
    counts = Counter(word for document in documents for word in set(_words(document)))
    forwards = ((word, "`" + number(count)) for word, count in counts.items())
    backwards = ((word[::-1], "`" + number(count)) for word, count in counts.items())
    return cut(forwards), cut(backwards)


def _words(document: Document) -> Iterator[str]:
    for text in (document.title[0], *(tag for tag, _ in document.tags), document.body[0]):
        yield from _WORD.findall(text)


def terms(taxonomy: Taxonomy) -> Iterator[Term]:
    """Every term, wherever the taxonomy keeps it."""
    for category in taxonomy.categories:
        yield from category.terms
        for topic in category.topics:
            yield from topic.terms
    for topic in taxonomy.outside:
        yield from topic.terms
    yield from taxonomy.concepts


def concepts(
    library: Library, entries: Iterable[Entry], segment: Segment, reader: Reader
) -> Shards:
    """What the articles speak of, by every way to write it: name, aliases, pinyin, initials.

    Entry: key````` ``[[how, name, number of articles, aliases]...]`` as JSON, most articles
    first; ``how``: 0 written, 1 pinyin in full, 2 initials. A concept that no article
    holds leads nowhere and is left out.
    """
    counts = Counter(name for entry in entries for name in _concepts_of(entry))
    aliases = {term.name: list(term.aliases) for term in terms(library.taxonomy)}
    called: defaultdict[str, list[list[Any]]] = defaultdict(list)
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        others = aliases.get(name, [])
        full, _, initials = spelt(reader.spoken(segment(name)))[0].partition("|")
        written = dict.fromkeys(map(normalise, (name, *others)), 0)
        for key, how in {initials: 2, full: 1, **written}.items():
            called[key].append([how, name, count, others])
    return cut((key, _json(value)) for key, value in called.items() if key)


def _json(value: list[list[Any]]) -> str:
    """As the rest of an entry, which ``~`` would end."""
    return "`" + literal(value).replace("~", "\\u007e")


def _concepts_of(entry: Entry) -> set[str]:
    return {hit.name for hit in entry.analysis.hits} | set(entry.tags)


def facets(library: Library, entries: Sequence[Entry]) -> dict[str, list[list[str]]]:
    """Documents by topic ([slug, name, category, gaps]) and by transmission ([name, gaps])."""
    by_topic: defaultdict[str, list[int]] = defaultdict(list)
    by_dump: defaultdict[str, list[int]] = defaultdict(list)
    for number_, entry in enumerate(entries):
        for slug in dict.fromkeys(entry.classification.topics):
            by_topic[slug].append(number_)
        for name in {occurrence.dump for occurrence in entry.article.occurrences}:
            by_dump[name].append(number_)
    topics = [
        [topic.slug, topic.name, category.name, gaps(by_topic[topic.slug])]
        for category in library.taxonomy.categories
        for topic in category.topics
        if topic.slug in by_topic
    ]
    names = [parsed.dump.name for parsed in library.dumps]
    return {"topics": topics, "transmissions": [[name, gaps(by_dump[name])] for name in names]}


def traditional(alphabet: Container[str]) -> str:
    """Every traditional character followed by its simplified form.

    Only where that is of the ``alphabet`` of the texts: nothing else can be found.
    """
    return "".join(char + to for char, to in simple_forms().items() if to in alphabet)


@cache
def simple_forms() -> dict[str, str]:
    """Every traditional character of the BMP, ascending, and its simplified form."""
    ranges = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))
    chars = (chr(point) for points in ranges for point in points)
    return {char: to for char in chars if (to := simplified(char)) != char}
