"""No two titles alike: those that are get a suffix from their own texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

from scripts.titles.text import LIMIT, folded

_ID_SHOWN = 6  # characters of an id: enough to tell two articles of one title apart


#: By an article's place, all its titles, best first, and the names of its concepts.
Details = Callable[[int], tuple[list[str], list[str]]]


def distinguished(titles: Sequence[str], details: Details, ids: Sequence[str]) -> list[str]:
    """The ``titles``, made unique; ``details`` are asked of those alone that are alike.

    Every member of a group of equals gets a suffix, so that no title depends on which
    article came first: a concept of its own, else its next best title, else its id.
    """
    telling = _telling(titles, details)
    chosen = _where_alike(titles, lambda i, taken: _with_name(titles[i], telling(i), taken))
    chosen = _where_alike(chosen, lambda i, taken: _next_best(details(i)[0], taken))
    chosen = _where_alike(chosen, lambda i, taken: _with_id(details(i), ids[i][:_ID_SHOWN]))
    return _where_alike(chosen, lambda i, taken: _with_id(details(i), ids[i]))


def _telling(titles: Sequence[str], details: Details) -> Callable[[int], list[str]]:
    """Of an article's names those that no other article of the same title has."""
    alike: dict[str, list[int]] = {}
    for place, title in enumerate(titles):
        alike.setdefault(folded(title), []).append(place)

    @cache
    def names(title: str) -> Counter[str]:
        return Counter(name for i in alike[title] for name in set(map(folded, details(i)[1])))

    def ordered(place: int) -> list[str]:
        group = names(folded(titles[place]))
        return [name for name in details(place)[1] if group[folded(name)] == 1]

    return ordered


def _where_alike(titles: Sequence[str], other: Callable[[int, Counter[str]], str]) -> list[str]:
    taken = Counter(map(folded, titles))
    return [
        other(place, taken) if taken[folded(title)] > 1 else title
        for place, title in enumerate(titles)
    ]


def _with_name(title: str, names: Sequence[str], taken: Counter[str]) -> str:
    for name in names:
        longer = _joined(title, name)
        if folded(name) not in folded(title) and len(longer) <= LIMIT and not taken[folded(longer)]:
            return longer
    return title


def _next_best(ranked: Sequence[str], taken: Counter[str]) -> str:
    return next((title for title in ranked if not taken[folded(title)]), ranked[0])


def _with_id(details: tuple[list[str], list[str]], key: str) -> str:
    """The best title or name that leaves room for the id; none is cut to make room."""
    suffixed = [_joined(title, key) for title in (*details[0], *details[1])]
    return next((title for title in suffixed if len(title) <= LIMIT), key)


def _joined(title: str, suffix: str) -> str:
    return f"{title}（{suffix}）"
