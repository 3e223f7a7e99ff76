"""What a sentence names as new, or sets apart: 提出了 X, 一个名为 X 的模型, 与传统方法不同,X…."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from scripts.structure.signs import HAN_CLASS
from scripts.titles.text import Found, fits, tidy

#: What may be a name in Latin letters.
NAME = re.compile(r"[A-Z].*[A-Z]|[A-Za-z].*\d|[A-Z][a-z]{3,}")
_PROPOSAL = re.compile(
    r"(?:提出|推出|发布(?!的)|开源|引入|介绍(?:(?=了)|(?<=[文节章会将们来先要再点细]介绍)))(?:了|的|一种|一个|一类|新的|全新的|名为|叫做|称为|模型|方法|算法|\s)*"
    r"(?P<name>[A-Za-z][A-Za-z0-9+.-]*(?:[ -][A-Z][A-Za-z0-9+.-]*){0,3})"
    r"\s?(?P<gloss>[(（][^()（）]{2,60}[)）])?"
)
#: We propose SparseBeam, a …: the same in English.
_PROPOSED_IN_ENGLISH = re.compile(
    r"(?:[Ww]e|[Pp]aper|[Ww]ork) (?:also )?(?:propose|present|introduce|release)s? "
    r"(?P<name>[A-Z][A-Za-z0-9+.-]*)"
)
#: 提出了更高精度的视频分类模型 PPTimeSformer: what is proposed, then its name.
_PROPOSED_KIND = re.compile(
    r"(?:提出|设计|实现|得到|构建|开发|推出|发布|开源|训练)(?:了|出)[^,，。；;:：()（）]{2,30}?"
    r"(?:模型|算法|方法|框架|网络|机制|数据集|工具|库|平台|环境|架构|策略)\s?[—-]*"
    r"(?P<name>[A-Z][A-Za-z0-9+.-]*(?:[ -][A-Z][A-Za-z0-9+.-]*){0,3})"
)
#: 提出了一种更省油的点灯办法,称为 Slow Wick: or what it is, then its name.
_PROPOSED_CALLED = re.compile(
    r"(?:提出|设计|引入)了?(?:一[种个套类款])?(?P<kind>[^,，。]{2,40})[,，]\s?"
    r"(?:称之?为|命?名为|叫做|取名|即)\s?"
    r"(?P<name>[A-Z][A-Za-z0-9+.-]*(?:[ -][A-Z][A-Za-z0-9+.-]*){0,4})"
)
#: 实现了精度更高的 AGCN 模型: the other way round.
_PROPOSED_NAME = re.compile(
    r"(?:提出|设计|实现|得到|构建|开发|推出|发布|开源|训练)(?:了|出)[^,，。；;:：()（）]{0,12}的\s?"
    r"(?P<name>[A-Z][A-Za-z0-9+.-]*)\s?(?:模型|算法|方法|框架|网络)"
)
#: 而 DQN 与传统强化学习方法不同, 与以往方法不同,X …: whoever is set apart is the topic.
_SET_APART = re.compile(
    r"(?:而\s?|[,，。]|^)(?P<name>[A-Z][A-Za-z0-9+.-]*)\s?(?:与(?:传统|之前|以往|现有|其他)[^,，。]{0,16}不同)"
    r"|与(?:传统|之前|以往|现有|其他)[^,，。]{0,20}不同[,，]\s?(?P<other>[A-Z][A-Za-z0-9+.-]*)"
)
#: 一个名为 BERT 的预训练模型
_CALLED = re.compile(
    r"(?:名为|叫做|称为|称作)\s?(?P<name>[A-Z][A-Za-z0-9+.-]*(?:[ -][A-Z0-9][A-Za-z0-9+.-]*){0,3})"
    rf"\s?的(?P<kind>[{HAN_CLASS}A-Za-z]{{2,12}})(?=[,，。；;])"
)
#: 一个精简的 BERT(A Lite BERT,ALBERT): what the first sentence gives a name.
_ACRONYM = re.compile(
    r"[(（][A-Z][A-Za-z -]+[,，]\s?(?P<name>[A-Z][A-Za-z]*[A-Z][A-Za-z0-9]*)[)）]"
)
#: 近期发布的 MiniVLM 在图表问答上…
_RELEASED = re.compile(
    r"(?:发布|推出|开源|提出|上线)的\s?"
    r"(?P<name>[A-Z][A-Za-z0-9+.-]*(?:[ -][A-Z0-9][A-Za-z0-9+.-]*){0,3})"
    r"(?:模型|框架|数据集|工具|系统)?\s?(?=[在把用将以已是可能])"
)
#: One of these is in whatever names something as new; English has its own words.
_BRINGS = re.compile(
    r"提出|推出|发布|开源|上线的|引入|介绍|设计|实现|得到|构建|开发|训练|名为|叫做|称为|称作|propose|present|introduce|release"
)
#: 作为替代方案,作者提出了…
_AUTHORS = re.compile(r"(?:作者|本文|论文|我们|文章|该工作|本研究)[^,，。]{0,10}提出")


def by_authors(sentence: str) -> bool:
    """Whether ``sentence`` says what the authors of a text, or the text, propose."""
    if sentence.isascii():
        return bool(_PROPOSED_IN_ENGLISH.search(sentence))
    return "提出" in sentence and bool(_AUTHORS.search(sentence))


def proposals(
    sentence: str, may: Callable[[float], bool], *, first: bool, apart: bool
) -> Iterator[Found]:
    """What a sentence with Latin in it names as new, or (with ``apart``) sets apart."""
    brings = may(0.7) and _BRINGS.search(sentence)
    if brings and may(0.68) and (match := _CALLED.search(sentence)):
        yield Found(tidy(f"{match['name']}:{match['kind']}"), "proposal", 0.68)
    match = _proposed(sentence) if brings and may(0.66) else None
    if match and NAME.search(match["name"]):
        both = tidy(f"{match['name']}:{match['kind']}") if match.re is _PROPOSED_CALLED else ""
        yield Found(both if both and fits(both) else tidy(match["name"]), "proposal", 0.66)
    if first and brings and may(0.66) and (match := _RELEASED.search(sentence)):
        yield Found(tidy(match["name"]), "proposal", 0.66)
    if first and may(0.55) and (match := _ACRONYM.search(sentence)):
        yield Found(tidy(match["name"]), "proposal", 0.55)
    compared = apart and "不同" in sentence
    if compared and may(0.68) and (match := _SET_APART.search(sentence)):
        yield Found(tidy(match["name"] or match["other"]), "subject", 0.68)
    match = _PROPOSAL.search(sentence) if brings and may(0.7) else None
    if match and NAME.search(match["name"]):
        whole = tidy(match["name"] + (match["gloss"] or ""))
        yield Found(whole if fits(whole) else tidy(match["name"]), "proposal", 0.7)


def _proposed(sentence: str) -> re.Match[str] | None:
    if sentence.isascii():
        return _PROPOSED_IN_ENGLISH.search(sentence)
    return (
        _PROPOSED_KIND.search(sentence)
        or _PROPOSED_CALLED.search(sentence)
        or _PROPOSED_NAME.search(sentence)
    )
