"""What the terms of a text are worth to each category and topic.

Each term found counts once in full, repeats ever less; the lead counts more than what
follows.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scripts.model import Analysis, Evidence, Taxonomy
from scripts.vocabulary import Vocabulary, vocabulary


@dataclass(frozen=True, slots=True)
class Scores:
    """What the terms of one text are worth.

    ``categories`` and ``outside`` (by topic slug) and ``topics`` (slug of a category's
    topic) map to points; ``evidence`` holds the terms of each category, best first.
    """

    categories: Mapping[str, float]
    outside: Mapping[str, float]
    topics: Mapping[str, float]
    evidence: Mapping[str, tuple[Evidence, ...]]


def score(text: str, analysis: Analysis, taxonomy: Taxonomy) -> Scores:
    """Points of every category and topic for the terms of one text."""
    known, settings = vocabulary(taxonomy), taxonomy.settings
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    for hit in analysis.hits:
        name = hit.name
        if name in counts:
            counts[name] += 1
        elif name in known.claims:
            counts[name], first[name] = 1, hit.start
    tally = _Tally(settings["crowd_fall"])
    for name, count in counts.items():
        worth = _repeats(count, settings)
        if first[name] < settings["lead_characters"]:
            worth *= settings["lead_bonus"]
        tally.add(name, count, worth, known)
    return tally.scores()


def ranked(points: Mapping[str, float]) -> list[tuple[str, float]]:
    """The names with most points first; those with as many in the order given."""
    return sorted(points.items(), key=lambda item: -item[1])


class _Tally:
    """Collects what each term is worth, then adds up: the best in full, each next one less.

    Without that fall, a list of names (every model, every task) outweighs the subject.
    """

    def __init__(self, fall: float) -> None:
        self.fall = fall
        self.outside: dict[str, list[float]] = defaultdict(list)
        self.topics: dict[str, list[float]] = defaultdict(list)
        self.evidence: dict[str, list[tuple[float, Evidence]]] = defaultdict(list)

    def add(self, name: str, count: int, worth: float, known: Vocabulary) -> None:
        """One term may speak for several topics of a category, but only once for the category."""
        for claim in known.claims[name]:
            points = self.outside if claim.category is None else self.topics
            points[claim.topic].append(claim.weight * worth)
        for category, weight in known.best[name].items():
            self.evidence[category].append((weight * worth, Evidence(name, count, weight)))

    def scores(self) -> Scores:
        for terms in self.evidence.values():
            terms.sort(key=lambda term: -term[0])
        return Scores(
            {key: self._sum(worth for worth, _ in terms) for key, terms in self.evidence.items()},
            {key: self._sum(points) for key, points in self.outside.items()},
            {key: self._sum(points) for key, points in self.topics.items()},
            {key: tuple(found for _, found in terms) for key, terms in self.evidence.items()},
        )

    def _sum(self, points: Iterable[float]) -> float:
        total, share = 0.0, 1.0
        for worth in sorted(points, reverse=True):
            total += worth * share
            share *= self.fall
        return total


def _repeats(count: int, settings: Mapping[str, float]) -> float:
    gain = 1 + settings["repeat_gain"] * math.log2(count)
    return min(gain, settings["repeat_limit"])
