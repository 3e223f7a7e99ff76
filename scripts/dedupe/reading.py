"""A key together with where its Latin words and numbers stood in the raw text.

Keys have no blanks, so ``the rnn model`` reads ``thernnmodel`` there; whether an edited
letter belongs to a long English word or to the name RNN can only be told from the raw text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from scripts.text import LOST, is_han, plain

_RUN = re.compile(r"[^\W_]+")


class Word(NamedTuple):
    """A run without Han characters at ``key[start:end]``, as the raw text spells it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Reading:
    """``key`` as :func:`scripts.text.key` makes it of ``raw``."""

    key: str
    raw: str

    @cached_property
    def words(self) -> list[Word]:
        """Latin words, numbers and names such as ``word2vec``, left to right."""
        found: list[Word] = []
        at = 0
        for run in self._runs:
            for part in _split_han(run):
                end = at + len(part.casefold())
                if not is_han(part[0]) and self.key[at:end] == part.casefold():
                    found.append(Word(at, end, part))
                at = end
        return found

    @cached_property
    def breaks(self) -> frozenset[int]:
        """Where in the key blanks or punctuation of the raw text were left out."""
        return frozenset(accumulate((len(run.casefold()) for run in self._runs), initial=0))

    @cached_property
    def _runs(self) -> list[str]:
        return _RUN.findall(LOST.sub(" ", plain(self.raw)))

    def word_at(self, start: int, end: int) -> Word | None:
        """The first word that shares a character with ``key[start:end]``."""
        at = bisect_right(self.words, start, key=lambda word: word.start) - 1
        for word in self.words[max(at, 0) : at + 2]:
            if word.start < end and start < word.end:
                return word
        return None

    def reach(self, start: int, end: int) -> tuple[int, int]:
        """How far the words at both ends of ``key[start:end]`` reach beyond it.

        Of an empty stretch: the word that has characters on both sides of it.
        """
        if start == end:
            word = self.word_at(start - 1, end) if start else None
            return (start - word.start, word.end - end) if word and word.end > end else (0, 0)
        first, last = self.word_at(start, start + 1), self.word_at(end - 1, end)
        return (start - first.start if first else 0, last.end - end if last else 0)

    def spelled(self, start: int, end: int) -> str:
        """``key[start:end]`` with the capitals and the blanks of its Latin words."""
        letters = {word.start + n: char for word in self.words for n, char in enumerate(word.text)}
        starts = {word.start for word in self.words}
        chars = (
            (" " if at in starts else "") + letters.get(at, self.key[at])
            for at in range(start, min(end, len(self.key)))
        )
        return "".join(chars).strip()


def _split_han(run: str) -> list[str]:
    parts: list[str] = []
    for char in run:
        if parts and is_han(parts[-1][0]) == is_han(char):
            parts[-1] += char
        else:
            parts.append(char)
    return parts
