"""Segmentation: what is cut equals what was given, whichever engine cuts."""

import re
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scripts.segment import Segmenter, background_idf
from tests import released
from tests.understanding import shipped

DUMPS = sorted(released.DUMPS.glob("*.txt"))
TERMS = ["词向量", "自编码器", "解码头", "流模型", "时序差分", "大语言模型", "动作识别", "重参数化"]
text = st.text(
    st.sampled_from("的强化学习主流模型词向量自编码器在大语言中进行时序差分和ABab3 ,。\u2028\n𠀀々")
)


@pytest.fixture(scope="module")
def fast() -> Segmenter:
    return Segmenter.for_taxonomy(shipped())


@pytest.fixture(scope="module")
def reference() -> Segmenter:
    words = {s for c in shipped().categories for t in c.terms for s in (t.name, *t.aliases)}
    return Segmenter(words, accelerate=False)


@given(st.text())
@example("")
@example("𠀀々〇\ufeff\x00")
def test_the_words_joined_are_the_text(value):
    assert "".join(Segmenter.for_taxonomy(shipped()).cut(value)) == value


def test_both_engines_cut_the_dumps_identically(reference):
    pytest.importorskip("rjieba")
    words = {s for c in shipped().categories for t in c.terms for s in (t.name, *t.aliases)}
    accelerated = Segmenter(words)
    for path in DUMPS:
        value = path.read_text("utf-8")
        assert accelerated.cut(value) == reference.cut(value)


# Where a character stands twice among unknown ones, two cuts may have the same probability, and
# the engines add it up in different orders: 器自自自时 is 器自|自自时 and 器自自|自时.
_TWICE = re.compile("([\u4e00-\u9fff])[\u4e00-\u9fff]*\\1")


@given(text.filter(lambda value: not _TWICE.search(value)))
@settings(max_examples=200)
def test_both_engines_cut_alike_whatever_has_one_likeliest_cut(value):
    pytest.importorskip("rjieba")
    assert _ENGINES[0].cut(value) == _ENGINES[1].cut(value)


_ENGINES = (Segmenter(TERMS), Segmenter(TERMS, accelerate=False))


def test_every_term_of_the_taxonomy_stays_whole(fast):
    broken = [term for term in TERMS if fast.cut(term) != (term,)]
    assert broken == []


def test_a_term_does_not_tear_apart_the_words_around_it(fast):
    assert "主流" in fast.cut("这是主流模型")
    assert "流模型" in fast.cut("流模型是可逆的")


def test_latin_words_and_blanks_stand_alone(fast):
    assert fast.cut("用3D CNN,提取") == ("用", "3D", " ", "CNN", ",", "提取")


def test_loading_says_nothing_on_either_stream():
    code = (
        "from scripts.segment import Segmenter; Segmenter(['词向量'], accelerate=False).cut('词')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_common_words_weigh_less_than_rare_ones():
    idf = background_idf()
    assert 0 == idf("读作谁") < idf("进行") < idf("模型") < idf("卷积")
