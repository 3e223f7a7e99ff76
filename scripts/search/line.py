"""All texts of the index as one line of numbers, and the strings of one width that stand in it.

Strings are grouped by sorting (string, place) packed into one integer. The best that was
found without numpy, C loops of ``map`` called for their effect, took three times as long.
Strings are sorted in slices by their first character, which bounds the memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scripts.search.documents import Document, Layout
from scripts.search.normalise import word_flags

SLICE = 1 << 18  # grams sorted at once, or a bit more; twice as many took 30 MB more
EARLY = 60  # a hit within this many characters of the body's start counts as prominent
_STARTS, _ENDS = 1, 2

Numbers = NDArray[np.uint64]
Unsigned = NDArray[np.unsignedinteger[Any]]  # no wider than need be
Places = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lists:
    """Ascending lists one after the other: ``keys[i]`` has ``values[bounds[i]:bounds[i + 1]]``.

    The lowest ``bits`` of a value are flags.
    """

    keys: list[str]
    bounds: Places
    values: Numbers
    bits: int


@dataclass(frozen=True, slots=True)
class Line:
    """All texts one after the other, a zero after each and one more at the end.

    For each character: its number in ``alphabet`` (``units``; 0 for what divides texts), whether
    it begins or ends a word (``flags``), its place in the index, its document, and 0 title,
    1 tags, 2 early body or 3 body (``fields``).
    """

    layout: Layout
    text: str
    units: Unsigned
    alphabet: list[str]
    flags: NDArray[np.uint8]
    places: Unsigned
    documents: Unsigned
    fields: NDArray[np.uint8]

    @classmethod
    def of(cls, documents: Sequence[Document], layout: Layout) -> Line:
        """The line of ``documents``, numbered as they stand."""
        starts, texts, flags = zip(*_fields(documents, layout), (0, "", b""), strict=True)
        text = "\0".join(texts) + "\0"
        units, alphabet = _units(text)
        lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
        shifts = np.array(starts, np.int64) - np.cumsum(lengths) + lengths
        # Half the memory wherever 32 bits will do. Shifts below zero wrap around, and back.
        width = np.min_scalar_type(layout.stride * (len(documents) + 1))
        places = np.arange(len(units), dtype=width)
        places += np.repeat(shifts.astype(width), lengths)
        marks = np.frombuffer(b"\0".join(flags) + b"\0", np.uint8)
        return cls(layout, text, units, alphabet, marks, places, *_whereabouts(places, layout))

    def among(self, chars: str) -> Mask:
        """Which characters are one of ``chars``."""
        return np.array([char in chars for char in self.alphabet])[self.units]


def _whereabouts(places: Unsigned, layout: Layout) -> tuple[Unsigned, NDArray[np.uint8]]:
    """Documents and fields of ``places``."""
    width = places.dtype.type
    documents = places // width(layout.stride)
    within = places - documents * width(layout.stride)
    fields = np.zeros(len(places), np.uint8)
    for limit in (layout.tags_at, layout.body_at, layout.body_at + EARLY):
        fields += within >= width(min(limit, layout.stride))
    return documents, fields


def _units(line: str) -> tuple[Unsigned, list[str]]:
    """The characters of ``line`` as places in its alphabet, which begins with the zero."""
    codes = np.frombuffer(line.encode("utf-32-le", "surrogatepass"), "<u4")
    known = np.zeros(int(codes.max()) + 1, np.bool_)
    known[codes] = True
    alphabet = np.flatnonzero(known)
    places = np.cumsum(known) - 1
    units = places.astype(np.min_scalar_type(len(alphabet)))[codes]
    return units, [chr(code) for code in alphabet.tolist()]


def _fields(documents: Iterable[Document], layout: Layout) -> Iterator[tuple[int, str, bytes]]:
    """First place, text and flags of every field."""
    for number, document in enumerate(documents):
        start = number * layout.stride
        yield start, *document.title
        for tag, offset in document.tags:
            # One word, so that a whole-word hit among the tags is the whole tag.
            yield start + layout.tags_at + offset, tag, word_flags(len(tag))
        yield start + layout.body_at, *document.body


@dataclass(frozen=True, slots=True)
class Grams:
    """Strings of one width; ``keys[i]`` stands at ``begins[bounds[i]:bounds[i + 1]]``."""

    keys: list[str]
    bounds: Places
    begins: Places

    def lists(self, line: Line, first: int, last: int) -> Lists:
        """Their positions, flagged for every width from ``first`` to ``last``."""
        bits = last - first + 2
        values = line.places[self.begins].astype(np.uint64) << np.uint64(bits)
        values |= line.flags[self.begins] & np.uint8(_STARTS)
        for width in range(first, last + 1):
            ends = (line.flags[self.begins + (width - 1)] & np.uint8(_ENDS)).astype(np.uint64)
            values |= ends << np.uint64(width - first)
        return Lists(self.keys, self.bounds, values, bits)


def grouped(line: Line, begins: Places, width: int) -> Iterator[Grams]:
    """The strings of ``width`` that begin at ``begins``, about :data:`SLICE` at once."""
    units = line.units[begins]
    ends = np.cumsum(np.bincount(units))
    begins = begins[np.argsort(units, kind="stable")]  # by radix, where units have 16 bits
    cuts = ends[np.flatnonzero(np.diff(ends // SLICE))].tolist()
    for start, end in pairwise([0, *cuts, len(begins)]):
        if end > start:
            some = begins[start:end]
            known = width == 1
            yield (
                grouped_by(line, line.units[some], some, 1) if known else _sorted(line, some, width)
            )


def _sorted(line: Line, begins: Places, width: int) -> Grams:
    """The string and a number within the slice share 64 bits.

    Where they do not fit, the string so far is replaced by its rank.
    """
    bits, room = (len(line.alphabet) - 1).bit_length(), len(begins).bit_length()
    packed, used = np.zeros(len(begins), np.uint64), 0
    for at in range(width):
        if used + bits + room > 64:
            packed, used = np.unique(packed, return_inverse=True)[1].astype(np.uint64), room
        packed = packed << np.uint64(bits) | line.units[begins + at]
        used += bits
    packed = packed << np.uint64(room) | np.arange(len(begins), dtype=np.uint64)
    packed.sort()
    order = begins[(packed & np.uint64((1 << room) - 1)).astype(np.int64)]
    return grouped_by(line, packed >> np.uint64(room), order, width)


def grouped_by(line: Line, ascending: NDArray[Any], begins: Places, width: int) -> Grams:
    """``begins`` grouped by what ascends beside them."""
    firsts = np.flatnonzero(ascending[1:] != ascending[:-1]) + 1
    bounds = np.concatenate(([0], firsts, [len(begins)]))
    columns = [line.units[begins[bounds[:-1]] + at].tolist() for at in range(width)]
    letters = (map(line.alphabet.__getitem__, column) for column in columns)
    return Grams(list(map("".join, zip(*letters, strict=True))), bounds, begins)
