"""What a sentence says to have parts: X 具有以下优点和缺点, X 有三种做法, X 由 A、B 和 C 组成."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.structure.signs import AFTER_HAN
from scripts.titles import definition
from scripts.titles.text import Found, tidy, without

#: How good a title is a whole, with what its parts are called.
MOST = 0.7
_COUNT = r"[几一两二三四五六七八九十多\d]+\s?(?:大?[种个类项点层步条]|大)"
#: How the verb of whatever lists parts ends, and what follows: the whole pattern is dear.
_LISTING = re.compile(rf"[有括含为成在持供由]了?(?:以下|如下|下面|下列|{_COUNT})")
_LISTS = re.compile(
    r"(?P<name>[^,，。:：;；]{2,30}?)[中里上]?"
    r"(?:主要|一般|通常|大致|可以?|目前|已经?|共|依次|还|都|总|能|自.向.)*"
    r"(?:有|包括|包含|分为|分成|划分为|具有|存在|支持|提供|由)了?"
    rf"(?:(?:以下|如下|下面|下列)(?P<few>{_COUNT})?|(?P<many>{_COUNT}))的?"
    r"(?P<parts>[^,，。:：“]{0,14}?)(?:组成|构成)?(?:[(（][^()（）]*[)）])?[:：,，。]"
)
_MADE_OF = re.compile(
    r"(?P<name>[^,，。:：;；由]{2,20}?)(?:主要|一般|通常|大致|都|是)*由"
    r"(?P<parts>[^,，。:：;；]{5,24}?)"
    rf"(?:这?{_COUNT}?(?:[^,，。:：;；、和]{{0,3}}部[分件])?)(?:共同)?(?:组成|构成)"
)
#: BERT 整体框架包含预训练和微调两个阶段
_NAMED_PARTS = re.compile(
    r"(?P<name>[^,，。:：;；]{2,24}?)(?:主要|一般|通常|大致|可以?|共|总)*"
    r"(?:包含|包括|分为|分成|划分为|有)了?(?P<parts>[^,，。:：;；]{3,24}"
    r"(?:[两二三四五六]|\d)个(?:阶段|部分|步骤|模块|方面|层次|环节|维度|组件))[,，。:：]"
)
#: What parts may be called without telling anything.
_SAYING_NOTHING = re.compile(
    r"(?:重要|主要|关键)?的?(?:部分|方面|层面|大类|内容|情况|种类|类别|形式|关系|点)?"
)
#: 关于过拟合,有三个常见的误解
_ABOUT = re.compile(
    r"(?:关于|对于|说到|谈到|提到)\s?(?P<name>[^,，。:：]{2,16})[,，]\s?"
    r"(?=(?:主要|大致|目前|一般|总共|通常)*(?:有|存在|分为|包括))"
)
_TOLD_PARTS = re.compile(r"[两二三四五六\d]个(?:阶段|部分|步骤|模块|方面|层次|环节|维度|组件)")
#: Lamp keeper 用一盏老油灯|照亮三个航道
_BY_MEANS = re.compile(r"\s?(?:用|通过|借助|利用)(?![户例法途])[^,，的]{2,14}$")
_UNCOUNTED = re.compile(r"[几一多]")


def wholes(sentence: str) -> Iterator[Found]:
    """What ``sentence`` says to have parts, with how many and what these are called."""
    made = "由" in sentence and ("组成" in sentence or "构成" in sentence)
    named = "个" in sentence and _TOLD_PARTS.search(sentence)
    if not (made or named or _LISTING.search(sentence)):
        return
    about = _ABOUT.match(sentence)
    sentence = about["name"] + sentence[about.end() :] if about else sentence
    sentence = without(definition.ONE, definition.unintroduced(sentence))
    match = _LISTS.match(sentence) or _MADE_OF.match(sentence)
    match = match or (_NAMED_PARTS.match(sentence) if named else None)
    if not match or AFTER_HAN.search(match["name"]):
        return
    name = tidy(_BY_MEANS.sub("", match["name"]))
    if definition.names_something(name):
        parts = _counted(match) if match.re is _LISTS else match["parts"]
        yield Found(tidy(f"{name}:{parts}"), "subject", MOST)


def _counted(match: re.Match[str]) -> str:
    """How many parts there are, where that is said, and what they are called."""
    if _SAYING_NOTHING.fullmatch(match["parts"]):
        return ""
    many = match["many"] or match["few"] or ""
    return match["parts"] if _UNCOUNTED.match(many) else many + match["parts"]
