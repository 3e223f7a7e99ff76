"""An honest title for each article, won back from its text.

The order that worked: strip emoji, numbering and boilerplate openers; a heading (its
own line, or flattened into the first sentence); what the text says of itself (本文介绍…);
a 《paper》; 提出 X; the subject of the first definition; the richest clause. Each title
says where it comes from. Nothing is invented: every word stands in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.model import Analysis, Article, Taxonomy, Title
from scripts.titles import heading, sentence
from scripts.titles.sentence import Found
from scripts.titles.text import LIMIT, Boilerplate, fits, folded, tidy
from scripts.titles.unique import distinguished

__all__ = ["entitle"]


def entitle(
    articles: Sequence[Article], analyses: Sequence[Analysis], taxonomy: Taxonomy
) -> tuple[Title, ...]:
    """One title an article, in the same order, no two alike.

    A title depends on its own article alone, unless two are alike: then both get a
    suffix from their own texts, whatever the order of the articles.
    """
    boilerplate = Boilerplate(taxonomy.openers)
    found = [
        best(article.text, analysis, boilerplate)
        for article, analysis in zip(articles, analyses, strict=True)
    ]
    concepts = [
        sentence.names(article.text, analysis.hits)
        for article, analysis in zip(articles, analyses, strict=True)
    ]
    texts = distinguished([f.text for f in found], concepts, [a.id for a in articles])
    return tuple(
        Title(text, f.origin, round(f.confidence, 2), text)
        for text, f in zip(texts, found, strict=True)
    )


def best(text: str, analysis: Analysis, boilerplate: Boilerplate) -> Found:
    """The best candidate for one text; always something."""
    for found in _candidates(text, analysis, boilerplate):
        if fits(found.text) and not boilerplate.is_generic(found.text):
            return found
    words = "".join(analysis.words)[: LIMIT // 2]
    return Found(tidy(words) or "无题", "clause", 0.0)


def _candidates(text: str, analysis: Analysis, boilerplate: Boilerplate) -> Iterator[Found]:
    ends = frozenset(hit.end for hit in analysis.hits)
    start = boilerplate.leading(text, _after_crud(text))
    for _ in range(4):
        found = heading.find(text, start, ends)
        if not found:
            break
        title = tidy(text[found.start : found.end])
        if not boilerplate.is_generic(title) and fits(title):
            yield Found(title, "heading", 0.95 if found.sure else 0.8)
        start = boilerplate.leading(text, found.follows)
    yield from sentence.candidates(text, start, analysis.hits)


def _after_crud(text: str) -> int:
    """Where the words begin: after emoji, template tags and blanks."""
    import re

    match = re.match(r"(?:\s|\{[^{}]*\}|[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f])+", text)
    return match.end() if match else 0


_ = folded
