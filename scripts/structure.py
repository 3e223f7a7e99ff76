"""Find again the lines that the scraper joined: headings, paragraphs, lists, lost formulas.

Chinese has no blanks between words, so a blank with Han or Chinese punctuation on both
sides is a lost line break. Where Latin touches the blank it may be spacing habit, and
is only a hint. When in doubt the text stays one paragraph: a heading invented in the
middle of a sentence hurts a reader more than a heading left inside its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scripts.text import HAN


class BlockKind(StrEnum):
    """What a block is. ``FORMULA`` and ``CODE`` stand where the scraper lost one."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FORMULA = "formula"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """``text[start:end]`` of the raw excerpt, and what it was.

    ``body`` is where the text after a list marker, heading number or emoji begins.
    ``level`` is 1 or 2 for headings, else 0. ``ordinal`` is the number of a numbered
    item, counted on where the source repeats ``1.``; None for bullets. ``certain`` is
    False where only a hint says so. Blocks stand in order, do not overlap, and leave
    only blanks between them.
    """

    kind: BlockKind
    start: int
    end: int
    body: int
    level: int = 0
    ordinal: int | None = None
    certain: bool = True


#: Widths count a Han character as 1 and anything else as 1/2.
MAX_HEADING = 22.0
MAX_LABEL = 10
#: A colon closes a line of its own only after an introduction this wide: ``目的: 为了…`` goes on.
MIN_INTRODUCTION = 8.0
#: In a list, a last line this much narrower than the rest is the next heading.
NARROW = 0.6

_H = HAN.pattern[1:-1]
_EMOJI = "\u231a-\u23ff\u2600-\u27bf\u2b50-\u2b55\U0001f000-\U0001faff\ufe0f"
_BLANK = re.compile(r"\s+")
_LOST = re.compile(r"(?<!\S)\[(?:公式|formula|代码)\](?!\S)", re.IGNORECASE)
_SENTENCE_END = re.compile(rf"[。！？；][\"'”’」』)）]*$|(?<=[{_H}\"”’)）\]])[!?;][\"'”’)）]*$")
_COLON_END = re.compile(r"[:：]$")
_LINE_END = re.compile(rf"[{_H}。！？；…”’」』》】]$")
_LINE_START = re.compile(rf"[{_H}“‘「『《【（]")
#: No line begins with these: a blank before them is spacing, not a lost line break.
_CLINGS = re.compile(r"[的地得着了过吗呢吧和与及或等是]|[,，、。.;；:：!！?？)）》”’]")
#: A line does not end with these either: what follows was set off, not put on a new line.
_OPEN = re.compile(
    r"(?:[的在对与和及或了是把将从由以向为用于到被让给跟]|使用|参考|参照|参阅|参见|查看|阅读|访问|称为|叫做|称作|例如|比如|"
    r"包括|学习|提到|带有|基于|关于|通过|根据|按照|利用|采用|调用|进入|点击|运行|执行|属于|作为|成为|这个|一个|每个|该|[,，、(（])$"
)
_LONGEST_INSERT = 24
_MARKER = re.compile(
    r"(?P<number>\d{1,2})(?:[.、．](?!\d)\s*|[)）]\s*)(?=\S)"
    r"|[(（](?P<bracketed>\d{1,2})[)）]\s*(?=\S)"
    r"|(?P<circled>[①-⑳])\s*(?=\S)"
)
_SECTION = re.compile(
    rf"(?:[{_EMOJI}]\s*)*(?:(?:\d{{1,2}}(?:\.\d{{1,2}})+[.、]?|第[一-十]{{1,3}}[章节部]|[一-十]{{1,3}}、)\s*)?"
)
_INNER_STOP = re.compile(r"[。！？；!;，]|[,?](?!$)")
_UNFINISHED = re.compile(
    r"(?:如下|如下所示|可得|得到|写成|记为|其中|即|则|为|有|是|得|令|由|和|与|的)$"
)
_CONTINUES = re.compile(
    r".*(?:我们|你[将会可]|您|笔者)|其中|因此|所以|但是?|而且?|然后|并且?|从而|于是|可得|得到|那么|则|即|又|也|都|就"
)
_LABEL = re.compile(rf"[^\s:：,，。;；()（）]{{1,{MAX_LABEL}}}[:：](?!//)")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stood on one line, as far as sure signs say; ``body`` follows its marker."""

    start: int
    end: int
    body: int
    marker: str = ""
    number: int = 0
    lost: str = ""


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a flattened excerpt; an empty text has none. Linear in its length."""
    pieces = tuple(_pieces(text))
    return tuple(_classified(text, pieces))


def seams(text: str) -> tuple[tuple[int, int], ...]:
    """The blanks ``(start, end)`` that are surely lost line breaks."""
    soft = _is_hard_wrapped(text)
    found: list[tuple[int, int]] = []
    line = 0
    inserted = -1  # where a link or an emphasis opened that a blank set off: 在 第二章 学过
    for match in _BLANK.finditer(text):
        start, end = match.span()
        if _OPEN.search(text, max(0, start - 4), start):
            inserted = end
        elif inserted >= 0 and start - inserted <= _LONGEST_INSERT:
            inserted = -1
        elif _is_break(text, line, start, end, soft=soft):
            found.append((start, end))
            line, inserted = end, -1
    return tuple(found)


def width(text: str) -> float:
    """Display width in Han characters: anything that is not Han counts one half."""
    han = len(HAN.findall(text))
    return han + (len(text) - han) / 2


def _is_hard_wrapped(text: str) -> bool:
    """Whether the source put each sentence on a line: then a blank after it says nothing."""
    stops = len(re.findall(r"[。！？]", text))
    spaced = len(re.findall(r"[。！？](?=\s|$)", text))
    return stops >= 3 and spaced == stops


def _is_break(text: str, line: int, start: int, end: int, *, soft: bool) -> bool:
    before, after = text[max(line, start - 4) : start], text[end : end + 1]
    if not before or not after or _CLINGS.match(after):
        return False
    if _SENTENCE_END.search(before):
        return not soft
    if _COLON_END.search(before):
        return width(text[line:start][:200]) >= MIN_INTRODUCTION
    return bool(_LINE_END.search(before) and _LINE_START.match(after))


# --- cutting ------------------------------------------------------------------


def _pieces(text: str) -> Iterator[_Piece]:
    start = 0
    for end, following in [*_cuts(text), (len(text), len(text))]:
        yield from _marked(text, start, end)
        start = following


def _cuts(text: str) -> list[tuple[int, int]]:
    """Where lines end and begin: sure seams, and both sides of a lost block."""
    cuts = list(seams(text))
    for match in _LOST.finditer(text):
        before = text[: match.start()]
        cuts.append((len(before.rstrip()), match.start()))
        after = _BLANK.match(text, match.end())
        cuts.append((match.end(), after.end() if after else match.end()))
    return sorted({cut for cut in cuts if cut[0] < len(text)})


def _marked(text: str, start: int, end: int) -> Iterator[_Piece]:
    """The piece, cut again before each list marker inside it."""
    lost = _LOST.fullmatch(text, start, end)
    if lost:
        yield _Piece(start, end, end, lost=lost[0])
        return
    at, body, marker, number = start, start, "", 0
    for match in _markers(text, start, end):
        if at < match.start() and text[at : match.start()].strip():
            yield _trimmed(text, _Piece(at, match.start(), body, marker, number))
        at, body = match.span()
        marker, number = match.lastgroup or "", _number(match)
    if text[at:end].strip():
        yield _trimmed(text, _Piece(at, end, body, marker, number))


def _markers(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    first = _MARKER.match(text, start, end)
    if first:
        yield first
    for blank in _BLANK.finditer(text, start, end):
        match = _MARKER.match(text, blank.end(), end)
        if match and match["number"] and match[0].endswith(" "):
            yield match


def _number(match: re.Match[str]) -> int:
    if match["circled"]:
        return ord(match["circled"]) - ord("①") + 1
    return int(match["number"] or match["bracketed"])


def _trimmed(text: str, piece: _Piece) -> _Piece:
    lead = len(text[piece.start : piece.end]) - len(text[piece.start : piece.end].lstrip())
    end = piece.start + len(text[piece.start : piece.end].rstrip())
    start = piece.start + lead
    body = max(piece.body, start)
    if not piece.marker:
        section = _SECTION.match(text, body, end)
        body = section.end() if section and section.end() < end else body
    return _Piece(start, end, min(body, end), piece.marker, piece.number)


# --- naming -------------------------------------------------------------------


def _classified(text: str, pieces: Sequence[_Piece]) -> Iterator[Block]:
    index, listed = 0, 0
    while index < len(pieces):
        piece = pieces[index]
        run = 1
        if piece.lost:
            kind = BlockKind.CODE if "代" in piece.lost else BlockKind.FORMULA
            yield Block(kind, piece.start, piece.end, piece.end)
        elif piece.marker:
            listed = piece.number if piece.number > 1 else listed + 1
            yield _numbered(text, pieces, index, listed)
        else:
            run = max(1, _run(text, pieces, index))
            yield from _named(text, pieces, index, run)
            listed = 0
        index += run


def _numbered(text: str, pieces: Sequence[_Piece], index: int, ordinal: int) -> Block:
    """A numbered line: a heading when short and followed by prose, else an item."""
    piece = pieces[index]
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    heading = _is_short(text, piece) and following and not following.marker
    if heading and following and not following.lost and _is_prose(text, following):
        return Block(BlockKind.HEADING, piece.start, piece.end, piece.body, 1)
    return Block(BlockKind.ITEM, piece.start, piece.end, piece.body, 0, ordinal)


def _run(text: str, pieces: Sequence[_Piece], index: int) -> int:
    """How many pieces from ``index`` are short lines, one after the other."""
    run = index
    while run < len(pieces) and _is_short(text, pieces[run]) and not pieces[run].marker:
        run += 1
    return run - index


def _named(text: str, pieces: Sequence[_Piece], index: int, run: int) -> Iterator[Block]:
    group = pieces[index : index + run]
    if not _is_short(text, group[0]):
        yield _prose(text, group[0])
        return
    following = pieces[index + run] if index + run < len(pieces) else None
    if index and _COLON_END.search(text[: pieces[index - 1].end][-1:]) and run > 1:
        yield from _list(text, group, following)
    else:
        yield from _headings(text, group, following)


def _list(text: str, group: Sequence[_Piece], following: _Piece | None) -> Iterator[Block]:
    widths = [width(text[piece.body : piece.end]) for piece in group]
    mean = sum(widths[:-1]) / (len(widths) - 1)
    closing = len(group) > 2 and widths[-1] < NARROW * mean and _leads(text, following)
    for piece in group[: len(group) - closing]:
        yield Block(BlockKind.ITEM, piece.start, piece.end, piece.body)
    if closing:
        yield _heading(group[-1], 1)


def _headings(text: str, group: Sequence[_Piece], following: _Piece | None) -> Iterator[Block]:
    if not _leads(text, following):
        for piece in group:
            yield Block(BlockKind.PARAGRAPH, piece.start, piece.end, piece.body)
        return
    many = len(group) > 3
    for place, piece in enumerate(group):
        if many and 0 < place < len(group) - 1:
            yield Block(BlockKind.ITEM, piece.start, piece.end, piece.body, certain=False)
        else:
            yield _heading(piece, 1 if place == 0 else 2)


def _heading(piece: _Piece, level: int) -> Block:
    return Block(BlockKind.HEADING, piece.start, piece.end, piece.body, level)


def _prose(text: str, piece: _Piece) -> Block:
    kind = BlockKind.PARAGRAPH
    return Block(kind, piece.start, piece.end, piece.start)


def _leads(text: str, following: _Piece | None) -> bool:
    return following is not None and not following.lost and not following.marker


def _is_prose(text: str, piece: _Piece) -> bool:
    line = text[piece.body : piece.end]
    return bool(_INNER_STOP.search(line)) or width(line) > MAX_HEADING


def _is_short(text: str, piece: _Piece) -> bool:
    """Whether a piece could be a heading or an item: narrow, unpunctuated, self-contained."""
    line = text[piece.body : piece.end]
    if piece.lost or not line or len(line) > 2 * MAX_HEADING or width(line) > MAX_HEADING:
        return False
    if _INNER_STOP.search(line) or _COLON_END.search(line):
        return False
    return not (_UNFINISHED.search(line) or _CONTINUES.match(line))
