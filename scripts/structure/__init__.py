"""Find again the lines that the scraper joined: headings, paragraphs, lists, lost formulas.

Chinese has no blanks between words, so a blank with Han or Chinese punctuation on both
sides is a lost line break. Where Latin touches the blank it may be spacing habit, and
is only a hint. When in doubt the text stays one paragraph: a heading invented in the
middle of a sentence hurts a reader more than a heading left inside its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from scripts.patterns import words
from scripts.structure import flattened
from scripts.structure.lines import LABEL, Piece, ends_with_colon, pieces, seams, width
from scripts.structure.signs import BLANK

__all__ = ["SPOKEN", "Block", "BlockKind", "blocks", "opening", "seams", "width"]


class BlockKind(StrEnum):
    """What a block is. ``FORMULA`` and ``CODE`` stand where the scraper lost one."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FORMULA = "formula"
    CODE = "code"


#: What says something; the rest names it, or stands for what was lost.
SPOKEN = (BlockKind.PARAGRAPH, BlockKind.ITEM)


class Block(NamedTuple):
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


#: Widths in Han characters; anything else counts one half.
MAX_HEADING = 22.0
MAX_ITEM = 45.0
#: In a list, a last line this much narrower than the rest is the next heading.
NARROW = 0.6
#: What a hint must weigh to split a heading off inside a text (see ``flattened``).
HINT = 3.0
#: The same where the text begins, or after a number: there a heading is likely.
HINT_EXPECTED = 2.0

#: Openers that a sentence may begin with before a Latin name: 使用 JOIN 连接…, 为什么 word2vec 用….
_GO_ON = frozenset((*flattened.ACTS_NAMED, *words("下载 准备 运行 测试 加载 注意 为什么")))
#: Characters within which an opener ends.
LONGEST_OPENER = 24

_INNER_STOP = re.compile(r"[。！？；!;，]|[,?](?!$)")
_SENTENCE_END = re.compile(r"[。！？!?:：][\"'”’)）]*$")
_UNFINISHED = re.compile(
    r"(?:如下|如下所示|可得|得到|写成|记为|其中|即|则|为|有|是|得|令|由|和|与|的)$"
)
_NO_HEADING = re.compile(
    r".*(?:我们|你[将会可]|您|笔者)|其中|因此|所以|但是?|而且?|然后|并且?|从而|于是|可得|得到|那么|则|即|又|也|都|就|"
    r"[式图表]\s*[(（\d]"
)


def blocks(text: str, openers: tuple[str, ...] = ()) -> tuple[Block, ...]:
    """The blocks of a flattened excerpt, in order; a blank text has none.

    ``openers`` (the taxonomy's) are headings even where Latin follows: 概述 SSM的概念….
    """
    return _read(text, _folded(openers))


@lru_cache(maxsize=8)
def _folded(openers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(str.casefold, openers))


def opening(text: str, openers: tuple[str, ...] = ()) -> int:
    """Where the first block that says something begins: 概述 is no opening."""
    return next((block.body for block in blocks(text, openers) if block.kind in SPOKEN), 0)


@lru_cache(maxsize=1 << 15)
def _read(text: str, openers: frozenset[str]) -> tuple[Block, ...]:
    """Remembered: an article's title, its page and its rows all ask."""
    return tuple(_blocks(text, pieces(text), openers))


def _blocks(text: str, lines: Sequence[Piece], openers: frozenset[str]) -> Iterator[Block]:
    index, listed = 0, 0
    while index < len(lines):
        piece = lines[index]
        group = _group(text, lines, index)
        if piece.marker:
            listed = piece.number if piece.number > 1 else listed + 1
            yield from _numbered(text, piece, lines[index + 1 : index + 2], listed, openers)
        elif piece.lost:
            kind = BlockKind.CODE if "代" in piece.lost else BlockKind.FORMULA
            yield Block(kind, piece.start, piece.end, piece.end)
        elif group:
            yield from group
            listed = 0
        else:
            yield from _prose(text, piece, openers, HINT if index else HINT_EXPECTED)
            listed = 0
        index += max(1, len(group))


def _group(text: str, lines: Sequence[Piece], index: int) -> list[Block]:
    """The list, or the run of short lines, that begins at ``lines[index]``; or none.

    A run is taken whole, whatever comes of it: read again from each of its lines, a
    text of short lines alone would cost their number squared.
    """
    if index and ends_with_colon(text, lines[index - 1].end):
        end = _run(text, lines, index, _is_item)
        if end - index > 1:
            return _items(text, lines[index:end], lines[end : end + 1])
    end = _run(text, lines, index, _is_short_line)
    if end == index:
        return []
    short = lines[index:end]
    if _lead(text, short[-1], lines[end : end + 1]):
        return _headings(short)
    return [Block(BlockKind.PARAGRAPH, piece.start, piece.end, piece.body) for piece in short]


def _run(
    text: str, lines: Sequence[Piece], index: int, belongs: Callable[[str, Piece], bool]
) -> int:
    """Where the run of lines that belong together ends, which may be at once."""
    while index < len(lines) and belongs(text, lines[index]):
        index += 1
    return index


def _lead(text: str, last: Piece, following: Sequence[Piece]) -> bool:
    """Whether what follows short lines is prose they can head; 优点:… 缺点:… head none."""
    if not following or following[0].lost or following[0].marker:
        return False
    return not (LABEL.match(text, last.body) and LABEL.match(text, following[0].body))


def _items(text: str, items: Sequence[Piece], following: Sequence[Piece]) -> list[Block]:
    """A run of lines after a colon as bullets; its last line may be the next heading."""
    widths = [width(text[piece.body : piece.end]) for piece in items]
    mean = sum(widths[:-1]) / (len(widths) - 1)
    heads = bool(following) and not following[0].lost and _is_short(text, items[-1])
    closing = len(items) > 2 and heads and widths[-1] < NARROW * mean
    listed = items[: len(items) - closing]
    found = [Block(BlockKind.ITEM, piece.start, piece.end, piece.body) for piece in listed]
    return [*found, *(_heading(piece, 1) for piece in items[len(listed) :])]


def _headings(short: Sequence[Piece]) -> list[Block]:
    """Short lines before prose: a heading and its sub-heading; more look like a contents."""
    first, *rest = short
    if len(short) <= 3:
        return [_heading(first, 1), *(_heading(piece, 2) for piece in rest)]
    items = [
        Block(BlockKind.ITEM, piece.start, piece.end, piece.body, certain=False)
        for piece in rest[:-1]
    ]
    return [_heading(first, 1), *items, _heading(rest[-1], 1)]


def _heading(piece: Piece, level: int) -> Block:
    return Block(BlockKind.HEADING, piece.start, piece.end, piece.body, level)


def _numbered(
    text: str, piece: Piece, following: Sequence[Piece], ordinal: int, openers: frozenset[str]
) -> Iterator[Block]:
    """A numbered line: a heading when short and followed by prose, else an item.

    ``1. 什么是NGram模型 NGram是一种…`` is both: a flattened heading and its paragraph.
    """
    leads = bool(following) and not following[0].marker and not following[0].lost
    if leads and _is_short(text, piece) and not _is_short(text, following[0]):
        yield _heading(piece, 1)
        return
    split = _opener(text, piece, openers) or _hinted(text, piece, HINT_EXPECTED)
    if split:
        yield from _split(piece, split)
    else:
        yield Block(BlockKind.ITEM, piece.start, piece.end, piece.body, 0, ordinal)


def _prose(text: str, piece: Piece, openers: frozenset[str], enough: float) -> Iterator[Block]:
    """A paragraph, with the heading split off that a hint shows at its start."""
    split = _opener(text, piece, openers) or _hinted(text, piece, enough)
    if split:
        yield from _split(piece, split)
    else:
        yield Block(BlockKind.PARAGRAPH, piece.start, piece.end, piece.body)


def _split(piece: Piece, heading: flattened.Heading) -> Iterator[Block]:
    kind, sure = BlockKind.HEADING, heading.sure
    yield Block(kind, piece.start, heading.end, piece.body, 1, certain=sure)
    yield Block(BlockKind.PARAGRAPH, heading.follows, piece.end, heading.follows)


def _opener(text: str, piece: Piece, openers: frozenset[str]) -> flattened.Heading | None:
    """A known opener at the start of ``piece``, if prose follows it."""
    if not openers:
        return None
    line = text[piece.body : min(piece.end, piece.body + LONGEST_OPENER)]
    for blank in BLANK.finditer(line):
        end, follows = piece.body + blank.start(), piece.body + blank.end()
        name = line[: blank.start()].rstrip(":：").casefold()
        if name in openers and name not in _GO_ON and follows < piece.end:
            return flattened.Heading(piece.body, end, follows, HINT, True)
    return None


def _hinted(text: str, piece: Piece, enough: float) -> flattened.Heading | None:
    """A heading flattened into the first sentence of ``piece``, if it weighs enough."""
    line = text[piece.body : piece.end]
    found = None if LABEL.match(line) else flattened.find(line, 0)
    if found is None or found.score < enough or _NO_HEADING.match(line[: found.end]):
        return None
    if not _INNER_STOP.search(line, found.follows):
        return None
    at = piece.body
    return flattened.Heading(at, at + found.end, at + found.follows, found.score, found.sure)


def _is_item(text: str, piece: Piece) -> bool:
    """Whether a line after a colon could be one of a list: no whole sentence."""
    line = text[piece.body : piece.end]
    plain = not piece.marker and not piece.lost and 0 < len(line) <= 2 * MAX_ITEM
    return plain and not _SENTENCE_END.search(line)


def _is_short_line(text: str, piece: Piece) -> bool:
    return not piece.marker and _is_short(text, piece)


def _is_short(text: str, piece: Piece) -> bool:
    """Whether a line could be a heading: narrow, unpunctuated, self-contained."""
    size = piece.end - piece.body
    if piece.lost or not 0 < size <= 2 * MAX_HEADING or ends_with_colon(text, piece.end):
        return False
    line = text[piece.body : piece.end]
    if width(line) > MAX_HEADING:
        return False
    return not (_INNER_STOP.search(line) or _UNFINISHED.search(line) or _NO_HEADING.match(line))
