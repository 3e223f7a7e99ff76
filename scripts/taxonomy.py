"""``data/taxonomy.yml``: read, judged as a whole, and turned into a :class:`Taxonomy`.

Everything wrong is collected and raised together, each with its line, so that a
person mends the file in one go. A term is one string, ``canonical = alias = alias``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from scripts import yamlfile
from scripts.categories import COLOURS, UNCATEGORISED
from scripts.model import Category, Source, Taxonomy, Term, Topic
from scripts.shapes import Shapes
from scripts.spelling import same_key
from scripts.yamlfile import Node

GRADES = ("defining", "strong", "medium", "weak")
_TOPIC_KEYS = ("name", "slug", *GRADES)
_CATEGORY_KEYS = (*_TOPIC_KEYS, "gloss", "description", "colour", "aliases", "topics")
_PATTERNS = ("pagers", "stop_patterns")
_LISTS = ("banners", "openers", "stop_terms", "cased", "papers", "broad", *_PATTERNS)
_ROOT_KEYS = (
    "weights",
    "settings",
    "uncategorised",
    "categories",
    "outside",
    "concepts",
    "pinyin",
    *_LISTS,
)
#: Settings that later stages read: the file must name every one of them and no other.
SETTINGS = (
    "excerpt_min_chars",
    "lead_characters",
    "lead_bonus",
    "repeat_gain",
    "repeat_limit",
    "crowd_fall",
    "full_length",
    "minimum_score",
    "minimum_terms",
    "telling_weight",
    "lone_weight",
    "margin",
    "outside_spread",
    "outside_factor",
    "prior",
    "topic_minimum",
    "topic_share",
    "topics_shown",
    "tag_limit",
    "tag_lead_bonus",
    "tag_name_bonus",
    "tag_broad_malus",
    "related_limit",
    "related_terms",
    "related_candidates",
    "related_minimum",
    "related_common_share",
    "related_common_floor",
    "related_common_limit",
    "related_category_bonus",
    "related_category_malus",
    "related_shared_minimum",
    "related_word_idf",
    "related_word_share",
    "related_weak_share",
    "related_unknown_idf",
    "review_category",
    "review_title",
)
DEFAULT_COLOUR = "none"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SEPARATOR = re.compile(r"\s+=\s+")


@lru_cache(maxsize=2)
def load_taxonomy(source: Source) -> Taxonomy:
    """The taxonomy that ``source`` describes; the same one while it says the same.

    So ``mkdocs serve`` reads it once, and keeps what was derived from it.
    Raises :class:`InputError` with every problem found, in the order of the lines.
    """
    return _Reader(source).taxonomy(yamlfile.load(source))


class _Reader(Shapes):
    """Walks the document once."""

    def __init__(self, source: Source) -> None:
        super().__init__(source.path)
        self.spellings: dict[str, tuple[str, int]] = {}
        self.written: set[str] = set()
        self.slugs: dict[str, int] = {}
        self.weights: Mapping[str, float] = {}

    def taxonomy(self, root: Node) -> Taxonomy:
        fields = self.mapping(root, _ROOT_KEYS, ("weights", "settings", "categories"))
        self.weights = self.numbers(fields.get("weights"), GRADES)
        settings = self.numbers(fields.get("settings"), SETTINGS)
        categories = tuple(self.each(fields.get("categories"), self.category))
        outside = tuple(self.each(fields.get("outside"), self.outside))
        concepts = tuple(self.each(fields.get("concepts"), self.concept))
        self.distinct_categories(categories, fields.get("categories"))
        lists = {name: self.texts(fields.get(name)) for name in _LISTS}
        for name in _PATTERNS:
            self.patterns(fields.get(name))
        self.capitals(fields.get("cased"))
        pinyin = self.words(fields.get("pinyin"))
        shown = self.text(fields["uncategorised"]) if "uncategorised" in fields else "未分类"
        self.judged()
        return Taxonomy(
            categories=categories,
            outside=outside,
            concepts=concepts,
            settings=settings,
            pinyin=pinyin,
            uncategorised=shown,
            **lists,
        )

    # --- what the file is made of ---------------------------------------------

    def category(self, node: Node) -> Category:
        fields = self.mapping(node, _CATEGORY_KEYS, ("name", "slug"))
        name = self.text(fields.get("name"))
        topics = self.each(fields.get("topics"), lambda topic: self.topic(topic, name))
        return Category(
            name=name,
            slug=self.slug(fields.get("slug"), "category"),
            gloss=self.text(fields.get("gloss"), name),
            description=self.text(fields.get("description")),
            colour=self.colour(fields.get("colour")),
            aliases=self.texts(fields.get("aliases")),
            terms=self.terms(fields),
            topics=tuple(topics),
        )

    def outside(self, node: Node) -> Topic:
        return self.topic(node, None)

    def topic(self, node: Node, category: str | None) -> Topic:
        fields = self.mapping(node, _TOPIC_KEYS, ("name", "slug"))
        slug = self.slug(fields.get("slug"), "topic")
        return Topic(self.text(fields.get("name")), slug, category, self.terms(fields))

    def terms(self, fields: Mapping[str, Node]) -> tuple[Term, ...]:
        found: dict[str, Term] = {}
        for grade in GRADES:
            for node in self.items(fields.get(grade)):
                term = self.term(node, self.weights.get(grade, 0.0))
                if term.name in found:
                    self.complain(node, f"the term {term.name!r} stands twice here; keep one")
                found[term.name] = term
        return tuple(found.values())

    def concept(self, node: Node) -> Term:
        return self.term(node, 0.0)

    def term(self, node: Node, weight: float) -> Term:
        text = self.text(node)
        parts = tuple(_SEPARATOR.split(text))
        if any("=" in part for part in parts):
            self.complain(
                node, "a term must read `name` or `name = alias`, blanks around =; mend it"
            )
        for spelling in parts:
            if spelling and not any(map(str.isalnum, spelling)):
                self.complain(node, f"the term {spelling!r} lacks a letter or a digit; complete it")
            self.spelling(node, spelling, parts[0])
        return Term(parts[0], parts[1:], weight)

    def spelling(self, node: Node, spelling: str, name: str) -> None:
        """One spelling means one concept, wherever in the file it stands."""
        self.written.add(spelling)
        other, line = self.spellings.setdefault(same_key(spelling), (name, node.line))
        if other != name:
            self.complain(
                node,
                f"{spelling!r} belongs to {name!r} here and to {other!r} on line {line}; "
                "use one name for it",
            )

    # --- laws -------------------------------------------------------------------

    def slug(self, node: Node | None, what: str) -> str:
        slug = self.text(node)
        if node is not None and not _SLUG.fullmatch(slug):
            self.complain(node, f"the slug {slug!r} must be a-z, 0-9 and single hyphens; rename it")
        if node is not None and slug == UNCATEGORISED:
            self.complain(node, f"the slug {slug!r} is used by the site itself; choose another")
        if node is not None and slug in self.slugs:
            first = self.slugs[slug]
            self.complain(
                node, f"the slug {slug!r} of this {what} is taken on line {first}; choose another"
            )
        if node is not None:
            self.slugs.setdefault(slug, node.line)
        return slug

    def colour(self, node: Node | None) -> str:
        name = self.text(node, DEFAULT_COLOUR)
        if node is not None and name not in COLOURS:
            known = ", ".join(COLOURS)
            self.complain(
                node, f"the colour {name!r} is none of {known}; choose one, or leave it out"
            )
        return name

    def distinct_categories(self, categories: Iterable[Category], node: Node | None) -> None:
        taken: dict[str, Category] = {}
        for category, place in zip(categories, self.items(node), strict=False):
            for name in (category.name, *category.aliases):
                other = taken.setdefault(same_key(name), category)
                if other is not category:
                    both = f"both {other.name} and {category.name}"
                    both = "two categories" if other.name == category.name else both
                    self.complain(place, f"{name!r} names {both}; keep one")

    def patterns(self, node: Node | None) -> None:
        for item in self.items(node):
            try:
                re.compile(str(item.value))
            except re.error as error:
                self.complain(item, f"not a regular expression: {error}; mend it")

    def capitals(self, node: Node | None) -> None:
        for item in self.items(node):
            if str(item.value) not in self.written:
                self.complain(item, f"{item.value!r} is no spelling of any term; remove it")
