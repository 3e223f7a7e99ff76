"""An honest title for each article, won back from its text.

The order that worked: strip emoji, numbering and boilerplate openers; a heading (its
own line, or flattened into the first sentence); the subject of the first definition;
what the text says of itself (本文介绍…); a 《paper》; 提出 X; the richest clause; the main
concept with what the text joins to it. Each kind has its confidence, falling with the
distance from the start; the best one wins. Nothing is invented: but for a 与 or a colon
between two of them, every word stands in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial

from scripts.model import Analysis, Article, Taxonomy, Term, Title
from scripts.processes import share
from scripts.titles.concepts import Lexicon
from scripts.titles.reading import Policy, Reader
from scripts.titles.text import Boilerplate, Found, folded
from scripts.titles.unique import distinguished

__all__ = ["entitle"]

_TOGETHER = 250  # articles of one turn, where two processes share the work


def entitle(
    articles: Sequence[Article], analyses: Sequence[Analysis], taxonomy: Taxonomy
) -> tuple[Title, ...]:
    """One title an article, in the same order, no two alike.

    A title depends on its own article alone, unless two are alike: then both get a
    suffix from their own texts, whatever the order of the articles. Only those are
    read again for all their titles.
    """
    policy = _policy(taxonomy)

    def best(start: int) -> list[Found]:
        some = slice(start, start + _TOGETHER)
        pairs = zip(articles[some], analyses[some], strict=True)
        return [Reader(article.text, analysis, policy).best() for article, analysis in pairs]

    @cache
    def again(place: int) -> tuple[list[str], list[str]]:
        reader = Reader(articles[place].text, analyses[place], policy)
        return [found.text for found in reader.ranked()], reader.names

    tasks = [partial(best, start) for start in range(0, len(articles), _TOGETHER)]
    found = [one for some in share(tasks, len(articles)) for one in some]
    ids = [article.id for article in articles]
    texts = distinguished([title.text for title in found], again, ids)
    return tuple(
        Title(text, title.origin, round(title.confidence, 2), text)
        for text, title in zip(texts, found, strict=True)
    )


def _policy(taxonomy: Taxonomy) -> Policy:
    lexicon = Lexicon(
        known=frozenset(folded(term.name) for term in _terms(taxonomy)),
        stopped=frozenset(map(folded, taxonomy.stop_terms)),
        broad=frozenset(map(folded, taxonomy.broad)),
    )
    return Policy(Boilerplate(taxonomy.openers), lexicon)


def _terms(taxonomy: Taxonomy) -> Iterator[Term]:
    yield from taxonomy.concepts
    for category in taxonomy.categories:
        yield from category.terms
        for topic in category.topics:
            yield from topic.terms
    for topic in taxonomy.outside:
        yield from topic.terms
