"""Bodies read back are those that would be made, whatever the library's other words are."""

import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.cache import Cache, Memory
from scripts.model import Analysis
from scripts.search import bodies as module
from scripts.search.bodies import bodies
from scripts.search.documents import Compounds
from scripts.search.normalise import normalise_all
from tests.search import made

WORDS = (
    "强化",
    "学习",
    "化学",
    "强化学习",
    "强化学",
    "习题集",
    "学习-集",
    "強化學習",
    "long",
    "-",
    "é",
    "\ud800",
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=4).map("/".join)


def entries_of(texts):
    """Entries whose words are what stands between slashes."""
    cut = [(text, tuple(re.findall("/|[^/]+", text))) for text in texts]
    entries = [made.entry(at, text) for at, (text, _) in enumerate(cut)]
    pairs = zip(entries, cut, strict=True)
    return [replace(entry, analysis=Analysis(words, ())) for entry, (_, words) in pairs]


def found_and_made(folder, texts, monkeypatch=None):
    """The bodies of a run, those that a run without a memory makes, and how many were made."""
    entries, fresh = entries_of(texts), []

    def counted(words, inside):
        fresh.extend(words := list(words))
        return normalise_all(words, inside)

    inside = Compounds(made.library(entries)).flags
    clean = bodies(entries, str.split, inside, Memory())
    if monkeypatch:
        monkeypatch.setattr(module, "normalise_all", counted)
    memory = Memory(Cache(folder), "x")
    found = bodies(entries, str.split, inside, memory)
    memory.save()
    return found, clean, len(fresh)


@given(st.lists(st.lists(TEXTS, max_size=5, unique=True), max_size=5))
def test_what_is_read_back_is_what_would_be_made(runs):
    with tempfile.TemporaryDirectory() as name:
        for texts in runs:
            found, clean, _ = found_and_made(Path(name), texts)
            assert found == clean


def test_only_new_texts_and_compounds_seen_otherwise_are_made(tmp_path, monkeypatch):
    texts = ["强化学习/好", "习题集", "long/-/range"]
    counts = [
        found_and_made(tmp_path, some, monkeypatch)[2]
        for some in (texts, texts, [*texts, "词"], [*texts, "词", "学习"])
    ]
    assert counts == [3, 0, 1, 2], "学习 is new, and a word of 强化学习 from now on"


@pytest.mark.parametrize(
    ("value", "columns"),
    [
        ({}, {}),
        ({"compounds": {}}, {"names": b"n" * 15, "texts": b"a\n", "marks": b"\3"}),
        ({"compounds": {}}, {"names": b"n" * 16, "texts": b"a\nb\n", "marks": b"\3\3"}),
        ({"compounds": {}}, {"names": b"n" * 16, "texts": b"ab\n", "marks": b"\3"}),
        ({"compounds": []}, {"names": b"", "texts": b"\xff\n", "marks": b""}),
        ({"compounds": [1]}, {"names": b"", "texts": b"", "marks": b""}),
    ],
)
def test_what_is_of_another_shape_is_none(tmp_path, value, columns):
    Cache(tmp_path).save_columns("stage bodies", {**value, "stamp": "x"}, {"": b"", **columns})
    found, clean, _ = found_and_made(tmp_path, ["强化学习", "习"])
    assert found == clean
