"""The nouns: every value that crosses from one stage to the next.

All of them are frozen. Offsets are Python string offsets (code points) into the
field they name; line numbers count from 1; scores have no unit unless stated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class LineKind(StrEnum):
    """What one physical line of a dump is. Every line has exactly one kind."""

    ARTICLE = "article"
    CATEGORY = "category"
    DATE = "date"
    BANNER = "banner"
    PAGER = "pager"
    BLANK = "blank"
    UNRECOGNISED = "unrecognised"


class Severity(StrEnum):
    """How much a :class:`Problem` matters: only ``ERROR`` stops a build."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Origin(StrEnum):
    """Where an article's category comes from."""

    CURATED = "curated"
    HEADER = "header"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know, with its place. ``line`` 0: the whole file."""

    severity: Severity
    path: str
    line: int
    message: str
    column: int = 0

    def __str__(self) -> str:
        place = self.path + (f":{self.line}" if self.line else "")
        place += f":{self.column}" if self.line and self.column else ""
        return f"{place}: {self.message}"


class InputError(Exception):
    """Input or configuration that cannot be used: exit code 1, the old site stays.

    ``problems`` holds every reason found, not only the first.
    """

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


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


# --- policy as data -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """A concept of the taxonomy: ``name`` is its one spelling, ``aliases`` the others.

    ``weight`` is what one occurrence is worth to its topic's category.
    """

    name: str
    aliases: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Topic:
    """A sub-topic of a category, or of the world outside (``category`` None)."""

    name: str
    slug: str
    category: str | None
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """One category. ``colour`` names a palette entry of the stylesheet (``lm``, ``rl``...).

    ``terms`` are those of no particular sub-topic.
    """

    name: str
    slug: str
    gloss: str
    description: str
    colour: str
    aliases: tuple[str, ...]
    terms: tuple[Term, ...]
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Taxonomy:
    """``data/taxonomy.yml``, validated. Everything that is policy rather than method.

    ``banners`` are compared whole and case-insensitively; ``pagers`` are regular
    expressions matched against a whole stripped line; ``openers`` are headings
    that say nothing about an article; ``stop_terms`` never become tags;
    ``stop_patterns`` are regular expressions of whole Latin names that are none of the
    field's, such as a venue with its year or the classes of a program;
    ``settings`` holds the named thresholds of classification, tagging and relating;
    ``pinyin`` overrides misread words (word to blank-separated syllables).
    ``cased`` are terms that are ordinary words in lower case (RAG, ACT): they count
    only when written with these capitals. ``papers`` are titles to be recognised
    without 《》. ``broad`` are terms that name a whole field or what every article has
    (深度学习, 权重): a title prefers any other. ``uncategorised`` is shown where no
    category is known. Compared by identity, so that what is derived from a taxonomy can
    be kept beside it.
    """

    categories: tuple[Category, ...]
    outside: tuple[Topic, ...]
    concepts: tuple[Term, ...]
    banners: tuple[str, ...]
    pagers: tuple[str, ...]
    openers: tuple[str, ...]
    stop_terms: tuple[str, ...]
    settings: Mapping[str, float]
    pinyin: Mapping[str, str]
    cased: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    broad: tuple[str, ...] = ()
    stop_patterns: tuple[str, ...] = ()
    uncategorised: str = "未分类"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said of one article in ``data/curation.yml``; ``line`` is its place."""

    key: str
    line: int
    title: str | None = None
    category: str | None = None
    tags: tuple[str, ...] | None = None
    source: str | None = None
    note: str | None = None
    hide: bool = False


@dataclass(frozen=True, slots=True)
class Curation:
    """``data/curation.yml``, validated. Keys and pairs are ids or aliases."""

    path: str = ""
    corrections: tuple[Correction, ...] = ()
    merge: tuple[tuple[str, str, int], ...] = ()  # (left, right, line)
    keep_apart: tuple[tuple[str, str, int], ...] = ()


# --- understanding ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TermHit:
    """A taxonomy term or technical name found at ``text[start:end]`` of an article."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """The one pass over an article's text that every later stage shares.

    ``words`` is the segmentation: joined, it equals the text. ``hits`` are
    longest matches, left to right, without overlap.
    """

    words: tuple[str, ...]
    hits: tuple[TermHit, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """``term`` was found ``count`` times; ``weight`` is what each was worth."""

    term: str
    count: int
    weight: float


@dataclass(frozen=True, slots=True)
class Classification:
    """The category (a taxonomy name, or None), where it comes from, and why.

    ``confidence`` is in 0..1. ``runner_up`` is the next best category or None;
    ``topics`` are slugs of the sub-topics found, best first; ``outside`` names the
    outside topic that won, if one did.
    """

    category: str | None
    origin: Origin | None
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.0
    runner_up: str | None = None
    topics: tuple[str, ...] = ()
    outside: str | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """``origin``: curated, heading, paper, proposal, subject or clause.

    ``confidence`` is in 0..1. ``extracted`` is what the method found, kept where
    a person's title stands instead.
    """

    text: str
    origin: str
    confidence: float
    extracted: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """Another article's id, the terms shared (best first) and the score."""

    id: str
    shared: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Entry:
    """An article with everything understood about it: what a page, a feed or an export shows."""

    article: Article
    analysis: Analysis
    title: Title
    classification: Classification
    tags: tuple[str, ...]
    date: str | None
    papers: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    source: str | None = None
    note: str | None = None
    hidden: bool = False

    @property
    def id(self) -> str:
        return self.article.id

    @property
    def category(self) -> str | None:
        return self.classification.category


@dataclass(frozen=True, slots=True)
class StageReport:
    """One line of progress: what a stage yielded and how long it took (seconds)."""

    name: str
    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Library:
    """The whole knowledge base, ready to be rendered.

    ``entries`` stand newest date first, then by first sight, and leave hidden
    articles out; ``dumps`` stand in the order received (by name).
    """

    taxonomy: Taxonomy
    dumps: tuple[ParsedDump, ...]
    entries: tuple[Entry, ...]
    hidden: tuple[Article, ...] = ()
    decisions: tuple[Decision, ...] = ()
    problems: tuple[Problem, ...] = ()
    stages: tuple[StageReport, ...] = ()


# --- rendering ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SitePage:
    """One finished page. ``url`` is relative to the site's root and ends in ``/`` or ``.html``.

    ``title`` and ``description`` are plain text; ``content``, ``nav`` (the left
    column) and ``head`` are finished HTML. ``wide`` pages have no left column.
    Links inside are relative to ``url``.
    """

    url: str
    title: str
    description: str
    content: str
    nav: str = ""
    head: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One finished file that is not a page, such as a feed or an index shard."""

    url: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a run reads, already in memory."""

    dumps: tuple[Dump, ...]
    taxonomy: Source
    curation: Source
    problems: tuple[Problem, ...] = field(default=())
