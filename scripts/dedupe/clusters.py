"""Group distinct keys into articles. The order in which they came does not matter.

Three steps. A key that begins another is only an earlier cut of it, so the keys that begin
no other (the ``leaves``) stand for all. Among the leaves, longest and most frequent first,
each joins the most similar leader that :func:`~scripts.dedupe.compare.compare` calls the
same, or leads a cluster of its own; a leaf never joins through a third text, so no chain of
slips can tie two articles together (union-find merged 100 of 100 series pairs through the
opening they share). Last, every earlier cut joins the one cluster it begins; where it
begins two, it joins one of them and the pair is reported.

The leader is the text an article shows. So the articles of a run, given to another, stay
apart: their texts are leaders, and no two leaders are the same. (Another member of equal
length was shown once: it could be the same as a text that its leader was not.)
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from scripts.dedupe.candidates import pairs
from scripts.dedupe.compare import MIN_LENGTH, SHIFTED, Comparison, compare, shifted
from scripts.dedupe.ids import short_id
from scripts.dedupe.reading import Reading
from scripts.dedupe.sieve import alike

#: An article with more look-alikes than this is reported with the most similar ones only.
REPORTED = 3
#: A shorter opening begins too many texts to say anything.
_SHORTEST = 20


@dataclass(slots=True)
class Cluster:
    """Keys judged to be one article; ``keys[0]`` is the leader, of the longest the most seen."""

    keys: list[str]

    @property
    def leader(self) -> str:
        return self.keys[0]


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


@dataclass(frozen=True, slots=True)
class Rules:
    """``counts``: how often a key was seen. ``forbidden(key, members)``: whether a person
    wants the key kept apart from one of the members.
    """

    counts: Mapping[str, int]
    forbidden: Forbidden

    def rank(self, key: str) -> tuple[int, int, str]:
        """Leaders first."""
        return -len(key), -self.counts[key], key

    def apart(self, left: Iterable[str], right: Sequence[str]) -> bool:
        return any(self.forbidden(key, right) for key in left)


def cluster(raw: Mapping[str, str], rules: Rules) -> Clustering:
    """The articles among the keys of ``raw``, which maps each to a text that has it."""
    ordered = sorted(raw)
    leaves = [key for key, after in zip_longest(ordered, ordered[1:]) if not _begins(key, after)]
    result = _settled([Reading(key, raw[key]) for key in leaves], rules)
    home = {key: each for each in result.clusters for key in each.keys}
    cuts = sorted(set(ordered).difference(leaves), key=rules.rank)
    for cut in cuts:
        _attach(cut, _extensions(cut, leaves), home, result, rules)
    for short, longer in pairwise(ordered):
        if _SHORTEST <= len(short) < MIN_LENGTH and longer.startswith(short):
            result.doubts.append((home[longer].leader, home[short].leader, _begins_with(short)))
    return result


def _begins_with(cut: str) -> Comparison:
    return Comparison(False, f"an excerpt of {len(cut)} characters begins both", 1.0)


def _begins(key: str, longer: str | None) -> bool:
    return longer is not None and len(key) >= MIN_LENGTH and longer.startswith(key)


def _extensions(cut: str, leaves: Sequence[str]) -> list[str]:
    start = bisect_left(leaves, cut)
    end = bisect_left(leaves, cut + "\U0010ffff", start)
    return list(leaves[start:end])


def _settled(leaves: Sequence[Reading], rules: Rules) -> Clustering:
    """Where not all could meet, let the leaders meet until none joins another.

    So a second run on the articles finds nothing more to join.
    """
    readings = {leaf.key: leaf for leaf in leaves}
    result = joined = _lead([(leaf, [leaf.key]) for leaf in leaves], rules)
    while joined.slips and joined.crowded:
        joined = _lead([(readings[each.leader], each.keys) for each in result.clusters], rules)
        result = Clustering(joined.clusters, result.slips + joined.slips, joined.doubts)
    return result


def _lead(groups: Sequence[tuple[Reading, list[str]]], rules: Rules) -> Clustering:
    """Each group, through the reading of its leader, joins another or stays."""
    ranked = sorted(groups, key=lambda group: rules.rank(group[0].key))
    earlier, crowded = _comparisons([leader for leader, _ in ranked])
    result = Clustering(crowded=crowded)
    led: dict[int, Cluster] = {}
    for index, (_, keys) in enumerate(ranked):
        met = sorted(earlier[index], key=lambda pair: (-pair[1].similarity, pair[0]))
        met = [(other, found) for other, found in met if other in led]
        same = [(o, f) for o, f in met if f.same and not rules.apart(keys, led[o].keys)]
        if same:
            leader, why = same[0]
            result.slips.append((led[leader].leader, keys[0], why))
            led[leader].keys += keys
        else:
            led[index] = Cluster(list(keys))
            result.doubts += [(led[o].leader, keys[0], found) for o, found in met[:REPORTED]]
    result.clusters = list(led.values())
    return result


Earlier = Mapping[int, list[tuple[int, Comparison]]]


def _comparisons(ranked: Sequence[Reading]) -> tuple[Earlier, bool]:
    earlier: defaultdict[int, list[tuple[int, Comparison]]] = defaultdict(list)
    long_enough = [leaf.key for leaf in ranked if len(leaf.key) >= MIN_LENGTH]
    met, crowded = pairs(long_enough)
    heads = [key[:SHIFTED] for key in long_enough]
    near = set(alike(met, long_enough))
    inside = [
        (left, right)
        for left, right in met.tolist()
        if heads[right] in long_enough[left] or heads[left] in long_enough[right]
    ]
    for left, right in sorted(near.union(inside)):
        one, other = ranked[left], ranked[right]
        found = compare(one, other) if (left, right) in near else None
        found = found or shifted(one.key, other.key) or shifted(other.key, one.key)
        if found:
            earlier[right].append((left, found))
    return earlier, crowded


def _attach(
    cut: str,
    extensions: Sequence[str],
    home: dict[str, Cluster],
    result: Clustering,
    rules: Rules,
) -> None:
    homes = list({id(home[key]): home[key] for key in extensions}.values())
    homes = [each for each in homes if not rules.forbidden(cut, each.keys)]
    if not homes:
        home[cut] = Cluster([cut])
        result.clusters.append(home[cut])
        return
    chosen = homes[0]
    if len(homes) > 1:
        chosen = min(homes, key=lambda each: short_id(each.leader) + each.leader)
    chosen.keys.append(cut)
    home[cut] = chosen
    others = sorted(each.leader for each in homes if each is not chosen)
    result.doubts += [(chosen.leader, other, _begins_with(cut)) for other in others[:REPORTED]]
