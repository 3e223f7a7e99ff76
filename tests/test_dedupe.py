"""What is one article and what is not, by example."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from opencc import OpenCC

from scripts.dedupe import compare, deduplicate
from scripts.dedupe.reading import Reading
from scripts.model import (
    Article,
    Curation,
    Deduplicated,
    InputError,
    Occurrence,
    Severity,
    Verdict,
)
from scripts.text import key, strip_cut

GOLDEN = Path(__file__).parent / "golden" / "dedupe" / "edits.yml"
EDITS: dict[str, Any] = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))
TEXT: str = EDITS["text"]

OPENING = (
    "强化学习从入门到放弃系列的每一篇都以同一段话开头，这段话介绍作者、系列的由来、读者需要的基础和全部代码的位置，"
    "读过的人可以跳过。代码都放在同一个仓库里，环境用容器搭建，一条命令就能跑起来，遇到问题先看常见问答再提问。"
)
ONE = OPENING + "本篇从多臂老虎机讲起，探索与利用的矛盾是一切的开端，贪心的人往往错过更好的机器。"
OTHER = (
    OPENING + "时序差分把蒙特卡洛的采样与动态规划的自举揉在一处，走一步就能学一步，不必等到终点。"
)


def occurrence(text: str, dump: str = "a", line: int = 1) -> Occurrence:
    bare, truncated = strip_cut(text)
    return Occurrence(dump, line, bare, truncated)


def dedupe(*texts: str, **curation: Any) -> Deduplicated:
    found = [occurrence(text, f"dump{n:03}") for n, text in enumerate(texts)]
    return deduplicate(found, Curation(path="curation.yml", **curation))


def ids(result: Deduplicated) -> list[str]:
    return [article.id for article in result.articles]


def edited(replacements: Sequence[Sequence[str]]) -> str:
    text = TEXT
    for old, new in replacements:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("case", EDITS["same"], ids=lambda case: case["name"])
def test_a_slip_makes_no_new_article(case: dict[str, Any]) -> None:
    assert len(dedupe(TEXT, edited(case["replace"])).articles) == 1


@pytest.mark.parametrize("case", EDITS["apart"], ids=lambda case: case["name"])
def test_a_meant_difference_keeps_two_articles_and_is_reported(case: dict[str, Any]) -> None:
    result = dedupe(TEXT, edited(case["replace"]))
    assert len(result.articles) == 2
    [decision] = result.decisions
    assert decision.verdict is Verdict.DOUBTFUL
    assert case["reason"] in decision.reason
    assert {decision.left, decision.right} == set(ids(result))
    assert 0.9 <= decision.similarity < 1


def test_a_merge_by_slips_is_explained_with_the_place() -> None:
    [decision] = dedupe(TEXT, edited([["朴素", "朴索"]])).decisions
    assert decision.verdict is Verdict.SAME
    assert "[素 → 索]" in decision.reason or "[索 → 素]" in decision.reason


@pytest.mark.parametrize("cut", [100, 200, 250, 299, 300])
def test_cuts_are_one_article_under_the_id_of_the_whole(cut: int) -> None:
    whole = dedupe(TEXT)
    both = dedupe(TEXT[:cut] + "...", TEXT)
    assert ids(both) == ids(whole)
    assert both.articles[0].text == TEXT
    assert not both.articles[0].truncated


def test_an_id_is_the_same_for_cuts_at_300_and_350() -> None:
    long = TEXT + "补充说明" * 30
    assert ids(dedupe(long[:300] + "...")) == ids(dedupe(long[:350] + "...")) == ids(dedupe(long))


def test_traditional_characters_and_entities_of_html_are_the_same_article() -> None:
    traditional = OpenCC("s2t").convert(TEXT)
    assert traditional != TEXT
    for other in (traditional, TEXT.replace(" ", "&nbsp;").replace("，", "&#65292;")):
        result = dedupe(TEXT, other)
        assert ids(result) == ids(dedupe(TEXT))


@pytest.mark.parametrize("lost", ["[图片]", "[Image]", "[表格]", "[链接]"])
def test_what_other_scrapers_put_for_a_loss_tells_no_articles_apart(lost: str) -> None:
    assert ids(dedupe(TEXT, TEXT.replace("[公式]", lost + lost))) == ids(dedupe(TEXT))


@pytest.mark.parametrize("start", [60, 90, 120])
def test_an_excerpt_that_begins_inside_another_is_reported_and_stays_apart(start: int) -> None:
    result = dedupe(TEXT, TEXT[start:] + "后来的事下回再说" * 5)
    assert len(result.articles) == 2
    [decision] = result.decisions
    assert decision.verdict is Verdict.DOUBTFUL
    assert "characters into the other" in decision.reason


def test_an_id_is_text_that_yaml_never_takes_for_a_number() -> None:
    for n in range(300):
        [found] = ids(dedupe(f"{n}{TEXT}"))
        assert found.isalnum()
        assert found.islower()
        assert len(found) == 10
        assert found[0].isalpha()


@pytest.mark.parametrize("shared", [40, 60, 80, len(OPENING)])
def test_look_alikes_with_one_opening_stay_apart_under_ids_they_have_alone(shared: int) -> None:
    first, second, third = (
        f"{OPENING[:shared]}{tail}" for tail in (ONE[-60:] * 3, TEXT, "另" * 200)
    )
    alone = [ids(dedupe(text))[0] for text in (first, second, third)]
    assert ids(dedupe(first, second, third)) == alone
    assert len(set(alone)) == 3
    assert ids(dedupe(second, third)) == alone[1:]


def test_two_texts_that_differ_only_late_get_ids_of_their_own() -> None:
    base = (TEXT * 2)[:230]
    result = dedupe(base + ONE[-40:], base + OTHER[-40:], base + "完全不同的结尾" * 6)
    assert len(set(ids(result))) == 3
    names = [name for article in result.articles for name in (article.id, *article.aliases)]
    assert len(names) == len(set(names))


TWINS = (TEXT * 2)[:230] + ONE[-40:], (TEXT * 2)[:230] + OTHER[-40:]


def test_twins_share_their_ids_out_by_their_texts_and_not_by_their_dumps() -> None:
    there, back = dedupe(*TWINS), dedupe(*reversed(TWINS))
    assert set(ids(there)) == set(ids(back))
    assert ids(there) == ids(back)[::-1]
    assert ids(dedupe(TWINS[0]))[0] in ids(there)


@pytest.mark.parametrize("first", [0, 1])
def test_a_newcomer_takes_no_id_from_a_twin_seen_more_often(first: int) -> None:
    old, new = TWINS[first], TWINS[1 - first]
    [name] = ids(dedupe(old, old))
    owners = {text: each.id for each in dedupe(old, new, old).articles for text in _texts(each)}
    assert owners[old] == name


def test_a_merge_by_hand_moves_no_id_from_a_twin() -> None:
    alone = dedupe(*TWINS, ONE, ONE)
    owners = {text: each.id for each in alone.articles for text in _texts(each)}
    for twin in TWINS:
        merged = dedupe(*TWINS, ONE, ONE, merge=((owners[twin], owners[ONE], 3),))
        names = [name for each in merged.articles for name in (each.id, *each.aliases)]
        assert len(names) == len(set(names))
        assert set(names) == set(owners.values())


def test_an_excerpt_that_begins_two_articles_joins_one_and_ties_nothing() -> None:
    result = dedupe(OPENING + "...", ONE, OTHER)
    assert len(result.articles) == 2
    assert sorted(len(article.occurrences) for article in result.articles) == [1, 2]
    [decision] = [each for each in result.decisions if each.verdict is Verdict.DOUBTFUL]
    assert "begins both" in decision.reason


def test_a_slip_in_the_common_opening_ties_nothing_either() -> None:
    result = dedupe(OPENING.replace("容器", "容气") + "...", ONE, OTHER)
    owners = {text: article.id for article in result.articles for text in _texts(article)}
    assert owners[ONE] != owners[OTHER]


def _texts(article: Article) -> set[str]:
    return {each.text for each in article.occurrences}


@pytest.mark.parametrize(
    "variant",
    [
        TEXT.replace("蒸馏", "深度蒸馏"),
        TEXT.replace("学生", "同学"),
        TEXT.replace("温度", "湿度"),
        TEXT.replace("老师", "老帅"),
        TEXT.replace("知识", "常识"),
        TEXT.replace("猫", "狗").replace("卡车", "火车"),
        TEXT.replace("学生", "无学生"),
    ],
    ids=[
        "put in",
        "swapped",
        "one character",
        "another",
        "in the heading",
        "two words",
        "a prefix",
    ],
)
def test_a_change_made_throughout_is_another_subject(variant: str) -> None:
    result = dedupe(TEXT, variant)
    assert len(result.articles) == 2
    assert [each.verdict for each in result.decisions] == [Verdict.DOUBTFUL]


@pytest.mark.parametrize(
    "pair",
    [
        "分类 聚类", "线程 进程", "向量 标量", "优化 池化", "编码 解码", "检测 检索", "语音 语言",
        "中文 英文", "图 树", "栈 堆", "函数 函子", "李丽 李娜",
        "有监督 无监督", "监督 半监督", "LM LLM", "TD MC", "MDQN MDDQN", "Vue Vuex",
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["{} 的原理 ", "基于 {} 的方法 概述 ", "一文读懂 {}："])
def test_one_word_of_the_heading_makes_another_subject(pair: str, heading: str) -> None:
    one, other = (heading.format(word) + TEXT for word in pair.split())
    assert len(dedupe(one, other).articles) == 2


def test_the_beginning_of_a_text_compares_as_the_same() -> None:
    whole, part = (Reading(key(text), text) for text in (TEXT, TEXT[:200]))
    found = compare(whole, part)
    assert found is not None
    assert found.same


def test_keep_apart_holds_in_a_crowd_where_not_all_meet_at_once() -> None:
    slip = edited([["朴素", "朴索"]])
    one, other = ids(dedupe(TEXT))[0], ids(dedupe(slip))[0]
    crowd = [f"手写编译器 第 {n} 章 {TEXT}" for n in range(100, 170)]
    result = dedupe(TEXT, slip, *crowd, keep_apart=((one, other, 3),))
    owners = {text: each.id for each in result.articles for text in _texts(each)}
    assert owners[slip] != owners[TEXT]


def test_a_series_of_many_parts_stays_a_series() -> None:
    parts = [f"手写编译器 第 {n} 章 {TEXT}" for n in range(1, 130)]
    assert len(dedupe(*parts).articles) == len(parts)


def test_short_texts_are_one_article_only_when_equal() -> None:
    assert len(dedupe("三个字", "三个字", "三个字符", "三 个 字").articles) == 2


def test_a_short_excerpt_that_begins_another_is_reported_and_stays_apart() -> None:
    result = dedupe(TEXT, TEXT[:50] + "...")
    assert len(result.articles) == 2
    [decision] = result.decisions
    assert decision.verdict is Verdict.DOUBTFUL
    assert "characters begins both" in decision.reason


def test_a_short_excerpt_that_begins_a_cut_one_is_reported_with_its_article() -> None:
    result = dedupe(TEXT, TEXT[:50] + "...", TEXT[:120] + "...")
    assert [len(article.occurrences) for article in result.articles] == [2, 1]
    assert Verdict.DOUBTFUL in {decision.verdict for decision in result.decisions}


def test_texts_without_any_word_are_kept() -> None:
    assert len(dedupe("！！！", "[公式]", "？？？", "！！！").articles) == 3
    assert dedupe().articles == ()


def test_the_longest_text_is_shown_and_the_most_frequent_of_equals() -> None:
    half, full = TEXT.replace("，", ","), TEXT
    assert dedupe(half, full, full).articles[0].text == full
    assert dedupe(half, half, full).articles[0].text == half
    assert dedupe(TEXT[:200] + "...", TEXT[:250] + "...").articles[0].text == TEXT[:250]


def test_a_slip_in_a_long_text_is_found_and_a_giant_costs_little() -> None:
    long = "".join(f"第{n}段说的是{TEXT[n % 90 : n % 90 + 40]}" for n in range(200))
    assert len(dedupe(long, long.replace("第150段说的是", "第150段说得是")).articles) == 1
    assert len(dedupe(long, long.replace("第150段", "第151段")).articles) == 2
    giant = TEXT * 4000
    assert len(dedupe(giant, giant[:-9] + "的" + giant[-9:], giant + "尾").articles) == 2


def test_occurrences_stand_in_dump_order() -> None:
    found = [occurrence(TEXT, "b", 3), occurrence(TEXT, "a", 9), occurrence(TEXT, "b", 1)]
    [article] = deduplicate(found, Curation()).articles
    assert [(each.dump, each.line) for each in article.occurrences] == [
        ("a", 9),
        ("b", 1),
        ("b", 3),
    ]


# --- a person's word ----------------------------------------------------------------------


def test_merge_joins_what_the_tool_keeps_apart() -> None:
    one, other = ids(dedupe(ONE, OTHER))
    result = dedupe(ONE, OTHER, merge=((one, other, 7),))
    assert len(result.articles) == 1
    assert {one, other} == {result.articles[0].id, *result.articles[0].aliases}
    [decision] = result.decisions
    assert decision.verdict is Verdict.MERGED
    assert "curation.yml:7" in decision.reason


def test_keep_apart_parts_what_the_tool_takes_for_a_slip() -> None:
    slip = edited([["知识蒸馏实践", "只识蒸馏实践"]])
    [article] = dedupe(TEXT, slip).articles
    [alias] = article.aliases
    result = dedupe(TEXT, slip, keep_apart=((article.id, alias, 3),))
    assert set(ids(result)) == {article.id, alias}
    assert [each.verdict for each in result.decisions] == [Verdict.KEPT_APART]


def test_keep_apart_silences_the_report() -> None:
    second = edited([["知识蒸馏实践（一）", "知识蒸馏实践（二）"]])
    one, other = ids(dedupe(TEXT, second))
    result = dedupe(TEXT, second, keep_apart=((other, one, 3),))
    assert [each.verdict for each in result.decisions] == [Verdict.KEPT_APART]


def test_unknown_ids_warn_with_their_place_and_change_nothing() -> None:
    plain = dedupe(ONE, OTHER)
    result = dedupe(
        ONE, OTHER, merge=((ids(plain)[0], "nosuchid22", 4),), keep_apart=(("x", "y", 5),)
    )
    assert result.articles == plain.articles
    assert [(each.severity, each.path, each.line) for each in result.problems] == [
        (Severity.WARNING, "curation.yml", 4),
        (Severity.WARNING, "curation.yml", 5),
        (Severity.WARNING, "curation.yml", 5),
    ]


def test_a_pair_both_merged_and_kept_apart_is_an_error() -> None:
    one, other = ids(dedupe(ONE, OTHER))
    with pytest.raises(InputError, match=r"curation\.yml:8: .*line 2"):
        dedupe(ONE, OTHER, merge=((one, other, 2),), keep_apart=((other, one, 8),))


def test_a_chain_of_merges_that_ties_a_pair_kept_apart_is_an_error() -> None:
    one, other, third = ids(dedupe(ONE, OTHER, TEXT))
    with pytest.raises(InputError, match="keep_apart"):
        dedupe(
            ONE, OTHER, TEXT,
            merge=((one, third, 2), (third, other, 3)),
            keep_apart=((one, other, 4),),
        )  # fmt: skip
