"""What an excerpt says of itself: 本文介绍…, 本节将通过…讲解…, 下面来看…."""

from __future__ import annotations

import re

from scripts.patterns import row
from scripts.structure.lines import width
from scripts.structure.signs import HAN_CLASS
from scripts.titles import aim
from scripts.titles.text import LIMIT, Found, tidy

#: How good a topic is that a text announces as its own.
MOST = 0.78
# Alternatives at the start of a pattern stand in one row, without groups: see scripts.patterns.
_ITSELF = (*aim.TEXT, r"上[表图]", r"下[表图]", r"表\s?\d+", r"图\s?\d+")
_NOW = ("接下来", "下面", "现在", "这里", "在这里", "今天", "在(?:这一小|本小|这一|本)节")
_WHO = (
    r"(?:我们|您|你|笔者|作者|将|会|主要|旨在|让|就|来|想|要|也|先|首先|接下来|的目的是|的目标是|重点|着重|简单|简要|详细|"
    r"[和跟与同给向]?大家|深入|仔细|系统|全面|完整|展开|一起|[为给向][您你]|带[你您]|带领大家|帮助您?|指导您?|是时候|可以|给|更|地|只|[,，\s])*"
)
#: 本节将通过 Word2Vec 为大家讲解…, 下面以 Kinetics 为例,说明…
_BY = (
    r"(?:(?:通过|以|用|使用|基于|结合)[^,，。；;！!:：]{2,24}?(?:为大家|为您|为例|来|一起)[,，]?)?"
)
#: 本文是我学习 CS285 的笔记,主要整理了…
_NOTES = r"(?:是[^,，。；;]{2,20}(?:笔记|总结|记录|教程|文章|博客|系列|心得)[,，]\s?)?"
_TELL = (
    r"(?:介绍|讨论|探讨|展示|讲解|说明|描述|总结|分析|阐述|演示|梳理|解释|概述|回顾|了解|研究|看看|看一下|看一看|(?<=来)看(?=它|这|另)|探索|"
    r"推导|拆解|剖析|盘点|复盘|讲述|讲讲|讲(?!座|师|义)|聊聊?|[谈说讲聊]一?[谈说讲聊]|解读|分享|整理|记录|详解|涉及|看到(?=如何|怎)|学习|查看|关注|给出|概括|"
    r"(?:指导|引导|教|告诉)(?:您|你|大家)?(?=如何|怎))"
)
_LITTLE = (
    r"(?:了|到|下(?!游|载|一)|一下|一些|一个|一种|的是|您|你|大家|一篇关于|关于|称为|名为|"
    r"比较有意思的|\s)*"
)
_WHAT = r"(?P<topic>(?:[^,，。；;！!:：()（）]|[(（][^()（）]*[)）]){2,60})"
_SAYING = row(*(f"{one}中?" for one in _ITSELF), *_NOW)
_TOPIC = re.compile(rf"(?:{_SAYING}){_NOTES}{_WHO}{_BY}{_WHO}{_TELL}{_LITTLE}(?!的){_WHAT}")
_OWN = re.compile(row(*aim.TEXT))
_OF_ITSELF = re.compile(row(*_ITSELF))
#: One of these is in whatever announces a topic.
_SIGN = re.compile(
    r"本|该|这|表|图|你|您|接下|下面|现在|今天|以下|篇|我|笔者|脚本|工具|命令|代码|示例|例子|程序|问|最"
)
_SCRIPT = re.compile(
    rf"(?:脚本|工具|命令|代码|示例|例子|程序)可?以?(?:用于|用来|展示了?|演示了?){_WHAT}"
)
_ABOUT = re.compile(
    r"(?:[这一几两三四五六七八九十多]篇|本文|一些|不少|许多|我们?|团队).{0,8}关于(?P<topic>[^,，。；;！!:：]{3,40}?)的?(?:综述|文章|博客|教程|论文|笔记)"
)
_TREATED = re.compile(
    rf"(?:{row(*_ITSELF)})[^,，。]{{0,4}}(?:针对|对)(?P<topic>[^,，。；;！!:：]{{3,40}}?)"
    r"(?:进行|做)[^,，。；;]{0,6}?(?:概述|介绍|总结|分析|讲解|梳理|对比|说明|讨论)"
)
_DO = re.compile(
    r"(?:我们?|你|您|笔者|本节|这里)(?:先|再|来|将|就|主要|一直|最近|都|在|已经|首先|接下来|一起|简单|重点|也|会|在本节中?|\s)*"
    r"(?:提到|谈到|说到|讲下|讲一下|说一下|介绍下|聊聊|看看|看下|来看|讲讲|探讨|讨论|分析|介绍|了解|回顾|整理|调研|折腾|(?:在[^,，。]{2,20}上)?(?:对比|比较|评测|测试|测量|评估)(?=了)|想(?=.*是否))(?:了|一下|下|过|的是)*"
    + _WHAT
)
_WE = re.compile(
    rf"^(?:我们|您|你)|这[个项种](?:任务|问题|模型|方法|算法|概念)$|^[和并][{HAN_CLASS}]{{2}}(?:这[个种一些类])?"
)
_OFFER = re.compile(
    rf"(?:(?:{row(*_ITSELF)})(?:主要)?(?:提供|给出|汇总|收集|列出|列举)了?|以下(?:给出|列出|展示|介绍|是|为)了?(?!一些|几|我|你|您)){_WHAT}"
)
_FROM = re.compile(
    rf"(?:{row(*aim.TEXT)})将?从(?P<topic>[^,，。；;！!:：]{{3,40}}?)(?:开始|入手|说起)"
)
#: In this post we walk through how …: the same in English.
_ENGLISH = re.compile(
    r"(?:\b[Tt]h(?:is|e) (?:post|article|paper|tutorial|guide|blog|note|section|chapter|work)s?,? "
    r"(?:we |I )?(?:will )?(?:also )?(?:walks? (?:you )?through|discuss|describe|explain|show|"
    r"present|introduce|explore|cover|look at|compare|survey|review|study|address)(?:s|es)? "
    r"(?:you )?|\b[Ww]e (?:study|investigate|address|tackle|examine|benchmark|compare|evaluate|"
    r"measure)(?:e?d)? )"
    r"(?:the (?:problem|task|question) of )?"
    r"(?P<topic>(?:(?! (?:The|We|In|This|It|Our|First|A) )[^.,;:!?。，]){4,80})"
)
_WORK = re.compile(
    r"(?:(?:方向|方面|相关)?的(?:资料|东西)|的(?:最新)?(?:工作|论文|文章|研究|博客))$"
)
_CITED = re.compile(r"^.{0,10}中(?:所?提到|介绍|讨论|学到?)过?的")
_NO_TOPIC = re.compile(
    r"^(?:[它这该其此上下的]|如下|以下)|文末|公众号|链接|推荐|(?:事情?|东西|话题|现象|经历)$|"
    r"^如何(?:基于|利用|通过|在(?!.*[上中里下]))[^的,，]{0,20}[A-Za-z0-9]$"
)
#: 手把手教你用 LangGraph 写一个助手
_TEACHES = re.compile(r"教(?:您|你|大家)(?P<topic>[^,，。；;！!:：]{4,40})")
#: 本文将介绍 X 并帮助你快速上手: what it does for the reader is not the topic.
_FOR_YOU = re.compile(r"[并,，]\s?(?:帮助|带领?|让|给|为|教|引导)(?:你|您|大家|读者|我们).*")
#: 想谈谈:“为什么灯塔要分层?”, 先回答两个问题: 1. 为什么…?
_ASKS = re.compile(
    r"(?:聊聊|说说|谈谈|讨论|探讨|回答|搞清楚|弄清楚)[^“:：]{0,8}[“:：]\s?“?(?:\s?\d{1,2}[.、)])?\s?(?P<topic>[^“”:：]{4,30}[?？])"
)
#: 上一节我们介绍了循环神经网络,这一节来看它在…上的应用
_BEFORE = re.compile(
    r"(?:介绍|讲|讲解|讨论|学习|认识|了解|实现)(?:了|过)(?P<name>[^,，。:：的]{2,14})(?:的[^,，。:：]{1,6})?[,，]"
    r"[^。]*它(?=[在的])"
)
#: 如何按照航道的宽窄,布置灯塔: how a thing is done, and what is done.
_HOW = re.compile(
    r"(?:如何|怎[么样])(?:结合|根据|利用|基于|通过|按照|针对|使用)(?:[^,，]{0,18}|(?:(?![将把来])[^,，]){0,48})$"
)
#: 本期我们聊一个老话题:为什么…
_ANNOUNCED = re.compile(r".{0,6}(?:话题|问题|主题|事情?)")
_AFTER_COLON = re.compile(r"\s?[:：]\s?(?P<topic>[^。；;！!?？:：]{4,40}[?？]?)")
#: 有人发现了灯塔之间的重影问题
_FOUND = re.compile(
    r"(?:研究(?:者|人员)?们?|论文|文章|作者|人们|实验)(?:发现|指出|观察到|揭示|注意到)了?(?:存在)?"
    r"(?P<topic>[^,，。；;:：“”]{3,24}(?:问题|现象|瓶颈|困境|难题))(?=[,，。；;:：])"
)
_REVEALS = re.compile("发现|指出|揭示|观察到|注意到")  # one look before that
#: 头一个要谈的用途是灯塔分级
_WHOSE = re.compile(
    r"(?:最(?:多|常|关心|关注|容易)[^,，。]{0,4}的(?:问题|话题)?就?是\s?"
    r"|(?:论文|文章|工作|笔记|视频|书)[,，]?\s?(?:主要)?[讲谈聊说]的就?是"
    r"|(?:我们|本[节章文])[^,，。]{0,10}(?:探讨|讨论|介绍|关注|讲解|研究|处理|解决)的(?:应用|任务|问题|内容|方法|主题|对象)?就?是\s?)"
    r"(?!如何)(?P<topic>[^,，。；;！!:：()（）]{3,40})"
)
#: 这一篇讲选择机制 S4 的参数与输入无关: a topic, and the sentence that runs into it.
_RUN_ON = re.compile(
    rf"(?P<kept>[{HAN_CLASS}]{{3,12}}) [A-Z][A-Za-z0-9-]* ?[^,，]*"
    r"(?:[有无]关|[不相]同|很.{1,3}|更.{1,3})$"
)
#: 评论区有人问草稿模型怎么选
_ASKED_BY = re.compile(
    r"(?:有人|同学|读者|网友|小伙伴|朋友|面试官)"
    r"(?:经常|常常|总是?|留言|私信|会|都|来)*问(?:我|过|道|到|起)*"
    r"[:：,，]?\s?“?(?P<topic>[^,，。；;“”！!?？:：]{2,24}"
    r"(?:什么|如何|为何|怎么?|哪|多少|是否|吗)[^,，。；;“”！!]{0,14})"
)
_NEXT_CLAUSE = re.compile(
    r"[,，](?P<done>(?:[^,，。；;！!:：()（）]|[(（][^()（）]*[)）]){4,40})(?=[,，。；;！!])"
)
#: What a topic points at outside itself: 如何使用它来训练我们的模型.
_POINTS = re.compile(r"它(?!们)|这[些个种]|上述|那些")
_RECALLED = re.compile(
    r"到目前为止|已经(?:介绍|讨论|学习|讲|探讨|看到|提到)[过了]|了解了|上一[节章]|前几[节章]|前[面边]|"
    r"上边|之前|上文|正如|在 ?中"
)


def topics(sentence: str) -> list[Found]:
    """The topic ``sentence`` announces, if it announces one."""
    if sentence.isascii() and (match := _ENGLISH.search(sentence)):
        title = tidy(match["topic"])
        return [Found(title[:1].upper() + title[1:], "subject", MOST)]
    match = _announced(sentence) if _SIGN.search(sentence) else None
    match = match or (_FOUND.search(sentence) if _REVEALS.search(sentence) else None)
    if not match:
        return []
    told, joined = _told(sentence, match)
    topic = aim.shortened(told)
    if width(topic) < 2 or _NO_TOPIC.search(topic):
        return []
    worth = 0.62 if match.re in (_DO, _FOUND) else MOST
    own = _OF_ITSELF.match(match[0])  # 上一节…,这一节来看…: what came before is set apart
    worth -= 0.35 if recalls(sentence[match.start() :] if own else sentence) else 0.0
    worth -= 0.35 if _POINTS.search(topic) else 0.0
    return [Found(topic, "subject", worth, whole=joined)]


def _announced(sentence: str) -> re.Match[str] | None:
    asked = _ASKS.search(sentence) if sentence[-1:] in "?？" else None
    return (
        asked
        or _TOPIC.search(sentence)
        or _OFFER.match(sentence)
        or _FROM.match(sentence)
        or (_ABOUT.search(sentence) if "关于" in sentence else None)
        or _TREATED.search(sentence)
        or _SCRIPT.search(sentence)
        or _WHOSE.search(sentence)
        or _DO.search(sentence)
        or (_ASKED_BY.search(sentence) if "问" in sentence else None)
        or (_TEACHES.search(sentence) if "教" in sentence else None)
    )


def _told(sentence: str, match: re.Match[str]) -> tuple[str, bool]:
    """What is announced, without what is said of it; and whether it needs no cut of words.

    So where two places make it up, or 你 before it is no part of a word.
    """
    told: str = match["topic"]
    if _HOW.match(told) and (rest := _NEXT_CLAUSE.match(sentence, match.end())):
        told = told + rest[0] if len(told + rest[0]) <= LIMIT else f"如何{rest['done']}"
    if _ANNOUNCED.fullmatch(told) and (rest := _AFTER_COLON.match(sentence, match.end())):
        told = rest["topic"]
    if run_on := _RUN_ON.match(told):
        told = run_on["kept"]
    told = _WORK.sub("", _FOR_YOU.sub("", told).removesuffix("了"))
    before = _BEFORE.search(sentence) if told[:1] == "它" else None
    told = before["name"] + told[1:] if before else told
    return _CITED.sub("", _WE.sub("", told)), told not in sentence or match.re is _TEACHES


#: One look before :func:`is_own`, which is dear; no function, for it is asked of every sentence.
may_be_own = _OF_ITSELF.search


def is_own(sentence: str) -> bool:
    """Whether ``sentence`` says what its text, or one of its figures, is about."""
    match = _TOPIC.search(sentence)
    own = match and _OF_ITSELF.match(match[0])
    asks = sentence[-1:] in "?？" and _ASKS.search(sentence) and _OWN.search(sentence)
    return bool(own or asks or _FROM.match(sentence) or _TREATED.search(sentence))


def of_text(sentence: str) -> bool:
    """Whether it is the text itself that ``sentence`` speaks of."""
    return bool(_OWN.search(sentence))


def recalls(sentence: str) -> bool:
    """Whether ``sentence`` recalls what was said before: then its topic is another one."""
    return bool(_RECALLED.search(sentence))
