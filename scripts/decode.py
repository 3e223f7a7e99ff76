"""Bytes to text: decode wholly and plausibly, or refuse. Never a half-read file.

Order: byte order marks, UTF-16 without one (seen by its NULs), strict UTF-8, then
GB18030 and Big5, told apart by how many of their characters are common ones. UTF-8
text read as GB18030 rarely fails but turns into rare characters, so strictness alone
proves nothing; charset detectors were rejected for guessing on short files.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: A text whose Han characters are less often common than this was decoded wrongly.
_PLAUSIBLE = 0.8
_SAMPLE = 20_000
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


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
        line = data[: error.start].decode(encoding, "replace").count("\n") + 1
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
    raise Undecodable(
        "holds NUL bytes: a binary file, not a dump", data[: data.index(0)].count(10) + 1
    )


def _legacy(data: bytes, error: UnicodeDecodeError) -> Decoded:
    best, best_score = None, 0.0
    for encoding, common in (("gb18030", "gb2312"), ("big5hkscs", "big5")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _plausibility(text, common)
        if _HAN.search(text) and score > best_score:
            best, best_score = Decoded(text, encoding, (f"read as {encoding.upper()}",)), score
    if best is None or best_score < _PLAUSIBLE:
        byte = data[error.start]
        reason = (
            f"byte {error.start} (0x{byte:02x}) is not UTF-8, and the file is not GB18030 or Big5"
        )
        raise Undecodable(reason, data[: error.start].count(10) + 1)
    return best


def _plausibility(text: str, common: str) -> float:
    """The share of Han characters in ``common``'s everyday level (1.0 where there is no Han)."""
    han = _HAN.findall(text[:_SAMPLE])
    return sum(_is_common(char, common) for char in han) / len(han) if han else 1.0


def _is_common(char: str, charset: str) -> bool:
    """Level 1 of GB 2312 (rows 16 to 55), or Big5's frequently used block."""
    try:
        lead, trail = char.encode(charset)
    except (UnicodeEncodeError, ValueError):
        return False
    if charset == "gb2312":
        return 0xB0 <= lead <= 0xD7
    return (0xA4, 0x40) <= (lead, trail) <= (0xC6, 0x7E)


def _clean(decoded: Decoded) -> Decoded:
    text = decoded.text.removeprefix("\ufeff")
    if "\0" not in text:
        return Decoded(text, decoded.encoding, decoded.notes)
    note = f"{text.count(chr(0))} NUL characters were left out"
    return Decoded(text.replace("\0", ""), decoded.encoding, (*decoded.notes, note))
