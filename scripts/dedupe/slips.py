"""Could a slip of the scraper or of the author's pen have made this difference?

What parallel articles differ in is never a slip: digits, ordinals, counterparts (上/下),
names, another word in a word's place. What remains are lost, doubled, swapped or mistyped
characters, and a word put in or taken out.

The rules are about languages and not about any corpus; each was kept only while random
edits of one or two characters, anywhere, stayed above 0.99 merged and variants at none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from scripts.dedupe import wording
from scripts.dedupe.reading import Reading
from scripts.text import is_han

#: The title stands here, flattened into the text, and with it the subject's name.
HEAD = 40
#: A longer run (in Han characters; a Latin word counts as two) is a passage of its own.
LONGEST_RUN = 8
#: A digit lost from a shorter number makes another one: chapter 12, chapter 1.
LONG_NUMBER = 4

_NUMERALS = frozenset("〇零一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖拾甲乙丙丁")
_ORDINAL = re.compile(
    "[第卷篇章节讲][〇零一二三四五六七八九十]|之[二三四五六七八九十]|[一二三四五六七八九十][章节篇讲课回卷期季版]"
)
#: 下一节 is no number, and 第 alone is none either.
_DEICTIC = tuple("第下上同每这那某另")
_MARKS = re.compile("[上中下前后续补]?[篇集部卷]|[上中下续]|完结|番外")
#: Before a person's name: 小明, 小红, 李丽, 李娜. 张, 高 and 马 are as often other words.
_BEFORE_NAMES = tuple("小老阿王李刘陈杨赵周吴徐孙")
#: One of these more or less says the contrary, wherever it stands.
_DENIALS = frozenset("不没别勿")
#: Put before a subject they make another one: 监督学习, 无监督学习.
_PREFIXES = frozenset("无非未半反双")
#: Characters that stand for each other in parallel articles: a swap inside a group is meant.
_GROUPS = """
    上中下续补 前后反 先后 左右 内外 大中小 多单双两 初中高低 正负反逆 长短 强弱 增减 加减乘除 升降
    有无非不未没 编解 入出 同异 东南西北中 早晚 新旧 快慢 软硬 浅深 行列 读写 输赢 始终 首末尾
    男女 动静 稀稠疏密 横纵竖 春夏秋冬 金木水火土 红黄蓝绿黑白 点线面体 开关 买卖 推拉 进退 离在
    显隐 字词句 视音 全局部
"""
_COUNTERPARTS = tuple(map(frozenset, _GROUPS.split()))


class Edit(NamedTuple):
    """``old`` at ``at`` of the shorter key stands as ``new`` at ``to`` of the longer."""

    at: int
    to: int
    old: str
    new: str

    @property
    def end(self) -> int:
        """Where the difference ends in the shorter key."""
        return self.at + len(self.old)

    @property
    def stop(self) -> int:
        """Where it ends in the longer one."""
        return self.to + len(self.new)

    def is_overhang(self, short: str) -> bool:
        """Whether the longer key was only cut before this end of the shorter one."""
        return not self.new and self.end == len(short)

    def shown(self, short: str) -> str:
        """The difference with six characters around it, on one line."""
        before, after = short[max(0, self.at - 6) : self.at], short[self.end :]
        return f"…{before}[{self.old} → {self.new}]{after[:6]}…"


def size(run: str) -> int:
    """Length as a reader counts: a Han character is one, a Latin word or a number at most two."""
    words = re.findall(r"[^\W\d_\u3400-\u9fff]+|\d+", run)
    return len(run) - sum(max(0, len(word) - 2) for word in words)


def objection(short: Reading, long: Reading, edit: Edit) -> str | None:
    """Why this difference is no slip, or ``None``."""
    return (
        _digits(short, long, edit)
        or _numerals(short, long, edit)
        or _words(short, long, edit)
        or _mark(short, long, edit)
    )


def repeated(short: Reading, long: Reading, edits: Sequence[Edit]) -> str | None:
    """Why differences that could each be a slip are together none, or ``None``.

    The same change twice is a name: a slip does not strike one word twice. Nor does it
    make good words of good words (猫 to 狗) in two places; one in thirty does so once.
    """
    counted = Counter(_kind(short, edit) for edit in edits if sorted(edit.old) != sorted(edit.new))
    for (old, new, _), count in counted.items():
        if count > 1:
            return f"{old or 'nothing'} stands as {new or 'nothing'} {count} times"
    swaps = [edit for edit in edits if len(edit.old) == len(edit.new) == 1]
    words = [edit for edit in swaps if wording.both_common(short.key, edit.at, long.key, edit.to)]
    if len(words) > 1:
        return "other words stand there: " + "; ".join(edit.shown(short.key) for edit in words)
    return None


def _kind(short: Reading, edit: Edit) -> tuple[str, str, str]:
    """What makes two differences the same; a lone character more or less needs a context."""
    lone = len(edit.old + edit.new) == 1
    return edit.old, edit.new, short.key[edit.end : edit.end + 2] if lone else ""


def _digits(short: Reading, long: Reading, edit: Edit) -> str | None:
    old, new = (re.sub(r"\D", "", run) for run in (edit.old, edit.new))
    if old == new:
        return None
    if (old and new) or (edit.old and edit.new and not _overwritten(edit)):
        return "digits differ"
    if edit.old and edit.new:
        return None
    side, at = (short, edit.at) if old else (long, edit.to)
    run = edit.old + edit.new
    number = _number_around(side.key, at, at + len(run))
    if number is not None:
        slip = len(run) == 1 and number >= LONG_NUMBER and edit.at >= HEAD
        return None if slip else "digits differ"
    named = run.isdecimal() and _is_glued(side, at, at + len(run))
    return "digits differ" if named or edit.at < HEAD else None


def _overwritten(edit: Edit) -> bool:
    """One digit against one Han character that counts nothing: no author writes so."""
    pair = edit.old + edit.new
    return len(pair) == 2 and any(is_han(char) and char not in _NUMERALS for char in pair)


def _number_around(key: str, start: int, end: int) -> int | None:
    """Digits of the number that ``key[start:end]`` is only a part of."""
    before = after = 0
    while key[start].isdecimal() and start > before and key[start - before - 1].isdecimal():
        before += 1
    while key[end - 1].isdecimal() and end + after < len(key) and key[end + after].isdecimal():
        after += 1
    inside = sum(char.isdecimal() for char in key[start:end])
    return before + inside + after if before or after else None


def _is_glued(side: Reading, start: int, end: int) -> bool:
    """Whether the number is part of a name, as in ``v2`` or ``word2vec``."""
    word = side.word_at(start, end)
    return word is not None and word.end - word.start > end - start


def _numerals(short: Reading, long: Reading, edit: Edit) -> str | None:
    old, new = ("".join(c for c in run if c in _NUMERALS) for run in (edit.old, edit.new))
    if old == new:
        return None
    meant = (old and new) or _is_ordinal(short, long, edit) or _stands_alone(short, long, edit)
    return "numerals differ" if meant else None


def _is_ordinal(short: Reading, long: Reading, edit: Edit) -> bool:
    """Whether the one numeral of a difference counts; 第 without a number is a slip itself."""
    if edit.old and edit.new:
        return False
    run = edit.old + edit.new
    side, at = (short, edit.at) if edit.old else (long, edit.to)
    before, end = side.key[max(at - 1, 0) : at], at + len(run)
    if len(run) == 1 and before in _DEICTIC and side.key[end : end + 1] not in _NUMERALS:
        return False
    return bool(_ORDINAL.search(side.key, max(at - 1, 0), end + 1))


def _mark(short: Reading, long: Reading, edit: Edit) -> str | None:
    run = edit.old + edit.new
    if edit.old and edit.new:
        return None
    if run in _DENIALS and not _is_doubled(short, long, edit):
        return "one denies what the other says"
    if edit.at >= HEAD:
        return None
    marked = _MARKS.fullmatch(run) and _stands_alone(short, long, edit)
    marked = marked or (run in _PREFIXES and _is_prefix(short, long, edit))
    return "the heading differs in a mark" if marked else None


def _is_doubled(short: Reading, long: Reading, edit: Edit) -> bool:
    """Whether the same character stands beside the one more or less: 不不."""
    side, at, end = (short, edit.at, edit.end) if edit.old else (long, edit.to, edit.stop)
    return side.key[at:end] in (side.key[max(at - 1, 0) : at], side.key[end : end + 1])


def _is_prefix(short: Reading, long: Reading, edit: Edit) -> bool:
    """Whether a word stands behind it that is one without it too: 监督, but 常 of 非常."""
    side, end = (short, edit.end) if edit.old else (long, edit.stop)
    return len(wording.word_from(side.key, end)) != 1


def _stands_alone(short: Reading, long: Reading, edit: Edit) -> bool:
    """Whether what differs is a word of its own in the heading, as in （下）."""
    sides = ((short, edit.at, edit.end), (long, edit.to, edit.stop))
    return edit.at < HEAD and all(
        start in side.breaks and end in side.breaks for side, start, end in sides if start < end
    )


def _words(short: Reading, long: Reading, edit: Edit) -> str | None:
    """Han characters, or Han against Latin; letters alone are the business of ``names``."""
    old, new = edit.old, edit.new
    if not (old and new):
        return "a passage stands in one alone" if size(old + new) > LONGEST_RUN else None
    if sorted(old) == sorted(new) or not any(map(is_han, old + new)):
        return None
    if len(old) == len(new) == 1:
        return _counterpart(short, long, edit)
    if wording.is_noise(old, new):
        return None
    lengths = sorted((len(old), len(new)))
    return None if edit.at >= HEAD and lengths == [1, 2] else "other words stand there"


def _counterpart(short: Reading, long: Reading, edit: Edit) -> str | None:
    if any(edit.old in group and edit.new in group for group in _COUNTERPARTS):
        return "one stands for its counterpart"
    named = short.key[:HEAD][max(edit.at - 1, 0) : edit.at] in _BEFORE_NAMES
    if named and not wording.is_noise(edit.old, edit.new):
        return "another name stands in the heading"
    if edit.at < HEAD and wording.other_word(short.key, edit.at, long.key, edit.to):
        return "another word stands in the heading"
    return None
