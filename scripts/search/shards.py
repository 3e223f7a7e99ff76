"""Posting lists to files: entries in key order, cut into shards of even size.

An entry is ``key`````data``; a digest's is ``key!data``; entries are joined by ``~``.
A positional list above :data:`LONG` is cut by document range into chunk files; its
entry keeps a digest (most queries need no more) and says where the chunks are:
``key!digest`````directory``, the directory being gaps of first documents and of chunk
numbers, in turns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isqrt

import numpy as np

from scripts.search.codec import flagged_gaps, number
from scripts.search.documents import Layout
from scripts.search.grams import Gathered, Lists, Numbers, digest

#: Characters of a shard, by the size T of the whole index. A query reads two shards and,
#: before it, the manifest, which knows T / size of them; the sum is least near the root
#: of 3 T: 2.5 KB at 35 articles, 7 KB at 10,000, 21 KB at 100,000. (12 KB throughout cost a
#: first query 7 KB more at 1,000 articles and 20 KB more at 100,000.)
SMALLEST, LARGEST, GROWTH = 2_500, 24_000, 3
LONG = 10_000
CHUNK = 8_000

Entry = tuple[str, str]  # key, and everything after it


@dataclass(frozen=True, slots=True)
class Shards:
    """``firsts[i]`` is a string above every key of shard i - 1 and not above those of i."""

    firsts: tuple[str, ...]
    payloads: tuple[str, ...]


def sort_key(key: str) -> bytes:
    """The order of UTF-16 units, in which JavaScript compares strings."""
    return key.encode("utf-16-be", "surrogatepass")


def cut(entries: Iterable[Entry]) -> Shards:
    """Entries (in any order) as shards of even size."""
    ordered = sorted(entries, key=lambda entry: sort_key(entry[0]))
    total = sum(len(key) + len(rest) + 1 for key, rest in ordered)
    size = min(LARGEST, max(SMALLEST, isqrt(GROWTH * total)))
    firsts, payloads = [], []
    last = ""
    for group in _groups(ordered, size):
        firsts.append(_separator(last, group[0][0]))
        payloads.append("~".join(key + rest for key, rest in group))
        last = group[-1][0]
    # A library without a Latin word has a vocabulary too: an empty one.
    return Shards(tuple(firsts) or ("",), tuple(payloads) or ("",))


def _groups(ordered: Sequence[Entry], size: int) -> Iterator[list[Entry]]:
    group: list[Entry] = []
    length = 0
    for entry in ordered:
        if group and length + len(entry[1]) > size:
            yield group
            group, length = [], 0
        group.append(entry)
        length += len(entry[0]) + len(entry[1]) + 1
    if group:
        yield group


def _separator(below: str, key: str) -> str:
    """The shortest prefix of ``key`` above ``below``: the manifest holds one a shard."""
    for length in range(1, len(key)):
        if sort_key(key[:length]) > sort_key(below):
            return key[:length]
    return key


def posting_entries(gathered: Gathered, layout: Layout) -> tuple[list[Entry], list[str]]:
    """Entries of every key, and the chunk files of the long lists."""
    positions, digests = gathered
    entries = [(key, "!" + data) for lists in digests for key, data in _written(lists, 4)]
    long: list[tuple[str, int, Numbers]] = []
    for lists in positions:
        for at, (key, data) in enumerate(_written(lists, 2)):
            if len(data) <= LONG:
                entries.append((key, "`" + data))
            else:
                values = lists.values[lists.bounds[at] : lists.bounds[at + 1]]
                long.append((key, -(-len(data) // CHUNK), values.copy()))
    chunks: list[str] = []
    for key, parts, values in sorted(long, key=lambda one: sort_key(one[0])):
        entries.append((key, _in_chunks(_by_document(key, values, parts, layout), layout, chunks)))
    return entries, chunks


def _written(lists: Lists, bits: int) -> Iterator[Entry]:
    return zip(lists.keys, flagged_gaps(lists.values, lists.bounds, bits), strict=True)


def _in_chunks(whole: Lists, layout: Layout, chunks: list[str]) -> str:
    """What stands after the key of a long list, whose parts are appended to ``chunks``."""
    firsts = whole.values[whole.bounds[:-1]] // np.uint64(4 * layout.stride)
    directory, before = "", (0, 0)
    for at, document in enumerate(firsts.tolist()):
        here = (document, len(chunks) + at)
        directory += number(here[0] - before[0]) + number(here[1] - before[1])
        before = here
    chunks.extend(flagged_gaps(whole.values, whole.bounds, 2))
    best = digest(whole, layout).values
    return "!" + "".join(flagged_gaps(best, np.array([0, len(best)]), 4)) + "`" + directory


def _by_document(key: str, values: Numbers, parts: int, layout: Layout) -> Lists:
    """``values`` in about ``parts`` runs, none of which divides a document."""
    documents = values // np.uint64(4 * layout.stride)
    bounds, step = [0], -(-len(values) // parts)
    while bounds[-1] < len(values):
        last = documents[min(bounds[-1] + step, len(values)) - 1]
        bounds.append(int(np.searchsorted(documents, last, "right")))
    return Lists([key] * (len(bounds) - 1), np.array(bounds), values)
