"""Where everything lies. Addresses derive from ids and slugs, never from titles."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote, urljoin

_PLAIN = re.compile(r"(?:[\w-]+/)+")
_NO_LETTERS = re.compile(r"[^\w.~-]+")
SEARCH_ENGINES = (
    ("必应", "https://www.bing.com/search?q="),
    ("百度", "https://www.baidu.com/s?wd="),
    ("Google", "https://www.google.com/search?q="),
    ("学术", "https://scholar.google.com/scholar?q="),
)


def root(url: str) -> str:
    """The way from the page at ``url`` to the site's root: ``./``, ``../``, ``../../``…"""
    return "../" * url.count("/") or "./"


def absolute(site_url: str, url: str) -> str:
    """``urljoin``, a quarter of a page's filling, asked once where nothing is to resolve."""
    return _folder(site_url) + url if _PLAIN.fullmatch(url) else urljoin(site_url, url)


@lru_cache(maxsize=1)
def _folder(site_url: str) -> str:
    return urljoin(site_url, "_")[:-1]


def article(entry_id: str) -> str:
    """An article's page."""
    return f"articles/{entry_id}/"


def paged(base: str, number: int, front: int = 1) -> str:
    """The page ``number`` of the list at ``base``, where ``front`` stands.

    One level below it, so that an address shortened by hand leads to the list.
    """
    return base if number == front else f"{base}page-{number}/"


def category(slug: str) -> str:
    """A category's list."""
    return f"categories/{slug}/"


def topic(slug: str) -> str:
    """A topic's list."""
    return f"topics/{slug}/"


def file(path: str) -> str:
    """How a page names a file: as given, but for where on a maintainer's machine it lies."""
    for kind in (PurePosixPath, PureWindowsPath):
        if (whole := kind(path)).is_absolute():
            return "/".join(whole.parts[1:][-2:])
    return path


def search(**query: str) -> str:
    """The search page with a query: ``q``, ``category``, ``tag``, ``sort``."""
    pairs = "&".join(f"{key}={quote(value, safe='')}" for key, value in query.items())
    return f"search/?{pairs}" if pairs else "search/"


def find_paper(title: str) -> str:
    """The scholarly search for a paper."""
    return SEARCH_ENGINES[-1][1] + exactly(title)


def exactly(words: str) -> str:
    """What comes after a search engine's address: ``words`` in quotes, for a query.

    Letters stay as they are, for browsers send them as UTF-8 (URL Standard, 4.3): spelt
    out, Han takes nine bytes a character, a kilobyte of every page.
    """
    return f"%22{_NO_LETTERS.sub(_percent, words)}%22"


def _percent(match: re.Match[str]) -> str:
    return _quoted(match[0])


_quoted = lru_cache(maxsize=1024)(partial(quote, safe=""))
