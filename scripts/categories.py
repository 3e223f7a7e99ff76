"""Categories: what a text may call one, and the order in which all of them are shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import count

from scripts.model import Category, Entry, Library, Taxonomy
from scripts.spelling import same_key

#: What stands before a category in its line, and between several.
_LABEL = re.compile(
    r"\W*(?:(?:所属)?分类|类别|栏目|专栏|categor(?:y|ies)|filed under)\s*[:：]", re.IGNORECASE
)
_BETWEEN = re.compile(r"[,，、;；/|·•>›»&#]")
#: The slug of what has no category.
UNCATEGORISED = "uncategorised"
#: Colours of the taxonomy that the stylesheet has a class for; others get c-x0 to c-x5.
_COLOURS = {"lm": "lm", "td": "3d", "3d": "3d", "rl": "rl", "gm": "gm", "nlp": "nlp", "no": "no"}
_SPARE_COLOURS = 6


def category_named(name: str, taxonomy: Taxonomy) -> str | None:
    """The taxonomy's spelling of a category written as its name, alias, slug or gloss."""
    return _by_name(taxonomy).get(same_key(name))


@lru_cache(maxsize=1024)
def categories_on(line: str, taxonomy: Taxonomy) -> tuple[str, ...]:
    """The categories that a line names, as the taxonomy spells them, in its order.

    A label before them, marks around them and names that the taxonomy does not know are
    passed over: ``[NLP]``, ``分类：NLP``, ``AI / NLP``.
    """
    named = category_named(line, taxonomy)
    if named is not None:
        return (named,)
    parts = (re.sub(r"^\W+|\W+$", "", part) for part in _BETWEEN.split(_LABEL.sub("", line)))
    found = (category_named(part, taxonomy) for part in parts)
    return tuple(dict.fromkeys(filter(None, found)))


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
        replace(each, colour=f"c-{known}" if (known := _COLOURS.get(each.colour)) else next(spare))
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
