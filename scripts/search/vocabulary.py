"""Latin words and who holds them: what a mistyped word is compared with.

Each word has a LIST of articles: numbers ``gap << 2 | flags``; flag 1: neither title nor tags
hold it; 2: it stands only inside longer words, feature in features, and so ranks behind and
does not make the word commoner. So a mistyped word needs no grams. (Reading those of two or
three candidates took three requests and 13 KB more at 10,000 articles.) Where that would be
more than :data:`MANY` articles: ````` and how many hold the word itself; grams tell the rest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np
from ahocorasick_rs import AhoCorasick
from numpy.typing import NDArray

from scripts.model import Entry
from scripts.search.codec import flagged_gaps, number
from scripts.search.documents import Document
from scripts.search.normalise import normalise

_WORD = re.compile(r"[a-z][a-z0-9+#.]{3,}")
_LONGEST = 30  # of a word that somebody may mistype; words stand in longer ones too
_COMPOUND = re.compile(r"\w+(?:-\w+)+")
_UNTITLED, _INSIDE = 1, 2
#: A list as long as a third of its shard at 10,000 articles; the words beside it are read too.
MANY = 1_000

Numbers = NDArray[np.int64]


def vocabulary(documents: Iterable[Document], entries: Iterable[Entry]) -> dict[str, str]:
    """Words of four letters and more, each with its LIST as written.

    Words with a hyphen count as a whole, as the search joins them, and each half of them too.
    """
    held: defaultdict[str, list[int]] = defaultdict(list)
    for at, (document, entry) in enumerate(zip(documents, entries, strict=True)):
        titled = {*_titled(document, entry)}
        for word in titled:
            held[word].append(4 * at)
        for word in {*_told(document, entry)} - titled:
            held[word].append(4 * at + _UNTITLED)
    lists = _lists([*held], [*held.values()]) if held else []
    return {word: text for word, text in zip(held, lists, strict=True) if len(word) <= _LONGEST}


def _titled(document: Document, entry: Entry) -> Iterator[str]:
    for text in (document.title[0], *(tag for tag, _ in document.tags)):
        yield from _WORD.findall(text)
    yield from _halves(entry.title.text)


def _told(document: Document, entry: Entry) -> Iterator[str]:
    yield from _WORD.findall(document.body[0])
    yield from _halves(entry.article.text)


def _halves(text: str) -> Iterator[str]:
    for compound in _COMPOUND.findall(text) if "-" in text else ():
        yield from _WORD.findall(normalise(compound.replace("-", " ")))


def _lists(words: Sequence[str], held: Sequence[Sequence[int]]) -> list[str]:
    """Every word's list: articles that hold it (``held``), and those of words around it."""
    lengths = np.fromiter(map(len, held), np.int64, len(held))
    own = np.fromiter(chain.from_iterable(held), np.int64, int(lengths.sum()))
    inner, outer = _contained(words)
    taken = _ranges((np.cumsum(lengths) - lengths)[outer], lengths[outer])
    numbers = np.concatenate(
        (np.repeat(np.arange(len(words)), lengths), np.repeat(inner, lengths[outer]))
    )
    values = np.concatenate((own, own[taken] | _INSIDE))
    both = np.sort(numbers << 32 | values)
    best = np.ones(len(both), np.bool_)  # of an article's flags, the lowest
    best[1:] = both[1:] >> 2 != both[:-1] >> 2
    both = both[best]
    bounds = np.searchsorted(both, np.arange(len(words) + 1) << 32)
    written = flagged_gaps((both & 0xFFFFFFFF).astype(np.uint64), bounds, 2)
    for at in np.flatnonzero(np.diff(bounds) > MANY).tolist():
        written[at] = "`" + number(int(lengths[at]))
    return written


def _contained(words: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Places of words and of longer words that they stand in, pair by pair (Aho-Corasick)."""
    text = "\n".join(words)
    found = AhoCorasick(words).find_matches_as_indexes(text, overlapping=True)
    inner, starts, _ = (
        np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found)).reshape(-1, 3).T
    )
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    outer: Numbers = np.searchsorted(np.cumsum(lengths + 1), starts, side="right")
    longer = inner != outer
    return inner[longer], outer[longer]


def _ranges(starts: Numbers, lengths: Numbers) -> Numbers:
    """The ranges that begin at ``starts``, one after the other."""
    before = np.cumsum(lengths) - lengths
    all_: Numbers = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
    return all_
