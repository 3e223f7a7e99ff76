"""Finding terms and names: every spelling, whole words only, tags that stand in the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.simplified import read_simplified
from scripts.spelling import fold, same_key, variants
from scripts.terms import Analyser, papers_in, tags_for
from scripts.vocabulary import vocabulary
from tests.released import DUMPS
from tests.understanding import shipped

ANALYSER = Analyser.for_taxonomy(shipped())


def names(text: str) -> list[str]:
    return [hit.name for hit in ANALYSER.analyse(text).hits]


def tags(text: str) -> tuple[str, ...]:
    return tags_for(text, ANALYSER.analyse(text), shipped())


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("强化学习", "强化学习"),
        ("reinforcement learning", "强化学习"),
        ("Reinforcement-Learning", "强化学习"),
        ("RL", "强化学习"),
        ("ＲＬ", "强化学习"),
        ("TemporalDifference", "时序差分"),
        ("temporal difference", "时序差分"),
        ("蒙特卡罗方法", "蒙特卡洛方法"),
        ("longrange", "长程依赖"),
        ("long-range", "长程依赖"),
        ("long range", "长程依赖"),
        ("Flash Attention", "FlashAttention"),
        ("flashattention", "FlashAttention"),
        ("RNNs", "循环神经网络"),
        ("GANs", "生成对抗网络"),
        ("TransformerXL", "Transformer-XL"),
        ("3D 卷积", "3D卷积"),
        ("VQ-VAE", "VQVAE"),
        ("scorebased", "基于分数的生成模型"),
        ("Kinetics400", "Kinetics"),
        ("KV cache", "KV Cache"),
        ("RLHF", "基于人类反馈的强化学习"),
    ],
)
def test_each_spelling_leads_to_the_one_name(written, name):
    assert names(f"关于{written}的研究") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "这是主流模型",  # 流模型
        "organ and elegant",  # GAN
        "a rag and a clip of the spring",  # RAG, CLIP, Spring
        "they act on the sac",  # SAC
        "the rl of it",  # RL
        "it began with a kid and a meteor",  # BEGAN, KID, METEOR
        "shape and size",  # Shap-E
        "Grusel",  # GRUs
        "强 化学 习",  # a lost line break stands between
    ],
)
def test_parts_of_other_words_are_no_terms(text):
    assert names(text) == []


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("two policies", "策略"),
        ("Markov decision processes", "马尔可夫决策过程"),
        ("vector quantisation", "向量量化"),
        ("behaviour cloning", "行为克隆"),
    ],
)
def test_plurals_and_british_forms_are_the_same_term(written, name):
    assert names(written) == [name]


def test_the_longest_term_wins_and_terms_do_not_overlap():
    assert names("深度强化学习与大语言模型") == ["深度强化学习", "大语言模型"]
    hits = ANALYSER.analyse("基于骨架的动作识别模型采用时空图卷积ST-GCN").hits
    assert all(one.end <= two.start for one, two in pairwise(hits))


@pytest.mark.parametrize(
    "text", ["用Transformer的模型", "LSTM和GRU", "3Dbased方法", "2D卷积", "GRUs"]
)
def test_terms_touching_han_or_a_lost_hyphen_are_found(text):
    assert names(text) != []


def test_traditional_characters_are_read_as_simplified_and_kept_as_written():
    text = "深度強化學習與大語言模型的獎勵機制"
    analysis = ANALYSER.analyse(text)
    assert [hit.name for hit in analysis.hits] == names("深度强化学习与大语言模型的奖励机制")
    assert "".join(analysis.words) == text
    assert "強化學習" in text[analysis.hits[0].start : analysis.hits[0].end]


def test_addresses_are_no_evidence():
    assert names("见 https://github.com/ 与 http://huggingface.co 首页") == []
    assert names("见 https://a.org/RL/transformer?q=GAN#LoRA") == []
    assert names("见 https://a.org/b看看强化学习") == ["强化学习"]


def test_technical_names_stand_beside_terms():
    assert names("FlexFlow与TASO优化了ResNeSt。") == ["FlexFlow", "TASO", "ResNeSt"]
    assert names("call model.forwardPass(x) in src/MyModel.py") == []


@pytest.mark.parametrize(
    "name",
    [
        *("CVPR2019", "NIPS-17", "LinkedIn"),
        *("putMapEntries", "AtomicLongFieldUpdater", "FileInputStream", "SortedSet"),
        *("RoleBased", "SegmentLevel", "KShot"),
        *("Fc1", "Step3", "P99", "UTF16", "BPerson", "EXPLAIN", "VARCHAR", "ACK"),
    ],
)
def test_venues_programs_and_adjectives_are_no_concepts(name):
    assert names(f"这里的 {name} 与 {name} 说明") == []


@pytest.mark.parametrize(
    "name", ["FooFormer", "PixelDance3", "TransNetV2", "FlexQuux", "ZAB", "W3A5", "AdaSomething"]
)
def test_names_that_nobody_listed_are_concepts(name):
    assert names(f"这里的 {name} 与 {name} 说明") == [name, name]


def test_several_of_a_name_are_that_name():
    assert names("一个 QZN 与两个 QZNs 说明") == ["QZN", "QZN"]


def test_a_name_that_the_cut_may_have_halved_is_left_out():
    assert names("编译器有TVM、FlexFlow与TenComp") == ["编译器", "TVM", "FlexFlow"]


@given(st.text())
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(text)


@given(st.text())
def test_hits_are_ordered_within_the_text_and_words_add_up_to_it(text):
    analysis = ANALYSER.analyse(text)
    assert "".join(analysis.words) == text
    reached = 0
    for hit in analysis.hits:
        assert reached <= hit.start < hit.end <= len(text)
        reached = hit.end


@given(st.sampled_from(sorted(vocabulary(shipped()).spellings)))
def test_every_variant_of_a_spelling_is_the_same_word(spelling):
    assert {same_key(variant) for variant in variants(spelling)} == {same_key(spelling)}


def test_every_spelling_of_the_taxonomy_is_found():
    known = vocabulary(shipped()).spellings
    lost = [s for s, name in known.items() if name not in names(f"。{s}。")]
    assert lost == []


def test_tags_prefer_the_lead_and_what_recurs():
    text = "FlashAttention 用分块计算加速自注意力。" + "其余部分略去不表。" * 10 + "另见 softmax"
    assert tags(text)[0] == "FlashAttention"
    assert tags(text)[-1] == "softmax"


def test_the_name_of_a_whole_field_comes_behind_what_an_article_is_about():
    text = "强化学习里，时序差分学习用下一步的估计更新这一步；强化学习的另一条路是蒙特卡洛方法。"
    assert tags(text)[0] == "时序差分"
    assert tags(text)[-1] == "强化学习"


def test_tags_occur_in_the_text_itself_or_as_an_alias():
    spelled: dict[str, set[str]] = {}
    for spelling, name in vocabulary(shipped()).spellings.items():
        spelled.setdefault(name, set()).add(same_key(spelling))
    for path in sorted(DUMPS.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            flat = same_key(line)
            for tag in tags(line):
                assert any(way in flat for way in spelled.get(tag, {same_key(tag)})), tag


def test_tags_are_distinct_and_never_stop_terms_or_placeholders():
    text = "[Math] 生成 图像 与 [Formula], [公式] [代码] VQVAE VQ-VAE vqvae"
    assert tags(text) == ("VQVAE",)


def test_an_unknown_name_keeps_its_first_spelling():
    assert tags("FooNet 与 FOONET 与 fooNet") == ("FooNet",)


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        (
            "Google的《Transformer Quality in Linear Time》一文",
            ("Transformer Quality in Linear Time",),
        ),
        ("承接 Transformers are RNNs 这篇论文", ("Transformers are RNNs",)),
        ("《红楼梦》与《三体》", ()),
        ("《基于深度强化学习的机器人控制方法研究》", ("基于深度强化学习的机器人控制方法研究",)),
        ("《HiPPO: Recurrent  Memory》", ("HiPPO: Recurrent Memory",)),
        (
            "《Segment Anything in 3D》, then Attention is all you need",
            ("Segment Anything in 3D", "Attention Is All You Need"),
        ),
        ("《未完的", ()),
    ],
)
def test_papers_named_in_a_text_are_recognised(text, papers):
    assert papers_in(text, shipped().papers) == papers


@given(st.text(alphabet="這個學習模型與的後來乾著GPT \n"))
def test_reading_as_simplified_keeps_every_offset(text):
    assert len(read_simplified(text)) == len(text)
    assert "".join(ANALYSER.analyse(text).words) == text
