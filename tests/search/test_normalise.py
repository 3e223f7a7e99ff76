"""The normaliser: its vectors, and its laws."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scripts.search.normalise import normalise, normalise_words

VECTORS = json.loads(Path(__file__).with_name("normalise_vectors.json").read_text("utf-8"))
TEXT = st.text(alphabet="ab1 2.-_,|+#强化學习Ａ，ﾞｶ\u200b\0é\u0301\n", max_size=30)


@pytest.mark.parametrize(("text", "expected"), VECTORS)
def test_a_vector_holds(text, expected):
    assert normalise(text) == expected


@given(st.text(max_size=40) | TEXT)
def test_normalising_twice_changes_nothing(text):
    once = normalise(text)
    # Dropping what stood between a letter and its accent lets them compose next time.
    assume(unicodedata.is_normalized("NFKC", once))
    assert normalise(once) == once


@given(st.lists(TEXT, max_size=8))
def test_words_normalise_to_the_text_they_join_to(words):
    text, flags = normalise_words(words)
    assert text == normalise("".join(words))
    assert len(flags) == len(text)


def test_flags_mark_where_words_begin_and_end():
    text, flags = normalise_words(["强化", "学习", " ", "long", "-", "range", "，", "的"])
    assert text == "强化学习longrange|的"
    assert [bit & 1 for bit in flags] == [1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1]
    assert [bit >> 1 for bit in flags] == [0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1]
