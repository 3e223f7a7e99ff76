"""The concept index, A to Z by pinyin: an overview, and one page a letter with the articles."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from string import ascii_uppercase

from markupsafe import Markup

from scripts import escape
from scripts.escape import NOTHING, slots
from scripts.model import Entry, SitePage, Term
from scripts.pages import links, reading, render, shell
from scripts.pages.catalogue import Catalogue
from scripts.pages.shell import Viewed
from scripts.search.pinyin import Reader
from scripts.text import HAN

OTHER = "#"
ARTICLES_SHOWN = 24
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


_ENTRY = slots(
    """<section class="kb-entry" id="{slug}">
<h2>{name} <small>{count} 则</small></h2>
{aliases}<ul>
{articles}</ul>
{rest}</section>
"""
)
_ALIASES = slots('<p class="kb-entry__a">又作 {names}</p>\n')
_ARTICLE = slots(
    '<li class="{colour}"><a href="{root}articles/{id}/">{title}</a>'
    '<span class="kb-cat">{shelf}</span></li>\n'
)
_REST = slots('<p class="kb-more"><a href="{root}{url}">检索其余 {count} 则</a></p>\n')
_LISTED = slots('<li><a href="{root}{url}">{name}<i></i><b>{count}</b></a></li>\n')


@dataclass(frozen=True, slots=True)
class Concept:
    """A term with its articles. ``letter`` is A to Z or ``#``; ``slug`` its anchor."""

    name: str
    aliases: tuple[str, ...]
    letter: str
    slug: str
    entries: tuple[Entry, ...]

    @property
    def url(self) -> str:
        """Where it is explained."""
        return f"{letter_url(self.letter)}#{self.slug}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A concept on the page of its letter; ``articles`` are (id, title, category, colour)."""

    name: str
    slug: str
    count: int
    aliases: tuple[str, ...]
    articles: tuple[tuple[str, str, str, str], ...]
    rest: str


@dataclass(frozen=True, slots=True)
class LetterView:
    """All that the page of a letter is made from. ``letters`` are (letter, address or nothing)."""

    letter: str
    letters: tuple[tuple[str, str], ...]
    frame: str
    concepts: tuple[Listed, ...]

    def told(self) -> object:
        """All this in plain values."""
        listed = [(c.name, c.slug, c.count, c.aliases, c.articles, c.rest) for c in self.concepts]
        return self.letter, self.letters, self.frame, listed


def letter_url(letter: str) -> str:
    """The page of a letter."""
    return f"terms/{'other' if letter == OTHER else letter.lower()}/"


def concepts(catalogue: Catalogue) -> dict[str, Concept]:
    """All concepts found, by name, in the order of the index."""
    return catalogue.memo("concepts", lambda: _concepts(catalogue))


class _Urls(dict[str, str]):
    """Where concepts lead: to their place in the index, else to a search for them."""

    def __missing__(self, name: str) -> str:
        self[name] = url = links.search(tag=name)
        return url


def concept_urls(catalogue: Catalogue) -> Mapping[str, str]:
    """Where each concept of an article leads, by name."""

    def known() -> _Urls:
        return _Urls((name, concept.url) for name, concept in concepts(catalogue).items())

    return catalogue.memo("concept urls", known)


def pages(catalogue: Catalogue) -> Iterator[tuple[str, Callable[[], SitePage]]]:
    """The overview and the letters in use."""
    yield "terms/", lambda: _overview(catalogue)
    for letter in _by_letter(catalogue):
        view = partial(_letter, catalogue, letter)
        yield letter_url(letter), Viewed(view, letter_page, LetterView.told)


def _overview(catalogue: Catalogue) -> SitePage:
    count = len(concepts(catalogue))
    description = f"{count} 个概念，按拼音与字母合排，各附收录的摘录。"
    root = links.root("terms/")
    return shell.page(
        catalogue,
        "terms/",
        "terms",
        "概念 A–Z",
        description,
        active="terms/",
        head=shell.collection("概念 A–Z", description, root),
        letters=_letters(catalogue),
        by_letter={
            letter: escape.join(
                _LISTED(root=root, url=concept.url, name=concept.name, count=len(concept.entries))
                for concept in members
            )
            for letter, members in _by_letter(catalogue).items()
        },
        count=count,
    )


def letter_page(view: LetterView) -> SitePage:
    """The page that ``view`` tells."""
    url = letter_url(view.letter)
    title = f"概念 {'其他' if view.letter == OTHER else view.letter}"
    description = "、".join(concept.name for concept in view.concepts[:12])
    root = links.root(url)
    entries = escape.join(_entry(concept, root) for concept in view.concepts)
    content = render.html("letter", root=root, view=view, entries=entries)
    return SitePage(url, title, description, content, view.frame)


def _entry(concept: Listed, root: str) -> Markup:
    left = concept.count - len(concept.articles)
    return _ENTRY(
        slug=concept.slug,
        name=concept.name,
        count=concept.count,
        aliases=_ALIASES(names="、".join(concept.aliases)) if concept.aliases else NOTHING,
        articles=escape.join(
            _ARTICLE(colour=colour, root=root, id=id_, title=reading.title(title), shelf=shelf)
            for id_, title, shelf, colour in concept.articles
        ),
        rest=_REST(root=root, url=concept.rest, count=left) if concept.rest else NOTHING,
    )


def _letter(catalogue: Catalogue, letter: str) -> LetterView:
    return LetterView(
        letter,
        _letters(catalogue),
        shell.column(catalogue, letter_url(letter), "terms/"),
        tuple(_listed(catalogue, concept) for concept in _by_letter(catalogue)[letter]),
    )


def _listed(catalogue: Catalogue, concept: Concept) -> Listed:
    shown = [(entry, catalogue.shelf(entry)) for entry in concept.entries[:ARTICLES_SHOWN]]
    return Listed(
        concept.name,
        concept.slug,
        len(concept.entries),
        concept.aliases,
        tuple((e.id, e.title.text, shelf.name, shelf.colour) for e, shelf in shown),
        links.search(tag=concept.name) if len(concept.entries) > ARTICLES_SHOWN else "",
    )


def _letters(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """The bar: every letter, with an address where there is something."""
    used = _by_letter(catalogue)
    every = (*ascii_uppercase, OTHER) if OTHER in used else ascii_uppercase
    return tuple((letter, letter_url(letter) if letter in used else "") for letter in every)


def _by_letter(catalogue: Catalogue) -> dict[str, tuple[Concept, ...]]:
    def group() -> dict[str, tuple[Concept, ...]]:
        found: dict[str, list[Concept]] = defaultdict(list)
        for concept in concepts(catalogue).values():
            found[concept.letter].append(concept)
        return {letter: tuple(members) for letter, members in found.items()}

    return catalogue.memo("letters", group)


def _concepts(catalogue: Catalogue) -> dict[str, Concept]:
    taxonomy = catalogue.library.taxonomy
    terms = {term.name: term for term in taxonomy.terms()}
    found = _articles_by_name(catalogue, terms)
    read = Reader(taxonomy.pinyin).latin
    readings = {name: read(name) for name in found}
    ordered = sorted(found, key=lambda name: _order(name, readings[name]))
    slugs: set[str] = set()
    result = {}
    for name in ordered:
        aliases = terms[name].aliases if name in terms else ()
        slug = _slug(name, readings[name], slugs)
        result[name] = Concept(name, aliases, _initial(readings[name]), slug, tuple(found[name]))
    return result


def _articles_by_name(catalogue: Catalogue, terms: dict[str, Term]) -> dict[str, list[Entry]]:
    """Terms of the taxonomy wherever they occur; other names where they are tags."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in catalogue.library.entries:
        in_text = terms.keys() & entry.analysis.names
        for name in in_text.union(entry.tags):
            found[name].append(entry)
    return found


def _initial(latin: str) -> str:
    first = latin[:1].upper()
    return first if first and first in ascii_uppercase else OTHER


def _order(name: str, latin: str) -> tuple[bool, str, bool, str, str]:
    """By letter (``#`` last), Latin before Han within it, then by reading."""
    letter = _initial(latin)
    return letter == OTHER, letter, bool(HAN.match(name)), latin, name


def _slug(name: str, latin: str, taken: set[str]) -> str:
    slug = _NOT_PLAIN.sub("-", latin).strip("-")[:48]
    if not slug or slug in taken:
        slug = f"{slug}-{hashlib.sha256(name.encode()).hexdigest()[:6]}".strip("-")
    taken.add(slug)
    return slug
