"""What the pages say: every page of the real library, and the odd ones a library can hold."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin

import pytest
import yaml

from scripts import pages
from scripts.model import (
    Analysis,
    Article,
    Category,
    Classification,
    Decision,
    Dump,
    Entry,
    Evidence,
    Library,
    Line,
    LineKind,
    Occurrence,
    Origin,
    ParsedDump,
    Related,
    SitePage,
    Title,
    Verdict,
)
from scripts.pages import concepts, lists, numbers, reading, report, rows, shell, transmissions
from scripts.pages.catalogue import Catalogue, catalogue, heard_levels
from scripts.pages.receptions import State
from scripts.search.pinyin import Reader
from scripts.structure import Block, BlockKind
from scripts.taxonomy import DEFAULT_COLOUR
from scripts.text import HAN, PLACEHOLDER

STATIC = ("assets/", "feed.", "articles.json", "articles.csv")
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


class Outline(HTMLParser):
    """Links, ids, forbidden attributes and text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: Counter[str] = Counter()
        self.forbidden: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        for name, value in attrs:
            if name in ("href", "action"):
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")
            if name == "style" or name.startswith("on"):
                self.forbidden.append(f"{tag} {name}")

    def handle_data(self, data):
        self.text += data


def render_all(library: Library) -> dict[str, SitePage]:
    """Every page by address, the authored ones too."""
    made = {url: make() for url, make in pages.site_pages(library)}
    for url in pages.AUTHORED:
        heading = "<h1>题</h1>" if url in ("about/", "guide/") else ""
        made[url] = pages.authored(library, url, f"{heading}<p>文</p>")
    return made


def make_library(base: Library, count: int, dumps: int = 3, **changes: object) -> Library:
    """A library of ``count`` articles, spread over ``dumps`` transmissions."""
    parsed: dict[int, list[Occurrence]] = {n: [] for n in range(dumps)}
    entries = []
    for number in range(count):
        text = f"第{number}则讲强化学习，读作状态价值函数。" * 4
        places = sorted({number * dumps // max(1, count), number % dumps})
        found = []
        for place in places:
            line = len(parsed[place]) + 1
            found.append(Occurrence(f"{place:03d}", line, text, True))
            parsed[place].append(found[-1])
        article = Article(f"{number:08x}", (), text, True, tuple(found))
        entries.append(
            Entry(
                article,
                Analysis((text,), ()),
                Title(f"题目{number}", "clause", 0.5),
                Classification("RL", Origin.INFERRED, (Evidence("强化学习", 2, 3.0),), 0.8, None),
                ("强化学习",),
                None,
            )
        )
    made = tuple(
        ParsedDump(
            Dump(f"{n:03d}", f"data/dumps/{n:03d}.txt", ""),
            tuple(Line(f"{n:03d}", o.line, LineKind.ARTICLE, o.text) for o in occurrences),
            tuple(occurrences),
        )
        for n, occurrences in parsed.items()
    )
    given = {"entries": tuple(entries), "dumps": made, "hidden": (), "decisions": ()}
    return replace(base, **{**given, **changes})


@pytest.fixture(scope="module")
def site(library: Library) -> dict[str, SitePage]:
    return render_all(library)


@pytest.fixture(scope="module")
def known(library: Library) -> Catalogue:
    return catalogue(library)


# --- every page ---------------------------------------------------------------------


def broken_links(site: dict[str, SitePage]) -> list[str]:
    """Links that lead nowhere, anchors included."""
    base = "https://x.test/repo/"
    outlines = {url: Outline(page.nav + page.content) for url, page in site.items()}
    broken = []
    for url, outline in outlines.items():
        for link in outline.links:
            target, anchor = urldefrag(urljoin(base + url, link))
            if not target.startswith(base):
                if not link.startswith("https://"):
                    broken.append(f"{url}: {link}")
                continue
            place = target.removeprefix(base).split("?")[0]
            if place.startswith(STATIC):
                continue
            if place not in outlines:
                broken.append(f"{url}: {link}")
            elif anchor and unquote(anchor) not in outlines[place].ids:
                broken.append(f"{url}: {link} (anchor)")
    return broken


def test_every_link_leads_somewhere(site):
    assert broken_links(site) == []


def test_no_page_repeats_an_id_or_carries_styles_or_handlers(site):
    for url, page in site.items():
        outline = Outline(page.nav + page.content)
        assert len(outline.ids) == len(set(outline.ids)), url
        assert outline.forbidden == [], url


def test_every_page_has_one_heading_and_the_target_of_the_skip_link(site):
    for url, page in site.items():
        outline = Outline(page.content)
        assert outline.tags["h1"] == 1, url
        assert "kb-title" in outline.ids or url in ("about/", "guide/"), url


def test_titles_are_plain_and_no_page_is_without_description(site):
    for url, page in site.items():
        assert page.title and page.description, url
        assert "<" not in page.title or url.startswith("articles/"), url


def test_every_article_has_its_page_and_stands_in_one_category(library, known):
    urls = [url for url, _ in pages.site_pages(library)]
    assert len(urls) == len(set(urls))
    shelved = [entry.id for shelf in known.shelves for entry in shelf.entries]
    assert sorted(shelved) == sorted(entry.id for entry in library.entries)


def test_no_title_is_a_boilerplate_opener_on_the_page(library, site):
    openers = set(library.taxonomy.openers)
    for entry in library.entries:
        assert site[f"articles/{entry.id}/"].title not in openers


# --- transmissions ------------------------------------------------------------------


def test_every_excerpt_is_new_once_and_accounted_for(library, known):
    heard = [item for t in known.transmissions for item in t.items]
    assert len(heard) == sum(len(dump.occurrences) for dump in library.dumps)
    assert sum(item.state is State.NEW for item in heard) == len(library.entries)


def test_every_line_of_a_dump_stands_in_its_log(library, site, known):
    for transmission in known.transmissions:
        page = site[f"transmissions/{transmission.slug}/"]
        listed = re.findall(r"<tr[^>]*><td>(\d+)(?:–(\d+))?</td>", page.content)
        numbers_ = [n for a, b in listed for n in range(int(a), int(b or a) + 1)]
        assert numbers_ == [line.number for line in transmission.dump.lines]


def test_the_second_dump_says_what_a_repeat_gained(known):
    notes = [item.note for item in known.transmissions[1].items if item.state is State.CHANGED]
    assert notes == ["补得分类 3D Model、补得日期 2026-01-11"] * 3


def test_an_article_left_out_since_the_one_before_is_named(library, known):
    for before, after in zip(known.transmissions, known.transmissions[1:], strict=False):
        was = {item.article_id for item in before.items}
        now = {item.article_id for item in after.items}
        assert set(after.vanished) == was - now


def test_dump_names_that_are_no_addresses_get_one(library):
    first = library.dumps[0]
    names = ["../../etc", "A", "a", "甲 乙"]
    dumps = tuple(
        replace(first, dump=replace(first.dump, name=n), occurrences=(), lines=()) for n in names
    )
    known = Catalogue(replace(library, dumps=dumps, entries=(), hidden=()))
    slugs = [t.slug for t in known.transmissions]
    assert len({slug.casefold() for slug in slugs}) == 4
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", slug) for slug in slugs)


# --- reading ------------------------------------------------------------------------


def test_restoring_loses_no_character_of_the_source(library):
    for entry in library.entries:
        raw = PLACEHOLDER.sub("", entry.article.text)
        html = str(reading.body(entry.article.text, truncated=False))
        html = re.sub(r'<p class="kb-lostline">.*?</p>|<span class="kb-lost".*?</span>', "", html)
        assert HAN.findall(Outline(html).text) == HAN.findall(raw)


def test_numbered_items_and_bullets_are_lists_of_their_own(monkeypatch):
    text = "一二三四"
    ordinals = [2, 3, None, None]
    items = [Block(BlockKind.ITEM, at, at + 1, at, 0, n) for at, n in enumerate(ordinals)]
    monkeypatch.setattr(reading, "blocks", lambda *_: tuple(items))
    made = str(reading.body(text, truncated=True))
    assert re.findall(r"<(ol|ul|li)", made) == ["ol", "li", "li", "ul", "li", "li"]
    assert '<ol class="kb-num" start="2">' in made
    assert made.endswith(f"<li>四{reading.CUT_MARK}</li></ul>")


def test_a_cut_excerpt_says_so_once_and_a_whole_one_never():
    text = "引言与背景 强化学习研究智能体如何行动。它从与环境的交互里学习"
    assert str(reading.body(text, truncated=True)).count("来讯在此中断") == 1
    assert "来讯在此中断" not in reading.body(text, truncated=False)


def test_a_title_too_long_for_a_line_breaks_at_its_colon():
    assert reading.headline("TSN：面向<长>时") == "<span>TSN：</span><span>面向&lt;长&gt;时</span>"
    assert reading.headline("没有冒号") == "没有冒号"
    assert reading.headline("结：") == "结："


def test_what_is_shared_of_a_page_names_what_was_lost_and_shows_no_markup():
    said = reading.summary("复杂度是 [Math] 级别的,其中 p_{ii} 表示第i类。 [代码] 如上")
    assert said == "复杂度是 [公式] 级别的，其中 p_ii 表示第i类。[代码] 如上"


def test_the_home_page_is_shared_under_the_name_of_the_site(library):
    home = pages.authored(library, "", "<p>写下的话。</p>")
    assert home.title == shell.SITE
    assert "三十五则技术摘录" in home.description


def test_an_opener_is_a_heading_before_latin_too_and_ends_without_its_colon():
    text = "概述: Medusa 是自投机领域较早的一篇工作,主要思想是多个解码头。"
    html = str(reading.body(text, truncated=False, openers=("概述",)))
    assert html.startswith("<h2>概述</h2><p>Medusa")


def test_headings_never_skip_a_level(site):
    for url, page in site.items():
        levels = [int(n) for n in re.findall(r"<h([1-6])", page.content)]
        assert all(b <= a + 1 for a, b in itertools.pairwise(levels)), url


def test_what_a_person_wrote_of_an_article_stands_on_its_page(library):
    first, *others = library.entries
    said = replace(first, note="先读这一则", source="https://example.org/a?b=1&c=2")
    site = render_all(replace(library, entries=(said, *others)))
    page = site[f"articles/{first.id}/"].content
    assert "编者按：先读这一则" in page
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="noreferrer">打开原文</a>' in page
    assert "编者按" not in site[f"articles/{others[0].id}/"].content


def test_what_was_only_inferred_says_why_at_once(library, site):
    seen = set()
    for entry in library.entries:
        origin = entry.classification.origin
        given = origin in (Origin.HEADER, Origin.CURATED)
        page = site[f"articles/{entry.id}/"].content
        assert ("kb-badge is-inf" in page) != given
        assert ('<details class="kb-evi" open>' in page) != given
        seen.add(origin)
    assert seen == {*Origin, None}


@pytest.mark.parametrize(("number", "first"), [(1, 1), (6, 1), (20, 14), (39, 29), (40, 29)])
def test_a_transmission_stands_among_its_neighbours(library, number, first):
    known = catalogue(make_library(library, 60, dumps=40))
    urls = [f"transmissions/{one.slug}/" for one in known.transmissions]
    made = dict(transmissions.pages(known))[urls[number - 1]]().content
    shown = [int(n) for n in re.findall(r"<b>第 (\d+) 次</b>", made)]
    assert shown == [*range(first, first + 12)]
    assert f'<li class="now"><a href="../../{urls[number - 1]}" aria-current="page">' in made


def test_hostile_text_stays_text():
    html = str(reading.body(f"标题 {HOSTILE}。{HOSTILE}", truncated=True))
    assert Outline(html).tags.keys() <= {"p", "h2", "h3", "span", "var", "b", "ul", "li", "ol"}


def test_the_sentence_to_search_for_stands_in_the_text(library):
    for entry in library.entries:
        sentence = reading.telling_sentence(entry.article.text)
        assert sentence in entry.article.text
        assert len(sentence) >= 8
        assert not PLACEHOLDER.search(sentence)


# --- lists --------------------------------------------------------------------------


def test_paging_shows_every_article_once(library):
    big = make_library(library, 61)
    made = {url: make() for url, make in lists.categories(catalogue(big))}
    urls = [url for url in made if url.startswith("categories/rl/")]
    assert urls == ["categories/rl/", "categories/rl/page-2/", "categories/rl/page-3/"]
    found = re.findall(
        r'<h2><a href="[./]*articles/(\w+)/"', "".join(made[u].content for u in urls)
    )
    assert sorted(found) == sorted(entry.id for entry in big.entries)


@pytest.mark.parametrize("dumps", [2, 60])
def test_an_address_shortened_by_hand_leads_to_a_page(library, dumps):
    site = render_all(make_library(library, 250, dumps=dumps))
    assert len({url for url in site if "/page-" in url}) > 12
    folders = {url[: at + 1] for url in site for at, char in enumerate(url) if char == "/"}
    assert folders <= site.keys()


def test_all_articles_at_a_glance_begin_with_the_most_heard(known, site):
    for shelf in known.shelves:
        section = rf'categories/{shelf.slug}/">[^<]*</a></h2>(.*?)</section>'
        [listed] = re.findall(section, site["articles/"].content, re.S)
        found = re.findall(r'articles/(\w+)/">.*?<b>(\d+)</b>', listed)
        heard = {entry.id: len(known.heard_in(entry)) for entry in shelf.entries}
        most = sorted(heard.values(), reverse=True)[: len(found)]
        assert [heard[id_] for id_, _ in found] == [int(n) for _, n in found] == most
        assert len(found) == min(8, len(heard))


def test_the_index_of_categories_tells_each(known, site):
    content = site["categories/"].content
    for shelf in known.shelves:
        assert f'categories/{shelf.slug}/">{shelf.name}</a>' in content
        assert f"<span>{len(shelf.entries)} 则</span>" in content
        assert all(f'topics/{topic.slug}/"' in content for topic, _ in shelf.topics)


def test_chips_filter_in_place_only_where_all_rows_are_in_place(library):
    def chips(count: int) -> str:
        base = make_library(library, count)
        topic = next(c for c in library.taxonomy.categories if c.name == "RL").topics[0]
        entries = tuple(
            replace(e, classification=replace(e.classification, topics=(topic.slug,)))
            for e in base.entries
        )
        made = dict(lists.categories(catalogue(replace(base, entries=entries))))
        return made["categories/rl/"]().content

    assert "data-filter" in chips(rows.PER_PAGE)
    assert "data-sort" in chips(rows.PER_PAGE)
    assert "data-filter" not in chips(rows.PER_PAGE + 1)
    assert "data-sort" not in chips(rows.PER_PAGE + 1)


@pytest.mark.parametrize(
    ("number", "total", "expected"),
    [
        (1, 1, (1,)),
        (1, 3, (1, 2, 3)),
        (5, 9, (1, 0, 4, 5, 6, 0, 9)),
        (3, 9, (1, 2, 3, 4, 0, 9)),
        (1, 400, (1, 2, 0, 400)),
    ],
)
def test_the_pager_names_first_last_and_neighbours(number, total, expected):
    assert rows._window(number, total) == expected


@pytest.mark.parametrize("count", [0, 1, 47, 48, 49, 71, 72, 240, 500])
def test_an_item_more_moves_nothing_that_is_not_on_the_first_pages(count):
    def pages(items: range) -> dict[str, tuple[rows.Pager, range]]:
        made = rows.pages_from_oldest(items[::-1], "updates/")
        return {pager.url(pager.number): (pager, part) for pager, part in made}

    before, after = pages(range(count)), pages(range(count + 1))
    assert [item for _, part in after.values() for item in part] == [*range(count, -1, -1)]
    for url in list(before)[4:]:
        assert after[url] == before[url]
    assert all(len(part) == rows.PER_PAGE for _, part in list(after.values())[1:])
    front, part = next(iter(after.values()))
    assert len(part) < 2 * rows.PER_PAGE
    assert front.url(front.number) == "updates/"
    for pager, _ in after.values():  # every way leads to a page there is
        ways = {*pager.numbers, pager.previous, pager.next} - {0}
        assert {pager.url(number) for number in ways} <= after.keys()


def test_neighbours_in_a_list_numbered_from_the_oldest():
    made = {pager.number: pager for pager, _ in rows.pages_from_oldest(range(500), "updates/")}
    assert made[rows.NEWEST].numbers == (rows.NEWEST, 19, 0, 1)
    assert made[9].numbers == (rows.NEWEST, 0, 10, 9, 8, 0, 1)
    assert (made[9].previous, made[9].next, made[19].previous, made[1].next) == (10, 8, -1, 0)
    assert made[9].url(9) == "updates/page-9/"


@pytest.mark.parametrize(
    ("heard", "drawn"),
    [((3,), "|"), ((3, 5), "|.|"), ((1, 12), "|..........|"), ((1, 13), "...........|")],
)
def test_the_glyph_draws_the_last_twelve_transmissions_from_the_first_heard_on(heard, drawn):
    assert "".join(".|"[tick] for tick in rows.ticks(heard)) == drawn


def test_the_report_counts_inferred_confidence_by_tenths(library):
    made = make_library(library, 4)
    given = zip(made.entries, (0.05, 0.1, 0.95, 1.0), strict=True)
    entries = tuple(
        replace(entry, classification=replace(entry.classification, confidence=confidence))
        for entry, confidence in given
    )
    page = report.page(catalogue(replace(made, entries=entries))).content
    chart = page[page.index('<th scope="col">0–10</th>') :]
    counts = re.findall(r"<td>(\d+)</td>", chart)[:10]
    assert counts == ["1", "1", *"0000000", "2"]


def test_a_dial_never_has_more_bars_than_asked_for():
    assert heard_levels([1, 2, 9], 60) == ((1, 2, 4), 1)
    levels, step = heard_levels([3] * 1000, 60)
    assert (len(levels), step, set(levels)) == (59, 17, {3})
    assert heard_levels([], 60) == ((), 1)


# --- concepts -----------------------------------------------------------------------


def test_concepts_stand_by_letter_latin_first(known):
    found = list(concepts.concepts(known).values())
    letters = [c.letter for c in found if c.letter != "#"]
    assert letters == sorted(letters)
    for letter in set(letters):
        han = [bool(HAN.match(c.name)) for c in found if c.letter == letter]
        assert han == sorted(han)


def test_the_taxonomy_corrects_the_reading_of_a_word(taxonomy):
    read = Reader(taxonomy.pinyin).latin
    assert read("重参数化") == "chong can shu hua"
    assert read("重参数化技巧") == "chong can shu hua ji qiao"
    assert read("3D卷积") == "3d juan ji"
    assert read("学习率") == "xue xi lv"
    assert read("Long-Range Attention") == "long-range attention"


def test_every_concept_of_an_article_leads_to_its_place_in_the_index(library, site, known):
    for entry in library.entries:
        for tag in entry.tags:
            place, _, anchor = concepts.concept_urls(known)[tag].partition("#")
            assert f'id="{anchor}"' in site[place].content


@pytest.mark.parametrize(("count", "left"), [(24, None), (25, "1"), (60, "36")])
def test_a_concept_of_many_articles_leads_to_a_search_for_the_rest(library, count, left):
    known = catalogue(make_library(library, count))
    [page] = [make() for url, make in concepts.pages(known) if url == "terms/q/"]
    assert page.content.count('href="../../articles/') == min(count, 24)
    said = re.findall(r'href="../../search/\?tag=[^"]+">检索其余 (\d+) 则</a>', page.content)
    assert said == ([left] if left else [])


# --- odd libraries ------------------------------------------------------------------


def test_an_empty_library_still_has_every_page(library):
    empty = replace(library, entries=(), dumps=(), decisions=(), problems=(), stages=())
    site = render_all(empty)
    assert broken_links(site) == []
    assert "还没有来讯" in site[""].content


def with_category(taxonomy, name):
    """``taxonomy`` with one category more, which nobody described."""
    added = Category(name, "added", name, "", DEFAULT_COLOUR, (), (), ())
    return replace(taxonomy, categories=(*taxonomy.categories, added))


def test_a_category_nobody_described_gets_a_page_and_a_spare_colour(library):
    base = make_library(library, 3)
    name = "Audio & <Speech>"
    entries = tuple(
        replace(e, classification=replace(e.classification, category=name)) for e in base.entries
    )
    odd = replace(base, taxonomy=with_category(base.taxonomy, name), entries=entries)
    shelf = next(s for s in catalogue(odd).shelves if s.name == name)
    assert shelf.colour == "c-x0"
    site = render_all(odd)
    assert broken_links(site) == []
    assert "Audio &amp; &lt;Speech&gt;" in site[f"categories/{shelf.slug}/"].content


def test_hostile_names_never_become_markup(library):
    base = make_library(library, 2)
    hostile = tuple(
        replace(
            e,
            title=Title(HOSTILE, "clause", 0.5),
            tags=(HOSTILE,),
            papers=(HOSTILE,),
            source="javascript:alert(1)",
            note=HOSTILE,
            date=HOSTILE,
            related=(Related(base.entries[0].id, (HOSTILE,), 1.0),),
            classification=Classification(
                HOSTILE, Origin.HEADER, (Evidence(HOSTILE, 1, 1.0),), 0.5, HOSTILE, (), HOSTILE
            ),
        )
        for e in base.entries
    )
    decision = Decision(hostile[0].id, hostile[1].id, Verdict.DOUBTFUL, HOSTILE, 0.9)
    taxonomy = with_category(base.taxonomy, HOSTILE)
    site = render_all(replace(base, taxonomy=taxonomy, entries=hostile, decisions=(decision,)))
    assert broken_links(site) == []
    for url, page in site.items():
        outline = Outline(page.nav + page.content)
        assert outline.tags["img"] == outline.tags["script"] == 0, url
        assert outline.forbidden == [], url
        assert Outline(page.head).tags["script"] <= 1, url


def test_hundreds_of_transmissions_stay_short_on_an_article_page(library):
    base = make_library(library, 1, dumps=1)
    entry = base.entries[0]
    text = entry.article.text
    occurrences = tuple(Occurrence(f"{n:04d}", 1, text, True) for n in range(300))
    dumps = tuple(
        ParsedDump(Dump(o.dump, o.dump, ""), (Line(o.dump, 1, LineKind.ARTICLE, text),), (o,))
        for o in occurrences
    )
    entry = replace(entry, article=replace(entry.article, occurrences=occurrences))
    site = render_all(replace(base, entries=(entry,), dumps=dumps))
    page = site[f"articles/{entry.id}/"].content
    assert page.count('<li class="on">') < 30
    assert "另有 279 次听到" in page


# --- report and words ---------------------------------------------------------------


def test_a_diff_puts_both_texts_together_again():
    left, right = "梯度下降法的步长", "梯度上升法的步长很小"
    pieces = list(report.diff(left, right))
    assert "".join(p.text for p in pieces if p.kind != "ins") == left
    assert "".join(p.text for p in pieces if p.kind != "del") == right


def test_the_report_shows_no_time_that_would_differ_between_builds(library):
    slower = replace(
        library, stages=tuple(replace(s, seconds=s.seconds + 9) for s in library.stages)
    )
    assert report.page(catalogue(library)).content == report.page(catalogue(slower)).content


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "零"), (2, "二"), (10, "十"), (11, "十一"), (35, "三十五"), (90, "九十"), (1204, "1,204")],
)
def test_numbers_in_words(number, expected):
    assert numbers.words(number) == expected


def test_two_is_liang_before_a_measure_word():
    assert numbers.times((2,)) == "第 2 次收讯听到 1 次"
    assert numbers.times((2, 3, 7)) == "第 2–7 次收讯听到 3 次"


def test_a_doubtful_pair_is_shown_with_its_difference_and_what_to_paste(library):
    base = make_library(library, 2)
    left, right = base.entries
    decision = Decision(left.id, right.id, Verdict.DOUBTFUL, "两处数字不同", 0.98)
    content = report.page(catalogue(replace(base, decisions=(decision,)))).content
    assert "<del>0</del><ins>1</ins>" in content
    (pasted,) = re.findall(r'<pre class="kb-pre"[^>]*>(.*?)</pre>', content, re.S)
    pair = [[left.id, right.id]]
    assert yaml.safe_load(Outline(pasted).text) == {"merge": pair, "keep_apart": pair}
    assert "两处数字不同" in content


def test_the_report_names_every_unrecognised_line(library):
    first = library.dumps[0]
    odd = Line(first.dump.name, len(first.lines) + 1, LineKind.UNRECOGNISED, HOSTILE)
    dumps = (replace(first, lines=(*first.lines, odd)), *library.dumps[1:])
    content = report.page(catalogue(replace(library, dumps=dumps))).content
    assert HOSTILE in Outline(content).text
    assert f"第 1 次收讯，第 {odd.number} 行" in content


def test_the_ledger_of_the_home_page_adds_up_and_agrees_with_the_report(library):
    from scripts.pages.catalogue import catalogue
    from scripts.pages.prose import _ledger

    counts = {name: int(value.split()[0]) for name, value in _ledger(catalogue(library))}
    parts = [counts[name] for name in ("原文标有分类", "依词推断", "经人订正", "尚待归类")]
    assert sum(parts) == counts["去重后"] == 35
    assert parts == [column.count for column in report._origins(library.entries)]
