"""Laws and examples of finding lost lines again.

A golden file holds the flattened text, a line of dashes, and one line a block: kind,
level or ordinal, ``?`` where only a hint says so, and the text of the block.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.structure import Block, BlockKind, blocks, seams, width
from tests.understanding import shipped

GOLDEN = sorted((Path(__file__).parent / "golden" / "structure").glob("*.txt"))
_TOKENS = (
    "概述 模型 激活函数 TD TSN: 1. (1) ① "
    "[公式] [Math] [代码] 💡 是一种。 如下: 值, 《论文 "
    "名》 (见 ) 的 优点:简单 什么? "
)
WORDS = st.sampled_from(_TOKENS.split())
TEXTS = st.text(max_size=80) | st.lists(WORDS, max_size=25).map(" ".join)


def shown(text: str, block: Block) -> str:
    number = block.level or block.ordinal or ""
    hint = "" if block.certain else "?"
    return f"{block.kind.value}{number}{hint} | {text[block.body : block.end]}".rstrip()


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    text, _, expected = path.read_text("utf-8").partition("\n----\n")
    found = [shown(text, block) for block in blocks(text, shipped().openers)]
    assert found == expected.splitlines()


def test_an_opener_heads_what_follows_in_latin_too_unless_it_may_be_its_verb() -> None:
    openers = ("概述", "使用")
    text = "概述 Medusa 是较早的一篇工作,它使用多个解码头来预测后面的词。"
    assert [block.kind.value for block in blocks(text, openers)] == ["heading", "paragraph"]
    text = "使用 JOIN 拼起两张表要分两步,先写左边的表,再写右边的表。"
    assert [block.kind.value for block in blocks(text, openers)] == ["paragraph"]


@given(TEXTS)
def test_blocks_cover_the_text_in_order_and_leave_only_blanks(text: str) -> None:
    reached = 0
    for block in blocks(text):
        assert not text[reached : block.start].strip()
        assert reached <= block.start <= block.body <= block.end
        assert block.start < block.end
        reached = block.end
    assert not text[reached:].strip()


@given(TEXTS)
def test_numbers_belong_to_items_and_levels_to_headings(text: str) -> None:
    for block in blocks(text):
        assert (block.level > 0) == (block.kind is BlockKind.HEADING)
        assert block.ordinal is None or block.kind is BlockKind.ITEM


@given(TEXTS)
def test_seams_are_blanks(text: str) -> None:
    assert all(text[start:end].isspace() for start, end in seams(text))


def test_a_text_without_blanks_is_one_paragraph() -> None:
    text = "词向量,按照字面意思,应该是词嵌入。说到词向量,不少读者会想到它。"
    assert [block.kind for block in blocks(text)] == [BlockKind.PARAGRAPH]


def test_a_blank_text_has_no_blocks() -> None:
    assert blocks("") == blocks("  \n ") == ()


def test_a_number_repeated_by_the_source_is_counted_on() -> None:
    text = "步骤如下,共有三步: 1. 先做甲,再看。 1. 再做乙,再看。 1. 后做丙,再看。"
    assert [block.ordinal for block in blocks(text) if block.kind is BlockKind.ITEM] == [1, 2, 3]


@pytest.mark.parametrize(
    "sentence",
    [
        "正如我们在 第二章 学过,可以通过使用它来完成任务。",  # a link
        "主要解决的是 读多写少场景 的问题,所以很有用。",  # an emphasis
        "我们用 PyTorch 训练 Transformer 模型,效果很好。",  # spacing habit
        "奠基之作《HiPPO: Recurrent Memory 与 Optimal》很强大。",  # a paper's title
        "目的: 为了分析效果为什么不好。",  # a label
        "建模 和特征建模分离,这样不好。",  # a line begins with no conjunction
    ],
)
def test_a_blank_inside_a_sentence_is_no_line_break(sentence: str) -> None:
    assert [block.kind for block in blocks(sentence)] == [BlockKind.PARAGRAPH]


def test_lines_wrapped_by_the_source_are_one_paragraph() -> None:
    text = "第一句话很短。 第二句话也短。 第三句话还短。 第四句话更短。 第五句话最短。"
    assert len(blocks(text)) == 1


def test_width_counts_han_as_one_and_the_rest_as_half() -> None:
    assert width("模型AB") == 3.0


def test_hostile_texts_are_read_in_linear_time() -> None:
    for unit in ("[公式] ", "中 ", "1. ", "(1) ", "标签:中 ", "（ ", "a ", "在 中 "):
        start = time.process_time()
        blocks(unit * 4_000)
        assert time.process_time() - start < 4.0, unit
