"""Which pairs of keys deserve a comparison, in near linear time.

Each key leaves an anchor for every block (see :func:`scripts.dedupe.ids.anchors`), and two
keys meet when they share one. An edit spoils the anchor of one block in four at most, so
that a twin edited in its opening is still met behind it. Where one phrase opens thousands
of texts its bucket would cost a quadratic number of comparisons: there each key meets only
its neighbours in alphabetical order, read from the front and from the back, because a twin
shares a long beginning or a long end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from scripts.dedupe.ids import anchors

BUCKET = 32
NEIGHBOURS = 4

Pairs = npt.NDArray[np.int64]
Places = npt.NDArray[np.int64]
Codes = TypeVar("Codes", npt.NDArray[np.int64], npt.NDArray[np.uint64])


def pairs(keys: Sequence[str]) -> tuple[Pairs, bool]:
    """Ascending pairs of indices into ``keys`` (distinct texts) that may be one article.

    Each stands once: [pair, side]. Also whether some bucket was too crowded for all of its.
    """
    anchor, owner = _by_anchor(anchors(keys))
    starts = np.flatnonzero(np.diff(anchor, prepend=-1))
    sizes = np.diff(starts, append=len(anchor))
    crowded = np.flatnonzero(sizes > BUCKET)
    few = np.repeat(sizes <= BUCKET, sizes)
    buckets = (owner[starts[at] : starts[at] + sizes[at]] for at in crowded)
    met = [*_all(anchor[few], owner[few]), *(one for each in buckets for one in _near(each, keys))]
    codes = [left * len(keys) + right for left, right in met]
    once = _distinct(np.concatenate([owner[:0], *codes]))
    return np.stack(np.divmod(once, max(len(keys), 1)), axis=1), len(crowded) > 0


def _by_anchor(found: Sequence[Sequence[int]]) -> tuple[Places, Places]:
    """All anchors, ascending, and whose each is; once where a key leaves one twice."""
    anchor = np.fromiter(chain.from_iterable(found), np.uint64)
    owner = np.repeat(np.arange(len(found), dtype=np.uint64), list(map(len, found)))
    both = _distinct(anchor << np.uint64(32) | owner)
    return (both >> np.uint64(32)).astype(np.int64), (both & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _distinct(codes: Codes) -> Codes:
    """``codes`` ascending, each once; for this ``np.unique`` imports masked arrays: 12 ms."""
    ordered = np.sort(codes)
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def _all(anchor: Places, owner: Places) -> Iterator[tuple[Places, Places]]:
    """Who has an anchor in common: first with the next one, then with the one after it."""
    for reach in range(1, BUCKET):
        same = anchor[reach:] == anchor[:-reach]
        if not same.any():
            return
        yield owner[:-reach][same], owner[reach:][same]


def _near(bucket: Places, keys: Sequence[str]) -> Iterator[tuple[Places, Places]]:
    members = bucket.tolist()
    for order in (
        sorted(members, key=lambda index: keys[index]),
        sorted(members, key=lambda index: keys[index][::-1]),
    ):
        ordered = np.array(order, np.int64)
        for reach in range(1, NEIGHBOURS + 1):
            one, other = ordered[:-reach], ordered[reach:]
            yield np.minimum(one, other), np.maximum(one, other)
