"""What Chinese words a changed character makes: another word, or none.

In a heading one character tells subjects apart: 分类 and 聚类, 线程 and 进程. A slip there
leaves no word on one side, or puts in one of the particles that stand anywhere.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from scripts.segment import Segmenter, common_words, known_pairs
from scripts.text import is_han

#: Characters that a slip puts anywhere, and that no subject differs in.
PARTICLES = frozenset("的了是和与及或而于也就都")
#: Particles that also make words (中文, 有效): those count where the sentence is cut so.
_HALF_PARTICLES = frozenset("有在为中一")
#: Of these, the ones that do so only in front: 中文, but 其中 and 某一 are no subjects.
_FIRST = frozenset("在中一")
#: Technical nouns are coined in front of these, faster than dictionaries follow: 聚类, 池化.
_SUFFIXES = frozenset("类化程机器法量表积率性度层式型元网码图树链集子数栈堆包")
_ANYWHERE = PARTICLES | _HALF_PARTICLES
_WINDOW = 8
#: As long as two slips beside each other are.
_SHORT = 3


def other_word(old: str, at: int, new: str, to: int) -> bool:
    """Whether ``old[at]`` against ``new[to]`` makes another word of a word, as a heading would."""
    pair = {old[at], new[to]}
    if pair & PARTICLES:
        return False
    if pair & _HALF_PARTICLES:
        return _is_cut_as_word(old, at) and _is_cut_as_word(new, to)
    return _both_known(old, at, new, to) or _coined(old, at, pair)


def both_common(old: str, at: int, new: str, to: int) -> bool:
    """Whether both characters make a common word with the same neighbour: 学生, 医生."""
    return any(pair <= common_words() for pair in _pairs(old, at, new, to))


def is_word(run: str) -> bool:
    """Whether ``run`` is one common word."""
    return run in common_words()


def is_noise(old: str, new: str) -> bool:
    """Whether particles alone took the place of a few characters, or fell out there."""
    lost, put = Counter(old), Counter(new)
    kept = [set((lost - put).elements()), set((put - lost).elements())]
    return max(len(old), len(new)) <= _SHORT and any(run <= _ANYWHERE for run in kept)


def word_from(key: str, at: int) -> str:
    """The word that begins at ``key[at]``, as a cut from there finds it; may be empty."""
    run = _han_run(key[at : at + _WINDOW])
    return _cut(run)[0] if run else ""


def _both_known(old: str, at: int, new: str, to: int) -> bool:
    return any(pair <= known_pairs() for pair in _pairs(old, at, new, to))


def _pairs(old: str, at: int, new: str, to: int) -> list[set[str]]:
    """Both characters with the neighbour before them, and with the one behind."""
    return [
        {old[at + first : at + first + 2], new[to + first : to + first + 2]}
        for first in (-1, 0)
        if at + first >= 0 and to + first >= 0
    ]


def _coined(old: str, at: int, pair: set[str]) -> bool:
    """Whether a coinage differs before its suffix (聚类), in it (函子), or is bare: 图, 树."""
    return old[at + 1 : at + 2] in _SUFFIXES or pair <= _SUFFIXES


def _is_cut_as_word(key: str, at: int) -> bool:
    start = at
    while start and at - start < _WINDOW and is_han(key[start - 1]):
        start -= 1
    for word in _cut(_han_run(key[start : at + _WINDOW])):
        if start <= at < start + len(word):
            return is_word(word) and (start == at or key[at] not in _FIRST)
        start += len(word)
    return False


def _han_run(text: str) -> str:
    end = next((n for n, char in enumerate(text) if not is_han(char)), len(text))
    return text[:end]


@cache
def _segmenter() -> Segmenter:
    return Segmenter()


def _cut(run: str) -> tuple[str, ...]:
    return _segmenter().cut(run)
