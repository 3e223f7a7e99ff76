"""Categories: headers before terms, evidence that adds up, and the right to abstain.

``golden/classify/passages.tsv`` holds passages written for this test, a category (``-`` for
none) before each: what blogs of this kind are about, in words the headings do not give away.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.classify import classify_all
from scripts.model import Classification, Origin, Problem, Severity, Taxonomy
from scripts.scores import score
from scripts.segment import common_words
from scripts.terms import Analyser
from tests.understanding import article, shipped, small

PASSAGES = Path(__file__).parent / "golden" / "classify" / "passages.tsv"
BODY = """\
categories:
- name: Large Model
  slug: large-model
  aliases: [LLM]
  strong: [大模型]
  medium: [显存, 微调]
  topics:
  - {name: 部署, slug: serving, strong: [推理引擎]}
- name: RL
  slug: rl
  strong: [强化学习]
  medium: [奖励, 显存]
outside:
- {name: 数据库, slug: databases, strong: [数据库, 事务]}
"""


def verdict(
    text: str, *headers: str | None, taxonomy: Taxonomy | None = None
) -> tuple[Classification, tuple[Problem, ...]]:
    chosen = taxonomy or small(BODY)
    analyses = Analyser.for_taxonomy(chosen).analyse_all([text])
    (found,), problems = classify_all([article(text, *headers)], analyses, chosen)
    return found, problems


def judge(text: str, *headers: str | None, taxonomy: Taxonomy | None = None) -> Classification:
    return verdict(text, *headers, taxonomy=taxonomy)[0]


def complaints(*headers: str | None) -> list[tuple[Severity, str, int, str]]:
    return [(p.severity, p.path, p.line, p.message) for p in verdict("强化学习", *headers)[1]]


def test_a_header_goes_before_the_terms():
    found = judge("强化学习与奖励", "Large Model")
    assert (found.category, found.origin, found.confidence) == ("Large Model", Origin.HEADER, 1.0)
    assert found.runner_up == "RL"


@pytest.mark.parametrize("header", ["LLM", "large model", "LARGE-MODEL", "large-model"])
def test_a_header_may_use_an_alias(header):
    assert judge("", header).category == "Large Model"


def test_a_header_of_any_occurrence_holds_for_the_article():
    assert judge("强化学习", None, "Large Model", None).category == "Large Model"


def test_most_headers_win_and_the_others_are_reported_with_their_place():
    assert judge("", "RL", "LLM", "LLM").category == "Large Model"
    ((severity, path, line, message),) = complaints("RL", "LLM", "LLM")
    assert (severity, path, line) == (Severity.WARNING, "dump1", 1)
    assert "RL (1)" in message
    assert "2 say Large Model" in message


def test_a_contradiction_is_reported_once_however_often_it_is_seen():
    ((_, path, line, message),) = complaints("RL", "LLM", "RL", "LLM", "LLM")
    assert (path, line) == ("dump1", 1)
    assert "RL (2)" in message


def test_among_as_many_headers_the_earliest_wins():
    assert judge("", "RL", "LLM").category == "RL"
    assert judge("", "LLM", "RL").category == "Large Model"


def test_an_unknown_header_is_noted_and_the_text_decides():
    found = judge("强化学习", "Robotics")
    assert (found.category, found.origin) == ("RL", Origin.INFERRED)
    ((severity, path, line, message),) = complaints("Robotics")
    assert (severity, path, line) == (Severity.NOTE, "dump1", 1)
    assert "'Robotics' above this excerpt is not in the taxonomy" in message


def test_an_unknown_header_is_noted_once_with_the_number_of_its_excerpts():
    ((_, path, line, message),) = complaints("Robotics", "Robotics", "Robotics")
    assert (path, line) == ("dump1", 1)
    assert "'Robotics' above 3 excerpts, first here, is not in the taxonomy" in message


def test_categories_nobody_knows_are_told_of_twenty_at_most():
    *shown, (_, _, _, message) = complaints(*(f"Robotics {n}" for n in range(90)))
    assert len(shown) == 20
    assert "70 more categories" in message


def test_a_header_is_explained_by_the_evidence_all_the_same():
    found = judge("大模型与推理引擎", "LLM")
    assert [e.term for e in found.evidence] == ["大模型", "推理引擎"]
    assert found.topics == ("serving",)


def test_evidence_counts_every_occurrence_and_names_the_weight():
    found = judge("大模型的微调。大模型")
    assert [(e.term, e.count, e.weight) for e in found.evidence] == [
        ("大模型", 2, 4.5),
        ("微调", 1, 2.2),
    ]


def test_a_single_ambiguous_word_is_not_enough():
    assert judge("奖励" * 9).category is None
    assert judge("奖励与显存").category == "RL"


def test_between_two_equals_there_is_no_category():
    found = judge("显存" * 9 + "大模型与强化学习")
    assert found.category is None
    assert found.runner_up in {"Large Model", "RL"}


def test_a_stranger_that_wins_keeps_the_article_out():
    found = judge("数据库事务与大模型")
    assert (found.category, found.outside) == (None, "数据库")


def test_the_lead_weighs_more_than_what_follows():
    padding = "另外还有许多别的事情需要说明。" * 12
    early = judge(f"大模型。{padding}").confidence
    late = judge(f"{padding}大模型").confidence
    assert early > late


def points(text: str, category: str = "RL") -> float:
    taxonomy = small(BODY)
    [analysis] = Analyser.for_taxonomy(taxonomy).analyse_all([text])
    return score(text, analysis, taxonomy).categories.get(category, 0.0)


def test_what_recurs_counts_ever_less_and_not_without_end():
    counted = [points("，".join(["强化学习"] * times)) for times in range(1, 40)]
    once, twice, thrice = counted[:3]
    assert once < twice < 2 * once
    assert thrice - twice < twice - once
    assert counted == sorted(counted)
    assert counted[-1] == pytest.approx(2 * once)


def test_the_next_best_term_counts_less_than_it_would_alone():
    both = points("强化学习，奖励")
    assert points("强化学习") < both < points("强化学习") + points("奖励")


def test_a_sixth_category_works_by_one_block():
    sixth = small(
        BODY.replace("outside:", "- {name: Robotics, slug: robots, strong: [机械臂]}\noutside:")
    )
    assert judge("机械臂", taxonomy=sixth).category == "Robotics"


def test_nothing_known_gives_nothing():
    assert judge("今天天气很好") == Classification(None, None, confidence=1.0)


@pytest.mark.slow
@given(st.text(), st.lists(st.sampled_from(["LLM", "RL", "Robotics", None, ""])))
def test_confidence_is_a_share_and_the_category_is_known(text, headers):
    found = judge(text, *headers)
    assert 0 <= found.confidence <= 1
    assert found.category in {None, "Large Model", "RL"}
    assert (found.category is None) == (found.origin is None)


@pytest.mark.slow
@given(st.permutations(["大模型的微调", "强化学习", "数据库事务", ""]))
def test_each_article_is_judged_by_itself(texts):
    chosen = small(BODY)
    analyses = Analyser.for_taxonomy(chosen).analyse_all(texts)
    found, problems = classify_all([article(text) for text in texts], analyses, chosen)
    assert [c.category for c in found] == [judge(text).category for text in texts]
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("本文介绍如何用PagedAttention管理KV Cache,提升LLM推理的吞吐量", "Large Model"),
        ("使用LoRA对Qwen2.5做指令微调,并用DPO进行偏好对齐", "Large Model"),
        ("MoE通过门控网络把token路由到不同的专家,DeepSeek-V3采用共享专家", "Large Model"),
        ("点云检测器PointPillars把体素压成柱子,在KITTI上评测3D目标检测", "3D Model"),
        ("SlowFast用两条不同帧率的路径做视频动作识别,在Kinetics-400上训练", "3D Model"),
        ("神经辐射场NeRF从多视角图像重建场景,完成新视角合成", "3D Model"),
        ("DQN用经验回放和目标网络近似动作价值函数,在Atari游戏上取得突破", "RL"),
        ("PPO限制策略更新的幅度,与TRPO相比更易实现,智能体的奖励更稳定", "RL"),
        ("QMIX在星际争霸的SMAC环境中研究多智能体协作与信用分配", "RL"),
        ("BPE从字符开始反复合并频率最高的词对,是常用的子词分词算法", "NLP"),
        ("命名实体识别常用BiLSTM-CRF做序列标注,也可用BERT微调", "NLP"),
        ("机器翻译模型用BLEU评价,束搜索比贪心搜索译得更好", "NLP"),
        ("DDPM逐步加噪再学习去噪,DDIM减少采样步数", "Generative Model"),
        ("CycleGAN不需要成对数据,用循环一致性约束两个生成器和判别器", "Generative Model"),
        ("变分自编码器用重参数化技巧优化证据下界ELBO", "Generative Model"),
        ("Mask R-CNN在目标检测框上增加分支做实例分割", None),
        ("MySQL的InnoDB引擎用MVCC实现事务隔离级别", None),
        ("JVM的垃圾回收器G1如何划分Region", None),
        ("TCP三次握手为什么不是两次", None),
        ("SGD与动量法在学习率衰减下的收敛性", None),
        ("决策树与随机森林的特征选择", None),
        ("Redis缓存穿透与布隆过滤器", None),
        ("协同过滤是推荐系统的经典算法", None),
        ("求矩阵的特征值与奇异值分解", None),
    ],
)
def test_the_shipped_taxonomy_knows_its_field_and_its_limits(text, category):
    assert judge(text, taxonomy=shipped()).category == category


@pytest.mark.parametrize("line", PASSAGES.read_text("utf-8").splitlines())
def test_a_passage_finds_its_category_or_none(line):
    category, text = line.split("\t")
    assert (judge(text, taxonomy=shipped()).category or "-") == category


def test_no_word_of_everyday_life_decides_alone():
    taxonomy = shipped()
    alone = taxonomy.settings["lone_weight"]
    decisive = {
        spelling
        for category in taxonomy.categories
        for term in (*category.terms, *(term for topic in category.topics for term in topic.terms))
        if term.weight >= alone
        for spelling in (term.name, *term.aliases)
    }
    assert decisive & common_words() == set()
