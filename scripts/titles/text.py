"""What a title may be: cleaning, limits, and the test for saying nothing.

Pure string functions. A title is at most :data:`LIMIT` characters, stands on whole
words and brackets, carries no numbering, placeholder or trailing punctuation, and is
never made of boilerplate alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from scripts.structure.lines import width
from scripts.structure.signs import EMOJI_CLASS, HAN_CLASS, HAN_RUN
from scripts.text import PLACEHOLDER, is_han
from scripts.typography import restore, spaced

#: The most characters a title may have.
LIMIT = 40
#: Narrower than this (in Han characters) is too little to name an article.
LEAST = 1.5

#: Remains of markup: template tags, wiki anchors, emphasis, code marks, citations.
_CRUD = re.compile(
    r"[(（](?:以下|下文|后文|本文|后面)[中将]?(?:将|统一)?(?:简称|称)[^()（）]*[)）]|\{[#:/%@][^{}]*\}|\[\[.*?(?:\]\]|$)|<[^<>]*>|`|#+(?=\s|$)"
    r"|\\(?![A-Za-z{])|\[\d+\]|[(（](?:如|例如|即|见|参见|重要|可选|必看|必读|选读)?\s*[)）]"
)
_MARKED_UP = re.compile(rf"[\[\]{{}}<>`*\\#(（{EMOJI_CLASS}]")
_BLANKS = re.compile(rf"[\s{EMOJI_CLASS}][\s{EMOJI_CLASS}]*")
_PAIRED = re.compile(r"[()（）《》“”‘’\[\]【】「」]")
_LATIN_BRACKET = re.compile(r"(?<=[A-Za-z0-9])\((?=[A-Za-z]{2})")
_EMPHASIS = re.compile(r"\*+([^*]{1,40}?)\*+")
#: ``[~modular.Pipeline.load]`` shows as its last part, as Sphinx has it.
_REFERENCE = re.compile(r"\[(?:~(?:[A-Za-z_]\w*\.)*)?([^\[\]]*)\]")
_SUBTITLE = re.compile(
    r"(?::\s.*|\s(?:for|with|via|by|using|in|on|from|through|without|at|under)\s(?:(?!\s(?:for|with|via|by|using|in|on|from|through|without|at|under)\s).)*)$"
)
_GAP = re.compile(rf"(?<=[{HAN_CLASS}])\s+(?=[{HAN_CLASS}])")
_BRACKETED = re.compile(r"\s?[(（][^()（）]*[)）]")
_NUMBERING = re.compile(
    r"^(?:[图表式]\s?\d{1,2}(?:\.\d{1,2})?[:：.、\s]\s*|(?:Q|q)?\d{1,2}(?:\.\d{1,2})*[.、:：)）]\s*|\d{1,2}(?:\.\d{1,2})+\s*|\d{1,2}\s+(?=\D)"
    r"|[(（]\d{1,2}[)）]\s*|[①-⑳]\s*|第\s?[一二三四五六七八九十\d]{1,3}\s?[章节步部分讲课]{1,2}[:：、\s]\s*"
    r"|[一二三四五六七八九十]{1,3}[、.]\s*|[(（][一二三四五六七八九十]{1,3}[)）]\s*|[a-zA-Z][.)]\s+"
    r"|(?:step|STEP|Step)\s*\d+[:：.]?\s*|[-+•·●■]\s*)"
)
#: Code that an excerpt opens with names no topic: ``import torch``, ``pip install -U …``. Words
#: that English uses too (class imbalance, from scratch) are code only as code is written.
CODE = (
    r"(?:import \w|from [\w.]+ import |def \w+\(|class \w+[(:]|return |print\(|"
    r"(?:pip3?|npm|conda|apt(?:-get)?) install|git clone|cd [\w./~]|sudo \w|"
    r"docker (?:run|build|pull)|python3? [\w./-])[ -~]*"
)
_CODE = re.compile(CODE)
#: What numbering begins with, where it is a word character; ``a.`` and ``a)`` need two.
_NUMBER_FIRST = frozenset("图表式Qq第一二三四五六七八九十sS")
#: A look at the start spares most texts the search for a number.
_MAY_BE_NUMBERED = re.compile(r"[图表式Qq第一二三四五六七八九十sS\d(（①-⑳+•·●■-]|[A-Za-z][.)]")
_EDGE = " \t,，、。.;；:：!！~～…·-—–|/\\=+*_#>"
#: Words without signs or digits in front need none of the cleaning but their spacing, unless
#: they end in what ``_TRAILING`` drops.
_PLAIN = re.compile(rf"[A-Za-z{HAN_CLASS}](?: ?[A-Za-z0-9{HAN_CLASS}])*")
_LAST = frozenset("话言说下如括等的了吧呢吗啊着也就还则")
_PAIRS = {"(": ")", "（": "）", "《": "》", "“": "”", "‘": "’", "[": "]", "【": "】", "「": "」"}
_CLOSERS = frozenset(_PAIRS.values())
_TRAILING = re.compile(
    r"(?:的话|而言|来说|如下|例如|比如|包括|等等|[的了吧呢吗啊等着也就还]|(?<![原规法准守])则)$"
)
_QUESTION = re.compile(r"(?:什么|如何|怎么|怎样|为何|为什么|哪|几|多少|是否|谁)")
#: ``ThreadLocal ThreadLocal 有什么用``: a heading and the next one, which repeats it. Without
#: brackets: half of a pair would go.
_ECHO = re.compile(
    r"(?P<name>[^\s()（）《》“”]{2,24}(?: [^\s()（）《》“”]{1,9})?) (?=(?P=name)(?![A-Za-z0-9]))",
    re.IGNORECASE,
)
_REMARK = re.compile(r"[(（](?:可选|必读|必看|选读|推荐|重要|了解|进阶)[)）]$")
_CLOSING = frozenset(")）")
_SEPARATOR = re.compile(r"[\s:：](?:(?<=\s)\s*(?:[:：]\s*)?|(?<=[:：])\s*)")
_LONGEST_OPENER = 28
_WORDS = re.compile(rf"[A-Za-z0-9{HAN_CLASS}]+")
_WORD = re.compile(rf"[A-Za-z0-9{HAN_CLASS}]")


def tidy(text: str) -> str:
    """``text`` as a title: cleaned, its brackets whole, its typography restored.

    Bracketed asides go when the title would be too long with them.
    """
    title = _tidy(text)
    if len(title) <= LIMIT:
        return title
    return _without_subtitle(_tidy(_GAP.sub("", _BRACKETED.sub("", text))))


def _without_subtitle(title: str) -> str:
    """An English title too long to show, up to its colon or a preposition."""
    while len(title) > LIMIT and title.strip("《》").isascii():
        shorter = _SUBTITLE.sub("", title.strip("《》"))
        if shorter == title.strip("《》") or not (":" in title or len(shorter) > LIMIT // 2):
            break
        title = shorter
    return title


def _tidy(text: str) -> str:
    if _PLAIN.fullmatch(text) and text[0] not in _NUMBER_FIRST and text[-1] not in _LAST:
        return _without_echo(spaced(text))
    if _MARKED_UP.search(text):
        text = PLACEHOLDER.sub(" ", text)
        text = _EMPHASIS.sub(r"\1", text) if "*" in text else text
        text = _BLANKS.sub(" ", _REFERENCE.sub(r"\1", _CRUD.sub(" ", text))).strip()
    else:
        text = " ".join(text.split())
    text = strip_numbering(text)
    text = text.replace('"', "") if text.count('"') % 2 else text
    text = text.strip(_EDGE)
    text = _balanced(text) if _PAIRED.search(text) else text
    text = spaced(restore(_without_particle(text.rstrip(_EDGE)))).replace("  ", " ")
    text = _LATIN_BRACKET.sub(" (", text) if "(" in text else text
    text = _unquoted(_without_echo(text).strip(_EDGE))
    return f"{text[:-1]}？" if text[-1:] == "?" and not text.isascii() else text


def _unquoted(text: str) -> str:
    """``text`` without the quotation marks that hold all of it."""
    return text[1:-1] if text[:1] == "“" and text.find("”") == len(text) - 1 else text


def _without_echo(text: str) -> str:
    return without(_ECHO, text) if " " in text else text


def without(pattern: re.Pattern[str], text: str) -> str:
    """``text`` without what ``pattern`` matches at its start."""
    match = pattern.match(text)
    return text[match.end() :] if match else text


def strip_numbering(text: str) -> str:
    """``1. 什么是…`` and ``2.1.提出问题`` without their numbers."""
    while _MAY_BE_NUMBERED.match(text):
        match = _NUMBERING.match(text)
        if not match or match.end() >= len(text):
            break
        text = text[match.end() :]
    return text


def _without_particle(text: str) -> str:
    """Without a particle or preposition left hanging at the end (unless it asks)."""
    while text[-1:] in _LAST and (match := _TRAILING.search(text)) and not _QUESTION.search(text):
        if len(text) - len(match[0]) < 2:
            break
        text = text[: match.start()].rstrip(_EDGE)
    return text


def _balanced(text: str) -> str:
    """``text`` without brackets and quotes that have no partner."""
    expected: list[tuple[str, int]] = []
    lonely: set[int] = set()
    for place, char in enumerate(text):
        if char in _PAIRS:
            expected.append((_PAIRS[char], place))
        elif expected and char == expected[-1][0]:
            expected.pop()
        elif char in _CLOSERS:
            lonely.add(place)
    if expected:  # cut before the bracket that never closes, unless nothing would stand
        first = expected[0][1]
        kept = "".join(c for i, c in enumerate(text[:first]) if i not in lonely)
        return kept.strip(_EDGE) or text[first + 1 :].strip(_EDGE)
    if not lonely:
        return text
    return "".join(char for place, char in enumerate(text) if place not in lonely)


def fits(title: str) -> bool:
    """Whether a tidied text is neither too long nor too little for a title."""
    return (
        len(title) <= LIMIT
        and width(title) >= LEAST
        and title[0] not in "（("
        and bool(_WORD.search(title))
    )


def fold(text: str) -> str:
    """For comparing titles: words only, lower case."""
    return "".join(_WORDS.findall(text)).casefold()


#: The same for what is asked for again and again: names, not sentences.
folded = lru_cache(maxsize=1 << 12)(fold)


def on_words(title: str, text: str, ends: Sequence[int]) -> bool:
    """Whether every Han run of ``title`` stands in ``text`` between word boundaries.

    ``ends`` is where the words of ``text`` end, in order.
    """
    return all(_stands(run, text, ends) for run in HAN_RUN.findall(title))


def _stands(run: str, text: str, ends: Sequence[int]) -> bool:
    at = text.find(run)
    while at >= 0:
        if (not at or _holds(ends, at)) and _holds(ends, at + len(run)):
            return True
        at = text.find(run, at + 1)
    return False


def _holds(places: Sequence[int], place: int) -> bool:
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place


class Found(NamedTuple):
    """A title candidate: its text (tidy), its origin, and how good it is (0..1).

    ``whole`` when it is put together from terms, which never end inside a word.
    """

    text: str
    origin: str
    confidence: float
    whole: bool = False


#: Openers that are verbs too: 使用|🤗 Accelerate 微调…; a name that follows goes on.
_ACTS = frozenset(["使用", "应用", "部署", "训练", "评估", "实现"])
_NAMES = re.compile(rf"[{EMOJI_CLASS}\s]*[A-Z]")


class Boilerplate:
    """The headings that say nothing (the taxonomy's openers), and what is made of them.

    A heading is generic when it is an opener, or is put together from openers and the
    small words between them: 背景与动机, 模型简介, 1. 概述.
    """

    def __init__(self, openers: Iterable[str]) -> None:
        self.openers = tuple(openers)
        self._whole = frozenset(map(folded, self.openers))
        ordered = sorted({opener for opener in self._whole if opener}, key=lambda o: (-len(o), o))
        joined = "|".join(map(re.escape, ordered)) or r"(?!)"
        self._composed = re.compile(
            rf"(?:{joined}|第[一二三四五六七八九十\d]+[步阶段部分个种章节篇讲课]+|[和与及的之])+"
        )
        self._begun = frozenset(opener[:2] for opener in ordered)
        self._initials = frozenset(opener[0] for opener in ordered).union(
            "图表式第一二三四五六七八九十"
        )
        self.is_generic = lru_cache(maxsize=8192)(self._is_generic)

    def _is_generic(self, heading: str) -> bool:
        heading = strip_numbering(heading.strip())
        bare = folded(_REMARK.sub("", heading) if heading[-1:] in _CLOSING else heading)
        if not bare or bare in self._whole or self._composed.fullmatch(bare):
            return True
        return bool(_CODE.fullmatch(heading))

    def leading(self, text: str, start: int) -> int:
        """Where ``text`` goes on after openers that stand at ``start``."""
        while (after := self._after_opener(text, start)) > start:
            start = after
        return start

    def _after_opener(self, text: str, start: int) -> int:
        if not self._may_open(text, start):
            return start
        head = text[start : start + _LONGEST_OPENER]
        separators = [*map(re.Match.span, _SEPARATOR.finditer(head)), (len(head), len(head))]
        for end, follows in separators:
            name = strip_numbering(head[:end])
            if name and folded(name) in self._whole:
                open_ended = _QUESTION.match(name) or name in _ACTS
                goes_on = open_ended and _NAMES.match(head, follows)
                return start if goes_on else start + follows
        return start

    def _may_open(self, text: str, start: int) -> bool:
        """Whether a number, or what the first two letters of an opener are, stands at ``start``."""
        initial = text[start : start + 1]
        if is_han(initial) and initial not in self._initials:
            return False
        if _MAY_BE_NUMBERED.match(text, start):
            return True
        first = _WORD.search(text, start, start + _LONGEST_OPENER)
        second = _WORD.search(text, first.end(), start + _LONGEST_OPENER) if first else None
        letters = (first[0] + (second[0] if second else "")).casefold() if first else ""
        return letters in self._begun or letters[:1] in self._begun
