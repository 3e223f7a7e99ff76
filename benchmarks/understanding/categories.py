"""Categories of articles that no header names: precision, recall, macro-F1, strangers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from benchmarks.understanding.figures import Figure
from benchmarks.understanding.truth import Truth
from scripts.classify import infer
from scripts.model import Entry, Library
from scripts.scores import score

Pair = tuple[str | None, str | None]  # (true category, category found)


def figures(truth: Truth, library: Library) -> Iterator[Figure]:
    """For articles without any header, then for all with their headers ignored."""
    bare = [entry for entry in library.entries if not _headed(entry)]
    yield from _figures("no header", [(truth.category(e), e.category) for e in bare])
    yield from _figures("header ignored", list(_ignoring(truth, library)))


def confusions(truth: Truth, library: Library) -> Iterator[str]:
    """One line for each article whose inferred category is not the true one."""
    for entry in library.entries:
        true, found = truth.category(entry), entry.category
        if true != found and not _headed(entry):
            terms = ", ".join(f"{e.term} x{e.count}" for e in entry.classification.evidence[:6])
            stranger = entry.classification.outside or ""
            yield f"    {true} -> {found}  {stranger}  [{terms}]  {entry.article.text[:60]}"


def _headed(entry: Entry) -> bool:
    return any(occurrence.category for occurrence in entry.article.occurrences)


def _ignoring(truth: Truth, library: Library) -> Iterator[Pair]:
    for entry in library.entries:
        text = entry.article.text
        scores = score(text, entry.analysis, library.taxonomy)
        yield truth.category(entry), infer(text, scores, library.taxonomy).category


def _figures(kind: str, pairs: list[Pair]) -> Iterator[Figure]:
    table = Counter(pairs)
    named = [pair for pair in pairs if pair[1] is not None]
    within = [pair for pair in pairs if pair[0] is not None]
    strangers = [pair for pair in pairs if pair[0] is None]
    yield Figure(f"{kind}: precision of categories named", _agree(named), len(named), 0.92)
    yield Figure(f"{kind}: right category, of those in scope", _agree(within), len(within), 0.78)
    yield Figure(f"{kind}: strangers kept out", _agree(strangers), max(1, len(strangers)), 0.95)
    classes = sorted({true for true, _ in pairs}, key=str)
    scores = {name: _f1(table, name) for name in classes}
    yield Figure(f"{kind}: macro-F1 over {len(classes)} classes", _mean(scores.values()), 0, 0.84)
    for name, value in scores.items():
        yield Figure(f"    F1 of {name or 'none of them'}", value)


def _agree(pairs: list[Pair]) -> int:
    return sum(true == found for true, found in pairs)


def _f1(table: Counter[Pair], name: str | None) -> float:
    right = table[name, name]
    wrong = sum(n for pair, n in table.items() if pair[0] != pair[1] and name in pair)
    return 2 * right / max(1, 2 * right + wrong)


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / max(1, len(found))
