"""Analyses read back are those that would be made; what is not of their shape is made again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.analysed import analyse_all
from scripts.cache import Cache, Memory
from scripts.model import Analysis, Library, TermHit
from scripts.terms import Analyser
from tests.remembering import Run, replayed


def analysis(text: str) -> Analysis:
    """Words of two characters, and a term wherever there is an ``a`` or a half of a pair."""
    words = tuple(text[at : at + 2] for at in range(0, len(text), 2))
    found = (TermHit(char * 2, at, at + 1) for at, char in enumerate(text) if char in "a\ud800")
    return Analysis(words, tuple(found))


def analysed(memory: Memory | None, texts: list[str]) -> tuple[tuple[Analysis, ...], list[str]]:
    """The analyses of ``texts``, and which of them had to be made."""
    asked: list[str] = []

    def analyse(fresh: Iterable[str]) -> list[Analysis]:
        asked.extend(fresh)
        return [analysis(text) for text in asked]

    return analyse_all(texts, analyse, memory), asked


texts_of_a_run = st.lists(st.text("ab学\ud800\0\n", max_size=5), max_size=6, unique=True)


@given(st.lists(st.tuples(texts_of_a_run, st.sampled_from("xy")), max_size=6))
def test_what_is_read_back_is_what_would_be_made(runs: list[Run]) -> None:
    for texts, found in replayed(runs, analysed):
        assert [one.names for one in found] == [analysis(text).names for text in texts]
        assert found == tuple(map(analysis, texts))
        assert tuple(map(analysis, texts)) == found


def test_real_analyses_come_back(library: Library, tmp_path: Path) -> None:
    texts = [entry.article.text for entry in library.entries]
    analyse = Analyser.for_taxonomy(library.taxonomy).analyse_all
    clean = analyse(texts)
    for part in (texts[:20], texts, texts[::-2], texts):
        memory = Memory(Cache(tmp_path), "x")
        expected = tuple(clean[texts.index(text)] for text in part)
        assert analyse_all(part, analyse, memory) == expected
        memory.save()


def test_without_a_memory_all_are_made() -> None:
    assert analysed(None, ["ab"]) == ((analysis("ab"),), ["ab"])
    assert analysed(Memory(), ["ab"]) == ((analysis("ab"),), ["ab"])


COLUMN = np.arange(8, dtype=np.uint32).tobytes()


@pytest.mark.parametrize(
    "kept",
    [
        ({}, {}),
        ({"vocabulary": []}, {"texts": COLUMN}),
        ({"vocabulary": []}, {"texts": COLUMN, "words_of": COLUMN[:3], "hits_of": COLUMN}),
        ({"vocabulary": None}, {"texts": COLUMN, "words_of": COLUMN, "hits_of": COLUMN}),
        ({"vocabulary": [1]}, {"texts": COLUMN, "words_of": COLUMN, "hits_of": COLUMN}),
    ],
)
def test_a_memory_of_another_shape_is_none(tmp_path: Path, kept: Any) -> None:
    Cache(tmp_path).save_columns("stage segment", {**kept[0], "stamp": "x"}, kept[1])
    assert analysed(Memory(Cache(tmp_path), "x"), ["ab"])[1] == ["ab"]
