"""Feeds and data files: valid by their specifications, and the same from build to build."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime

import pytest

from scripts import escape, pages
from scripts.model import Library, SiteFile
from scripts.pages import feeds
from scripts.pages.catalogue import catalogue

SITE = "https://example.org/repo/"
ATOM = "{http://www.w3.org/2005/Atom}"


def made(library: Library, site_url: str = SITE) -> dict[str, SiteFile]:
    return {file.url: file for file in pages.site_files(library, site_url)}


def test_records_are_written_as_json_writes_them() -> None:
    records = [
        {"a": '双"引\\号\n\x07\u2028\ud800', "b": ["一", "二\x00"], "c": None, "d": 0.123},
        {"a": "", "b": [], "c": True, "d": 12, "e": 1e-7},
    ]
    for some in (records, records[:1], []):
        assert feeds.articles_json(some) == escape.json_file(some)


@pytest.fixture(scope="module")
def files(library: Library) -> dict[str, SiteFile]:
    return made(library)


def rss_errors(content: bytes) -> list[str]:
    """What RSS 2.0 and the RSS Advisory Board's profile ask for, and is not there."""
    root = ET.fromstring(content)
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        return ["no rss 2.0 channel"]
    errors = [
        f"channel has no {n}" for n in ("title", "link", "description") if not channel.findtext(n)
    ]
    link = channel.find(f"{ATOM}link")
    if link is None or link.get("rel") != "self" or not link.get("href", "").startswith("http"):
        errors.append("no absolute self link")
    guids = [item.findtext("guid") for item in channel.iter("item")]
    if len(set(guids)) != len(guids) or not all(guids):
        errors.append("guids are not unique")
    for item in channel.iter("item"):
        errors += [
            f"item has no {n}" for n in ("title", "link", "description") if not item.findtext(n)
        ]
        if not (item.findtext("link") or "").startswith("https://"):
            errors.append("item link is not absolute")
        if date := item.findtext("pubDate"):
            parsedate_to_datetime(date)
    return errors


def json_feed_errors(feed: dict) -> list[str]:
    """What JSON Feed 1.1 asks for, and is not there."""
    errors = []
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        errors.append("version")
    errors += [name for name in ("title", "items") if name not in feed]
    ids = [item.get("id") for item in feed["items"]]
    if len(set(ids)) != len(ids) or not all(isinstance(i, str) and i for i in ids):
        errors.append("ids")
    for item in feed["items"]:
        if not (item.get("content_html") or item.get("content_text")):
            errors.append("no content")
        if not item.get("url", "https://").startswith("https://"):
            errors.append("url")
        if date := item.get("date_published"):
            datetime.fromisoformat(date)
        if not all(isinstance(tag, str) for tag in item.get("tags", [])):
            errors.append("tags")
    return errors


def test_the_rss_feed_is_valid(files):
    assert rss_errors(files["feed.xml"].content) == []


def test_the_json_feed_is_valid(files):
    assert json_feed_errors(json.loads(files["feed.json"].content)) == []


def test_both_feeds_bring_the_newest_first(library, files):
    items = json.loads(files["feed.json"].content)["items"]
    last = library.dumps[-1].dump.name
    new = [e for e in library.entries if {o.dump for o in e.article.occurrences} == {last}]
    assert {item["id"] for item in items[: len(new)]} == {f"shouxun:{e.id}" for e in new}


def test_a_feed_stops_at_its_length(library):
    assert feeds.FEED_LENGTH == 50
    items = json.loads(made(library)["feed.json"].content)["items"]
    assert len(items) == min(50, len(library.entries))


def test_without_a_site_address_no_link_pretends_to_be_absolute(library):
    files = made(library, "")
    assert json_feed_errors(json.loads(files["feed.json"].content)) == []
    assert "feed_url" not in json.loads(files["feed.json"].content)
    assert b"<loc>" not in files["sitemap.xml"].content
    assert b"Sitemap" not in files["robots.txt"].content
    assert "opensearch.xml" not in files


def test_the_address_bar_of_a_browser_can_ask_the_site(files) -> None:
    spec = "{http://a9.com/-/spec/opensearch/1.1/}"
    root = ET.fromstring(files["opensearch.xml"].content)
    assert root.tag == f"{spec}OpenSearchDescription"
    assert 0 < len(root.findtext(f"{spec}ShortName")) <= 16  # as the specification asks
    assert 0 < len(root.findtext(f"{spec}Description")) <= 1024
    url = root.find(f"{spec}Url")
    assert url.get("type") == "text/html"
    assert url.get("template") == f"{SITE}search/?q={{searchTerms}}"


def test_the_csv_holds_every_article_and_its_raw_text(library, files):
    text = files["articles.csv"].content.decode("utf-8-sig")
    found = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert sorted(found) == sorted(entry.id for entry in library.entries)
    for entry in library.entries:
        assert found[entry.id]["text"].removeprefix("'") == entry.article.text


def test_the_json_holds_every_article_in_the_librarys_order(library, files):
    found = json.loads(files["articles.json"].content)
    assert [item["id"] for item in found] == [entry.id for entry in library.entries]
    assert [item["text"] for item in found] == [entry.article.text for entry in library.entries]


def test_the_sitemap_names_every_page_once(library, files):
    urls = re.findall(r"<loc>(.*?)</loc>", files["sitemap.xml"].content.decode())
    expected = [url for url, _ in pages.site_pages(library)] + list(pages.AUTHORED)
    assert sorted(urls) == sorted(SITE + url for url in expected)


def test_an_alias_leads_to_its_article(library):
    entry = library.entries[0]
    aliased = replace(entry, article=replace(entry.article, aliases=("oldaddress1",)))
    files = made(replace(library, entries=(aliased, *library.entries[1:])))
    html = files["articles/oldaddress1/index.html"].content.decode()
    assert f'content="0; url=../{entry.id}/"' in html
    assert f'<link rel="canonical" href="{SITE}articles/{entry.id}/">' in html


def test_characters_that_xml_forbids_do_not_reach_a_feed(library):
    entry = library.entries[0]
    text = "a\x00\x0b\x1f\ufffe\ud800]]>" + entry.article.text
    broken = replace(entry, article=replace(entry.article, text=text))
    files = made(replace(library, entries=(broken, *library.entries[1:])))
    assert rss_errors(files["feed.xml"].content) == []
    assert json_feed_errors(json.loads(files["feed.json"].content)) == []


def test_a_date_that_is_none_is_left_out(library):
    assert feeds._rfc822("2026-01-11") == "Sun, 11 Jan 2026 00:00:00 +0000"
    assert feeds._rfc822("yesterday") == ""
    assert feeds._rfc822(None) == ""


def test_two_runs_give_the_same_bytes(library, files):
    again = made(replace(library))
    assert {url: file.content for url, file in again.items()} == {
        url: file.content for url, file in files.items()
    }
    assert catalogue(library) is catalogue(library)
