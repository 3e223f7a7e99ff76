"""Hostile queries over hostile texts: the search page, its address, the dialog, the marks."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from scripts.pages import reading
from scripts.text import key
from tests.hostile.payloads import PAYLOADS
from tests.hostile.test_hostile_pages import seen
from tests.hostile.witness import Witness, watched
from tests.stillness import painted

pytestmark = pytest.mark.browser
#: The elements of the dialog's results.
OWN = frozenset(
    [
        "li",
        "a",
        "article",
        "div",
        "h1",
        "h2",
        "p",
        "mark",
        "nav",
        "details",
        "summary",
        "span",
        "i",
        "b",
        "em",
        "time",
        "small",
    ]
)
#: Words that find hostile texts, whatever stands around them.
PLAIN = (
    "hit",
    "script",
    "img",
    "onerror",
    "注意力",
    "序号",
    "平常",
    "公式",
    "alert",
    "a",
    "<",
    "zhuyili",
)

ASKING = (Path(__file__).parent / "asking.js").read_text(encoding="utf-8")


@pytest.fixture
def quiet(browser, hostile_url: str):
    """A watched context without the policy; silence is demanded at the end of each test."""
    with watched(browser, hostile_url, policy=False) as witness:
        yield witness
        painted(witness.page)
        witness.assert_silence()


def addresses(texts: list[str]) -> list[str]:
    """Every text as a query, and in turn as category, tag, topic, order and mark."""
    names = ("category", "tag", "topic", "origin", "transmission", "sort", "h", "x")
    return [
        f"?q={quote(text, safe='')}"
        if at % 3
        else f"?q=%E5%BA%8F&{names[at // 3 % len(names)]}={quote(text, safe='')}"
        for at, text in enumerate(texts)
    ]


def ask(witness: Witness, urls: list[str]) -> list[dict]:
    witness.load("search/")
    witness.page.wait_for_selector("[data-kb-search][data-state=idle]")
    return witness.page.evaluate(f"({ASKING})", urls)


def test_rows_show_titles_and_excerpts_as_received(quiet: Witness, hostile_library) -> None:
    entries = {entry.id: entry for entry in hostile_library.entries}
    shown = 0
    for answer in ask(quiet, [f"?q={quote(word, safe='')}" for word in PLAIN]):
        assert answer["state"] in ("done", "empty"), answer
        for row in answer["rows"]:
            entry = entries[row["href"].strip("/").split("/")[-1]]
            assert seen(row["title"]) == seen(reading.title(entry.title.text))
            assert row["odd"] == 0
            assert key(row["excerpt"].strip("…"))[:20] in key(entry.article.text)
            shown += 1
    assert shown >= 40
    assert sum(row["marks"] for a in ask(quiet, ["?q=hit"]) for row in a["rows"]) > 0


def test_hostile_addresses_run_nothing_and_break_nothing(quiet: Witness) -> None:
    texts = [payload.text for payload in PAYLOADS[::5]]
    for url, answer in zip(addresses(texts), ask(quiet, addresses(texts)), strict=True):
        assert answer["state"] in ("done", "empty", "idle"), (url, answer)


def test_a_hostile_address_opened_afresh(quiet: Witness) -> None:
    for payload in PAYLOADS[::80]:
        text = quote(payload.text, safe="")
        quiet.load(f"search/?q={text}&category={text}&tag={text}&sort={text}&h={text}#{text}")


def test_the_dialog_shows_text_as_text(quiet: Witness) -> None:
    quiet.load("about/")
    page = quiet.page
    page.keyboard.press("/")
    field = page.locator(".md-search__input")
    field.wait_for(state="visible")
    said = page.locator(".md-search-result__meta")
    for text in (*PLAIN[:6], *(p.text for p in PAYLOADS[5::70])):
        field.fill("")
        expect(said).to_have_text("键入以开始搜索")
        field.fill(" ".join(text.split()) or "a")
        expect(said).to_have_text(re.compile("则|没有找到"))
    field.fill("hit")
    page.wait_for_selector(".md-search-result__item a")
    odd = page.evaluate(
        "() => [...document.querySelectorAll('.md-search-result__list *')].map((e) => e.localName)"
    )
    assert set(odd) <= OWN


def test_marks_leave_the_text_of_an_article_alone(quiet: Witness, hostile_library) -> None:
    entries = [e for e in hostile_library.entries if "序号" in e.article.text][::120]
    body = "() => document.querySelector('.kb-art__b').textContent"
    for entry, payload in zip(entries, PAYLOADS[3::40], strict=False):
        quiet.load(f"articles/{entry.id}/")
        before = quiet.page.evaluate(body)
        queries = "&".join(
            f"h={quote(text, safe='')}" for text in (payload.text, "序号", "hit", "<", "a")
        )
        quiet.load(f"articles/{entry.id}/?{queries}")
        quiet.page.wait_for_selector("mark", state="attached")
        assert quiet.page.evaluate(body) == before


@pytest.mark.long
def test_every_payload_in_every_part_of_the_address(quiet: Witness) -> None:
    texts = [payload.text for payload in PAYLOADS]
    for shift in range(3):
        for answer in ask(quiet, addresses(texts[shift:] + texts[:shift])):
            assert answer["state"] in ("done", "empty", "idle")
