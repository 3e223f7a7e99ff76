"""The built site in a browser: axe, console, requests, overflow, and what scripts add."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.stillness import painted, shifts

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
KINDS = {
    "home": "",
    "category": "categories/large-model/",
    "uncategorised": "categories/uncategorised/",
    "topics": "topics/",
    "articles": "articles/",
    "categories": "categories/",
    "terms": "terms/",
    "letter": "terms/t/",
    "transmissions": "transmissions/",
    "transmission": "transmissions/001_e5cec586b3cf78bf/",
    "updates": "updates/",
    "report": "report/",
    "guide": "guide/",
    "about": "about/",
    "inputs": "inputs/",
    "search": "search/",
    "error": "404.html",
}


@pytest.fixture(scope="session")
def kinds(site_dir: Path) -> dict[str, str]:
    """An address for every kind of page; articles of each origin."""
    found = dict(KINDS)
    for path in sorted(site_dir.glob("articles/*/index.html")):
        html = path.read_text(encoding="utf-8")
        for origin in ("原标", "推断", "待定"):
            if f"<small>{origin}</small>" in html:
                found.setdefault(f"article {origin}", f"articles/{path.parent.name}/")
        if "kb-rel" in html:
            found.setdefault("article with relations", f"articles/{path.parent.name}/")
    topic = next(iter(sorted(site_dir.glob("topics/*/index.html"))))
    found["topic"] = f"topics/{topic.parent.name}/"
    return found


class Visit:
    """A page opened with its console and its requests watched."""

    def __init__(self, page, base: str) -> None:
        self.page, self.base = page, base
        self.complaints: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._request)

    def _console(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _request(self, request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.complaints.append(f"external request: {request.url}")

    def open(self, url: str):
        self.complaints.clear()
        self.page.goto(self.base + url, wait_until="load")
        return self.page


@pytest.fixture
def visit(browser, site_url: str, request) -> Iterator[Visit]:
    width, scheme = getattr(request, "param", (1280, "light"))
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=False,
    )
    yield Visit(context.new_page(), site_url)
    context.close()


EVERYWHERE = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]


@pytest.mark.parametrize("visit", EVERYWHERE, indirect=True, ids=str)
def test_every_kind_of_page_is_quiet_and_fits(visit, kinds):
    faults = []
    for kind, url in kinds.items():
        page = visit.open(url)
        page.wait_for_load_state("networkidle")
        faults += [f"{kind}: {complaint}" for complaint in visit.complaints]
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if overflow > 0:
            faults.append(f"{kind}: {overflow} px too wide")
    assert faults == []


@pytest.fixture
def examined(browser, request) -> Iterator[Page]:
    """A page in which axe can be run: it is an injected script, which the policy forbids."""
    if not AXE.exists():
        pytest.skip("NO AXE: run `npm ci`, or `make test`")
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    page.add_script_tag(path=str(AXE))
    found = page.evaluate(
        "axe.run(document, { rules: { 'target-size': { enabled: true } } })"
        "  .then((result) => result.violations)"
    )
    return [f"{v['id']} {v['nodes'][0]['target']}" for v in found]


@pytest.mark.parametrize("examined", EVERYWHERE, indirect=True, ids=str)
def test_axe_finds_nothing(examined, site_url, kinds):
    faults = []
    for kind, url in kinds.items():
        examined.goto(site_url + url, wait_until="load")
        examined.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        faults += [f"{kind}: {fault}" for fault in violations(examined)]
    assert faults == []


@pytest.mark.parametrize("examined", EVERYWHERE, indirect=True, ids=str)
def test_axe_finds_nothing_in_the_open_dialog(examined, site_url, kinds):
    examined.goto(site_url + kinds["article 推断"], wait_until="load")
    if examined.viewport_size["width"] < 960:  # there the field is behind a button
        examined.click("label.md-header__button[for=__search]")
    examined.click(".md-search__input")
    for query, said in (("注意力", re.compile("^[1-9]\\d* 则")), ("zzqxvjk", "没有找到")):
        examined.fill(".md-search__input", query)
        expect(examined.locator(".md-search-result__meta")).to_have_text(said)
        painted(examined)
        assert bool(examined.locator(".md-search-result__item").count()) == (query == "注意力")
        assert violations(examined) == [], query


@pytest.mark.parametrize("stored", ["default", "slate", None])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_colours_are_right_before_anything_is_shown(browser, site_url, stored, scheme):
    """What early.js sets stands before the styles are asked for, and nothing sets it again."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    if stored:
        page.goto(site_url + "404.html")
        page.evaluate("name => localStorage.setItem('/.scheme', name)", stored)
    page.add_init_script(
        "window.seen = [];"
        "new MutationObserver(() => seen.push(document.documentElement.dataset.mdColorScheme))"
        ".observe(document, { subtree: true, attributeFilter: ['data-md-color-scheme'] })"
    )
    page.goto(site_url)
    page.wait_for_load_state("networkidle")
    wanted = stored or {"light": "default", "dark": "slate"}[scheme]
    assert set(page.evaluate("seen")) == {wanted}
    context.close()


@pytest.mark.parametrize("visit", [(1280, "light")], indirect=True)
def test_the_colours_go_round_and_are_remembered(visit):
    now = "document.documentElement.dataset.mdColorScheme"
    page = visit.open("about/")
    seen = []
    for _ in range(4):
        page.click(".kb-scheme")
        seen.append((page.evaluate(now), page.locator(".kb-scheme").get_attribute("aria-label")))
        page = visit.open("guide/")
        assert page.evaluate(now) == seen[-1][0]
    assert [colours for colours, _ in seen] == ["default", "slate", "default", "default"]
    assert [name.split("：")[1] for _, name in seen] == ["浅色", "深色", "随系统", "浅色"]
    assert visit.complaints == []


def test_a_page_is_styled_as_a_whole_once(visit, kinds):
    """Scripts that come when a page is shown change neither the root nor the body."""

    def late(route):
        visit.page.wait_for_timeout(300)
        visit.page.evaluate(
            "window.changed = [];"
            "for (const element of [document.documentElement, document.body])"
            "  new MutationObserver((all) => changed.push(...all.map((one) => one.attributeName)"
            "    .filter((name, i) => all[i].target.getAttribute(name) !== all[i].oldValue)))"
            "    .observe(element, { attributes: true, attributeOldValue: true })"
        )
        route.continue_()

    visit.page.route("**/boot.js", late)
    for url in ("", kinds["article 推断"]):
        page = visit.open(url)
        page.wait_for_selector(".kb-dlg", state="attached")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("changed") == [], url


def test_the_style_sheet_has_the_line_for_itself(visit, kinds):
    """What a page needs only once it is shown is asked for when its styles are here."""
    asked = []
    visit.page.on("request", lambda request: asked.append(request.url.split("/")[-1]))
    visit.page.on("requestfinished", lambda request: asked.append("+" + request.url.split("/")[-1]))
    visit.open(kinds["article 推断"]).wait_for_selector(".kb-dlg", state="attached")
    before = asked[: asked.index("+styles.css")]
    assert {name.lstrip("+") for name in before if name.endswith(".js")} == {"early.js", "later.js"}
    assert {"boot.js", "site.js"} <= {*asked[len(before) :]}


def test_nothing_is_laid_out_before_the_styles_are_here(visit):
    """A browser that has read a page lays it out, unless a script is still to come."""
    held = []
    visit.page.route("**/styles.css", lambda route: held.append(route))  # noqa: PLW0108 - playwright wraps it
    session = visit.page.context.new_cdp_session(visit.page)
    session.send("Performance.enable")
    visit.page.goto(visit.base, wait_until="commit")
    visit.page.wait_for_function("document.readyState !== 'loading'", polling=50)
    metrics = session.send("Performance.getMetrics")["metrics"]
    assert next(one["value"] for one in metrics if one["name"] == "LayoutCount") == 0
    held.pop().continue_()
    visit.page.wait_for_selector(".kb-dlg", state="attached")


def test_the_header_names_the_page_once_its_heading_is_out_of_sight(visit, kinds):
    page = visit.open(kinds["article 推断"])
    name = page.locator(".md-header__topic").last
    page.wait_for_selector(".kb-dlg", state="attached")
    assert name.evaluate("e => getComputedStyle(e).opacity") == "0"
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_selector(".md-header__title--active")
    page.wait_for_function(
        "getComputedStyle([...document.querySelectorAll('.md-header__topic')][1]).opacity === '1'"
    )
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_selector(".md-header__title:not(.md-header__title--active)")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_left_column_that_is_too_long_turns_within_the_window(browser, site_url, kinds, scripts):
    context = browser.new_context(
        viewport={"width": 1280, "height": 420}, java_script_enabled=scripts
    )
    page = context.new_page()
    page.goto(site_url + kinds["article 推断"])
    column = page.locator(".md-sidebar__scrollwrap")
    for down in (0, 150):
        page.evaluate("y => scrollTo(0, y)", down)
        box = column.bounding_box()
        assert box["y"] >= 48
        assert box["y"] + box["height"] <= 420
    page.locator(".kb-nav a").last.focus()
    assert page.locator(".kb-nav a").last.bounding_box()["y"] < 420
    context.close()


@pytest.mark.parametrize("key", ["/", "f", "s", "Control+k", "Meta+k"])
def test_a_key_leads_into_the_search_box(visit, key):
    page = visit.open("about/")
    page.keyboard.press(key)
    expect(page.locator(".md-search__input")).to_be_focused()
    expect(page.locator(".md-search__input")).to_have_value("")


def test_a_left_column_that_fits_does_not_turn(visit, kinds):
    """Firefox drew a bar beside every one of them."""
    column = visit.open(kinds["article 推断"]).locator(".md-sidebar__scrollwrap")
    assert column.evaluate("e => e.scrollHeight - e.clientHeight") == 0


def test_a_visit_fetches_neither_the_sitemap_nor_the_feeds(visit, kinds):
    fetched = []
    visit.page.on("request", lambda request: fetched.append(request.url))
    visit.open(kinds["article 推断"]).wait_for_load_state("networkidle")
    assert not [url for url in fetched if "sitemap" in url or "/feed." in url]


#: What stands alone and is pressed, and how many of 43 px around its middle do not reach it.
#: Links in a sentence and the letters of the concepts are as large as their text.
MISSED = """() => [...document.querySelectorAll(
  ".kb :is(a[href], button, select, summary), .md-footer a, .md-header__button")]
  .filter((each) => !each.matches(
    ".kb-az *, #kb-text *, .kb-prose :is(p, li, td) a, .kb-lead a, .kb-empty a")
    && each.checkVisibility({ visibilityProperty: true }))
  .flatMap((each) => {
    each.scrollIntoView({ block: "center" })
    const { x, y, width, height, right } = each.getBoundingClientRect()
    if (!width || right > innerWidth) return []
    const reaches = (by) => {
      const hit = document.elementFromPoint(x + Math.min(width, 40) / 2, y + height / 2 + by)
      return hit && (each.contains(hit) || (hit.matches("label") && hit.contains(each)))
    }
    const missed = [...Array(43).keys()].filter((at) => !reaches(at - 21)).length
    return missed > 1 ? [`${each.outerHTML.slice(0, 80)}: ${missed}`] : []
  })"""


@pytest.mark.parametrize("visit", [(390, "light")], indirect=True, ids=str)
def test_a_finger_finds_44_pixels(visit, kinds):
    found = {}
    for kind, url in {**kinds, "results": "search/?q=注意力"}.items():
        page = visit.open(url)
        page.wait_for_load_state("networkidle")
        found[kind] = page.evaluate(MISSED)
    assert not any(found.values()), found


def test_a_topic_on_the_page_of_categories_is_where_its_link_leads(visit):
    page = visit.open("categories/")
    link = page.locator(".kb-row__m a").first
    address = link.get_attribute("href").removeprefix("../")
    link.click()
    page.wait_for_url(f"**/{address}")


def test_wide_screens_do_not_stretch_the_text(browser, site_url, kinds):
    page = browser.new_page(viewport={"width": 1920, "height": 1000})
    page.goto(site_url + kinds["article 推断"])
    width = page.locator(".kb-art__b").bounding_box()["width"]
    size = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.kb-art__b')).fontSize)"
    )
    assert width <= 38.5 * size
    page.close()


def test_topic_chips_filter_the_rows(visit):
    page = visit.open("categories/large-model/")
    everything = page.locator("#kb-rows > li:visible").count()
    chip = page.locator(".kb-filter a").nth(1)
    expected = int(chip.locator("b").inner_text())
    chip.click()
    assert page.locator("#kb-rows > li:visible").count() == expected < everything
    assert page.locator("[data-shown]").inner_text() == f"{expected} 则"
    page.locator(".kb-filter a").first.click()
    assert page.locator("#kb-rows > li:visible").count() == everything


def test_rows_can_be_sorted(visit):
    page = visit.open("categories/large-model/")
    page.select_option("[data-sort]", "heard")
    heard = page.eval_on_selector_all("#kb-rows > li", "rows => rows.map(r => +r.dataset.heard)")
    page.select_option("[data-sort]", "last")
    last = page.eval_on_selector_all("#kb-rows > li", "rows => rows.map(r => +r.dataset.last)")
    assert heard == sorted(heard, reverse=True)
    assert last == sorted(last, reverse=True)


def test_a_log_can_be_filtered_by_state(visit):
    page = visit.open("transmissions/001_e5cec586b3cf78bf/")
    page.click("[data-state=chg]")
    assert page.locator("#kb-log > li:visible").count() == 3
    assert page.locator("[data-state=chg]").get_attribute("aria-pressed") == "true"


def test_the_permalink_and_the_correction_can_be_copied(visit, kinds):
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open(kinds["article 推断"])
    page.click("[data-copy-link]")
    assert page.evaluate("navigator.clipboard.readText()").endswith(kinds["article 推断"])
    page.locator("details", has=page.locator("#kb-fix")).locator("summary").click()
    page.click("[data-copy=kb-fix]")
    article = kinds["article 推断"].split("/")[1]
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"articles:\n  {article}:\n")


def test_the_evidence_can_be_marked_in_the_text(visit, kinds):
    page = visit.open(kinds["article 推断"])
    page.click("[data-mark]")
    marked = """() => [...CSS.highlights.get("kb-evidence")].map(String)"""
    forms = page.eval_on_selector_all(
        ".kb-ev li",
        "items => items.flatMap(i => (i.dataset.forms ?? i.children[0].textContent).split('\\n'))",
    )
    found = page.evaluate(marked)
    assert found
    assert {text.lower() for text in found} <= {form.lower() for form in forms}
    page.click("[data-mark]")
    assert not page.evaluate("CSS.highlights.has('kb-evidence')")


def test_a_related_article_shows_its_opening_on_hover(visit, kinds):
    page = visit.open(kinds["article with relations"])
    page.locator(".kb-rel a").first.hover()
    page.wait_for_selector(".kb-peek")
    assert len(page.locator(".kb-peek").inner_text()) > 20
    page.keyboard.press("Escape")
    assert page.locator(".kb-peek").count() == 0


def test_the_first_tab_leads_past_the_header(visit, kinds):
    for url in (kinds["article 推断"], "guide/"):
        page = visit.open(url)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className").split()[0] == "md-skip"
        target = page.evaluate("document.activeElement.hash.slice(1)")
        assert page.locator(f"[id='{target}']").evaluate("e => e.tagName") == "H1"


def test_the_drawer_opens_on_a_phone(browser, site_url, kinds):
    page = browser.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    for kind in ("home", "search", "article 推断"):
        page.goto(site_url + kinds[kind])
        page.click("label.md-header__button[for=__drawer]")
        expect(page.locator(".kb-nav .md-nav__link--active"), kind).to_be_visible()
    page.close()


def test_no_key_leads_into_a_closed_drawer(browser, site_url, kinds):
    page = browser.new_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page.goto(site_url + kinds["article 推断"])
    inside = "document.activeElement.closest('.md-sidebar') !== null"
    links = ".kb-nav a"
    focused = "links => links.filter((one) => { one.focus(); return one.matches(':focus') }).length"
    assert page.eval_on_selector_all(links, focused) == 0
    page.click("label.md-header__button[for=__drawer]")
    assert page.eval_on_selector_all(links, focused) > 10
    assert page.evaluate(inside)
    page.close()


def test_keys_open_the_drawer_lead_into_it_and_close_it(browser, site_url, kinds):
    """Magnified four times a desk's window is as narrow as a phone's, and has no touch."""
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(site_url + kinds["article 推断"])
    page.wait_for_selector(".kb-dlg", state="attached")
    toggle = page.get_by_role("button", name="导航", expanded=False)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(toggle).to_be_focused()
    page.keyboard.press("Enter")
    first = page.locator(".kb-nav li a").first
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(toggle).to_be_focused()
    expect(first).not_to_be_visible()
    page.close()


def test_without_scripts_everything_can_be_read_and_reached(browser, site_url, kinds):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + "categories/large-model/")
    page.locator(".kb-filter a").nth(1).click()
    assert re.search(r"/topics/[\w-]+/$", page.url)
    page.locator(".kb-row a").first.click()
    assert page.locator("h1").is_visible()
    assert not page.locator("[data-copy-link]").is_visible()
    context.close()


def test_a_newcomer_finds_why_where_from_and_the_original(browser, site_url):
    """From the home page to an article on 时序差分: category, reason, dump, original."""
    for width in WIDTHS:
        page = browser.new_page(viewport={"width": width, "height": 844})
        page.goto(site_url)
        page.click(".kb-bands a:has(b:text-is('RL'))")
        page.click(".kb-row a:has-text('时序差分')")
        assert page.locator(".kb-badge").inner_text().startswith("RL")
        assert page.locator(".kb-ev li").count() > 0
        assert page.locator(".kb-orig__l a[rel~=noreferrer]").count() >= 4
        page.locator(".kb-prov .on a").first.click()
        assert page.locator("li:target").inner_text().count("时序差分") == 1
        page.close()


@pytest.mark.parametrize("visit", EVERYWHERE[::2], indirect=True, ids=str)
def test_nothing_moves_while_a_page_loads(visit, kinds):
    """Whenever the scripts come: they are held back until the page is painted."""
    visit.page.route("**/site.js", held_back)
    visit.page.route("**/search/*.js", held_back)
    for kind, url in kinds.items():
        page = visit.open(url)
        page.wait_for_load_state("networkidle")
        assert shifts(page) < 0.02, kind


PAINTED = """() => new Promise((painted) => new PerformanceObserver((list) => {
  if (list.getEntriesByName("first-contentful-paint").length) painted(true)
}).observe({ type: "paint", buffered: true }))"""


def held_back(route) -> None:
    route.request.frame.page.evaluate(PAINTED)
    route.continue_()


@pytest.mark.parametrize("visit", EVERYWHERE[::2], indirect=True, ids=str)
def test_a_chart_has_each_figure_below_its_bar(visit):
    page = visit.open("report/")
    rows = "rows => rows.map(r => [...r.cells].map(c => c.getBoundingClientRect().top))"
    tops = page.eval_on_selector_all(".kb-chart tr", rows)
    assert tops
    assert all(len(set(row)) == 1 for row in tops)


@pytest.mark.parametrize("visit", EVERYWHERE[::2], indirect=True, ids=str)
def test_the_bars_of_the_evidence_begin_in_one_line(visit, kinds):
    page = visit.open(kinds["article 推断"])
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    lefts = page.eval_on_selector_all(
        ".kb-ev i", "all => all.map(i => Math.round(i.getBoundingClientRect().left))"
    )
    assert len(lefts) > 1
    assert len(set(lefts)) == 1


def test_on_paper_nothing_is_left_of_what_can_only_be_pressed(visit, kinds):
    page = visit.open(kinds["article 推断"])
    page.emulate_media(media="print")
    assert page.locator("article :is(button, select, input):visible").count() == 0
    assert not page.get_by_text("一句检索全文").is_visible()
    assert page.locator(".kb-ev").is_visible()  # what was folded up is printed


def test_paper_has_the_same_colours_whatever_the_screen_has(browser, site_url):
    """Those of categories that people added too (--x0…)."""
    colours = """() => {
      const style = getComputedStyle(document.documentElement)
      const names = ["bg", "ink", "mut", "link", "mark", "lm", "no", "x0", "x5"]
      return [style.colorScheme, ...names.map((name) => style.getPropertyValue(`--${name}`))]
    }"""
    seen = {}
    for scheme in SCHEMES:
        page = browser.new_page(color_scheme=scheme)
        page.goto(f"{site_url}categories/rl/")
        for medium in ("screen", "print"):
            page.emulate_media(media=medium, color_scheme=scheme)
            seen[scheme, medium] = page.evaluate(colours)
        page.close()
    assert seen["dark", "print"] == seen["light", "print"]
    assert all(seen["dark", "print"])
    assert not set(seen["dark", "screen"]) & set(seen["dark", "print"])


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_is_drawn_stays_drawn_in_the_systems_own_colours(browser, site_url, kinds, scheme):
    context = browser.new_context(forced_colors="active", color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    drawings = {
        "": (".kb-bands .kb-sig", ".kb-strip__b", ".kb-rx", ".kb-find button"),
        kinds["article 推断"]: (".kb-badge", ".kb-evi .kb-ev", ".kb-prov", ".kb-nav .c-nlp"),
        kinds["category"]: (".kb-filter [aria-current]", ".kb-dial .kb-sig"),
    }
    for url, parts in drawings.items():
        page.goto(site_url + url)
        for part in parts:
            drawn = page.locator(part).first.screenshot()
            page.add_style_tag(
                content=f"{part}, {part} * {{ outline: 0 !important; background: none !important }}"
            )
            page.add_style_tag(content=f"{part}::before, {part} ::before {{ visibility: hidden }}")
            assert page.locator(part).first.screenshot() != drawn, part
    context.close()
