"""What a maintainer is told of the lines of a dump: warnings and notes, each with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from scripts.categories import categories_on
from scripts.dates import dated
from scripts.model import Dump, Line, LineKind, Occurrence, Problem, Severity, Taxonomy
from scripts.text import CONTROL, HAN, MAX_CATEGORY, MAX_EXCERPT

#: How texts begin that are no dumps, and what they are.
_OTHERS = (
    (
        re.compile(
            r"\s*<(?:[!?]|(?:html|head|body|main|div|section|article|nav|ul|ol|table)[\s>])"
        ),
        "looks like the source of a web page; save the text that a browser shows",
    ),
    (
        re.compile(r"""\s*[\[{]\s*[{\["]"""),
        "looks like JSON, not like a dump; save its texts, one excerpt a line",
    ),
)
#: What programs write for letters beyond ASCII, where no letter is left.
_DISGUISES = (
    (re.compile(r"(?:\\u[0-9a-f]{4}){4}"), r"has its letters as \u4e2d; decode them first"),
    (re.compile(r"(?:%[0-9A-F]{2}){6}"), "has its letters as %E4%B8%AD; decode them first"),
    (re.compile(r"(?:&#x?\w{4,6};){4}"), "has its letters as &#20013, entities; decode them first"),
    (re.compile(r"\?{4}[^?]{0,9}\?{4}"), "has question marks for letters; fetch it again as UTF-8"),
)
_FOREIGN = re.compile(r"[^\x00-\x7f\ufffd]{8,200}")
#: How rows of a table begin: a date, maybe behind a name.
_ROW = re.compile(r"\W{0,3}(?:[^\s,|]{1,20}\W{1,3})?\d{4}([-/.])\d\d?\1\d\d?\W")
_FEW_ROWS = 2
#: Characters that tell how the letters of a dump are written: one may have fifty million.
_BEGINNING = 100_000
#: Where Windows shows a sign for a byte that Latin-1 leaves to control characters.
_WINDOWS = {
    ord(sign): byte
    for byte in range(0x80, 0xA0)
    if (sign := bytes([byte]).decode("cp1252", "ignore"))
}

_OPEN = re.compile(r"[\w,，、:：;；(（\-]$")
_MANY_OPEN = 5
_TEXTS = (LineKind.ARTICLE, LineKind.UNRECOGNISED)
_QUESTIONABLE = (LineKind.UNRECOGNISED, LineKind.CATEGORY)
#: Notes of one kind a dump; one more says how many were left out.
MAX_NOTES = 20


def orphans(dump: Dump, category: Line | None, day: Line | None) -> list[Problem]:
    return [
        Problem(
            Severity.WARNING,
            dump.path,
            line.number,
            f"the {line.kind} line {line.text!r} stands before no excerpt; "
            "it was not applied to anything",
        )
        for line in (category, day)
        if line is not None
    ]


def text_notes(dump: Dump) -> list[Problem]:
    """What a text as a whole looks like, where a dump does not look like it."""
    messages = (message for form, message in _OTHERS if form.match(dump.text))
    message = next(messages, "") or _disguised(dump.text)
    return [Problem(Severity.WARNING, dump.path, 0, message)] if message else []


def _disguised(text: str) -> str:
    """What became of Chinese letters on their way into ``text``; empty where they are there."""
    if HAN.search(text):
        read = "GB18030" if _was_utf8(text) else ""
    else:
        found = (message for form, message in _DISGUISES if form.search(text, 0, _BEGINNING))
        if message := next(found, ""):
            return message
        read = "Latin-1" if HAN.search(_read_again(text)) else ""
    return read and f"is Chinese in UTF-8 that was read as {read} and saved so; fetch it again"


def _was_utf8(text: str) -> bool:
    """Whether the first letters make UTF-8 in GB18030, as no Chinese sentence does."""
    found = _FOREIGN.search(text)
    read = found[0].encode("gb18030", "replace").decode("utf-8", "replace") if found else ""
    return len(HAN.findall(read)) > read.count("\ufffd")


def row_notes(dump: Dump, occurrences: Sequence[Occurrence]) -> list[Problem]:
    """Whether excerpts begin with what should stand above them."""
    rows = [each for each in occurrences if _ROW.match(each.text)]
    message = (
        "begin with a date, as the rows of a table do; put category and date on lines of their "
        "own, above the excerpt"
    )
    return _of_most(dump, occurrences, rows, _FEW_ROWS, message)


def loss_notes(dump: Dump, lines: Sequence[Line]) -> list[Problem]:
    """Where a character was lost before the dump was written: nothing here can bring it back."""
    return [
        Problem(
            Severity.NOTE,
            dump.path,
            line.number,
            f"{count} character{'s were' if count > 1 else ' was'} lost when this was "
            "scraped (U+FFFD); fetch it again as UTF-8 if they matter",
        )
        for line in (lines if "\ufffd" in dump.text else ())
        if (count := line.text.count("\ufffd"))
    ]


def wrapped_notes(dump: Dump, occurrences: Sequence[Occurrence]) -> list[Problem]:
    """Whether most excerpts end within a sentence and unmarked, as lines of wrapped prose do."""
    open_ended = [each for each in occurrences if not each.truncated and _OPEN.search(each.text)]
    message = (
        "break off within a sentence and without a mark such as ...; if lines were wrapped, join "
        "those of an excerpt"
    )
    return _of_most(dump, occurrences, open_ended, _MANY_OPEN, message)


def _of_most(
    dump: Dump, all_: Sequence[Occurrence], some: Sequence[Occurrence], least: int, message: str
) -> list[Problem]:
    """A note at the first of ``some``, where they are so many and half of all."""
    if len(some) < least or 2 * len(some) < len(all_):
        return []
    told = f"{len(some):,} of {len(all_):,} excerpts {message}"
    return [Problem(Severity.NOTE, dump.path, some[0].line, told)]


def _read_again(text: str) -> str:
    """The text that was there before a program took its UTF-8 for Latin-1; empty if it did not."""
    try:
        return "" if text.isascii() else text.translate(_WINDOWS).encode("latin-1").decode()
    except UnicodeError:
        return ""


def line_problems(
    dump: Dump, lines: Sequence[Line], taxonomy: Taxonomy
) -> tuple[list[Problem], list[Problem]]:
    """Warnings about lines that tell no day; notes about lines of no kind, or of two."""
    days, strange = [], []
    within = _within(dump, lines, taxonomy.banners)
    for line in lines:
        if line.kind is LineKind.DATE and (found := dated(line.text)) and found.day is None:
            days.append(Problem(Severity.WARNING, dump.path, line.number, _no_day(line.text)))
        elif within and line.kind in _TEXTS and (told := _joined(line, within)):
            strange.append(Problem(Severity.WARNING, dump.path, line.number, told))
        elif line.kind in _QUESTIONABLE and (told := _strange(line, taxonomy)):
            strange.append(Problem(Severity.NOTE, dump.path, line.number, told))
    return days, strange


def _no_day(text: str) -> str:
    return (
        f"{text!r} does not tell which day it is, or there is no such day; "
        "the excerpt goes without a date: write it as 2026-01-11"
    )


def more_lines(left_out: Sequence[Problem]) -> str:
    """What is said of lines that are not told one by one."""
    return (
        f"{len(left_out):,} more like this, up to line {left_out[-1].line}; "
        "every line stands on the transmission's page"
    )


def first_of(
    notes: Sequence[Problem], more: Callable[[Sequence[Problem]], str], most: int = MAX_NOTES
) -> list[Problem]:
    """The first of one kind, and what ``more`` says of the others: a page of them says no more."""
    shown, left_out = list(notes[:most]), notes[most:]
    return [*shown, replace(left_out[0], message=more(left_out))] if left_out else shown


def control_notes(dump: Dump, raw: Sequence[str]) -> list[Problem]:
    notes = []
    for number, text in enumerate(raw, 1):
        if count := len(CONTROL.findall(text)):
            message = f"{count} control character{'s were' if count > 1 else ' was'} left out"
            notes.append(Problem(Severity.NOTE, dump.path, number, message))
    return notes


def _within(dump: Dump, lines: Sequence[Line], banners: Sequence[str]) -> list[str]:
    """The banners of several words that also stand elsewhere than on lines of their own."""
    own = [line.text for line in lines if line.kind is LineKind.BANNER]
    return [
        each
        for each in banners
        if " " in each and dump.text.count(each) > sum(each in text for text in own)
    ]


def _joined(line: Line, banners: Sequence[str]) -> str:
    """Where a dump was put behind another that had no line end."""
    found = next((each for each in banners if each in line.text), "")
    advice = "as when a dump without a line end is put before another; break the line there"
    return found and f"holds the banner {found!r}, {advice}"


def _strange(line: Line, taxonomy: Taxonomy) -> str:
    if line.kind is LineKind.UNRECOGNISED:
        return _unrecognised(line, taxonomy)
    named = categories_on(line.text, taxonomy)
    return f"names {' and '.join(named)}; taken for {named[0]}" if len(named) > 1 else ""


def _unrecognised(line: Line, taxonomy: Taxonomy) -> str:
    if len(line.text) > MAX_EXCERPT:
        return (
            f"a line of {len(line.text):,} characters is not an excerpt; "
            "it is listed as unrecognised: split it if it holds excerpts"
        )
    shown = line.text if len(line.text) <= 40 else line.text[:40] + "…"
    if len(line.text) <= MAX_CATEGORY and categories_on(line.text, taxonomy):
        return (
            f"the category {shown!r} has no date line after it, such as 2026-01-11, so it is not "
            "known to be a header; add the date, or ignore it"
        )
    if (found := dated(line.text)) and found.beside:
        return (
            f"{shown!r} has a date, but {found.beside!r} is no category of the taxonomy; add it "
            "there, put the date on a line of its own, or ignore it"
        )
    return f"not recognised: {shown!r}; add it to banners or pagers in the taxonomy, or ignore it"
