"""Finding concepts: the taxonomy's terms and technical names in a text, tags, papers.

All spellings of all terms (see :mod:`scripts.spelling`) are searched at once by an
Aho-Corasick automaton (Aho and Corasick 1975); of what overlaps, the leftmost and
then longest match stays. A match at the edge of a Han run must also agree with the
segmentation, so that 主流模型 does not speak of 流模型. TextRank was rejected for tags:
it gives 模型, 学习, 进行.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise

from ahocorasick_rs import AhoCorasick

from scripts.model import Analysis, Taxonomy, TermHit
from scripts.segment import Segmenter
from scripts.simplified import read_simplified
from scripts.spelling import (
    ends_token,
    fold,
    inflected,
    is_always_cased,
    is_latin,
    same_key,
    starts_token,
    variants,
)
from scripts.text import HAN, PLACEHOLDER, is_han
from scripts.vocabulary import vocabulary

#: A Latin word with two capitals, or a capital and a digit, hyphened or dotted parts
#: included: FlashAttention, VQVAE, GPT-4o. Paths, addresses and code are no names.
_NAME = re.compile(
    r"[A-Za-z](?<![A-Za-z0-9_./\\@\-=].)(?:(?<=[A-Z])|(?=[A-Za-z]*[A-Z]))"
    r"[A-Za-z0-9]*(?:-[A-Za-z0-9]+|\.[0-9]+)*"
    r"(?![A-Za-z0-9_\\/@=(]|\.[A-Za-z0-9])"
)
#: Where a link leads is no word of the article: GitHub and HTTP would be everywhere.
_ADDRESS = re.compile(r"(?:https?:?//|www\.)[A-Za-z0-9.:/_~%?=&#@+-]+")
_TECHNICAL = re.compile(r"[A-Z].*[A-Z]|[A-Z].*\d|\d.*[A-Z]")
_LONGEST_NAME = 30
_MARKED_PAPER = re.compile(r"《([^《》]{2,200})》")
_PLURAL = re.compile(r"(?<=[A-Z]{2})s$")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_PAPER_HAN = 12


Match = tuple[int, int, str]  # where a term starts, minus where it ends, and its name
Span = tuple[int, int, str]  # where a hit starts, where it ends, and its name


class Analyser:
    """Reads texts with the eyes of one taxonomy. Making one costs about 0.15 s."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        known = vocabulary(taxonomy)
        self._segmenter = Segmenter.for_taxonomy(taxonomy)
        self._stopped = known.stopped
        self._may_name = lru_cache(maxsize=1 << 13)(self._is_technical)
        self._noise = re.compile("|".join(map("(?:{})".format, taxonomy.stop_patterns)) or r"(?!)")
        cased = set(taxonomy.cased)
        patterns: dict[str, tuple[str, str]] = {}
        for spelling, name in known.spellings.items():
            exact = spelling if spelling in cased or is_always_cased(spelling) else ""
            for variant in variants(spelling):
                patterns.setdefault(variant, (name, exact))
        for spelling, name in known.spellings.items():
            for variant in chain.from_iterable(map(variants, inflected(spelling))):
                patterns.setdefault(variant, (name, ""))
        self._owners = list(patterns.values())
        self._automaton = AhoCorasick(list(patterns))

    @classmethod
    @lru_cache(maxsize=2)
    def for_taxonomy(cls, taxonomy: Taxonomy) -> Analyser:
        """The analyser of ``taxonomy``, made once."""
        return cls(taxonomy)

    def analyse(self, text: str) -> Analysis:
        """Words and term hits of ``text``; never raises on content.

        Traditional characters are read as simplified: the dictionaries know no others.
        """
        read = read_simplified(text)
        words = self._segmenter.cut(read)
        cuts = list(accumulate(map(len, words), initial=0))
        spans = self._with_names(read, _longest(self._terms(read, set(cuts))))
        if read is not text:
            words = tuple([text[start:end] for start, end in pairwise(cuts)])
        return Analysis(words, tuple([TermHit(name, start, end) for start, end, name in spans]))

    def analyse_all(self, texts: Iterable[str]) -> tuple[Analysis, ...]:
        """:meth:`analyse` over all texts, in their order."""
        return tuple(map(self.analyse, texts))

    def _terms(self, text: str, cuts: set[int]) -> Iterator[Match]:
        bare = _ADDRESS.sub(lambda found: "\n" * len(found.group()), text)
        matches = self._automaton.find_matches_as_indexes(fold(bare), overlapping=True)
        for pattern, start, end in matches:
            name, exact = self._owners[pattern]
            if (not exact or _plain(text[start:end]) == exact) and _whole(text, start, end, cuts):
                yield start, -end, name

    def _with_names(self, text: str, hits: list[Span]) -> list[Span]:
        """``hits`` with the technical names that stand between them, left to right."""
        found: list[Span] = []
        for match in _NAME.finditer(text):
            start, end = match.span()
            before = bisect_left(hits, (end,)) - 1  # no other hit can reach into the name
            if before >= 0 and hits[before][1] > start:
                continue
            name = _singular(match[0])
            if self._may_name(name):
                found.append((start, end, name))
        seen = Counter([name for _, _, name in found]) if found else {}
        names = [span for span in found if _is_whole_name(span, seen[span[2]], text)]
        return sorted([*hits, *names]) if names else hits

    def _is_technical(self, name: str) -> bool:
        """Whether a Latin word is a technical name, wherever it stands."""
        return (
            len(name) <= _LONGEST_NAME
            and bool(_TECHNICAL.search(name))
            and same_key(name) not in self._stopped
            and not self._noise.fullmatch(name)
        )


def _is_whole_name(span: Span, seen: int, text: str) -> bool:
    """Two letters must recur; a word at the very end is likely cut in half."""
    _, end, name = span
    enough = len(name) > 2 or (seen > 1 and name.isalpha())
    return enough and (end < len(text) or seen > 1)


def tags_for(text: str, analysis: Analysis, taxonomy: Taxonomy) -> tuple[str, ...]:
    """The concepts an article is about, best first: names of terms and technical names.

    Ranked by how often they occur, by whether they stand in the lead, whether they are of
    the taxonomy, and whether they name a whole field, which the category tells already;
    every one occurs in ``text`` itself or as an alias.
    """
    known, settings = vocabulary(taxonomy), taxonomy.settings
    again, lead = settings["repeat_gain"], settings["lead_characters"]
    scores: dict[str, float] = {}
    canonical: dict[str, str] = {}
    names: dict[str, str] = {}  # as a hit has it, to as the first has it; empty where stopped
    lost = {match.start() + 1 for match in PLACEHOLDER.finditer(text)}
    for hit in analysis.hits:
        if hit.start in lost:  # the word behind a bracket
            continue
        if (name := names.get(hit.name)) is None:
            key = same_key(hit.name)
            name = "" if key in known.stopped else canonical.setdefault(key, hit.name)
            names[hit.name] = name
        if name in scores:
            scores[name] += again
        elif name:
            worth = 1.0 + settings["tag_lead_bonus"] * (hit.start < lead)
            worth += settings["tag_name_bonus"] * (name in known.claims)
            scores[name] = worth - settings["tag_broad_malus"] * (same_key(name) in known.broad)
    ranked = sorted(scores, key=lambda name: -scores[name])
    return tuple(ranked[: int(settings["tag_limit"])])


def papers_in(text: str, known: Sequence[str] = ()) -> tuple[str, ...]:
    """Titles of papers named in ``text``: within 《》, or among the ``known`` ones."""
    found: dict[str, int] = {}
    for match in _MARKED_PAPER.finditer(text):
        title = " ".join(match.group(1).split())
        if len(_LATIN_WORD.findall(title)) >= 2 or len(HAN.findall(title)) >= _PAPER_HAN:
            found.setdefault(title, match.start())
    folded = fold(text)
    for title in known:
        at = folded.find(_folded_title(title))
        if at >= 0 and not any(same_key(title) in same_key(other) for other in found):
            found[title] = at
    return tuple(sorted(found, key=found.__getitem__))


@lru_cache(maxsize=4096)
def _folded_title(title: str) -> str:
    return fold(title)


def _whole(text: str, start: int, end: int, cuts: set[int]) -> bool:
    """Whether the match neither begins nor ends inside a word."""
    if start in cuts and end in cuts:  # as nine of ten do
        return True
    if is_latin(text[start]):
        if not starts_token(text, start):
            return False
    elif start not in cuts and is_han(text[start - 1]):
        return False
    if is_latin(text[end - 1]):
        return ends_token(text, start, end)
    return end in cuts or not is_han(text[end])


def _plain(text: str) -> str:
    """Full-width letters as ASCII, case kept."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _longest(matches: Iterable[Match]) -> list[Span]:
    """Of ``matches`` that overlap the leftmost, of those the longest; left to right."""
    found: list[Span] = []
    reached = 0
    for start, end, name in sorted(matches):
        if start >= reached:
            reached = -end
            found.append((start, reached, name))
    return found


def _singular(name: str) -> str:
    return _PLURAL.sub("", name) if name[-1] == "s" else name
