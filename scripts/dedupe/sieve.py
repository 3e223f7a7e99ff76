"""Which pairs cannot be alike, told from their letters alone: no comparison is spent on them.

An edit changes two counts of letters at most, so texts whose counts differ in more than
twice the edits allowed are more edits apart (Ukkonen 1992, with grams of one letter). The
bound is exact: it spares nine comparisons of ten where templates repeat, and changes none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from scripts.dedupe.compare import allowed

#: Letters are counted by their code's remainder; a sum of counts bounds no less truly.
_KINDS = 128
_TOGETHER = 20_000  # pairs weighed at once: 5 MB
_KEYS = 1_000  # keys counted at once: 5 MB

Counts = npt.NDArray[np.int16]


def alike(pairs: npt.ArrayLike, keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Of ``pairs`` [pair, side] of indices into ``keys`` those that may be worth a comparison."""
    lengths = np.array([len(key) for key in keys], np.int64)
    limits = np.array([allowed(len(key)) for key in keys], np.int64)
    counts = _counts(keys)
    met = np.asarray(pairs, np.int64).reshape(-1, 2)
    for start in range(0, len(met), _TOGETHER):
        some = met[start : start + _TOGETHER]
        one, other = some[:, 0], some[:, 1]
        apart = np.abs(counts[one] - counts[other]).sum(axis=1, dtype=np.int64)
        shorter = np.minimum(lengths[one], lengths[other])
        limit = np.minimum(limits[one], limits[other])
        unread = np.maximum(lengths[one], lengths[other]) - shorter - limit
        yield from map(tuple, some[apart <= 4 * limit + np.maximum(unread, 0)].tolist())


def _counts(keys: Sequence[str]) -> Counts:
    """How often each kind of letter stands in each key, at most 255: [key, kind]."""
    found = np.empty((len(keys), _KINDS), np.int16)
    for start in range(0, len(keys), _KEYS):
        some = keys[start : start + _KEYS]
        codes = np.frombuffer("".join(some).encode("utf-32-le", "surrogatepass"), np.uint32)
        rows = np.repeat(np.arange(len(some)), [len(key) for key in some])
        cells = np.bincount(rows * _KINDS + codes % _KINDS, minlength=len(some) * _KINDS)
        found[start : start + _KEYS] = np.minimum(cells, 255).reshape(-1, _KINDS)
    return found
