"""Are two keys one article? Decided by where and what the differences are.

The shorter key is aligned with an opening of the longer one (what follows is only a later
cut), and each difference is asked whether a slip of the scraper or the author's pen could
have made it. Two parts of a series differ in an ordinal, two versions in a digit, two
subjects in a name, two articles with one opening in their tail: one such difference keeps
the pair apart however alike the rest is, because 《…（一）》 and 《…（六）》 are 0.997 alike
and a real re-scrape often less.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

#: Below this many characters of key only equality counts: a typo and a name look the same.
MIN_LENGTH = 60
#: Edited characters allowed, as a share of the shorter key: two re-scrapes with 2 % each.
BUDGET = 0.04
#: Pairs less alike than this are not worth a person's time.
WORTH_A_LOOK = 0.9
#: The title stands here, flattened into the text, and with it the subject's name.
HEAD = 40
#: A run of characters longer than this is a passage of its own.
LONGEST_RUN = 8

_DIGIT = re.compile(r"\d")
_LATIN = re.compile(r"[^\W\d_\u3400-\u9fff]")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖拾甲乙丙丁戊己庚辛")
_ORDINAL_BEFORE = frozenset("第之其卷篇章节部讲课回期")
_ORDINAL_AFTER = frozenset("章节篇部讲课回卷期季版层阶步周天代")
#: Characters that stand for each other in parallel articles: a swap inside a set is meant.
_CONTRASTS = tuple(
    frozenset(group)
    for group in (
        "上中下", "前后", "左右", "内外", "大中小", "多单双两", "高中低", "正负反逆", "长短",
        "强弱", "增减", "加减乘除", "升降", "有无非不未没", "编解", "入出", "同异", "东南西北中", "早晚",
        "新旧", "快慢", "软硬", "浅深", "行列", "读写", "输赢", "始终", "首末尾", "男女", "动静",
        "稀稠疏密", "横纵竖", "春夏秋冬", "金木水火土", "红黄蓝绿黑白", "点线面体", "初中高",
    )
)  # fmt: skip
_MARKERS = re.compile("[上中下前后续补]?[篇集部卷章节讲]|续|完结|番外")


class Edit(NamedTuple):
    """``old`` became ``new`` at ``at`` of the shorter key (and ``to`` of the longer)."""

    at: int
    to: int
    old: str
    new: str

    def is_overhang(self, short: str) -> bool:
        """Whether the longer key was only cut before this end of the shorter one."""
        return not self.new and self.at + len(self.old) == len(short)


class Comparison(NamedTuple):
    """``same`` with the reason for people; ``similarity`` in 0..1 over the common extent."""

    same: bool
    reason: str
    similarity: float


def compare(left: str, right: str) -> Comparison | None:
    """Whether two keys are one article; ``None`` when they are not even alike.

    Symmetric. ``O(n)`` words for the near, nothing more than a bounded distance for the rest.
    """
    short, long = sorted((left, right), key=lambda key: (len(key), key))
    if long.startswith(short):
        same = len(short) >= MIN_LENGTH
        return Comparison(same, "one is the beginning of the other", 1.0)
    if len(short) < MIN_LENGTH:
        return None
    aligned = _align(short, long)
    if aligned is None:
        return None
    extent, distance = aligned
    edits = _edits(short, long[:extent])
    if edits and extent == len(long) and edits[-1].is_overhang(short):
        distance -= len(edits.pop().old)
    similarity = 1 - distance / len(short)
    objection = _objection(short, long[:extent], edits, distance)
    reason = objection or "only slips: " + "; ".join(_shown(short, edit) for edit in edits)
    return Comparison(objection is None, reason, similarity)


def _align(short: str, long: str) -> tuple[int, int] | None:
    """How much of ``long`` the whole of ``short`` covers, and the edit distance."""
    limit = int(len(short) * (1 - WORTH_A_LOOK))
    least = Levenshtein.distance(short, long[: len(short) + limit], score_cutoff=2 * limit)
    if least > 2 * limit:
        return None
    ends = range(max(0, len(short) - limit), min(len(long), len(short) + limit) + 1)
    found = ((Levenshtein.distance(short, long[:end], score_cutoff=limit), end) for end in ends)
    distance, end = min(found, key=lambda pair: (pair[0], abs(pair[1] - len(short)), pair[1]))
    return None if distance > limit else (end, distance)


def _edits(short: str, long: str) -> list[Edit]:
    return [
        Edit(op.src_start, op.dest_start, short[op.src_start : op.src_end],
             long[op.dest_start : op.dest_end])
        for op in _runs(short, long)
    ]  # fmt: skip


class _Run(NamedTuple):
    src_start: int
    src_end: int
    dest_start: int
    dest_end: int


def _runs(short: str, long: str) -> Iterator[_Run]:
    """Stretches that differ; neighbours with nothing between them are one stretch."""
    open_run: _Run | None = None
    for op in Levenshtein.opcodes(short, long):
        if op.tag == "equal":
            if open_run:
                yield open_run
            open_run = None
        elif open_run:
            open_run = open_run._replace(src_end=op.src_end, dest_end=op.dest_end)
        else:
            open_run = _Run(op.src_start, op.src_end, op.dest_start, op.dest_end)
    if open_run:
        yield open_run


def _objection(short: str, long: str, edits: list[Edit], distance: int) -> str | None:
    """Why the pair must stay apart, or ``None``."""
    for edit in edits:
        found = _numbers(short, long, edit) or _words(edit) or _latin(short, long, edit)
        if found:
            return f"{found}: {_shown(short, edit)}"
    swaps = Counter((edit.old, edit.new) for edit in edits if edit.old and edit.new)
    for (old, new), count in swaps.items():
        if count > 1:
            return f"{old} stands as {new} {count} times: a name, not a slip"
    if distance > max(2, BUDGET * len(short)):
        return f"{distance} of {len(short)} characters differ, too many for slips"
    return None


def _numbers(short: str, long: str, edit: Edit) -> str | None:
    old, new = ("".join(_DIGIT.findall(text)) for text in (edit.old, edit.new))
    if old != new and not _lost_digit(short, long, edit, old, new):
        return "digits differ"
    old, new = ("".join(c for c in text if c in _NUMERALS) for text in (edit.old, edit.new))
    if old == new:
        return None
    if (old and new) or (old + new).strip("一") or _ordinal(short, long, edit):
        return "numerals differ"
    return None


def _lost_digit(short: str, long: str, edit: Edit, old: str, new: str) -> bool:
    """A digit overwritten by a Han character, or lost from a number of three or more."""
    if old and new:
        return False
    text, at, other = (short, edit.at, edit.new) if old else (long, edit.to, edit.old)
    if len(old + new) == 1 and len(other) == 1:
        return not _LATIN.match(other) and other not in _NUMERALS
    number = _around(text, at, str.isdecimal)
    return len(old + new) == 1 and not other and len(number) >= 3


def _ordinal(short: str, long: str, edit: Edit) -> bool:
    before = short[edit.at - 1 : edit.at] if edit.at else ""
    after = short[edit.at + len(edit.old) : edit.at + len(edit.old) + 1]
    return before in _ORDINAL_BEFORE or after in _ORDINAL_AFTER


def _words(edit: Edit) -> str | None:
    old, new = edit.old, edit.new
    if len(old) == len(new) == 1:
        meant = any(old in group and new in group for group in _CONTRASTS)
        return "one stands for its counterpart" if meant else None
    if old and new:
        return "other words stand there"
    if len(old + new) > LONGEST_RUN:
        return "a passage stands in one alone"
    if edit.at < HEAD and (_MARKERS.fullmatch(old + new) or old + new in set("无非不未半反双续")):
        return "the heading differs in a mark"
    return None


def _latin(short: str, long: str, edit: Edit) -> str | None:
    """Latin letters: a slip inside a long word, or another name?"""
    old, new = edit.old, edit.new
    if old and new:
        if _LATIN.match(old) and _LATIN.match(new):
            return "names differ in a letter"
        return None
    text, at = (short, edit.at) if old else (long, edit.to)
    run = old + new
    if not _LATIN.match(run) or edit.at >= HEAD:
        return None
    word = _around(text, at, lambda char: bool(_LATIN.match(char) or char.isdecimal()))
    return "names differ in length" if len(word) < 6 else None


def _around(text: str, at: int, belongs: object) -> str:
    assert callable(belongs)
    start = end = at
    while start and belongs(text[start - 1]):
        start -= 1
    while end < len(text) and belongs(text[end]):
        end += 1
    return text[start:end]


def _shown(short: str, edit: Edit) -> str:
    before = short[max(0, edit.at - 6) : edit.at]
    after = short[edit.at + len(edit.old) : edit.at + len(edit.old) + 6]
    return f"…{before}[{edit.old} → {edit.new}]{after}…"
