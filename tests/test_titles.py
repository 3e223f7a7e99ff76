"""Titles: what the method finds, and what every title must be.

A golden file holds one text a line, a tab, its origin, a tab and its title.
"""

from __future__ import annotations

import time
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scripts.model import Article, Title
from scripts.terms import Analyser
from scripts.titles import entitle, policy_of
from scripts.titles.compound import compounds
from scripts.titles.concepts import Concept, Focus, Lexicon, concepts
from scripts.titles.phrases import Phrase, phrases
from scripts.titles.reading import Reader
from scripts.titles.text import LIMIT, Boilerplate, Found, tidy
from tests.understanding import shipped

GOLDEN = Path(__file__).parent / "golden" / "titles" / "titles.tsv"
ROWS = [line.split("\t") for line in GOLDEN.read_text("utf-8").splitlines()]
ANALYSER = Analyser.for_taxonomy(shipped())
POLICY = policy_of(shipped())
GENERIC = Boilerplate(shipped().openers).is_generic
_TOKENS = (
    "概述 简介 引言与背景 1. 一、 "
    "💡 [Math] [公式] 《论文》 模型 "
    "强化学习是一种方法。 TSN(时序 分段)网络 本文介绍了 "
)
PIECES = st.sampled_from(_TOKENS.split())
TEXTS = st.lists(PIECES, min_size=1, max_size=14).map(" ".join) | st.text(min_size=1, max_size=60)


def titles(*texts: str) -> tuple[Title, ...]:
    articles = [
        Article(f"{number:08d}id", (), text, False, ()) for number, text in enumerate(texts)
    ]
    return entitle(articles, ANALYSER.analyse_all(texts), shipped())


def title(text: str) -> str:
    return titles(text)[0].text


@pytest.mark.parametrize("row", ROWS, ids=[row[2] for row in ROWS])
def test_golden(row: list[str]) -> None:
    text, origin, expected = row
    found = titles(text)[0]
    assert (found.text, found.origin) == (expected, origin)


@settings(deadline=None)
@given(TEXTS)
@example("TSN(时序 TSN(时序 分段)网络 分段)网络 分段)网络 TSN(时序")
def test_a_title_is_short_whole_and_says_something(text: str) -> None:
    found = titles(text)[0]
    assert 0 < len(found.text) <= LIMIT
    assert 0.0 <= found.confidence <= 1.0
    assert found.extracted == found.text
    assert found.text == found.text.strip(" ,，。;；:：")
    if found.confidence > 0:
        assert not GENERIC(found.text)
        assert "[Math]" not in found.text and "[公式]" not in found.text
        for left, right in ("()", "（）", "《》", "“”"):
            assert found.text.count(left) == found.text.count(right)


@settings(deadline=None, max_examples=40)
@given(st.lists(TEXTS, min_size=2, max_size=5))
def test_no_two_titles_are_alike(texts: list[str]) -> None:
    found = [each.text for each in titles(*texts)]
    assert len(set(found)) == len(found)


def both(text: str) -> tuple[Found, Found]:
    """The best title as it is looked for, and the first of all that there are."""
    analysis = ANALYSER.analyse(text)
    reader = Reader(text, analysis, POLICY)
    return reader.best(), Reader(text, analysis, POLICY).ranked()[0]


@pytest.mark.parametrize("row", ROWS, ids=[row[2] for row in ROWS])
def test_the_best_title_is_the_first_of_all_though_not_all_are_made(row: list[str]) -> None:
    best, first = both(row[0])
    assert best == first


@settings(deadline=None)
@given(TEXTS)
@example("本文介绍了 本文介绍了 本文介绍了 TSN(时序")
def test_looking_only_for_the_best_finds_the_same_whatever_the_text(text: str) -> None:
    best, first = both(text)
    assert best == first


def test_titles_do_not_depend_on_the_order_of_articles() -> None:
    texts = [row[0] for row in ROWS]
    articles = [Article(f"{i:08d}id", (), text, False, ()) for i, text in enumerate(texts)]
    analyses = ANALYSER.analyse_all(texts)
    forth = {a.id: t for a, t in zip(articles, entitle(articles, analyses, shipped()), strict=True)}
    turned = articles[::-1]
    back = entitle(turned, analyses[::-1], shipped())
    assert forth == {a.id: t for a, t in zip(turned, back, strict=True)}


def test_a_title_never_ends_inside_a_word() -> None:
    for text, _, _ in ROWS:
        words = ANALYSER.analyse(text).words
        cuts = {0}
        for word in words:
            cuts.add(max(cuts) + len(word))
        found = title(text)
        tail = found[-2:]
        if all("\u4e00" <= char <= "\u9fff" for char in tail):
            ends = [at + 2 for at in range(len(text)) if text.startswith(tail, at)]
            assert not ends or any(end in cuts for end in ends), found


def test_two_articles_of_one_title_are_told_apart_by_their_own_concepts() -> None:
    first, second = titles(
        "训练脚本 在这里,我们用 LoRA 微调模型,省下很多显存。",
        "训练脚本 在这里,我们用 ControlNet 控制生成,需要条件图像。",
    )
    assert first.text != second.text
    assert "LoRA" in first.text
    assert "ControlNet" in second.text


def test_identical_texts_still_get_their_own_titles() -> None:
    same = "概述 强化学习是一种学习方法。"
    assert len({each.text for each in titles(same, same)}) == 2


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("1. 什么是NGram模型", "什么是 NGram 模型"),
        ("2.1.提出问题", "提出问题"),
        ("一、1*1卷积", "1*1 卷积"),
        ("第三章 注意力机制", "注意力机制"),
        ("💡 随机微分", "随机微分"),
        ("其中 [Math] 的矩阵", "其中 的矩阵"),
        ("梯度检查点(Gradient Checkpointing)", "梯度检查点（Gradient Checkpointing）"),
        ("关键在于(见图", "关键在于"),
        ("ThreadLocal ThreadLocal 有什么用?", "ThreadLocal 有什么用？"),
        ("TSN(temporal segment network)", "TSN (temporal segment network)"),
    ],
)
def test_tidying(raw: str, clean: str) -> None:
    assert tidy(raw) == clean


@pytest.mark.parametrize(
    "heading", ["概述", "1. 简介", "背景与动机", "Related Work:", "一、引言", "方法和实验", "  "]
)
def test_headings_that_say_nothing_are_generic(heading: str) -> None:
    assert GENERIC(heading)


@pytest.mark.parametrize("heading", ["时序差分方法", "什么是学习率", "Medusa", "激活函数"])
def test_headings_that_name_something_are_not_generic(heading: str) -> None:
    assert not GENERIC(heading)


def repeated(text: str) -> list[Phrase]:
    words = ANALYSER.analyse(text).words
    return phrases(words, list(accumulate(map(len, words))), text)


def spelled(text: str) -> list[str]:
    return [phrase.text for phrase in repeated(text)]


def test_a_phrase_recurs_and_holds_no_binding_words() -> None:
    text = "索引失效很常见。如果索引失效,我们可以看执行计划。我们可以再试。"
    assert spelled(text) == ["索引失效"]


def test_a_translated_term_is_a_phrase_though_seen_once() -> None:
    assert "文件描述符" in spelled("连接对应文件描述符(File Descriptor)。")


def test_the_longer_phrase_stands_for_its_parts() -> None:
    assert spelled("分层转换器很快。分层转换器很小。") == ["分层转换器"]


def test_what_is_counted_off_or_put_in_brackets_weighs_less_than_the_topic() -> None:
    text = "缓存命中率决定速度,例如 TCP、HTTP、DNS 的缓存命中率(见 GPT-4)。"
    words = ANALYSER.analyse(text)
    found = concepts(text, words.hits, repeated(text))
    assert found[0].name == "缓存命中率"


def test_whole_fields_stand_behind_what_the_text_is_about() -> None:
    text = "深度学习用权重衰减防止过拟合。深度学习里权重衰减很常见。"
    analysis = ANALYSER.analyse(text)
    lexicon = Lexicon(broad=frozenset({"深度学习"}))
    found = concepts(text, analysis.hits, repeated(text), lexicon)
    assert found[0].name == "权重衰减"
    assert [concept.name for concept in found if concept.broad] == ["深度学习"]


def test_words_that_point_or_count_are_no_phrases() -> None:
    assert spelled("每条评论都有长度。每条评论都要清洗。那段代码和那段注释。") == []


def beside(text: str, *names: str) -> Found:
    """The title that puts two concepts of ``text`` side by side."""
    found = [Concept(name, 3.0, True, spans=[_place(text, name)]) for name in names]
    made = compounds(text, Focus(found))
    return next(title for title in made if title.text == "与".join(names))


def _place(text: str, name: str) -> tuple[int, int]:
    return text.index(name), text.index(name) + len(name)


def test_two_concepts_of_one_clause_are_a_better_title_than_two_that_nothing_joins() -> None:
    lead = "前文说过别的事。" * 20
    joined = beside(lead + "缓存要靠日志才能恢复。", "缓存", "日志")
    apart = beside(lead + "缓存很快。日志很多。", "缓存", "日志")
    assert joined.confidence > apart.confidence


def paired(*concepts: Concept) -> str:
    """What is made of ``concepts`` that stand nowhere near one another."""
    *_, pair, _alone = compounds("。" * 200, Focus(concepts))
    return pair.text


def test_no_concept_stands_beside_one_that_begins_alike() -> None:
    matrix, mechanism, kernel = (
        Concept(name, 5.0, True, spans=[(place, place + 1), (150, 151)])
        for place, name in enumerate(("注意力矩阵", "注意力机制", "核函数"))
    )
    assert paired(matrix, mechanism, kernel) == "注意力矩阵与核函数"


def test_what_is_said_once_stands_beside_no_term_that_is_said_again_and_again() -> None:
    topic = Concept("拥塞控制", 9.0, True, known=True, spans=[(0, 1), (90, 91), (190, 191)])
    once = Concept("核函数", 9.0, True, spans=[(50, 51)])
    twice = Concept("流量统计", 9.0, True, spans=[(50, 51), (120, 121)])
    assert paired(topic, once) == "拥塞控制"
    assert paired(topic, once, twice) == "拥塞控制与流量统计"


@given(TEXTS)
def test_places_of_concepts_lie_in_the_text(text: str) -> None:
    analysis = ANALYSER.analyse(text)
    for concept in concepts(text, analysis.hits, repeated(text)):
        assert concept.spans == sorted(concept.spans)
        assert all(0 <= start < end <= len(text) for start, end in concept.spans)


def test_a_heading_that_does_not_say_of_what_is_opened_by_the_main_concept() -> None:
    text = "构造方法 HashMap 提供四个构造方法,依次说明。HashMap 会调用 tableSizeFor。"
    assert title(text) == "HashMap：构造方法"


def test_few_words_that_name_no_thing_are_opened_by_one_unless_they_ask_of_it() -> None:
    text = "下载标注文件 首先运行脚本。Lanternset 的标注有两份,Lanternset 的视频另有出处。"
    assert title(text) == "Lanternset：下载标注文件"
    assert title(text.replace("下载标注文件", "什么是标注?")) == "什么是标注？"


def test_a_text_that_only_quotes_a_phrase_is_not_about_it() -> None:
    quoted, said = (
        f"{opening}蓝色灯塔{closing}写得好。" * 3 for opening, closing in ("“”", "了了")
    )
    assert not any("灯塔" in concept.name for concept in concepts(quoted, (), repeated(quoted)))
    assert any("灯塔" in concept.name for concept in concepts(said, (), repeated(said)))


def test_hostile_texts_are_read_in_linear_time() -> None:
    for unit in (
        "(",
        "《",
        "中 ",
        "a ",
        "是",
        "1. ",
        "我们",
        "的,",
        "“",
        "缓存命中",
        "Ab_c、",
        "有两种",
        "甲由乙、",
        "为什么 A",
    ):
        text = unit * 20_000
        start = time.process_time()
        titles(text)
        assert time.process_time() - start < 5.0, unit
