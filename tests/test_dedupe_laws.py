"""The laws of deduplication: conservation, order independence, idempotence, stable ids."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from zlib import crc32

from hypothesis import example, given
from hypothesis import strategies as st

from scripts.dedupe import compare, deduplicate, short_id
from scripts.dedupe.ids import anchors, short_ids
from scripts.dedupe.reading import Reading
from scripts.dedupe.sieve import alike
from scripts.model import Curation, Deduplicated, Occurrence
from scripts.text import key

#: Phrases of our own: enough shared matter for prefixes, look-alikes and near-duplicates.
PHRASES = (
    "把一段长文切成小块，再一块一块地读，",
    "梯度沿着损失下降的方向走，步子太大就会越过谷底，",
    "Self-Attention 让每个词都看见其余的词，",
    "第一部分讲动机，第二部分讲方法，",
    "实验在三台机器上重复了五次，取平均值，",
    "缓存命中率决定了推理的快慢，",
    "[公式] 其中温度越高分布越平，",
    "作者把代码放在仓库里 version 2 之后不再维护，",
    "上一章的结论在这里再次用到，",
    "读者不妨先停下来想一想，",
)
articles = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=14).map("".join)
long_articles = st.lists(st.sampled_from(PHRASES), min_size=20, max_size=24).map("".join)
hostile = st.text(max_size=40)


@st.composite
def excerpts(draw: st.DrawFn) -> str:
    """An article cut somewhere, perhaps with a slip, or anything at all."""
    text = draw(st.one_of(articles, articles, hostile))
    if draw(st.booleans()) and text:
        at = draw(st.integers(0, len(text) - 1))
        text = text[:at] + draw(st.sampled_from(["", "的", "上", "3", "x"])) + text[at + 1 :]
    return text[: draw(st.sampled_from([60, 120, 200, 300, 350]))]


@st.composite
def occurrences(draw: st.DrawFn) -> list[Occurrence]:
    texts = draw(st.lists(excerpts(), max_size=14))
    dumps = [draw(st.sampled_from("abcd")) for _ in texts]
    return [
        Occurrence(dump, line, text, draw(st.booleans()))
        for line, (dump, text) in enumerate(zip(dumps, texts, strict=True), 1)
    ]


def in_turn(*texts: str) -> list[Occurrence]:
    return [Occurrence("a", line, text, False) for line, text in enumerate(texts, 1)]


#: The short one may be a slip of the second, not of the third; these two are one article.
LOOP = PHRASES[0][1:] + PHRASES[0] + PHRASES[1] + PHRASES[3]


def run(found: Sequence[Occurrence]) -> Deduplicated:
    return deduplicate(found, Curation())


@given(occurrences())
def test_every_occurrence_is_in_exactly_one_article(found: list[Occurrence]) -> None:
    result = run(found)
    assert Counter(each for article in result.articles for each in article.occurrences) == Counter(
        found
    )
    assert all(article.occurrences for article in result.articles)


@given(occurrences())
def test_no_id_or_alias_names_two_articles(found: list[Occurrence]) -> None:
    names = [name for each in run(found).articles for name in (each.id, *each.aliases)]
    assert len(names) == len(set(names))


@given(occurrences())
def test_every_decision_names_articles_that_exist(found: list[Occurrence]) -> None:
    result = run(found)
    names = {name for each in result.articles for name in (each.id, *each.aliases)}
    assert {each.left for each in result.decisions} | {
        each.right for each in result.decisions
    } <= names
    assert all(0 <= each.similarity <= 1 and each.reason for each in result.decisions)


@given(occurrences(), st.randoms())
def test_the_order_of_occurrences_changes_nothing(found: list[Occurrence], random) -> None:
    shuffled = found[:]
    random.shuffle(shuffled)
    assert run(shuffled) == run(found)


@given(occurrences(), st.permutations("abcd"))
def test_the_names_of_dumps_change_neither_ids_nor_clusters(
    found: list[Occurrence], names: list[str]
) -> None:
    renamed = [
        Occurrence(names["abcd".index(each.dump)], each.line, each.text, each.truncated)
        for each in found
    ]
    assert _shape(run(renamed)) == _shape(run(found))


def _shape(result: Deduplicated) -> set[tuple[str, tuple[str, ...], str, frozenset[int]]]:
    return {
        (each.id, each.aliases, each.text, frozenset(seen.line for seen in each.occurrences))
        for each in result.articles
    }


@given(occurrences())
@example(in_turn(LOOP, "把" + LOOP + PHRASES[0] * 2, "3" + LOOP + PHRASES[0] * 2))
def test_the_articles_themselves_hold_no_duplicates(found: list[Occurrence]) -> None:
    first = run(found)
    again = run(
        [Occurrence("again", n, each.text, each.truncated) for n, each in enumerate(first.articles)]
    )
    assert len(again.articles) == len(first.articles)


@given(st.lists(st.tuples(articles, st.sampled_from("abcd")), max_size=10), st.sampled_from("abcd"))
def test_removing_a_dump_changes_no_id_of_what_remains(
    texts: list[tuple[str, str]], gone: str
) -> None:
    """For articles seen whole: the other dumps' articles keep their ids."""
    found = [Occurrence(dump, n, text, False) for n, (text, dump) in enumerate(texts)]
    if not _have_ids_of_their_own(run(found)):
        return
    owners = _owners(run(found))
    for line, name in _owners(run([each for each in found if each.dump != gone])).items():
        assert owners[line] & name


def _have_ids_of_their_own(result: Deduplicated) -> bool:
    """Only look-alikes that claim one id may get ids that depend on which of them are there."""
    return all(
        {each.id, *each.aliases}
        <= {short_id(key(seen.text) or seen.text) for seen in each.occurrences}
        for each in result.articles
    )


def _owners(result: Deduplicated) -> dict[int, set[str]]:
    return {
        seen.line: {each.id, *each.aliases} for each in result.articles for seen in each.occurrences
    }


@given(st.lists(excerpts(), min_size=2, max_size=6), st.integers(9, 40))
@example([PHRASES[0] * 4, ""], 11)
def test_no_pair_that_compares_as_alike_is_sieved_out(texts: list[str], step: int) -> None:
    spoilt = "".join("换" if at % step == 8 else char for at, char in enumerate(texts[0]))
    texts = [*texts, spoilt, texts[0][step:-step], texts[0] + texts[1]]
    keys = [key(text) for text in texts]
    pairs = list(combinations(range(len(keys)), 2))
    left = set(alike(pairs, keys))
    readings = [Reading(each, text) for each, text in zip(keys, texts, strict=True)]
    assert left >= {(one, other) for one, other in pairs if compare(readings[one], readings[other])}


def test_texts_of_other_letters_are_sieved_out() -> None:
    keys = [
        key(text * 4) for text in ("把一段长文切成小块", "梯度沿着损失下降", "把一段长文切成大块")
    ]
    assert list(alike([(0, 1), (0, 2), (1, 2)], keys)) == [(0, 2)]
    assert not list(alike([], []))


@given(st.lists(st.text(max_size=80) | st.just("\U0001f600\ud800" * 40), max_size=4))
def test_ids_and_anchors_are_those_of_plain_checksums(keys: list[str]) -> None:
    plain = [[crc32(run.encode("utf-32-le", "surrogatepass")) for run in runs(key)] for key in keys]
    assert anchors(keys) == [
        [min(hashes[at : at + 40]) for at in range(0, len(hashes), 40)] for hashes in plain
    ]
    assert short_ids(keys) == [short_id(key) for key in keys]


def runs(key: str) -> list[str]:
    return [key[at : at + 6] for at in range(len(key) - 5)]


@given(long_articles, st.integers(190, 350))
def test_the_id_depends_on_neither_cut_nor_width_nor_placeholder(text: str, cut: int) -> None:
    wide = text.replace(",", "，").replace("[公式]", "[Formula]").replace("Self", "Ｓｅｌｆ")
    folded = unicodedata.normalize("NFKC", text).upper()
    names = {short_id(key(each)) for each in (text, wide, folded, text.replace("，", " ， "))}
    assert len(names) == 1
    if len(key(text[:cut])) > 186:
        assert short_id(key(text[:cut])) in names


@given(st.integers(0, 139), st.sampled_from(["换一个", "的", ""]))
def test_a_look_alike_or_a_twin_never_takes_an_id_away(at: int, slip: str) -> None:
    text = "".join(PHRASES)
    other = text[:at] + slip + text[at + 1 :]
    alone = {article.id for article in run([Occurrence("a", 1, text, False)]).articles}
    both = run([Occurrence("a", 1, text, False), Occurrence("b", 1, other, False)])
    assert any(alone & {each.id, *each.aliases} for each in both.articles)
