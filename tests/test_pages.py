"""What the pages say: every page of the real library, and the odd ones a library can hold."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace

import pytest

from scripts import pages
from scripts.model import (
    Category,
    Classification,
    Decision,
    Dump,
    Entry,
    Evidence,
    Line,
    LineKind,
    Occurrence,
    Origin,
    ParsedDump,
    Problem,
    Related,
    Severity,
    Title,
    Verdict,
)
from scripts.pages import reading, shell, transmissions
from scripts.pages.catalogue import Catalogue, catalogue
from scripts.pages.kin import kin
from scripts.pages.receptions import State
from scripts.structure import Block, BlockKind
from scripts.taxonomy import DEFAULT_COLOUR
from scripts.text import HAN, PLACEHOLDER
from tests.pages import HOSTILE, Outline, broken_links, make_library, render_all

# --- every page ---------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("data/dumps/000.txt", "data/dumps/000.txt"),
        ("../old/000.txt", "../old/000.txt"),
        ("/home/someone/notes/old/000.txt", "old/000.txt"),
        (r"/home/someone/old/\x1b0.txt", r"old/\x1b0.txt"),
        (r"C:\Users\someone\old\000.txt", "old/000.txt"),
    ],
)
def test_a_page_does_not_tell_where_a_maintainer_keeps_the_dumps(library, path, named):
    one, *others = library.dumps
    moved = replace(one, dump=replace(one.dump, path=path))
    problem = Problem(Severity.NOTE, path, 3, "note")
    site = render_all(replace(library, dumps=(moved, *others), problems=(problem,)))
    said = {url: page.content for url, page in site.items() if named in page.content}
    assert {"report/", "transmissions/"} < set(said)
    assert "someone" not in "".join(said.values())


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


def test_what_names_no_parts_has_none_for_machines(site):
    assert not [url for url, page in site.items() if '"hasPart":[]' in page.head]
    assert '"hasPart":[{' in site["categories/rl/"].head


def test_no_row_that_scrolls_is_a_fieldset(site):
    """WebKit shows nothing of one: on a phone the filters of a search were not to be seen."""
    assert "<fieldset" not in site["search/"].content


def test_the_home_page_shows_what_came_before_where_the_latest_transmission_brings_nothing(library):
    before = make_library(library, 6)
    latest = before.dumps[0].dump
    again = replace(before.dumps[0], dump=replace(latest, name="999", path="data/dumps/999.txt"))
    entries = tuple(_heard_again(entry, latest.name) for entry in before.entries)
    home = pages.authored(replace(before, dumps=(*before.dumps, again), entries=entries), "", "")
    assert "没有新的来讯" in home.content
    assert home.content.count("kb-row__x") == 5
    assert "没有新的来讯" not in pages.authored(before, "", "").content


def _heard_again(entry: Entry, first: str) -> Entry:
    """``entry`` with what it was in the dump ``first`` once more in the dump 999."""
    heard = entry.article.occurrences
    more = tuple(replace(each, dump="999") for each in heard if each.dump == first)
    return replace(entry, article=replace(entry.article, occurrences=(*heard, *more)))


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


@pytest.mark.parametrize(
    ("count", "place", "around"),
    [(1, 0, [0]), (9, 0, [0, 1, 2, 3, 4]), (9, 4, [2, 3, 4, 5, 6]), (9, 8, [4, 5, 6, 7, 8])],
)
def test_the_left_column_names_an_article_among_its_neighbours(library, count, place, around):
    shelf = next(s for s in catalogue(make_library(library, count)).shelves if s.slug == "rl")
    found = shell.siblings(shelf, place)
    assert [sibling.id for sibling in found] == [shelf.entries[at].id for at in around]
    assert [sibling.current for sibling in found] == [at == place for at in around]


@pytest.mark.parametrize(("count", "others"), [(1, 0), (2, 1), (3, 2), (9, 3)])
def test_an_article_with_few_relatives_leads_on_within_its_topic(library, count, others):
    made = make_library(library, count)
    known = catalogue(replace(made, entries=tuple(map(_on_a_topic, made.entries))))
    led = {e.id: [other.id for other, _ in kin(known, e)] for e in known.library.entries}
    assert all(id_ not in found and len(found) == others for id_, found in led.items())
    assert set(Counter(id_ for found in led.values() for id_ in found).values()) <= {others}


def test_what_articles_share_comes_before_a_topic_and_is_not_said_twice(library):
    made = make_library(library, 4)
    first, second, *rest = map(_on_a_topic, made.entries)
    first = replace(first, related=(Related(second.id, ("甲", "乙", "丙", "丁"), 0.5),))
    known = catalogue(replace(made, entries=(first, second, *rest)))
    topic = known.topics_of(first)[0].name
    assert [(other.id, why) for other, why in kin(known, first)] == [
        (second.id, "共有 甲、乙、丙"),
        *((other.id, f"同属 {topic}") for other in rest),
    ]


def _on_a_topic(entry):
    return replace(entry, classification=replace(entry.classification, topics=("value-based",)))


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
    assert shelf.colour.startswith("c-x")
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
