"""No two titles alike: those that are get a suffix from their own texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from scripts.titles.text import LIMIT, folded

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
    telling = _telling(titles, known)
    chosen = _where_alike(titles, lambda i, taken: _with_name(titles[i], telling(i), taken))
    chosen = _where_alike(chosen, lambda i, taken: _next_best(known.ranked(i), taken))
    chosen = _where_alike(chosen, lambda i, taken: _with_id(known, i, ids[i][:_ID_SHOWN]))
    return _where_alike(chosen, lambda i, taken: _with_id(known, i, ids[i]))


def _telling(titles: Sequence[str], known: Known) -> Callable[[int], list[str]]:
    """Of an article's names those that no other article of the same title has."""
    alike: dict[str, list[int]] = {}
    for place, title in enumerate(titles):
        alike.setdefault(folded(title), []).append(place)

    @cache
    def names(title: str) -> Counter[str]:
        return Counter(name for i in alike[title] for name in set(map(folded, known.names(i))))

    def ordered(place: int) -> list[str]:
        group = names(folded(titles[place]))
        return [name for name in known.names(place) if group[folded(name)] == 1]

    return ordered


def _where_alike(titles: Sequence[str], other: Callable[[int, Counter[str]], str]) -> list[str]:
    keys = list(map(folded, titles))
    taken = Counter(keys)
    return [
        other(place, taken) if taken[key] > 1 else title
        for place, (title, key) in enumerate(zip(titles, keys, strict=True))
    ]


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
