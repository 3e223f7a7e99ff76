"""Where the lost line breaks were: seams, and the pieces of text between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from scripts.patterns import words
from scripts.structure.signs import BLANK, EMOJI_CLASS, HAN_CLASS, HAN_RUN
from scripts.text import is_han

#: A label such as ``优点:`` has at most so many characters.
MAX_LABEL = 10
#: A colon ends a line only after an introduction this wide (in Han characters):
#: ``目的: 为了…`` goes on.
MIN_INTRODUCTION = 8.0
#: A link or an emphasis, set off by blanks, is at most so long.
LONGEST_INSERT = 24
_LOOK_BACK = 200
#: So many sentences, each at the end of a line, are wrapped lines and no paragraphs.
_WRAPPED = 5

#: The blank before what may be the number of an item inside a line.
_BEFORE_NUMBER = re.compile(r"\s(?=\d\d?[.、．)）])")
_LOST = re.compile(r"\[(?<!\S.)(?:公式|formula|代码)\](?!\S)", re.IGNORECASE)
_SENTENCE_END = re.compile(
    rf"[。！？；][\"'”’」』)）]*$|(?<=[{HAN_CLASS}\"”’)）\]])[!?;][\"'”’)）]*$"
)
_STOP = re.compile(r"[。！？](?=(\s|$)?)")
_COLONS = frozenset(":：")
#: What may end a line, and begin one, besides Han.
_LINE_ENDS, _LINE_STARTS = frozenset("。！？；…”’」』》】"), frozenset("“‘「『《【")
#: How the end of a sentence ends: one look spares the pattern.
_LAST_OF_SENTENCE = frozenset("。！？；!?;\"'”’」』)）")
_SUBTITLE = re.compile(r"[A-Za-z][:：]\s+[A-Za-z]")
#: No line begins with these: a blank before them is spacing, not a lost line break.
_CLINGS = frozenset("的地得着了过吗呢吧和与及或等是,，、。.;；:：!！?？)）》”’")
#: A line does not end with these either: what follows was set off, not put on a new line.
_OPEN = frozenset(
    words(
        """
的 在 对 与 和 及 或 了 是 把 将 从 由 以 向 为 用 于 到 被 让 给 跟 如 见 该 , ， 、 ( （
参考 参照 参阅 带有 叫做 称作 包括 提到 通过 根据 按照 这个 一个 每个
"""
    )
)
#: Nor, once a sentence is under way, with these; a short line may: 工具的使用.
_ACTS = frozenset(words("使用 运行 执行 访问 调用 点击 进入 查看 阅读 学习 作为"))
_UNDER_WAY = 8  # characters
#: But a heading of two parts is no sentence: 基础 TD 算法:状态值函数学习.
_TWO_PARTS = re.compile(r"[^,，。;；:：]{2,24}[:：][^,，。;；:：]{2,24}")
_MARKER = re.compile(
    r"(?P<number>\d{1,2})(?:[.、．](?!\d)\s*|[)）]\s*)(?=\S)"
    r"|[(（](?P<bracketed>\d{1,2})[)）]\s*(?=\S)"
    r"|(?P<circled>[①-⑳])\s*(?=\S)"
)
_SECTION = re.compile(
    rf"(?:[{EMOJI_CLASS}]\s*)*"
    r"(?:(?:\d{1,2}(?:\.\d{1,2})+[.、]?|第[一-十]{1,3}[章节部]|[一-十]{1,3}、)\s*)?"
)
#: A piece that begins so has no section number: most do.
_LETTER = re.compile(r"[A-Za-z\u5342-\u7b2b\u7b2d-\u9fff]")
_COLON = re.compile(r"[:：](?!//|\d)(?=\S)")
_TOKEN_BEFORE = re.compile(rf"(?<!\S)[^\s:：,，。;；()（）]{{1,{MAX_LABEL}}}$")
LABEL = re.compile(rf"(?<!\S)[^\s:：,，。;；()（）]{{1,{MAX_LABEL}}}[:：](?!//|\d)(?=\S)")


#: A blank that may be a lost line break, for what stands on either side: few are.
_MAY_BREAK = re.compile(
    rf"\s(?:(?<=[。！？；!?;\"'”’」』)）:：]\s)|(?<=[{HAN_CLASS}…》】]\s)(?=\s*[{HAN_CLASS}“‘「『《【]))\s*"
)
#: The blank before a word or two at the end.
_INSERT = re.compile(r"\s\S*$")


class Piece(NamedTuple):
    """What stood on one line, as far as sure signs say; offsets into the raw text.

    ``body`` follows the list marker, section number or emoji; ``marker`` is the kind
    of list marker or empty, ``number`` what it says; ``lost`` is the placeholder of a
    formula or a code block, where the piece is one.
    """

    start: int
    end: int
    body: int
    marker: str = ""
    number: int = 0
    lost: str = ""


@lru_cache(maxsize=1 << 13)
def width(text: str) -> float:
    """Display width in Han characters: anything that is not Han counts one half."""
    if text.isascii():
        return len(text) / 2
    han = len("".join(HAN_RUN.findall(text)))
    return han + (len(text) - han) / 2


def seams(text: str) -> tuple[tuple[int, int], ...]:
    """The blanks ``(start, end)`` that are surely lost line breaks.

    A blank between Han and Han, or after the end of a sentence. Not one that opens or
    closes a link or an emphasis (在 第二章 学过), nor inside 《》 or round brackets.
    """
    found: list[tuple[int, int]] = []
    line = 0
    for match in _MAY_BREAK.finditer(text):
        start, end = match.span()
        if (
            _is_break(text, line, start, end)
            and not _is_open_end(text, line, start)
            and not _closes(text, line, start)
        ):
            found.append((start, end))
            line = end
    return tuple(found)


def _is_open_end(text: str, line: int, end: int) -> bool:
    """Whether what stands before a blank asks for more of the same line."""
    last = text[max(0, end - 2) : end]
    if last[-1:] in _OPEN or last in _OPEN:
        return True
    acts = last in _ACTS and end - line > _UNDER_WAY
    return acts and not _TWO_PARTS.fullmatch(text, line, end)


def _closes(text: str, line: int, end: int) -> bool:
    """Whether what stands before a blank was set off by the blank before it."""
    opening = _INSERT.search(text, max(line, end - LONGEST_INSERT - 1), end)
    if not opening:
        return False
    before = len(text[line : opening.start()].rstrip()) + line
    return _is_open_end(text, line, before)


def pieces(text: str) -> tuple[Piece, ...]:
    """The lines of a flattened excerpt, list items apart; only blanks lie between them."""
    found: list[Piece] = []
    start = 0
    for end, following in [*_cuts(text), (len(text), len(text))]:
        found += _marked(text, start, end)
        start = following
    return tuple(found)


def ends_with_colon(text: str, end: int) -> bool:
    """Whether ``text[:end]`` introduces what follows."""
    return end > 0 and text[end - 1] in _COLONS


@lru_cache(maxsize=8)
def _is_hard_wrapped(text: str) -> bool:
    """Whether the source put each sentence on a line: then a blank after it says nothing."""
    stops = [match[1] is not None for match in _STOP.finditer(text)]
    return len(stops) >= _WRAPPED and all(stops)


def _is_break(text: str, line: int, start: int, end: int) -> bool:
    last, after = text[start - 1 : start], text[end : end + 1]
    if start <= line or not after or after in _CLINGS:
        return False
    look_back = max(line, start - _LOOK_BACK)
    if last in _LAST_OF_SENTENCE and _SENTENCE_END.search(text[max(line, start - 4) : start]):
        return not (_is_open(text, look_back, start) or _is_hard_wrapped(text))
    if last in _COLONS:
        english = _SUBTITLE.match(text, start - 2, end + 1)
        wide = width(text[look_back:start]) >= MIN_INTRODUCTION
        return wide and not english and not _is_open(text, look_back, start)
    ends = is_han(last) or last in _LINE_ENDS
    begins = ends and (is_han(after) or after in _LINE_STARTS)
    return begins and not _is_open(text, look_back, start)


def _is_open(text: str, start: int, end: int) -> bool:
    """Whether a bracket or a title mark is still open at the end of ``text[start:end]``."""

    def count(one: str, other: str) -> int:
        return text.count(one, start, end) + text.count(other, start, end)

    round_ones, marks = count("(", "（"), count("《", "『")
    return (round_ones > 0 and round_ones > count(")", "）")) or (
        marks > 0 and marks > count("》", "』")
    )


def _cuts(text: str) -> list[tuple[int, int]]:
    """Where lines end and begin: seams, labels of a list, both sides of a lost block."""
    breaks = seams(text)
    cuts = {*breaks, *_label_cuts(text, breaks)}
    for match in _LOST.finditer(text) if "[" in text else ():
        start, end = match.span()
        while start and text[start - 1].isspace():
            start -= 1
        cuts.add((start, match.start()))
        after = BLANK.match(text, end)
        cuts.add((end, after.end() if after else end))
    return sorted(cut for cut in cuts if cut[0] < len(text))


def _label_cuts(text: str, seams: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The blank before a second label of a line: ``优点:简单 缺点:…``."""
    labels = list(_labels(text))
    if len(labels) < 2:
        return
    breaks = [end for _, end in seams]
    line = place = 0
    labelled = False
    for match in labels:
        while place < len(breaks) and breaks[place] <= match.start():
            line, place, labelled = breaks[place], place + 1, False
        blank = match.start()
        while blank > line and text[blank - 1].isspace():
            blank -= 1
        before = text[blank - 1 : blank]
        if labelled and blank > line and (is_han(before) or before in _LINE_ENDS):
            yield blank, match.start()
        labelled = True


def _labels(text: str) -> Iterator[re.Match[str]]:
    """Where :data:`LABEL` matches, found by its colons: they are few."""
    for colon in _COLON.finditer(text):
        token = _TOKEN_BEFORE.search(text, max(0, colon.start() - MAX_LABEL - 1), colon.start())
        if token and (label := LABEL.match(text, token.start())):
            yield label


def _marked(text: str, start: int, end: int) -> list[Piece]:
    """The piece, cut again before each list marker inside it."""
    lost = _LOST.fullmatch(text, start, end) if text.startswith("[", start) else None
    if lost:
        return [Piece(start, end, end, lost=lost[0])]
    found: list[Piece] = []
    at, body, marker, number = start, start, "", 0
    for match in _markers(text, start, end):
        if text[at : match.start()].strip():
            found.append(_trimmed(text, at, match.start(), body, marker, number))
        at, body = match.span()
        marker, number = match.lastgroup or "", _number(match)
    if text[at:end].strip():
        found.append(_trimmed(text, at, end, body, marker, number))
    return found


def _markers(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """List markers: any kind where a line begins, only ``1. `` in its midst."""
    first = _MARKER.match(text, start, end)
    if first:
        yield first
    for blank in _BEFORE_NUMBER.finditer(text, start, end):
        match = _MARKER.match(text, blank.end(), end)
        if match and match["number"] and match[0].endswith(" "):
            yield match


def _number(match: re.Match[str]) -> int:
    if match["circled"]:
        return ord(match["circled"]) - ord("①") + 1
    return int(match["number"] or match["bracketed"])


def _trimmed(text: str, start: int, end: int, body: int, marker: str, number: int) -> Piece:
    """Without blanks at either end; ``body`` moved past a section number or an emoji."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    body = min(max(body, start), end)
    if not marker and not _LETTER.match(text, body):
        section = _SECTION.match(text, body, end)
        body = section.end() if section and section.end() < end else body
    return Piece(start, end, body, marker, number)
