"""The taxonomy turned inside out: from a term's name to whom it speaks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scripts.model import Taxonomy, Term
from scripts.spelling import same_key


@dataclass(frozen=True, slots=True)
class Claim:
    """A term is worth ``weight`` to ``category``, or to an outside topic (None).

    ``topic`` is the slug of the topic whose term it is, or empty.
    """

    category: str | None
    topic: str
    weight: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``claims`` by term name; ``spellings`` maps every way of writing to its name.

    ``best`` has, by the name of a term that any claim, the most it is worth to each category.
    ``stopped`` and ``broad`` are keys (see :func:`scripts.spelling.same_key`).
    """

    claims: Mapping[str, tuple[Claim, ...]]
    best: Mapping[str, Mapping[str, float]]
    spellings: Mapping[str, str]
    outside: Mapping[str, str]
    stopped: frozenset[str]
    broad: frozenset[str]


@lru_cache(maxsize=4)
def vocabulary(taxonomy: Taxonomy) -> Vocabulary:
    """The vocabulary of ``taxonomy``, made once a taxonomy."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    spellings: dict[str, str] = {}
    for term, claim in _claims(taxonomy):
        for spelling in (term.name, *term.aliases):
            spellings.setdefault(spelling, term.name)
        if claim is not None:
            claims[term.name].append(claim)
    return Vocabulary(
        claims={name: tuple(found) for name, found in claims.items()},
        best={name: _best(found) for name, found in claims.items()},
        spellings=spellings,
        outside={topic.slug: topic.name for topic in taxonomy.outside},
        stopped=frozenset(map(same_key, taxonomy.stop_terms)),
        broad=frozenset(map(same_key, taxonomy.broad)),
    )


def _best(claims: Sequence[Claim]) -> Mapping[str, float]:
    best: dict[str, float] = {}
    for claim in claims:
        if claim.category is not None:
            best[claim.category] = max(best.get(claim.category, 0.0), claim.weight)
    return best


def _claims(taxonomy: Taxonomy) -> Iterator[tuple[Term, Claim | None]]:
    for category in taxonomy.categories:
        for term in category.terms:
            yield term, Claim(category.name, "", term.weight)
        for topic in category.topics:
            for term in topic.terms:
                yield term, Claim(category.name, topic.slug, term.weight)
    for topic in taxonomy.outside:
        for term in topic.terms:
            yield term, Claim(None, topic.slug, term.weight)
    for term in taxonomy.concepts:
        yield term, None
