"""Queries drawn from any site's articles, by class, with what they ought to find.

Truth is brute force: every article whose normalised title, tags or text holds the query.
Classes differ in how a reader might type it. What is typed as sound or by mistake may mean
several things, and then each of them is true: letters, every concept that sounds so; a
mistyped word, every word one edit away, whichever was mistyped. (For the latter, ``meant``
are the articles that hold that very word.) Letters that stand in some text as they are
typed have been found there and mean nothing else: such are not drawn.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import opencc
from pypinyin import lazy_pinyin
from rapidfuzz.distance import OSA

from scripts.search.normalise import normalise
from scripts.segment import Segmenter

_HAN_RUN = re.compile("[\u4e00-\u9fff]{2,}")
_HAN_WORD = re.compile("[\u4e00-\u9fff]{2,}")
_LATIN_WORD = re.compile("[A-Za-z]{4,}")
_LATIN_RUN = re.compile("[a-z0-9]+")
_TWO_LATIN = re.compile("[A-Za-z]{4,} [A-Za-z]{4,}")
_SPOKEN = re.compile("[\u4e00-\u9fff]{3,}")
_MIXED = re.compile("[A-Za-z0-9]{2,} ?[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{2} ?[A-Za-z0-9]{2,}")
_SEAM = re.compile(r"(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])")
_TRADITIONAL = opencc.OpenCC("s2t")
Article = dict[str, Any]  # title, tags and text


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, the ids it should find, and which of them should come first (if any one).

    ``meant``: of a mistyped word, the ids that hold the very word that was mistyped.
    """

    kind: str
    text: str
    truth: frozenset[str]
    best: frozenset[str] = frozenset()
    meant: frozenset[str] = frozenset()


@dataclass(slots=True)
class Corpus:
    """The articles of a site, normalised once."""

    articles: Sequence[Article]
    texts: dict[str, str] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    sounds: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for one in self.articles:
            parts = (one["title"], *one["tags"], one["text"])
            self.texts[one["id"]] = "\n".join(map(normalise, parts))
            self.words.update(_LATIN_RUN.findall("\n".join(parts).lower()))
            for tag in filter(_SPOKEN.fullmatch, one["tags"]):
                for sound in spelt(tag):
                    self.sounds[sound].add(tag)

    def holding(self, *queries: str) -> frozenset[str]:
        """Ids of the articles that hold every one of ``queries``."""
        plain = [normalise(query) for query in queries]
        return frozenset(i for i, text in self.texts.items() if all(q in text for q in plain))

    def near(self, typed: str) -> list[str]:
        """The words one edit away from ``typed``."""
        plain = typed.lower()
        return [word for word in self.words if OSA.distance(word, plain, score_cutoff=1) == 1]


def spelt(tag: str) -> tuple[str, str]:
    """``tag`` in pinyin: in full, and its initials."""
    syllables = lazy_pinyin(tag)
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)


def draw(articles: Sequence[Article], each: int, seed: int = 0) -> Iterator[Query]:
    """``each`` queries of every class."""
    drawer = _Drawer(random.Random(seed), Corpus(articles), Segmenter())
    for kind, make in drawer.classes().items():
        seen: set[str] = set()
        for _ in range(each * 20):
            query = make(drawer.rng.choice(articles))
            if query and query.text not in seen and query.truth:
                seen.add(query.text)
                yield replace(query, kind=kind)
            if len(seen) == each:
                break


@dataclass(frozen=True, slots=True)
class _Drawer:
    """Makes queries from an article: one, or None where it has nothing of the kind."""

    rng: random.Random
    corpus: Corpus
    segmenter: Segmenter

    def classes(self) -> dict[str, Callable[[Article], Query | None]]:
        """A maker a class."""
        return {
            "han word": lambda a: self.plain(self.word(a, _HAN_WORD)),
            "han anywhere 2": lambda a: self.plain(self.piece(a, _HAN_RUN, 2)),
            "han anywhere 4": lambda a: self.plain(self.piece(a, _HAN_RUN, 4)),
            "latin word": lambda a: self.plain(self.word(a, _LATIN_WORD)),
            "latin half": lambda a: self.plain(self.piece(a, _LATIN_WORD, 4)),
            "mixed": lambda a: self.mixed(a, respace=False),
            "mixed, respaced": lambda a: self.mixed(a, respace=True),
            "two words": self.two,
            "full width": lambda a: self.plain(self.word(a, _LATIN_WORD), _wide),
            "traditional": lambda a: self.plain(self.word(a, _HAN_WORD), _TRADITIONAL.convert),
            "title": self.title,
            "tag": lambda a: self.plain(self.tag(a), '"{}"'.format),
            "pinyin": lambda a: self.spoken(a, initials=False),
            "initials": lambda a: self.spoken(a, initials=True),
            "typo": self.typo,
            "joined words": self.joined,
            "loose phrase": self.loose,
        }

    def plain(self, text: str | None, typed: Callable[[str], str] = str) -> Query | None:
        return (text and Query("", typed(text), self.corpus.holding(text))) or None

    def word(self, article: Article, pattern: re.Pattern[str]) -> str | None:
        found = [w for w in self.segmenter.cut(article["text"]) if pattern.fullmatch(w)]
        return self.rng.choice(found) if found else None

    def piece(self, article: Article, pattern: re.Pattern[str], length: int) -> str | None:
        runs = [run for run in pattern.findall(article["text"]) if len(run) >= length]
        if not runs:
            return None
        run = self.rng.choice(runs)
        start = self.rng.randrange(len(run) - length + 1)
        return str(run[start : start + length])

    def tag(self, article: Article) -> str | None:
        return self.rng.choice(article["tags"]) if article["tags"] else None

    def two(self, article: Article) -> Query | None:
        one, other = self.word(article, _HAN_WORD), self.word(article, _LATIN_WORD)
        if not one or not other:
            return None
        return Query("", f"{one} {other}", self.corpus.holding(one, other))

    def mixed(self, article: Article, *, respace: bool) -> Query | None:
        found = _MIXED.findall(article["text"])
        if not found:
            return None
        text = self.rng.choice(found)
        if not respace:
            return self.plain(text.replace(" ", ""))
        return Query("", f'"{_SEAM.sub(" ", text)}"', self.corpus.holding(text))

    def title(self, article: Article) -> Query | None:
        text = article["title"]
        if '"' in text:
            return None
        return Query("", f'"{text}"', self.corpus.holding(text), frozenset({article["id"]}))

    def spoken(self, article: Article, *, initials: bool) -> Query | None:
        text = self.tag(article)
        if not text or not _SPOKEN.fullmatch(text):
            return None
        typed = spelt(text)[initials]
        if self.corpus.holding(typed):
            return None
        return Query("", typed, self._any(self.corpus.sounds[typed]))

    def typo(self, article: Article) -> Query | None:
        text = self.word(article, re.compile("[A-Za-z]{7,14}"))
        if not text:
            return None
        at = self.rng.randrange(1, len(text) - 1)
        wrong = text[:at] + text[at + 1 :]
        if self.corpus.holding(wrong):
            return None
        truth = self._any(self.corpus.near(wrong))
        return Query("", wrong, truth, meant=self.corpus.holding(text))

    def joined(self, article: Article) -> Query | None:
        pairs = _TWO_LATIN.findall(article["text"])
        text = self.rng.choice(pairs) if pairs else ""
        typed = text.replace(" ", "").lower()
        if not text or self.corpus.holding(typed):
            return None
        return Query("", typed, self.corpus.holding(text))

    def loose(self, article: Article) -> Query | None:
        one, other = self.word(article, _HAN_WORD), self.word(article, _HAN_WORD)
        if not one or not other or one == other or self.corpus.holding(f"{one}的{other}"):
            return None
        return Query("", f"{one}的{other}", self.corpus.holding(one, other))

    def _any(self, texts: Iterable[str]) -> frozenset[str]:
        return frozenset[str]().union(*map(self.corpus.holding, texts))


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in text.upper())
