"""Display form of a text run: punctuation that NFKC flattened, made full width again.

The raw text is what is stored, searched and exported; only display goes through here.
Nothing in this module knows of HTML: pages render :class:`Inline` values themselves.
Full-width characters are written as escapes, because they look like their ASCII twins.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from scripts.patterns import led
from scripts.text import HAN, PLACEHOLDER, is_han

_HAN = HAN.pattern[1:-1]
#: Chinese context: Han, kana, CJK punctuation, full-width forms. Curly quotes and the
#: dash are left out, for English prose uses them too.
_WIDE = f"{_HAN}\u3001-\u303f\u3040-\u30ff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_WIDE_CHAR = re.compile(f"[{_WIDE}]")
_ATOM = r"(?:[A-Za-z](?:_\w|_\{[^{}]*\})?'?|\d+(?:\.\d+)?|\.\.\.|[A-Za-z]\([^()\s]{0,12}\))"
_TUPLE = rf"\s?{_ATOM}(?:\s?[-,+*/=|;^<>]\s?{_ATOM})*\s?"
_IS_TUPLE = re.compile(_TUPLE)
_ASCII_ARGUMENTS = rf"[^()\s{_WIDE}]*"
#: What is never touched: URLs, code, TeX, numbers.
_UNTOUCHED = (
    ("h", rf"ttps?://[^\s{_WIDE}]+"),
    ("`", r"[^`\n]{1,200}`"),
    ("$", rf"[^$\s{_WIDE}][^${_WIDE}]{{0,80}}\$"),
    ("{", rf"[^{{}}{_WIDE}]{{0,80}}\}}"),
    (r"\\", r"(?:[A-Za-z]+|.)"),
    (r"\d", r"[\d,:.]*\d"),
    ("<", rf"[^<>{_WIDE}]{{1,80}}>"),
    ("!", "="),
    (":", ":"),
)
#: Nor calls such as f(x,t) or torch.ones(2).
_CALLS = (
    ("A-Za-z_", rf"\w*(?:[._]\w+)+\({_ASCII_ARGUMENTS}\)"),
    ("A-Za-z_", rf"(?<![A-Za-z].)[A-Za-z0-9_.]*\((?:{_TUPLE})?\)"),
)
_PROTECTED = re.compile(led(*_UNTOUCHED, *_CALLS))
_PROTECTED_WITHOUT_CALLS = re.compile(led(*_UNTOUCHED))  # where no bracket opens
_PLAIN = re.compile(r"[^A-Za-z0-9`${\\<!:]*")  # nothing here can be protected
_NARROW = re.compile(r",|:|;|!|\?|\(|\)|\"|\.\.\.")  # not [,:…]: see scripts.patterns
# Patterns begin with the sign they look for, and look behind afterwards: a search then
# skips to it, where looking behind at every character took three times as long.
_POINT = re.compile(
    rf"[,:;!?](?:(?<=[{_WIDE}].)|(?=[{_WIDE}])|(?<=[,:;])(?:(?<=[{_WIDE}] .)|(?= [{_WIDE}])))"
)
_ELLIPSIS = re.compile(rf"(?<=[{_WIDE}])\.{{3,6}}(?!\.)|(?<!\.)\.{{3,6}}(?=[{_WIDE}])")
_QUOTED = re.compile(r'"([^"\n]{1,80})"')
_BRACKET = re.compile(r"[()]")
_STOPS = "\uff0c\uff1a\uff1b\uff01\uff1f\u3002\u3001"
_LOOSE = re.compile(
    rf"[ \t](?:(?<=[{_STOPS}\uff08\uff09\u300b\u300d\u300f\u3011].)[ \t]*"
    rf"|[ \t]*(?=[{_STOPS}\uff08\uff09]))"
)
_LATIN = re.compile(r"[A-Za-z0-9%+][A-Za-z0-9%+]*")
_FULL_WIDTH = {sign: chr(ord(sign) + 0xFEE0) for sign in ",:;!?()"}


def restore(text: str) -> str:
    """``text`` as a Chinese typesetter would set it; idempotent.

    ``, : ; ! ? ( )`` become full width where Han stands beside them, bracket pairs
    together; ``...`` and straight quotes follow; blanks beside full-width signs go.
    Placeholders, TeX, code, URLs, numbers and Latin phrases stay as they are.
    Repeated until nothing changes, since a widened sign is context for the next one;
    each round removes ASCII signs or blanks and adds none, so it ends.
    """
    while _NARROW.search(text) and _WIDE_CHAR.search(text):
        before, text = text, _LOOSE.sub("", _once(text))
        if text == before or not _NARROW.search(text):
            return text
    return _LOOSE.sub("", text)


def spaced(text: str) -> str:
    """``text`` with one blank between Han and Latin, for places without CSS."""
    parts: list[str] = []
    at = 0
    for run in _LATIN.finditer(text):
        start, end = run.span()
        if start and text[start] not in "%+" and is_han(text[start - 1]):
            parts.append(text[at:start])
            at = start
        if is_han(text[end : end + 1]):
            parts.append(text[at:end])
            at = end
    return " ".join((*parts, text[at:])) if parts else text


def _once(text: str) -> str:
    mask = text
    if not _PLAIN.fullmatch(text):
        protected = _PROTECTED if "(" in text else _PROTECTED_WITHOUT_CALLS
        mask = protected.sub(_veil, text)
    places = [match.start() for match in _POINT.finditer(mask)]
    if "(" in mask:
        places = sorted([*places, *_chinese_brackets(mask, text)])
    text = _widened(text, places)
    return _curled(text, mask) if '"' in mask or "..." in mask else text


def _widened(text: str, places: Sequence[int]) -> str:
    """``text`` with the signs at ``places``, which ascend, in full width."""
    parts: list[str] = []
    at = 0
    for place in places:
        parts += (text[at:place], _FULL_WIDTH[text[place]])
        at = place + 1
    return "".join((*parts, text[at:])) if parts else text


def _curled(text: str, mask: str) -> str:
    """``text`` with Chinese quotes and dots where ``mask``, as long, has straight ones."""
    chars = list(text)
    for start, end, sign in _quotes_and_dots(mask):
        chars[start:end] = [sign] + [""] * (end - start - 1)
    return "".join(chars)


def _veil(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _chinese_brackets(mask: str, text: str) -> Iterator[int]:
    for left, right in _pairs(mask):
        if _is_chinese_pair(text, left, right):
            yield from (left, right)


def _pairs(mask: str) -> Iterator[tuple[int, int]]:
    """Matching round brackets, innermost first; a bracket without its twin is none."""
    open_at: list[int] = []
    for match in _BRACKET.finditer(mask):
        if match[0] == "(":
            open_at.append(match.start())
        elif open_at:
            yield open_at.pop(), match.start()


def _is_chinese_pair(text: str, left: int, right: int) -> bool:
    """Whether a bracket pair belongs to the Chinese sentence, not to a formula."""
    if _WIDE_CHAR.search(text, left + 1, right):
        return True
    before, after = text[max(0, left - 2) : left], text[right + 1 : right + 3]
    if _IS_TUPLE.fullmatch(text, left + 1, right):
        in_row = "," in text[left + 1 : right]
        return not in_row and _wide_at(before[-1:])
    return _wide_at(before.rstrip(" ")[-1:]) or _wide_at(after.lstrip(" ")[:1])


def _wide_at(char: str) -> bool:
    return bool(char) and bool(_WIDE_CHAR.match(char))


def _quotes_and_dots(mask: str) -> Iterator[tuple[int, int, str]]:
    for match in _ELLIPSIS.finditer(mask):
        yield match.start(), match.end(), "\u2026\u2026"
    for match in _QUOTED.finditer(mask):
        start, end = match.span()
        outside = _wide_at(mask[start - 1 : start]) or _wide_at(mask[end : end + 1])
        if outside or _WIDE_CHAR.search(match[1]):
            yield start, start + 1, "\u201c"
            yield end - 1, end, "\u201d"


# --- inline pieces --------------------------------------------------------------


class InlineKind(StrEnum):
    """What a piece of a run is; ``FORMULA`` and ``CODE`` are things the scraper lost."""

    TEXT = "text"
    FORMULA = "formula"
    CODE = "code"
    VAR = "var"
    SUB = "sub"
    SUP = "sup"
    EMOJI = "emoji"


class Inline(NamedTuple):
    """One piece of a run: ``text`` to show, ``raw`` as it stood.

    The raw slices of a run, joined, are the run.
    """

    kind: InlineKind
    text: str
    raw: str


_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa mu nu xi pi rho sigma tau "
    "upsilon phi chi psi omega"
)
_GREEK = {name: unicodedata.lookup(f"GREEK SMALL LETTER {name}") for name in _GREEK_NAMES.split()}
_SIGNS = _GREEK | {
    "lambda": "\u03bb",
    "times": "\u00d7", "cdot": "\u00b7", "le": "\u2264", "leq": "\u2264", "ge": "\u2265",
    "geq": "\u2265", "neq": "\u2260", "approx": "\u2248", "in": "\u2208", "sum": "\u2211",
    "prod": "\u220f", "infty": "\u221e", "to": "\u2192", "rightarrow": "\u2192",
    "partial": "\u2202", "nabla": "\u2207", "sim": "\u223c", "dots": "\u2026",
    "ldots": "\u2026", "cdots": "\u22ef", "log": "log", "exp": "exp", "max": "max", "min": "min",
    "{": "{", "}": "}", "_": "_", "%": "%", "&": "&", "#": "#",
}  # fmt: skip
_GROUP = r"\{(?P<%s>[^{}\s](?:[^{}]|\{[^{}]{0,20}\}){0,39})\}"
_EMOJI = "\u231a-\u23ff\u2600-\u27bf\u2b50-\u2b55\U0001f000-\U0001faff"
_INLINE = re.compile(
    led(
        (r"\[", rf"(?i:{PLACEHOLDER.pattern[2:]})"),
        ("hH", r"(?i:ttps?)://\S+"),
        (_EMOJI, rf"(?:[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]|(?<=\u200d)[{_EMOJI}])*"),
        (r"\\", "(?:[A-Za-z]+|[{}_%&#])"),
        ("_^", rf"(?:{_GROUP % 'group'}|(?P<one>[A-Za-z0-9*])(?![A-Za-z0-9_]))"),
        ("A-Za-z", r"(?![A-Za-z0-9'\-/.@#&>])(?<![A-Za-z0-9_'.\-/\\@#$<&].)"),
    )
)

_SINGLE_BASE = re.compile(r"(?:(?<![A-Za-z0-9_])[A-Za-z]|[)\]}|])$")
_ANY_BASE = re.compile(r"[A-Za-z0-9)\]}|]$")
_LATIN_NEIGHBOUR = re.compile(r"[A-Za-z]{2,}[,;:]? $")


def inline(text: str) -> tuple[Inline, ...]:
    """The pieces of a run, in order; nothing is lost (see :class:`Inline`).

    Apply it to restored text: a bracket pair may then span a lost formula. A single
    letter is a variable unless Latin words stand beside it.
    """
    pieces: list[Inline] = []
    plain = 0
    scripted = -1  # where the last sub- or superscript ended: x_i^2 has two in a row
    for match in _INLINE.finditer(text):
        piece = _piece(match, text, scripted)
        if piece is None:
            continue
        if plain < match.start():
            pieces.append(_text(text[plain : match.start()]))
        pieces.append(piece)
        plain = match.end()
        if piece.kind in (InlineKind.SUB, InlineKind.SUP):
            scripted = plain
    if plain < len(text):
        pieces.append(_text(text[plain:]))
    return tuple(pieces)


def _text(raw: str) -> Inline:
    return Inline(InlineKind.TEXT, raw, raw)


def _piece(match: re.Match[str], text: str, scripted: int) -> Inline | None:
    raw = match[0]
    first = raw[0]
    if first == "[":
        kind = InlineKind.CODE if "\u4ee3" in raw else InlineKind.FORMULA
        return Inline(kind, raw[1:-1], raw)
    if first == "\\":
        sign = _SIGNS.get(raw[1:])
        return Inline(InlineKind.TEXT, sign, raw) if sign else None
    if first in "_^":
        return _script(match, text, scripted)
    if first.isascii():
        return _variable(match, text) if len(raw) == 1 else None  # else an address
    return Inline(InlineKind.EMOJI, raw, raw)


def _script(match: re.Match[str], text: str, scripted: int) -> Inline | None:
    """A sub- or superscript, where something stands before it that can carry one."""
    start, mark = match.start(), match[0][0]
    carrier = _ANY_BASE if match["group"] or mark == "^" else _SINGLE_BASE
    if scripted != start and not carrier.search(text, max(0, start - 2), start):
        return None
    kind = InlineKind.SUB if mark == "_" else InlineKind.SUP
    return Inline(kind, match["group"] or match["one"], match[0])


def _variable(match: re.Match[str], text: str) -> Inline | None:
    start, end = match.span()
    before, after = text[max(0, start - 24) : start], text[end : end + 3]
    if _LATIN_NEIGHBOUR.search(before) or re.match(r" [A-Za-z]{2}", after):
        return None
    return Inline(InlineKind.VAR, match[0], match[0])
