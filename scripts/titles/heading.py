"""Headings told by what follows them: a link, a text that speaks of itself, a Latin name."""

from __future__ import annotations

import re

from scripts.structure.signs import HAN_CLASS
from scripts.text import HAN
from scripts.titles.text import CODE, Found, tidy

_COLON = re.compile(r"[:：]")
#: 投机采样(Speculative Decoding): https://…: the title of what is linked.
_LINKED = re.compile(
    rf"(?P<title>(?=[^:：]*{HAN.pattern}{{4}})[^。！？;；]{{6,80}}?)\s?[:：]\s?https?://"
)
#: 从零实现一个 GPT(三) 本章加入…: what stands before the text speaks of itself is its heading.
_BEFORE_OWN = re.compile(
    r"(?P<title>[^。！？!?；;,，:：]{4,40}?) (?=在?(?:本[章节文]|这一?[章节篇]))"
)
_OWN_AHEAD = re.compile(" (?:本|这|在本|在这)")  # one look before that
#: 机器翻译的评价 BLEU 统计…, 目标检测从两阶段到单阶段 Faster RCNN 先由…: no name follows these.
_BEFORE_LATIN = re.compile(
    rf"(?P<title>(?:[{HAN_CLASS}]{{2,12}}"
    r"|[A-Za-z][A-Za-z0-9-]* ?[与和跟] ?[A-Za-z][A-Za-z0-9-]* ?)(?:"
    r"的(?:评价|评测|评估|实现|原理|应用|优化|训练|比较|对比|区别|历史|发展|演进|现状|挑战|技巧|流程|部署|细节|实践|"
    rf"入门|选型)|从[{HAN_CLASS}]{{2,8}}(?:到|走向|迈向|转向)[{HAN_CLASS}]{{2,8}})) (?=[A-Z])"
)
#: Lighthouses in Fog。作者收集了…: English up to a Chinese full stop.
_ENGLISH = re.compile(r"(?P<title>[A-Z][ -~]{8,90}?(?<=[a-z0-9]))。")
#: 一个 Agent 到底需要多少记忆 短期记忆就是…: what asks, without a mark.
_ASKING = re.compile(
    r"(?P<title>(?!我们|[你您这本在该他她它])"
    r"(?=[^。！？!?；;,，:：]{0,28}(?:为什么|什么|如何|怎[么样]|多少|哪些|是否))"
    rf"(?:(?![{HAN_CLASS}] [{HAN_CLASS}])[^。！？!?；;,，:：]){{5,30}}?[{HAN_CLASS}])"
    rf" (?=[{HAN_CLASS}]{{2}})"
)
_ASKS_SOON = re.compile("什么|如何|怎|多少|哪些|是否")  # one look before that
#: …航标。 灯塔识别 灯塔识别(lighthouse recognition)先看…
_ECHOED = re.compile(
    rf"[。！？!?;；\]] (?P<name>[{HAN_CLASS}A-Za-z][{HAN_CLASS}A-Za-z0-9-]{{2,13}})"
    r" (?P=name)\s?(?=[(（是指])"
)
TAKEN_UP = 0.5
#: sort by: sort by 把来信排好…; 各处都换 Lamp Queue Lamp Queue 会…: what comes twice.
_LABELS = re.compile(
    r"(?P<title>[^,，。；;:：!！?？]{2,24}?) ?[:：] ?(?=(?P=title)(?![A-Za-z0-9]))"
)
_DOUBLED = re.compile(
    r"(?P<name>[A-Z][A-Za-z0-9.+-]+(?: [A-Z][A-Za-z0-9.+-]*){0,3}) (?=(?P=name)(?![A-Za-z0-9-]))"
)
_BEFORE_NAME = re.compile(r"[^,，。；;!！?？]*[\u4e00-\u9fff]{2} ?")
_REACH = 44  # characters: the widest heading, and the blank behind it
#: ``Lamp 入门 Lamp 的种类``: a heading, and the next one that begins alike.
_NEXT_HEADING = re.compile(
    rf"(?P<first>(?P<name>[A-Za-z][A-Za-z0-9+-]+|[{HAN_CLASS}]{{2,8}}) ?[{HAN_CLASS}]{{2,8}})"
    rf" (?=(?P=name) ?[{HAN_CLASS}])"
)
#: Where all is code, what it defines first is its topic.
_CODE = re.compile(CODE)
_DEFINES = re.compile(r"\bclass ([A-Za-z]\w{2,})|\bdef ([A-Za-z]\w{2,})")
_DEFINED = 0.6


def linked(text: str, start: int) -> tuple[list[Found], int]:
    """The title of what is linked at ``start``, and where the text goes on."""
    match = _LINKED.match(text, start) if "http" in text else None
    if not match:
        return [], start
    titles = (tidy(match["title"]), tidy(_COLON.split(match["title"])[0]))
    return [Found(title, "heading", 0.9) for title in titles], match.end()


def run_in(text: str, start: int) -> tuple[str, int, bool]:
    """A heading at ``start`` that what follows tells, where it ends, and whether it asks."""
    ahead = _OWN_AHEAD.search(text, start, start + _REACH)
    match = (_BEFORE_OWN.match(text, start) if ahead else None) or _BEFORE_LATIN.match(text, start)
    match = match or _LABELS.match(text, start) or _ENGLISH.match(text, start)
    if not match and (doubled := _DOUBLED.search(text, start, start + _REACH)):
        whole = _BEFORE_NAME.fullmatch(text, start, doubled.start())
        return (
            (tidy(text[start : doubled.end()]), doubled.end(), False)
            if whole
            else ("", start, False)
        )
    may_ask = not match and _ASKS_SOON.search(text, start, start + _REACH)
    asks = _ASKING.match(text, start) if may_ask else None
    match = match or asks
    return (tidy(match["title"]), match.end(), bool(asks)) if match else ("", start, False)


def first(title: str) -> str:
    """``title`` without the next heading, which begins as it does."""
    again = _NEXT_HEADING.match(title)
    return again["first"] if again else title


def is_code(text: str, start: int) -> bool:
    """Whether ``text`` is nothing but code from ``start`` on."""
    return bool(_CODE.fullmatch(text, start))


def coded(text: str) -> list[Found]:
    """What the code that a text opens with defines."""
    names = _DEFINES.findall(text) if _CODE.match(text) else ()
    return [Found(name[0] or name[1], "subject", _DEFINED) for name in names]


def echoed(text: str) -> list[Found]:
    """A heading that the sentence after it takes up and explains."""
    found = _ECHOED.search(text)
    return [Found(tidy(found["name"]), "heading", TAKEN_UP)] if found else []
