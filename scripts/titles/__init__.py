"""An honest title for each article, won back from its text.

The order that worked: strip emoji, numbering and boilerplate openers; a heading (its
own line, or flattened into the first sentence); the subject of the first definition;
what the text says of itself (本文介绍…); a 《paper》; 提出 X; the richest clause; the main
concept with what the text joins to it. Each kind has its confidence, falling with the
distance from the start; the best one wins. Nothing is invented: but for a 与 or a colon
between two of them, every word stands in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

from scripts.cache import Memory
from scripts.model import Analysis, Article, Taxonomy, Title
from scripts.processes import share
from scripts.segment import background_idf
from scripts.titles.concepts import Lexicon
from scripts.titles.reading import Policy, Reader
from scripts.titles.text import Boilerplate, folded
from scripts.titles.unique import Known, distinguished

__all__ = ["entitle", "policy_of"]

_TOGETHER = 250  # articles of one turn, where two processes share the work
Best = tuple[str, str, float]  # a title, its origin and its confidence


def entitle(
    articles: Sequence[Article],
    analyses: Sequence[Analysis],
    taxonomy: Taxonomy,
    memory: Memory | None = None,
) -> tuple[Title, ...]:
    """One title an article, in the same order, no two alike.

    A title depends on its own article alone, unless two are alike: then both get a
    suffix from their own texts, whatever the order of the articles. Only those are
    read again, for their concepts and if need be for all their titles. ``memory`` holds
    what was read in texts seen before.
    """
    policy = policy_of(taxonomy)

    def best(places: Sequence[int]) -> list[Best]:
        found = (Reader(articles[at].text, analyses[at], policy).best() for at in places)
        return [(title.text, title.origin, round(title.confidence, 2)) for title in found]

    def read(places: Sequence[int]) -> list[Best]:
        starts = range(0, len(places), _TOGETHER)
        tasks = [partial(best, places[start : start + _TOGETHER]) for start in starts]
        background_idf()  # read before two processes part, it is read once
        return [one for some in share(tasks, len(places)) for one in some]

    @cache
    def reader(place: int) -> Reader:
        return Reader(articles[place].text, analyses[place], policy)

    def ranked(place: int) -> list[str]:
        return [found.text for found in reader(place).ranked()]

    def names(place: int) -> list[str]:
        return reader(place).names()

    memory, lines = memory or Memory(), [article.text for article in articles]
    found = memory.recall("title", lines, read)
    known = Known(memory.asking("ranked", lines, ranked), memory.asking("names", lines, names))
    texts = distinguished([text for text, *_ in found], known, [each.id for each in articles])
    return tuple(
        Title(text, origin, confidence, text)
        for text, (_, origin, confidence) in zip(texts, found, strict=True)
    )


def policy_of(taxonomy: Taxonomy) -> Policy:
    """What ``taxonomy`` says of titles, in the form a reader of texts wants."""
    lexicon = Lexicon(
        known=frozenset(folded(term.name) for term in taxonomy.terms()),
        stopped=frozenset(map(folded, taxonomy.stop_terms)),
        broad=frozenset(map(folded, taxonomy.broad)),
    )
    return Policy(Boilerplate(taxonomy.openers), lexicon)
