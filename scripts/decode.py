"""Bytes to text: decode wholly and plausibly, or refuse. Never a half-read file.

Order: byte order marks, UTF-16 without one (seen by its NULs), strict UTF-8, then
GB18030, Big5 and UTF-16, told apart by how many of their letters are common ones. UTF-8
text read as GB18030 rarely fails but turns into rare characters, so strictness alone
proves nothing, and every line is judged: one line in another encoding is a line lost.
Charset detectors were rejected for guessing on short files.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from itertools import product

from scripts.text import split_lines

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: How files begin that hold a text somewhere, but are none.
_DOCUMENTS = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive, or a document of Word or Excel"),
    (b"\xd0\xcf\x11\xe0", "an old document of Word or Excel"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "compressed by gzip"),
)
#: A text whose letters are less often common than this was decoded wrongly.
_PLAUSIBLE = 0.8
#: A line of at least so many letters of which so few are common was decoded wrongly;
#: traditional Chinese in GB18030 and quotations in Greek or kana stay above.
_LINE_LETTERS, _LINE_PLAUSIBLE = 8, 0.4
_PIECE = 10_000  # characters judged at a time: a line may have fifty million
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_LETTER = re.compile(r"[^\W\d_\x00-\x7f]")
_LINE_END = re.compile(rb"\r\n|\r|\n")


class Undecodable(ValueError):
    """The bytes are not text in any encoding known here. ``line`` counts from 1."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class Decoded:
    """``text`` without a byte order mark, the ``encoding``, and what had to be mended."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Raises :class:`Undecodable`."""
    for beginning, what in _DOCUMENTS:
        if data.startswith(beginning):
            raise Undecodable(f"is {what}, not a text; take the text out of it", 1)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _clean(_strict(data[len(bom) :] if encoding == "utf-8" else data, encoding))
    if data.count(0) > len(data) // 10:
        return _clean(_utf16(data))
    try:
        return _clean(Decoded(data.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError as error:
        return _clean(_legacy(data, error))


def _strict(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        line = len(split_lines(data[: error.start].decode(encoding, "replace") + "."))
        reason = f"is marked as {encoding.upper()} but breaks off at byte {error.start}"
        raise Undecodable(reason, line) from None


def _utf16(data: bytes) -> Decoded:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and _plausibility(text, "gb2312") >= _PLAUSIBLE:
            return Decoded(text, encoding, (f"read as {encoding.upper()} without a mark",))
    raise Undecodable("holds NUL bytes: a binary file, not a dump", _line(data, data.index(0)))


def _legacy(data: bytes, error: UnicodeDecodeError) -> Decoded:
    best, best_score = None, 0.0
    for encoding, common in (
        ("gb18030", "gb2312"),
        ("big5hkscs", "big5"),
        ("utf-16-le", "gb2312"),
        ("utf-16-be", "gb2312"),
    ):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _plausibility(text, common)
        if score > best_score and _HAN.search(text):
            best, best_score = Decoded(text, encoding, (f"read as {encoding.upper()}",)), score
    if best is None or best_score < _PLAUSIBLE:
        raise Undecodable(_reason(data, error), _line(data, error.start))
    return best


def _reason(data: bytes, error: UnicodeDecodeError) -> str:
    found = f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8"
    if error.end == len(data) and error.reason == "unexpected end of data":
        return f"{found}: the file breaks off within a character; fetch it again"
    return f"{found}, and the file is not wholly GB18030, Big5 or UTF-16"


def _line(data: bytes, place: int) -> int:
    return len(_LINE_END.findall(data, 0, place)) + 1


def _plausibility(text: str, charset: str) -> float:
    """The share of common ones among the letters beyond ASCII; 0.0 where a line betrays itself."""
    common, seen, good = _common(charset), 0, 0
    for line in split_lines(text):
        for start in range(0, len(line), _PIECE):
            letters = _LETTER.findall(line[start : start + _PIECE])
            known = sum(map(common.__contains__, letters))
            if len(letters) >= _LINE_LETTERS and known < _LINE_PLAUSIBLE * len(letters):
                return 0.0
            seen, good = seen + len(letters), good + known
    return good / seen if seen else 1.0


@cache
def _common(charset: str) -> frozenset[str]:
    """Level 1 of GB 2312 (rows 16 to 55), or Big5's frequently used block."""
    leads = range(0xB0, 0xD8) if charset == "gb2312" else range(0xA4, 0xC7)
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    pairs = (bytes(pair).decode(charset, "ignore") for pair in product(leads, trails))
    return frozenset(char for char in pairs if len(char) == 1)


def _clean(decoded: Decoded) -> Decoded:
    text = decoded.text.removeprefix("\ufeff")
    if "\0" not in text:
        return Decoded(text, decoded.encoding, decoded.notes)
    note = f"{text.count(chr(0))} NUL characters were left out"
    return Decoded(text.replace("\0", ""), decoded.encoding, (*decoded.notes, note))
