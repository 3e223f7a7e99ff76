"""Numbers as text, and text as script files. Reversed in ``docs/assets/search/files.js``.

Numbers are written in 90 printable ASCII characters that JSON need not escape. The
first 45 end a number, the other 45 continue it (bijective base 45, most significant
digit first), so 0..44 take one character, up to 2069 two, up to 93194 three. Bytes
would be an eighth smaller before gzip and no smaller after it, but could not be
loaded by a page opened from disk, where only scripts may be read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import chain, pairwise, takewhile
from operator import sub

import numpy as np
from numpy.typing import NDArray

#: All printable ASCII but ``"`` and backslash, which JSON escapes, and ``!`` ````` ``~``,
#: which structure an entry.
DIGITS = "".join(chr(c) for c in range(0x20, 0x7F) if chr(c) not in '"\\!`~')
BASE = 45
assert len(DIGITS) == 2 * BASE
_LAST: NDArray[np.uint8] = np.frombuffer(DIGITS[:BASE].encode(), np.uint8)
_CONTINUED: NDArray[np.uint8] = np.frombuffer(DIGITS[BASE:].encode(), np.uint8)


_MOST_SHARED = 25
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class _Numbers(dict[int, str]):
    """Remembers what it has written: gaps repeat."""

    def __missing__(self, value: int) -> str:
        rest, last = divmod(value, BASE)
        text = DIGITS[last]
        while rest:
            rest, digit = divmod(rest - 1, BASE)
            text = DIGITS[BASE + digit] + text
        if value < 1 << 20:
            self[value] = text
        return text


_NUMBERS = _Numbers()
_number = _NUMBERS.__getitem__


def number(value: int) -> str:
    """``value`` (not negative) as one to six characters."""
    return _number(value)


def numbers(values: Iterable[int]) -> str:
    """The numbers one after the other; they need no separator."""
    return "".join(map(_number, values))


def gaps(values: Iterable[int]) -> str:
    """Ascending numbers as their differences; the first from 0."""
    ordered = list(values)
    return numbers(map(sub, ordered, chain((0,), ordered)))


def flagged_gaps(values: NDArray[np.uint64], bounds: NDArray[np.int64], bits: int) -> list[str]:
    """Lists of ascending numbers whose lowest ``bits`` bits are flags: gap and flags in one.

    List i is ``values[bounds[i]:bounds[i + 1]]``, never empty. What is written for a value
    is the gap of its upper part, shifted, plus its flags.
    """
    before = np.zeros_like(values)
    before[1:] = values[:-1] & ~np.uint64((1 << bits) - 1)
    before[bounds[:-1]] = 0
    text, ends = _all_numbers(values - before)
    cuts = [0, *ends[bounds[1:] - 1].tolist()]
    return [text[start:end] for start, end in pairwise(cuts)]


def _all_numbers(values: NDArray[np.uint64]) -> tuple[str, NDArray[np.int64]]:
    """:func:`numbers` of millions: the text, and where in it each number ends."""
    lengths = np.ones(len(values), np.uint8)
    limit = BASE
    while (longer := values >= limit).any():
        lengths += longer
        limit = (limit + 1) * BASE
    ends = np.cumsum(lengths, dtype=np.int64)
    text = np.empty(int(ends[-1]), np.uint8)
    rest, last = _divided(values)
    at = ends - 1
    text[at] = _LAST[last]
    while (more := np.flatnonzero(rest)).size:
        rest, digit = _divided(rest[more] - np.uint64(1))
        at = at[more] - 1
        text[at] = _CONTINUED[digit]
    return text.tobytes().decode("ascii"), ends


def _divided(values: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Quotients by :data:`BASE`, and rests; ``divmod`` takes twice the time."""
    quotients = values // np.uint64(BASE)
    return quotients, values - quotients * np.uint64(BASE)


def fronted(strings: Iterable[str]) -> str:
    """Ascending strings without capitals (A-Z): each as how many characters it shares with the one
    before, A being none and Z the most, and then its others. A quarter less than joined ones.
    """
    written, before = [], ""
    for string in strings:
        pairs = zip(string[:_MOST_SHARED], before, strict=False)
        shared = sum(1 for _ in takewhile(_alike, pairs))
        written.append(chr(ord("A") + shared) + string[shared:])
        before = string
    return "".join(written)


def _alike(pair: tuple[str, str]) -> bool:
    """Whether both are one character, and one UTF-16 unit too."""
    return pair[0] == pair[1] < "\U00010000"


def literal(data: object) -> str:
    """``data`` as JSON that is a script expression too."""
    text = _ENCODER.encode(data)
    # JSON allows these two inside strings, and so do scripts since 2019; older ones do not.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def script(name: str, version: str, data: str) -> bytes:
    """A file of the index: one call that says what it is, of which build, and holds it.

    ``data`` is a literal. Over HTTP the engine cuts the call's arguments out and parses
    them as JSON; a page opened from disk runs it as a script.
    """
    return f'shouxun("{name}","{version}",{data})\n'.encode("utf-8", "replace")
