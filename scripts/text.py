"""Text laws shared by several stages: line splitting, cut marks, placeholders, keys.

Everything here maps strings to strings and is cheap enough to call on every excerpt.
"""

from __future__ import annotations

import re
import unicodedata

#: What the scraper put where it lost a formula or a code block.
PLACEHOLDER = re.compile(r"\[(?:Math|Formula|公式|代码)\]", re.IGNORECASE)
_CUT_PLACEHOLDER = re.compile(r"\[[A-Za-z公式代码]{0,7}$")
_CUT_MARKS = ("...", "…")
_NOT_WORD = re.compile(r"[\W_]+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
HAN = re.compile(f"[{_HAN}]")


def split_lines(text: str) -> list[str]:
    r"""Physical lines, split on ``\n``, ``\r\n`` and ``\r`` only.

    ``str.splitlines`` was rejected: it also splits at U+2028, U+0085 and form feed,
    which occur inside excerpts. A final line end does not open another line.
    """
    lines = _LINE_END.split(text) if "\r" in text else text.split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    return lines


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
