"""Posting lists to files: entries in key order, cut into shards of even size.

An entry is ``key`````data`` or, for a digest, ``key!data``; entries are joined by ``~``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile
from math import isqrt
from operator import itemgetter

from scripts.search.codec import flagged_gaps
from scripts.search.grams import Gathered
from scripts.search.line import Lists

#: Characters of a shard, by the size T of the whole index. A query reads two shards and,
#: before it, the manifest, which knows T / size of them; the sum is least near the root
#: of 3 T: 2.5 KB at 35 articles, 7 KB at 10,000, 21 KB at 100,000. (12 KB throughout cost a
#: first query 7 KB more at 1,000 articles and 20 KB more at 100,000.)
SMALLEST, LARGEST, GROWTH = 1_000, 24_000, 3
#: The same for what only a query reads that occurs nowhere: of its shards most readers see
#: no more than the manifest tells of them, so there are fewer.
SELDOM = 24
#: How far a shard may be from that size: 1.1 KB of the manifest less at 10,000 articles.
SLACK = 0.2

_HIGH = re.compile("[\ud800-\U0010ffff]")
Entry = tuple[str, str]  # key, and everything after it


@dataclass(frozen=True, slots=True)
class Shards:
    """``firsts[i]`` is a string above every key of shard i - 1 and not above those of i."""

    firsts: tuple[str, ...]
    payloads: tuple[str, ...]


def sort_key(key: str) -> bytes:
    """The order of UTF-16 units, in which JavaScript compares strings."""
    return key.encode("utf-16-be", "surrogatepass")


def cut(entries: Iterable[Entry], growth: int = GROWTH) -> Shards:
    """Entries (in any order) as shards of even size."""
    ordered = _in_order([*entries])
    total = sum([len(key) + len(rest) + 1 for key, rest in ordered])
    size = min(LARGEST, max(SMALLEST, isqrt(growth * total)))
    firsts, payloads = [], []
    last = ""
    for group in _groups(ordered, size):
        firsts.append(_separator(last, group[0][0]))
        payloads.append("~".join([key + rest for key, rest in group]))
        last = group[-1][0]
    # A library without a Latin word has a vocabulary too: an empty one.
    return Shards(tuple(firsts) or ("",), tuple(payloads) or ("",))


def _in_order(entries: list[Entry]) -> list[Entry]:
    # Below the surrogates, code points stand in the order of UTF-16 units.
    if not _HIGH.search("".join([key for key, _ in entries])):
        return sorted(entries, key=itemgetter(0))
    return sorted(entries, key=lambda entry: sort_key(entry[0]))


def _groups(ordered: Sequence[Entry], size: int) -> Iterator[Sequence[Entry]]:
    """Runs of about ``size``, cut where neighbours share least: the manifest tells of each cut
    (Bayer and Unterauer, 1977). A list too long for any stands alone.
    """
    ends = [0, *accumulate(len(key) + len(rest) + 1 for key, rest in ordered)]
    least, most = round(size * (1 - SLACK)), round(size * (1 + SLACK))
    start = 0
    while start < len(ordered):
        low = bisect_left(ends, ends[start] + least)
        high = bisect_right(ends, ends[start] + most) - 1
        if high < len(ordered):
            near = range(max(low, start + 1), high + 1)
            high = min(
                near, key=lambda at: (_shared(ordered, at), -at), default=max(high, start + 1)
            )
        yield ordered[start:high]
        start = high


def _shared(ordered: Sequence[Entry], at: int) -> int:
    """How many characters the key at ``at`` shares with the one before."""
    pairs = zip(ordered[at - 1][0], ordered[at][0], strict=False)
    return sum(1 for _ in takewhile(_alike, pairs))


def _alike(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _separator(below: str, key: str) -> str:
    """The shortest prefix of ``key`` above ``below``: the manifest holds one a shard."""
    for length in range(1, len(key)):
        if sort_key(key[:length]) > sort_key(below):
            return key[:length]
    return key


def triples(keys: Iterable[str]) -> list[int]:
    """Every three letters a-z that a key begins with, ascending: 676 a + 26 b + c, a is 0.

    A word with three others occurs nowhere: mistyped words and pinyin mostly show so, and
    two shards need not be read (a tenth of a query's bytes, for 1 KB in the manifest).
    """
    found = {key[:3] for key in keys}
    return sorted(
        sum((ord(letter) - 97) * 26**place for place, letter in enumerate(reversed(three)))
        for three in found
        if len(three) == 3 and all("a" <= letter <= "z" for letter in three)
    )


def posting_entries(gathered: Gathered) -> list[Entry]:
    """Entries of every key."""
    marked = (("!", gathered.digests), ("`", gathered.positions))
    return [
        (key, mark + data)
        for mark, all_lists in marked
        for lists in all_lists
        for key, data in zip(lists.keys, _written(lists), strict=True)
    ]


def _written(lists: Lists) -> list[str]:
    return flagged_gaps(lists.values, lists.bounds, lists.bits)
