"""The check for titles cut inside a word: what it must find, and what it must not."""

from __future__ import annotations

import pytest

from benchmarks.understanding.reading import cut_inside_a_word

NAMES = frozenset({"transformer"})


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("load_bal", "先看 load_balancer 的设置。"),
        ("load_bal 与调度", "先看 load_balancer,再看调度。"),
        ("调度与 load_bal", "先看 load_balancer,再看调度。"),
        ("调度（load_bal）", "先看 load_balancer,再看调度。"),
        ("调度：load_bal", "先看 load_balancer,再看调度。"),
    ],
)
def test_a_cut_word_is_found_in_any_piece(title: str, text: str) -> None:
    assert cut_inside_a_word(title, text, NAMES)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("loss_scale 与 pretrain", "loss_scale 用在 pretrain 里,也用在 pretraining 里。"),
        ("pretrain", "先 pretraining,再 pretrain。"),
        ("调度与 Transformer", "用 Transformers 做调度。"),
        ("调度与路由", "调度之后是路由。"),
        ("调度（8f3a2c）", "先看调度。"),
    ],
)
def test_whole_words_and_names_of_the_taxonomy_are_not_cut(title: str, text: str) -> None:
    assert not cut_inside_a_word(title, text, NAMES)
