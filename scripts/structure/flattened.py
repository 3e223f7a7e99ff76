"""The flattened heading: words of a title that run into the first sentence.

``大 Key 如果一个 key 对应的…``: no punctuation says where the heading ended. Each blank
near the start is weighed by signs from both sides; the best one wins if it is good
enough. The signs are of language, not of one site: see :func:`_weigh`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import partial

from rapidfuzz import fuzz

from scripts.patterns import words
from scripts.structure.lines import width
from scripts.structure.signs import AFTER_HAN, APART, HAN_CLASS, TOUCHING
from scripts.text import is_han

#: A heading ends within so many characters, and is at most so wide (Han characters).
REACH = 60
WIDEST = 26.0
#: The title of an English paper is longer.
LATIN_REACH = 120
ENOUGH = 2.0
#: What taking the heading's first word up at once adds, or more.
ECHOED = 3.5
#: What being a whole taxonomy term adds.
TERM = 1.5

_BLANK = re.compile(r"[ \t\u3000][ \t\u3000]*")
_HARD_STOP = re.compile(r"[。！!;；,，]")
_STOP = re.compile(
    r"[?？](?!$)|：(?=\s|$)|:(?=$|\s(?![A-Z]))|[\u2600-\u27bf\U0001f000-\U0001faff]|https?:|\s\d{1,2}\.\d{1,2}(?=[.\s]|$)"
)
#: Before the first of these there is no stop.
_DOUBTFUL = re.compile(r"[?？：:\u2600-\u27bf\U0001f000-\U0001faff]|https?:|\s\d{1,2}\.\d")
_TOKEN = re.compile(rf"[A-Za-z][A-Za-z0-9+-]+|[{HAN_CLASS}]{{2}}")
_SENTENCE_OPENER = re.compile(
    r"在|如果|我们|本|这|该|通过|为了|首先|当|对于|由于|因为|目前|随着|假设|考虑|根据|给定|虽然|尽管|正如|"
    r"前面|上面|下面|上文|以下|如图|如上|如下|大家|通常|一般|现在|近年|最近|想要|除了|接下来|让|想象|众所周知|所谓|其|它|他|"
    r"你|您|作者|论文[中里提]|很多|许多|传统|现有|每|至于|关于|按照|简单来|说到|一方面|我|之前|从|"
    r"The |This |We |In |https?:"
)
#: What follows belongs to the same sentence.
_PREDICATE = re.compile(
    r"是|的|中|指|为|即|会|能|可以|可|也|都|则|将|和|与|及|或|用于|通过|提供|支持|允许|属于|位于|包含|包括|"
    r"表示|称|作为|来|上|下|里|内|时|后|前|之|等|这|以|在|被|把|有|具有|采用|使用|提出|模型|算法|方法|项目|类|系列|"
    r"[()（）,，、。:：\d]"
)
_OPEN_ENDS = words(
    """
的 在 了 是 使用 为 将 通过 与 和 及 对 由 从 用 以 把 被 让 如 到 向 带有 具有 含有 一个 这个 该 其
于 等 或 并 就 都 也 参考 查看 包括 例如 比如 基于 关于 a an the of in for and with to on by is are
"""
)
#: Of several Latin words only a whole one: Disco Diffusion is not cut at ``on``.
_OPEN_WORDS = tuple(f" {end}" for end in _OPEN_ENDS if end.isascii())
_INTRODUCES = re.compile(r"(?<![A-Za-z])介绍$")
#: ``梯度检查点(Gradient Checkpointing)``: a term with its translation is a heading's form.
_GLOSSED = re.compile(r"[^()（）\s]{2,16}\s?[(（][^()（）]{2,40}[)）]")
_ENGLISH = re.compile(
    r"(?:[A-Z0-9]\S*|(?:a|an|the|of|on|in|for|with|and|to|via|from|by|is|are)(?=\s))(?:\s\S+){3,}"
)
_ONE_LATIN = re.compile(r"[A-Za-z0-9.+-]+")  # SQL 慢了: a term, but the subject of the sentence
_SECTION = re.compile(r"\d{1,2}\.\d{1,2}[.\s]")
_AFTER_ENGLISH = re.compile(rf"https?:|[{HAN_CLASS}]|[A-Z][a-z]+:\s?[{HAN_CLASS}]")
#: AnimateDiff: Animate Your Personalized …: the name before the title of a paper.
_NAME_OF_TITLE = re.compile(r"[A-Z][A-Za-z0-9+-]*:")
#: Disco Diffusion|任务: 图文生成: no sentence begins with a label.
_LABELLED = re.compile(rf"[{HAN_CLASS}]{{2}}[:：]")
_CAPITAL = re.compile(r"[A-Z]")
#: Words that end headings, and no sentence goes on from to a Latin name: 镜像入门|Docker 把….
_TITLE_ENDS = words(
    """
入门 初探 概览 概述 简介 总览 汇总 总结 小结 实战 详解 指南 笔记 技巧 教程 综述 盘点 思路 原理 流程
步骤 优缺点 速度 动机 背景 由来 经验 清单 区别 方案 机制 陷阱 误区 障碍
"""
)
#: What may be a verb too (优化 SQL) is one only after 的: 摘要的评价|ROUGE 统计….
ACTS_NAMED = words(
    """
介绍 评价 评估 评测 优化 应用 部署 安装 配置 对比 比较 分析 实现 设计 选择 使用 训练 推理 量化 压缩
"""
)
_ENDS_TITLE = re.compile(
    rf"[{HAN_CLASS}A-Za-z ]{{2}}"
    rf"(?:(?![将来会要先再请以了地你])[{HAN_CLASS}](?:{'|'.join(_TITLE_ENDS)})"
    rf"|[的与和](?:{'|'.join(ACTS_NAMED)}))$"
)
_TITLE_LAST = frozenset(word[-1] for word in (*_TITLE_ENDS, *ACTS_NAMED))
#: 2.1 为什么需要温度参数|Softmax 的输出…: announced by its number or its question, up to a name.
_ANNOUNCED = re.compile(
    rf"(?:\d\d?(?:\.\d\d?)+[.、]?\s?|[一-十]{{1,3}}、\s?|第[一-十\d]{{1,3}}[章节]\s?"
    rf"|(?=[{HAN_CLASS}]{{0,8}}(?:为什么|如何|怎[么样]|哪[些里个])))"
    rf"(?P<title>[{HAN_CLASS}]{{4,16}})\s(?=[A-Z][A-Za-z0-9.+-]* ?(?P<goes_on>.{{1,4}}))"
)
#: What a name is put beside, or done to it: 模型 BERT, 加载 BERT.
_BESIDE_NAME = words(
    """
模型 算法 方法 框架 网络 工具 函数 库 类 数据集 系统 引擎 平台 环境 语言 协议 服务 命令
训练 安装 加载 微调 部署 构建 创建 运行 实现 理解 认识 了解 学习 掌握 选择 配置 调用
"""
)
_SPOKEN = re.compile(r"我们|大家|[你您它]|本[文节章]")
_FIRST_ITEM = re.compile(r"1[.、．)） ]")
_CLOSED, _OPENED = frozenset("）)》”"), frozenset("《“")
_ADJUNCT = re.compile(
    r"对(?!比|抗|称|齐|话|偶|数|象)|将|把|在(?!线)|用(?![户例法途])|为了|当(?!前)|如果|通过 ?[A-Z]"
)
_ASKED = re.compile(r"(?:什么是|为什么需要|认识|初识|了解)\s?(?=.{2})")
#: Timer 是 JDK|1.3 开始支持的…: a sentence; K700 1.|这里的…: the mark of an item.
_SAID = re.compile(r"[A-Za-z]\s?是\s?[A-Z]|\s\d{1,2}[.、)]$")
#: 训练脚本类似于 文本到图像|训练指南: the blank closes what was set off.
_INSERTED = re.compile(rf"(?:[于在见将把被]|参考|参照|参阅|查看) (?=[{HAN_CLASS}])")
_TINY = re.compile(rf"[{HAN_CLASS}]{{1,2}}")  # 推理, 带有: too little, unless it is a term
_PRONOUN = re.compile(
    r"我们|你|您|它们?|他们|笔者|大家|本文|本节|本章|本指南|本教程|首先|因此|所以|但是|然而|随着|"
    r"用户|可以|需要|应该|能够|已经"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found at ``text[start:end]``; ``follows`` is where the prose begins.

    ``sure`` when a lost line break says so, not only a hint.
    """

    start: int
    end: int
    follows: int
    score: float
    sure: bool


def find(
    text: str,
    start: int,
    breaks: Callable[[], Container[int]] = frozenset,
    terms: Container[int] = (),
) -> Heading | None:
    """The flattened heading that begins at ``start``, if any.

    ``breaks`` says where lost line breaks surely are; ``terms`` are where taxonomy terms
    end that begin at ``start``: a heading that is one whole term gains. Reads at most :data:`REACH`
    characters, whatever the length of the text.
    """
    best: Heading | None = None
    doubtful = -1
    habit = partial(_spacing_habit, text, start + REACH // 3, start + 400)
    stop = _HARD_STOP.search(text, start, start + LATIN_REACH)
    reach = stop.start() if stop else start + LATIN_REACH
    for match in _BLANK.finditer(text, start + 1, min(len(text), reach)):
        end, follows = match.span()
        left, right = text[start:end], text[follows : follows + 40]
        if left[-1] == ":" and _NAME_OF_TITLE.fullmatch(left) and _CAPITAL.match(right):
            continue
        if doubtful < 0:
            sign = _DOUBTFUL.search(text, start, reach)
            doubtful = sign.start() if sign else reach
        if (doubtful < end and _STOP.search(left)) or _is_too_long(left):
            break
        is_term = end in terms
        if (len(left) <= 2 and _TINY.fullmatch(left) and not is_term) or _is_open(left, right):
            continue
        latin = left[-1].isascii() and left[-1].isalnum()  # then no line surely ends here
        sure = not latin and end in breaks()
        bonus = TERM if is_term and not _ONE_LATIN.fullmatch(left) else 0.0
        least = best.score + _beyond(text, best, end) if best else ENOUGH
        score = _weigh(left, right, habit, least - bonus, sure=sure) + bonus
        if score >= ENOUGH and (best is None or score > least):
            best = Heading(start, end, follows, score, sure)
    return best or _announced(text, start)


def _beyond(text: str, best: Heading, end: int) -> float:
    """How much better a longer heading must be: not at all where ``best`` is but a Latin name.

    SegmentLevel|循环机制: a name stands before what it names.
    """
    names = text[best.start : best.end].isascii() and is_han(text[end - 1])
    return 0.0 if names and not _PRONOUN.search(text, best.end, end) else 1.0


def _announced(text: str, start: int) -> Heading | None:
    """A heading that its number or its question announces, up to the subject of a sentence."""
    match = _ANNOUNCED.match(text, start, start + REACH)
    if not match or not _PREDICATE.match(match["goes_on"]):
        return None
    title = match["title"]
    if title.endswith((*_OPEN_ENDS, *_BESIDE_NAME)) or _SPOKEN.search(title):
        return None
    return Heading(start, match.end("title"), match.end(), ENOUGH, False)


def _is_too_long(left: str) -> bool:
    size = len(left)
    return size > WIDEST and not left.isascii() and (size > REACH or width(left) > WIDEST)


def _spacing_habit(text: str, start: int, end: int) -> float:
    """Share of Han-Latin contacts written with a blank; 0.5 where there are few."""
    apart = len(APART.findall(text, start, end))
    touching = len(TOUCHING.findall(text, start, end))
    return (apart + 1) / (apart + touching + 2)


def _is_open(left: str, right: str) -> bool:
    """Whether ``left`` is no heading, or goes on in ``right``, whatever else speaks for it."""
    last = left[-1]
    return (
        not right
        or left.casefold().endswith(_OPEN_WORDS if left.isascii() and " " in left else _OPEN_ENDS)
        or (last == "绍" and bool(_INTRODUCES.search(left)))
        or width(left) < 1.5
        or left[0] in "[$"
        or (" " in left and bool(_INSERTED.search(left)))
        or ((last in ".、)" or "是" in left) and bool(_SAID.search(left)))
        or not _TOKEN.search(left)
        or (last.isdigit() and right[0] in "年月日个次种层倍")
    )


def _weigh(left: str, right: str, habit: Callable[[], float], least: float, *, sure: bool) -> float:
    """How strongly a blank between ``left`` and ``right`` ends a heading.

    What is below ``least`` is not weighed to the end: the ``habit`` is dear.
    """
    if _SECTION.match(right) and not left[-1].isascii():  # else a version: msswift 4.0
        return 4.0
    echo = _echo(left, right)
    if echo < ECHOED and _one_name(left, right):
        return -9.0
    opens = 1.5 if _SENTENCE_OPENER.match(right) else 0.0
    goes_on = 3.0 if not opens and _PREDICATE.match(right) else 0.0
    if goes_on and _FIRST_ITEM.match(right) and _is_titled(left):
        goes_on = 0.0
    refers = 4.0 if _PRONOUN.search(left) or _ADJUNCT.match(left) else 0.0
    if echo + 3.5 + opens - goes_on - refers < least:
        return -9.0
    blank = 3.0 if sure else _by_form(left, right)
    if blank is None:
        glossed = 2.0 if _GLOSSED.fullmatch(left) else 0.0
        if echo + 1.5 + glossed + opens - goes_on - refers < least:
            return -9.0
        blank = 3.0 * (0.5 - habit()) + glossed
    return echo + blank + opens - goes_on - refers


def _one_name(left: str, right: str) -> bool:
    """Whether a blank may stand inside a Latin name: Spring Cloud|Gateway."""
    beside = left[-1] + right[0]
    return beside.isascii() and beside.isalnum() and not _ENGLISH.match(left)


def _by_form(left: str, right: str) -> float | None:
    """What the blank is worth where Latin touches it; None where the writer's habit tells."""
    if left[-1] in "?？" or (right[0].isascii() and _is_titled(left)):
        return 3.0
    if left.isascii() and _ENGLISH.match(left) and _AFTER_ENGLISH.match(right):
        return 3.0
    if " " in left and left.isascii() and _LABELLED.match(right):
        return 3.0
    last, first = left[-1], right[0]
    beside_han = is_han(last) or last in _CLOSED or is_han(first) or first in _OPENED
    return None if beside_han else -1.0


def _is_titled(left: str) -> bool:
    """Whether ``left`` ends as headings do, and is but one."""
    ends = left[-1] in _TITLE_LAST and _ENDS_TITLE.search(left)
    return bool(ends) and not AFTER_HAN.search(left)


def _echo(left: str, right: str) -> float:
    """The sentence taking the heading's words up again is the best sign there is."""
    low, right = left.casefold(), right.casefold()
    asked = _ASKED.match(low)
    whole = low[asked.end() :] if asked else low
    if right.startswith(whole) or fuzz.ratio(whole, right[: len(whole)], score_cutoff=85):
        return 4.0
    tokens = _TOKEN.findall(low)
    if not tokens:
        return 0.0
    if right.startswith(tokens[0]):
        return ECHOED
    distinct = set(tokens)
    shared = sum([token in right for token in distinct])
    return 2.0 * min(1.0, shared / len(distinct) * 1.5) if shared else 0.0
