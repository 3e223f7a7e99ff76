"""A raw excerpt as a person reads it: restored blocks and signs, turned into HTML.

Structure and typography decide what there is; this module only chooses elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from markupsafe import Markup

from scripts import escape
from scripts.escape import slots
from scripts.patterns import led
from scripts.structure import SPOKEN, Block, BlockKind, blocks
from scripts.text import HAN
from scripts.typography import Inline, InlineKind, inline, restore

Openers = tuple[str, ...]  # of the taxonomy: what stands there is a heading

_LOST = {
    kind: escape.element("span", sign, class_="kb-lost", role="img", aria_label=name)
    for kind, sign, name in (
        (InlineKind.FORMULA, "式", "缺失的公式"),
        (InlineKind.CODE, "码", "缺失的代码"),
    )
}
_LOST_LINES = {
    BlockKind.FORMULA: ("公式", "此处的公式未能收到"),
    BlockKind.CODE: ("代码", "此处的代码未能收到"),
}
_P, _H2, _H3 = (slots(f"<{tag}>{{words}}</{tag}>") for tag in ("p", "h2", "h3"))
_LABEL = re.compile(r"^[^，。；！？：,;:!?]{2,14}：(?=.)")
_STOPS = r"，。；！？：、,;:!?()（）“”\"'《》\[\]…\n"
_HAN = "\u4e00-\u9fff"
_SENTENCE = re.compile(
    led((_STOPS, f"[{_STOPS}]*"), (".", r"\s"), (r"\s", rf"(?<=[{_HAN}].)\s*(?=[{_HAN}])"))
)
_FORMULAS = re.compile(r"\[[^\]]{1,12}\]|[_^{}\\$]")
_SEAM = re.compile(rf"(?:{HAN.pattern}) +|(?<=[A-Za-z]) +(?={HAN.pattern})")
_COLONS = ":："  # that a heading ends with say nothing once it stands alone
_WHOLE_AFTER = 2  # characters of a title that may stand alone on a line
_CUT_WORD = re.compile(r"\s*[A-Za-z0-9]+$")
_QUERY_LENGTH = 38  # Baidu takes 38 characters, the others more
CUT_MARK = escape.element("span", "来讯在此中断", class_="kb-cut__m")


@lru_cache(maxsize=32768)
def title(text: str) -> str:
    """A title with its typography restored: plain text."""
    return restore(text)


@lru_cache(maxsize=32768)
def headline(text: str) -> Markup:
    """A title as a heading: a line that is too short for it ends at its colon."""
    topic, colon, rest = (plain := title(text)).partition("：")
    if min(len(topic), len(rest)) < _WHOLE_AFTER:
        return escape.text(plain)
    return escape.join(escape.element("span", part) for part in (topic + colon, rest))


def run(text: str) -> Markup:
    """A run of raw text as inline HTML."""
    return escape.join(map(_piece, inline(restore(text))))


def body(text: str, truncated: bool, openers: Openers = ()) -> Markup:
    """The whole excerpt as HTML blocks; the cut mark closes the last where it was cut."""
    found = blocks(text, openers)
    last = found[-1] if truncated and found else None
    parts: list[Markup] = []
    items: list[Block] = []
    level = 1
    for block in found:
        is_item = block.kind is BlockKind.ITEM
        if items and not (is_item and (block.ordinal is None) == (items[0].ordinal is None)):
            parts.append(_list(text, items, last))
            items = []
        if is_item:
            items.append(block)
            continue
        level = min(block.level, level) + 1 if block.level else level
        parts.append(_block(text, block, level, block is last))
    if items:
        parts.append(_list(text, items, last))
    return escape.join(parts)


@lru_cache(maxsize=32768)
def excerpt(text: str, limit: int = 170) -> Markup:
    """The first words of a text in one run, for the rows of lists."""
    return run(_shortened(text, limit))


def summary(text: str, limit: int = 110) -> str:
    """The first words as plain text, for descriptions and previews: what is shared of a page."""
    return "".join(map(_plain, inline(restore(_shortened(text, limit)))))


def telling_sentence(text: str, openers: Openers = ()) -> str:
    """A clause found nowhere else, to look for the original with: long, plain, early.

    Search engines ignore punctuation but not a lost formula, so clauses with one are out;
    so are headings, which the original does not join to the sentence after them.
    """
    spoken = (text[b.body : b.end] for b in blocks(text, openers) if b.kind in SPOKEN)
    pieces = (piece.strip() for run_ in spoken for piece in _SENTENCE.split(run_))
    clauses = (piece for piece in pieces if len(piece) >= 8 and not _FORMULAS.search(piece))
    chosen = max(_early(clauses), key=_telling, default=text[:40])
    return chosen if len(chosen) <= _QUERY_LENGTH else _CUT_WORD.sub("", chosen[:_QUERY_LENGTH])


def _early(clauses: Iterator[str], most: int = 5) -> list[str]:
    """Of the first ten the first with Han, where there are any."""
    early: list[str] = []
    others: list[str] = []
    for clause in islice(clauses, 10):
        (early if HAN.search(clause) else others).append(clause)
        if len(early) == most:
            break
    return early or others[:most]


def _telling(clause: str) -> int:
    """Long is good up to a line; a blank beside Han may hide a lost line break."""
    return min(len(clause), 28) - 8 * len(_SEAM.findall(clause))


def _shortened(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    shown = text[:limit]
    bracket = shown.rfind("[")
    if bracket > limit - 10 and "]" not in shown[bracket:]:
        shown = shown[:bracket]
    return shown.rstrip() + "…"


def _block(text: str, block: Block, level: int, cut: bool) -> Markup:
    if block.kind in _LOST_LINES:
        name, said = _LOST_LINES[block.kind]
        inside = escape.join((escape.element("span", name, class_="kb-lost"), " ", said))
        return escape.element("p", inside, class_="kb-lostline")
    heads = block.kind is BlockKind.HEADING
    words = run(text[block.body : block.end].rstrip(_COLONS if heads else ""))
    if cut:
        words = escape.join((words, CUT_MARK))
    if heads:
        return (_H2 if level < 3 else _H3)(words=words)
    return _P(words=words)


def _list(text: str, items: list[Block], last: Block | None) -> Markup:
    lines = escape.join(_item(text, item, item is last) for item in items)
    if items[0].ordinal is None:
        return escape.element("ul", lines, class_="kb-flat", title="列表由原文的断行推回")
    return escape.element("ol", lines, class_="kb-num", start=str(items[0].ordinal))


def _item(text: str, item: Block, cut: bool) -> Markup:
    pieces = inline(restore(text[item.body : item.end]))
    words = escape.join((*_labelled(pieces), *((CUT_MARK,) if cut else ())))
    return escape.element("li", words)


def _labelled(pieces: tuple[Inline, ...]) -> Iterator[str]:
    """The pieces of an item; a short label before a colon is set bold."""
    rest = pieces
    if pieces and pieces[0].kind is InlineKind.TEXT and (label := _LABEL.match(pieces[0].text)):
        yield escape.element("b", label[0][:-1])
        yield pieces[0].text[label.end() - 1 :]
        rest = pieces[1:]
    yield from map(_piece, rest)


def _plain(piece: Inline) -> str:
    """One piece where there are no elements: what was lost by its name in Chinese."""
    if piece.kind in _LOST:
        return "[公式]" if piece.kind is InlineKind.FORMULA else "[代码]"
    return {InlineKind.SUB: "_", InlineKind.SUP: "^"}.get(piece.kind, "") + piece.text


def _piece(piece: Inline) -> str:
    """One piece, as :func:`escape.join` takes it: finished, or plain text."""
    if piece.kind is InlineKind.TEXT:
        return piece.text
    if lost := _LOST.get(piece.kind):
        return lost
    if piece.kind is InlineKind.EMOJI:
        return escape.element("span", piece.text, class_="kb-emoji", aria_hidden="true")
    return escape.element(piece.kind.value, piece.text)
