"""The clause that says most of what an excerpt is about, and stands on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scripts.patterns import words
from scripts.structure.lines import width
from scripts.structure.signs import APART, HAN_CLASS, TOUCHING
from scripts.titles.bar import Bar
from scripts.titles.concepts import Focus
from scripts.titles.text import Found, fits, folded, tidy

_CHINESE = re.compile(rf"[{HAN_CLASS}][{HAN_CLASS}]")
_LONGEST = 80
_MOST = 0.6  # the confidence of the best clause
_CLAUSE = re.compile(r"[^,，。；;！!:：]+[,，。；;！!:：]?")
_ADVERB = re.compile(
    r"(?:现在|首先|其次|接下来|下面|然后|最后|因此|所以|但是?|不过|然而|而且?|此外|另外|同时|"
    r"在?这里|通常(?:情况下)?|"
    r"一般(?:来说|而言|情况下)?|事实上|实际上|总的来说|具体(?:来说|而言|地)?|众所周知|其实|"
    r"近年来|近来|最近|目前|例如|比如|"
    r"当然|也就是说|简单(?:来说|地说)|我们知道|可以看到|了解到|需要注意的是|值得注意的是|大多数情况下|"
    r"在本(?:节|文|章|教程)中|"
    r"(?:上面|下面|以下|上述|这)段?的?代码(?:实现|定义|演示|展示|构建)了?(?:一[个种])?|"
    r"(?:但|真正的|主要的?)?问题在于|(?:贴|说|讲|提)一下|除此之外|与此同时|总之|显然|再(?!生))[,，]?\s*"
)
_ACTOR = re.compile(
    r"(?:让|请)?(?:我们|您|你|大家|笔者|作者|本文|本节|本章|本教程|这篇文章|论文|该论文)"
    r"(?:就是|现在|将|会|可以|需要|要|来|已经|也|先|首先|就|能够?|想要?|希望|必须|应该?|可能|"
    r"通常|一般|经常|常常|还|只|只需|几乎|准备好|准备(?=编写|开始|实现|构建|创建|训练)|继续|接着|再|开始|打算|主要|正在|之前|即将|便|"
    r"都|一起|看看|(?:贴|说|讲|提)一下|能|尝试|为此|\s)*"
)
_STOPS = ",，。；;！!:：?？ "
#: 动作识别框架主要包括三个步骤: what is counted is said later.
_COUNTED = re.compile(
    r"(?:主要|一般|通常|大致|总共|共)*(?:可以?)?(?:包括|包含|分为|分成|有)(?:了|以下|如下|下面)*"
    r"[一二两三四五六七八九十几多]+[种个类步层点方大]"
    r"(?:部分|步骤?|面|阶段|类|因素|问题|方式|方法|特点|原因)?$"
)
_COUNTED_ENDS = frozenset("种个类步层点方大分骤面段素题式法因")
_OBJECT = re.compile(
    r"(?:需要|可以|能够?|要|必须|想|尝试|会|都|就|再|来|也|便)将\s*$"
)  # 需要将数据…: 将 marks the object
_RECALLED = -0.3  # 现在我们已经了解了…: that was another text's topic
_ALSO = re.compile(r"[也还]")  # 你也可以…: not what the text is about
_DONE = re.compile(rf"([{HAN_CLASS}]{{2}})了(?=.{{4,}})")  # 探讨了…: what is done is the topic
_PURPOSE = re.compile(r"(?:为了|为|要想?|想要)(?=.{4,})")
#: How no title begins. Look-aheads spare the concepts: 中文分词, 并行计算, 图像分割.
_DANGLING = re.compile(
    r"“|强烈|推荐(?!系统)|它|他|她|这|那|该|其|此|本(?!地|质|体)|我|你|您|上[述面]|下[面述]|如|以(?!太)|来(?!源)|"
    r"中(?!文|国|间|心|值|断)|被|"
    r"并(?!行|发|查)|就|才|也|都(?!市)|则|即(?!时)|还(?!原)|又|或|和|与|及|当(?!前)|若|例|"
    r"比(?!特|较)|因(?!果|子)|所|但|而|之|的|"
    r"请|参(?!数|考帧)|可以|能(?!量)|会(?!话)|需(?!求)|只|不(?!变|确定|等|同)|没|有[些的了]|"
    r"原因|方法|区别|\d+$|图\s?\d|表\s?\d|"
    r"式\s?\d|第[一二三四五六七八九十\d]|通过|根据|关于|对于|按照|从而|由|除(?!法)|假设|假定|考虑|"
    r"主要|关键|最终|可能|指的是|是指|由于|因为|虽然|尽管|到目前|伴随|随着|作为|对应|相比|相较|"
    r"可?用于|类似|针对|容易|尝试|发[布表]|决定|定义的|从.*(?:开始|出发)$|可[使直有]|先(?!验|进)|基于(?!.{1,12}的)|在.{1,20}时被|绝大|整个|"
    r"导致|造成|引起|用户|想知道|输入|称为|叫做|数据类型|结合(?!律)|下一个|"
    r"到了?.*[里后时中上]$|在.*(?:[中时后前上下里内间]|领域|方面|任务|框|部|阶段|场景)$|注意(?!力)|另|涉及|采用|知道|看到|"
    r"发现|得到|把|将|每|一[方个种些旦]|同[样时]|更(?!新)|具有|包含|包括|继续|是|正如|再看|"
    r"\d{4}\s?年|定义了|意指|属于|必须|应该|有鉴|等|说明|给定|让|进行|无论|不管|显然|在 |"
    r"对(?!比|抗|称|齐|话|象|偶|数)|使(?:得|之|其|它)|忽视"
)
_REFERS = re.compile(
    r"\||\d{4}\.\d|会根据|[a-z]\.\s?[\u4e00-\u9fff]|^[^作将把用以被选]{2,16}作为|"
    r"之前|刚刚|前面|[在如] [中所]| 中[的,]|除了|那块|它|这[个种些里样一]|[该此]|上述|前者|后者|"
    r"刚才|上面|如下|如图|所示|"
    r"本(?:文|节|章|教程|指南)|以下|下列|其(?!他|它|实|中)|参考|参阅|请见|详见|查看|我们|[你您]|"
    r"用户|[$\\{}^]|这两年|"
    r"一样$|像往常|什么的|大打折扣|越来?越?[小大多少高低长短好]$|一目了然|如果只|[上下][表图]"
)
#: Half of an argument: what it answers stands in another clause.
_LEANS = re.compile(
    r"就会|就可以|就能|就要|就是|转而|却|反而|仍|还[会能要是]|也[会能要是可]|才[能会可]|则|从而|进而|因而|而是|"
    r"[都也](?!市)|已经?(?:成|取|有|被)|越来越|无疑|众多|事实|其中|那么"
)
#: Either side of a contrast says half of what is meant.
_CONTRAST = re.compile(r"\s?(?:但是?|然而|不过|却|可是|尽管|虽然|而(?![且是]))")
#: As does what holds on a condition: 如果为 True,cuda graph 将被禁用.
_CONDITION = re.compile(r"(?:^|[,，。；;])\s?(?:如果|若|一旦)(?!我们|[你您])[^,，。；;]*[,，]$")
_HALF = 0.3
_OPENS = 4  # characters that may stand before the concept a clause opens with
_OPENERS = 3  # so many concepts may open it
_OPENING, _NOT_OPENING = 0.2, -0.3  # what that is worth
_TASK = 0.25  # and an actor in front, who has something to do
_LATER, _LATER_STILL = 0.12, 0.04  # less for each sentence, and each clause, before it
_FEW = 3  # so many clauses may become titles
_ROUNDING = 1e-9
#: Where it stands, tidying may join words that a clause does not.
_TAKEN_OUT = re.compile(r"[\[\]{}<>`*\\#(（了]")
_HANGING_END = words(
    """
的 是 在 为 与 和 及 或 将 把 被 从 由 以 让 使 如 到 时 后 前 上 下 中 有 例如 比如 包括 部分 时候
之后 以后 之前 表明 指出 来说 而言 如果 因为 知道 呢？
"""
)


def candidates(sentences: Sequence[str], focus: Focus, bar: Bar) -> Iterator[Found]:
    """Clauses of the first sentences, the best few, best first.

    Those that could neither be among them nor pass the ``bar`` are not read any further.
    """
    if not bar.admits(_MOST):
        return
    best: list[tuple[float, str]] = []
    for place, sentence in enumerate(sentences[:5]):
        for order, match in enumerate(_CLAUSE.finditer(sentence)):
            late = _LATER * place + _LATER_STILL * order
            most = _most(match[0], focus) - late + _ROUNDING
            if (len(best) == _FEW and most < best[-1][0]) or not bar.admits(_confidence(most)):
                continue
            clause, bonus = _read(match, order)
            if clause:
                score = bonus + _richness(clause, focus) - _LATER * place - _LATER_STILL * order
                best = sorted([*best, (score, clause)], key=lambda item: -item[0])[:_FEW]
    for score, clause in best:
        yield Found(clause, "clause", _confidence(score))


def _confidence(score: float) -> float:
    return max(0.26, min(_MOST, 0.3 + score / 4))


def _most(said: str, focus: Focus) -> float:
    """The most a clause may score that is made of what is ``said``.

    All its words stand there, unless marks or a word are taken from between them.
    """
    if _TAKEN_OUT.search(said):
        return _TASK + 1.0 + _OPENING
    key = folded(said)
    opens = any(name in key for name in focus.keys[:_OPENERS])
    opening = _OPENING if opens else _NOT_OPENING if focus.keys else 0.0
    return _TASK + min(focus.centrality(key), 1.0) + opening


def _read(match: re.Match[str], order: int) -> tuple[str, float]:
    """A clause of a sentence, if it could be a title, and what its place in there says of it."""
    said, sentence = match[0], match.string
    if " " in said and APART.search(said) and TOUCHING.search(said):
        return "", 0.0  # a blank that is no habit: a lost line break
    clause, bonus = _bare(said)
    if not (clause and _is_whole(clause)):
        return "", 0.0
    if (
        _CONTRAST.match(said.strip())
        or _CONTRAST.match(sentence, match.end())
        or (order and _CONDITION.search(sentence, 0, match.start()))
    ):
        bonus -= _HALF
    elif sentence.endswith((":", "："), 0, match.start()):
        bonus -= _HALF / 2
    return clause, bonus


def leans(line: str) -> bool:
    """Whether ``line`` opens as no title does, or points at what stands elsewhere."""
    return bool(_DANGLING.match(line) or _REFERS.search(line))


def _bare(clause: str) -> tuple[str, float]:
    """A clause without adverbs and actor in front, and what that says of it.

    ``我们将创建一个…`` names a task: that makes a good title.
    """
    clause = clause.strip()
    while match := _ADVERB.match(clause):
        clause = clause[match.end() :]
    bonus = 0.0
    actor = _ACTOR.match(clause) or _PURPOSE.match(clause)
    if actor:
        rest = clause[actor.end() :]
        clause = "将" + rest if _OBJECT.search(actor[0]) else rest
        bonus = 0.0 if _ALSO.search(actor[0]) else _RECALLED if "已经" in actor[0] else _TASK
    if len(clause) > _LONGEST or _DANGLING.match(clause):
        return "", bonus  # before the dear work of tidying
    clause = clause.rstrip(_STOPS)
    if clause[2:3] == "了" and _DONE.match(clause):
        clause = clause[:2] + clause[3:]
    return tidy(_COUNTED.sub("", clause) if clause[-1:] in _COUNTED_ENDS else clause), bonus


def _is_whole(clause: str) -> bool:
    return (
        fits(clause)
        and 5 <= width(clause) <= 28
        and not _DANGLING.match(clause)
        and not clause.endswith(_HANGING_END)
        and bool(_CHINESE.search(clause))
    )


def _richness(clause: str, focus: Focus) -> float:
    """How many concepts a clause names, the main one most.

    It should open with one of them; leaning on other sentences costs.
    """
    key = folded(clause)
    rich = min(focus.centrality(key), 1.0)
    opens = any(-1 < key.find(name) <= _OPENS for name in focus.keys[:_OPENERS])
    rich += _OPENING if opens else _NOT_OPENING if focus.keys else 0.0
    leans = 0.5 if _REFERS.search(clause) else 0.3 if _LEANS.search(clause) else 0.0
    nested = 0.25 if clause.count("的") > 2 else 0.0
    return rich - leans - nested
