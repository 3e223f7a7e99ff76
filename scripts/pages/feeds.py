"""Feeds and data: RSS 2.0, JSON Feed 1.1, articles.json, articles.csv, and what machines ask.

No file says when it was built: two builds of the same dumps give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from itertools import chain
from json.encoder import encode_basestring
from urllib.parse import urljoin

from scripts import escape
from scripts.escape import slots
from scripts.model import Entry, SiteFile
from scripts.pages import links, lists, reading, render
from scripts.pages.catalogue import ORIGINS, Catalogue
from scripts.pages.shell import SITE

Record = dict[str, object]
FEED_LENGTH = 50
_DESCRIPTION = "AI 技术来讯的摘录：去重、归类、可检索。"
_URL = slots("<url><loc>{url}</loc></url>\n")
_COLUMNS = (
    "id", "title", "category", "category_origin", "confidence", "date", "tags",
    "truncated", "heard", "url", "text",
)  # fmt: skip


def files(catalogue: Catalogue, site_url: str, pages: list[str]) -> Iterator[SiteFile]:
    """Every data file; ``pages`` are the addresses that belong into the sitemap."""
    newest = lists.newest(catalogue)[:FEED_LENGTH]
    yield SiteFile("feed.xml", rss(newest, catalogue, site_url).encode())
    yield SiteFile("feed.json", escape.json_file(json_feed(newest, catalogue, site_url)))
    records = _articles(catalogue)
    yield SiteFile("articles.json", articles_json(records))
    yield SiteFile("articles.csv", articles_csv(records).encode("utf-8-sig"))
    yield SiteFile("sitemap.xml", sitemap(pages, site_url).encode())
    yield SiteFile("robots.txt", _robots(site_url).encode())
    if site_url:
        yield SiteFile("opensearch.xml", opensearch(site_url).encode())
    yield from _redirects(catalogue, site_url)


def rss(entries: tuple[Entry, ...], catalogue: Catalogue, site_url: str) -> str:
    """RSS 2.0 with Atom's self link, newest first. Links need a site address to be absolute."""
    items = [
        {
            "title": reading.title(entry.title.text),
            "link": urljoin(site_url, links.article(entry.id)),
            "guid": f"shouxun:{entry.id}",
            "category": catalogue.shelf(entry).name,
            "date": _rfc822(entry.date),
            "html": _html(entry, catalogue),
        }
        for entry in entries
    ]
    return render.html(
        "feed.xml",
        site=SITE,
        description=_DESCRIPTION,
        link=site_url or "./",
        self_url=urljoin(site_url, "feed.xml"),
        items=items,
    )


def json_feed(entries: tuple[Entry, ...], catalogue: Catalogue, site_url: str) -> dict[str, object]:
    """JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": SITE,
        "description": _DESCRIPTION,
        "language": "zh-CN",
        **(
            {"home_page_url": site_url, "feed_url": urljoin(site_url, "feed.json")}
            if site_url
            else {}
        ),
        "items": [_item(entry, catalogue, site_url) for entry in entries],
    }


def articles_json(records: Sequence[Record]) -> bytes:
    """The records as :func:`escape.json_file` writes them, in a fifth of the time.

    Indented JSON is made by Python's own encoder, value by value; here each is made in C.
    """
    written = (
        ",\n".join([f'  "{name}": {_json(value)}' for name, value in record.items()])
        for record in records
    )
    text = ",\n".join([f" {{\n{fields}\n }}" for fields in written])
    return (f"[\n{text}\n]\n" if text else "[]\n").encode()


def _json(value: object) -> str:
    if isinstance(value, str):
        return encode_basestring(value if value.isprintable() else escape.clean(value))
    if isinstance(value, list):
        items = ",\n   ".join(map(_json, value))
        return f"[\n   {items}\n  ]" if value else "[]"
    return _plain_json(value)


#: Numbers and the like recur. (1, 1.0 and True are equal, and written each in its own way.)
_plain_json = lru_cache(maxsize=4096, typed=True)(json.dumps)


def articles_csv(records: Sequence[Record]) -> str:
    """One line an article, after that of the columns' names."""
    rows = ([_cell(record[name]) for name in _COLUMNS] for record in records)
    return escape.csv_file(chain([_COLUMNS], rows))


def sitemap(pages: list[str], site_url: str) -> str:
    """The sitemap; without a site address there is nothing it could say."""
    urls = escape.join(_URL(url=links.absolute(site_url, url)) for url in pages if site_url)
    return render.html("sitemap.xml", urls=urls)


def opensearch(site_url: str) -> str:
    """How a browser's address bar asks this site (OpenSearch 1.1, draft 6); needs its address."""
    return render.html(
        "opensearch.xml",
        site=SITE,
        description=_DESCRIPTION,
        icon=urljoin(site_url, "assets/icon.png"),
        search=urljoin(site_url, links.search()),
    )


def _item(entry: Entry, catalogue: Catalogue, site_url: str) -> dict[str, object]:
    item: dict[str, object] = {
        "id": f"shouxun:{entry.id}",
        "title": reading.title(entry.title.text),
        "content_html": _html(entry, catalogue),
        "summary": reading.summary(entry.article.text[entry.opening :]),
        "tags": [catalogue.shelf(entry).name, *entry.tags],
        "language": "zh-CN",
    }
    if site_url:
        item["url"] = urljoin(site_url, links.article(entry.id))
    if entry.date:
        item["date_published"] = f"{entry.date}T00:00:00Z"
    if source := escape.href(entry.source or ""):
        item["external_url"] = source
    return item


def _html(entry: Entry, catalogue: Catalogue) -> str:
    article, openers = entry.article, catalogue.library.taxonomy.openers
    return str(reading.body(article.text, article.truncated, openers))


def _articles(catalogue: Catalogue) -> list[Record]:
    """Raw text, as search and exports have it; the order is the library's."""
    return [
        {
            "id": entry.id,
            "title": reading.title(entry.title.text),
            "category": entry.category,
            "category_origin": ORIGINS[entry.classification.origin],
            "confidence": round(entry.classification.confidence, 3),
            "date": entry.date,
            "tags": list(entry.tags),
            "truncated": entry.article.truncated,
            "heard": len(catalogue.heard_in(entry)),
            "url": links.article(entry.id),
            "text": entry.article.text,
        }
        for entry in catalogue.library.entries
    ]


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "；".join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _rfc822(date: str | None) -> str:
    """Midnight UTC of an ISO date as RSS writes it; dumps know no time of day."""
    try:
        day = datetime.fromisoformat(date or "")
    except ValueError:
        return ""
    return format_datetime(day.replace(tzinfo=UTC))


def _robots(site_url: str) -> str:
    place = f"Sitemap: {urljoin(site_url, 'sitemap.xml')}\n" if site_url else ""
    return f"User-agent: *\nAllow: /\n{place}"


def _redirects(catalogue: Catalogue, site_url: str) -> Iterator[SiteFile]:
    """A small page at every alias, so that an old link still arrives."""
    for entry in catalogue.library.entries:
        for alias in entry.article.aliases:
            html = render.html(
                "redirect",
                title=reading.title(entry.title.text),
                target=f"../{entry.id}/",
                canonical=urljoin(site_url, links.article(entry.id))
                if site_url
                else f"../{entry.id}/",
            )
            yield SiteFile(f"{links.article(alias)}index.html", html.encode())
