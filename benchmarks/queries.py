"""Queries drawn from any site's articles, by class, with what they ought to find.

Truth is brute force: every article whose normalised title, tags or text holds the query.
Classes differ in how a reader might type it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import opencc
from pypinyin import lazy_pinyin

from scripts.search.normalise import normalise
from scripts.segment import Segmenter

_HAN_RUN = re.compile("[\u4e00-\u9fff]{2,}")
_HAN_WORD = re.compile("[\u4e00-\u9fff]{2,}")
_LATIN_WORD = re.compile("[A-Za-z]{4,}")
_MIXED = re.compile("[A-Za-z0-9]{2,} ?[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{2} ?[A-Za-z0-9]{2,}")


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, the ids it should find, and which of them should come first (if any one)."""

    kind: str
    text: str
    truth: frozenset[str]
    best: frozenset[str] = frozenset()


@dataclass(slots=True)
class Corpus:
    """The articles of a site, normalised once."""

    articles: Sequence[dict[str, Any]]
    texts: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.articles:
            parts = (one["title"], *one["tags"], one["text"])
            self.texts[one["id"]] = "\n".join(map(normalise, parts))

    def holding(self, *queries: str) -> frozenset[str]:
        """Ids of the articles that hold every one of ``queries``."""
        plain = [normalise(query) for query in queries]
        return frozenset(i for i, text in self.texts.items() if all(q in text for q in plain))


def draw(articles: Sequence[dict[str, Any]], each: int, seed: int = 0) -> Iterator[Query]:
    """``each`` queries of every class."""
    rng = random.Random(seed)
    corpus = Corpus(articles)
    segmenter = Segmenter()
    makers: dict[str, Callable[[dict[str, Any]], Query | None]] = dict(
        _makers(rng, corpus, segmenter)
    )
    for kind, make in makers.items():
        seen: set[str] = set()
        for _ in range(each * 20):
            query = make(rng.choice(articles))
            if query and query.text not in seen and query.truth:
                seen.add(query.text)
                yield Query(kind, query.text, query.truth, query.best)
            if len(seen) == each:
                break


def _makers(
    rng: random.Random, corpus: Corpus, segmenter: Segmenter
) -> Iterator[tuple[str, Callable[[dict[str, Any]], Query | None]]]:
    traditional = opencc.OpenCC("s2t")

    def plain(text: str | None, typed: str | None = None) -> Query | None:
        return (text and Query("", typed or text, corpus.holding(text))) or None

    def word(article: dict[str, Any], pattern: re.Pattern[str]) -> str | None:
        found = [w for w in segmenter.cut(article["text"]) if pattern.fullmatch(w)]
        return rng.choice(found) if found else None

    def piece(article: dict[str, Any], pattern: re.Pattern[str], length: int) -> str | None:
        runs = [run for run in pattern.findall(article["text"]) if len(run) >= length]
        if not runs:
            return None
        run = rng.choice(runs)
        start = rng.randrange(len(run) - length + 1)
        return str(run[start : start + length])

    def two(article: dict[str, Any]) -> Query | None:
        one, other = word(article, _HAN_WORD), word(article, _LATIN_WORD)
        return (one and other and Query("", f"{one} {other}", corpus.holding(one, other))) or None

    def mixed(article: dict[str, Any], respace: bool) -> Query | None:
        found = _MIXED.findall(article["text"])
        if not found:
            return None
        text = rng.choice(found)
        other = re.sub(
            r"(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])", " ", text
        )
        return (
            plain(text.replace(" ", ""))
            if not respace
            else Query("", f'"{other}"', corpus.holding(text))
        )

    def title(article: dict[str, Any]) -> Query | None:
        text = article["title"]
        best = frozenset(i for i in corpus.holding(text))
        return Query("", f'"{text}"', best, frozenset({article["id"]})) if '"' not in text else None

    def tag(article: dict[str, Any]) -> str | None:
        return rng.choice(article["tags"]) if article["tags"] else None

    def spoken(article: dict[str, Any], initials: bool) -> Query | None:
        text = tag(article)
        if not text or not re.fullmatch("[\u4e00-\u9fff]{3,}", text):
            return None
        syllables = lazy_pinyin(text)
        return plain(text, "".join(s[0] if initials else s for s in syllables))

    def typo(article: dict[str, Any]) -> Query | None:
        text = word(article, re.compile("[A-Za-z]{7,14}"))
        if not text:
            return None
        at = rng.randrange(1, len(text) - 1)
        wrong = text[:at] + text[at + 1 :]
        return plain(text, wrong) if not corpus.holding(wrong) else None

    yield "han word", lambda a: plain(word(a, _HAN_WORD))
    yield "han anywhere 2", lambda a: plain(piece(a, _HAN_RUN, 2))
    yield "han anywhere 4", lambda a: plain(piece(a, _HAN_RUN, 4))
    yield "latin word", lambda a: plain(word(a, _LATIN_WORD))
    yield "latin half", lambda a: plain(piece(a, _LATIN_WORD, 4))
    yield "mixed", lambda a: mixed(a, respace=False)
    yield "mixed, respaced", lambda a: mixed(a, respace=True)
    yield "two words", two
    yield (
        "full width",
        lambda a: (
            (
                (w := word(a, _LATIN_WORD))
                and plain(w, "".join(chr(ord(c) + 0xFEE0) for c in w.upper()))
            )
            or None
        ),
    )
    yield (
        "traditional",
        lambda a: ((w := word(a, _HAN_WORD)) and plain(w, traditional.convert(w))) or None,
    )
    yield "title", title
    yield "tag", lambda a: ((t := tag(a)) and plain(t, f'"{t}"')) or None
    yield "pinyin", lambda a: spoken(a, initials=False)
    yield "initials", lambda a: spoken(a, initials=True)
    yield "typo", typo
