"""Group distinct keys into articles. Everything here depends on the set of keys alone.

Three steps. A key that begins another is only an earlier cut of it, so the keys that begin
no other (the ``leaves``) stand for all. Among the leaves, longest first, each joins the
most similar earlier one that :func:`~scripts.dedupe.compare.compare` calls the same, or
leads a cluster of its own; a leaf never joins through a third text, so no chain of slips
can tie two articles together (union-find merged 100 of 100 series pairs through the
opening they share). Last, every earlier cut joins the one cluster it begins; where it
begins two, it joins one of them and the pair is reported.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from scripts.dedupe.candidates import pairs
from scripts.dedupe.compare import MIN_LENGTH, Comparison, compare
from scripts.dedupe.ids import short_id
from scripts.dedupe.reading import Reading

#: An article with more look-alikes than this is reported with the most similar ones only.
REPORTED = 3


@dataclass(slots=True)
class Cluster:
    """Keys judged to be one article; ``keys[0]`` is the longest, the leader."""

    keys: list[str]


@dataclass(slots=True)
class Clustering:
    """``slips``: (leader, member, why); ``doubts``: (leader, leader, why).

    ``crowded``: not every pair with a common anchor was compared.
    """

    clusters: list[Cluster] = field(default_factory=list)
    slips: list[tuple[str, str, Comparison]] = field(default_factory=list)
    doubts: list[tuple[str, str, Comparison]] = field(default_factory=list)
    crowded: bool = False


Forbidden = Callable[[str, Iterable[str]], bool]


def cluster(raw: Mapping[str, str], forbidden: Forbidden) -> Clustering:
    """The articles among the keys of ``raw``, which maps each to a text that has it.

    ``forbidden(key, members)`` says that a person wants the key kept apart from one of the
    members. The order of the keys does not matter.
    """
    ordered = sorted(raw)
    leaves = [key for key, after in zip_longest(ordered, ordered[1:]) if not _begins(key, after)]
    result = _settled([Reading(key, raw[key]) for key in leaves], forbidden)
    home = {key: each for each in result.clusters for key in each.keys}
    cuts = sorted(set(ordered).difference(leaves), key=lambda key: (-len(key), key))
    for cut in cuts:
        _attach(cut, _extensions(cut, leaves), home, result, forbidden)
    return result


def _begins(key: str, longer: str | None) -> bool:
    return longer is not None and len(key) >= MIN_LENGTH and longer.startswith(key)


def _extensions(cut: str, leaves: Sequence[str]) -> list[str]:
    start = bisect_left(leaves, cut)
    end = bisect_left(leaves, cut + "\U0010ffff", start)
    return list(leaves[start:end])


def _settled(leaves: Sequence[Reading], forbidden: Forbidden) -> Clustering:
    """Where not all could meet, let the leaders meet until none joins another.

    So a second run on the articles finds nothing more to join.
    """
    result = _lead(leaves, forbidden)
    joined = result
    readings = {leaf.key: leaf for leaf in leaves}
    while joined.slips and joined.crowded:
        joined = _lead([readings[each.keys[0]] for each in result.clusters], forbidden)
        members = {each.keys[0]: each.keys for each in result.clusters}
        for each in joined.clusters:
            each.keys = [key for leader in each.keys for key in members[leader]]
        result = Clustering(joined.clusters, result.slips + joined.slips, joined.doubts)
    return result


def _lead(leaves: Sequence[Reading], forbidden: Forbidden) -> Clustering:
    ranked = sorted(leaves, key=lambda leaf: (-len(leaf.key), leaf.key))
    earlier, crowded = _comparisons(ranked)
    result = Clustering(crowded=crowded)
    led: dict[int, Cluster] = {}
    for index, key in enumerate(leaf.key for leaf in ranked):
        met = sorted(earlier[index], key=lambda pair: (-pair[1].similarity, pair[0]))
        met = [(other, found) for other, found in met if other in led]
        same = [(o, f) for o, f in met if f.same and not forbidden(key, led[o].keys)]
        if same:
            leader, why = same[0]
            led[leader].keys.append(key)
            result.slips.append((ranked[leader].key, key, why))
        else:
            led[index] = Cluster([key])
            result.doubts += [(ranked[other].key, key, found) for other, found in met[:REPORTED]]
    result.clusters = list(led.values())
    return result


Earlier = Mapping[int, list[tuple[int, Comparison]]]


def _comparisons(ranked: Sequence[Reading]) -> tuple[Earlier, bool]:
    earlier: defaultdict[int, list[tuple[int, Comparison]]] = defaultdict(list)
    long_enough = [leaf.key for leaf in ranked if len(leaf.key) >= MIN_LENGTH]
    met, crowded = pairs(long_enough)
    for left, right in met:
        found = compare(ranked[left], ranked[right])
        if found:
            earlier[right].append((left, found))
    return earlier, crowded


def _attach(
    cut: str,
    extensions: Sequence[str],
    home: dict[str, Cluster],
    result: Clustering,
    forbidden: Forbidden,
) -> None:
    homes = list({id(home[key]): home[key] for key in extensions}.values())
    homes = [each for each in homes if not forbidden(cut, each.keys)]
    if not homes:
        home[cut] = Cluster([cut])
        result.clusters.append(home[cut])
        return
    chosen = min(homes, key=lambda each: short_id(each.keys[0]) + each.keys[0])
    chosen.keys.append(cut)
    why = Comparison(False, f"an excerpt of {len(cut)} characters begins both", 1.0)
    others = sorted(each.keys[0] for each in homes if each is not chosen)
    result.doubts += [(chosen.keys[0], other, why) for other in others[:REPORTED]]
