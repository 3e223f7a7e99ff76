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

from base64 import b32encode
from hashlib import blake2b
from zlib import crc32

OPENING = 60
BLOCK = 40
SKETCHED = OPENING + 3 * BLOCK
LONG = 240
ANCHORED = 1200
_SHINGLE = 6
_BYTES = 4 * _SHINGLE


def shingles(key: str) -> list[int]:
    """The CRC-32 of every run of six characters, by where it starts."""
    data = key.encode("utf-32-le", "surrogatepass")
    return [crc32(data[at : at + _BYTES]) for at in range(0, len(data) - _BYTES + 4, 4)]


def anchors(key: str) -> list[int]:
    """The smallest shingle of each block of the key: equal for most blocks of a twin.

    Of a text much longer than an excerpt only the beginning is looked at.
    """
    hashes = shingles(key[:ANCHORED])
    return [min(hashes[at : at + BLOCK]) for at in range(0, len(hashes), BLOCK)]


def short_id(key: str) -> str:
    """Ten characters ``[a-z2-7]``, the first a letter, so that YAML reads text."""
    hashes = shingles(key[OPENING : SKETCHED + _SHINGLE - 1])
    sketch = [min(hashes[at : at + BLOCK]) for at in range(0, len(hashes), BLOCK)]
    digits = "".join(char for char in key[OPENING:SKETCHED] if char.isdecimal())
    return _digest(key[:OPENING], digits, *map(str, sketch))


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
