"""Patterns made for speed find what the plain ones would."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.patterns import led, row, words
from scripts.titles.text import strip_numbering
from scripts.typography import spaced

KINDS = (("0-9", r"[0-9,]*[0-9]"), ("<", r"[^<>]{1,4}>"), ("h", "ttp"), ("a-z", r"(?<![a-z].)\("))
PLAIN = re.compile(row(r"[0-9][0-9,]*[0-9]", r"<[^<>]{1,4}>", "http", r"(?<![a-z])[a-z]\("))
SEAM = re.compile(r"(?<=[一-龥])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%+])(?=[一-龥])")


@given(st.text("0123,<>hatp( ", max_size=30))
def test_alternatives_led_by_their_first_character_match_as_in_a_row(text: str) -> None:
    found = [match.span() for match in re.finditer(led(*KINDS), text)]
    assert found == [match.span() for match in PLAIN.finditer(text)]


@given(st.text("模型aB7%+- .", max_size=20))
def test_a_blank_stands_wherever_han_and_latin_touch(text: str) -> None:
    assert spaced(text) == SEAM.sub(" ", text)


@pytest.mark.parametrize(
    "numbered",
    [
        "1. ",
        "Q2：",
        "图 3 ",
        "(4)",
        "（五）",
        "⑥",
        "第七章 ",
        "八、",
        "a) ",
        "Step 9: ",
        "• ",
        "- ",
    ],
)
def test_every_kind_of_number_is_seen_at_one_look(numbered: str) -> None:
    assert strip_numbering(f"{numbered}线程池") == "线程池"


def test_tables_of_words_may_run_over_lines() -> None:
    assert words("\n的 在\n例如\n") == ("的", "在", "例如")
