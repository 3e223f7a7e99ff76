"""Where an article's page leads on to: its relatives, and where those are few, its topic."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from scripts.model import Entry
from scripts.pages.catalogue import Catalogue

_FEW = 3
_NAMED = 3


def kin(catalogue: Catalogue, entry: Entry) -> Iterator[tuple[Entry, str]]:
    """Other entries, and in words why each: what both share, or the topic both stand under.

    In a library of 35 every second article shares nothing telling with any other; a page
    that then led nowhere left its reader at the end of the list it came from.
    """
    met = {entry.id}
    for related in entry.related:
        if other := catalogue.by_id.get(related.id):
            met.add(other.id)
            yield other, f"共有 {'、'.join(related.shared[:_NAMED])}"
    others = (each for each in _fellows(catalogue, entry) if each[0].id not in met)
    yield from islice(others, max(0, _FEW + 1 - len(met)))


def _fellows(catalogue: Catalogue, entry: Entry) -> Iterator[tuple[Entry, str]]:
    """Those next to it under the first of its topics that holds others, round the end.

    Those next to it, not the first: so each is led to, and few pages change with a new one.
    """
    for topic in catalogue.topics_of(entry):
        fellows = catalogue.on_topic[topic.slug]
        if len(fellows) > 1:
            place = catalogue.place_on_topic[topic.slug, entry.id]
            for step in range(1, min(len(fellows), 2 * _FEW)):
                yield fellows[(place + step) % len(fellows)], f"同属 {topic.name}"
            return
