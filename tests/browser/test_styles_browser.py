"""The rules of the theme that are left out change nothing, on no kind of page in no state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.test_pages_browser import KINDS
from tests.test_styles import THEME, rules

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser

#: What a selector says of a passing state, or of a part that is no element.
_STATE = re.compile(
    r"::?(?:-(?:webkit|moz|ms)-[\w-]+|after|before|marker|placeholder|backdrop|selection"
    r"|hover|focus(?:-visible|-within)?|active|target|checked|indeterminate|valid|invalid"
    r"|disabled|fullscreen|autofill|placeholder-shown|link|visited)(?![\w(-])"
)
#: Every element's styles and those of what stands before and after it, by its place.
_STYLES = """() => [...document.querySelectorAll("*")].flatMap((element) =>
  ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(element, part)
    if (part && style.content === "none") return ""
    const names = [...style].filter((name) => !name.startsWith("--")) // read by no rule, or kept
    return names.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";")
  }))"""


def stateless(selector: str) -> str:
    """A selector of all elements that may come to be styled by the one given."""
    bare = _STATE.sub("", selector).replace(":not()", "")
    return re.sub(r"(^|[ >+~])(?=[>+~]|$)", r"\1*", bare)


@pytest.fixture(scope="module")
def sheet(site_dir: Path) -> str:
    return (site_dir / "assets/styles.css").read_text("utf-8")


@pytest.fixture
def page(browser, request) -> Iterator:
    width, scheme = getattr(request, "param", (1280, "light"))
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def ask(page) -> None:
    """Opens the theme's search dialog, with results."""
    if page.viewport_size["width"] < 960:  # there the field is behind a button
        page.click("label.md-header__button[for=__search]")
    page.click(".md-search__input")
    page.fill(".md-search__input", "注意力")
    page.wait_for_selector(".md-search-result__item")


def test_no_rule_left_out_finds_an_element(page, site_dir, site_url, sheet):
    kept = {selector for _, selector, _ in rules(sheet)}
    gone = {one for _, one, _ in rules(THEME) if one not in kept}
    assert len(gone) > 300
    plain = sorted({stateless(one) for one in gone})
    match = """plain => plain.filter((one) => document.querySelector(one))"""
    article = min((site_dir / "articles").glob("*/")).name
    for url in (*KINDS.values(), f"articles/{article}/"):
        page.goto(site_url + url)
        page.wait_for_selector(".kb-dlg", state="attached")  # the scripts are at work
        assert page.evaluate(match, plain) == [], url
    ask(page)
    assert page.evaluate(match, plain) == []
    assert page.evaluate(match, [".md-search-result__item"]) != []


@pytest.mark.parametrize("page", [(390, "dark"), (1280, "light")], indirect=True, ids=str)
@pytest.mark.parametrize("state", ["read", "dialog", "drawer", "print"])
def test_every_element_looks_as_under_the_whole_sheet(page, site_dir, site_url, sheet, state):
    whole = THEME + sheet[sheet.index(":root{--kb-sans") :]
    page.route("**/whole.css", lambda route: route.fulfill(body=whole, content_type="text/css"))
    article = min((site_dir / "articles").glob("*/")).name
    page.goto(f"{site_url}articles/{article}/")
    page.wait_for_selector(".kb-dlg", state="attached")
    if state == "dialog":
        ask(page)
    elif state == "drawer":
        page.evaluate("document.getElementById('__drawer').checked = true")
    elif state == "print":
        page.emulate_media(media="print")
    page.evaluate("document.activeElement.blur()")
    before = settled(page)
    page.evaluate(
        "() => new Promise((done) => {"
        "  const sheet = document.querySelector('link[rel=stylesheet]');"
        "  sheet.onload = done; sheet.href = '/whole.css' })"
    )
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 300
    after = settled(page)
    assert len(before) == len(after)
    assert [(b, a) for b, a in zip(before, after, strict=True) if b != a] == []


def settled(page) -> list[str]:
    """The styles once they stay: what opens, opens in a moment."""
    seen: list[list[str]] = []
    for _ in range(100):
        seen = [*seen[-3:], page.evaluate(_STYLES)]
        if len(seen) == 4 and all(one == seen[0] for one in seen):
            return seen[0]
        page.wait_for_timeout(100)
    raise AssertionError("the page never comes to rest")
