"""The index's array operations against the plain loops of ``reference``, byte for byte."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.search import grams, line, shards
from scripts.search.codec import flagged_gaps, fronted, numbers
from scripts.search.documents import Compounds, Document, Layout, documents, in_index_order
from scripts.search.lookup import spoken_titles
from scripts.search.pinyin import Reader
from tests.search import made, reference
from tests.search.node import node
from tests.search.reader import read, unfronted

ALPHABET = "ab1+#. |卷积学\u0301é\U00020000\uffee"
TEXTS = st.text(ALPHABET, max_size=30)


def written(library, spoken):
    entries = in_index_order(library)
    return (
        spoken_titles(entries, made.SEGMENTER.cut, Reader(library.taxonomy.pinyin))
        if spoken
        else documents(library, entries, made.SEGMENTER.cut)
    )


def same(searched, spoken=False):
    layout = Layout.of(searched)
    method = grams.gather_spoken if spoken else grams.gather
    gathered = method(line.Line.of(searched, layout))
    entries = shards.posting_entries(gathered)
    assert len(entries) == len(dict(entries))
    assert len(gathered.frequent) == len(set(gathered.frequent))
    found = dict(entries), set(gathered.frequent)
    assert found == reference.entries(searched, layout, spoken=spoken)
    return found[1]


@st.composite
def fields(draw, texts=TEXTS):
    text = draw(texts)
    return text, bytes(draw(st.lists(st.integers(0, 3), min_size=len(text), max_size=len(text))))


@st.composite
def texts_with_tags(draw):
    tags, at = [], 0
    for tag in draw(st.lists(TEXTS.filter(bool), max_size=3)):
        tags.append((tag, at))
        at += len(tag) + 1
    return Document(draw(fields()), tuple(tags), draw(fields()))


@pytest.fixture(params=[1_000, 2])
def limit(request, monkeypatch):
    """What is frequent: nothing of a few documents, or whatever occurs three times."""
    monkeypatch.setattr(grams, "FREQUENT", request.param)
    monkeypatch.setattr(grams, "GROWTH", 0)


# The limit stays the same for all examples of a test.
MANY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@MANY
@given(st.lists(texts_with_tags(), max_size=6))
def test_any_documents(limit, searched):
    same(searched)


@MANY
@given(st.lists(fields(st.text("ab1|", max_size=12)), max_size=6))
def test_any_spoken_titles(limit, titles):
    same([Document(title, (), ("", b"")) for title in titles], spoken=True)


@pytest.mark.parametrize("spoken", [False, True])
def test_a_library(spoken):
    same(written(made.generated(150), spoken), spoken)


@pytest.mark.parametrize(("spoken", "limit"), [(False, 12), (True, 3)])
def test_frequent_strings_and_grams_in_slices(monkeypatch, spoken, limit):
    monkeypatch.setattr(grams, "FREQUENT", limit)
    monkeypatch.setattr(grams, "GROWTH", 0)
    monkeypatch.setattr(line, "SLICE", 500)
    frequent = same(written(made.generated(60), spoken), spoken)
    assert {len(string) for string in frequent} >= {*range(3, grams.WIDEST)}


def test_places_beyond_32_bits():
    body = "卷积 kernel" * 3
    searched = [Document((body, b"\3" * len(body)), (("积", 0),), (body, b"\1" * len(body)))] * 40
    layout = Layout(100, 200, 1 << 29)
    gathered = grams.gather(line.Line.of(searched, layout))
    found = dict(shards.posting_entries(gathered)), set(gathered.frequent)
    assert found == reference.entries(searched, layout)


@given(st.lists(st.lists(st.integers(0, 1 << 40), min_size=1), min_size=1))
def test_numbers_of_every_length(given_lists):
    lists = [sorted(values) for values in given_lists]
    bounds = np.cumsum([0, *map(len, lists)])
    values = np.array([value for each in lists for value in each], np.uint64)
    texts = flagged_gaps(values, bounds, 0)
    assert texts == [
        numbers(b - a for a, b in zip([0, *each], each, strict=False)) for each in lists
    ]
    assert sum(read(texts[0])) == lists[0][-1]


def test_limits_of_lengths():
    limits = [0, 44, 45, 2069, 2070, 93194, 93195, 4193819, 4193820]
    cuts = np.arange(len(limits) + 1)
    assert flagged_gaps(np.array(limits, np.uint64), cuts, 0) == [numbers([n]) for n in limits]


def test_the_libraries_hold_what_makes_grams_hard():
    texts = "".join(document.body[0] for document in written(made.generated(150), False))
    assert all(char in texts for char in ("|", " ", "+", "\U00020000"))


def test_a_compound_begins_and_ends_words_where_the_library_knows_its_parts():
    library = made.library([made.entry(1, "强化学习 学习 注意力")])
    flags = Compounds(library).flags
    assert flags("强化学习") == bytes((1, 2, 1, 2))  # 学习 is a word here, so 强化 ends
    assert flags("学习") == bytes((1, 2))
    assert flags("注意力") == bytes((1, 0, 2))


@settings(max_examples=200)
@given(st.lists(st.text("ab1 学\U00020000\U00020001", max_size=40), unique=True))
def test_strings_written_by_what_they_share_are_read_back(strings):
    ordered = sorted(strings, key=shards.sort_key)
    assert unfronted(fronted(ordered)) == ordered


def test_the_browser_reads_them_too():
    ordered = sorted(["", "学", "学习", "学\U00020000", "学\U00020001b", "a" * 40, "a" * 41, "b"])
    ordered = sorted(ordered, key=shards.sort_key)
    assert node("language.mjs", [["fronted", fronted(ordered)]]) == [ordered]
