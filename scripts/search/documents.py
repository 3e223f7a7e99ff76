"""What is searched: each article as normalised title, tags and body, in index order.

A document occupies ``stride`` positions of one long line, document ``d`` from
``d * stride``: its title from 0, its tags one after the other from ``tags_at``, its
body from ``body_at``. So one number says document, field and place, and a gap between
two of them is all a posting needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from scripts.model import Entry, Library, Origin
from scripts.search.normalise import normalise, normalise_words

Segment = Callable[[str], Sequence[str]]
Words = tuple[str, bytes]  # normalised text, and the word flags of each character

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
    """By category (as the taxonomy lists them, uncategorised last), origin, newest date.

    A category is then one range of documents, and so is an origin inside it: both facets
    are counted without reading anything about the documents.
    """
    rank = {category.name: at for at, category in enumerate(library.taxonomy.categories)}
    by_date = sorted(library.entries, key=lambda entry: entry.date or "", reverse=True)
    return sorted(by_date, key=lambda entry: (rank.get(entry.category or "", 999), _origin(entry)))


def _origin(entry: Entry) -> int:
    return ORIGINS.index(entry.classification.origin if entry.category else None)


def document(entry: Entry, segment: Segment) -> Document:
    """``entry`` as it is searched. Its body's words come from the shared analysis."""
    words = entry.analysis.words or segment(entry.article.text)
    tags, at = [], 0
    for tag in map(normalise, entry.tags):
        tags.append((tag, at))
        at += len(tag) + 1
    title = normalise_words(segment(entry.title.text))
    return Document(title, tuple(tags), normalise_words(words))
