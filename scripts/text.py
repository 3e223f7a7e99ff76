"""Text laws shared by several stages: line splitting, cut marks, placeholders, keys.

Everything here is told from the string alone, and cheap enough to call on every excerpt.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

#: Longer lines are not excerpts (those are about 350 characters): listed, not rendered.
MAX_EXCERPT = 100_000
MAX_CATEGORY = 40
MAX_DATE = 40

#: What the scraper put where it lost a formula or a code block.
PLACEHOLDER = re.compile(r"\[(?:Math|Formula|公式|代码)\]", re.IGNORECASE)
_CUT_PLACEHOLDER = re.compile(r"\[[A-Za-z公式代码]{0,7}$")
_CUT_MARKS = ("...", "…")
_NOT_WORD = re.compile(r"[\W_]+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
HAN = re.compile(f"[{_HAN}]")
#: Control characters that no dump means.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_INVISIBLE = "\ufeff\u200b\u2060\u00ad"
_DATE = re.compile(r"(\d{4})(?:-(\d\d?)-|/(\d\d?)/|\.(\d\d?)\.|年(\d\d?)月)(\d\d?)日?")


def split_lines(text: str) -> list[str]:
    r"""Physical lines, split on ``\n``, ``\r\n`` and ``\r`` only.

    ``str.splitlines`` was rejected: it also splits at U+2028, U+0085 and form feed,
    which occur inside excerpts. A final line end does not open another line.
    """
    lines = _LINE_END.split(text) if "\r" in text else text.split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    return lines


def bare(line: str) -> str:
    """The line without control characters, byte order marks and surrounding blanks."""
    return trimmed(CONTROL.sub("", line))


def trimmed(line: str) -> str:
    """The line without byte order marks, other invisible characters and surrounding blanks."""
    return line.strip().strip(_INVISIBLE).strip()


def iso_date(text: str) -> tuple[bool, str | None]:
    """Whether ``text`` has the shape of a date line, and the date as ISO 8601 if it exists."""
    short = len(text) <= MAX_DATE  # normalising a line of 50 MB takes seconds
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text)) if short else None
    if match is None:
        return False, None
    year, *months, day = match.groups()
    try:
        return True, date(int(year), int(next(filter(None, months))), int(day)).isoformat()
    except ValueError:
        return True, None


def strip_cut(text: str) -> tuple[str, bool]:
    """The excerpt without the scraper's cut mark, and whether there was one."""
    stripped = text.strip()
    for mark in _CUT_MARKS:
        if stripped.endswith(mark):
            return stripped[: -len(mark)].rstrip(), True
    return stripped, False


def key(text: str) -> str:
    """What is left of an excerpt when width, case, blanks, punctuation and losses are ignored.

    NFKC and lower case; a placeholder cut in half at the end, whole placeholders and
    everything that is not a word character are dropped. Two cuts of one article give
    keys of which one is a prefix of the other.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _CUT_PLACEHOLDER.sub("", folded)
    return _NOT_WORD.sub("", PLACEHOLDER.sub("", folded))


def is_han(char: str) -> bool:
    """Whether ``char`` is a Han ideograph."""
    return "\u4e00" <= char <= "\u9fff" or (char >= "\u3400" and bool(HAN.match(char)))
