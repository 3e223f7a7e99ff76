"""What the sentences of an excerpt say it is about: topic, paper, proposal, subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from scripts.structure.lines import width
from scripts.structure.signs import HAN_CLASS
from scripts.titles import aim, definition, parts, proposal, topic
from scripts.titles.bar import Bar
from scripts.titles.bare import is_scenery
from scripts.titles.concepts import Focus
from scripts.titles.text import Found, fits, tidy, without

#: Where the bar is above this, few sentences can pass it: concepts are not asked for.
_DECIDED = 0.6
#: How much less a sentence counts for each one before it.
LATER = 0.1
#: The same for what the text says of itself (本文介绍…), wherever it says so.
SAID = 0.02
#: How much less a short title counts that names no concept: 代码如何实现.
VAGUE = 0.3
#: And a long one of what the text says of itself, where it names none.
UNNAMED = 0.12
#: Wider than this (in Han characters) a title says enough without naming a concept.
WIDE = 6.0
#: And so wide what a first sentence defines: 增删改查.
TELLING = 4.0
#: How good a title is what a sentence opens with and translates.
TRANSLATED = 0.65
#: And what there is beside something else.
THERE = 0.66
#: And what it sets apart from another.
APART = 0.6
#: And who does something with something else.
HANDLING = 0.56
#: And what something is said to be instead.
MEANT = 0.5
_QUOTED_FROM = re.compile(r"[读看]完|参考[了自]|摘自|转载|选自|推荐阅读")
_PAPER = re.compile(
    r"《(?P<title>[^《》]{3,120})》(?!\s?(?:中|里|曾)?(?:提到|指出|规定|写道|建议|推荐|要求|强调))"
)
#: 视频理解与图像理解不同,…: the same of what opens a text.
_UNLIKE = re.compile(
    rf"(?P<name>[{HAN_CLASS}A-Za-z][{HAN_CLASS}A-Za-z0-9 ]{{1,15}}?)[与和跟]"
    r"[^,，。:：;；]{2,48}(?<!的)(?:不同|不一样|有(?:所|很大)?区别)[,，:：。]"
)
#: 下文回答三个问题: and the first of them follows.
_ANSWERS = re.compile(r"回答[^,，。]{0,8}问题[:：]$")
_QUESTION = re.compile(r"(?:什么|如何|为何|怎|哪|多少|是否|吗).*[?？]$")
_HOW_TO = re.compile(r"如何..|为什么..")
#: 前面讲的都是存储安全,那传输过程安全吗?
_RECALLED = re.compile(r"(?:前面|上面|之前|刚才|我们知道)[^,，]*[,，](?:那么?)?")
#: 面试被问到一个问题:为什么…?
_AFTER_COLON = re.compile(
    r"[:：]\s?[“\"]?(?=为什么|为何|如何|怎[么样]|什么|哪|能不能|能否|有没有|是不是|到底)"
)
#: 有个老问题:怎样省灯油。
_OPEN_QUESTION = re.compile(
    r"题:\s?(?P<asked>(?:怎样|怎么|如何|为什么|为何)[^,，。；;?？]{4,30})(?=[,，。；;])"
)
#: 推理时反而 OOM,|这是为什么?
_WHY_THAT = re.compile(r"[,，]\s?这(?:是|到底是|究竟是)(?:为什么|为何|怎么回事|什么原因)[?？]$")
#: 您当初为什么从搜索转到多模态?: asked of whom.
_OF_WHOM = re.compile(r"[您你]们?(?:当初|当时|现在|是|又|都)*(?=为什么|为何|如何|怎[么样])")
_NOT_ASKED = re.compile(r"^是不是|^以下|[,，].*[,，]|我|[你您](?!的)|这|它|呢")
#: ``DeepCache 通过…来加速…``: who acts in the first sentence is what the text is about.
_AGENT = re.compile(
    rf"(?P<name>[{HAN_CLASS}]{{0,14}}\s?[A-Z][A-Za-z0-9+.-]*(?:[ -][A-Z0-9][A-Za-z0-9+.-]*){{0,3}}"
    r"(?:\s?[(（][^()（）]{2,50}[)）])?(?:\s?(?:模型|算法|方法|网络|架构|框架|机制|环境|函数|库|数据集))?)"
    r"\s?(?:首次|首先|通过|支持|提供|采用|允许|利用|结合|使用|借鉴|引入|由|基于|将|把|从|以|旨在|表明|希望|解决|主要)"
)
#: 骨架动作识别把…表示成…, Kubernetes 中的 Service 为…提供…: the same in Chinese.
_HANDLES = re.compile(
    rf"(?P<name>[{HAN_CLASS}A-Za-z0-9 -]{{3,28}}?)\s?"
    r"(?:把(?!握)|假[设定](?!检验)|将(?![会要在来被与和])|为(?=[^,，。]{1,14}(?:提供|带来|引入|增加)))[^,，。]{2,}"
)
#: 这往往不是过拟合,而是训练与服务之间的特征不一致
_BUT = re.compile(
    r"(?:不是|并非|不在于?)[^,，。；;]{1,24}[,，]?而(?:是|在于?)"
    rf"(?P<name>(?:(?![{HAN_CLASS}] [{HAN_CLASS}])[^,，。；;!！?？:：]){{3,23}}[{HAN_CLASS}A-Za-z])"
    rf"(?=[,，。；;!！?？]|(?<=[{HAN_CLASS}]) [{HAN_CLASS}]|$)"
)
_MAY_HANDLE = re.compile("[把将为假]")  # one look before that
_CLAUSE_END = re.compile(r"[,，。；;!！?？]|[:：](?=\s|$)")
_UNTOLD = re.compile(
    r"首次|以下|下列|论文|它|该|我们|你|如下|[中时后前是为在由的和与]$|(?:表明|指出|希望|首先|主要)$"
)
_LETTER = re.compile(r"[A-Za-z]")
#: PA Pixel Accuracy(PA,像素精度): a heading, and the term it shortens.
_SHORT_FORM = re.compile(r"(?P<short>[A-Z]{2,6})\s(?=.*[(（](?P=short)(?![A-Za-z]))")
_LABELLED = re.compile(r"(?P<name>[^,，:：。；;]{2,24}[(（][^()（）]{2,30}[)）])\s*[:：]")
#: 工具包中还有一个 BucketSampler 类: what there is beside.
_THERE_IS = re.compile(
    r"(?:[中里内]|还|也|另外?)有(?:另?一[个种类款])\s?"
    r"(?P<name>[A-Z][A-Za-z0-9_.-]{2,40}"
    r"(?: ?(?:类|函数|方法|模块|命令|参数|接口|工具|算法|模型))?)(?=[,，。;；])"
)
#: 这种技术被称为知识蒸馏(knowledge distillation): a name that is given and translated.
_NAMED = re.compile(
    r"(?:称之?为|叫做|称作|叫作)[“*\s]*(?P<name>[^,，:：。；;()（）“”]{2,16}?[”*\s]*[(（][A-Za-z][^()（）]{2,40}[)）])"
)
#: 令牌合并(ToMe)在…, BERT(双向编码器表示)将…: whose name a sentence opens with and translates.
_TRANSLATED = re.compile(
    rf"(?P<name>(?:[{HAN_CLASS}][{HAN_CLASS}A-Za-z0-9-]{{1,15}}\s?"
    r"[(（](?!例|如|见)[^()（）]*[A-Za-z]{2}[^()（）]*[)）]"
    rf"|[A-Z][A-Za-z0-9 +-]{{1,30}}?[{HAN_CLASS}]{{0,4}}\s?"
    r"[(（](?!例|如|见|\d)[^()（）]{2,60}[)）])"
    r"(?:\s?(?:模型|算法|方法|网络|机制|问题|任务|技术|架构))?)"
    rf"\s?(?=[{HAN_CLASS}])(?![的和与或及中上等里])"
)
#: …就可以看作是大 key。: a first sentence that ends in a name defines it.
_SO_CALLED = re.compile(
    r"(?:称之?为|叫做|称作|叫作|就叫(?!做|作)|看作是)[“*\s]*(?P<name>[^,，:：。；;()（）“”*]{2,14}?)[”*]?[。！!]?$"
)


#: What the text is about; dear, so asked for when needed.
Asked = Callable[[], Focus]


def candidates(sentences: Sequence[str], focus: Asked, bar: Bar) -> Iterator[Found]:
    """Titles that the first sentences state, each with its confidence.

    From the second sentence on, a subject must be one of the main concepts: otherwise it
    is a detail.
    """
    for place, sentence in enumerate(sentences[:6]):
        if not bar.admits(definition.MOST - LATER * place):
            break
        telling = not place or bar.top > _DECIDED or focus().is_named(sentence)
        for found in _stated(sentence, place, bar, subjects=telling):
            confidence = found.confidence - LATER * place
            if not bar.admits(confidence):
                continue
            detail = place > 0 and found.origin == "subject"
            brief = width(found.text) <= WIDE
            thing = found.text.partition("：")[0] if detail else found.text
            if (detail or brief) and not focus().is_named(thing):
                if detail:
                    continue
                confidence -= LATER if not place and _tells(found) else VAGUE
            yield found._replace(confidence=confidence)
    yield from _defined(sentences[0], focus, bar) if sentences else ()
    if sentences and bar.admits(aim.MOST) and (told := aim.served(sentences[0])):
        yield Found(told, "subject", aim.MOST)
    yield from _meant(sentences, bar)
    yield from _announced(sentences, focus, bar)


def _defined(sentence: str, focus: Asked, bar: Bar) -> Iterator[Found]:
    """What a first sentence ends in naming, or labels."""
    called = _SO_CALLED.search(sentence) if bar.admits(0.58) else None
    if called and definition.names_something(tidy(called["name"])):
        yield Found(tidy(called["name"]), "subject", 0.58)
    told = bar.admits(HANDLING) and _MAY_HANDLE.search(sentence) and not is_scenery(sentence)
    handles = _HANDLES.match(sentence) if told else None
    name = tidy(handles["name"]) if handles else ""
    if name and definition.names_something(name) and focus().is_named(name):
        yield Found(name, "subject", HANDLING)


def _meant(sentences: Sequence[str], bar: Bar) -> Iterator[Found]:
    """What the first sentences say it is, and not something else."""
    for sentence in sentences[:2] if bar.admits(MEANT) else ():
        meant = _BUT.search(sentence) if "而" in sentence else None
        name = tidy(meant["name"]) if meant else ""
        if width(name) > WIDE and definition.names_something(name):
            yield Found(name, "subject", MEANT)


def _announced(sentences: Sequence[str], focus: Asked, bar: Bar) -> Iterator[Found]:
    """What the text says of itself, wherever it says so."""
    for place, sentence in enumerate(sentences[:12]):
        if not bar.admits(topic.MOST - SAID * place):
            break
        answers = sentence[-1] in ":：" and _ANSWERS.search(sentence)
        asked = _asked(sentences[place + 1 : place + 3]) if answers else ()
        own = topic.may_be_own(sentence) or proposal.by_authors(sentence)
        for found in (*(_of_itself(sentence, focus, bar) if own else ()), *asked):
            yield found._replace(confidence=found.confidence - SAID * place)


def _of_itself(sentence: str, focus: Asked, bar: Bar) -> Iterator[Found]:
    """What ``sentence`` says its text is about, proposes or sets out to do."""
    for found in topic.topics(sentence) if topic.is_own(sentence) else ():
        if focus().is_named(found.text):
            yield found
        elif topic.of_text(sentence) and _says_enough(found.text):
            yield found._replace(confidence=found.confidence - UNNAMED)
    if proposal.by_authors(sentence):
        yield from proposal.proposals(sentence, bar.admits, first=False, apart=False)
    if bar.admits(aim.MOST) and (told := aim.aims(sentence)):
        yield Found(told, "subject", aim.MOST)


def _asked(sentences: Sequence[str]) -> Iterator[Found]:
    """The first of some ``sentences`` that ask something."""
    questions = filter(_QUESTION.search, sentences)
    return (Found(tidy(question), "heading", topic.MOST) for question in questions)


def _says_enough(title: str) -> bool:
    """Whether ``title`` says enough without naming a concept."""
    return width(title) > WIDE or bool(_HOW_TO.match(title) or proposal.NAME.match(title))


def _tells(found: Found) -> bool:
    """Whether a subject says something though no concept is named: 增删改查, TD3."""
    named = proposal.NAME.match(found.text) or width(found.text) >= TELLING
    return found.origin == "subject" and bool(named)


def _stated(sentence: str, place: int, bar: Bar, *, subjects: bool) -> Iterator[Found]:
    """What one sentence states; patterns whose titles could not pass the bar are not tried.

    Nor those that find ``subjects``, where none is wanted.
    """

    def may(confidence: float) -> bool:
        return bar.admits(confidence - LATER * place)

    if subjects:
        yield from definition.subjects(sentence)
    announced = (
        topic.topics(sentence) if (subjects or "《" in sentence) and may(definition.MOST) else []
    )
    yield from announced
    if not place and "不" in sentence and may(APART) and (match := _UNLIKE.match(sentence)):
        yield Found(tidy(match["name"]), "subject", APART)
    if "《" in sentence:
        yield from _papers(sentence, announced=bool(announced), first=not place)
    if _LETTER.search(sentence):
        yield from proposal.proposals(sentence, may, first=not place, apart=subjects)
        yield from _names(sentence, may, first=not place) if subjects else ()
    if subjects and may(parts.MOST):
        yield from parts.wholes(sentence)
    if "题:" in sentence and (untold := _OPEN_QUESTION.search(sentence)):
        yield Found(tidy(untold["asked"]), "heading", 0.72)
    if sentence[-1:] in "?？":
        asked = without(_OF_WHOM, without(_RECALLED, _AFTER_COLON.split(sentence)[-1]))
        asked = _WHY_THAT.sub("", asked)
        if not _NOT_ASKED.search(asked):
            yield Found(tidy(asked), "heading", 0.72)


def _translated(sentence: str, *, first: bool) -> Iterator[Found]:
    """What a sentence opens with and translates; after the ``first`` one, only Latin names.

    What a comma sets apart in front may hold a verb, and so would the name in Han that follows.
    """
    match = _TRANSLATED.match(sentence)
    if not match or not (first or sentence[0].isascii()):
        rest = definition.unintroduced(sentence)
        match = _TRANSLATED.match(rest) if rest[:1].isascii() else None
    name = tidy(match["name"]) if match else ""
    if definition.names_something(name):
        yield Found(name, "subject", TRANSLATED)


def _names(sentence: str, may: Callable[[float], bool], *, first: bool) -> Iterator[Found]:
    """What a sentence with Latin in it speaks of, or gives a name: who acts, what is labelled."""
    agent = _AGENT.match(sentence) if may(0.52) else None
    if (
        agent
        and proposal.NAME.search(agent["name"])
        and not definition.NOT_A_SUBJECT.match(sentence)
    ):
        act = tidy(_CLAUSE_END.split(sentence, maxsplit=1)[0])
        told = fits(act) and width(act) <= 24 and not _UNTOLD.search(act)
        yield Found(act if told else tidy(agent["name"]), "subject", 0.52)
    if may(TRANSLATED) and ("(" in sentence or "（" in sentence):
        yield from _translated(sentence, first=first)
    named = _NAMED.search(sentence) if may(0.6) else None
    if (
        named
        and not topic.recalls(sentence)
        and definition.names_something(tidy(named["name"].replace("*", "")))
    ):
        yield Found(tidy(named["name"].replace("*", "")), "subject", 0.6)
    beside = _THERE_IS.search(sentence) if "有" in sentence and may(THERE) else None
    if beside:
        yield Found(tidy(beside["name"]), "subject", THERE)
    label = _LABELLED.match(sentence) if may(0.55) else None
    if label and proposal.NAME.search(label["name"]) and not _UNTOLD.search(label["name"]):
        yield Found(tidy(without(_SHORT_FORM, label["name"])), "subject", 0.55)


def _papers(sentence: str, *, announced: bool, first: bool) -> Iterator[Found]:
    """The papers a sentence names, unless it quotes or recommends them."""
    for paper in () if _QUOTED_FROM.search(sentence) else _PAPER.finditer(sentence):
        worth = definition.MOST if announced else 0.7 if first else 0.5
        yield Found(tidy(f"《{paper['title']}》"), "paper", worth)
