"""Dump text to lines and occurrences. Every physical line is classed exactly once.

The grammar, read off the real dumps::

    dump     = banner* (header? excerpt | pager | blank | unrecognised)*
    header   = category? date | date known-category   -- binds to the next excerpt only
    date     = a day (see ``dates``), and beside it maybe a known category

A short line is a category only when a date line follows it: a lone ``NLP`` is not. Behind
a date line, where any text may be the excerpt announced, only a name of the taxonomy with
an excerpt after it is one.
What fits nothing is ``unrecognised`` and reported, never dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from scripts.categories import categories_on
from scripts.dates import dated
from scripts.model import (
    Dump,
    Line,
    LineKind,
    Occurrence,
    ParsedDump,
    Problem,
    Severity,
    Taxonomy,
)
from scripts.remarks import (
    control_notes,
    first_of,
    line_problems,
    loss_notes,
    more_lines,
    orphans,
    row_notes,
    text_notes,
    wrapped_notes,
)
from scripts.text import (
    CONTROL,
    MAX_CATEGORY,
    MAX_EXCERPT,
    bare,
    split_lines,
    strip_cut,
    trimmed,
)

MAX_PAGER = 200
#: What may stand between a header and its excerpt: counts of readers and rules are pagers too.
_BESIDE = (LineKind.BLANK, LineKind.PAGER)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_ENDS_SENTENCE = re.compile(r"[。！？!?.…]['\"”’)）]?$")


@dataclass(frozen=True, slots=True)
class _Context:
    """What classing a line depends on besides the line itself.

    ``texts`` are the lines and excerpts of a run: what is repeated is one object, for a
    third of the memory and of the time to compare them.
    """

    taxonomy: Taxonomy
    pagers: re.Pattern[str]
    banners: frozenset[str]
    least: int  # characters below which an unmarked line is no excerpt
    longest_mark: int  # characters above which a line can only be an excerpt
    texts: dict[str, str] = field(default_factory=dict)

    def one(self, text: str) -> str:
        """The object that stands for all equal to ``text``."""
        return self.texts.setdefault(text, text)


def parse_dumps(dumps: Sequence[Dump], taxonomy: Taxonomy) -> tuple[ParsedDump, ...]:
    """All lines, occurrences and problems of every dump, in the order given.

    Never raises on content. The counts of the lines' kinds add up to the physical
    lines of the texts (:mod:`scripts.ledger` proves it for a whole run).
    """
    context = _context(taxonomy)
    return tuple(_parsed(dump, context) for dump in dumps)


def _parsed(dump: Dump, context: _Context) -> ParsedDump:
    raw = split_lines(dump.text)
    clean = CONTROL.search(dump.text) is None  # as most are: asked once, not of each line
    texts = [context.one(trimmed(line) if clean else bare(line)) for line in raw]
    kinds = _classify(texts, context)
    lines = tuple(
        Line(dump.name, number, kind, text)
        for number, (kind, text) in enumerate(zip(kinds, texts, strict=True), 1)
    )
    occurrences, problems = _bind(dump, lines, context)
    days, strange = line_problems(dump, lines, context.taxonomy)
    control = [] if clean else control_notes(dump, raw)
    whole = text_notes(dump) + wrapped_notes(dump, occurrences) + row_notes(dump, occurrences)
    told = (whole, problems, days, strange, control, loss_notes(dump, lines))
    notes = [note for some in told for note in first_of(some, more_lines)]
    if not occurrences and not notes:
        message = "holds no excerpt; fetch it again if it ought to"
        notes.append(Problem(Severity.NOTE, dump.path, 0, message))
    return ParsedDump(dump, lines, occurrences, tuple(notes))


def with_paths(problems: Sequence[Problem], dumps: Sequence[ParsedDump]) -> tuple[Problem, ...]:
    """Problems of stages that know dumps by name only, with the path a person can open."""
    paths = {parsed.dump.name: parsed.dump.path for parsed in dumps}
    return tuple(replace(found, path=paths.get(found.path, found.path)) for found in problems)


def _context(taxonomy: Taxonomy) -> _Context:
    pagers = "|".join(f"(?:{pattern})" for pattern in taxonomy.pagers) or r"(?!)"
    return _Context(
        taxonomy,
        re.compile(pagers, re.IGNORECASE),
        frozenset(_fold(banner) for banner in taxonomy.banners),
        int(taxonomy.settings["excerpt_min_chars"]),
        max(MAX_PAGER, 2 * max(map(len, taxonomy.banners), default=0)),
    )


def _fold(text: str) -> str:
    """Without what decorates a banner: ``=== LATEST UPDATES ===``."""
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return _EDGES.sub("", folded) or folded


def _classify(texts: Sequence[str], context: _Context) -> list[LineKind]:
    kinds: list[LineKind] = []
    following = _following(texts)
    header = False  # a date line stands before, with nothing but blanks between
    for text, after in zip(texts, following, strict=True):
        kind = _kind(text, after, header, context)
        kinds.append(kind)
        if kind not in _BESIDE:
            header = kind is LineKind.DATE or (header and kind is LineKind.CATEGORY)
    return kinds


def _following(texts: Sequence[str]) -> list[str]:
    """For each line the next line that is not blank, or an empty string."""
    result, after = [""] * len(texts), ""
    for index in range(len(texts) - 1, -1, -1):
        result[index] = after
        after = texts[index] or after
    return result


def _kind(text: str, after: str, header: bool, context: _Context) -> LineKind:
    """The first kind whose test the line passes; order matters (a date is also short)."""
    if not text:
        return LineKind.BLANK
    if len(text) > MAX_EXCERPT:
        return LineKind.UNRECOGNISED
    if len(text) <= context.longest_mark and (mark := _mark(text, after, header, context)):
        return mark
    return LineKind.ARTICLE if _is_excerpt(text, header, context.least) else LineKind.UNRECOGNISED


def _mark(text: str, after: str, header: bool, context: _Context) -> LineKind | None:
    """The kind of a line that says something about others."""
    if _is_date(text, context):
        return LineKind.DATE
    if _fold(text) in context.banners:
        return LineKind.BANNER
    if len(text) <= MAX_PAGER and _is_pager(text, context):
        return LineKind.PAGER
    if len(text) <= MAX_CATEGORY and _is_category(text, after, header, context):
        return LineKind.CATEGORY
    return None


def _is_pager(text: str, context: _Context) -> bool:
    """With what decorates it or without: ``1 2 3``, ``Continue reading →``, ``...``."""
    bare = strip_cut(text)[0] or text
    return any(context.pagers.fullmatch(each) for each in (bare, _EDGES.sub("", bare)))


def _is_date(text: str, context: _Context) -> bool:
    found = dated(text)
    return found is not None and (
        not found.beside or bool(categories_on(found.beside, context.taxonomy))
    )


def _is_category(text: str, after: str, header: bool, context: _Context) -> bool:
    """Of a line before a date line, or of a known name behind one."""
    known = bool(categories_on(text, context.taxonomy))
    if _is_date(after, context):
        return known or not _ENDS_SENTENCE.search(text)
    excerpt = len(after) <= MAX_EXCERPT and _is_excerpt(after, False, context.least)
    return header and known and excerpt


def _is_excerpt(text: str, header: bool, least: int) -> bool:
    """After a header anything is the excerpt announced; elsewhere it must look like one."""
    body, truncated = strip_cut(text)
    if not body:
        return False
    if header or len(body) >= least:
        return True
    return len(body) >= least // 2 and (truncated or bool(_ENDS_SENTENCE.search(body)))


def _bind(
    dump: Dump, lines: Sequence[Line], context: _Context
) -> tuple[tuple[Occurrence, ...], tuple[Problem, ...]]:
    occurrences: list[Occurrence] = []
    problems: list[Problem] = []
    category: Line | None = None
    day: Line | None = None
    for line in lines:
        if line.kind in _BESIDE:
            continue
        if line.kind is LineKind.CATEGORY:
            if category is not None:
                problems += orphans(dump, category, day)
                day = None
            category = line
        elif line.kind is LineKind.DATE:
            problems += orphans(dump, None, day)
            day = line
        elif line.kind is LineKind.ARTICLE:
            occurrences.append(_occurrence(line, category, day, context))
            category = day = None
        else:
            problems += orphans(dump, category, day)
            category = day = None
    return tuple(occurrences), (*problems, *orphans(dump, category, day))


def _occurrence(
    line: Line, category: Line | None, day: Line | None, context: _Context
) -> Occurrence:
    text, truncated = strip_cut(line.text)
    found = dated(day.text) if day else None
    named = category.text if category else found.beside if found else None
    name = next(iter(categories_on(named, context.taxonomy)), named) if named else None
    date_ = found.day if found else None
    return Occurrence(line.dump, line.number, context.one(text), truncated, name, date_)
