"""Text laws shared by several stages: line splitting, cut marks, placeholders, keys.

Everything here is told from the string alone, and cheap enough to call on every excerpt.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from scripts.simplified import read_simplified

#: Longer lines are not excerpts (those are about 350 characters): listed, not rendered.
MAX_EXCERPT = 100_000
MAX_CATEGORY = 40

#: What the scraper put where it lost a formula or a code block, and what other scrapers put there.
_OURS = "Math|Formula|公式|代码"
_OTHERS = "Equation|Code|Image|Img|Figure|Table|Video|Link|代码块|图片?|动图|表格?|视频|链接"
PLACEHOLDER = re.compile(rf"\[(?:{_OURS})\]", re.IGNORECASE)
#: Whatever scraper it was: this tells no two excerpts apart.
LOST = re.compile(rf"\[(?:{_OURS}|{_OTHERS})\]", re.IGNORECASE)
_CUT_PLACEHOLDER = re.compile(r"\[[A-Za-z公式代码块图片动表格视频链接]{0,8}$")
#: How an excerpt says that it goes on: dots, in brackets or not, and the words of a link.
_CUT_MARK = re.compile(
    r"\s*[\[【]?(?:\.{3}|…{1,2}|⋯{1,2}|。{3,}|．{3,}|･{3,}|&hellip;)[\]】]?\s*"
    r"(?:[\[【]?(?:阅读全文|阅读更多|查看全文|继续阅读|展开全文|read more|continue reading)"
    r"[\]】]?[\s»›>→]*)?$",
    re.IGNORECASE,
)
_LONGEST_CUT_MARK = 40
#: What a program leaves of an emoji that it cut in half.
_HALF = "\ufffd\u200d\ufe0f"
#: Entities of signs, and of characters by their number; those of letters tell capitals apart.
_ENTITY = re.compile(
    r"&(?:(#\d{1,7}|#x[0-9a-f]{1,6})"
    r"|nbsp|amp|lt|gt|quot|apos|hellip|[mn]dash|[lr][sd]quo|middot|e[mn]sp);",
    re.IGNORECASE,
)
_NOT_WORD = re.compile(r"[\W_]+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
HAN = re.compile(f"[{_HAN}]")
#: Control characters that no dump means.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
#: What no reader sees: joiners, marks of direction.
INVISIBLE = (
    "\ufeff\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
)
#: For ``str.translate``: leaves them out.
UNSEEN = dict.fromkeys(map(ord, INVISIBLE))


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
    return trimmed(CONTROL.sub("", _COLOUR.sub("", line)))


def trimmed(line: str) -> str:
    """The line without byte order marks, other invisible characters and surrounding blanks."""
    return line.strip().strip(INVISIBLE).strip()


def strip_cut(text: str) -> tuple[str, bool]:
    """The excerpt without the scraper's cut mark, and whether there was one."""
    stripped = text.strip()
    if stripped.endswith("..."):  # as most do
        return _before_cut(stripped[:-3]), True
    mark = _CUT_MARK.search(stripped, max(0, len(stripped) - _LONGEST_CUT_MARK))
    return (_before_cut(stripped[: mark.start()]), True) if mark else (stripped, False)


def _before_cut(text: str) -> str:
    return text.rstrip().rstrip(_HALF).rstrip()


def plain(text: str) -> str:
    """NFKC, with the entities of HTML resolved and in simplified characters."""
    normal = unicodedata.normalize("NFKC", text)
    if "&" in normal:
        normal = unicodedata.normalize("NFKC", _ENTITY.sub(_resolved, normal))
    return read_simplified(normal)


def _resolved(entity: re.Match[str]) -> str:
    return unescape(entity[0].lower()) if entity[1] else " "


def key(text: str) -> str:
    """What is left of an excerpt when width, case, blanks, punctuation and losses are ignored.

    See :func:`plain`; then lower case. A placeholder cut in half at the end, whole
    placeholders and everything that is not a word character are dropped. Two cuts of one
    article give keys of which one is a prefix of the other.
    """
    folded = plain(text).casefold()
    folded = _CUT_PLACEHOLDER.sub("", folded)
    return _NOT_WORD.sub("", LOST.sub("", folded))


def is_han(char: str) -> bool:
    """Whether ``char`` is a Han ideograph."""
    return "\u4e00" <= char <= "\u9fff" or (char >= "\u3400" and bool(HAN.match(char)))
