"""No two titles alike: those that are get a suffix from their own texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from scripts.titles.text import LIMIT, folded


def distinguished(
    titles: Sequence[str], concepts: Sequence[Sequence[str]], ids: Sequence[str]
) -> list[str]:
    """``titles``, each unique; ``concepts`` and ``ids`` supply what tells them apart.

    Every member of a group of equals gets a suffix, so that no title depends on which
    article came first.
    """
    alike = Counter(map(folded, titles))
    chosen = [
        _suffixed(title, names, titles) if alike[folded(title)] > 1 else title
        for title, names in zip(titles, concepts, strict=True)
    ]
    still = Counter(map(folded, chosen))
    return [
        _joined(title, key[:6]) if still[folded(title)] > 1 else title
        for title, key in zip(chosen, ids, strict=True)
    ]


def _suffixed(title: str, names: Sequence[str], titles: Sequence[str]) -> str:
    taken = set(map(folded, titles))
    for name in names:
        longer = _joined(title, name)
        if folded(name) not in folded(title) and len(longer) <= LIMIT:
            if folded(longer) not in taken:
                return longer
    return title


def _joined(title: str, suffix: str) -> str:
    return f"{title}（{suffix}）"
