"""The normaliser: its vectors, and its laws."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scripts.search.normalise import normalise, normalise_all

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


@given(st.lists(st.lists(st.text(max_size=8) | TEXT, max_size=8), max_size=4))
def test_words_normalise_to_the_text_they_join_to(texts):
    """Any number of texts at once, as each alone."""
    made = list(normalise_all(texts))
    assert [text for text, _ in made] == [normalise("".join(words)) for words in texts]
    assert all(len(flags) == len(text) for text, flags in made)
    assert made == [one for words in texts for one in normalise_all([words])]


def test_every_character_is_the_same_alone_and_among_others():
    chars = [chr(point) for point in range(0x110000) if not 0xD800 <= point < 0xE000]
    made = [text for text, _ in normalise_all(("a", char, "学") for char in chars[::7])]
    assert made == [normalise(f"a{char}学") for char in chars[::7]]


def test_flags_mark_where_words_begin_and_end():
    [(text, flags)] = normalise_all([["强化", "学习", " ", "long", "-", "range", "，", "的"]])
    assert text == "强化学习longrange|的"
    assert [bit & 1 for bit in flags] == [1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1]
    assert [bit >> 1 for bit in flags] == [0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1]
