"""From occurrences to articles: keys in, ids and aliases out, a person's word above all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scripts.cache import Memory
from scripts.dedupe.clusters import Clustering, Rules, cluster
from scripts.dedupe.compare import MIN_LENGTH
from scripts.dedupe.ids import long_id, short_ids, whole_id
from scripts.model import (
    Article,
    Curation,
    Decision,
    Deduplicated,
    InputError,
    Occurrence,
    Problem,
    Severity,
    Verdict,
)
from scripts.text import key

Seen = Mapping[str, list[Occurrence]]  # key to the occurrences that have it, in canonical order


@dataclass(slots=True)
class _Group:
    """The keys of one article to be; ``names`` are ids it must answer to."""

    keys: list[str]
    names: set[str] = field(default_factory=set)
    id: str = ""


def deduplicate(
    occurrences: Sequence[Occurrence], curation: Curation, memory: Memory | None = None
) -> Deduplicated:
    """Every occurrence in exactly one article; articles in order of first sight.

    The order of ``occurrences`` does not matter. Raises :class:`InputError` where the
    curation both merges two ids and keeps them apart; unknown ids are warnings. ``memory``
    holds the keys and ids of texts seen before.
    """
    seen, short = _by_key(occurrences, memory or Memory())
    apart = _rivals(curation)

    def forbidden(text: str, members: Iterable[str]) -> bool:
        rivals = apart.get(short[text], set())
        return bool(rivals) and any(short[member] in rivals for member in members)

    rules = Rules({text: len(seen[text]) for text in seen}, forbidden)
    found = cluster({text: _raw(seen[text]) for text in seen}, rules)
    groups = [_Group(each.keys) for each in found.clusters]
    _name(groups, seen, short)
    groups, decisions, problems = _curate(groups, curation, short)
    if curation.merge:
        _name(groups, seen, short)
    articles = sorted((_article(group, seen) for group in groups), key=_first_sight)
    return Deduplicated(
        tuple(articles),
        (*decisions, *_explained(found, groups, short, decisions)),
        problems,
    )


def _by_key(occurrences: Sequence[Occurrence], memory: Memory) -> tuple[Seen, Mapping[str, str]]:
    """The occurrences by their keys, and each key's short id."""

    def named(places: Sequence[int]) -> list[tuple[str, str]]:
        keys = [key(texts[at]) or texts[at] for at in places]
        return list(zip(keys, short_ids(keys), strict=True))

    texts = list(dict.fromkeys(each.text for each in occurrences))
    found = dict(zip(texts, memory.recall("deduplicate", texts, named), strict=True))
    seen: defaultdict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in sorted(occurrences, key=lambda each: (each.dump, each.line)):
        seen[found[occurrence.text][0]].append(occurrence)
    return seen, dict(found.values())


def _rivals(curation: Curation) -> Mapping[str, set[str]]:
    rivals: defaultdict[str, set[str]] = defaultdict(set)
    for left, right, _ in curation.keep_apart:
        rivals[left].add(right)
        rivals[right].add(left)
    return rivals


def _name(groups: Sequence[_Group], seen: Seen, short: Mapping[str, str]) -> None:
    """Give every group its id and its aliases, which no other group has.

    The id is that of most occurrences, then the smaller: a choice that neither the names
    nor the order of the dumps can change. Where several articles claim one short id (they
    differ late, or in too little to merge), one holds it; the others have long ones, which a
    third look-alike cannot change either.
    """
    holders = _holders(groups, seen, short)
    longs = _longs(groups, holders, short)
    for group in groups:
        chosen: dict[str, str] = {}
        votes: Counter[str] = Counter()
        for text, whole in _wholes(group.keys):
            for each in (whole, text):
                own = short[each]
                if own not in chosen:
                    chosen[own] = own if holders[own] is group else _long(each, longs)
            votes[chosen[short[whole]]] += len(seen[text])
        group.id = min(votes, key=lambda name: (-votes[name], name))
        group.names |= set(chosen.values())


def _holders(
    groups: Sequence[_Group], seen: Seen, short: Mapping[str, str]
) -> Mapping[str, _Group]:
    """Who holds a short id that several claim: the most frequent, so that a newcomer takes
    no address away, then whose text sorts first. A merge by hand moves none.

    Of two texts seen equally often either may be the newcomer, and each alone has the id:
    only their order of arrival could tell. It was asked once, by the names of the dumps; a
    renamed dump then moved addresses (2 of 997).
    """

    def rank(group: _Group) -> tuple[int, str]:
        return -sum(len(seen[text]) for text in group.keys), max(group.keys)

    holders = {name: group for group in groups for name in group.names}
    for group in sorted(groups, key=rank):
        for text in group.keys:
            holders.setdefault(short[text], group)
    return holders


def _longs(
    groups: Sequence[_Group], holders: Mapping[str, _Group], short: Mapping[str, str]
) -> Counter[str]:
    """How many articles have each long id, of those whose short ids several claim.

    No other article can have one of these: keys of one long id have one short id.
    """
    claims = [{short[text] for text in group.keys} for group in groups]
    pairs = list(zip(groups, claims, strict=True))
    claimed = {own for group, names in pairs for own in names if holders[own] is not group}
    return Counter(
        name
        for group, names in pairs
        if not claimed.isdisjoint(names)
        for name in {long_id(text) for text in group.keys}
    )


def _long(text: str, longs: Counter[str]) -> str:
    name = long_id(text)
    return name if longs[name] == 1 else whole_id(text)


def _wholes(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Each text with the longest one it begins, longest first: a cut votes for the whole."""
    result: list[tuple[str, str]] = []
    for text in sorted(texts, reverse=True):
        begun = bool(result) and len(text) >= MIN_LENGTH and result[-1][1].startswith(text)
        result.append((text, result[-1][1] if begun else text))
    return sorted(result, key=lambda pair: (-len(pair[1]), pair[1], -len(pair[0])))


def _curate(
    groups: Sequence[_Group], curation: Curation, short: Mapping[str, str]
) -> tuple[list[_Group], list[Decision], tuple[Problem, ...]]:
    """Apply ``merge`` and judge ``keep_apart``; ids that nobody has are warnings."""
    home = {name: group for group in groups for name in group.names}
    problems: list[Problem] = []
    decisions: list[Decision] = []
    for left, right, line in curation.merge:
        unknown = [name for name in (left, right) if name not in home]
        problems += [_orphan(curation, line, name, "merge") for name in unknown]
        if not unknown:
            reason = f"{curation.path}:{line} merges them"
            decisions.append(Decision(left, right, Verdict.MERGED, reason, 1.0))
            _join(home, left, right)
    for left, right, line in curation.keep_apart:
        unknown = [name for name in (left, right) if name not in home]
        problems += [_orphan(curation, line, name, "keep_apart") for name in unknown]
        if not unknown:
            if home[left] is home[right]:
                raise InputError(_contradiction(curation, left, right, line))
            reason = f"{curation.path}:{line} keeps them apart"
            decisions.append(Decision(left, right, Verdict.KEPT_APART, reason, 0.0))
    left_over = list({id(group): group for group in home.values()}.values())
    return left_over, decisions, tuple(problems)


def _join(home: dict[str, _Group], left: str, right: str) -> None:
    kept, gone = home[left], home[right]
    if kept is not gone:
        kept.keys += gone.keys
        kept.names |= gone.names
        home.update(dict.fromkeys(gone.names, kept))


def _contradiction(curation: Curation, left: str, right: str, line: int) -> Problem:
    merged = [each[2] for each in curation.merge if {left, right} & set(each[:2])]
    where = f" (see line {merged[0]})" if merged else ""
    message = f"keep_apart names {left} and {right}, which are merged{where}; remove one of the two"
    return Problem(Severity.ERROR, curation.path, line, message)


def _orphan(curation: Curation, line: int, name: str, section: str) -> Problem:
    message = f"{section} names {name!r}, an id no article has; the pair is ignored"
    return Problem(Severity.WARNING, curation.path, line, message)


def _explained(
    found: Clustering,
    groups: Sequence[_Group],
    short: Mapping[str, str],
    curated: Sequence[Decision],
) -> list[Decision]:
    home = {text: group for group in groups for text in group.keys}
    decided = {frozenset((each.left, each.right)) for each in curated}
    result = []
    for left, right, why in found.slips:
        group = home[left]
        own = short[right] if short[right] in group.names else group.id
        result.append(Decision(group.id, own, Verdict.SAME, why.reason, why.similarity))
    for left, right, why in found.doubts:
        first, second = home[left], home[right]
        if first is second or any(pair & first.names and pair & second.names for pair in decided):
            continue
        result.append(Decision(first.id, second.id, Verdict.DOUBTFUL, why.reason, why.similarity))
    return sorted(set(result), key=lambda each: (each.left, each.right, each.reason))


def _article(group: _Group, seen: Seen) -> Article:
    occurrences = [each for text in group.keys for each in seen[text]]
    occurrences.sort(key=lambda each: (each.dump, each.line))
    longest = min(group.keys, key=lambda text: (-len(text), -len(seen[text]), text))
    text = _raw(seen[longest])
    truncated = all(each.truncated for each in seen[longest] if each.text == text)
    aliases = tuple(sorted(group.names - {group.id}))
    return Article(group.id, aliases, text, truncated, tuple(occurrences))


def _raw(occurrences: Sequence[Occurrence]) -> str:
    """The longest raw text, then the most frequent: the same for any order of dumps."""
    if len({each.text for each in occurrences}) == 1:
        return occurrences[0].text
    counted = Counter([each.text for each in occurrences])
    return min(counted, key=lambda text: (-len(text), -counted[text], text))


def _first_sight(article: Article) -> tuple[str, int]:
    first = article.occurrences[0]
    return first.dump, first.line
