"""Titles and concepts as they are typed without an input method, 强化学习 as
``qianghuaxuexi`` and ``qhxx``, and as they are sorted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.seg import mmseg

from scripts.search.normalise import BOUNDARY, Words, normalise, word_flags
from scripts.text import HAN

_PIECES = re.compile(f"{HAN.pattern}|[^{HAN.pattern[1:-1]}]+")
_RUNS = re.compile(f"{HAN.pattern}+|[^{HAN.pattern[1:-1]}]+")
_NOT_TYPED = re.compile("[^A-Za-z0-9]+")
Spoken = tuple[str, str]  # a syllable or typed word, and what stands for it among initials


class Reader:
    """Reads words aloud. ``overrides``: word to blank-separated syllables.

    pypinyin misreads what its phrase list does not hold (重参数化 as zhong, 长时 as
    zhang): the taxonomy's readings come first.
    """

    def __init__(self, overrides: Mapping[str, str]) -> None:
        PHRASES_DICT.update({word: [[s] for s in read.split()] for word, read in overrides.items()})
        mmseg.seg.train(iter(overrides))  # load_phrases_dict learns all the others again: 0.06 s
        longest_first = sorted(overrides, key=lambda word: (-len(word), word))
        self._overridden = re.compile(f"({'|'.join(map(re.escape, longest_first)) or '(?!)'})")
        self._read = cache(_read)

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

    def latin(self, name: str) -> str:
        """As an index sorts it, in lower case: Han by syllables, the rest as it is written."""
        pieces = self._overridden.split(name)
        runs = [run for piece in pieces for run in _RUNS.findall(piece)]
        read = [[s for s, _ in self._read(run)] if HAN.match(run) else [run] for run in runs]
        return " ".join(part for parts in read for part in parts).lower()


def _read(word: str) -> tuple[Spoken, ...]:
    plain = normalise(word)
    if not HAN.search(plain):
        typed = map(letters, plain.split())
        return tuple((part, part) for part in typed)
    syllables = (_syllable(part) for part in lazy_pinyin(plain, style=Style.NORMAL))
    return tuple((part, part[:1]) for part in syllables if part)


@cache
def _syllable(part: str) -> str:
    return letters(part.lower())


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
