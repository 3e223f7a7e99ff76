"""Both faces of the search as a reader meets them, on the real site in a real browser."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.search.conftest import serving
from tests.stillness import at_rest, moved, painted, shifts

pytestmark = pytest.mark.browser

ROW = "[data-part=list] h2 a"
ITEM = ".md-search-result__item"
META = ".md-search-result__meta"


def open_dialog(page, url, query):
    page.goto(url)
    page.keyboard.press("/")
    box = page.locator(".md-search__input")
    expect(box).to_be_focused()
    if query:
        box.fill(query)  # at once: answers to its beginnings would come in between


def asked_at(page, root, place, query):
    """Asks in the ``dialog`` or on the ``page``; gives the line that tells of the answer."""
    if place == "dialog":
        open_dialog(page, root, query)
        return page.locator(META)
    page.goto(f"{root}search/?q={query}")
    return page.locator("[data-part=status]")


# --- the page ---


def test_an_address_shows_its_results(page, root):
    page.goto(f"{root}search/?q=蒙特卡洛&category=RL")
    expect(page.locator(ROW).first).to_contain_text("蒙特卡洛")
    expect(page.locator("[data-part=status]")).to_contain_text(re.compile(r"\d+ 则"))
    expect(page.locator("[data-part=category] input[value=RL]")).to_be_checked()
    expect(page.locator(".md-search__input")).to_have_value("")  # the dialog stays shut
    assert "q=" in page.url


def test_a_title_found_breaks_at_its_colon_and_keeps_its_marks(page, root):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{root}search/?q=注意力稀释")
    page.wait_for_function(
        """() => {
          const titles = [...document.querySelectorAll("[data-part=list] h2 a")]
          const found = titles.find((one) => one.textContent.endsWith("无界梯度与注意力稀释"))
          const [upper, lower] = [...(found?.children ?? [])]
          return lower?.querySelector("mark")?.textContent === "注意力稀释"
            && upper.getBoundingClientRect().top < lower.getBoundingClientRect().top
        }"""
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [("zzzzqqq", "没有找到"), ("😀", "没有可检索的字"), ("分类:月亮 注意力", "没有叫“月亮”的分类")],
)
def test_what_finds_nothing_says_so_once_and_why(page, root, query, said):
    page.goto(f"{root}search/?q={query}")
    expect(page.locator("[data-part=notice] p").first).to_have_text(said)
    assert page.locator("[data-kb-search]").inner_text().count("没有") == 1
    open_dialog(page, root, query)
    expect(page.locator(META)).to_have_text(said)


def test_blanks_are_no_query(page, root):
    page.goto(f"{root}search/?q=%20%20")
    expect(page.locator(".kb-srch__idle")).to_be_visible()


def test_a_tag_in_the_address_keeps_only_articles_with_that_tag(page, root):
    page.goto(f"{root}articles.json")
    articles = page.evaluate("async () => (await (await fetch('articles.json')).json())")
    articles = articles.get("articles", articles) if isinstance(articles, dict) else articles
    tag = next(tag for article in articles for tag in article["tags"] if len(tag) > 2)
    truth = {article["title"] for article in articles if tag in article["tags"]}
    page.goto(f"{root}search/?tag={tag}")
    expect(page.locator("[data-part=status] b")).to_have_text(str(len(truth)))


def test_typing_choosing_and_going_back(page, root):
    page.goto(f"{root}search/")
    expect(page.locator(".kb-srch__idle")).to_be_visible()
    page.keyboard.type("attention")
    expect(page.locator(ROW).first).to_be_visible()
    page.keyboard.press("Enter")
    page.locator("[data-part=category] label:has(input[value='Large Model'])").click()
    expect(page).to_have_url(re.compile("category=Large"))
    page.go_back()
    expect(page).not_to_have_url(re.compile("category="))
    expect(page.locator("[data-part=category] input[value='Large Model']")).not_to_be_checked()
    expect(page.locator("[data-part=input]")).to_have_value("attention")
    page.go_back()
    expect(page.locator(".kb-srch__idle")).to_be_visible()


def test_the_keyboard_walks_through_results_and_back(page, root):
    page.goto(f"{root}search/?q=模型")
    expect(page.locator(ROW).first).to_be_visible()
    page.locator("[data-part=input]").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(ROW).first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(ROW).nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-part=input]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/articles/\w+/\?h="))
    expect(page.locator(".md-content mark").first).to_be_visible()


def test_sorting_by_date_puts_dates_first_newest_on_top(page, root):
    page.goto(f"{root}search/?q=模型&sort=date")
    expect(page.locator(ROW).first).to_be_visible()
    dates = page.locator("[data-part=list] time").all_text_contents()
    assert dates == sorted(dates, reverse=True)
    assert dates
    expect(page.locator("[data-part=list] li").first.locator("time")).to_be_visible()


def to_the_end(page, rows):
    """Goes down until that many rows are there; a list that comes without end comes further."""
    while page.locator(ROW).count() < rows:
        page.locator(ROW).last.scroll_into_view_if_needed()
        painted(page)
    page.locator(ROW).last.scroll_into_view_if_needed()
    at_rest(page)


def test_more_than_twenty_come_in_twenties(page, root):
    page.goto(f"{root}search/?q=的")
    total = int(page.locator("[data-part=status] b").text_content())
    assert total > 20
    more = page.locator("[data-part=more]")
    to_the_end(page, 20)
    expect(more).to_be_visible()
    expect(page.locator(ROW)).to_have_count(20)
    more.click()
    to_the_end(page, min(total, 40))
    expect(page.locator(ROW)).to_have_count(min(total, 40))


def test_a_word_found_only_inside_others_is_not_passed_off_as_found(page, root):
    page.goto(f"{root}search/?q=化学")
    expect(page.locator("[data-part=status]")).to_contain_text("没有以“化学”为词")
    expect(page.locator(ROW).first).not_to_be_visible()
    page.locator("[data-part=cut] summary").click()
    expect(page.locator(ROW).first).to_contain_text("强化学习")


@pytest.mark.parametrize(
    ("query", "note", "marked"),
    [
        ("強化學習", "简体检索“强化学习”", "强化学习"),
        ("qianghuaxuexi", "拼音显示“强化学习”", "强化学习"),
        ("qhxx", "拼音显示“强化学习”", "强化学习"),
        ("qiang hua xue xi", "拼音显示“强化学习”", "强化学习"),
        ("attenton", "相近的“attention”", "attention"),
        ("reinforcement", "同义的“强化学习”", "强化学习"),
        ("注意力机制的复杂", "同时含有“注意力”、“机制”、“复杂”", "机制"),
    ],
)
def test_a_bent_query_says_how(page, root, query, note, marked):
    page.goto(f"{root}search/?q={query}")
    expect(page.locator("[data-part=status]")).to_contain_text(note)
    page.locator("[data-part=list] mark").first.wait_for()
    texts = [text.lower() for text in page.locator("[data-part=list] mark").all_text_contents()]
    assert marked in texts


def test_a_few_letters_found_only_inside_words_are_not_passed_off_either(page, root):
    open_dialog(page, root, "PPO")
    expect(page.locator(META)).to_contain_text("这几个字母，但都在别的词里")
    expect(page.locator(ITEM)).to_have_count(1)
    page.locator(".md-search-result__more summary").click()
    expect(page.locator(".md-search-result__more a").first).to_contain_text("HiPPO")


@pytest.mark.parametrize("query", ["RL", "强化学习", "generative"])
def test_the_page_of_a_category_comes_first(page, root, query):
    open_dialog(page, root, query)
    place = page.locator(ITEM).first
    expect(place).to_contain_text("分类")
    expect(page.locator(ITEM).nth(1).locator("mark").first).to_be_visible()
    page.goto(f"{root}search/?q={query}")
    expect(page.locator("[data-part=places] h2 a")).to_have_count(1)
    page.locator("[data-part=input]").press("ArrowDown")
    expect(page.locator("[data-part=places] h2 a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/categories/[a-z-]+/"))


def test_the_page_of_a_topic_comes_first_too(page, root):
    open_dialog(page, root, "动作识别")
    place = page.locator(ITEM).first
    expect(place).to_contain_text("专题")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/topics/[a-z-]+/$"))
    page.goto(f"{root}search/?q=动作识别")
    expect(page.locator("[data-part=places] h2 a")).to_have_text("动作识别")


@pytest.mark.parametrize("date", ["2026年1月", "1月11日", "1月"])
def test_a_date_lists_what_is_dated_so(page, root, date):
    page.goto(f"{root}search/?q={date}")
    expect(page.locator("[data-part=status]")).to_contain_text("按日期")
    dates = page.locator("[data-part=list] time")
    expect(dates.first).to_have_text(re.compile("^2026-01-"))
    expect(page.locator("[data-part=list] > li:not(:has(time))")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("query", ["attenton", "注意力机制的复杂", "卷积", "zzzzqqq"])
def test_nothing_moves_when_the_answer_comes(page, root, query, width):
    """Not even under a note of three lines, on a phone."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{root}search/?q={query}")
    expect(page.locator("[data-counted]")).to_be_attached()
    expect(page.locator(f"{ROW}, [data-part=notice] p").first).to_be_visible()
    assert shifts(page) < 0.01


def test_nothing_found_helps(page, root):
    page.goto(f"{root}search/?q=蒙特卡洛 zzzzzzqqqqqq&category=RL")
    notice = page.locator("[data-part=notice]")
    expect(notice).to_contain_text("“蒙特卡洛”")
    notice.get_by_role("button").click()
    expect(page).not_to_have_url(re.compile("category="))


def test_filters_that_were_typed_are_taken_away_too(page, root):
    page.goto(f"{root}search/?q=蒙特卡洛 日期:1999 分类:RL")
    page.locator("[data-part=notice]").get_by_role("button").click()
    expect(page.locator("[data-part=input]")).to_have_value("蒙特卡洛")
    expect(page.locator(ROW).first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_spills_in_any_light_or_width(page, root, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{root}search/?q=注意力")
    expect(page.locator(ROW).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    colours = page.evaluate(
        """() => [...document.querySelectorAll('mark, .kb-srch__n b, .kb-fac label span')]
            .map((e) => [getComputedStyle(e).color,
                         getComputedStyle(document.body).backgroundColor])"""
    )
    assert all(ink != paper for ink, paper in colours)


def test_controls_live_in_a_search_landmark(page, root):
    page.goto(f"{root}search/")
    landmark = page.get_by_role("search", name="检索全部摘录")
    expect(landmark.get_by_role("searchbox")).to_be_visible()
    expect(landmark.get_by_role("checkbox", name=re.compile("^RL"))).to_be_visible()
    assert page.locator("[data-part=status]").get_attribute("aria-live") == "polite"


# --- the dialog ---


def test_the_dialog_answers_and_leads_to_a_marked_page(page, root):
    open_dialog(page, root, "3d卷积")
    expect(page.locator(ITEM).first.locator("mark").first).to_have_text(re.compile("3D ?卷积"))
    expect(page.locator(META)).to_have_text("1 则")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/articles/\w+/\?h="))
    expect(page.locator(".md-content mark").first).to_be_visible()


def test_chips_count_categories_and_filter(page, root):
    open_dialog(page, root, "attention")
    chip = page.locator(".kb-dlg button", has_text="Large Model")
    count = chip.locator("b").text_content()
    chip.click()
    expect(page.locator(META)).to_have_text(f"{count} 则")
    expect(page.locator(".md-search__input")).to_have_value('attention 分类:"Large Model"')
    expect(chip).to_have_attribute("aria-pressed", "true")


def test_a_chip_narrows_what_stands_in_the_box_by_now(page, root):
    open_dialog(page, root, "attention")
    chip = page.locator(".kb-dlg button", has_text="Large Model")
    expect(chip).to_be_visible()
    page.locator(".md-search__input").evaluate("(e) => { e.value = 'attention mask' }")
    chip.click()
    expect(page.locator(".md-search__input")).to_have_value('attention mask 分类:"Large Model"')


def test_concepts_are_suggested_while_typing(page, root):
    open_dialog(page, root, "qiang")
    expect(page.locator(META)).to_contain_text(re.compile("则|没有"))
    page.keyboard.type("hua")
    chip = page.locator(".kb-dlg__c", has_text="强化学习").first
    chip.click()
    expect(page.locator(".md-search__input")).to_have_value(re.compile("强化学习"))
    expect(page.locator(ITEM).first).to_contain_text("强化学习")


def test_more_results_come_as_the_dialog_scrolls(page, root):
    open_dialog(page, root, "模型")
    expect(page.locator(ITEM)).to_have_count(4)
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.locator(ITEM).nth(9)).to_be_attached()
    expect(page.locator(ITEM).nth(2).locator("a")).to_be_focused()


def test_a_deep_link_opens_the_dialog(page, root):
    page.goto(f"{root}?q=蒙特卡洛")
    expect(page.locator(ITEM).first).to_contain_text("蒙特卡洛")


def without_the_dialogs_script(page, root):
    """The home page as soon as it may be painted, its request for boot.js held back."""
    held = []
    page.context.route("**/boot.js", lambda route: held.append(route))  # noqa: PLW0108 - playwright wraps it
    with page.expect_request("**/boot.js"):
        page.goto(root, wait_until="domcontentloaded")
    expect(page.locator("html.js")).to_be_attached()  # early.js, which may be the later one
    return held


def test_what_is_typed_before_the_dialogs_script_is_here_is_kept(page, root):
    held = without_the_dialogs_script(page, root)
    page.keyboard.press("/")
    page.keyboard.type("3d卷积")
    held.pop().continue_()
    expect(page.locator(ITEM).first).to_contain_text("卷积")
    expect(page.locator(".md-search__input")).to_have_value("3d卷积")
    expect(page.locator(".md-search__input")).to_be_focused()


def test_enter_before_the_dialogs_script_is_here_leads_to_the_search_page(page, root):
    page.context.route("**/boot.js", lambda route: route.abort(), times=1)
    page.goto(root)
    page.keyboard.press("/")
    page.keyboard.type("蒙特卡洛")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    expect(page.locator(ROW).first).to_contain_text("蒙特卡洛")


def test_a_phones_dialog_opened_before_its_script_is_here_gets_the_focus(page, root):
    page.set_viewport_size({"width": 390, "height": 800})
    held = without_the_dialogs_script(page, root)
    page.click("label.md-header__button[for=__search]")
    held.pop().continue_()
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.type("蒙特卡洛")
    expect(page.locator(ITEM).first).to_contain_text("蒙特卡洛")
    page.click(".md-search__icon[for=__search]")
    expect(page.locator(ITEM).first).to_be_hidden()
    expect(page.locator(".md-search__input")).not_to_be_focused()


def test_the_keyboard_walks_through_the_dialog_and_out_of_it(page, root):
    open_dialog(page, root, "模型")
    expect(page.locator(ITEM)).to_have_count(4)
    page.keyboard.press("ArrowDown")
    expect(page.locator(ITEM).first.locator("a")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("剪枝")  # letters go into the box from anywhere
    expect(page.locator(".md-search__input")).to_be_focused()
    expect(page.locator(".md-search__input")).to_have_value(re.compile("剪枝"))
    page.keyboard.press("Escape")
    expect(page.locator(".md-search__output")).to_be_hidden()
    expect(page.locator("#__search")).not_to_be_checked()
    page.keyboard.press("/")
    page.keyboard.type("模型")
    expect(page.locator(".kb-dlg a")).to_have_attribute("href", re.compile(quote("模型") + "$"))
    page.keyboard.press("Tab")
    expect(page.locator(".kb-dlg button").first).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if not page.locator("#__search").is_checked():
            break
    expect(page.locator(".md-search__output")).to_be_hidden()
    assert page.evaluate("!document.activeElement.closest('.md-search')")


def test_enter_opens_the_first_result_and_with_control_in_a_tab_of_its_own(page, root):
    open_dialog(page, root, "蒙特卡洛")
    expect(page.locator(ITEM).first).to_contain_text("蒙特卡洛")
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Enter")
    expect(opened.value).to_have_url(re.compile("/articles/"))
    expect(page.locator(ITEM).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(opened.value.url)


def test_the_way_back_from_a_result_leads_to_the_results(page, root):
    open_dialog(page, root, "蒙特卡洛")
    page.locator(ITEM).first.locator("a").click()
    expect(page).to_have_url(re.compile("/articles/"))
    page.go_back()
    expect(page.locator(ITEM).first).to_contain_text("蒙特卡洛")
    expect(page.locator(".md-search__input")).to_have_value("蒙特卡洛")
    page.keyboard.press("Escape")
    page.reload()
    expect(page.locator(".kb-dlg")).to_be_attached()
    expect(page.locator(ITEM)).to_have_count(0)


def test_what_webkit_forgets_of_a_page_it_kept_is_brought_back(page, root):
    """On the way back it resets boxes that may not be completed, before the page can say so."""
    page.goto(f"{root}search/?q=蒙特卡洛")
    expect(page.locator(ROW).first).to_be_visible()
    page.locator("[data-part=form]").evaluate("form => form.reset()")
    expect(page.locator("[data-part=input]")).to_have_value("蒙特卡洛")
    open_dialog(page, root, "蒙特卡洛")
    page.locator(ITEM).first.evaluate("e => e.addEventListener('click', (c) => c.preventDefault())")
    page.locator(ITEM).first.locator("a").click()
    page.evaluate(
        "document.querySelector('.md-search__input').blur();"
        "document.querySelector('.md-search__input').value = '';"
        "document.querySelector('#__search').checked = false;"
        "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
    )
    expect(page.locator(".md-search__input")).to_have_value("蒙特卡洛")
    expect(page.locator("#__search")).to_be_checked()
    expect(page.locator(ITEM).first).to_be_visible()


def test_results_have_a_title_of_their_own(page, root):
    page.goto(f"{root}search/?q=蒙特卡洛")
    expect(page).to_have_title(re.compile("^蒙特卡洛 - 检索"))
    page.locator("[data-part=input]").fill("")
    expect(page).to_have_title(re.compile("^检索"))


def test_the_box_can_be_emptied_and_the_address_forgets_what_it_asked(page, root):
    page.goto(f"{root}?q=蒙特卡洛")
    expect(page.locator(ITEM).first).to_contain_text("蒙特卡洛")
    page.locator("[type=reset]").click()
    expect(page.locator(ITEM)).to_have_count(0)
    expect(page.locator(".md-search__input")).to_be_focused()
    expect(page.locator(META)).to_have_text("键入以开始搜索")
    page.keyboard.press("Escape")
    expect(page).to_have_url(root)


@pytest.mark.parametrize(
    ("sign", "width", "reach"),
    [
        ("[type=reset]", 390, 22),
        ("[type=reset]", 1280, 15),
        (".md-search__icon[for=__search]", 390, 22),
    ],
)
def test_the_signs_in_the_box_are_hit_by_a_finger(page, root, sign, width, reach):
    page.set_viewport_size({"width": width, "height": 800})
    open_dialog(page, root, "蒙特卡洛")
    expect(page.locator(ITEM).first).to_contain_text("蒙特卡洛")
    moved(page)
    hit = page.evaluate(
        """([sign, reach]) => {
          const one = document.querySelector(sign)
          const { left, right, top, bottom } = one.getBoundingClientRect()
          const [x, y] = [(left + right) / 2, (top + bottom) / 2]
          return [[x - reach + 1, y], [x + reach - 1, y], [x, y - reach + 1], [x, y + reach - 1]]
            .filter((at) => !one.contains(document.elementFromPoint(...at)))
        }""",
        [sign, reach],
    )
    assert hit == []


def test_what_merely_looks_alike_is_folded_away(page, root):
    open_dialog(page, root, "化学")
    expect(page.locator(ITEM).first).to_contain_text("没有以“化学”为词")
    hit = page.locator(ITEM).locator("details a").first
    expect(hit).to_be_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(hit).to_contain_text("强化学习")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))


def test_pasting_with_the_mouse_counts_as_typing(page, root):
    page.goto(root)
    page.keyboard.press("/")
    page.locator(".md-search__input").evaluate(
        "(e) => { e.value = '蒙特卡洛'; e.dispatchEvent(new InputEvent('input', {bubbles: true})) }"
    )
    expect(page.locator(ITEM).first).to_contain_text("蒙特卡洛")


def test_letters_being_composed_are_no_query_yet(page, root):
    page.clock.install()
    open_dialog(page, root, "")
    expect(page.locator(".kb-dlg")).to_be_attached()  # the dialog's script has come
    page.locator(".md-search__input").evaluate(
        """(e) => {
          e.value = "meng'te"
          e.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }))
          e.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true, isComposing: true }))
        }"""
    )
    page.clock.run_for(2_000)
    expect(page.locator(".kb-dlg")).to_be_hidden()
    page.locator(".md-search__input").evaluate(
        """(e) => { e.value = "蒙特卡洛"
          e.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true })) }"""
    )
    expect(page.locator(ITEM).first).to_contain_text("蒙特卡洛")


def test_nothing_is_loaded_before_the_first_query(page, root):
    seen = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto(root)
    expect(page.locator(".kb-dlg")).to_be_attached()  # the dialog's script has come
    page.wait_for_load_state("networkidle")
    loaded = [url for url in seen if "/search/" in url]
    assert {url.split("/")[-1] for url in loaded} == {"boot.js"}


def test_a_search_asks_for_its_program_some_lists_and_the_texts_it_shows(page, root):
    seen = []
    page.on("request", lambda request: seen.append(request.url.removeprefix(root)))
    open_dialog(page, root, "")
    page.locator(".md-search__input").fill("蒙特卡洛")
    expect(page.locator(ITEM).first).to_contain_text("蒙特卡洛")
    kinds = {re.sub(r"\d+\.js.*|\?.*", "", url) for url in seen if url.startswith("search/")}
    assert kinds == {"search/boot.js", "search/engine.js", "search/g/", "search/d/"}


def test_what_bends_a_query_comes_only_where_it_is_needed(page, root):
    seen = []
    page.on("request", lambda request: seen.append(request.url))
    open_dialog(page, root, "蒙特卡洛")
    expect(page.locator(ITEM).first).to_contain_text("蒙特卡洛")
    page.goto(f"{root}search/?q=显存")
    expect(page.locator(ROW).first).to_be_visible()
    assert not any("/bend.js?v=" in url for url in seen)
    page.goto(f"{root}search/?q=attenton")
    expect(page.locator("[data-part=status]")).to_contain_text("相近")
    assert any("/bend.js?v=" in url for url in seen)


# --- when things go wrong ---


@pytest.mark.parametrize("place", ["dialog", "page"])
def test_what_bends_a_query_may_be_lost_and_asked_for_again(page, root, place):
    page.context.route("**/search/bend.js*", lambda route: route.abort())
    said = asked_at(page, root, place, "qhxx")
    expect(said).to_contain_text("网络不通")
    page.context.unroute_all(behavior="ignoreErrors")
    page.get_by_role("button", name="重试").click()
    expect(said).to_contain_text("按拼音")


def test_a_cut_network_is_said_and_mended(page, root):
    page.goto(root)
    page.keyboard.press("/")
    page.keyboard.type("蒙特卡洛")
    expect(page.locator(ITEM).first).to_be_visible()
    page.context.set_offline(True)
    page.locator(".md-search__input").fill("显存")
    expect(page.locator(META)).to_contain_text("网络不通")
    page.context.set_offline(False)
    page.get_by_role("button", name="重试").click()
    expect(page.locator(ITEM).first).to_contain_text("显存")


def test_the_page_says_that_the_network_is_cut_and_tries_again(page, root):
    page.goto(f"{root}search/?q=蒙特卡洛", wait_until="networkidle")
    expect(page.locator(ROW).first).to_be_visible()
    page.context.set_offline(True)
    page.locator("[data-part=input]").fill("显存")
    expect(page.locator("[data-part=status]")).to_contain_text("网络不通")
    page.context.set_offline(False)
    page.locator("[data-part=status]").get_by_role("button", name="重试").click()
    expect(page.locator(ROW).first).to_be_visible()


def test_a_program_that_never_comes_is_given_up_and_asked_for_again(page, root):
    held = []
    page.context.route("**/search/engine.js", lambda route: held.append(route))  # noqa: PLW0108 - playwright wraps it
    page.clock.install()
    open_dialog(page, root, "显存")
    page.clock.run_for(1_000)
    expect(page.locator(META)).to_have_text("正在检索…")
    page.clock.run_for(60_000)
    expect(page.locator(META)).to_contain_text("没能取到检索程序")
    assert held
    page.context.unroute_all(behavior="ignoreErrors")
    page.get_by_role("button", name="重试").click()
    expect(page.locator(ITEM).first).to_contain_text("显存")


def test_results_stay_when_the_next_cannot_be_had(page, root):
    page.set_viewport_size({"width": 1280, "height": 300})
    page.goto(f"{root}search/?q=的")
    expect(page.locator("[data-counted]")).to_be_attached()
    shown = page.locator(ROW).count()
    assert 0 < shown < 20
    page.context.set_offline(True)
    page.locator(ROW).last.scroll_into_view_if_needed()
    more = page.locator("[data-part=more]")
    expect(more).to_contain_text("其余的没能取到")
    expect(page.locator(ROW)).to_have_count(shown)
    page.context.set_offline(False)
    more.click()
    expect(page.locator(ROW).nth(shown)).to_be_focused()


def test_the_dialogs_results_stay_too(page, root):
    open_dialog(page, root, "的")
    expect(page.locator(ITEM)).to_have_count(4)
    page.context.set_offline(True)
    page.locator(ITEM).last.hover()
    page.mouse.wheel(0, 3_000)
    expect(page.locator(META)).to_contain_text("其余的没能取到")
    expect(page.locator(ITEM)).to_have_count(4)
    page.context.set_offline(False)
    page.mouse.wheel(0, 3_000)
    expect(page.locator(ITEM)).to_have_count(12)
    expect(page.locator(META)).not_to_contain_text("取到")


def test_what_enriches_an_answer_later_does_not_speak_over_it(page, root):
    """The facets' file takes longer than the reader is left without a word."""
    held = []
    page.context.route(re.compile(r"/search/facets"), lambda route: held.append(route))  # noqa: PLW0108 - playwright wraps it
    page.clock.install()
    with page.expect_request(re.compile(r"/search/facets")):
        page.goto(f"{root}search/?q=蒙特卡洛")
    expect(page.locator("[data-part=status]")).to_contain_text("则")
    page.clock.run_for(2_000)
    assert "则" in page.locator("[data-part=status]").text_content()
    held.pop().continue_()
    expect(page.locator("[data-counted]")).to_be_attached()
    assert "则" in page.locator("[data-part=status]").text_content()


def test_suggestions_that_come_late_do_not_speak_over_the_results(page, root):
    """The lists they are looked up in take longer than the box stays silent."""
    held = []
    open_dialog(page, root, "")
    page.locator(".md-search__input").fill("蒙特卡洛")
    expect(page.locator(ITEM).first).to_contain_text("蒙特卡洛")
    with page.expect_request(re.compile(r"/search/(w|p)/")):
        page.context.route(re.compile(r"/search/(w|p)/"), lambda route: held.append(route))  # noqa: PLW0108 - playwright wraps it
        page.locator(".md-search__input").fill("显存")
    expect(page.locator(ITEM).first).to_contain_text("显存")
    # What the worker's clock has in store for the next second is done by then.
    page.workers[0].evaluate("() => new Promise((done) => setTimeout(done, 1000))")
    painted(page)
    assert "则" in page.locator(META).text_content()
    for route in held:
        route.continue_()
    page.context.unroute_all(behavior="ignoreErrors")


def test_a_missing_shard_is_said(page, root):
    page.context.route(re.compile(r"/search/g/"), lambda route: route.fulfill(status=404))
    page.goto(f"{root}search/?q=显存")
    expect(page.locator("[data-part=status]")).to_contain_text("缺了一部分")


def test_a_site_published_meanwhile_is_noticed(page, root):
    """The first shard asked for is of another build: everything is asked for again, once."""
    stale = []

    def outdated(route):
        if stale:
            return route.continue_()
        stale.append(route.request.url)
        return route.fulfill(
            body=f'shouxun("{re.search("g/[0-9]+", route.request.url)[0]}","0123456789","x`y")'
        )

    page.context.route(re.compile(r"/search/g/"), outdated)
    page.goto(f"{root}search/?q=显存")
    expect(page.locator(ROW).first).to_be_visible()
    assert stale


@pytest.mark.parametrize("place", ["dialog", "page"])
def test_scripts_of_two_builds_do_not_answer_together(page, root, place):
    """What bends a query is first that of another build: the program is loaded anew, once."""
    stale = []

    def outdated(route):
        body = route.fetch().text()
        if not stale:
            stale.append(body)
            body = re.sub(r'(?<=bend=")\w+', "12345678", body)
        route.fulfill(body=body, content_type="text/javascript")

    page.context.route("**/search/bend.js*", outdated)
    said = asked_at(page, root, place, "qhxx")
    expect(said).to_contain_text("按拼音")
    assert stale


@pytest.mark.parametrize("place", ["dialog", "page"])
def test_a_program_that_stays_of_two_builds_is_given_up(page, root, place):
    """It is not loaded for ever."""
    loads = []

    def outdated(route):
        body = re.sub(r'(?<=bend=")\w+', "12345678", route.fetch().text())
        route.fulfill(body=body, content_type="text/javascript")

    page.context.route("**/search/bend.js*", outdated)
    page.on("request", lambda request: loads.append(request.url))
    said = "没能取到检索程序" if place == "dialog" else "按拼音"  # as it was
    expect(asked_at(page, root, place, "qhxx")).to_contain_text(said)
    assert len([url for url in loads if "/bend.js" in url]) == 2


def test_a_page_in_place_of_a_shard_is_no_crash(page, root):
    body = "<!doctype html><title>Sign in</title>(wifi)"
    page.context.route(re.compile(r"/search/g/"), lambda route: route.fulfill(body=body))
    page.goto(f"{root}search/?q=显存")
    expect(page.locator("[data-part=status]")).to_contain_text("缺了一部分")
    expect(page.get_by_role("button", name="重试")).to_be_visible()


def test_a_slow_network_shows_that_it_is_looking(page, root):
    held = []
    page.context.route(re.compile(r"/search/g/"), lambda route: held.append(route))  # noqa: PLW0108 - playwright wraps it
    page.goto(root)
    page.keyboard.press("/")
    page.keyboard.type("显存")
    expect(page.locator(META)).to_have_text("正在检索…")
    for route in held:
        route.continue_()
    page.context.unroute_all(behavior="ignoreErrors")
    expect(page.locator(ITEM).first).to_contain_text("显存")


# --- from disk ---


def test_a_site_opened_from_disk_is_searched(page, site_dir):
    page.goto((site_dir / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("qhxx")
    expect(page.locator(META)).to_contain_text("按拼音")
    page.locator(".md-search__input").fill("模型")
    expect(page.locator(ITEM).first).to_contain_text("模型")
    page.locator(".kb-dlg a").click()
    expect(page).to_have_url(re.compile(r"search/index\.html\?q="))
    expect(page.locator("[data-part=list] mark").first).to_have_text("模型")
    page.locator(ROW).first.click()
    expect(page.locator(".md-content mark").first).to_be_visible()


def test_hostile_text_stays_text(page, tmp_path, browser):
    """Titles, texts and tags that are markup are shown, not run."""
    from scripts.search import build_index, scripts
    from tests.search import made
    from tests.search.node import written

    nasty = "<img src=x onerror=alert(1)> &lt;b&gt; \"'`~! 恶意"
    entries = [made.entry(1, nasty + "文本", title=nasty, tags=(nasty,), category="RL")]
    files = build_index(made.library(entries), made.SEGMENTER.cut, scripts=scripts())
    written(files, tmp_path)
    (tmp_path / "index.html").write_text("<!doctype html><body></body>", "utf-8")
    with serving(tmp_path) as url:
        page.goto(url)
        found = page.evaluate(
            """async () => {
              const worker = new Worker("search/engine.js")
              worker.postMessage({ type: 2, data: "恶意" })
              const { data } = await new Promise((done) =>
                worker.addEventListener("message", ({ data }) =>
                  data.data?.items?.length && done(data)))
              const box = document.createElement("div")
              const [{ title, text }] = data.items
              box.innerHTML = title + text
              document.body.append(box)
              return [box.querySelectorAll("img, b").length, box.textContent]
            }"""
        )
    assert found[0] == 0
    assert "<img src=x onerror=alert(1)>" in found[1]
