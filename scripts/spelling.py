"""How one term may be written: case, width, lost hyphens, lost blanks, plurals.

Scraping joined what hyphens held together (``longrange``, ``TemporalDifference``),
so every break of a term may be a blank, a hyphen or nothing at all in a text.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import lru_cache

#: A break may fall at a blank, hyphen, slash or underscore, before a capital that
#: follows a small letter, between letters and digits, and between Han and Latin.
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_BREAK = re.compile(
    rf"[\s\-_/·]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z][a-z])(?=\d)"
    rf"|(?<=[A-Z][A-Z])(?=\d)|(?<=[A-Za-z0-9])(?=[{_HAN}])|(?<=[{_HAN}])(?=[A-Za-z0-9])"
)
_JOINTS = ("", " ", "-")
#: Up to this many breaks every mixture of joints is tried, beyond it only uniform ones.
_MIXED_BREAKS = 2
#: What remains glued to a name when a hyphen is lost: ``2Dbased``, ``Rlike``.
_GLUED = re.compile(
    r"(?:based|like|style|free|aware|level|wise|guided|driven|only|specific)(?![a-z])"
)
_ENGLISH = re.compile(r"(?:^|[ -])[a-z]{4,}$")
_IZE = re.compile(r"(?<=[a-z]{2})iz(?=e|ing|ation)")
_OR = re.compile(r"\b(behavi|col|neighb)or(?![a-z]*u)")
_Y, _S = re.compile(r"(?<=[b-df-hj-np-tv-z])y$"), re.compile(r"((?:ss|x|ch|sh))$")
_ALWAYS_CASED = re.compile(r"[A-Z]{2}|[A-Z]\d|[A-Z]")


class _Folding(dict[int, str]):
    """Folds a character when the result is one character, so that offsets stay true."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = unicodedata.normalize("NFKC", char).casefold()
        self[code] = result = folded if len(folded) == 1 else char
        return result


_FOLDING = _Folding()


def fold(text: str) -> str:
    """NFKC and case folding, character by character: ``len(fold(t)) == len(t)``, always.

    Where no character changes its length, the text as a whole: four times as fast.
    """
    if unicodedata.is_normalized("NFKC", text):
        folded = text.casefold()
        if len(folded) == len(text):
            return folded
    return text.translate(_FOLDING)


@lru_cache(maxsize=1 << 16)
def same_key(spelling: str) -> str:
    """Equal for spellings that differ in case, width, blanks and hyphens only."""
    return re.sub(r"[\s\-_/·]+", "", fold(spelling))


def variants(spelling: str) -> frozenset[str]:
    """Every folded form in which a text may hold ``spelling``."""
    whole = fold(spelling.strip())
    pieces = [fold(piece) for piece in _BREAK.split(spelling.strip()) if piece]
    gaps = max(0, len(pieces) - 1)
    if not gaps:  # most terms
        return frozenset((*pieces, whole)) - {""}
    written = {whole, *(joint.join(pieces) for joint in (*_JOINTS, "_"))}
    if 1 < gaps <= _MIXED_BREAKS:
        mixed = itertools.product(_JOINTS, repeat=gaps)
        written.update("".join(_woven(pieces, joints)) for joints in mixed)
    return frozenset(written - {""})


def inflected(spelling: str) -> frozenset[str]:
    """English plurals that are more than an s, and British forms, unless the end is a name."""
    if not _ENGLISH.search(spelling):
        return frozenset()
    forms = {spelling, _IZE.sub("is", spelling), _OR.sub(r"\1our", spelling)}
    forms |= {_Y.sub("ies", form) for form in forms} | {_S.sub(r"\1es", form) for form in forms}
    return frozenset(forms - {spelling})


def _woven(pieces: list[str], joints: tuple[str, ...]) -> list[str]:
    return [*pieces[:1], *(part for pair in zip(joints, pieces[1:], strict=True) for part in pair)]


def is_always_cased(spelling: str) -> bool:
    """Acronyms so short that their small letters say nothing: RL, TD, S4."""
    return bool(_ALWAYS_CASED.fullmatch(spelling))


def is_latin(char: str) -> bool:
    """A letter or digit of a Latin word (accents included)."""
    return char < "\u0250" and char.isalnum()


def starts_token(text: str, start: int) -> bool:
    """Whether a Latin word, or a part of a camel-case word, starts at ``start``."""
    if start == 0 or not is_latin(text[start - 1]):
        return True
    return text[start].isupper() and text[start - 1].islower()


def ends_token(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` ends a Latin word, give or take what may be glued to it.

    A plural s, a digit after three letters (``GPT3``), a capital after a small letter
    and the tail of a lost hyphen do not make another word.
    """
    if end == len(text) or not is_latin(text[end]):
        return True
    last, after = text[end - 1], text[end]
    if after == "s" and (end + 1 == len(text) or not is_latin(text[end + 1])):
        return end - start > 1
    if after.isdigit():
        return end - start >= 3 and last.isalpha()
    if after.isupper():
        return not last.isupper() or text[end + 1 : end + 2].islower()
    return bool(_GLUED.match(text, end)) and (last.isupper() or last.isdigit() or end - start > 4)
