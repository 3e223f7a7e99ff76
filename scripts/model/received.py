"""What is read, and what deduplication makes of it: dumps, lines, occurrences, articles."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from scripts.model.problems import Problem


@dataclass(frozen=True, slots=True)
class Source:
    """A text file as read: ``path`` as shown in messages, ``text`` decoded."""

    name: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Dump(Source):
    """One transmission. ``name`` is the file name without its ending."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a run reads, already in memory."""

    dumps: tuple[Dump, ...]
    taxonomy: Source
    curation: Source
    problems: tuple[Problem, ...] = field(default=())


class LineKind(StrEnum):
    """What one physical line of a dump is. Every line has exactly one kind."""

    ARTICLE = "article"
    CATEGORY = "category"
    DATE = "date"
    BANNER = "banner"
    PAGER = "pager"
    BLANK = "blank"
    UNRECOGNISED = "unrecognised"


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line of a dump, without its line end."""

    dump: str
    number: int
    kind: LineKind
    text: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One excerpt in one dump, with the header lines that stood before it.

    ``text`` is raw, without the cut mark ``...``; ``truncated`` says whether the
    mark was there. ``category`` is a name of the taxonomy, or as the dump writes
    it where the taxonomy does not know it. ``date`` is ISO 8601.
    """

    dump: str
    line: int
    text: str
    truncated: bool
    category: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedDump:
    """All that stands in one dump. ``lines`` covers it without gap or overlap."""

    dump: Dump
    lines: tuple[Line, ...]
    occurrences: tuple[Occurrence, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """Occurrences judged to be one article.

    ``id`` derives from the normalised opening of the text alone; ``aliases`` are
    the other ids under which its occurrences would have been filed. ``text`` is
    the longest raw text seen. ``occurrences`` stand in dump order, then line.
    """

    id: str
    aliases: tuple[str, ...]
    text: str
    truncated: bool
    occurrences: tuple[Occurrence, ...]


class Verdict(StrEnum):
    """What deduplication decided about a pair of texts."""

    SAME = "same"
    DOUBTFUL = "doubtful"
    MERGED = "merged by curation"
    KEPT_APART = "kept apart by curation"


@dataclass(frozen=True, slots=True)
class Decision:
    """Why two ids were, or were not, taken for one article.

    ``left`` and ``right`` are article ids (or aliases); ``reason`` is for people;
    ``similarity`` is in 0..1.
    """

    left: str
    right: str
    verdict: Verdict
    reason: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Deduplicated:
    """The articles, in order of first sight, and every decision that was not trivial."""

    articles: tuple[Article, ...]
    decisions: tuple[Decision, ...] = ()
    problems: tuple[Problem, ...] = ()
