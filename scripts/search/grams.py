"""Documents to posting lists.

A gram is what stands at a place: two characters; three where the first two are Latin
(letters, digits, ``+ # .`` and blank) or the last two (``3D卷积``: ``3d卷``, ``d卷``,
``卷积``). Grams cross boundaries (``|``), because a query part with punctuation inside must
match exactly too; leaving those grams out was tried on paper: it saves a sixth of the
index and makes ``batch_size`` match ``batch的size``.

A string is frequent where its places would be too many to read. It keeps a digest for
whoever asks for just this, and a gram grows until it is wider than the widest frequent
string at its own place and than the one at the next. So a longer query finds what it needs
under the frequent string and its next character, or under the character before and the
string; and whoever asks for less reads all lists whose keys begin with it. Each place is
written once. (Lists cut by document range cost a query such as 语言模型, whose hits lie
everywhere, all parts of the list: 13 KB more a query of four characters at 10,000 articles,
100 KB at worst. Lists of the frequent string with either neighbour, beside the usual grams:
no more to read than now, but 5 MB more in all.)

Posting lists, as numbers before they are written:

* positions: ``place << bits | flags``; flag 1: the gram begins a word; then, from its
  narrowest width to its own, whether it would end a word (3 where it begins with a Latin
  pair, which has a digest, else 2: less is looked up elsewhere);
* digests: ``document * 16 + 8 * whole_tag + level``, one number a document, for frequent
  strings, single characters (key ``_x``) and Latin pairs (key ``ab``).

The level says how well a document matches, 0 best. Hits that begin and end with a word
come first: title 0, whole tag 1, body 2 (three hits or more, or an early one) or 3; then
hits that cut a word: title 4, part of a tag 5, body 6. So 化学 inside 强化学习 comes
after every 化学, wherever it stands.

All of it runs over 3.7 million characters for 10,000 articles, as array operations over the
line of all texts (:mod:`scripts.search.line`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import isqrt
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from scripts.search.line import (
    Grams,
    Line,
    Lists,
    Mask,
    Places,
    Unsigned,
    grouped,
    grouped_by,
)

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789+#."
#: A string is frequent above FREQUENT occurrences and the root of GROWTH times all characters:
#: 6,400 at 10,000 articles, as much to read as two shards. (At 8,200, GROWTH 18, 4.2 % of first
#: queries took more than 60 KB instead of 2.6 %; at 5,100 2.7 %, for 400 bytes more of manifest.)
FREQUENT, GROWTH = 1_000, 11
WIDEST = 10  # of a gram; bounds what a sentence common to all articles costs
#: Levels of a hit in title, tags, early body and body; cutting a word and whole.
_LEVELS = np.array([4, 5, 6, 6, 0, 1, 2, 3], np.uint8)
_LATE = 3
_HITS: NDArray[np.uint8] = np.uint8(1) << _LEVELS  # a bit a level
_LOWEST = np.array([(n & -n).bit_length() - 1 if n else 0 for n in range(256)], np.uint8)

_Unit = TypeVar("_Unit", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All lists; every key once. ``positions`` and ``digests`` are made while they are read.

    ``alphabet``: every character of the texts.
    """

    positions: Iterable[Lists]
    digests: Iterable[Lists]
    frequent: tuple[str, ...]
    alphabet: Sequence[str]


def gather(line: Line) -> Gathered:
    """All lists of the documents of ``line``."""
    letters = line.among(_LETTERS)
    latin = letters | line.among(" ")
    often, widest = _frequent(line, latin)
    return Gathered(
        _positions(line, latin, widest, _widths(line, latin, widest)),
        (digest(*found, line) for found in chain(often, _short(line, letters))),
        tuple(key for grams, _ in often for key in grams.keys),
        line.alphabet,
    )


def gather_spoken(line: Line) -> Gathered:
    """The same for titles in pinyin: three letters are the least worth looking up."""
    letters = line.among(_LETTERS)
    often, widest = _frequent(line, letters)
    widths = _widths(line, letters, widest)
    widths[~(letters & _next(letters) & _next(letters, 2))] = 0
    return Gathered(
        _positions(line, letters, widest, widths),
        (digest(*found, line) for found in often),
        tuple(key for grams, _ in often for key in grams.keys),
        line.alphabet,
    )


def _short(line: Line, letters: Mask) -> Iterator[tuple[Grams, int]]:
    """Single characters and Latin pairs."""
    for chars in grouped(line, np.flatnonzero((line.units != 0) & ~line.among("| ")), 1):
        keys = ["_" + key for key in chars.keys]
        yield Grams(keys, chars.bounds, chars.begins), 1
    for pairs in grouped(line, np.flatnonzero(letters & _next(letters)), 2):
        yield pairs, 2


def _frequent(line: Line, latin: Mask) -> tuple[list[tuple[Grams, int]], NDArray[np.uint8]]:
    """Frequent strings but Latin pairs with their width; at each place that of the widest, or 0.

    Both ends of a frequent string are frequent, so those of a width are among the
    neighbours of the width before (Agrawal and Srikant, 1994).
    """
    widest = np.zeros(len(line.units), np.uint8)
    limit = max(FREQUENT, isqrt(GROWTH * len(line.units)))
    often = np.bincount(line.units) > limit
    often[0] = False
    found: list[tuple[Grams, int]] = []
    numbers = _numbered(often)[line.units]
    begins = np.flatnonzero(numbers)
    for width in range(2, WIDEST):
        begins = begins[numbers[begins + 1] > 0]
        pairs = numbers[begins].astype(np.int64) * (int(np.max(numbers)) + 1) + numbers[begins + 1]
        often = np.bincount(pairs) > limit
        begins, pairs = begins[often[pairs]], _numbered(often)[pairs[often[pairs]]]
        if not begins.size:
            break
        numbers = np.zeros_like(numbers)
        numbers[begins], widest[begins] = pairs, width
        shown = np.full(len(begins), True) if width > 2 else ~(latin[begins] & latin[begins + 1])
        if shown.any():
            order = np.flatnonzero(shown)[np.argsort(pairs[shown], kind="stable")]
            found.append((grouped_by(line, pairs[order], begins[order], width), width))
    return found, widest


def _numbered(chosen: Mask) -> Unsigned:
    """1, 2... for what is ``chosen``, 0 for the rest; of few bits, which sort by radix."""
    width = np.min_scalar_type(int(np.count_nonzero(chosen)))
    return (np.cumsum(chosen) * chosen).astype(width)


def _next(values: NDArray[_Unit], by: int = 1) -> NDArray[_Unit]:
    """The value ``by`` places on; a zero at the end."""
    result = np.zeros_like(values)
    result[: max(0, len(values) - by)] = values[by:]
    return result


def _widths(line: Line, latin: Mask, widest: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """How wide the gram is that stands at each place; 0 where there is none."""
    second = _next(latin)
    widths = 2 + (second & (latin | _next(latin, 2))).astype(np.uint8)
    np.maximum(widths, widest + np.uint8(1), out=widths)
    np.maximum(widths, _next(widest) + np.uint8(1), out=widths)
    ends = np.flatnonzero(line.units == 0)
    for left in range(WIDEST):  # no gram reaches beyond its text
        at = ends[ends >= left] - left
        np.minimum.at(widths, at, np.uint8(left))
    widths[(widths < 2) | (widths <= widest) | (latin & second & (widths == 2))] = 0
    return widths


def _positions(
    line: Line, latin: Mask, widest: NDArray[np.uint8], widths: NDArray[np.uint8]
) -> Iterator[Lists]:
    # Whoever asks for less than this has asked for a frequent string, or a Latin pair.
    firsts = np.maximum(2 + (latin & _next(latin)).astype(np.uint8), widest + np.uint8(1))
    kinds = np.where(widths > 0, widths * np.uint8(16) + firsts, np.uint8(0))
    del firsts, widths, widest
    for kind in (np.flatnonzero(np.bincount(kinds)[1:]) + 1).tolist():
        width, first = divmod(kind, 16)
        for grams in grouped(line, np.flatnonzero(kinds == kind), width):
            yield grams.lists(line, first, width)


def digest(grams: Grams, width: int | Places, line: Line) -> Lists:
    """Strings as one number a document: its level, 8 added for a whole tag. ``width``: of all of
    them, or of what begins at each place.
    """
    begins, flags = grams.begins, line.flags
    whole = flags[begins] & flags[begins + (width - 1)] >> np.uint8(1)
    hits = _HITS[line.fields[begins] | whole << np.uint8(2)]
    numbers = line.documents[begins]
    new = np.ones(len(numbers), np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    new[grams.bounds[:-1]] = True
    firsts = np.flatnonzero(new)
    found = np.bitwise_or.reduceat(hits, firsts)
    best = _LOWEST[found]
    best[_thrice(hits == 1 << _LATE, firsts, best == _LATE)] = _LATE - 1
    values = numbers[firsts] * np.uint64(16) + (best + ((found & np.uint8(2)) << np.uint8(2)))
    return Lists(grams.keys, np.searchsorted(firsts, grams.bounds), values, 4)


def _thrice(hit: Mask, firsts: Places, asked: Mask) -> Places:
    """Which of the runs from ``firsts`` on that are ``asked`` for hold three hits or more."""
    lasts = np.append(firsts[1:], len(hit)) - 1
    asked &= lasts - firsts > 1
    first, last = firsts[asked], lasts[asked]
    so_far = np.cumsum(hit, dtype=np.int32)
    found: Places = np.flatnonzero(asked)[so_far[last] - so_far[first] + hit[first] > 2]
    return found
