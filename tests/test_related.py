"""Related articles: shared concepts as reasons, nothing below the minimum, no order effects."""

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from scripts import related
from scripts.classify import classify_all
from scripts.model import Entry, Title
from scripts.related import relate
from scripts.terms import Analyser
from tests.understanding import article, shipped

ANALYSER = Analyser.for_taxonomy(shipped())
TEXTS = (
    "DQN用经验回放和目标网络近似动作价值函数,在Atari上训练",
    "Double DQN改进了DQN对动作价值函数的过估计,仍用经验回放和目标网络",
    "词向量Word2Vec用负采样训练,CBOW与Skip-Gram是两种模型",
    "GloVe与Word2Vec都学习词向量,前者用共现矩阵,后者用负采样",
    "MySQL的InnoDB用MVCC实现事务",
    "今天天气很好,适合出门散步",
    "FlexFlow用仿真寻找并行策略。FlexFlow比手工更快。",
    "介绍FlexFlow的用法。FlexFlow由斯坦福开发。",
)


def entry(name: str, text: str) -> Entry:
    analysis = ANALYSER.analyse(text)
    made = article(text)
    (found,), _ = classify_all([made], [analysis], shipped())
    return Entry(
        type(made)(name, (), text, True, made.occurrences),
        analysis,
        Title(name, "clause", 1.0),
        found,
        (),
        None,
    )


def entries(texts: tuple[str, ...] = TEXTS) -> list[Entry]:
    return [entry(f"e{number}", text) for number, text in enumerate(texts)]


def test_articles_of_one_subject_find_each_other():
    found = relate(entries(), shipped())
    assert [[r.id for r in relatives] for relatives in found] == [
        ["e1"],
        ["e0"],
        ["e3"],
        ["e2"],
        [],
        [],
        ["e7"],
        ["e6"],
    ]


def test_the_reasons_are_concepts_that_both_hold_best_first():
    found = relate(entries(), shipped())
    assert set(found[0][0].shared) == {"DQN", "动作价值函数", "经验回放", "目标网络"}
    assert found[6][0].shared == ("FlexFlow",)


def test_nothing_is_related_to_itself_and_no_list_is_too_long():
    many = entries(tuple(TEXTS[0] + f"第{number}次" for number in range(8)))
    found = relate(many, shipped())
    limit = int(shipped().settings["related_limit"])
    for own, relatives in zip(many, found, strict=True):
        assert len(relatives) == limit
        assert own.id not in {r.id for r in relatives}


def test_scores_fall_and_stay_above_the_minimum():
    for relatives in relate(entries(), shipped()):
        scores = [r.score for r in relatives]
        assert scores == sorted(scores, reverse=True)
        assert all(score >= shipped().settings["related_minimum"] for score in scores)


@given(st.permutations(range(len(TEXTS))))
def test_the_order_of_the_entries_changes_nothing(order):
    straight = entries()
    shuffled = [straight[place] for place in order]
    found = dict(zip((e.id for e in shuffled), relate(shuffled, shipped()), strict=True))
    expected = dict(zip((e.id for e in straight), relate(straight, shipped()), strict=True))
    assert found == expected


def test_an_empty_library_has_no_relations():
    assert relate([], shipped()) == ()


def test_what_nearly_every_article_holds_founds_no_relation():
    many = entries(tuple(f"强化学习的第{number}课" for number in range(40)))
    assert not any(relate(many, shipped()))


@given(
    st.lists(st.dictionaries(st.sampled_from("abcdefgh\x00"), st.floats(0.01, 1)), max_size=30),
    st.integers(1, 4),
)
def test_candidates_are_those_whose_concepts_add_up_to_most(
    vectors: list[dict[str, float]], together: int
) -> None:
    settings = {
        "related_candidates": 3,
        "related_common_floor": 5,
        "related_common_share": 0.5,
        "related_common_limit": 9,
    }
    few = min(max(5, 0.5 * len(vectors)), 9)
    held = {term: sum(term in vector for vector in vectors) for term in "abcdefgh"}
    with patch.object(related, "_TOGETHER", together):
        index = related._index(vectors, settings)
        found = list(related._likely(vectors, index, settings))
    for place, own in enumerate(vectors):
        points: dict[int, float] = {}
        for term in (term for term in own if held.get(term, few + 1) <= few):
            for other, theirs in enumerate(vectors):
                if other != place and term in theirs:
                    points[other] = points.get(other, 0.0) + own[term] * theirs[term]
        assert found[place] == sorted(points, key=lambda other: (-points[other], other))[:3]
