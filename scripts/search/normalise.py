"""The text law of search: what two spellings must share to find each other.

``docs/assets/search/normalise.js`` is the same function; the vectors in
``tests/search/normalise_vectors.json`` hold the two together. The steps:

1. NFKC of the whole string.
2. Each character by its Unicode class. Letters, numbers and marks: upper then lower
   case (the one folding Python and browsers share; ``casefold`` has no counterpart
   there), then traditional to simplified. Blanks and controls: one blank. Format
   characters and variation selectors: dropped. ``+`` and ``#`` stay; everything
   else is a boundary, written ``|``.
3. A hyphen between two of ``a-z0-9`` is dropped (``long-range`` is ``longrange``);
   a dot between digits stays; both are boundaries elsewhere.
4. Blanks around a boundary vanish, boundaries merge, a blank next to Han vanishes,
   other blanks merge. Nothing of this is left at the ends.

One character is left alone: 乾, for the simplified 乾坤 and 乾隆 keep it.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from scripts.simplified import simplified
from scripts.text import HAN

Words = tuple[str, bytes]  # normalised text, and the word flags of each character
Codes = NDArray[np.uint32]

BOUNDARY = "|"
_WORD_END, _TEXT_END = 0, 1
_UTF_32 = f"utf-32-{sys.byteorder[0]}e"
_ENDS = re.compile("[\0\1]")
_NONE, _MANY = 0xFFFFFFFF, 0xFFFFFFFE  # no character, several
_OTHER, _LATIN, _DIGIT, _HAN, _BLANK, _BOUNDARY, _HYPHEN, _DOT, _END = range(9)
_KINDS = {" ": _BLANK, BOUNDARY: _BOUNDARY, "-": _HYPHEN, ".": _DOT, "\1": _END}
_AT_ONCE = 500  # texts; as an array, some 5 MB
_HYPHENS = frozenset("-\u2010\u2011")
_HYPHENS_BETWEEN = re.compile(r"(?<=[a-z0-9])-(?=[a-z0-9])")
_DEAD_DOT = re.compile(r"(?<![0-9])\.|\.(?![0-9])")
_RUN = re.compile(rf"[ |]{{2,}}|\A[ |]|[ |]\Z| (?={HAN.pattern})|(?<={HAN.pattern}) ")


def _folded(char: str) -> str:
    kind = unicodedata.category(char)
    if kind[0] in "LN" or (kind[0] == "M" and not "\ufe00" <= char <= "\ufe0f"):
        return "".join(map(simplified, char.upper().lower()))
    if kind[0] == "Z" or kind == "Cc":
        return " "
    if kind in ("Cf", "Mn"):
        return ""
    if char in _HYPHENS:
        return "-"
    return char if char in "+#." else BOUNDARY


class _Table(dict[int, str]):
    """Filled as characters are met: a corpus knows a few thousand of 150,000."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        self[point] = result = char if point <= _TEXT_END else _folded(char)
        return result


_TABLE = _Table()


def normalise(text: str) -> str:
    """``text`` as the index sees it. Idempotent, but for accents cut off from their letter."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _settled(_ENDS.sub(" ", text).translate(_TABLE))


def normalise_all(
    texts: Iterable[Sequence[str]], inside: Callable[[str], bytes] | None = None
) -> Iterator[Words]:
    """The normalised join of each text's words, and for each of its characters two bits.

    Bit 0: starts a word; bit 1: ends one. ``inside`` gives the bits of one folded word of
    three characters or more that begins with Han, where there may be more boundaries in it.
    Where normalising the join and joining the normalised disagree (a word boundary inside a
    combining sequence), every character counts as a word: ranking loses a little, matching
    nothing.

    Hundreds of texts are one array, which takes a fourth of the time of one after the other.
    """
    rest = iter(texts)
    while some := list(islice(rest, _AT_ONCE)):
        codes = _fold_all(some)
        flags = _word_marks(codes, inside)
        among = codes != _WORD_END
        codes, flags = _settle_all(codes[among], flags[among])
        marks, at = flags.tobytes(), 1
        for text in _decoded(codes).split("\1")[1:-1]:
            yield text, marks[at : at + len(text)]
            at += len(text) + 1


def _fold_all(texts: Sequence[Sequence[str]]) -> Codes:
    """All texts folded, a word end between words, a text end before and after each text."""
    joined = "\1".join(("", *map(_with_ends, texts), ""))
    codes = _folded_codes(joined)
    whole = joined.replace("\0", "")
    if unicodedata.is_normalized("NFKC", whole):  # then words cannot cut a composition
        return codes
    wholes = _folded_codes(whole)
    if np.array_equal(codes[codes != _WORD_END], wholes):
        return codes
    pairs = zip(_decoded(codes).split("\1"), _decoded(wholes).split("\1"), strict=True)
    chosen = (ours if ours.replace("\0", "") == all_ else "\0".join(all_) for ours, all_ in pairs)
    return _codes("\1".join(chosen))


def _with_ends(words: Sequence[str]) -> str:
    joined = "\0".join(words)
    if joined.count("\0") >= max(1, len(words)) or "\1" in joined:
        return "\0".join(_ENDS.sub(" ", word) for word in words)
    return joined


def _folded_codes(text: str) -> Codes:
    text = unicodedata.normalize("NFKC", text)
    codes = _codes(text)
    folded = _LETTERS.fold(codes)
    if (folded == _MANY).any():
        return _codes(text.translate(_TABLE))
    there: NDArray[np.bool_] = folded != _NONE
    return folded[there]


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode(_UTF_32, "surrogatepass"), np.uint32)


def _decoded(codes: Codes) -> str:
    return codes.tobytes().decode(_UTF_32, "surrogatepass")


def _word_marks(codes: Codes, inside: Callable[[str], bytes] | None) -> NDArray[np.uint8]:
    """The two bits of each character of folded texts."""
    ends = codes <= _TEXT_END
    flags = np.zeros(len(codes), np.uint8)
    flags[1:] |= ends[:-1]
    flags[:-1] |= ends[1:].astype(np.uint8) << 1
    if inside:
        at = np.flatnonzero(ends)
        lengths = np.diff(at) - 1
        long = (lengths > 2) & (_LETTERS.kinds(codes[at[:-1] + 1]) == _HAN)
        starts, text = at[:-1][long] + 1, _decoded(codes)
        found = [
            text[start:end]
            for start, end in zip(starts.tolist(), (starts + lengths[long]).tolist(), strict=True)
        ]
        marks = np.frombuffer(b"".join(map(inside, found)), np.uint8)
        before = np.cumsum(lengths[long]) - lengths[long]
        flags[np.arange(len(marks)) + np.repeat(starts - before, lengths[long])] = marks
    return flags


def _settle_all(codes: Codes, flags: NDArray[np.uint8]) -> tuple[Codes, NDArray[np.uint8]]:
    """Steps 3 and 4 for texts with a text end before and after each."""
    kinds = _LETTERS.kinds(codes)
    digit = kinds == _DIGIT
    plain = digit | (kinds == _LATIN)
    dead = (kinds == _HYPHEN) & _between(plain)
    edge = (kinds == _BOUNDARY) | ((kinds == _HYPHEN) & ~dead)
    edge |= (kinds == _DOT) & ~_between(digit)
    gap = edge | (kinds == _BLANK)
    firsts = np.flatnonzero(gap[1:] & ~gap[:-1]) + 1
    lasts = np.flatnonzero(gap[:-1] & ~gap[1:])
    left, right = kinds[firsts - 1], kinds[lasts + 1]
    edges = np.cumsum(edge)
    divides = edges[lasts] > edges[firsts - 1]
    kept = divides | ((left != _HAN) & (right != _HAN))
    kept &= (left != _END) & (right != _END)
    codes = codes.copy()
    codes[firsts[divides]] = ord(BOUNDARY)
    stays = ~(gap | dead)
    stays[firsts[kept]] = True
    return codes[stays], flags[stays]


def _between(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where ``mask`` holds before and behind."""
    result = np.zeros_like(mask)
    result[1:-1] = mask[:-2] & mask[2:]
    return result


class _Letters:
    """What folding makes of each code point and of which kind that is; filled as they are met."""

    def __init__(self) -> None:
        points = sys.maxunicode + 1
        self._met = np.zeros(points, np.bool_)
        self._folded = np.zeros(points, np.uint32)
        self._kinds = np.zeros(points, np.uint8)

    def fold(self, codes: Codes) -> Codes:
        """One code for each; :data:`_NONE` or :data:`_MANY` where folding makes that many."""
        for code in set(codes[~self._met[codes]].tolist()):
            folded = _TABLE[code]
            self._folded[code] = ord(folded) if len(folded) == 1 else _MANY if folded else _NONE
            self._met[code] = True
            for char in folded:
                self._kinds[ord(char)] = _kind(char)
        return self._folded[codes]

    def kinds(self, folded: Codes) -> NDArray[np.uint8]:
        """The kind of each folded character."""
        return self._kinds[folded]


_LETTERS = _Letters()


def _kind(char: str) -> int:
    if found := _KINDS.get(char):
        return found
    if char.isascii() and char.isalnum():
        return _DIGIT if char.isdigit() else _LATIN
    return _HAN if HAN.match(char) else _OTHER


@cache
def word_flags(length: int) -> bytes:
    """The two bits of each character of one word."""
    return b"\1" + b"\0" * (length - 2) + b"\2" if length > 1 else b"\3" * length


def _settled(folded: str) -> str:
    """Steps 3 and 4."""
    if "-" in folded:
        # Dropping brings no dot between digits and no blank to another blank: a dropped
        # hyphen has a letter or digit on either side.
        folded = _HYPHENS_BETWEEN.sub("", folded).replace("-", BOUNDARY)
    if "." in folded:
        folded = _DEAD_DOT.sub(BOUNDARY, folded)
    if " " in folded or BOUNDARY in folded:
        folded = _RUN.sub(_gap, folded)
    return folded


def _gap(match: re.Match[str]) -> str:
    start, end = match.span()
    text = match.string
    if start == 0 or end == len(text):
        return ""
    if BOUNDARY in match[0]:
        return BOUNDARY
    return "" if HAN.match(text[start - 1]) or HAN.match(text[end]) else " "
