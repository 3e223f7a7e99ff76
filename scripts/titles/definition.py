"""What a definition defines: the subject before 是, 指的是, 用于, with what it is said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.patterns import words
from scripts.structure.lines import width
from scripts.structure.signs import BLANK, BRACKETED, HAN_CLASS, TOUCHING
from scripts.titles.text import Found, fits, tidy, without

#: The most a sentence can state: a subject with what it is said to be.
MOST = 0.82
#: How much less a subject counts that is only shown (…如下图所示) than one that is defined.
_SHOWN = 0.12
#: And one that is the first or best of many.
_ONE_EXAMPLE = 0.3

_COPULA = re.compile(
    r"(?P<adverb>(?:目前|形式上|本质上|实际上|其实|通常|一般|主要|首先|最初|最早|一直|看起来|看上去|似乎|好像|应该|可能|往往|常常|经常|有时|无疑|毫无疑问|已经|一定|仍然?|也|就(?<![成造]就)|则(?<![原规法准守]则)|只|都(?<![首成]都)|还(?<![归返退]还)|又|均(?<![平人]均)|便(?<![方轻简]便)|正(?<![修校矫改纠]正)|总(?<!汇总)|可(?<![许认]可)|能(?<![智性功技职效潜动热]能)|常(?<![正日异]常)|多(?<![许众繁]多)|能够)*)"
    r"(?:是指|指的是|指(?=[一由在对将把利使]|代表)|是(?![否不因为非很都])|的核心(?=[在思是])|的关键(?=[在创是])|"
    r"主要用于|用于|用来|旨在|在于|顾名思义|可以被?(?:看作|看做|视为)|(?:被称|称)为|被叫[做作]|被称作|由来已久|如下图?|如\s?[图表]\s?\d+\s?所示|的概念(?=由来)|"
    r"[，,]?(?:也叫|又叫|又称|也称|简称|全称)|[，,](?:英文名|顾名思义|即|中文|也就是))"
)
#: One of these is in every copula: the whole pattern is four times as dear.
_ANY_COPULA = re.compile(
    r"是|指|称|叫|成为|提出|即|的[核关概]|用[于来]|旨在|在[在于]|不在|顾名|可以被?[看视]|由来|如|英文名|中文|也就"
)
#: Copulas that are seldom met: in the pattern above they would be asked for at each character,
#: which costs 7 µs a sentence.
_RARE_COPULA = re.compile(
    r"(?P<adverb>)(?:(?:要|想|所)?(?:回答|解决|研究|关心)的(?:问题)?就?是|不在于?(?=[^,，。]{1,16}[,，]而在)|(?:远|并|绝)?不[只仅单]{1,2}是"
    r"|(?:最早|首次|最初)?由(?=[^,，。]{2,60}提出)|(?:已经?)?成为(?=了?(?:一[种个项类]|最|目前|主流)))"
)
_RARE = re.compile("提出|成为|答的|决的|究的|心的|不在|不只|不仅|不单")  # one look before that
_COMPLEMENT = re.compile(
    r"(?:是指|指的是|指|是|(?:已经?)?成为了?|可以被?(?:看作|看做|视为))(?:是?对(?=[^,，。]*的)|是|为|成)?(?:一种|一个|一类|一套|一项|一款|一门|首个|的是|\s)*"
    r"(?P<what>[^,，。；;！!:：?？]{4,60})"
)
#: Words no subject begins with. Look-aheads spare the concepts: 对比学习, 图像分割, 在线学习.
NOT_A_SUBJECT = re.compile(
    r"国[内外]|业界|或|依然|仍|本质|实质|我|你|您|它|他|她|这|那|该|其(?!他)|此|本(?!地|质|体)|上(?!采样|下文|游)|下(?!采样|游|载)|如|在(?!线)|当(?!前)|从|"
    r"对(?!比|抗|称|齐|话|象|偶|数)|为|由|因(?!果|子)|所|但|而|而且|且|随着|根据|按照|以(?!太)|没|不(?!变|确定|等|同)|"
    r"前面|前者|后面|后者|后续|另|同时|同样|同理|虽|尽管|除|只|每|许|很|给|让|请|将|若|即(?!时)|要|使|用(?!户|例)|和|与|"
    r"第[一二三四五六七八九十\d]|[左右]图|图\s?\d|表\s?\d|式\s?\d|接着|接下来|首先|现在|最近|之前|大部分|事实|比如|例如|假|可以|作者|笔者|"
    r"众所|大家|其中|问题|目的|优点|缺点|有[些的人]|“|需|通过|一个?(?:简单|常见|例子|方面)|最[后终近]|问$|什么|注意(?!力)|需要|"
    r"利用|采用|主要|原因|关键|区别|答|明明|无论|不管|显然|正如|关于|有鉴"
)
_CLAUSE_END = re.compile(r"[,，。；;:：!！?？]")
_ACRONYM = re.compile(r"[A-Z]{3,}\d*")
_NAME_WIDTH = 10.0
_WEAK_END = words(
    """
你 您 它 都 不 这 并 又 只 才 还 更 说 的 将 可 会 有 我们 他们 人们 大家 作者 问题 论文 时候 情况
结果 目的 原因 目标 内容 区别 特点 思想 一步 做法 想法 意思 例子 方式 或者 都会 好处 优势 作用 关键
重点 核心 前提 起因 初衷 关键点 之一 部分 主要 可以 能够 情况下
"""
)
_INTRODUCTION = re.compile(
    r"[^,，:：。A-Za-z]{2,6}[:：]|(?:作为|在|对于|随着|通过|为了|由于|目前|近年来|近来|最近|顾名思义|除了|根据|首先|众所周知|从|当|简单来说|"
    r"通常|一般|事实上|实际上|其实|具体来说)[^,，是]{0,30}[,，]\s*"
    r"|[与和跟同][^,，是]{1,20}(?:相比|不同|类似|一样)[,，]\s*"
)
#: LMDeploy 由 A 和 B 团队联合开发,是…: who made it stands between.
_BY_WHOM = re.compile(
    r"\s?(?:最早|最初)?由[^,，。;；]{2,40}(?:开发|提出|发布|推出|研发|设计|贡献|开源|维护|打造)[,，]\s*(?=是)"
)
#: 安全强化学习(Safe RL),是…: a comma between them.
_PAUSE = re.compile(r"(?<=[)）])\s?[,，]\s?(?=是)")
_BEFORE_NAME = re.compile(rf"[{HAN_CLASS}]{{2,12}} (?=[A-Z][^ ]+$)")  # 准备训练数据 STGCN
_SUPERLATIVE = re.compile(r"最.{1,3}的")  # 最基本的内存: one of many
#: 一个明显的特点是…: of what? 一个有趣的现象是…: what is it?
_PRAISE = re.compile(
    r"明显|显著|重要|常见|典型|突出|简单|根本|主要|(?:有趣|有意思|奇怪|值得注意)的(?:现象|发现|事实|结论)"
)
#: 所谓流水线并行,就是由于…
_SO_CALLED = re.compile(r"所谓的?(?P<name>[^,，。:：]{2,16}?)[,，]?\s?(?:就|指的)?(?:是|指)")
ONE = re.compile(r"(?:一个|一种|所谓的?|我们(?:这里)?所?[说讲]的)")
_PLACE = re.compile(r"在[^的]{1,12}$")
_BROKEN = re.compile(r"[,，;；:：?？。]|有[个一]|被|作为|可以将|由于|因为|如果|通过")
#: 给定计算图中部分张量的属性,自动补全其他: a gloss that a verb opens goes on after the comma.
_VERB = re.compile(r"给定|通过|利用|使用|根据|将|把|当(?!前)|先|让")
_GOES_ON = re.compile(r"[,，]")
_OPEN_BRACKET = re.compile(r"[(（].*$")
_NO_KIND = re.compile(
    r"^解决方案$|^.{2}(?:方式|形式|概念|过程|操作|结果|能力|部分|情况|工作|手段)$"
)
_WEAK_GLOSS = re.compile(
    r"最(?![大小优短近长后终])|热门|话题|知识点|受关注|常问|新出现|必须掌握|必备|常见的?问题|环节$|瓶颈$|精心|我们|过程$|而非|而不是|^(?:发表|与|包含|提出|按照|后续)|.*是|.*在论文|.*(?:论文|自研|提出|开发|发布|规模)$|(?:[的时后中下]|之间|进行..|为基础.*|之一)$|如下|^(?:我们|指|在|如何|怎么|什么|以|从|由|对|有|不|很|为了|因为|.*的意思$|"
    r"非常|可以|必|这|它|其|最)|^(?:强大|有效|重要|常见|常用|简单|典型|有价值|新|流行|主流|好|关键|核心|基本|基础)的.{1,5}$"
)
_ADVERB = re.compile(
    r"(?:总的来说|总之|简单来说|简单地说|一般来说|通常来说|可以说|目前|其中|(?:这里|此处)(?:所说)?的)\s?"
)
_ASPECT = re.compile(
    r"(?:的|(?=最.{1,3}的))(?:一个|一些|主要|核心|关键|明显|显著|最大|基本|重要|根本|最|大|的|整体|训练|工作)*(?:特征|特点|思想|目标|区别|优点|想法|"
    r"一点|之处|地方|目的|问题|作用|本质|优势|创新点?|概念|含义|定义|挑战|出发点|动机|思路|原理|贡献|缺点|功能|方法|形式|任务|做法|意思)$"
)


def subjects(sentence: str) -> Iterator[Found]:
    """The subject of a definition, with what it is said to be where that is short."""
    if not _ANY_COPULA.search(sentence):
        return
    if (called := _SO_CALLED.match(sentence)) and names_something(tidy(called["name"])):
        yield Found(tidy(called["name"]), "subject", 0.74)
        return
    sentence = unintroduced(sentence)
    sentence = _BY_WHOM.sub("", sentence, count=1) if "由" in sentence else sentence
    veiled = sentence
    if "(" in sentence or "（" in sentence:
        sentence = _PAUSE.sub("", sentence, count=1)
        veiled = BRACKETED.sub(_veil, sentence)
    match = _copula(veiled)
    if not match or match.start() > 60 or _BROKEN.search(veiled, 0, match.start()):
        return
    gives = match[0].endswith(("称为", "叫做", "叫作", "称作")) and "也" not in match["adverb"]
    if gives and (named := _named(sentence[match.end() :])):
        yield Found(named, "subject", 0.74)
        return
    subject = without(ONE, sentence[: match.start()].strip())
    subject = _unheaded(_PLACE.sub("", subject), sentence)
    bare = tidy(_ASPECT.sub("", subject))
    if subject.endswith("的") or _PRAISE.fullmatch(bare) or not names_something(bare):
        return
    detail = _SUPERLATIVE.match(bare)
    gloss = _gloss(sentence, match.end("adverb"))
    for what in (gloss, BRACKETED.sub("", gloss), _head_noun(gloss)):
        both = tidy(f"{subject}:{what}") if what else ""
        if both and fits(both) and width(tidy(subject)) <= 18:
            yield Found(both, "subject", MOST - (_ONE_EXAMPLE if detail else 0.0))
            break
    if not detail:
        shown = _SHOWN if "如" in match[0] else 0.0
        yield Found(
            bare,
            "subject",
            (0.74 if width(bare) >= 3 or _ACRONYM.fullmatch(bare) else 0.66) - shown,
        )


def _copula(sentence: str) -> re.Match[str] | None:
    """The first copula of ``sentence``."""
    match = _COPULA.search(sentence)
    rare = _RARE_COPULA.search(sentence) if _RARE.search(sentence) else None
    return rare if rare and not (match and match.start() <= rare.start()) else match


def _named(rest: str) -> str:
    """The name that opens ``rest``, if it is no description: …的函数称为 collate 函数."""
    name = tidy(_CLAUSE_END.split(rest, maxsplit=1)[0])
    return name if names_something(name) and width(name) <= _NAME_WIDTH and "的" not in name else ""


def unintroduced(sentence: str) -> str:
    """``sentence`` from its subject on: without what a comma sets apart in front."""
    return without(_INTRODUCTION, without(_ADVERB, sentence))


def _veil(match: re.Match[str]) -> str:
    return "(" + "x" * (len(match[0]) - 2) + ")"


def _unheaded(subject: str, sentence: str) -> str:
    """``subject`` without the heading that ran into it.

    What both say shows it (集合概览 Java 集合), or a blank that is no habit of the writer.
    """
    for blank in BLANK.finditer(subject):
        tail = subject[blank.end() :]
        if width(tail) >= 2 and tail in subject[: blank.start()]:
            return tail
    named = _BEFORE_NAME.match(subject)
    return subject[named.end() :] if named and TOUCHING.search(sentence) else subject


def _gloss(sentence: str, copula: int) -> str:
    """What a subject is said to be, if that is short and whole.

    Of a way to do something the first step is enough: …的做法之一是把灯芯剪短.
    """
    match = _COMPLEMENT.match(sentence, copula)
    what = match["what"].strip() if match else ""
    goes_on = match and _GOES_ON.match(sentence, match.end()) and _VERB.match(what)
    return "" if width(what) < 3 or goes_on or _WEAK_GLOSS.search(what) else what


def _head_noun(gloss: str) -> str:
    """What a gloss too long to show comes down to: …点得亮的油灯模型."""
    noun = _OPEN_BRACKET.sub("", BRACKETED.sub("", gloss.rpartition("的")[2])).strip()
    is_name = width(noun) >= 4 and not _NO_KIND.search(noun)
    return noun if is_name else ""


def names_something(title: str) -> bool:
    return (
        fits(title)
        and width(title) <= 24
        and not NOT_A_SUBJECT.match(title)
        and not title.endswith(_WEAK_END)
        and '""' not in title
    )
