"""The law of every memory: only what the last run under the same stamp used is known."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from scripts.cache import Cache, Memory

Run = tuple[list[str], str]  # the texts that a run uses, and its stamp


def replayed(
    runs: Iterable[Run], recall: Callable[[Memory, list[str]], tuple[Any, Iterable[str]]]
) -> Iterator[tuple[list[str], Any]]:
    """The texts and the results of each of ``runs``, one after the other over one cache.

    ``recall`` gives the results for texts, and which of them had to be made.
    """
    kept: tuple[set[str], str] = set(), ""
    with tempfile.TemporaryDirectory() as name:
        for texts, stamp in runs:
            memory = Memory(Cache(Path(name)), stamp)
            results, made = recall(memory, texts)
            memory.save()
            known = kept[0] if kept[1] == stamp else set()
            assert {*made} == {*texts} - known
            if texts or known:
                kept = {*texts}, stamp
            yield texts, results
