"""Which pairs of keys deserve a comparison, in near linear time.

Each key leaves an anchor for every block (see :func:`scripts.dedupe.ids.anchors`), and two
keys meet when they share one. An edit spoils the anchor of one block in four at most, so
that a twin edited in its opening is still met behind it. Where one phrase opens thousands
of texts its bucket would cost a quadratic number of comparisons: there each key meets only
its neighbours in alphabetical order, read from the front and from the back, because a twin
shares a long beginning or a long end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from scripts.dedupe.ids import anchors

BUCKET = 32
NEIGHBOURS = 4


def pairs(keys: Sequence[str]) -> tuple[set[tuple[int, int]], bool]:
    """Ascending pairs of indices into ``keys`` (distinct texts) that may be one article.

    Also whether some bucket was too crowded for all of its pairs.
    """
    buckets: defaultdict[int, list[int]] = defaultdict(list)
    for index, found_anchors in enumerate(anchors(keys)):
        for anchor in set(found_anchors):
            buckets[anchor].append(index)
    found: set[tuple[int, int]] = set()
    for bucket in buckets.values():
        if len(bucket) > 1:
            found.update(_meetings(bucket, keys))
    crowded = any(len(bucket) > BUCKET for bucket in buckets.values())
    return found, crowded


def _meetings(bucket: list[int], keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    if len(bucket) <= BUCKET:
        yield from _near(bucket, len(bucket))
        return
    yield from _near(sorted(bucket, key=lambda index: keys[index]), NEIGHBOURS)
    yield from _near(sorted(bucket, key=lambda index: keys[index][::-1]), NEIGHBOURS)


def _near(ordered: Sequence[int], reach: int) -> Iterator[tuple[int, int]]:
    for place, left in enumerate(ordered):
        for right in ordered[place + 1 : place + 1 + reach]:
            yield (left, right) if left < right else (right, left)
