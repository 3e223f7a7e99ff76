"""The clause that says most of what an excerpt is about, and stands on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scripts.structure.signs import APART, HAN_CLASS, TOUCHING
from scripts.text import PLACEHOLDER
from scripts.titles.bar import Bar
from scripts.titles.bare import SCENERY, TASK, bare, dangles, is_scenery, may_act
from scripts.titles.concepts import Focus
from scripts.titles.text import Found, fold

_LEAST, _MOST = 0.26, 0.6  # the confidence of the worst clause, and of the best
_CLAUSE = re.compile(r"[^,，。；;！!:：…]+[,，。；;！!:：…]?")
_REFERS = re.compile(
    r"\||(?:找到|了解|获取|查看|学习)更多|无变[化换]|[(（]\d[)）]|\d{4}\.\d|会根据|[a-z]\.\s?[\u4e00-\u9fff]|^[^作将把用以被选]{2,16}作为|"
    r"之前|刚刚|前面|[在如] [中所]| 中[的,]|除了|那块|它|这[个种些里样一项类段]|下面|"
    r"[该此]|上述|前者|后者|"
    r"刚才|上面|如下|如图|所示|"
    r"本(?:文|节|章|教程|指南)|以下|下列|其(?!他|它|实|中)|参考|参阅|请见|详见|查看|我们(?!的)|[你您]|"
    r"用户|[$\\{}^]|这两年|"
    r"一样$|像往常|什么的|大打折扣|越来?越?[小大多少高低长短好]$|一目了然|如果只|[上下][表图]"
)
#: Half of an argument: what it answers stands in another clause.
_LEANS = re.compile(
    r"就会|就可以|就能|就要|就是|转而|却|反而|仍|还[会能要是]|也[会能要是可]|才[能会可]|则|从而|进而|因而|而是|"
    r"相比于?|相较于|相对于|[都也](?!市|支持)|已经?(?:成|取|有|被)|越来越|无疑|众多|事实|其中|那么"
)
#: What is not so is seldom the topic.
_DENIES = re.compile(r"没有|并不|并非|不只|不仅|不单|不会|不能|无法|不支持|不再")
_DENIED = 0.3
#: Either side of a contrast says half of what is meant.
_CONTRAST = re.compile(r"\s?(?:但是?|然而|不过|却|可是|尽管|虽然|而(?![且是]))")
#: But what follows a concession is what is meant.
_GRANTED = re.compile(r"\s?(?:尽管|虽然|诚然)[^,，。；;]*[,，]$")
#: As does what holds on a condition: 如果为 True,cuda graph 将被禁用.
_CONDITION = re.compile(r"(?:^|[,，。；;])\s?(?:如果|若|一旦)(?!我们|[你您])[^,，。；;]*[,，]$")
#: 可下载视频,光流|和标注文件。: the last two of many.
_LAST_OF_MANY = re.compile(
    rf"\s?[{HAN_CLASS}]{{2,6}}[和与及][{HAN_CLASS}]{{2,6}}?(?:等[^,，]{{0,2}})?[,，。;；]?"
)
_HALF = 0.3
_OPENS = 4  # characters that may stand before the concept a clause opens with
_OPENERS = 3  # so many concepts may open it
_OPENING, _NOT_OPENING = 0.2, -0.3  # what that is worth
_DOES = -0.1  # and where someone does it, for that opens with a verb
_EARLY = {0: 0.25, 1: 0.1}  # more for the first sentences
_LATER, _LATER_STILL = 0.12, 0.04  # less for each sentence, and each clause, before it
_FULL = 4 * (_MOST - 0.3)  # the score of the best clause; what costs is taken from that
_FEW = 3  # so many clauses may become titles
_ROUNDING = 1e-9
#: Where it stands, tidying may join words that a clause does not.
_TAKEN_OUT = re.compile(r"[\[\]{}<>`*\\#(（了]")


def candidates(sentences: Sequence[str], focus: Focus, bar: Bar) -> Iterator[Found]:
    """Clauses of the first sentences, the best few, best first.

    Those that could neither be among them nor pass the ``bar`` are not read any further.
    """
    if not bar.admits(_MOST):
        return
    best: list[tuple[float, str]] = []
    least = _least(bar)
    for place, sentence in enumerate(sentences[:5]):
        here = (SCENERY if is_scenery(sentence) else _EARLY.get(place, 0.0)) - _LATER * place
        for order, match in enumerate(_CLAUSE.finditer(sentence)):
            early = here - _LATER_STILL * order
            most = _most(match[0], focus) + early + _ROUNDING
            if most < least or (most - TASK < least and not may_act(match[0])):
                continue
            clause, bonus = _read(match, order)
            if clause:
                score = _score(clause, focus, bonus, early)
                best = sorted([*best, (score, clause)], key=lambda item: -item[0])[:_FEW]
                least = max(least, best[-1][0]) if len(best) == _FEW else least
    for score, clause in best:
        yield Found(clause, "clause", _confidence(score))


def _confidence(score: float) -> float:
    return max(_LEAST, min(_MOST, 0.3 + score / 4))


def _least(bar: Bar) -> float:
    """The least a clause must score to pass the ``bar``: the inverse of its confidence."""
    return 4 * (bar.floor - 0.3) if bar.floor > _LEAST else float("-inf")


def _most(said: str, focus: Focus) -> float:
    """The most a clause may score that is made of what is ``said``, if someone does that.

    All its words stand there, unless marks or a word are taken from between them.
    """
    if _TAKEN_OUT.search(said):
        return TASK + 1.0 + _OPENING
    named = focus.centrality(fold(said))
    return TASK + min(named, 1.0) + (_OPENING if named else _DOES if focus.keys else 0.0)


def _read(match: re.Match[str], order: int) -> tuple[str, float]:
    """A clause of a sentence, if it could be a title, and what its place in there says of it."""
    said, sentence = match[0], match.string
    if " " in said and APART.search(said) and TOUCHING.search(said):
        return "", 0.0  # a blank that is no habit: a lost line break
    clause, bonus = bare(said)
    if not clause:
        return "", 0.0
    if _is_half(match, order) or PLACEHOLDER.search(said):
        bonus -= _HALF  # 把 [Math] 逐项加进去…: a hole is as bad
    elif sentence.endswith((":", "："), 0, match.start()):
        bonus -= _HALF / 2
    return clause, bonus


def _is_half(match: re.Match[str], order: int) -> bool:
    """Whether a clause is one side of a contrast, holds on a condition, or ends a list."""
    said, sentence = match[0], match.string
    granted = _GRANTED.match(sentence, 0, match.start())
    return bool(
        (_CONTRAST.match(said.strip()) and not granted)
        or _CONTRAST.match(sentence, match.end())
        or (order and _CONDITION.search(sentence, 0, match.start()))
        or (order and _LAST_OF_MANY.fullmatch(said))
    )


def leans(line: str) -> bool:
    """Whether ``line`` opens as no title does, or points at what stands elsewhere."""
    return bool(dangles(line) or _REFERS.search(line))


def _score(clause: str, focus: Focus, bonus: float, early: float) -> float:
    """How much a clause says; its place and wording do not count where it points elsewhere."""
    points = bool(_REFERS.search(clause))
    rich = _richness(clause, focus, does=bonus > 0)
    good = rich + (0.0 if points else max(bonus, 0.0) + max(early, 0.0))
    return min(good, _FULL) + min(bonus, 0.0) + min(early, 0.0) - _cost(clause, points=points)


def _richness(clause: str, focus: Focus, *, does: bool) -> float:
    """How many concepts a clause names, the main one most.

    It should open with one of them, unless it says what someone ``does``.
    """
    key = fold(clause)
    rich = min(focus.centrality(key), 1.0)
    opens = any(-1 < key.find(name) <= _OPENS for name in focus.keys[:_OPENERS])
    return rich + (
        _OPENING if opens else 0.0 if not focus.keys else _DOES if does else _NOT_OPENING
    )


def _cost(clause: str, *, points: bool) -> float:
    """What leaning on other sentences costs a clause, most where it ``points`` at them."""
    leans = 0.5 if points else 0.3 if _LEANS.search(clause) else 0.0
    leans += _DENIED if _DENIES.search(clause) else 0.0
    return leans + (0.25 if clause.count("的") > 2 else 0.0)
