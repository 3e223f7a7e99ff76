"""Ids that depend on an article's own words and on nothing else.

An id digests the opening of the key exactly, and what follows by a sketch: the smallest
hash of each block's shingles, and the digits. The sketch tells look-alikes with one opening
apart, yet three of four edits behind the opening leave it alone; digits never differ between
two scrapes of one article. All of it lies within the first 180
characters of the key, which every cut at 300 characters has; so neither the cut nor the
other dumps can change it.

Rejected: the opening alone (a second article with the same opening would need an id that
depends on which of the two is there, and a correction written for one would land on the
other) and 180 characters digested exactly (every edit in them makes another id).
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import blake2b
from zlib import crc32

import numpy as np
import numpy.typing as npt

OPENING = 60
BLOCK = 40
SKETCHED = OPENING + 3 * BLOCK
LONG = 240
ANCHORED = 1200
_SHINGLE = 6
#: Keys hashed at once: enough to forget what a call costs, few enough for any memory.
_BATCH = 1000
_NONE = 0xFFFFFFFF
_DIGITS = re.compile(r"\d+")

Hashes = npt.NDArray[np.uint32]


def anchors(keys: Sequence[str]) -> list[list[int]]:
    """For each key the smallest shingle of each block: equal for most blocks of a twin.

    Of a text much longer than an excerpt only the beginning is looked at.
    """
    return list(_sketches([key[:ANCHORED] for key in keys]))


def short_ids(keys: Sequence[str]) -> list[str]:
    """:func:`short_id` of all keys, together: twice as fast."""
    ends = [key[OPENING : SKETCHED + _SHINGLE - 1] for key in keys]
    return [_short(key, sketch) for key, sketch in zip(keys, _sketches(ends), strict=True)]


def short_id(key: str) -> str:
    """Ten characters ``[a-z2-7]``, the first a letter, so that YAML reads text."""
    return short_ids([key])[0]


def _short(key: str, sketch: Sequence[int]) -> str:
    digits = "".join(_DIGITS.findall(key, OPENING, SKETCHED))
    return _digest(key[:OPENING], digits, *map(str, sketch))


def _sketches(texts: Sequence[str]) -> Iterator[list[int]]:
    """The smallest CRC-32 of every run of six characters, a block of starts at a time."""
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        hashes, at = _shingles("".join(batch)), 0
        for text in batch:
            hashes[max(at, at + len(text) - _SHINGLE + 1) : at + len(text)] = _NONE
            at += len(text)
        yield from _block_minima(hashes, [len(text) for text in batch])


def _block_minima(hashes: Hashes, lengths: Sequence[int]) -> Iterator[list[int]]:
    starts: list[int] = []
    counts = []
    at = 0
    for length in lengths:
        blocks = range(at, at + max(0, length - _SHINGLE + 1), BLOCK)
        starts += blocks
        counts.append(len(blocks))
        at += length
    minima = np.minimum.reduceat(hashes, starts).tolist() if starts else []
    at = 0
    for count in counts:
        yield minima[at : at + count]
        at += count


def _shingles(text: str) -> Hashes:
    """The CRC-32 (of UTF-32, little-endian) of the six characters from each place on.

    A CRC is linear: that of 24 bytes is the exclusive or of what each byte adds by itself.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    padded = np.concatenate([codes, np.zeros(_SHINGLE, np.uint32)])
    result = np.full(len(codes), crc32(bytes(4 * _SHINGLE)), np.uint32)
    if not (padded >> 16).any():  # as in most texts: nothing is added by upper bytes
        for place, (low, _) in enumerate(_tables()):
            result ^= low[padded[place : place + len(codes)]]
        return result
    for place, (low, high) in enumerate(_tables()):
        some = padded[place : place + len(codes)]
        result ^= low[some & 0xFFFF]
        result ^= high[some >> 16]
    return result


@cache
def _tables() -> list[tuple[Hashes, Hashes]]:
    """By place in the run: what the lower and the upper two bytes of a character add."""
    single = [_byte_table(_SHINGLE * 4 - 1 - at) for at in range(4 * _SHINGLE)]
    return [
        (np.bitwise_xor.outer(single[at + 1], single[at]).ravel(), single[at + 2][:17])
        for at in range(0, 4 * _SHINGLE, 4)
    ]


def _byte_table(zeros: int) -> Hashes:
    """What a byte adds to a CRC-32 that has as many zeros behind it."""
    nothing = crc32(bytes(1 + zeros))
    return np.array([crc32(bytes([n]) + bytes(zeros)) ^ nothing for n in range(256)], np.uint32)


def long_id(key: str) -> str:
    """For articles whose short ids are equal: 240 characters of the key, digested exactly."""
    return _digest("long", key[:LONG])


def whole_id(key: str) -> str:
    """For articles whose long ids are equal too: everything that is known of them."""
    return _digest("whole", key)


def _digest(*parts: str) -> str:
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    digest = bytearray(blake2b(data, digest_size=10).digest())
    digest[0] &= 0x7F
    return b32encode(digest).decode("ascii").lower()[:10]
