"""An entry is what was learnt of an article, and a person's word above all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scripts.assemble import assemble, newest_first
from scripts.model import (
    Analysis,
    Article,
    Classification,
    Correction,
    Entry,
    Evidence,
    Occurrence,
    Origin,
    TermHit,
    Title,
)

TEXT = "词向量把离散的词映射到连续空间,《Attention Is All You Need》之后又有 BERT。"
FOUND = Classification(
    "NLP", Origin.INFERRED, (Evidence("词向量", 1, 3.0),), 0.7, "RL", topics=("embeddings",)
)


def entry(taxonomy, correction: Correction | None = None, *dates: str | None) -> Entry:
    seen = [Occurrence("d", line, TEXT, False, date=date) for line, date in enumerate(dates, 1)]
    article = Article("aaaaaaaa22", (), TEXT, False, tuple(seen))
    analysis = Analysis((TEXT,), (TermHit("词向量", 0, 3),))
    corrections = {"aaaaaaaa22": correction} if correction else {}
    title = Title("词向量", "subject", 0.4)
    [made] = assemble([article], [analysis], [FOUND], [title], corrections, taxonomy)
    return made


def test_without_a_word_of_a_person_what_was_found_stands(taxonomy):
    plain = entry(taxonomy)
    assert (plain.title, plain.classification) == (Title("词向量", "subject", 0.4), FOUND)
    assert plain.tags == ("词向量",)
    assert plain.papers == ("Attention Is All You Need",)
    assert (plain.source, plain.note, plain.hidden) == (None, None, False)
    assert entry(taxonomy, Correction("aaaaaaaa22", 1)) == plain


def test_a_title_given_by_hand_remembers_what_was_extracted(taxonomy):
    curated = entry(taxonomy, Correction("aaaaaaaa22", 1, title="从 one hot 说起"))
    assert curated.title == Title("从 one hot 说起", "curated", 1.0, "词向量")
    assert curated.classification == FOUND


@pytest.mark.parametrize(
    ("given", "category", "runner_up", "topics"),
    [
        ("RL", "RL", "NLP", ()),  # what the text says comes second then
        ("NLP", "NLP", "RL", ("embeddings",)),
        ("未分类", None, "NLP", ()),
    ],
)
def test_a_category_given_by_hand_keeps_the_evidence(taxonomy, given, category, runner_up, topics):
    found = entry(taxonomy, Correction("aaaaaaaa22", 1, category=given)).classification
    assert found == replace(
        FOUND,
        category=category,
        origin=Origin.CURATED,
        confidence=1.0,
        runner_up=runner_up,
        topics=topics,
    )


def test_tags_given_by_hand_replace_those_found_and_may_be_none(taxonomy):
    assert entry(taxonomy, Correction("aaaaaaaa22", 1, tags=("嵌入",))).tags == ("嵌入",)
    assert entry(taxonomy, Correction("aaaaaaaa22", 1, tags=())).tags == ()


def test_the_rest_is_taken_as_it_was_written(taxonomy):
    said = Correction("aaaaaaaa22", 1, source="https://example.org/", note="一句", hide=True)
    made = entry(taxonomy, said)
    assert (made.source, made.note, made.hidden) == ("https://example.org/", "一句", True)


def test_the_earliest_date_of_any_header_counts(taxonomy):
    assert entry(taxonomy, None, None, "2026-02-01", "2026-01-11").date == "2026-01-11"
    assert entry(taxonomy, None, None).date is None


def test_newest_first_and_the_undated_last_in_order_of_first_sight(taxonomy):
    dates = [None, "2026-01-11", "2026-02-01", None, "2026-01-11"]
    given = [replace(entry(taxonomy), date=date, note=str(at)) for at, date in enumerate(dates)]
    assert [one.note for one in newest_first(given)] == ["2", "1", "4", "0", "3"]
