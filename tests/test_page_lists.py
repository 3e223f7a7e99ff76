"""Lists and the index of concepts: paging, glances, bars."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from scripts.pages import concepts, lists, rows, timeline
from scripts.pages.catalogue import catalogue, heard_levels
from scripts.search.pinyin import Reader
from scripts.text import HAN
from tests.pages import make_library, render_all

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


def test_a_bar_of_a_transmission_has_the_colour_and_the_state_of_its_article(known):
    for transmission in known.transmissions:
        drawn = re.findall(
            r'<i class="s-(\w+) ([\w-]+)">', timeline.strip(known, transmission).drawing
        )
        assert drawn == [
            (item.state.value, known.shelf(known.by_id[item.article_id]).colour)
            for item in transmission.items
        ]
    assert len({colour for _, colour in drawn}) > 2


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
