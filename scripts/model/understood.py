"""What is understood of an article, and the library of all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from scripts.model.policy import Curation, Taxonomy
from scripts.model.problems import Problem
from scripts.model.received import Article, Decision, ParsedDump


class Origin(StrEnum):
    """Where an article's category comes from."""

    CURATED = "curated"
    HEADER = "header"
    INFERRED = "inferred"


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

    @property
    def names(self) -> set[str]:
        """Of the hits."""
        return {hit.name for hit in self.hits}


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
    """An article with everything understood about it: what a page, a feed or an export shows.

    ``opening`` is where its text begins to say something, behind headings.
    """

    article: Article
    analysis: Analysis
    title: Title
    classification: Classification
    tags: tuple[str, ...]
    date: str | None
    papers: tuple[str, ...] = ()
    opening: int = 0
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
    articles out; ``dumps`` stand in the order received (by name). ``curation`` is what a
    person said of them.
    """

    taxonomy: Taxonomy
    dumps: tuple[ParsedDump, ...]
    entries: tuple[Entry, ...]
    hidden: tuple[Article, ...] = ()
    decisions: tuple[Decision, ...] = ()
    problems: tuple[Problem, ...] = ()
    stages: tuple[StageReport, ...] = ()
    curation: Curation = field(default_factory=Curation)
