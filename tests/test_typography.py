"""Laws and examples of display typography."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.typography import Inline, InlineKind, inline, restore, spaced

_SIGNS = (
    '的一模型在, : ; ! ? ( ) . " [ ] a x T 1 0 _ ^ { } \\ $ < > / ~ 。，（）“”《》… \u3000 💡 ` -'
)
ANY_RUN = st.text(max_size=60)
MIXED_RUN = st.text(alphabet=sorted(set(_SIGNS)), max_size=60)
PIECES = st.lists(
    st.sampled_from(
        [
            "[Math]",
            "[公式]",
            "模型",
            " ",
            ",",
            ":",
            "(",
            ")",
            "f(x,t)",
            "x_{t+1}",
            "...",
            '"',
            "TD",
            "!",
        ]
    ),
    max_size=20,
).map("".join)


@given(ANY_RUN | MIXED_RUN | PIECES)
def test_restoring_twice_changes_nothing_more(run: str) -> None:
    once = restore(run)
    assert restore(once) == once


@given(ANY_RUN | MIXED_RUN | PIECES)
def test_restoring_keeps_every_word(run: str) -> None:
    assert [c for c in restore(run) if c.isalnum()] == [c for c in run if c.isalnum()]


@given(ANY_RUN | MIXED_RUN | PIECES)
def test_the_raw_slices_of_a_run_are_the_run(run: str) -> None:
    assert "".join(piece.raw for piece in inline(run)) == run


@given(st.text(alphabet=st.characters(max_codepoint=0x7F), max_size=60))
def test_text_without_chinese_is_left_alone(run: str) -> None:
    assert restore(run) == run


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("TSN:视频动作,基本框架", "TSN：视频动作，基本框架"),
        ("什么样的结果值得形容?有没有", "什么样的结果值得形容？有没有"),
        ("TSN(temporal segment network)结构", "TSN（temporal segment network）结构"),
        ("连续扩散模型 (Continuous Models) 将", "连续扩散模型（Continuous Models）将"),
        ("缩放因子 (见 [Math] ): 例如", "缩放因子（见 [Math]）：例如"),
        ('处于"无模型"的位置', "处于“无模型”的位置"),
        ("得从one hot说起...", "得从one hot说起……"),
        ("这一切说起... 五十步", "这一切说起…… 五十步"),
        ("所以, 这篇文章", "所以，这篇文章"),
    ],
)
def test_chinese_sentences_get_full_width_signs(raw: str, shown: str) -> None:
    assert restore(raw) == shown


@pytest.mark.parametrize(
    "kept",
    [
        "看 f(x,t) 的值",
        "经验样本 (s_0, r_1, ..., s_t) 与",
        "估计 E[X]",
        "在12:30分和1,000个",
        "用 torch.ones(2,3) 得到",
        "见 https://a.b/c?d=1,2 处",
        "用 `a(b,c)` 得",
        "Q, K, V 都是",
        "若 a != 中",
        "用 `键,值` 得",
        "取 a\\,中",
        "见 https://a.b/c?中文",
        "调用 std::中文",
    ],
)
def test_code_formulas_numbers_and_addresses_stay(kept: str) -> None:
    assert restore(kept) == kept


def test_a_bracket_pair_may_span_a_lost_formula() -> None:
    assert restore("记作( [Math] )即可") == "记作（[Math]）即可"


def test_unpaired_brackets_stay_as_they_are() -> None:
    assert restore("效果( 得") == "效果( 得"


def kinds(run: str) -> list[tuple[str, str]]:
    return [(piece.kind.value, piece.text) for piece in inline(run) if piece.text.strip()]


def test_tex_remnants_become_sub_and_superscripts() -> None:
    assert kinds("p_{ii} 与 x_{t+1} 、 e^x 和 10^{-3}") == [
        ("var", "p"), ("sub", "ii"), ("text", " 与 "), ("var", "x"), ("sub", "t+1"),
        ("text", " 、 "), ("var", "e"), ("sup", "x"), ("text", " 和 10"), ("sup", "-3"),
    ]  # fmt: skip


def test_two_scripts_may_follow_one_another() -> None:
    assert kinds(r"\{x_i\}_{i=1}^n") == [
        ("text", "{"), ("var", "x"), ("sub", "i"), ("text", "}"), ("sub", "i=1"), ("sup", "n"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["batch_size", "packing_length", "_unpad_input", "use_rmpad"])
def test_names_with_underscores_are_no_formulas(name: str) -> None:
    assert inline(f"把{name}设为") == (Inline(InlineKind.TEXT, f"把{name}设为", f"把{name}设为"),)


@pytest.mark.parametrize(
    ("placeholder", "kind"),
    [("[Math]", "formula"), ("[公式]", "formula"), ("[Formula]", "formula"), ("[代码]", "code")],
)
def test_lost_things_are_pieces_of_their_own(placeholder: str, kind: str) -> None:
    assert (kind, placeholder[1:-1]) in kinds(f"其中 {placeholder} 称作")


def test_single_letters_are_variables_except_in_english() -> None:
    assert ("var", "n") in kinds("当 n 比较大时")
    assert all(kind != "var" for kind, _ in kinds("this is a survey on models"))


def test_greek_commands_become_letters() -> None:
    assert kinds(r"取 \lambda 与 \alpha")[1:] == [("text", "λ"), ("text", " 与 "), ("text", "α")]


def test_emoji_are_pieces_of_their_own() -> None:
    assert kinds("💡 随机微分")[0] == ("emoji", "💡")


def test_titles_get_one_blank_between_han_and_latin() -> None:
    assert spaced("什么是NGram模型") == "什么是 NGram 模型"
    assert spaced(spaced("3D卷积")) == "3D 卷积"


def test_hostile_runs_are_read_in_linear_time() -> None:
    for run in (
        "(" * 20_000 + "中",
        "中(" * 10_000,
        '"中' * 10_000,
        "[公式]," * 5_000,
        "_{a" * 9_000,
    ):
        assert len(inline(restore(run))) >= 1
