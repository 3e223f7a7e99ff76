"""Every payload in every place of the site: nothing runs, nothing is lost."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from scripts import escape
from scripts.model import LineKind
from scripts.pages import links, reading
from scripts.structure import BlockKind, blocks
from scripts.typography import InlineKind, inline, restore
from tests.hostile.payloads import PAYLOADS
from tests.hostile.witness import watched

pytestmark = pytest.mark.browser
READING = (Path(__file__).parent / "reading.js").read_text(encoding="utf-8")
_LOST = (InlineKind.FORMULA, InlineKind.CODE)
_FRAMES = 24


@pytest.fixture(scope="session")
def urls(hostile_site: Path) -> list[str]:
    """Every page's address below the site's root."""
    files = sorted(hostile_site.rglob("*.html"))
    return [path.relative_to(hostile_site).as_posix().removesuffix("index.html") for path in files]


@pytest.fixture(scope="session")
def found(browser, hostile_url: str, urls: list[str]) -> dict[str, dict]:
    """What a browser's parser finds on every page, scripts not running."""
    with watched(browser, hostile_url, policy=True) as witness:
        witness.page.goto(hostile_url + "robots.txt")
        addresses = [hostile_url + url for url in urls]
        result: list[dict] = []
        for start in range(0, len(urls), 60):
            result += witness.page.evaluate(f"({READING})", addresses[start : start + 60])
    return dict(zip(urls, result, strict=True))


def seen(text: str) -> str:
    """Text as a page holds it: without what no document may hold, white space aside."""
    return "".join(escape.clean(text).split())


def body_of(text: str) -> str:
    """The words of an excerpt as they are displayed, lost formulas aside."""
    shown = (
        piece.text
        for block in blocks(text)
        if block.kind not in (BlockKind.FORMULA, BlockKind.CODE)
        for piece in inline(restore(text[block.body : block.end]))
        if piece.kind not in _LOST
    )
    return seen("".join(shown))


def test_there_are_at_least_300_payloads_of_many_kinds() -> None:
    assert len({payload.text for payload in PAYLOADS}) >= 300
    assert len({payload.group for payload in PAYLOADS}) >= 10


def test_no_page_holds_an_element_or_attribute_that_is_not_ours(found: dict[str, dict]) -> None:
    faults = {url: page["faults"] for url, page in found.items() if page["faults"]}
    assert faults == {}


def test_every_page_has_the_strict_policy(found: dict[str, dict]) -> None:
    for url, page in found.items():
        assert "default-src 'none'" in page["policy"], url
        assert "unsafe" not in page["policy"], url


def test_articles_say_what_was_received(found: dict[str, dict], hostile_library) -> None:
    for entry in hostile_library.entries:
        page = found[f"articles/{entry.id}/"]
        title = reading.title(entry.title.text)
        assert seen(page["heading"]) == seen(title)
        assert seen(page["title"]).startswith(seen(title))
        assert seen(page["body"]) == body_of(entry.article.text), entry.id
        data = json.loads(page["data"])
        assert seen(data["headline"]) == seen(title[:110])
        assert seen(page["description"]) == seen(
            reading.summary(entry.article.text[entry.opening :])
        )


def test_the_raw_block_shows_every_line_exactly(found: dict[str, dict], hostile_library) -> None:
    for entry in hostile_library.entries:
        lines = {o.text + ("..." if o.truncated else "") for o in entry.article.occurrences}
        shown = found[f"articles/{entry.id}/"]["raw"]
        assert sorted(shown) == sorted(escape.clean(line) for line in lines)


def test_what_a_person_wrote_stands_as_written(found: dict[str, dict], hostile_library) -> None:
    curated = [entry for entry in hostile_library.entries if entry.note]
    assert len(curated) >= 300
    for entry in curated:
        page = found[f"articles/{entry.id}/"]
        assert seen(page["note"]).endswith(seen(entry.note))
        chips = Counter(map(seen, page["chips"]))
        assert not Counter(seen(tag) for tag in entry.tags) - chips
        assert page["source"] == escape.href(entry.source)
        assert seen(entry.title.text)[:20] in seen(page["fix"]).replace("''", "'") or (
            "\\" in page["fix"] or '"' in page["fix"]
        )


def test_each_line_of_each_transmission_is_listed(found: dict[str, dict], hostile_library) -> None:
    pages = [page for url, page in found.items() if url.startswith("transmissions/")]
    by_file = {seen(page["files"][0]): page for page in pages if page["lines"]}
    for parsed in hostile_library.dumps:
        page = by_file[seen(links.file(parsed.dump.path))]
        shown = [seen(cells[2]) for cells in page["lines"]]
        wanted = [line.text for line in parsed.lines if line.kind is not LineKind.BLANK]
        listed = [cell for cell in shown if cell]
        assert len(listed) == sum(bool(seen(text)) for text in wanted)
        for text, cell in zip(filter(seen, wanted), listed, strict=True):
            assert cell == seen(text if len(text) <= 48 else text[:48] + "…")


def test_the_report_repeats_messages_verbatim(found: dict[str, dict], hostile_library) -> None:
    rows = found["report/"]["problems"]
    messages = {seen(problem.message) for problem in hostile_library.problems}
    assert len(rows) >= 100
    assert {seen(row[2]) for row in rows} <= messages


def test_lists_and_the_index_show_titles_and_concepts(
    found: dict[str, dict], hostile_library
) -> None:
    titles = {seen(reading.title(e.title.text)) for e in hostile_library.entries}
    listed = {
        seen(title)
        for url, page in found.items()
        if url.startswith("categories/") and url != "categories/"
        for title in page["titles"]
    }
    assert listed == titles
    tags = {seen(tag) for entry in hostile_library.entries for tag in entry.tags}
    concepts = {re.sub(r"\d+$", "", seen(text)) for text in found["terms/"]["concepts"]}
    assert {re.sub(r"\d+$", "", tag) for tag in tags} <= concepts


def test_nothing_runs_where_no_policy_forbids_it(
    browser, bare_url: str, hostile_url: str, urls: list[str]
) -> None:
    """Without the policy, which would hide a hole. The theme's own files are left empty on
    most pages: their part is played on those that are loaded one by one."""
    with watched(browser, bare_url, policy=False) as witness:
        articles = [url for url in urls if url.startswith("articles/")]
        load_all(witness, [*articles[::8], *others(urls)[::3]])
        witness.assert_silence()
    with watched(browser, hostile_url, policy=False) as witness:
        for url in ("", "report/", "search/", "terms/", "updates/", *urls[::400]):
            witness.load(url)
        witness.assert_silence()


def test_the_policy_has_nothing_to_refuse(browser, hostile_url: str, urls: list[str]) -> None:
    with watched(browser, hostile_url, policy=True) as witness:
        for url in ("", "report/", "search/", "terms/", "updates/", "404.html", *urls[::150]):
            witness.load(url)
        witness.assert_silence()


@pytest.mark.long
def test_nothing_runs_on_any_page(browser, bare_url: str, urls: list[str]) -> None:
    with watched(browser, bare_url, policy=False) as witness:
        load_all(witness, urls)
        witness.assert_silence()


@pytest.mark.long
def test_nothing_runs_on_pages_with_all_their_scripts(
    browser, hostile_url: str, urls: list[str]
) -> None:
    for policy in (False, True):
        with watched(browser, hostile_url, policy=policy) as witness:
            load_all(witness, urls[::4])
            witness.assert_silence()


def others(urls: list[str]) -> list[str]:
    return [url for url in urls if not url.startswith("articles/")]


def load_all(witness, urls: list[str]) -> None:
    for start in range(0, len(urls), _FRAMES):
        witness.load_together(urls[start : start + _FRAMES])
