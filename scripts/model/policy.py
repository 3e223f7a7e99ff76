"""Policy as data: the taxonomy, and what a person said of single articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


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
    (深度学习, 权重): a title prefers any other, concepts put them last. ``uncategorised`` is
    shown where no category is known. Compared by identity, so that what is derived from a
    taxonomy can be kept beside it.
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

    def topics(self) -> Iterator[Topic]:
        """The sub-topics of all categories, then those outside."""
        for category in self.categories:
            yield from category.topics
        yield from self.outside

    def terms(self) -> Iterator[Term]:
        """Every term, wherever it stands; one may stand in several places."""
        for category in self.categories:
            yield from category.terms
            for topic in category.topics:
                yield from topic.terms
        for topic in self.outside:
            yield from topic.terms
        yield from self.concepts


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
    """``data/curation.yml``, validated. Keys and pairs are ids or aliases.

    ``sections`` are what stands at its root, with the lines, in order; ``indent`` the blanks
    before an id (0 where ids stand in braces).
    """

    path: str = ""
    corrections: tuple[Correction, ...] = ()
    merge: tuple[tuple[str, str, int], ...] = ()  # (left, right, line)
    keep_apart: tuple[tuple[str, str, int], ...] = ()
    sections: tuple[tuple[str, int], ...] = ()
    indent: int = 2
