"""The worklist can be pasted as it stands, and no scraped text breaks out of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.curate import load_curation
from scripts.model import (
    Analysis,
    Article,
    Category,
    Classification,
    Curation,
    Decision,
    Entry,
    Evidence,
    Library,
    Origin,
    Source,
    Taxonomy,
    Title,
    Verdict,
)
from scripts.review import render_review

NLP = Category("NLP", "nlp", "", "", "none", (), (), ())
SURE = Classification("NLP", Origin.HEADER, confidence=1.0)
UNSURE = Classification(
    "NLP", Origin.INFERRED, (Evidence("词向量", 2, 3.0),), confidence=0.3, runner_up="RL"
)
UNKNOWN = Classification(None, None, confidence=0.9)
GOOD, POOR = Title("好标题", "heading", 0.9), Title("差标题", "clause", 0.2)
HOSTILE = (
    'x"\n  hide: true\nmerge: [[a, b]]\r\n# ',
    "a\u2028articles: 1\u2029b\u0085c\x0bd\x0ce",
    "\x00\ud800\ufffe\u202e]: &x *y !!python/object {{ }}",
    "'\"\\: - [",
    "",
)


def entry(name: str, title: Title, found: Classification, text: str = "正文") -> Entry:
    return Entry(Article(name, (), text, False, ()), Analysis((), ()), title, found, (), None)


def library(*entries: Entry, decisions: tuple[Decision, ...] = (), **settings: float) -> Library:
    least = {"review_category": 0.6, "review_title": 0.5, **settings}
    taxonomy = Taxonomy((NLP,), (), (), (), (), (), (), least, {})
    return Library(taxonomy, (), entries, decisions=decisions)


def pasted(text: str) -> Curation:
    curation, problems = load_curation(Source("curation", "curation.yml", text))
    assert problems == ()
    return curation


def test_only_what_is_in_doubt_is_listed() -> None:
    text = render_review(
        library(
            entry("sureaaaa22", GOOD, SURE),
            entry("unsureaa22", GOOD, UNSURE),
            entry("unknown222", GOOD, UNKNOWN),
            entry("pooraaaa22", POOR, SURE),
        )
    )
    assert [each.key for each in pasted(text).corrections] == [
        "unsureaa22",
        "unknown222",
        "pooraaaa22",
    ]
    assert "# category NLP is uncertain (0.30, then RL)" in text
    assert "# evidence: 词向量 x2" in text
    assert "# no category (confidence 0.90)" in text
    assert "# title is poor (clause, 0.20)" in text
    assert "# 3 of 4 articles and 0 possible" in text


def test_pasted_as_it_stands_it_confirms_what_was_inferred() -> None:
    [unsure, unknown] = pasted(
        render_review(
            library(entry("unsureaa22", POOR, UNSURE), entry("unknown222", POOR, UNKNOWN))
        )
    ).corrections
    assert (unsure.title, unsure.category) == ("差标题", "NLP")
    assert (unknown.title, unknown.category) == ("差标题", None)


def test_the_taxonomy_sets_the_thresholds() -> None:
    low = library(entry("a", POOR, UNSURE), review_category=0.1, review_title=0.1)
    assert pasted(render_review(low)).corrections == ()


def test_a_curated_title_shows_what_was_extracted() -> None:
    title = Title("人给的标题", "curated", 1.0, "抽取的标题")
    assert "# a: 人给的标题; extracted: 抽取的标题" in render_review(
        library(entry("a", title, SURE))
    )


def test_a_curated_category_is_not_asked_for_again() -> None:
    none = Classification(None, Origin.CURATED)
    assert pasted(render_review(library(entry("a", GOOD, none)))).corrections == ()


def test_possible_duplicates_offer_both_answers_and_decide_nothing() -> None:
    doubt = Decision("aaaaaaaa22", "bbbbbbbb33", Verdict.DOUBTFUL, "digits differ: …[1 → 2]…", 0.99)
    same = Decision("aaaaaaaa22", "cccccccc44", Verdict.SAME, "only slips", 0.99)
    text = render_review(
        library(
            entry("aaaaaaaa22", GOOD, SURE),
            entry("bbbbbbbb33", POOR, SURE),
            decisions=(doubt, same),
        )
    )
    assert pasted(text).merge == pasted(text).keep_apart == ()
    assert "# 99.0% alike; digits differ: …[1 → 2]…" in text
    assert "# bbbbbbbb33: 差标题" in text
    merged = text.replace("# - [", "- [", 1)
    assert [pair[:2] for pair in pasted(merged).merge] == [("aaaaaaaa22", "bbbbbbbb33")]
    head, tail = text.rsplit("# - [", 1)
    assert [pair[:2] for pair in pasted(f"{head}- [{tail}").keep_apart] == [
        ("aaaaaaaa22", "bbbbbbbb33")
    ]


def test_nothing_to_do_is_a_valid_file_too() -> None:
    nothing = pasted(render_review(library()))
    assert (nothing.corrections, nothing.merge, nothing.keep_apart) == ((), (), ())


FILES = {
    "no file": "",
    "comments": "# 还没有订正\n",
    "a key alone": "articles:\n",
    "as shipped": "articles:\n  aaaaaaaa22:\n    title: 一\n",
    "no line end": "articles:\n  aaaaaaaa22:\n    title: 一",
    "text of several lines": "articles:\n  aaaaaaaa22:\n    note: |\n      一\n      二\n\n",
    "four blanks": "articles:\n    aaaaaaaa22: {title: 一}\n",
    "pairs before": "merge:\n- [aaaaaaaa22, bbbbbbbb33]\narticles:\n  aaaaaaaa22: {title: 一}\n",
    "pairs alone": "merge:\n- [aaaaaaaa22, bbbbbbbb33]\nkeep_apart:\n",
}


def worklist_for(file: str) -> tuple[str, Curation]:
    """What `review` prints for a library that the curation ``file`` belongs to."""
    curation, problems = load_curation(Source("curation", "curation.yml", file))
    assert problems == ()
    doubt = Decision("unsureaa22", "bbbbbbbb33", Verdict.DOUBTFUL, "digits differ", 0.99)
    entries = (entry("unsureaa22", POOR, UNSURE), entry("aaaaaaaa22", GOOD, UNKNOWN))
    made = replace(library(*entries, decisions=(doubt,)), curation=curation)
    return render_review(made), curation


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_the_file_in_use_can_be_continued_with_the_worklist(file: str) -> None:
    text, before = worklist_for(file)
    ends = ", where articles: ends" if "articles:" in file else ""
    assert f"# at the end of curation.yml{ends}.\n" in text
    after = pasted(file + text)
    assert after.corrections[: len(before.corrections)] == before.corrections
    added = [one.key for one in after.corrections[len(before.corrections) :]]
    assert added == ["unsureaa22"] + ["aaaaaaaa22"] * (not before.corrections)
    assert (after.merge, after.keep_apart) == (before.merge, before.keep_apart)
    second = replace(after, path="curation.yml")
    assert pasted(file + text + worklist_again(second)).corrections == after.corrections


def worklist_again(curation: Curation) -> str:
    made = replace(library(entry("unsureaa22", POOR, UNSURE)), curation=curation)
    return render_review(made)


def test_an_article_with_a_correction_is_not_begun_a_second_time() -> None:
    text, _ = worklist_for(FILES["as shipped"])
    assert "# aaaaaaaa22: add to line 2 what is right" in text
    assert "    # category: NLP | 未分类" in text
    assert "# 2 of 2 articles and 1 possible duplicates" in text


def test_what_other_sections_follow_says_before_which_line_it_belongs() -> None:
    file = "articles:\n  aaaaaaaa22: {title: 一}\nmerge:\n- [cccccccc44, dddddddd55]\n"
    text, before = worklist_for(file)
    assert "# before line 3 of curation.yml (merge:), where articles: ends." in text
    assert "# merge: stands on line 3; a pair belongs there" in text
    lines = file.splitlines(keepends=True)
    after = pasted("".join([*lines[:2], text, *lines[2:]]))
    assert [one.key for one in after.corrections] == ["aaaaaaaa22", "unsureaa22"]
    assert [pair[:2] for pair in after.merge] == [pair[:2] for pair in before.merge]


@pytest.mark.parametrize("written", ["{}", "{aaaaaaaa22: {title: 一}}"])
def test_ids_in_braces_are_asked_to_leave_them(written: str) -> None:
    text, _ = worklist_for(f"articles: {written}\n")
    assert "# under articles: of curation.yml, once an id a line stands there" in text
    keys = [one.key for one in pasted("articles:\n" + text).corrections]
    assert keys[:1] == ["unsureaa22"]


def test_a_pair_can_be_decided_at_the_end_of_a_file_with_articles() -> None:
    file = FILES["as shipped"]
    text, _ = worklist_for(file)
    decided = text.replace("# merge:", "merge:").replace("# - [", "- [", 1)
    assert [pair[:2] for pair in pasted(file + decided).merge] == [("unsureaa22", "bbbbbbbb33")]


@settings(deadline=None)
@given(st.one_of(st.sampled_from(HOSTILE), st.text(alphabet=st.characters(), max_size=30)))
def test_no_text_breaks_out_of_its_comment_or_its_quotes(text: str) -> None:
    hostile = Classification("NLP", Origin.INFERRED, (Evidence(text, 1, 1.0),), runner_up=text)
    entries = (
        entry("aaaaaaaa22", Title(text, text, 0.1, text + "x"), hostile, text),
        entry("bbbbbbbb33", Title(text, "curated", 1.0, text), SURE, text),
    )
    doubt = Decision("aaaaaaaa22", "bbbbbbbb33", Verdict.DOUBTFUL, text, 0.95)
    rendered = render_review(library(*entries, decisions=(doubt,)))
    curation = pasted(rendered)
    assert [each.key for each in curation.corrections] == ["aaaaaaaa22"]
    assert curation.corrections[0].category == "NLP"
    assert not curation.corrections[0].hide
    assert curation.merge == curation.keep_apart == ()
    assert set(yaml.safe_load(rendered)) == {"articles", "merge", "keep_apart"}
