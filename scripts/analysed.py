"""Analyses of texts seen before, read back as columns of numbers.

To cut a text into words and to find its terms takes 0.13 ms; as a row of columns they are
read in 0.03, in half of that while nobody asks for the hits. Words and names of terms are
numbers in one vocabulary, texts are known by their digests. JSON objects, which serve for
titles, took as long as the analysis itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scripts.cache import Memory
from scripts.model import Analysis, TermHit

_STAGE = "segment"
Rows = NDArray[np.int64]
Column = NDArray[np.uint32]
Kept = tuple[dict[str, Any], dict[str, memoryview | bytes]]
Analyse = Callable[[Iterable[str]], Sequence[Analysis]]


def analyse_all(
    texts: Sequence[str], analyse: Analyse, memory: Memory | None = None
) -> tuple[Analysis, ...]:
    """``analyse`` of all ``texts``, in their order, but for those that ``memory`` knows."""
    if memory is None:
        return tuple(analyse(texts))
    known = _Known.of(memory.columns(_STAGE))
    names = [memory.name(text) for text in texts]
    rows = [known.row_of.get(name, -1) for name in names]
    used = [row for row in rows if row >= 0]
    fresh = [at for at, row in enumerate(rows) if row < 0]
    made = analyse([texts[at] for at in fresh])
    if fresh or len(set(used)) < len(known.row_of):
        new_names = [names[at] for at in fresh]
        memory.keep_columns(_STAGE, lambda: known.joined(used, new_names, made))
    read, new = known.analyses(used), iter(made)
    return tuple(next(read) if row >= 0 else next(new) for row in rows)


@dataclass(frozen=True, slots=True)
class _Known:
    """Rows of the last run. ``words`` and ``hits`` are where each row begins, and the end."""

    row_of: dict[bytes, int]
    vocabulary: NDArray[np.object_]
    columns: dict[str, Column]
    words: list[int]
    hits: list[int]

    @classmethod
    def of(cls, kept: Kept | None) -> _Known:
        """What was kept, or nothing where it is not of this shape."""
        try:
            value, found = kept or ({"vocabulary": []}, _bytes(_columns((), (), {})))
            columns = {key: np.frombuffer(column, np.uint32) for key, column in found.items()}
            names = columns["texts"].tobytes()
            row_of = {names[at : at + 16]: at // 16 for at in range(0, len(names), 16)}
            vocabulary = np.array([intern(word) for word in value["vocabulary"]], np.object_)
            bounds = (np.cumsum(columns[key], dtype=np.int64) for key in ("words_of", "hits_of"))
            words, hits = ([0, *ends.tolist()] for ends in bounds)
        except (KeyError, TypeError, ValueError):
            return cls.of(None)
        return cls(row_of, vocabulary, columns, words, hits)

    def analyses(self, rows: Iterable[int]) -> Iterator[Analysis]:
        """The analyses in ``rows``."""
        words = self.columns["words"]
        for row in rows:
            first, last = self.words[row : row + 2]
            yield _Read(self, row, tuple(self.vocabulary[words[first:last]].tolist()))

    def names_in(self, row: int) -> list[str]:
        """The names of the hits in ``row``."""
        first, last = self.hits[row : row + 2]
        found: list[str] = self.vocabulary[self.columns["names"][first:last]].tolist()
        return found

    def hits_in(self, row: int) -> tuple[TermHit, ...]:
        """The hits in ``row``."""
        first, last = self.hits[row : row + 2]
        places = (self.columns[key][first:last].tolist() for key in ("starts", "ends"))
        return tuple(map(TermHit, self.names_in(row), *places))

    def joined(
        self, rows: Sequence[int], names: Sequence[bytes], analyses: Sequence[Analysis]
    ) -> Kept:
        """These ``rows``, and after them the ``analyses`` of the texts of these ``names``."""
        number: defaultdict[str, int] = defaultdict()
        number.default_factory = number.__len__
        number.update(zip(self.vocabulary.tolist(), range(len(self.vocabulary)), strict=True))
        ours, theirs = self._only(rows), _columns(names, analyses, number)
        columns = {key: np.concatenate((ours[key], theirs[key])) for key in ours}
        return {"vocabulary": list(number)}, _bytes(columns)

    def _only(self, rows: Sequence[int]) -> dict[str, Column]:
        chosen = np.array(rows, np.int64)
        words, hits = _places(self.words, chosen), _places(self.hits, chosen)
        texts = self.columns["texts"].reshape(-1, 4)[chosen].reshape(-1)
        counts = {key: self.columns[key][chosen] for key in ("words_of", "hits_of")}
        found = {key: self.columns[key][hits] for key in ("names", "starts", "ends")}
        return {"texts": texts, **counts, "words": self.columns["words"][words], **found}


class _Read(Analysis):
    """An analysis whose hits are made when somebody asks: of most, the names are enough."""

    __slots__ = ("_known", "_row")

    def __init__(self, known: _Known, row: int, words: tuple[str, ...]) -> None:
        for name, value in (("_known", known), ("_row", row), ("words", words)):
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        """``hits``, which are not there yet."""
        if name != "hits":
            raise AttributeError(name)
        object.__setattr__(self, name, found := self._known.hits_in(self._row))
        return found

    @property
    def names(self) -> set[str]:
        """Of the hits."""
        return set(self._known.names_in(self._row))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Analysis):
            return NotImplemented
        return (self.words, self.hits) == (other.words, other.hits)

    def __hash__(self) -> int:
        return hash((self.words, self.hits))


def _places(bounds: Sequence[int], rows: Rows) -> Rows:
    """Where the members of ``rows`` stand, row by row."""
    starts = np.array(bounds, np.int64)
    lengths = np.diff(starts)[rows]
    shifts = starts[rows] - np.cumsum(lengths) + lengths
    return np.repeat(shifts, lengths) + np.arange(int(lengths.sum()))


def _columns(
    names: Sequence[bytes], analyses: Sequence[Analysis], number: Mapping[str, int]
) -> dict[str, Column]:
    """``number`` gives each word its number, a new one the next."""
    hits = [hit for analysis in analyses for hit in analysis.hits]
    words = chain.from_iterable(analysis.words for analysis in analyses)
    return {
        "texts": np.frombuffer(b"".join(names), np.uint32),
        "words_of": _column(len(analysis.words) for analysis in analyses),
        "words": _column(map(number.__getitem__, words)),
        "hits_of": _column(len(analysis.hits) for analysis in analyses),
        "names": _column(number[hit.name] for hit in hits),
        "starts": _column(map(attrgetter("start"), hits)),
        "ends": _column(map(attrgetter("end"), hits)),
    }


def _bytes(columns: Mapping[str, Column]) -> dict[str, memoryview | bytes]:
    return {key: column.tobytes() for key, column in columns.items()}


def _column(numbers: Iterable[int]) -> Column:
    return np.fromiter(numbers, np.uint32)
