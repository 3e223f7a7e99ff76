"""Related articles: those that share concepts, and which ones they share.

Each entry keeps its weightiest terms only; an inverted index over those yields the
candidates, so that the work grows with the entries and not with their pairs. Weights
are inverse document frequencies of a background corpus (jieba's idf.txt) plus those of
the library itself: alone, the latter is noise in a library of 35 entries. The score is
the cosine of the two weighted term vectors (Salton and Buckley 1988), times a bonus
for the same category. Below the minimum nothing is shown.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from scripts.cache import Memory
from scripts.model import Entry, Related, Taxonomy
from scripts.segment import background_idf
from scripts.spelling import same_key
from scripts.text import HAN
from scripts.vocabulary import vocabulary

#: Marks a plain word: it may support a relation but not found one.
_WORD = "\x00"
_SHOWN = 5
_TOGETHER = 200  # entries whose candidates are looked up at once

Vector = Mapping[str, float]
Places = NDArray[np.int64]
Weights = NDArray[np.float64]


def relate(
    entries: Sequence[Entry], taxonomy: Taxonomy, memory: Memory | None = None
) -> tuple[tuple[Related, ...], ...]:
    """For each entry, in the same order, its relatives with the best first.

    A relative shares at least ``related_shared_minimum`` concepts, which ``shared`` names
    with the weightiest first; plain words add to the score, but are no reason to show.
    ``memory`` holds how often each term stands in the texts seen before.
    """
    settings = taxonomy.settings
    names, words = _Names(taxonomy), _Words(taxonomy)

    def count(places: Sequence[int]) -> list[Mapping[str, int]]:
        return [_counts(entries[at], names, words) for at in places]

    counts = (memory or Memory()).recall("relate", [e.article.text for e in entries], count)
    vectors = _vectors(counts, taxonomy)
    likely = _likely(vectors, _index(vectors, settings), settings)
    return tuple(
        _relatives(position, others, entries, vectors, settings)
        for position, others in enumerate(likely)
    )


def _counts(entry: Entry, names: _Names, words: _Words) -> Counter[str]:
    """How often each term occurs; names of concepts in full, plain words at their share."""
    counts = Counter([hit.name for hit in entry.analysis.hits if names[hit.name]])
    plain = Counter([marked for word in entry.analysis.words if (marked := words[word])])
    for marked, count in plain.items():
        if marked[1:] not in counts:
            counts[marked] = count
    return counts


class _Names(dict[str, bool]):
    """Whether a name of a term may relate; each is looked at once."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        super().__init__()
        self._stopped = vocabulary(taxonomy).stopped

    def __missing__(self, name: str) -> bool:
        self[name] = result = same_key(name) not in self._stopped
        return result


class _Words(dict[str, str]):
    """The mark of a plain word that says something, empty for others; each is looked at once."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        super().__init__()
        self._stopped = vocabulary(taxonomy).stopped
        self._least, self._idf = taxonomy.settings["related_word_idf"], background_idf()

    def __missing__(self, word: str) -> str:
        telling = (
            len(word) > 1
            and bool(HAN.match(word))
            and self._idf(word) >= self._least
            and same_key(word) not in self._stopped
        )
        self[word] = result = _WORD + word if telling else ""
        return result


def _vectors(counts: Sequence[Mapping[str, int]], taxonomy: Taxonomy) -> list[Vector]:
    """The weightiest terms of each entry, of length 1."""
    frequency = Counter(term for found in counts for term in found)
    idf, total = background_idf(), len(counts)
    unknown = taxonomy.settings["related_unknown_idf"]
    weights = {
        term: _importance(term, taxonomy)
        * ((idf(term.lstrip(_WORD)) or unknown) + math.log(total / many))
        for term, many in frequency.items()
    }
    return [_vector(found, weights, int(taxonomy.settings["related_terms"])) for found in counts]


def _importance(term: str, taxonomy: Taxonomy) -> float:
    """In full for concepts that tell of a category and for names the taxonomy does not know."""
    known, settings = vocabulary(taxonomy), taxonomy.settings
    if term[0] == _WORD:
        return settings["related_word_share"]
    claims = known.claims.get(term)
    if term not in known.spellings:
        return 1.0
    telling = claims and max(claim.weight for claim in claims) >= settings["telling_weight"]
    return 1.0 if telling else settings["related_weak_share"]


def _vector(counts: Mapping[str, int], weights: Mapping[str, float], most: int) -> Vector:
    # Negative, so that pairs sort by themselves, the weightiest first: a key took half as long.
    weighted = sorted([(-weights[term] * _gain(count), term) for term, count in counts.items()])
    best = weighted[:most]
    length = math.sqrt(sum([weight**2 for weight, _ in best]))
    return {term: -weight / length for weight, term in best} if length else {}


@cache
def _gain(count: int) -> float:
    return 1 + math.log(count)


@dataclass(frozen=True, slots=True)
class _Index:
    """Who holds which concept: ``number`` counts the concepts, whose entries stand in
    ``places`` from ``starts[number]`` to ``starts[number + 1]``, with their ``weights``.
    """

    number: Mapping[str, int]
    starts: Places
    places: Places
    weights: Weights


def _index(vectors: Sequence[Vector], settings: Mapping[str, float]) -> _Index:
    """The concepts that may found a relation: those that a few entries hold, not one, not many."""
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for position, vector in enumerate(vectors):
        for term, weight in vector.items():
            if term[0] != _WORD:
                postings[term].append((position, weight))
    most = max(settings["related_common_floor"], settings["related_common_share"] * len(vectors))
    most = min(most, settings["related_common_limit"])
    kept = {term: found for term, found in postings.items() if 1 < len(found) <= most}
    held = [one for found in kept.values() for one in found]
    return _Index(
        {term: number for number, term in enumerate(kept)},
        np.cumsum([0, *map(len, kept.values())]),
        np.array([place for place, _ in held], np.int64),
        np.array([weight for _, weight in held], np.float64),
    )


def _likely(
    vectors: Sequence[Vector], index: _Index, settings: Mapping[str, float]
) -> Iterator[list[int]]:
    """For each entry those that share the weightiest concepts with it, best first.

    Looked up for many entries at once. One by one, in a dictionary each, this took half of
    the stage where concepts stand in hundreds of entries; in an array each, as long as the
    entries are many, it would grow with their square.
    """
    most, total = int(settings["related_candidates"]), len(vectors)
    for start in range(0, total, _TOGETHER):
        some = vectors[start : start + _TOGETHER]
        cells, points = _founded(some, index, total)
        ends = np.searchsorted(cells, np.arange(len(some) + 1) * total).tolist()
        for row, (first, last) in enumerate(pairwise(ends)):
            best = first + np.argsort(-points[first:last], kind="stable")[: most + 1]
            others = (cells[best] - row * total).tolist()
            yield [other for other in others if other != start + row][:most]


def _founded(vectors: Sequence[Vector], index: _Index, total: int) -> tuple[Places, Weights]:
    """What each of ``vectors`` shares with any entry, itself included, by concepts.

    Cells (row times ``total``, and the entry's place), ascending, and the points of each,
    added up in the order of the row's own terms.
    """
    asked = [
        (number, row * total, weight)
        for row, vector in enumerate(vectors)
        for term, weight in vector.items()
        if (number := index.number.get(term)) is not None
    ]
    numbers = np.array([number for number, _, _ in asked], np.int64)
    rows = np.array([row for _, row, _ in asked], np.int64)
    own = np.array([weight for _, _, weight in asked], np.float64)
    starts = index.starts[numbers]
    sizes = index.starts[numbers + 1] - starts
    at = np.arange(sizes.sum()) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
    cells, cell_of = np.unique(index.places[at] + np.repeat(rows, sizes), return_inverse=True)
    points = index.weights[at] * np.repeat(own, sizes)
    return cells, np.bincount(cell_of, points, len(cells)).astype(np.float64)


def _relatives(
    position: int,
    others: Sequence[int],
    entries: Sequence[Entry],
    vectors: Sequence[Vector],
    settings: Mapping[str, float],
) -> tuple[Related, ...]:
    own = vectors[position]
    found = [
        relative
        for other in others
        if (relative := _relative(entries[position], entries[other], own, vectors[other], settings))
    ]
    found.sort(key=lambda relative: -relative.score)
    return tuple(found[: int(settings["related_limit"])])


def _relative(
    entry: Entry, other: Entry, own: Vector, theirs: Vector, settings: Mapping[str, float]
) -> Related | None:
    shared = {term: own[term] * theirs[term] for term in own if term in theirs}
    score = sum(shared.values()) * _kinship(entry, other, settings)
    if score < settings["related_minimum"]:  # four of five
        return None
    concepts = [term for term in shared if term[0] != _WORD]
    if len(concepts) < settings["related_shared_minimum"]:
        return None
    concepts.sort(key=lambda term: (-shared[term], term))
    return Related(other.id, tuple(concepts[:_SHOWN]), round(score, 4))


def _kinship(entry: Entry, other: Entry, settings: Mapping[str, float]) -> float:
    """What the score is multiplied by for entries of the same, or of different categories."""
    if entry.category is None or other.category is None:
        return 1.0
    same = entry.category == other.category
    return settings["related_category_bonus"] if same else settings["related_category_malus"]
