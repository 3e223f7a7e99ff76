"""Chinese word segmentation: the one module that knows jieba.

jieba 0.42.1 is the reference (dictionary, HMM and suggested frequencies); rjieba,
its Rust port, cuts Han runs identically at 14 times the speed and takes its place
where it can be imported. Only Han runs reach either of them: on mixed runs the two
differ, and Latin words need no dictionary. Without a user dictionary jieba keeps 8 of
56 terms of machine learning whole; with the taxonomy's, all 56.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from sys import intern

from scripts.inner import inner_module
from scripts.model import Taxonomy
from scripts.vocabulary import vocabulary

#: Ideographs that jieba's dictionary knows; rarer ones stand alone.
_OTHER = re.compile(
    r"([^\u4e00-\u9fd5](?:(?<=[^\W_\u2e80-\U0010ffff])[^\W_\u2e80-\U0010ffff]*|(?<=\s)\s*)?)"
)
_HAN_WORD = re.compile(r"[\u4e00-\u9fd5]{2,}")
_COMMON = re.compile(r"^(\S{2,}) (?:[5-9]\d|\d{3,}) ", re.MULTILINE)
_PAIR = re.compile(r"^(\S\S) ", re.MULTILINE)

Cut = Callable[[str], list[str]]


class Segmenter:
    """Cuts text into words; ``words`` (those wholly of Han) stay whole where they fit.

    A word gets the least frequency that lets it win over its parts. So 词向量 stays
    whole, while 主流|模型 is not torn apart by 流模型.
    """

    def __init__(self, words: Iterable[str] = (), *, accelerate: bool = True) -> None:
        known = sorted({word for word in words if _HAN_WORD.fullmatch(word)})
        self._cut = (_rjieba(known) if accelerate else None) or _jieba(known)

    @classmethod
    def for_taxonomy(cls, taxonomy: Taxonomy) -> Segmenter:
        """The segmenter whose words are the taxonomy's spellings; made once a taxonomy."""
        return _for_taxonomy(taxonomy)

    def cut(self, text: str) -> tuple[str, ...]:
        """The words of ``text``; joined, they equal it.

        One call for all Han runs, with a line end for what stands between two of them.
        One object a word, however often it occurs: half the memory of a large library.
        """
        parts = _OTHER.split(text)
        others = iter(parts[1::2])
        words = self._cut("\n".join(parts[::2]))
        return tuple(intern(next(others) if word == "\n" else word) for word in words)


@lru_cache(maxsize=1)
def background_idf() -> Callable[[str], float]:
    """Inverse document frequencies of Han words as jieba brings them (natural logarithm).

    0 for a word that it does not know. They stay bytes as in the file: read in half the
    time, as a library asks for few of them.
    """
    fields = _jieba_file("analyse/idf.txt").read_bytes().split()
    known = dict(zip(fields[::2], fields[1::2], strict=True))
    return lambda word: float(known.get(word.encode("utf-8", "surrogatepass"), 0))


@lru_cache(maxsize=2)
def _for_taxonomy(taxonomy: Taxonomy) -> Segmenter:
    return Segmenter(vocabulary(taxonomy).spellings)


def _rjieba(words: Iterable[str]) -> Cut | None:
    try:
        engine = inner_module("rjieba", "rjieba").Jieba()  # the package makes another: 0.1 s
    except ImportError:
        return None
    for word in words:
        engine.add_word(word, engine.suggest_freq(word), None)
    cut: Cut = engine.cut
    return cut


def _jieba(words: Iterable[str]) -> Cut:
    """The reference engine, its dictionary read afresh.

    Its cache in the common temporary directory is passed by: it is unmarshalled
    unchecked from a path that others can guess, and announced on stderr.
    """
    import jieba

    jieba.setLogLevel(logging.WARNING)
    engine = jieba.Tokenizer()
    engine.FREQ, engine.total = engine.gen_pfdict(engine.get_dict_file())
    engine.initialized = True
    for word in words:
        engine.add_word(word, engine.suggest_freq(word))
    cut: Cut = engine.lcut
    return cut


@cache
def common_words() -> frozenset[str]:
    """The words of at least two characters that jieba's dictionary counts at least 50 times.

    Rarer ones are as often misspellings (图象 39) as words.
    """
    return frozenset(_COMMON.findall(_dictionary()))


@cache
def known_pairs() -> frozenset[str]:
    """All words of two characters that jieba's dictionary has: rare ones are technical (线程 3)."""
    return frozenset(_PAIR.findall(_dictionary()))


def _dictionary() -> str:
    """A line a word: the word, its count, its part of speech."""
    return _jieba_file("dict.txt").read_text("utf-8")


def _jieba_file(name: str) -> Path:
    """A file that jieba brings; jieba itself stays unimported, which would take 0.15 s."""
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0], name)
