"""What an excerpt sets out to do, or serves for: 本章中,我们将构建…, 该工具用于…."""

from __future__ import annotations

import re

from scripts.titles.text import LIMIT, tidy

#: How good a title is what a text sets out to do.
MOST = 0.66
#: How a text calls itself.
TEXT = (
    r"本文档?", r"本节", r"本章节?", r"本教程", r"本指南", r"本页面?", r"本例", r"本项目",
    r"本研究", r"本工作", r"本综述", r"本小节", r"本部分", r"本实验",
    r"本(?:视频|书|帖|笔记|博客|系列|次分享)", r"该文", r"本[期讲课篇]",
    r"本篇(?:文章|教程|博客|论文)?",
    r"这(?:本书|期节目|[堂节门]课|个系列)", r"这一?[讲课期回]",
    r"这一?(?:篇|节|章|部分)(?:短文|文章|论文|博客|教程|复盘|笔记|总结|指南|分享)?",
    r"这一?[份个](?:文档|教程|指南|教材|讲义|笔记|总结|手册|报告|视频|演示)",
)  # fmt: skip
_WILL = (
    r"(?:我们|您|你|笔者|作者|大家)?(?:[,，\s]|将(?![^,，。]{2,24}(?:改为|转换|应用|迁移|扩展))|会|要|来|就是?|先|便|主要|也|尝试|试图|可以|一起|继续|首先|接下来|"
    r"为你|为您|学会|学到|带你|带您|带领(?:你|您|大家)|引导(?:你|您)|帮助(?:你|您)|想)*+"
)
#: How what is to be done begins: with a verb, or with what it is done to, in, or by.
_DO = (
    r"(?:使用|利用|采用|用|构建|实现|创建|训练|微调|搭建|编写|准备|设计|开发|完成|加入|比较|对比|应用|改进|优化|部署|"
    r"配置|安装|复现|重新|实践|动手|手把手|从[零头]|基于[^,，。]{2,16}(?:来|训练|构建|实现|完成)|"
    r"在[^,，。]{2,24}[上中里](?!的)|将[^,，。]{2,24}(?:改为|转换|用于|应用|迁移|部署|扩展|分为)|对[^,，。]{2,24}进行|"
    r"把[^,，。]{2,24}(?:改|转|用|迁|部署|扩展))"
)
_SPAN = r"(?:[^,，。；;！!:：()（）]|[(（][^()（）]*[)）]){2,60}"
_SELF = "|".join(TEXT)
_AIM = re.compile(
    rf"(?:在?(?:{_SELF})中?[,，]?\s?(?=我们|您|你|笔者|将|会|要|就是|带|引导|帮助){_WILL}"
    rf"|(?:我们|您|你|笔者)(?:将|会|要|可以)?在?(?:{_SELF})中?{_WILL})(?P<aim>{_DO}{_SPAN})"
)
#: 本项目用树莓派实现离线的鸟叫识别
_MADE_WITH = re.compile(
    rf"(?:{_SELF})(?:主要|尝试|将)?(?P<aim>(?:使用|利用|采用|用|基于|从零)[^,，。;；]{{2,40}}?"
    r"(?:实现|构建|完成|搭建|训练|微调|复现|部署|开发)了?[^,，。;；]{2,30})"
)
#: 该代码库用于篮球动作检测, where nothing stands before that it could point at.
_SERVES = re.compile(
    r"(?:该|本|这个|这[项款套])(?:代码库|项目|仓库|工具箱?|库|模型|系统|框架|平台|脚本|示例|案例|实验|插件|应用|服务|数据集)\s?"
    r"(?:主要|可以?|可|能够?|被|是)*(?:用于|用来|旨在|是(?:一[个种款套])?)(?P<aim>[^,，。；;！!:：]{4,40})"
)
#: 这是一个用纯 C 写的训练程序, in a first sentence.
_THIS_IS = re.compile(
    r"这(?:里)?是(?:一[个份篇款种套])(?P<aim>(?!简单|有趣|好|非常|很)[^,，。；;！!:：]{4,40})"
)
#: 如果你的 Pod 一直处于 Pending,先看…: what the text helps with.
_TROUBLE = re.compile(
    r"如果[你您]的?(?:[也还正]?在为|想要?)?\s?(?P<aim>[^,，。；;！!:：]{4,30}?)(?:而?(?:发愁|烦恼|头疼|苦恼))?[,，]\s?"
    r"(?:先(?!验)|请(?!求)|首先|不妨|试试|建议|可以(?:先|试))"
)
#: 读者可按下面几步更换灯芯: what the steps are for.
_STEPS = re.compile(
    r"(?:以下|如下|下面|下列)(?:的|几个?|[一二三四五六七八九十两]个?|简单)*步骤(?:来|即可|可以?)?"
    r"(?!操作|进行|执行|完成|安装$)(?P<aim>[^,，。；;:：]{4,30})"
)
#: 近日,某实验室宣布开源其推理框架: what a piece of news reports.
_NEWS = re.compile(
    r"(?:近日|日前|[今昨]天|[今昨]日|[本上]周[一二三四五六日]?|近期|当地时间[^,，。]{2,12}|(?:\d{4}\s?年\s?)?\d{1,2}\s?月\s?\d{1,2}\s?日)"
    r"[,，]?\s?(?P<aim>[^,，。；;:：]{2,24}?(?:宣布|发布|推出|上线|开源|收购|公布|开放|披露|获批|登陆)[^,，。；;!！:：]{2,40})"
)
#: 采用不同的方法并从头训练…, 使用这些信息构建…: the last thing done is what is wanted.
_MEANS = re.compile(
    r"(?:采用|使用|利用|用|基于)[^,，。]{2,40}?(?:并|来|以便?|(?=构建|训练|实现|创建|搭建|微调|完成|生成|编写))"
)
#: The last of the things that stand in a row.
_JOINT = re.compile(r"(?P<kept>.{6,})(?:以及|、|并|\s[和与及]|[和与及]\s)")
_ENOUGH = 18  # characters that should be left
_OPEN = re.compile(r"[对将把给][^,，]{1,20}$")  # 在 GPU 上对 A: what is done stood behind
_FORMER = re.compile(r"(?:之前|以往|原来|现有)的(?=[A-Za-z])")
_POINTS = re.compile(r"它|这[些个种]|上述|那些|以下|如下|上一|前面|之前|不同的方法")
#: That a thing is used, or spoken of, is no aim of its own.
_NO_AIM = re.compile(
    r"将(?:会)?(?:介绍|展示|讲|讨论|说明|描述|演示|分析)|(?:使用|利用|采用|用)[^,，。进行来]*(?:数据集?|语料库?|模型|方法|库|例子|版本)$"
)


def aims(sentence: str) -> str:
    """What ``sentence`` says the text sets out to do, as a title; or nothing."""
    match = _AIM.search(sentence) or _MADE_WITH.search(sentence)
    if not match:
        return ""
    aim = match["aim"]
    points = _POINTS.search(aim) or len(aim) > LIMIT
    if points and (means := _MEANS.match(aim)):
        aim = aim[means.end() :]
    title = tidy(_FORMER.sub("", aim))
    return "" if _POINTS.search(title) or _NO_AIM.match(title) else title


def served(sentence: str) -> str:
    """What a first sentence says the text is, helps with, or its thing serves for; or nothing."""
    match = _SERVES.match(sentence) or _THIS_IS.match(sentence) or _TROUBLE.match(sentence)
    match = match or _NEWS.match(sentence) or _STEPS.search(sentence)
    if not match:
        return ""
    title = tidy(match["aim"])
    return "" if _POINTS.search(title) else title


def shortened(text: str) -> str:
    """``text`` as a title; where that is too long to show, without 如何 or its last parts."""
    title = tidy(text)
    if len(title) <= LIMIT:
        return title
    shorter = title.removeprefix("如何").lstrip()
    while len(shorter) > LIMIT and (joint := _JOINT.match(shorter)):
        shorter = tidy(joint["kept"])
    enough = _ENOUGH <= len(shorter) <= LIMIT and not _OPEN.search(shorter)
    return shorter if enough else title
