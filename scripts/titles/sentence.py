"""What the sentences of an excerpt say it is about: topic, paper, proposal, subject, clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.model import TermHit
from scripts.structure import seams, width
from scripts.text import HAN, PLACEHOLDER
from scripts.titles.text import LIMIT, fits, tidy

_H = HAN.pattern[1:-1]
_LATIN_NAME = re.compile(
    r"(?<![A-Za-z0-9_./-])[A-Za-z][A-Za-z0-9]*(?:[-+.]?[A-Za-z0-9]+)*(?![A-Za-z0-9_/])"
)
_TECHNICAL = re.compile(r"[A-Z].*[A-Z]|[A-Za-z].*\d|[a-z][A-Z]")
_SENTENCE = re.compile(r"[^。！？!?；;]+[。！？!?；;]?")
_CLAUSE = re.compile(r"[^,，。；;！!:：]+")

_SELF = r"(?:本文档?|本节|本章节?|本教程|本指南|本页面?|本例|本项目|本小节|本部分|本实验|这一?(?:篇|节|章|部分)(?:文章|论文|博客|教程)?|该文)"
_TELL = r"(?:介绍|讨论|探讨|展示|讲解|说明|描述|总结|分析|阐述|学习|演示|梳理|解释|概述|回顾|了解|研究|看看|看一下|看一看|探索|深入探讨|关注|讲述|讲讲|聊聊|谈谈|指导您?|教你|实现|解读|分享|整理|记录|详解)"
_TOPIC = (
    re.compile(
        rf"{_SELF}(?:中|里)?[,，]?\s*(?:我们|您|你|笔者|作者|将|会|主要|旨在|就|来|想|要|先|首先|接下来|的目的是|的目标是|重点|简单|简要|详细|深入|一起|为您|向您|为大家|向你|带你|带领大家|帮助|通过|\s)*{_TELL}(?:了|到|一下|一些|一个|一种|的是|您|你|大家|关于|比较有意思的)*(?P<topic>[^,，。；;！!:：]{{3,60}})"
    ),
    re.compile(
        rf"(?:接下来|下面|现在|这里|在这里|今天|在这一小节)[,，]?\s*(?:我们|您|你|让我们|笔者|将|会|来|先|首先|就|简单|简要|详细|一起|\s)*{_TELL}(?:了|一下|一些|的是|关于)*(?P<topic>[^,，。；;！!:：]{{3,60}})"
    ),
)
_PAPER = re.compile(r"《([^《》]{3,120})》")
_PROPOSAL = re.compile(
    rf"(?:提出|推出|发布|开源|设计|引入|介绍)(?:了|的|一种|一个|一类|新的|全新的|名为|叫做|称为|\s|[{_H}]{{0,6}}的)*"
    r"(?P<name>[A-Za-z][A-Za-z0-9+.-]*(?:[ -][A-Z][A-Za-z0-9+.-]*){0,3})\s?(?P<gloss>[(（][^()（）]{2,60}[)）])?"
)
_COPULA = re.compile(
    r"(?:[,，]\s*)?(?:就是|则是|是指|指的是|是|的核心|的关键|在于|用于|主要用于|用来|旨在|(?:的)?主要(?:思想|目标|区别|优点|特点)|可以被?(?:看作|看做|视为|理解为)|被(?:视为|称为|定义为)|称为|由来已久|由|通过|基于|使用|采用|包含|包括|提供|支持|能够|可以|将|会|允许|需要|具有|拥有|属于|解决|把|对|在|与|和|为|有|也|常|主要|目前|让|使)"
)
_STRONG = re.compile(r"(?:就是|则是|是指|指的是|是|的核心|的关键|在于|用于|主要用于|用来|旨在)")
_COMPLEMENT = re.compile(
    r"(?:就是|则是|是指|指的是|是)(?:一种|一个|一类|一套|一项|一款|一门|由|指|的是)?\s*(?P<what>[^,，。；;！!:：?？]{4,40})"
)
_NO_SUBJECT = re.compile(
    r"我|你|您|它|他|她|这|那|该|其|此|本|上|下|如|在|当|从|对|为|由|因|所|但|而|且|首|随|通|根据|按|以|有|没|不|现|目前|最近|近|之前|前|后|另|同|虽|尽|除|只|每|许|很|大部分|许多|一般|通常|事实|实际|比如|例如|假|给|让|请|将|若|即|可|需|要|使|用|作者|笔者|众|大家|与|和|第|图|表|式|接|理|原|主|其中|问题|目的|优点|缺点|关键|特点"
)
_WEAK_SUBJECT = re.compile(
    r"(?:我们|你|您|他们|它|人们|大家|作者|问题|方法|模型|论文|时候|情况|结果|目的|原因|目标|部分|内容|数据|区别|特点|思想|一步|做法|想法)$"
)
_DEPENDENT = re.compile(
    r"它|他们|这|该|其|此|上述|下面|上面|如上|如下|因此|所以|但|而|首先|其次|此外|另外|然后|那么|也|就|即|为了|由于|因为|如果|当|虽然|尽管|随着|同时|并|还|请|例如|比如|众所周知"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A title candidate: its text (tidy), its origin, and how good it is (0..1)."""

    text: str
    origin: str
    confidence: float


def candidates(text: str, start: int, hits: Sequence[TermHit]) -> Iterator[Found]:
    """Titles that the prose from ``start`` offers, best kinds first."""
    sentences = _sentences(text, start)[:6]
    yield from _papers(sentences)
    yield from _topics(sentences)
    yield from _proposals(sentences)
    yield from _subjects(sentences)
    yield from _clauses(text, sentences, start, hits)
    concepts = names(text, hits)[:3]
    if concepts:
        joined = tidy(
            "、".join(concepts[:-1]) + " 与 " + concepts[-1] if len(concepts) > 1 else concepts[0]
        )
        yield Found(joined, "clause", 0.3)


def names(text: str, hits: Sequence[TermHit]) -> list[str]:
    """Concepts and technical names of a text in order of first sight, each once."""
    placed = {hit.start: hit.name for hit in hits}
    for match in _LATIN_NAME.finditer(PLACEHOLDER.sub(lambda m: " " * len(m[0]), text)):
        if _TECHNICAL.search(match[0]) and len(match[0]) <= 24:
            placed.setdefault(match.start(), match[0])
    seen: dict[str, str] = {}
    for place in sorted(placed):
        seen.setdefault(placed[place].casefold(), placed[place])
    return list(seen.values())


def _sentences(text: str, start: int) -> list[str]:
    """Sentences from ``start``; a lost line break ends one too."""
    cuts = [start, *(s for s, _ in seams(text) if s > start), len(text)]
    lines = (text[left:right] for left, right in zip(cuts, cuts[1:], strict=False))
    found = (match[0].strip() for line in lines for match in _SENTENCE.finditer(line))
    return [sentence for sentence in found if len(sentence) > 1]


def _papers(sentences: Sequence[str]) -> Iterator[Found]:
    for sentence in sentences[:2]:
        for match in _PAPER.finditer(sentence):
            title = tidy(f"《{match[1]}》")
            if fits(title):
                yield Found(title, "paper", 0.8)


def _topics(sentences: Sequence[str]) -> Iterator[Found]:
    for sentence in sentences:
        for pattern in _TOPIC:
            match = pattern.search(sentence)
            topic = tidy(match["topic"]) if match else ""
            if match and fits(topic) and not _DEPENDENT.match(topic) and width(topic) >= 3:
                yield Found(topic, "subject", 0.75)


def _proposals(sentences: Sequence[str]) -> Iterator[Found]:
    for sentence in sentences[:3]:
        match = _PROPOSAL.search(sentence)
        if match and _TECHNICAL.search(match["name"]):
            title = tidy(match["name"] + (match["gloss"] or ""))
            yield Found(title if fits(title) else tidy(match["name"]), "proposal", 0.75)


def _subjects(sentences: Sequence[str]) -> Iterator[Found]:
    for place, sentence in enumerate(sentences[:4]):
        match = _STRONG.search(sentence)
        if not match:
            continue
        subject = sentence[: match.start()].strip()
        if "," in subject or "，" in subject:
            continue
        title = tidy(subject)
        if not _names_something(title):
            continue
        gloss = _gloss(sentence, match.start())
        both = tidy(f"{subject}:{gloss}") if gloss else ""
        confidence = 0.7 - 0.1 * place
        if both and fits(both) and width(title) <= 14:
            yield Found(both, "subject", confidence)
        elif fits(title):
            yield Found(title, "subject", confidence)


def _gloss(sentence: str, copula: int) -> str:
    match = _COMPLEMENT.match(sentence, copula)
    what = match["what"].strip() if match else ""
    return "" if what.endswith("的") or width(what) < 3 else what


def _names_something(subject: str) -> bool:
    return (
        fits(subject)
        and width(subject) <= 20
        and not _NO_SUBJECT.match(subject)
        and not _WEAK_SUBJECT.search(subject)
    )


def _clauses(
    text: str, sentences: Sequence[str], start: int, hits: Sequence[TermHit]
) -> Iterator[Found]:
    """The clauses that name most concepts; a clause leaning on an earlier one is no title."""
    concepts = names(text[start:], ()) + [hit.name for hit in hits]
    scored = []
    for place, sentence in enumerate(sentences):
        for match in _CLAUSE.finditer(sentence):
            clause = tidy(match[0])
            if not fits(clause) or not 5 <= width(clause) <= 26 or _DEPENDENT.match(clause):
                continue
            rich = sum(name.casefold() in clause.casefold() for name in set(concepts))
            scored.append((-rich + 0.3 * place, place, clause, rich))
    for _, _, clause, rich in sorted(scored)[:3]:
        if rich:
            yield Found(clause, "clause", 0.4)
    for _, _, clause, _ in sorted(scored)[:1]:
        yield Found(clause, "clause", 0.3)
