"""What the pages say. Templates in ``overrides/pages/`` say how it stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from scripts.model import Entry, Library, SiteFile, SitePage
from scripts.pages import (
    article,
    article_html,
    concepts,
    feeds,
    inputs,
    lists,
    prose,
    report,
    transmissions,
)
from scripts.pages.catalogue import Catalogue, catalogue
from scripts.pages.links import article as article_url
from scripts.pages.lists import Lazy
from scripts.pages.shell import Viewed
from scripts.pages.told import told

AUTHORED = ("", "search/", "about/", "guide/")

__all__ = ["Viewed", "authored", "site_files", "site_pages"]


def site_pages(library: Library) -> Sequence[Lazy]:
    """Every generated page: its address and what renders it, lazily."""
    known = catalogue(library)
    return known.memo("pages", lambda: tuple(_pages(known)))


def _pages(known: Catalogue) -> Iterator[Lazy]:
    for entry in known.library.entries:
        yield article_url(entry.id), _article(known, entry)
    yield from lists.articles(known)
    yield from lists.categories(known)
    yield from lists.topics(known)
    yield from lists.updates(known)
    yield from concepts.pages(known)
    yield from transmissions.pages(known)
    yield "report/", partial(report.page, known)
    yield "inputs/", partial(inputs.page, known)


def _article(known: Catalogue, entry: Entry) -> Viewed[Entry]:
    return Viewed(
        lambda: entry,
        lambda shown: article_html.page(article.view(known, shown)),
        partial(told, known),
    )


def site_files(library: Library, site_url: str) -> Iterator[SiteFile]:
    """Feeds, data files, sitemap, robots.txt and the redirects of aliases."""
    addresses = [*AUTHORED, *(url for url, _ in site_pages(library))]
    return feeds.files(catalogue(library), site_url, addresses)


def authored(library: Library, url: str, written: str) -> SitePage:
    """The page of ``docs/``'s ``url`` around its rendered Markdown ``written``."""
    return prose.page(catalogue(library), url, written)
