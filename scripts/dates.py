"""Which day a line names. A date line has a date and what blogs print beside it, nothing else.

That may be a label (发布于, Posted on), a weekday, the time of day, how long reading takes,
brackets, or a category. A line that tells no one day (``3 days ago``, ``03/05/2024``, a
month) is a date line without a date: the category above it still counts, and no day is
guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from scripts.text import UNSEEN

#: Longer lines are no date lines; normalising one of 50 MB takes seconds.
MAX_DATE = 60

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    "(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_Y, _D = r"(?P<y>\d{4})", r"(?P<d>\d\d?)(?:st|nd|rd|th)?"
_FORMS = [
    re.compile(form)
    for form in (
        rf"{_Y}(?P<sign>[-/.])(?P<m>\d\d?)(?P=sign)(?P<d>\d\d?)[日号]?",
        rf"{_Y}年(?P<m>\d\d?)月(?P<d>\d\d?)[日号]?",
        r"(?P<y>(?:19|20)\d\d)(?P<m>0\d|1[0-2])(?P<d>[0-3]\d)",
        rf"{_NAME} {_D},? {_Y}",
        rf"{_D}[ -]{_NAME},?[ -]{_Y}",
        rf"(?P<d>\d\d?)\.(?P<m>\d\d?)\.{_Y}",
        # From here on no one day is told.
        rf"{_Y}(?:-\d\d?|年\d\d?月)|\d\d?月\d\d?[日号]",
        rf"{_NAME}(?: {_D}|,? {_Y})",
        rf"{_D} {_NAME}",
        rf"\d\d?/\d\d?/{_Y}",
        "(?:[0-9]{1,3}|an?|半|几) ?个?(?:秒|分钟|小时|天|日|周|星期|月|年|second|minute|min|hour"
        "|day|week|month|year)s?(?:之?以?前| ago)",
        "刚刚|今天|昨天|前天|just now|today|yesterday",
    )
]
_WEEKDAY = (
    "(?:(?:星期|周)[一二三四五六日天]"
    r"|(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?\.?)"
)
_TIME = r"\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[ap]m)?(?: ?(?:z|utc|gmt|[+-]\d\d:?\d\d))?"
_FRAMED = re.compile(
    "(?:(?:(?:发布|发表|更新|修改|创建|写作)?(?:于|在|时间|日期)|last updated|posted|published"
    rf"|updated|created|date)(?: on| at)?[: ]*)?(?:{_WEEKDAY},? ?)?(?P<day>.+?)"
    rf"(?:,? ?\(?{_WEEKDAY}\)?)?(?:,?(?: at)?[ t]?{_TIME})?"
)
#: What a day cannot be without: most lines have none of it.
_HINT = re.compile(
    r"\d{4}|\d ?月|[前刚]|[今昨]天|ago|today|yesterday|now"
    "|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
    re.IGNORECASE,
)
#: A date with a label, a weekday, a time and a category has not more.
_MOST_WORDS = 10
_READING = re.compile(
    r"(?:阅读时[间长]|预计阅读|约)?:? ?\d+ ?(?:分钟|字|min(?:ute)?s?)(?: ?(?:read|阅读|读完))?$"
)
#: Arrows, dingbats and emoji included: 📅 2026-01-11.
_SEPARATORS = re.compile("[|·•‧\u2190-\u2bff\ufe0e\ufe0f\u20e3\U0001f000-\U0001faff]")
_BLANK_SIGN = re.compile(r"(?<=\d) ?([-/年月日号]) ?(?=\d|$| )")
_DASHES = dict.fromkeys(range(0x2010, 0x2014), "-")
_FRAME = " *_#>~`\"'.,:;()[]{}<【】「」《》-"


class Dated(NamedTuple):
    """``day`` is ISO 8601, or None where the line tells no one day, or none that exists.

    ``beside`` is what else stands there: a category, or the line is no date line.
    """

    day: str | None
    beside: str = ""


def dated(text: str) -> Dated | None:
    """The date of a line that holds one and a few words; None where there is none."""
    return _dated(text) if len(text) <= MAX_DATE and _HINT.search(text) else None


@lru_cache(maxsize=4096)
def _dated(text: str) -> Dated | None:
    folded = _folded(text)
    found = _day(folded)
    words = folded.split(" ")
    most = len(words) if len(words) <= _MOST_WORDS else 0
    for taken in range(most - 1, 0, -1):  # as many as are a date
        for some, others in ((words[:taken], words[taken:]), (words[-taken:], words[:-taken])):
            found = found or _day(" ".join(some), " ".join(others))
    return found


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(UNSEEN | _DASHES).casefold()
    spaced = " ".join(_SEPARATORS.sub(" ", plain).split())
    return _BLANK_SIGN.sub(r"\1", _READING.sub("", spaced).strip(_FRAME))


def _day(text: str, beside: str = "") -> Dated | None:
    framed = _FRAMED.fullmatch(text.strip(_FRAME))
    bare = framed["day"].strip(_FRAME) if framed else ""
    for form in _FORMS:
        if match := form.fullmatch(bare):
            return Dated(_iso(match.groupdict()), beside)
    return None


def _iso(told: dict[str, str | None]) -> str | None:
    name, day, year = told.get("name"), told.get("d"), told.get("y")
    month = told.get("m") or (name and _MONTHS.index(name[:3]) + 1)
    if not (year and month and day):
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
