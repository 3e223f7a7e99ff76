"""No two titles alike: those that are get a suffix from their own texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from scripts.titles.text import LIMIT, folded

_ID_SHOWN = 6  # characters of an id: enough to tell two articles of one title apart


def distinguished(
    ranked: Sequence[Sequence[str]], concepts: Sequence[Sequence[str]], ids: Sequence[str]
) -> list[str]:
    """One of each article's ``ranked`` titles, made unique.

    Every member of a group of equals gets a suffix, so that no title depends on which
    article came first: a concept of its own, else its next best title, else its id.
    """
    chosen = [titles[0] for titles in ranked]
    telling = _telling(chosen, concepts)
    chosen = _where_alike(
        chosen, lambda i, taken: _with_name(chosen[i], telling(i, concepts[i]), taken)
    )
    chosen = _where_alike(chosen, lambda i, taken: _next_best(ranked[i], taken))
    short = [[*titles, *names] for titles, names in zip(ranked, concepts, strict=True)]
    chosen = _where_alike(chosen, lambda i, taken: _with_id(short[i], ids[i][:_ID_SHOWN]))
    return _where_alike(chosen, lambda i, taken: _with_id(short[i], ids[i]))


def _telling(
    titles: Sequence[str], concepts: Sequence[Sequence[str]]
) -> Callable[[int, Sequence[str]], list[str]]:
    """Keeps of an article's names those that no other article of the same title has."""
    groups: dict[str, Counter[str]] = {}
    for title, names in zip(titles, concepts, strict=True):
        groups.setdefault(folded(title), Counter()).update(set(map(folded, names)))

    def ordered(place: int, names: Sequence[str]) -> list[str]:
        group = groups[folded(titles[place])]
        return [name for name in names if group[folded(name)] == 1]

    return ordered


def _where_alike(titles: list[str], other: Callable[[int, Counter[str]], str]) -> list[str]:
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


def _with_id(ranked: Sequence[str], key: str) -> str:
    """The best title that leaves room for the id; a title is never cut to make room."""
    suffixed = [_joined(title, key) for title in ranked]
    return next((title for title in suffixed if len(title) <= LIMIT), key)


def _joined(title: str, suffix: str) -> str:
    return f"{title}（{suffix}）"
