"""Concept titles: a main concept with what the text itself joins to it, or two side by side."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from scripts.structure.lines import width
from scripts.structure.signs import HAN_CLASS, TOUCHING
from scripts.titles.concepts import Concept, Focus
from scripts.titles.text import Found, folded, tidy

_HEADS, _OTHERS = 3, 6  # so many concepts may open a compound, or follow in it
_BESIDE, _BESIDE_NAME = 0.6, 0.5  # what a second concept must weigh of the first, or of a name
_FAR_MORE = 1.5  # and what the first must weigh, of the second, to be named without it
_VAGUE = 4.5  # so narrow a concept alone says too little
_OFTEN, _TELLING = 3, 3.0  # so often said, and so wide, a term says enough
_STEM = 2  # characters
_LEAD = 120
_LEAST, _CENTRAL = 0.35, 0.12  # the worth of a title: from naming nothing to naming all
_TOLD = 0.02  # what saying something of a concept adds
_LATE = 0.05
_PAIRED = 0.06  # less for two concepts than for what the text says of one
_GUESSED = 0.08  # less for two concepts that no clause joins
_NEAR = 30  # characters
_CLAUSE_ENDS = re.compile(r"[,，。；;！!？?]")
_LATIN = re.compile(r"[A-Za-z]")
_AND = re.compile(r"[和与]")
_GLUE = re.compile(r"\s?(?:的|中的|上的|里的|和|与|及其?)?\s?")
_LONGEST_GLUE = 4  # characters
_LEANS = re.compile(r"(?:[与跟像比]|基于|通过|使用|利用|用于|针对|关于|根据|为了)\s?$")
#: 拥塞窗口和接收|窗口: the words go on.
_GOES_ON = re.compile(
    rf"[{HAN_CLASS}](?<![的是在和与及或等中上下时后前里来会能可都也有被将把对为以用让使从到就则进不])"
)
#: What one asks of a thing: 索引的结构, 虚拟线程的限制, 索引失效.
_ASPECT = re.compile(
    r"\s?的(?:主要|核心|基本|整体|具体|常见|训练|推理|网络|使用|几[个种类])?"
    r"(?:训练|推理|部署|安装|配置|实现|原理|问题|步骤|流程|方法|结构|架构|应用|优化|评估|评测|性能|缺点|优点|"
    r"优势|区别|特点|作用|机制|策略|限制|场景|下载|转换|设计|构建|定义|公式|思想|过程|方案|"
    r"能力|挑战|技巧|规则|特性|变体|参数|用法|核心|使用|管理|生命周期)+"
    r"|\s?(?:训练|推理|部署|安装|配置|优化|评估|评测|失效|冲突|加载|下载|压缩|量化|蒸馏|转换|调度|管理|问题|性能|"
    r"流程|步骤|原理|缺点|优点|区别|策略|机制|实战|架构|结构|场景|微调)+"
)
#: What one does with a thing: 加载预训练模型, 训练新的 tokenizer.
_TASK = re.compile(
    r"(?:训练|微调|部署|加载|创建|构建|安装|配置|下载|评估|优化|导出|量化|准备|自定义|合并|保存|"
    r"读取|处理|提取|清洗|计算|生成|编写|测试|启用|管理|设计|排查|注册|搭建|迁移)"
    r"(?:新的|多个|一个|自己的|自定义|[您你]的)?\s?$"
)


def compounds(text: str, focus: Focus) -> Iterator[Found]:
    """Titles made round the main concepts."""
    concepts = focus.concepts
    heads = concepts[:_HEADS]
    places = sorted([span for concept in concepts[:_OTHERS] for span in concept.spans])
    for head in heads:
        for span in head.spans:
            start, end, better = _grown(text, span, places)
            if (start, end) != span and not _is_torn(text, start, end):
                title = tidy(text[start:end])
                late = 0.0 if span[0] < _LEAD else _LATE
                late += _PAIRED if _AND.search(title) else 0.0
                yield Found(title, "clause", worth(title, focus) + better - late)
    if heads:
        yield _beside(text, heads[0], list(_strangers(heads[0], concepts[1:_OTHERS])), focus)
        alone = _LEAST if _dominates(concepts) else _LEAST - _PAIRED
        yield Found(tidy(heads[0].name), "clause", alone, whole=True)


def worth(title: str, focus: Focus) -> float:
    """How good a title of concepts is that says nothing of them."""
    return _LEAST + _CENTRAL * focus.centrality(folded(title))


def _is_torn(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is but a part of what is said."""
    return bool(_GOES_ON.match(text, end) or _LEANS.search(text, max(0, start - 4), start))


def _grown(
    text: str, span: tuple[int, int], places: Sequence[tuple[int, int]]
) -> tuple[int, int, float]:
    """The concept at ``span`` with the task before it, the concept or the aspect after it.

    And what task and aspect add to the title's worth: the more it says, the better.
    ``places`` are those of all concepts, in order.
    """
    (start, end), better = span, 0.0
    following = bisect_left(places, (end,))
    if following < len(places) and places[following][0] - end <= _LONGEST_GLUE:
        begin, stop = places[following]
        name, other = text[start:end], text[begin:stop]
        joined = _GLUE.fullmatch(text, end, begin) and name not in other
        parted = text[end:begin].isspace() and ((name + other).isascii() or TOUCHING.search(text))
        if joined and not parted:
            end, better = stop, _TOLD
    if aspect := _ASPECT.match(text, end):
        end, better = aspect.end(), better + _TOLD
    if task := _TASK.search(text, max(0, start - 8), start):
        start, better = task.start(), better + _TOLD
    return start, end, better


def _strangers(first: Concept, rest: Sequence[Concept]) -> Iterator[Concept]:
    """``rest`` without what is hardly another thing than ``first``: what begins as it does.

    Beside 注意力矩阵, 注意力机制 tells nothing. What ends alike (数据并行, 模型并行) may stand.
    """
    stem = folded(first.name)[:_STEM]
    return (concept for concept in rest if folded(concept.name)[:_STEM] != stem)


def _beside(text: str, first: Concept, rest: Sequence[Concept], focus: Focus) -> Found:
    """The main concept, beside another that stands in a clause with it, or as prominently.

    One is asked for where it weighs enough or the first says too little; where neither
    holds, naming it is a guess. What is said once in passing stands beside no term that a
    text keeps coming back to: 拥塞控制与路由器.
    """
    narrow = width(first.name) < _VAGUE and first.name == first.name.lower()
    others = [other for other in rest if first.broad or not other.broad]
    least = first.weight * (_BESIDE_NAME if first.name.isascii() else _BESIDE)
    heavy = [other for other in others if narrow or other.weight >= least]
    sure = [other for other in heavy if _is_prominent(other) or _share_a_clause(text, first, other)]
    if _stands_alone(first):
        again = [other for other in heavy if len(other.spans) > 1]
        sure = heavy = [other for other in again if other.weight >= least]
    other = next(iter([*sure, *heavy]), None)
    title = tidy(f"{first.name}与{other.name}" if other else first.name)
    guessed = _GUESSED if other and not sure else 0.0
    telling = _stands_alone(first) or (_dominates(focus.concepts) and _is_told(first.name))
    guessed += _PAIRED if other or not telling else 0.0
    return Found(title, "clause", worth(title, focus) - guessed, whole=True)


def _dominates(concepts: Sequence[Concept]) -> bool:
    """Whether the first of ``concepts`` weighs so much that its name alone says enough."""
    others = [other.weight for other in concepts[1:2]]
    return _stands_alone(concepts[0]) or concepts[0].weight >= _FAR_MORE * sum(others)


def _is_told(name: str) -> bool:
    """Whether ``name`` says what it names: 多尺度锚框, no Latin name and no short word."""
    return width(name) >= _VAGUE and not _LATIN.search(name)


def _stands_alone(concept: Concept) -> bool:
    often = len(concept.spans) >= _OFTEN
    return often and concept.known and not concept.broad and width(concept.name) >= _TELLING


def _is_prominent(concept: Concept) -> bool:
    return len(concept.spans) > 1 and concept.spans[0][0] < _LEAD


def _share_a_clause(text: str, one: Concept, other: Concept) -> bool:
    for start, end in one.spans:
        for begin, stop in other.spans:
            between = text[end:begin] if start < begin else text[stop:start]
            if len(between) <= _NEAR and not _CLAUSE_ENDS.search(between):
                return True
    return False
