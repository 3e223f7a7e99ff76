"""What is searched: each article as normalised title, tags and body, in index order.

A document occupies ``stride`` positions of one long line, document ``d`` from
``d * stride``: its title from 0, its tags one after the other from ``tags_at``, its
body from ``body_at``. So one number says document, field and place, and a gap between
two of them is all a posting needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from scripts.cache import Memory
from scripts.categories import by_category
from scripts.model import Entry, Library, Origin
from scripts.search.bodies import bodies
from scripts.search.normalise import Words, normalise, normalise_all, word_flags
from scripts.text import HAN

Segment = Callable[[str], Sequence[str]]

#: Order of the runs inside a category, and how the page names them.
ORIGINS = (Origin.CURATED, Origin.HEADER, Origin.INFERRED, None)


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it is searched. ``tags``: normalised text and offset from ``tags_at``."""

    title: Words
    tags: tuple[tuple[str, int], ...]
    body: Words


@dataclass(frozen=True, slots=True)
class Layout:
    """Where fields begin within a document, and how long a document is."""

    tags_at: int
    body_at: int
    stride: int

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Layout:
        """The narrowest layout that holds every document."""
        titles, tags, bodies = [1], [1], [1]
        for document in documents:
            titles.append(len(document.title[0]) + 1)
            tags.append(sum(len(tag) + 1 for tag, _ in document.tags) + 1)
            bodies.append(len(document.body[0]) + 1)
        tags_at = max(titles)
        body_at = tags_at + max(tags)
        return cls(tags_at, body_at, body_at + max(bodies))


def in_index_order(library: Library) -> list[Entry]:
    """By category (in the order of the site), origin, newest date.

    A category is then one range of documents, and so is an origin inside it: both facets
    are counted without reading anything about the documents.
    """
    return [
        entry
        for _, entries in by_category(library)
        for entry in sorted(sorted(entries, key=_date, reverse=True), key=_origin)
    ]


def _date(entry: Entry) -> str:
    return entry.date or ""


def _origin(entry: Entry) -> int:
    return ORIGINS.index(entry.classification.origin)


_normalised_tag = cache(normalise)  # the same few hundred over and over


class Compounds:
    """Where words begin and end, inside compounds too.

    The taxonomy keeps 自注意力 whole; whoever asks for 注意力 still means a word of it. A
    boundary lies inside a word wherever what is before or after it is a word of the
    library's own: 强化 and 学习 in 强化学习, but not 化学.
    """

    def __init__(self, library: Library) -> None:
        words = set[str]().union(*(entry.analysis.words for entry in library.entries))
        self._known = {word for word in words if len(word) > 1 and HAN.match(word)}
        self.flags = cache(self._flags)

    def _flags(self, word: str) -> bytes:
        flags, known = bytearray(word_flags(len(word))), self._known
        if len(word) > 2 and HAN.match(word):
            for at in range(1, len(word)):
                if word[:at] in known or word[at:] in known:
                    flags[at - 1] |= 2
                    flags[at] |= 1
        return bytes(flags)


def documents(
    library: Library, entries: Sequence[Entry], segment: Segment, memory: Memory | None = None
) -> list[Document]:
    """``entries`` as they are searched. ``memory`` holds the bodies of texts seen before."""
    flags = Compounds(library).flags
    titles = normalise_all((segment(entry.title.text) for entry in entries), flags)
    texts = bodies(entries, segment, flags, memory or Memory())
    parts = zip(titles, map(_tags, entries), texts, strict=True)
    return [Document(title, tags, body) for title, tags, body in parts]


def _tags(entry: Entry) -> tuple[tuple[str, int], ...]:
    tags, at = [], 0
    for tag in map(_normalised_tag, entry.tags):
        tags.append((tag, at))
        at += len(tag) + 1
    return tuple(tags)
