"""Latin words and who holds them: what a query of one word finds, and a mistyped one is
compared with.

Each word has a LIST, its digest (:mod:`scripts.search.grams`): every article that holds it,
alone or in longer words, and how well. So a word takes one small file, mistyped or not.
(By the grams of a long word, three or four, 15 KB more at 10,000 articles and 43 at worst: all
words end alike. Grams of two or three candidates for a slip took three requests and 13 KB more.)
Where that would be more than :data:`MANY` articles: ````` and how many hold the word itself;
grams tell the rest.

Beside them stands, with an empty LIST, how else letters in a row begin inside words: ``ttention``,
``tention``... So a mistyped word, or two written as one, is known to stand nowhere without
reading grams, which are two files and 10 KB more at 10,000 articles.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, pairwise

import numpy as np
from ahocorasick_rs import AhoCorasick
from numpy.typing import NDArray

from scripts.model import Entry
from scripts.search.codec import flagged_gaps, number
from scripts.search.grams import digest
from scripts.search.line import Grams, Line, Lists
from scripts.search.normalise import normalise

_WORD = re.compile(r"[a-z][a-z0-9+#.]{3,}")
_LONGEST = 30  # of a word that somebody may mistype; words stand in longer ones too
_COMPOUND = re.compile(r"\w+(?:-\w+)+")
#: Letters of a query that is looked up among words first, and of what begins inside one: further
#: letters are told by whole words alone.
_LEAST, REACH = 5, 8
#: A list as long as a third of its shard at 10,000 articles; the words beside it are read too.
MANY = 1_000

Numbers = NDArray[np.int64]


def vocabulary(line: Line, entries: Iterable[Entry]) -> dict[str, str]:
    """Words of four letters and more that stand in ``line``, each with its LIST as written, and
    what else begins inside them, without.

    Words with a hyphen count as a whole, as the search joins them, and each half of them too.
    """
    begins: defaultdict[str, list[int]] = defaultdict(list)
    for found in _WORD.finditer(line.text):
        begins[found[0]].append(found.start())
    for entry in entries:
        for half in chain(_halves(entry.title.text), _halves(entry.article.text)):
            begins[half]  # which stands in the whole
    if not any(begins.values()):
        return {}
    placed = _placed([*begins], [*begins.values()])
    lists = digest(*placed, line)
    listed = {key: text for key, text in zip(lists.keys, _written(lists), strict=True) if text}
    return dict.fromkeys(_inside(lists.keys, listed), "") | listed


def _inside(words: Iterable[str], known: Collection[str]) -> Iterator[str]:
    """How letters within ``words`` begin that no ``known`` word begins with: whole to the end of
    the word where the first :data:`REACH` are a known word, else no more than these.
    """
    tails = {
        word[at : at + _LONGEST]
        for word in words
        for at in range(word in known, len(word) - _LEAST + 1)
        if word[at].isalpha()
    }
    ordered = [*sorted(known), ""]
    new = {
        tail if tail[:REACH] in known else tail[:REACH]
        for tail in tails
        if not ordered[bisect_left(ordered, tail, hi=len(known))].startswith(tail)
    }
    found = [*sorted(new), ""]
    return (one for one, following in pairwise(found) if not following.startswith(one))


def _halves(text: str) -> Iterator[str]:
    for compound in _COMPOUND.findall(text) if "-" in text else ():
        yield from _WORD.findall(normalise(compound.replace("-", " ")))


def _placed(words: Sequence[str], begins: Sequence[Sequence[int]]) -> tuple[Grams, Numbers]:
    """Where each word stands: at its ``begins``, and within words around it; and how wide it is."""
    counts = np.fromiter(map(len, begins), np.int64, len(begins))
    own = np.fromiter(chain.from_iterable(begins), np.int64, int(counts.sum()))
    inner, outer, offsets = _contained(words)
    taken = _ranges((np.cumsum(counts) - counts)[outer], counts[outer])
    of = np.concatenate((np.repeat(np.arange(len(words)), counts), np.repeat(inner, counts[outer])))
    at = np.concatenate((own, own[taken] + np.repeat(offsets, counts[outer])))
    order = np.lexsort((at, of))
    of, at = of[order], at[order]
    present = np.flatnonzero(np.bincount(of, minlength=len(words)))  # half a word may be lost
    bounds = np.append(np.searchsorted(of, present), len(of))
    widths = np.fromiter(map(len, words), np.int64, len(words))[of]
    return Grams([words[word] for word in present.tolist()], bounds, at), widths


def _written(lists: Lists) -> list[str]:
    """Each list as written; of many articles, how many hold the word itself."""
    written = flagged_gaps(lists.values, lists.bounds, lists.bits)
    for at in np.flatnonzero(np.diff(lists.bounds) > MANY).tolist():
        marks = lists.values[lists.bounds[at] : lists.bounds[at + 1]] & np.uint64(7)
        written[at] = "`" + number(int(np.count_nonzero(marks < 4)))
    return [
        "" if len(key) > _LONGEST else text for key, text in zip(lists.keys, written, strict=True)
    ]


def _contained(words: Sequence[str]) -> tuple[Numbers, Numbers, Numbers]:
    """Words, longer words that they stand in, and where in them (Aho-Corasick)."""
    text = "\n".join(words)
    found = AhoCorasick(words).find_matches_as_indexes(text, overlapping=True)
    inner, starts, _ = (
        np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found)).reshape(-1, 3).T
    )
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    ends = np.cumsum(lengths + 1)
    outer: Numbers = np.searchsorted(ends, starts, side="right")
    offsets = starts - (ends - lengths - 1)[outer]
    longer = inner != outer
    return inner[longer], outer[longer], offsets[longer]


def _ranges(starts: Numbers, lengths: Numbers) -> Numbers:
    """The ranges that begin at ``starts``, one after the other."""
    before = np.cumsum(lengths) - lengths
    all_: Numbers = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
    return all_
