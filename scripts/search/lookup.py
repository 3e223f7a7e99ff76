"""What the search falls back on: concepts, spoken titles, the vocabulary; and the facets."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from itertools import chain
from typing import Any

from scripts.model import Entry, Library
from scripts.search.codec import gaps, literal, number
from scripts.search.documents import Document
from scripts.search.line import Line
from scripts.search.normalise import normalise
from scripts.search.pinyin import Reader, letters, spelt
from scripts.search.shards import SELDOM, Shards, cut
from scripts.search.vocabulary import vocabulary
from scripts.simplified import simplifications
from scripts.text import HAN

Segment = Callable[[str], Sequence[str]]
_SHORT = 2  # initials that stand for too much
_SLIPPED = re.compile("[a-z]{5,30}")  # a sound that somebody may mistype
#: The first level of GB 2312: 3,755 characters, which are nearly all that anybody types.
_COMMON = bytes(
    b for row in range(0xB0, 0xD8) for at in range(0xA1, 0xFF) for b in (row, at)
).decode("gb2312", "ignore")
_HAN_WORD = re.compile(f"{HAN.pattern}+")


def spoken_titles(entries: Iterable[Entry], segment: Segment, reader: Reader) -> list[Document]:
    """Each title in pinyin, in full and as initials, as a document of its own."""
    return [
        Document(spelt(reader.spoken(segment(entry.title.text))), (), ("", b""))
        for entry in entries
    ]


def words(
    library: Library,
    entries: Sequence[Entry],
    line: Line,
    segment: Segment,
    reader: Reader,
) -> tuple[Shards, Shards]:
    """What a query that occurs nowhere may have meant: Latin words and what concepts are called.

    The first shards: a Latin word, or what begins inside one````` ``its list
    (:func:`vocabulary`); a concept's name, alias, pinyin or initials``!``:func:`concepts`; or
    both, one after the other.

    One edit leaves the first or the last half of a word intact. So the second shards hold
    the Latin words again, and the pinyin of concepts without more, by their first letter and
    the rest reversed: one range in either holds every candidate but those whose first letter
    is wrong. (By the reversed word alone, half of all words lie in a few ranges: -tion, -ing,
    -ment.)
    """
    lists = {word: "`" + written for word, written in vocabulary(line, entries).items()}
    called = concepts(library, entries, segment, reader)
    forwards = ((key, lists.get(key, "") + called.get(key, "")) for key in lists.keys() | called)
    ends = {word: written for word, written in lists.items() if len(written) > 1}
    ends |= {key: "`" for key in called if key not in ends and _SLIPPED.fullmatch(key)}
    backwards = ((word[0] + word[:0:-1], written) for word, written in ends.items())
    return cut(forwards, SELDOM), cut(backwards, SELDOM)


def voiced(entries: Sequence[Entry], segment: Segment, reader: Reader) -> Shards:
    """Han words of texts and titles by their sound: pinyin````` ``word, number of times..., the
    commonest first; initials of three characters or more``!``the same.
    """
    texts = (entry.analysis.words or segment(entry.article.text) for entry in entries)
    titles = (segment(entry.title.text) for entry in entries)
    counts = Counter(chain.from_iterable(chain(texts, titles))).items()
    spoken = [told for told in counts if len(told[0]) > 1 and _HAN_WORD.fullmatch(told[0])]
    full: defaultdict[str, str] = defaultdict(str)
    initials: defaultdict[str, str] = defaultdict(str)
    for word, count in sorted(spoken, key=lambda item: (-item[1], item[0])):
        told = (plain := normalise(word)) + number(count)
        for sound, short in reader.sounds(plain).items():
            full[sound] += told
            if len(short) > _SHORT:
                initials[short] += told
    keys = (full.keys() | initials) - {""}  # of characters that nobody reads
    return cut(((key, _both(full.get(key), initials.get(key))) for key in keys), SELDOM)


def _both(full: str | None, initials: str | None) -> str:
    return ("`" + full if full else "") + ("!" + initials if initials else "")


def concepts(
    library: Library, entries: Iterable[Entry], segment: Segment, reader: Reader
) -> dict[str, str]:
    """What the articles speak of, by every way to write it: name, aliases, pinyin, initials.

    Key to ``![[how, name, number of articles, aliases]...]`` as JSON, most articles first;
    ``how``: 0 written, 1 pinyin in full, 2 initials, where ``name`` is the spelling that sounds so
    and there are no aliases. Characters with several readings are found by that of their word and
    by their commonest. A concept that no article holds leads nowhere and is left out.
    """
    counts = Counter(chain.from_iterable(map(_concepts_of, entries)))
    aliases = {term.name: list(term.aliases) for term in library.taxonomy.terms()}
    called: defaultdict[str, list[str]] = defaultdict(list)
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        others = aliases.get(name, [])
        keys = {key: _json([0, name, count, others]) for key in map(normalise, (name, *others))}
        for one in (name, *filter(HAN.search, others)):
            for key, how in _read_aloud(one, segment, reader).items():
                if key not in keys:
                    keys[key] = _json([how, one, count])
        for key, told in keys.items():
            called[key].append(told)
    return {key: f"![{','.join(found)}]" for key, found in called.items() if key}


def _read_aloud(name: str, segment: Segment, reader: Reader) -> dict[str, int]:
    """The ways to type ``name``; one in ASCII is typed as it stands, and there are thousands."""
    if name.isascii():
        return {letters(name.lower()): 1}
    keys: dict[str, int] = {}
    for spoken in (reader.read_alone(name), reader.spoken(segment(name))):
        full, _, initials = spelt(spoken)[0].partition("|")
        keys |= {initials: 2, full: 1}
    return keys


def _json(value: list[Any]) -> str:
    """As part of an entry, which ``~`` would end."""
    return literal(value).replace("~", "\\u007e")


def _concepts_of(entry: Entry) -> set[str]:
    return entry.analysis.names.union(entry.tags)


def topics(library: Library, entries: Sequence[Entry]) -> list[tuple[list[Any], list[int]]]:
    """Topics of which there are articles: ([name, slug, place of its category, how many], which).

    Those of the world outside come last: their category is the last, which is none.
    """
    by_topic: defaultdict[str, list[int]] = defaultdict(list)
    for number_, entry in enumerate(entries):
        found = entry.classification
        outside = (topic.slug for topic in library.taxonomy.outside if topic.name == found.outside)
        for slug in dict.fromkeys((*found.topics, *outside)):
            by_topic[slug].append(number_)
    categories = [*library.taxonomy.categories]
    shelves = [*(category.topics for category in categories), library.taxonomy.outside]
    return [
        ([topic.name, topic.slug, place, len(documents)], documents)
        for place, shelf in enumerate(shelves)
        for topic in shelf
        if (documents := by_topic.get(topic.slug))
    ]


def transmissions(library: Library, entries: Sequence[Entry]) -> list[list[str]]:
    """Documents by transmission: [name, gaps]."""
    by_dump: defaultdict[str, list[int]] = defaultdict(list)
    for number_, entry in enumerate(entries):
        for name in {occurrence.dump for occurrence in entry.article.occurrences}:
            by_dump[name].append(number_)
    return [[parsed.dump.name, gaps(by_dump[parsed.dump.name])] for parsed in library.dumps]


def spoken_characters(alphabet: Iterable[str], reader: Reader) -> str:
    """Han of the ``alphabet``, and what is common elsewhere: a syllable, those read so, and on."""
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    for char in sorted({*filter(HAN.fullmatch, alphabet), *_COMMON}):
        by_sound["".join(full for full, _ in reader.read_alone(char))].append(char)
    return "".join(sound + "".join(by_sound[sound]) for sound in sorted(by_sound) if sound)


def traditional(alphabet: Container[str]) -> str:
    """Every traditional character followed by its simplified form.

    Only where that is of the ``alphabet`` of the texts: nothing else can be found.
    """
    return "".join(char + to for char, to in simplifications().items() if to in alphabet)
