"""One text read for its title: all that is dear is made when first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import accumulate, takewhile

from scripts.model import Analysis
from scripts.simplified import read_simplified
from scripts.structure import BlockKind, blocks, flattened, seams, width
from scripts.structure.signs import HAN_CLASS
from scripts.titles import clause, heading, sentence, topic
from scripts.titles.aspect import is_step
from scripts.titles.bar import Bar
from scripts.titles.compound import compounds, worth
from scripts.titles.concepts import Focus, Lexicon, concepts
from scripts.titles.phrases import phrases, recut
from scripts.titles.statement import subject_of
from scripts.titles.text import CODE, LIMIT, Boilerplate, Found, fits, folded, on_words, tidy

_PREAMBLE = re.compile(
    r"(?:\s|\{[^{}]*\}|[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f>#*-]|\[(?:公式|代码|Math|Formula)\]|"
    r"【(?:实测|评测|原创|转载|翻译|译文?|干货|教程|推荐|置顶|论文|笔记|精华|公告|分享|讨论|收藏)[^【】]{0,4}】|"
    r"(?:读|阅读)?(?:论文|阅读|读书|学习)(?:笔记|分享|阅读|解读|精读|速读)\s?[:：]\s*|"
    r"(?:原文|链接|来源|参考|论文|代码|标题|(?:论文|代码|项目|开源|仓库|官方)(?:地址|链接|主页|标题|题目|文档)|[Gg]it[Hh]ub|官网)[:：]\s*|"
    rf"{CODE}(?=[\u4e00-\u9fff])|"
    r"(?:[Qq]|问题?|提问)\d{0,2}\s?[:：]\s*|作者[:：]\s*[^\s。]+(?: & \S+)?|(?:记者|主持人|采访者|问|面试官)\s?[:：]\s*|https?://\S+)+"
)
_THIS = re.compile(r"^(?:这[份篇个些种]|该|考虑(?:一[个种]|如下)?)\s*")
_OF_WHAT = re.compile(
    r"[^A-Za-z]{0,5}(?:方法|实现|结构|流程|步骤|变量|架构|准备|处理|设置|问题|总结|概念|特点|方式|参数|配置|过程|对比|"
    r"分类|说明|示例|代码|模块|函数|结果|条件|下载|选择|选项|功能|操作|技巧|设计|思路|环境|空间|优点|缺点|场景|训练|部署)"
)
#: Few words, and no name in Latin letters: 下载标注文件, 常见的预处理步骤. A question asks of what.
_UNNAMED = re.compile(
    rf"(?!什么是|何为)[{HAN_CLASS}、,，]{{2,14}}"
    rf"|(?=[^A-Z]*$)[{HAN_CLASS}]{{2,8}} [a-z]+ [{HAN_CLASS}]{{2,8}}"
)
_JOINS = re.compile(r"[与及]|和(?!谐|声)")  # 与 TSN 的精度对比: half of a caption
_ASKS = re.compile(r"(?:什么|如何|为何|怎[么样]|哪[些种个]|多少).*[?？]$")
_SENTENCE = re.compile(r"[^。！？!?；;]+[。！？!?；;]?")
_ENDS = frozenset("。！？!?；;）)”」")
_TO_COMMA = re.compile(r"^.+[,，:：](?=.)")
#: Above this no clause can do better, and none is looked for.
SETTLED = 0.6
_FALLBACK = 8.0  # so wide a title of first words should be, in Han characters
_THIN = 0.28  # so good a clause must be to stand where no concept weighs anything
_FAINT = 1.5  # a main concept that weighs less was said once, in passing
_SET_OFF = 0.02  # what a later heading is worth more than words of a sentence
_ASKED = 0.12  # and what a question is that names a concept
_STEP_OF_NOTHING = 0.02
_AS_GOOD = 0.75  # a known concept that weighs so much of the first opens a title before it
_PASSED = 0.47  # how good one is that alone says nothing
_TOLD = 0.93  # how good a heading is that what follows tells
_HEADINGS = 4  # so many in a row are looked through
_REACH = 240
_LEAD, _OPENING = 400, 100  # characters that are read, and that tell if they are traditional


@dataclass(frozen=True, slots=True)
class Policy:
    """What the taxonomy says of titles."""

    boilerplate: Boilerplate
    lexicon: Lexicon


class Reader:
    """Reads the lead of one text for titles, as ``policy`` wants them."""

    def __init__(self, text: str, analysis: Analysis, policy: Policy) -> None:
        written, opening = text[:_LEAD], text[:_OPENING]
        traditional = read_simplified(opening) is not opening
        self._lead = read_simplified(written) if traditional else written
        self._analysis = analysis
        self._words = analysis.words[:_LEAD]  # no word is shorter than a character
        self._written: dict[int, str] = {}
        if traditional:
            self._words = recut(self._lead, self._words)
            self._written = dict(zip(map(ord, self._lead), written, strict=True))
        self._policy = policy

    def best(self) -> Found:
        """The best title; looked for only as far as a better one may be found."""
        return self._shown(self._read(Bar(self._is_good))[0])

    def ranked(self) -> list[Found]:
        """All titles, best first, at least one."""
        return list(map(self._shown, self._read(Bar(self._is_good, everything=True))))

    def names(self) -> list[str]:
        """The names of the concepts, most telling first, as the text writes them."""
        return [name.translate(self._written) for name in self.focus.names]

    def _shown(self, found: Found) -> Found:
        """``found`` qualified, in the characters of the text."""
        whole = self._qualified(found)
        return whole._replace(text=whole.text.translate(self._written)) if self._written else whole

    def _qualified(self, found: Found) -> Found:
        """``found``, opened by what it is said of where it names no thing.

        Of a statement what it is about remains.
        """
        found = self._unstated(found)
        title = found.text
        if not _UNNAMED.fullmatch(title) or self._names_a_term(title):
            return found
        name = self.focus.qualifier(title)
        longer = tidy(f"{name}:{title}") if name else ""
        return found._replace(text=longer, whole=True) if fits(longer) else found

    def _unstated(self, found: Found) -> Found:
        """``found``, or if it states something of a main concept, what it states it of."""
        stated = found.origin == "clause" and not found.whole
        thing = subject_of(found.text, self.focus) if stated else ""
        about = found._replace(text=thing)
        return about if thing and self._is_good(about) else found

    def _step(self, found: Found) -> Found:
        """A step, opened by what it is a step of; of nothing it counts less. Other titles stay."""
        if not is_step(found.text):
            return found
        titled = self._qualified(found)
        lower = found.confidence - _STEP_OF_NOTHING
        return found._replace(confidence=lower) if titled is found else titled

    def _names_a_term(self, title: str) -> bool:
        """Whether a term that says something of its own stands in ``title``."""
        lexicon = self._policy.lexicon
        written = ((hit, self._lead[hit.start : hit.end]) for hit in self._analysis.hits)
        return any(
            text and text in title and lexicon.tells(hit.name)
            for hit, text in written
            if hit.end <= _LEAD
        )

    @cached_property
    def focus(self) -> Focus:
        """The concepts, most telling first."""
        lead, analysis = self._lead, self._analysis
        hits = [hit for hit in analysis.hits if hit.end <= _LEAD]
        repeated = phrases(self._words, self._ends, lead)
        found = concepts(lead, hits, repeated, self._policy.lexicon)
        is_generic = self._policy.boilerplate.is_generic
        return Focus([concept for concept in found if not is_generic(concept.name)], lead)

    @cached_property
    def _ends(self) -> list[int]:
        """Where the words of the lead end."""
        return list(accumulate(map(len, self._words)))

    @cached_property
    def _unmarked(self) -> tuple[str, list[int]]:
        """The lead without the stars of emphasis, and where its words end: *填充*和*步幅*."""
        if "*" not in self._lead:
            return self._lead, self._ends
        words = [word.replace("*", "") for word in self._words]
        return "".join(words), list(accumulate(map(len, words)))

    def _is_good(self, found: Found) -> bool:
        return (
            fits(found.text)
            and not self._policy.boilerplate.is_generic(found.text)
            and (found.whole or on_words(found.text, *self._unmarked))
        )

    def _read(self, bar: Bar) -> list[Found]:
        found, start = self._heading()
        bar.weigh(found)
        if bar.kept:
            return bar.ranked
        sentences, inner = _prose(self._lead, start, self._policy.boilerplate)
        bar.weigh(sentence.candidates(sentences, lambda: self.focus, bar))
        if bar.top <= SETTLED:
            if start and bar.admits(_PASSED):
                bar.weigh(self._of_what(start))
            self._make(sentences, inner, bar)
        bar.weigh(heading.coded(self._lead) if not bar.kept else ())
        return bar.ranked or [Found(_anything(self._lead, self._analysis), "clause", 0.0)]

    def _make(self, sentences: Sequence[str], inner: Sequence[str], bar: Bar) -> None:
        """Titles made of concepts and clauses, where the text states none."""
        concepts = self.focus.concepts
        faint = not concepts or concepts[0].weight < _FAINT
        focus = Focus() if faint else self.focus
        lines = (line for line in inner if not clause.leans(line))
        later = (_set_off(line, focus) for line in lines)
        bar.weigh(self._step(found) for found in later if bar.admits(found.confidence))
        bar.weigh(heading.echoed(self._lead) if bar.admits(heading.TAKEN_UP) else ())
        made = list(compounds(self._lead, focus))
        bar.promise(made)  # they cost a third of the clauses, and spare half of these
        bar.weigh(clause.candidates(sentences, focus, bar))
        bar.weigh(made)
        if faint and bar.top < _THIN:
            bar.weigh(compounds(self._lead, self.focus))

    def _of_what(self, start: int) -> Iterator[Found]:
        """What a heading that was passed says of the main concept: 优缺点, 观察空间."""
        passed = self._lead[:start].strip(" :：")
        whole = self._complete(passed) if _OF_WHAT.fullmatch(passed) else passed
        if whole != passed:
            yield Found(whole, "heading", _PASSED, whole=True)

    def _heading(self) -> tuple[list[Found], int]:
        """The heading at the start, past those that say nothing; and where the prose begins."""
        text, boilerplate = self._lead, self._policy.boilerplate
        start = _after_preamble(text, 0, boilerplate)
        found, follows = heading.linked(text, start)
        if found:
            return found, follows
        title, follows, asks = heading.run_in(text, start)
        stands = title and (asks or not clause.leans(title))
        if stands and not boilerplate.is_generic(title) and fits(title):
            return [Found(title, "heading", _TOLD)], follows
        if heading.is_code(text, start):
            return heading.coded(text), start
        breaks = partial(_breaks, text[: start + _REACH])
        for _ in range(_HEADINGS):
            terms = {hit.end for hit in self._analysis.hits if hit.start == start}
            told = flattened.find(text, start, breaks, terms)
            if not told:
                break
            title = self._complete(heading.first(tidy(_THIS.sub("", text[told.start : told.end]))))
            title = next((one.text for one in topic.topics(title)), title)
            if not boilerplate.is_generic(title) and fits(title) and not _JOINS.match(title):
                confidence = 0.95 if told.sure else min(0.93, 0.7 + told.score / 20)
                return [Found(title, "heading", confidence)], told.follows
            start = _after_preamble(text, told.follows, boilerplate)
        return [], start

    def _complete(self, title: str) -> str:
        """A heading that says what but not of what (构造方法), opened by the main concept."""
        if not _OF_WHAT.fullmatch(title):
            return title
        key = folded(title)
        main = self.focus.concepts[:4]
        telling = [each for each in main if each.known and each.weight > _AS_GOOD * main[0].weight]
        main = [*telling, *main]
        others = [(each.name, folded(each.name)) for each in main if folded(each.name) != key]
        if not others or any(low in key for _, low in others):
            return title
        return tidy(f"{others[0][0]}:{title}")


@lru_cache(maxsize=8)
def _breaks(text: str) -> frozenset[int]:
    return frozenset(begin for begin, _ in seams(text))


def _set_off(line: str, focus: Focus) -> Found:
    """A heading further on: better than words of a sentence, a question best."""
    title = tidy(line)
    value = worth(title, focus)
    asks = _ASKS.search(title) and value > worth("", focus)
    return Found(title, "heading", value + (_ASKED if asks else _SET_OFF))


def _after_preamble(text: str, start: int, boilerplate: Boilerplate) -> int:
    """Where the words begin: after emoji, template tags, links and openers."""
    while True:
        match = _PREAMBLE.match(text, start)
        after = boilerplate.leading(text, match.end() if match else start)
        if after == start:
            return start
        start = after


def _prose(text: str, start: int, boilerplate: Boilerplate) -> tuple[list[str], list[str]]:
    """Sentences and headings from ``start`` on; a block's end ends a sentence too."""
    sentences: list[str] = []
    inner: list[str] = []
    for block in blocks(text[start:], boilerplate.openers):
        begin, end = boilerplate.leading(text, start + block.body), start + block.end
        if block.kind is BlockKind.HEADING and block.certain:
            inner.append(text[begin:end])
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            found = map(str.strip, _SENTENCE.findall(text, begin, end))
            sentences += [sentence for sentence in found if len(sentence) > 1]
    return _uncut(sentences, text), inner


def _uncut(sentences: list[str], text: str) -> list[str]:
    """Without the last clause where the excerpt breaks off inside a sentence."""
    whole = text.rstrip()
    if len(sentences) > 1 and whole[-1] not in _ENDS and whole.endswith(sentences[-1]):
        return [*sentences[:-1], *(part[0] for part in _TO_COMMA.finditer(sentences[-1]))]
    return sentences


def _anything(text: str, analysis: Analysis) -> str:
    """The first words, for a text in which nothing else was found; few, unless they are small."""
    ends = tuple(takewhile(lambda end: end <= len(text), accumulate(map(len, analysis.words))))
    titles = [tidy(text[:end]) for end in ends[: 2 * LIMIT]]
    long_enough = (title for title in titles if fits(title) and width(title) >= _FALLBACK)
    return next(long_enough, "") or next(filter(fits, reversed(titles)), "") or "无题"
