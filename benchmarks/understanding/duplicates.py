"""Deduplication: pairs, look-alikes, and ids that stay when dumps come, go or move."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from benchmarks.understanding.figures import Figure, count, share
from benchmarks.understanding.truth import NO_CURATION, Truth, occurrences
from scripts.dedupe import deduplicate
from scripts.model import Article, Occurrence

#: How many opening characters a look-alike shares with the article it imitates.
SHARED = (40, 80, 120, 180, 240)


def figures(truth: Truth) -> Iterator[Figure]:
    """Pair precision and recall, false merges, look-alikes merged, ids kept."""
    seen = occurrences(truth)
    articles = deduplicate(seen, NO_CURATION).articles
    yield from _pairs(truth, articles)
    for shared in SHARED:
        yield _look_alikes(articles, shared)
    yield from _stability(seen, articles)


def _pairs(truth: Truth, articles: Sequence[Article]) -> Iterator[Figure]:
    groups = [Counter(truth.ids[o.dump, o.line] for o in a.occurrences) for a in articles]
    right = sum(_choose(number) for group in groups for number in group.values())
    found = sum(_choose(group.total()) for group in groups)
    existing = sum(map(_choose, sum(groups, Counter()).values()))
    yield Figure("deduplication: pair precision", right, found, 1.0)
    yield Figure("deduplication: pair recall", right, existing, 0.995)
    yield count("deduplication: false merges", (len(group) > 1 for group in groups), 0)


def _choose(number: int) -> int:
    return number * (number - 1) // 2


def _look_alikes(articles: Sequence[Article], shared: int) -> Figure:
    """Each article beside one that opens alike and goes on as its neighbour does."""
    merged, tried = 0, 0
    long = [article for article in articles if len(article.text) >= shared + 100]
    for article, other in zip(long, long[1:] + long[:1], strict=True):
        opening, tail = article.text[:shared], other.text[shared:]
        pair = [_occurrence(article.text, 1), _occurrence(opening + tail, 2)]
        tried += article is not other
        merged += article is not other and len(deduplicate(pair, NO_CURATION).articles) == 1
    return count(f"look-alikes merged, of {tried} with {shared} alike", [True] * merged, 0)


def _occurrence(text: str, line: int) -> Occurrence:
    return Occurrence("look-alikes", line, text, True)


def _stability(seen: Sequence[Occurrence], articles: Sequence[Article]) -> Iterator[Figure]:
    names = _names(articles)
    order = sorted({found.dump for found in seen}, reverse=True)
    mirrored = [replace(found, dump=f"{order.index(found.dump):06}") for found in seen]
    mirrored.sort(key=lambda found: (found.dump, found.line))
    back = {f"{number:06}": dump for number, dump in enumerate(order)}
    moved = deduplicate(mirrored, NO_CURATION).articles
    yield share("ids kept when the dumps are reordered", _kept(moved, names, back), 1.0)
    half = [found for found in seen if order.index(found.dump) % 2]
    fewer = deduplicate(half, NO_CURATION).articles
    yield share("ids kept when half the dumps are removed", _kept(fewer, names, {}), 1.0)


def _names(articles: Sequence[Article]) -> dict[tuple[str, int], set[str]]:
    """By occurrence, the id and aliases under which its article can be found."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for article in articles:
        for occurrence in article.occurrences:
            found[occurrence.dump, occurrence.line] = {article.id, *article.aliases}
    return found


def _kept(
    articles: Sequence[Article], names: dict[tuple[str, int], set[str]], back: dict[str, str]
) -> Iterator[bool]:
    for article in articles:
        first = article.occurrences[0]
        yield article.id in names[back.get(first.dump, first.dump), first.line]
