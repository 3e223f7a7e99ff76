"""Titles and concepts as they are typed without an input method, 强化学习 as
``qianghuaxuexi`` and ``qhxx``, and as they are sorted.

The readings are pypinyin's: its phrases, the longest first, and the commonest of each
character. Its tables are read past the package, which cuts texts by the same rule, but learns
all beginnings of 47,000 phrases for it and brings ten ways to write a reading (0.05 s).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from scripts.inner import inner_module
from scripts.search.normalise import BOUNDARY, Words, normalise, word_flags
from scripts.text import HAN

_CLASS = HAN.pattern[1:-1] + "〇"  # which Unicode counts among the numbers
_HAN = re.compile(f"[{_CLASS}]")
_PIECES = re.compile(f"[{_CLASS}]|[^{_CLASS}]+")
_RUNS = re.compile(f"[{_CLASS}]+|[^{_CLASS}]+")
_NOT_TYPED = re.compile("[^A-Za-z0-9]+")
Spoken = tuple[str, str]  # a syllable or typed word, and what stands for it among initials
Phrases = Mapping[str, list[list[str]]]  # of each character its readings


class Reader:
    """Reads words aloud. ``overrides``: word to blank-separated syllables.

    pypinyin misreads what its phrase list does not hold (重参数化 as zhong, 长时 as
    zhang): the taxonomy's readings come first.
    """

    def __init__(self, overrides: Mapping[str, str]) -> None:
        self._readings = {word: read.split() for word, read in overrides.items()}
        longest_first = sorted(overrides, key=lambda word: (-len(word), word))
        self._overridden = re.compile(f"({'|'.join(map(re.escape, longest_first)) or '(?!)'})")
        self._read = cache(self._read_word)

    def spoken(self, words: Iterable[str]) -> list[Spoken]:
        """One item a Han character, one a run of anything else that can be typed.

        Words are read one by one, for they recur; a text that holds an override is cut
        there, whatever the segmenter made of it.
        """
        given = list(words)
        if self._overridden.search(text := "".join(given)):
            given = self._overridden.split(text)
        return [part for word in given for part in self._read(word)]

    def read_alone(self, word: str) -> list[Spoken]:
        """Every character by its commonest reading, whatever stands beside it: 长时 as zhang."""
        return [part for piece in _PIECES.findall(word) for part in self._read(piece)]

    def _read_word(self, word: str) -> tuple[Spoken, ...]:
        plain = normalise(word)
        if not _HAN.search(plain):
            return tuple((part, part) for part in map(letters, plain.split()))
        return tuple((part, part[:1]) for part in self._syllables(plain) if part)

    def _syllables(self, text: str) -> Iterator[str]:
        for run in _RUNS.findall(text):
            if not _HAN.match(run):
                yield letters(run)
                continue
            at = 0
            while at < len(run):
                phrase, readings = self._first(run[at:])
                yield from map(_syllable, readings)
                at += len(phrase)

    def _first(self, run: str) -> tuple[str, list[str]]:
        """The longest phrase that ``run`` begins with, or its first character; and its readings."""
        for end in range(len(run), 0, -1):
            phrase = run[:end]
            if (found := self._readings.get(phrase)) is not None:
                return phrase, found
            if (known := _phrases().get(phrase)) is not None:
                return phrase, [readings[0] for readings in known]
        return run[0], [_characters().get(ord(run[0]), "").partition(",")[0]]

    def sounds(self, word: str) -> dict[str, str]:
        """``word``, of Han alone, in full as a word and each character as it is read alone, and
        the initials of each.
        """
        alone = [part for char in word for part in self._read(char)]
        read = [alone]
        if any(map(_has_several, word)) or self._overridden.search(word):
            read.append(self.spoken([word]))  # of half of all words, and slower
        return {
            "".join([full for full, _ in parts]): "".join([short for _, short in parts])
            for parts in read
        }

    def latin(self, name: str) -> str:
        """As an index sorts it, in lower case: Han by syllables, the rest as it is written."""
        if name.isascii():  # as most do
            return name.lower()
        pieces = self._overridden.split(name)
        runs = [run for piece in pieces for run in _RUNS.findall(piece)]
        read = [[s for s, _ in self._read(run)] if _HAN.match(run) else [run] for run in runs]
        return " ".join(part for parts in read for part in parts).lower()


@cache
def _phrases() -> Phrases:
    found: Phrases = inner_module("pypinyin", "phrases_dict").phrases_dict
    return found


@cache
def _characters() -> Mapping[int, str]:
    """The readings of each character, by its code, with commas between them."""
    found: Mapping[int, str] = inner_module("pypinyin", "pinyin_dict").pinyin_dict
    return found


@cache
def _has_several(char: str) -> bool:
    """Whether ``char`` is read in several ways."""
    return "," in _characters().get(ord(char), "")


@cache
def _syllable(reading: str) -> str:
    """Without its tone: lǜ is typed lv."""
    return letters(unicodedata.normalize("NFD", reading).replace("u\u0308", "v"))


def letters(text: str) -> str:
    """What of ``text`` can be typed: the letters and digits of ASCII."""
    return _NOT_TYPED.sub("", text)


def spelt(spoken: Iterable[Spoken]) -> Words:
    """In full, a boundary, the initials; flags mark syllables as they do words elsewhere."""
    full, initials = [], []
    for syllable, initial in spoken:
        full.append(syllable)
        initials.append(initial)
    flags = [word_flags(len(part)) for part in (*full, BOUNDARY, *initials)]
    return "".join((*full, BOUNDARY, *initials)), b"".join(flags)
