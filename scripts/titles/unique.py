"""No two titles alike: those that are get a suffix from their own texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from scripts.titles.text import LIMIT, folded

_Other = Callable[[int, Counter[str]], str]
_ID_SHOWN = 6  # characters of an id: enough to tell two articles of one title apart


@dataclass(frozen=True, slots=True)
class Known:
    """What may be asked of an article, by its place; dear, so asked of few.

    ``ranked`` gives all its titles, best first; ``names`` those of its concepts, which take
    a third of the time.
    """

    ranked: Callable[[int], Sequence[str]]
    names: Callable[[int], Sequence[str]]


def distinguished(titles: Sequence[str], known: Known, ids: Sequence[str]) -> list[str]:
    """The ``titles``, made unique; more is asked of those alone that are alike.

    Every member of a group of equals gets a suffix, so that no title depends on which
    article came first: a concept of its own, else its next best title, else its id.
    """
    chosen, keys = list(titles), list(map(folded, titles))
    telling = _telling(tuple(keys), known)
    others: tuple[_Other, ...] = (
        lambda i, taken: _with_name(titles[i], telling(i), taken),
        lambda i, taken: _next_best(known.ranked(i), taken),
        lambda i, taken: _with_id(known, i, ids[i][:_ID_SHOWN]),
        lambda i, taken: _with_id(known, i, ids[i]),
    )
    for other in others:
        taken = Counter(keys)
        for place in [place for place, key in enumerate(keys) if taken[key] > 1]:
            chosen[place] = other(place, taken)
            keys[place] = folded(chosen[place])
    return chosen


def _telling(keys: Sequence[str], known: Known) -> Callable[[int], list[str]]:
    """Of an article's names those that no other article of the same title (folded) has."""
    alike: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        alike.setdefault(key, []).append(place)

    @cache
    def names(key: str) -> Counter[str]:
        return Counter(name for i in alike[key] for name in set(map(folded, known.names(i))))

    def ordered(place: int) -> list[str]:
        group = names(keys[place])
        return [name for name in known.names(place) if group[folded(name)] == 1]

    return ordered


def _with_name(title: str, names: Sequence[str], taken: Counter[str]) -> str:
    for name in names:
        longer = _joined(title, name)
        if folded(name) not in folded(title) and len(longer) <= LIMIT and not taken[folded(longer)]:
            return longer
    return title


def _next_best(ranked: Sequence[str], taken: Counter[str]) -> str:
    return next((title for title in ranked if not taken[folded(title)]), ranked[0])


def _with_id(known: Known, place: int, key: str) -> str:
    """The best title or name that leaves room for the id; none is cut to make room."""
    suffixed = (_joined(title, key) for title in (*known.ranked(place), *known.names(place)))
    return next((title for title in suffixed if len(title) <= LIMIT), key)


def _joined(title: str, suffix: str) -> str:
    return f"{title}（{suffix}）"
