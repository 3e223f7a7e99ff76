"""What an article's page is made from, in plain values, and without making any of it.

A view costs a fifth of its page, and most pages of a library stand as they are when one
more excerpt comes. So the page is known by what its view looks at (15 µs instead of 200).
The law that keeps it honest: where this says the same, the views are equal. A test changes
every field of an entry, and the library around it, and asks both.
"""

from __future__ import annotations

from scripts.kept import digest
from scripts.model import Classification, Entry, Occurrence
from scripts.pages import article, links, shell
from scripts.pages.catalogue import ORIGINS, Catalogue, Shelf
from scripts.pages.concepts import concept_urls
from scripts.pages.kin import kin


def told(catalogue: Catalogue, entry: Entry) -> object:
    """All that :func:`scripts.pages.article.view` looks at but the code and the taxonomy.

    What was found in a text follows from it and from these two.
    """
    shelf, place = catalogue.shelf(entry), catalogue.place_on_shelf[entry.id]
    first, siblings = shell.siblings_of(shelf, place)
    urls = concept_urls(catalogue)
    return (
        (entry.id, entry.title.text, entry.article.text, entry.article.truncated, entry.opening),
        (entry.date, entry.source, entry.note, entry.papers, entry.category),
        _found(entry.classification),
        [_heard(catalogue, entry, occurrence) for occurrence in entry.article.occurrences],
        [(topic.name, topic.slug) for topic in catalogue.topics_of(entry)],
        [(tag, urls[tag]) for tag in entry.tags],
        [(other.id, other.title.text, why) for other, why in kin(catalogue, entry)],
        (place - first, [(near.id, near.title.text) for near in siblings]),
        (shelf.name, shelf.slug, shelf.colour, _frame(catalogue, shelf)),
    )


def _found(found: Classification) -> object:
    evidence = [(term.term, term.count, term.weight) for term in found.evidence]
    return ORIGINS[found.origin], found.confidence, found.runner_up, found.outside, evidence


def _heard(catalogue: Catalogue, entry: Entry, occurrence: Occurrence) -> object:
    text = None if occurrence.text == entry.article.text else occurrence.text
    return (
        catalogue.number_of[occurrence.dump],
        catalogue.reception_url(occurrence),
        occurrence.line,
        text,
        occurrence.truncated,
        occurrence.category,
        occurrence.date,
    )


def _frame(catalogue: Catalogue, shelf: Shelf) -> bytes:
    def known() -> bytes:
        return digest(shell.frame(catalogue, article.ROOT, links.category(shelf.slug), inside=True))

    return catalogue.memo(f"frame of {shelf.slug}", known)
