"""Categories: what a text may call one, and the order in which all of them are shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import count

from scripts.model import Category, Entry, Library, Taxonomy
from scripts.simplified import read_simplified
from scripts.spelling import same_key
from scripts.text import UNSEEN

#: What stands before a category in its line, behind it, and between several.
_NUMBER = r"(?:\d{1,3}[.、]\s)?"
_NAMES = "(?:所属)?分类|类别|栏目|专栏|标签|categor(?:y|ies)|tags?|topics?|filed under"
_LABEL = re.compile(rf"\W*{_NUMBER}(?:(?:{_NAMES})\s*[:：\s])?", re.IGNORECASE)
_COUNT = re.compile(r"\s*[(（]\d{1,5}[)）]\W*$")
_GLOSSED = re.compile(r"(.+?)[(（](.+)[)）]\s*")
_BETWEEN = re.compile(r"[,，、;；/|·•>›»&#]")
#: The slug of what has no category.
UNCATEGORISED = "uncategorised"
#: Colours that a category may name, and the stylesheet's class; one without gets c-x0 to c-x5.
COLOURS = {"lm": "lm", "td": "3d", "3d": "3d", "rl": "rl", "gm": "gm", "nlp": "nlp", "no": "no"}
_SPARE_COLOURS = 6


def category_named(name: str, taxonomy: Taxonomy) -> str | None:
    """The taxonomy's spelling of a category written as its name, alias, slug or gloss.

    Traditional characters and those that no reader sees make no other name, nor does a plural.
    """
    known, wanted = _by_name(taxonomy), same_key(read_simplified(name.translate(UNSEEN)))
    return known.get(wanted) or known.get(wanted.removesuffix("s"))


@lru_cache(maxsize=1024)
def categories_on(line: str, taxonomy: Taxonomy) -> tuple[str, ...]:
    """The categories that a line names, as the taxonomy spells them, in its order.

    A label before them, a count behind, marks around them and names that the taxonomy does
    not know are passed over: ``[NLP]``, ``分类：NLP (12)``, ``AI / NLP``. A gloss in brackets
    must name the same (``大模型 (LLM)``): 强化学习 (一) is a title.
    """
    named = category_named(line, taxonomy)
    if named is not None:
        return (named,)
    bare = _COUNT.sub("", _LABEL.sub("", line, count=1))
    if glossed := _GLOSSED.fullmatch(bare):
        name, gloss = (_named(part, taxonomy) for part in glossed.groups())
        return (name,) if name and name == gloss else ()
    found = (_named(part, taxonomy) for part in _BETWEEN.split(bare))
    return tuple(dict.fromkeys(filter(None, found)))


def _named(part: str, taxonomy: Taxonomy) -> str | None:
    return category_named(re.sub(r"^\W+|\W+$", "", part), taxonomy)


@lru_cache(maxsize=4)
def _by_name(taxonomy: Taxonomy) -> Mapping[str, str]:
    """Names and aliases are distinct; a slug or gloss that is one of them yields."""
    own = [(name, each.name) for each in taxonomy.categories for name in (each.name, *each.aliases)]
    others = [(name, each.name) for each in taxonomy.categories for name in (each.slug, each.gloss)]
    found: dict[str, str] = {}
    for name, category in (*own, *others):
        found.setdefault(same_key(name), category)
    found.pop("", None)
    return found


@lru_cache(maxsize=4)
def shown_categories(taxonomy: Taxonomy) -> tuple[Category, ...]:
    """The taxonomy's categories in its order, then one for what has none.

    ``colour`` is a class of the stylesheet.
    """
    spare = (f"c-x{number % _SPARE_COLOURS}" for number in count())
    coloured = (
        replace(each, colour=f"c-{known}" if (known := COLOURS.get(each.colour)) else next(spare))
        for each in taxonomy.categories
    )
    gloss, description = "", "尚无足够依据归入任何一类。"
    name, colour = taxonomy.uncategorised, "c-no"
    rest = Category(name, UNCATEGORISED, gloss, description, colour, (), (), ())
    return (*coloured, rest)


def by_category(library: Library) -> tuple[tuple[Category, tuple[Entry, ...]], ...]:
    """Every category of :func:`shown_categories` with its entries, in the library's order."""
    *known, rest = shown_categories(library.taxonomy)
    found: dict[str | None, list[Entry]] = {each.name: [] for each in known} | {None: []}
    for entry in library.entries:
        found[entry.category].append(entry)
    return (*((each, tuple(found[each.name])) for each in known), (rest, tuple(found[None])))
