"""Readings are pypinyin's, whose tables are read here without its own code."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from scripts.search.normalise import normalise
from scripts.search.pinyin import Reader

PHRASES = sorted(PHRASES_DICT)
CHARACTERS = [chr(code) for code in sorted(PINYIN_DICT) if 0x4E00 <= code < 0xA000]
READER = Reader({"重参数化": "chong can shu hua", "长时": "chang shi"})


def syllables(reader: Reader, *words: str) -> list[str]:
    return [syllable for syllable, _ in reader.spoken(words)]


@given(st.lists(st.sampled_from(PHRASES) | st.sampled_from(CHARACTERS), min_size=1, max_size=5))
def test_a_run_is_read_as_pypinyin_reads_it(parts: list[str]):
    run = "".join(parts)
    if "长时" not in run:
        assert syllables(READER, run) == lazy_pinyin(normalise(run), style=Style.NORMAL)


def test_a_phrase_decides_between_readings_and_the_taxonomy_before_it():
    assert syllables(READER, "重新", "重要") == ["chong", "xin", "zhong", "yao"]
    assert syllables(READER, "重参数化技巧") == ["chong", "can", "shu", "hua", "ji", "qiao"]
    assert syllables(Reader({}), "重参数化")[0] == "zhong"


def test_a_reading_is_typed_without_its_tone():
    assert syllables(READER, "学习率", "女儿") == ["xue", "xi", "lv", "nv", "er"]


def test_what_is_not_han_stays_one_part_and_a_round_zero_is_read():
    assert syllables(READER, "GPT-4o模型") == ["gpt4o", "mo", "xing"]
    assert syllables(READER, "二〇二四") == ["er", "ling", "er", "si"]
