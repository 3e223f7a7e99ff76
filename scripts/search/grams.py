"""Documents to posting lists.

Every two neighbouring characters are a gram; where all are Latin (letters, digits,
``+ # .`` and blank) three are, and a Latin run is padded with ``_`` where it meets
something else (``3D卷积``: ``3d_``, ``d卷``, ``卷积``). Grams cross boundaries (``|``),
because a query part with punctuation inside must match exactly too; leaving those
grams out was tried on paper: it saves a sixth of the index and makes ``batch_size``
match ``batch的size``.

Posting lists, as numbers before they are written:

* positions: ``place * 4 + flags``; flag 1: the gram starts a word, 2: it ends one;
* digests: ``document * 16 + 8 * whole_tag + level``, one number a document. Single
  characters (key ``_x``) and Latin pairs (key ``ab``) have nothing else.

The level says how well a document matches, 0 best. Hits that begin and end with a word
come first: title 0, whole tag 1, body 2 (three hits or more, or an early one) or 3; then
hits that cut a word: title 4, part of a tag 5, body 6. So 化学 inside 强化学习 comes
after every 化学, wherever it stands.

All of it runs over 3.7 million characters for 10,000 articles: array operations over the
whole line, and sorts of (gram, place) packed into one integer. The best that was found
without numpy, C loops of ``map`` called for their effect, took three times as long. A kind
of gram is done in slices by its first character, which bounds the memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scripts.search.documents import Document, Layout
from scripts.search.normalise import word_flags

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789+#."
LATIN = re.compile("[a-z0-9+#. ]+")
EARLY = 60  # a hit within this many characters of the body's start counts as prominent
SLICE = 1 << 18  # grams sorted at once, or a bit more; twice as many took 30 MB more
_PADDING = ord("_")
_STARTS, _ENDS = 1, 2
#: Levels of a hit in title, tags, early body and body; cutting a word and whole.
_LEVELS = np.array([4, 5, 6, 6, 0, 1, 2, 3], np.uint8)

Numbers = NDArray[np.uint64]
Unsigned = NDArray[np.unsignedinteger[Any]]  # no wider than need be
Places = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lists:
    """Ascending lists one after the other: ``keys[i]`` has ``values[bounds[i]:bounds[i + 1]]``."""

    keys: list[str]
    bounds: Places
    values: Numbers


Gathered = tuple[Iterable[Lists], Iterable[Lists]]  # positions, digests; every key once


@dataclass(frozen=True, slots=True)
class _Line:
    """All texts one after the other, a zero after each and one more at the end.

    ``units``: for each character its place in ``alphabet``, 0 for what divides texts.
    ``values``: four times its place in the index.
    """

    units: Unsigned
    alphabet: list[str]
    flags: NDArray[np.uint8]
    values: Unsigned

    @classmethod
    def of(cls, documents: Sequence[Document], layout: Layout) -> _Line:
        """The line of ``documents``, numbered as they stand."""
        starts, texts, flags = zip(*_fields(documents, layout), (0, "", b""), strict=True)
        units, alphabet = _units("\0".join(texts) + "\0")
        lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
        shifts = 4 * (np.array(starts, np.int64) - np.cumsum(lengths) + lengths)
        # Half the memory wherever 32 bits will do. Shifts below zero wrap around, and back.
        width = np.min_scalar_type(4 * layout.stride * (len(documents) + 1))
        values = np.arange(0, 4 * len(units), 4, dtype=width)
        values += np.repeat(shifts.astype(width), lengths)
        marks = np.frombuffer(b"\0".join(flags) + b"\0", np.uint8)
        return cls(units, alphabet, marks, values)

    def among(self, chars: str) -> Mask:
        """Which characters are one of ``chars``."""
        return np.array([char in chars for char in self.alphabet])[self.units]


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
class _Kind:
    """Grams of one kind: ``width`` neighbouring units from wherever ``begins`` says."""

    begins: Mask
    units: Unsigned
    alphabet: Sequence[str]
    width: int

    def slices(self) -> Iterator[Places]:
        """Where the grams begin, cut by their first unit into about :data:`SLICE` at once."""
        sizes = np.bincount(self.units[: len(self.begins)][self.begins])
        number = np.cumsum(sizes) // SLICE  # of the slice that a unit belongs to
        for which in np.unique(number[sizes > 0]).tolist():
            low, high = np.searchsorted(number, (which, which + 1))
            units = self.units[: len(self.begins)]
            yield np.flatnonzero(self.begins & (units >= low) & (units < high))

    def sorted(self, begins: Places) -> tuple[list[str], Places, Places]:
        """Keys, the bounds of their lists, and ``begins`` in the order of the lists.

        The gram and a number within the slice share 64 bits: 36 for two characters out
        of all that Unicode has, 28 for 268 million places.
        """
        bits, room = (len(self.alphabet) - 1).bit_length(), len(begins).bit_length()
        packed = np.zeros(len(begins), np.uint64)
        for at in range(self.width):
            packed = packed << np.uint64(bits) | self.units[begins + at]
        packed = packed << np.uint64(room) | np.arange(len(begins), dtype=np.uint64)
        packed.sort()
        order = begins[(packed & np.uint64((1 << room) - 1)).astype(np.int64)]
        packed >>= np.uint64(room)
        firsts = np.flatnonzero(np.diff(packed, prepend=packed[0] + np.uint64(1)))
        keys = self._keys(packed[firsts], bits)
        return keys, np.append(firsts, len(begins)), order

    def _keys(self, grams: Numbers, bits: int) -> list[str]:
        keys = [""] * len(grams)
        for at in reversed(range(self.width)):
            units = (grams >> np.uint64(at * bits)) & np.uint64((1 << bits) - 1)
            keys = [
                key + self.alphabet[unit] for key, unit in zip(keys, units.tolist(), strict=True)
            ]
        return keys


def gather(documents: Sequence[Document], layout: Layout) -> Gathered:
    """All positional lists and all digests of ``documents``."""
    line = _Line.of(documents, layout)
    text, letters = line.units != 0, line.among(_LETTERS)
    latin = letters | line.among(" ")
    chars = _Kind(text & ~line.among("| "), line.units, line.alphabet, 1)
    short = _Kind(letters[:-1] & letters[1:], line.units, line.alphabet, 2)
    pairs = text[:-1] & text[1:] & ~(latin[:-1] & latin[1:])
    positional = (_Kind(pairs, line.units, line.alphabet, 2), _triples(line, ~latin))
    digests = chain(_lists(line, chars, mark="_"), _lists(line, short))
    return (
        chain.from_iterable(_lists(line, kind) for kind in positional),
        (digest(lists, layout) for lists in digests),
    )


def gather_spoken(documents: Sequence[Document], layout: Layout) -> Gathered:
    """The same for titles in pinyin: three letters are the least worth looking up."""
    line = _Line.of(documents, layout)
    return _lists(line, _triples(line, line.units == 0)), ()


def _triples(line: _Line, padding: Mask) -> _Kind:
    """Three ASCII neighbours, of which the first or the last may be ``padding``."""
    ascii_ = [ord(char) if char.isascii() else _PADDING for char in line.alphabet]
    codes = np.array(ascii_, np.uint8)[line.units]
    codes[padding & (codes != 0)] = _PADDING
    text, letter = codes != 0, (codes != 0) & (codes != _PADDING)
    begins = text[:-2] & letter[1:-1] & text[2:] & (letter[:-2] | letter[2:])
    return _Kind(begins, codes, [chr(code) for code in range(128)], 3)


def _lists(line: _Line, kind: _Kind, mark: str = "") -> Iterator[Lists]:
    for begins in kind.slices():
        keys, bounds, order = kind.sorted(begins)
        flags = line.flags[order] & np.uint8(_STARTS)
        if kind.width == 3:
            # A gram padded in front stands where its first letter does, one place on.
            flags[kind.units[order] == _PADDING] = 4
        flags |= line.flags[order + (kind.width - 1)] & np.uint8(_ENDS)
        values = line.values[order].astype(np.uint64) + flags
        yield Lists([mark + key for key in keys] if mark else keys, bounds, values)


def digest(lists: Lists, layout: Layout) -> Lists:
    """Positional lists as one number a document: its level, 8 added for a whole tag."""
    numbers, places = np.divmod(lists.values, np.uint64(4 * layout.stride))
    limits = np.array([layout.tags_at, layout.body_at, layout.body_at + EARLY], np.uint64)
    field = sum((places >= 4 * limit).astype(np.uint8) for limit in limits)
    levels = _LEVELS[field + 4 * ((places & np.uint64(3)) == 3)]
    new = np.diff(numbers, prepend=numbers[0] + np.uint64(1)) != 0
    new[lists.bounds[:-1]] = True
    firsts = np.flatnonzero(new)
    best = np.minimum.reduceat(levels, firsts)
    hits = np.add.reduceat((levels == 2) | (levels == 3), firsts, dtype=np.int64)
    tags = np.maximum.reduceat(levels == 1, firsts)
    best = np.where(hits >= 3, np.minimum(best, np.uint8(2)), best)
    values = numbers[firsts] * np.uint64(16) + (tags * np.uint8(8) + best)
    return Lists(lists.keys, np.searchsorted(firsts, lists.bounds), values)
