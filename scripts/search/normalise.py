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
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from itertools import compress
from operator import ne

import opencc

from scripts.text import HAN

BOUNDARY = "|"
_GONE = "\x02"  # a character to delete: keeps lengths equal until the flags follow
_WORD_END = "\0"
_HYPHENS = frozenset("-\u2010\u2011")
_DEAD_HYPHEN = re.compile(r"(?<=[a-z0-9])-(?=[a-z0-9])")
_DEAD_DOT = re.compile(r"(?<![0-9])\.|\.(?![0-9])")
_RUN = re.compile(r"[ |]{2,}|\A[ |]|[ |]\Z")
_HAN_BLANK = re.compile(f" (?={HAN.pattern})|(?<={HAN.pattern}) ")


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplified(char: str) -> str:
    """The simplified form of one character; itself where there is none in the BMP."""
    if char < "\u3400" or char == "乾":
        return char
    target = str(_converter().convert(char))
    return target if len(target) == 1 and target < "\U00010000" else char


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
        self[point] = result = _WORD_END if char == _WORD_END else _folded(char)
        return result


_TABLE = _Table()


def normalise(text: str) -> str:
    """``text`` as the index sees it. Idempotent, but for accents cut off from their letter."""
    return _settled(_fold(text.replace(_WORD_END, " "))).replace(_GONE, "")


def normalise_words(
    words: Sequence[str], flags_of: Callable[[str], bytes] | None = None
) -> tuple[str, bytes]:
    """The normalised join of ``words``, and for each of its characters two bits.

    Bit 0: starts a word; bit 1: ends one. ``flags_of`` gives the bits of one folded word
    where there are more boundaries inside. Where normalising the join and joining
    the normalised disagree (a word boundary inside a combining sequence), every
    character counts as a word: ranking loses a little, matching nothing.
    """
    text = "".join(words)
    if _WORD_END in text:
        words = [word.replace(_WORD_END, " ") for word in words]
        text = "".join(words)
    pieces = _fold(_WORD_END.join(words)).split(_WORD_END)
    folded = "".join(pieces)
    flags = b"".join(map(flags_of, pieces) if flags_of else map(word_flags, map(len, pieces)))
    composed = unicodedata.is_normalized("NFKC", text)  # then words cannot cut a composition
    if not composed and folded != (whole := _fold(text)):
        folded, flags = whole, b"\3" * len(whole)
    settled = _settled(folded)
    if _GONE not in settled:
        return settled, flags
    kept = bytes(compress(flags, map(ne, settled, _GONE * len(settled))))
    return settled.replace(_GONE, ""), kept


@cache
def word_flags(length: int) -> bytes:
    """The two bits of each character of one word."""
    return b"\1" + b"\0" * (length - 2) + b"\2" if length > 1 else b"\3" * length


def _fold(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return text.translate(_TABLE)


def _settled(folded: str) -> str:
    """Step 3 and 4, with ``_GONE`` where a character is dropped."""
    if "-" in folded:
        # Dropping must not bring a dot between digits or a blank to another blank: it
        # cannot, because a dropped hyphen has a letter or digit on either side.
        folded = _DEAD_HYPHEN.sub(_GONE, folded).replace("-", BOUNDARY)
    if "." in folded:
        folded = _DEAD_DOT.sub(BOUNDARY, folded)
    if " " in folded or BOUNDARY in folded:
        folded = _RUN.sub(_gap, folded)
    return _HAN_BLANK.sub(_GONE, folded) if " " in folded else folded


def _gap(match: re.Match[str]) -> str:
    start, end = match.span()
    text = match.string
    if start == 0 or end == len(text):
        return _GONE * (end - start)
    if BOUNDARY in match[0]:
        return BOUNDARY + _GONE * (end - start - 1)
    if HAN.match(text[start - 1]) or HAN.match(text[end]):
        return _GONE * (end - start)
    return " " + _GONE * (end - start - 1)
