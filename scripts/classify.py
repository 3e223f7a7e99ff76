"""Which category, and why: the dump's header if there is one, else weighted terms (``scores``).

The outside topics compete: where one of them wins, the article belongs to
none of the categories. Trained models were rejected: across sites a linear SVM
reached a macro-F1 of 0.71 where rules of this kind reach 0.72, and rules say why.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from scripts.cache import Memory
from scripts.categories import category_named
from scripts.model import (
    Analysis,
    Article,
    Classification,
    Evidence,
    Occurrence,
    Origin,
    Problem,
    Severity,
    Taxonomy,
)
from scripts.remarks import first_of
from scripts.scores import Scores, ranked, score
from scripts.vocabulary import vocabulary

Plain = Sequence[Any]  # a classification as JSON has it


def classify_all(
    articles: Sequence[Article],
    analyses: Sequence[Analysis],
    taxonomy: Taxonomy,
    memory: Memory | None = None,
) -> tuple[tuple[Classification, ...], tuple[Problem, ...]]:
    """The categories of ``articles`` before curation, in their order, with their evidence.

    A header of any occurrence goes before inference; problems report headers that
    contradict each other or that the taxonomy does not know. ``memory`` holds what was
    made of the same text under the same headers.
    """
    headers = [_header(article.occurrences, taxonomy) for article in articles]
    texts = [
        f"{category or ''}\n{article.text}"
        for (category, _), article in zip(headers, articles, strict=True)
    ]

    def judge(places: Sequence[int]) -> list[Plain]:
        judged = (
            _judged(articles[at].text, analyses[at], headers[at][0], taxonomy) for at in places
        )
        return [_plain(found) for found in judged]

    found = (memory or Memory()).recall("classify", texts, judge)
    contradicted = (problem for _, problems in headers for problem in problems)
    return tuple(map(_from_plain, found)), (*_unknown(articles, taxonomy), *contradicted)


def _judged(
    text: str, analysis: Analysis, category: str | None, taxonomy: Taxonomy
) -> Classification:
    """The classification of a text whose headers name ``category``, if any."""
    scores = score(text, analysis, taxonomy)
    if category is None:
        return infer(text, scores, taxonomy)
    return _classification(category, Origin.HEADER, 1.0, scores, taxonomy)


def _plain(found: Classification) -> Plain:
    """What :func:`_from_plain` makes into ``found`` again, as JSON."""
    evidence = [(each.term, each.count, each.weight) for each in found.evidence]
    return (
        found.category,
        found.origin,
        evidence,
        found.confidence,
        found.runner_up,
        found.topics,
        found.outside,
    )


def _from_plain(plain: Plain) -> Classification:
    category, origin, evidence, confidence, runner_up, topics, outside = plain
    return Classification(
        category,
        None if origin is None else Origin(origin),
        tuple(Evidence(*each) for each in evidence),
        confidence,
        runner_up,
        tuple(topics),
        outside,
    )


def infer(text: str, scores: Scores, taxonomy: Taxonomy) -> Classification:
    """The best category if it is clear enough, else none, with what stood in its way."""
    settings = taxonomy.settings
    contest = _contest(scores, settings)
    rivals = contest.points + max(contest.second, contest.outside) + settings["prior"]
    confidence = contest.points / rivals
    if contest.best is not None and _is_clear(contest, len(text), settings):
        return _classification(contest.best, Origin.INFERRED, confidence, scores, taxonomy)
    stranger = vocabulary(taxonomy).outside.get(contest.stranger)
    return Classification(
        None,
        None,
        evidence=contest.evidence,
        confidence=round(1 - confidence, 3),
        runner_up=contest.best,
        outside=stranger if contest.outside > contest.points else None,
    )


@dataclass(frozen=True, slots=True)
class _Contest:
    """The best category with its points, those of the second, and of the world outside."""

    best: str | None
    points: float
    second: float
    stranger: str
    outside: float
    evidence: tuple[Evidence, ...]


def _contest(scores: Scores, settings: Mapping[str, float]) -> _Contest:
    both: list[tuple[str | None, float]] = [*ranked(scores.categories), (None, 0.0), (None, 0.0)]
    stranger, outside = _outside(scores.outside, settings["outside_spread"])
    best, points = both[0]
    evidence = scores.evidence[best] if best is not None else ()
    return _Contest(best, points, both[1][1], stranger, outside, evidence)


def _is_clear(contest: _Contest, length: int, settings: Mapping[str, float]) -> bool:
    least = settings["minimum_score"] * _expected(length, settings)
    return (
        contest.points >= least
        and _is_backed(contest.evidence, settings)
        and contest.points >= contest.second * settings["margin"]
        and contest.points >= contest.outside * settings["outside_factor"]
    )


def _classification(
    category: str, origin: Origin, confidence: float, scores: Scores, taxonomy: Taxonomy
) -> Classification:
    others = [name for name, _ in ranked(scores.categories) if name != category]
    return Classification(
        category,
        origin,
        evidence=scores.evidence.get(category, ()),
        confidence=round(confidence, 3),
        runner_up=others[0] if others else None,
        topics=_topics(category, scores.topics, taxonomy),
    )


def _is_backed(evidence: Sequence[Evidence], settings: Mapping[str, float]) -> bool:
    """Whether more speaks for the category than one word that others use as well."""
    if any(found.weight >= settings["lone_weight"] for found in evidence):
        return True
    telling = [found for found in evidence if found.weight >= settings["telling_weight"]]
    return len(telling) >= settings["minimum_terms"]


def _topics(category: str, points: Mapping[str, float], taxonomy: Taxonomy) -> tuple[str, ...]:
    settings = taxonomy.settings
    own = {
        topic.slug: points.get(topic.slug, 0.0)
        for found in taxonomy.categories
        if found.name == category
        for topic in found.topics
    }
    least = max(settings["topic_minimum"], settings["topic_share"] * max(own.values(), default=0.0))
    best = [slug for slug, worth in ranked(own) if worth >= least]
    return tuple(best[: int(settings["topics_shown"])])


def _header(
    occurrences: Sequence[Occurrence], taxonomy: Taxonomy
) -> tuple[str | None, tuple[Problem, ...]]:
    """The category most headers name (then the earliest), and what is wrong with them."""
    named = [
        (found, category_named(found.category, taxonomy)) for found in occurrences if found.category
    ]
    votes = Counter(category for _, category in named if category)
    winner = votes.most_common(1)[0][0] if votes else None
    first = {category: found for found, category in reversed(named) if category}
    problems = [
        _contradiction(first[category], category, winner, votes)
        for category in sorted(votes, key=lambda name: (first[name].dump, first[name].line))
        if category != winner
    ]
    return winner, tuple(problems)


def _unknown(articles: Sequence[Article], taxonomy: Taxonomy) -> list[Problem]:
    """Notes of the categories that the taxonomy lacks, the most frequent first.

    One for each excerpt hid every other note when a dump came from another site.
    """
    places: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for each in chain.from_iterable(article.occurrences for article in articles):
        if each.category and category_named(each.category, taxonomy) is None:
            places[each.category].append((each.dump, each.line))
    often = sorted(places, key=lambda name: (-len(places[name]), min(places[name])))
    notes = [
        Problem(Severity.NOTE, *min(places[name]), _not_known(name, len(places[name])))
        for name in often
    ]
    return first_of(notes, _more_unknown)


def _not_known(name: str, count: int) -> str:
    above = "this excerpt" if count == 1 else f"{count:,} excerpts, first here,"
    return (
        f"the category {name!r} above {above} is not in the taxonomy; add it, or leave it inferred"
    )


def _more_unknown(left_out: Sequence[Problem]) -> str:
    return (
        f"{len(left_out):,} more categories, this and others, are not in the taxonomy; "
        "if they are titles, put the category above the date in their place"
    )


def _contradiction(
    found: Occurrence, category: str, winner: str | None, votes: Mapping[str, int]
) -> Problem:
    message = (
        f"the header says {category} ({votes[category]}), but for this article "
        f"{votes[winner or '']} say {winner}; taken for {winner}, settle it in the curation file"
    )
    return Problem(Severity.WARNING, found.dump, found.line, message)


def _expected(length: int, settings: Mapping[str, float]) -> float:
    """Short texts hold fewer terms: what part of the minimum may be asked of them."""
    return 0.5 + 0.5 * min(1.0, length / settings["full_length"])


def _outside(points: Mapping[str, float], spread: float) -> tuple[str, float]:
    """The strongest stranger and its points, to which all others add a share."""
    if not points:
        return "", 0.0
    slug, worth = ranked(points)[0]
    return slug, worth + spread * (sum(points.values()) - worth)
