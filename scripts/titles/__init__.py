"""An honest title for each article, won back from its text.

The order that worked: strip emoji, numbering and boilerplate openers; a heading (its
own line, or flattened into the first sentence); the subject of the first definition;
what the text says of itself (本文介绍…); a 《paper》; 提出 X; the richest clause; the main
concept with what the text joins to it. Each kind has its confidence, falling with the
distance from the start; the best one wins. Nothing is invented: but for a 与 or a colon
between two of them, every word stands in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate, takewhile

from scripts.model import Analysis, Article, Taxonomy, Term, Title
from scripts.processes import share
from scripts.structure import BlockKind, blocks, flattened, seams, width
from scripts.text import HAN
from scripts.titles import clause, sentence
from scripts.titles.compound import compounds, worth
from scripts.titles.concepts import Concept, Lexicon
from scripts.titles.concepts import concepts as found_concepts
from scripts.titles.phrases import phrases
from scripts.titles.text import LIMIT, Boilerplate, Found, fits, folded, on_words, tidy
from scripts.titles.unique import distinguished

__all__ = ["entitle"]

_PREAMBLE = re.compile(
    r"(?:\s|\{[^{}]*\}|[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f>#*-]|\[(?:公式|代码|Math|Formula)\]|"
    r"(?:原文|链接|来源|参考|论文|标题|论文地址|论文链接|论文标题|论文题目)[:：]\s*|"
    r"作者[:：]\s*[^\s。]+(?: & \S+)?|https?://\S+)+"
)
#: 投机采样(Speculative Decoding): https://…: the title of what is linked.
_LINKED = re.compile(
    rf"(?P<title>(?=[^:：]*{HAN.pattern}{{4}})[^。！？;；]{{6,80}}?)\s?[:：]\s?https?://"
)
_THIS = re.compile(r"^(?:这[份篇个些种]|该)\s*")
_OF_WHAT = re.compile(
    r"[^A-Za-z]{0,5}(?:方法|实现|结构|流程|步骤|变量|架构|准备|处理|设置|问题|总结|概念|特点|方式|参数|配置|过程|对比|"
    r"分类|说明|示例|代码|模块|函数|结果|条件|下载|选择|选项|功能|操作|技巧|设计|思路|环境)"
)
_COLON = re.compile(r"[:：]")
_JOINS = re.compile(r"[与及]|和(?!谐|声)")  # 与 TSN 的精度对比: half of a caption
_ASKS = re.compile(r"(?:什么|如何|为何|怎[么样]|哪[些种个]|多少).*[?？]$")
_SENTENCE = re.compile(r"[^。！？!?；;]+[。！？!?；;]?")
_ENDED = re.compile(r"[。！？!?；;）)”」]\s*$")
_TO_COMMA = re.compile(r"^.+[,，:：](?=.)")
#: Above this no clause can do better, and none is looked for.
SETTLED = 0.6
_FALLBACK = 8.0  # so wide a title of first words should be, in Han characters
_THIN = 0.28  # so good a clause must be to stand where no concept weighs anything
_FAINT = 1.5  # a main concept that weighs less was said once, in passing
_SET_OFF = 0.02  # what a later heading is worth more than words of a sentence
_ASKED = 0.12  # and what a question is that names a concept
_HEADINGS = 4  # so many in a row are looked through
_REACH = 240
_TOGETHER = 250  # articles of one turn, where two processes share the work
_LEAD = 400  # characters of a text that are read for its title


def entitle(
    articles: Sequence[Article], analyses: Sequence[Analysis], taxonomy: Taxonomy
) -> tuple[Title, ...]:
    """One title an article, in the same order, no two alike.

    A title depends on its own article alone, unless two are alike: then both get a
    suffix from their own texts, whatever the order of the articles.
    """
    boilerplate = Boilerplate(taxonomy.openers)
    lexicon = Lexicon(
        known=frozenset(folded(term.name) for term in _terms(taxonomy)),
        stopped=frozenset(map(folded, taxonomy.stop_terms)),
        broad=frozenset(map(folded, taxonomy.broad)),
    )

    def read_some(start: int) -> list[tuple[list[Found], list[str]]]:
        some = slice(start, start + _TOGETHER)
        return [
            _read(article.text, analysis, boilerplate, lexicon)
            for article, analysis in zip(articles[some], analyses[some], strict=True)
        ]

    tasks = [partial(read_some, start) for start in range(0, len(articles), _TOGETHER)]
    read = [one for some in share(tasks, len(articles)) for one in some]
    texts = distinguished(
        [[found.text for found in ranked] for ranked, _ in read],
        [concepts for _, concepts in read],
        [article.id for article in articles],
    )
    return tuple(
        Title(text, ranked[0].origin, round(ranked[0].confidence, 2), text)
        for text, (ranked, _) in zip(texts, read, strict=True)
    )


def _read(
    text: str, analysis: Analysis, boilerplate: Boilerplate, lexicon: Lexicon
) -> tuple[list[Found], list[str]]:
    """All candidates for one text, best first, at least one; and the text's concepts."""
    lead = text[:_LEAD]
    hits = [hit for hit in analysis.hits if hit.end <= _LEAD]
    repeated = phrases(analysis.words, lead)
    about = [
        concept
        for concept in found_concepts(lead, hits, repeated, lexicon)
        if not boilerplate.is_generic(concept.name)
    ]
    concepts = [concept.name for concept in about]
    cuts = frozenset(accumulate(map(len, analysis.words[:_LEAD]), initial=0))
    terms = frozenset((hit.start, hit.end) for hit in hits)

    def good(found: Iterable[Found]) -> list[Found]:
        kept = [f for f in found if _is_good(f, lead, cuts, boilerplate)]
        return sorted(kept, key=lambda f: -f.confidence)

    heading, start = _heading(lead, concepts, terms, boilerplate)
    if settled := good(heading):
        return settled, concepts
    sentences, inner = _prose(lead, start, boilerplate)
    stated = good(sentence.candidates(sentences, concepts))
    if stated and stated[0].confidence > SETTLED:
        return stated, concepts
    about, faint = (about, []) if about and about[0].weight >= _FAINT else ([], about)
    lines = [_set_off(line, about) for line in inner if not clause.leans(line)]
    ranked = good([*stated, *lines, *clause.candidates(sentences, about), *compounds(lead, about)])
    if not ranked or ranked[0].confidence < _THIN:
        ranked = good([*ranked, *compounds(lead, faint)])
    return ranked or [Found(_anything(lead, analysis), "clause", 0.0)], concepts


def _set_off(line: str, about: Sequence[Concept]) -> Found:
    """A heading further on: better than words of a sentence, a question best."""
    title = tidy(line)
    value = worth(title, about)
    asks = _ASKS.search(title) and value > worth("", about)
    return Found(title, "heading", value + (_ASKED if asks else _SET_OFF))


def _is_good(found: Found, text: str, cuts: frozenset[int], boilerplate: Boilerplate) -> bool:
    return (
        fits(found.text)
        and not boilerplate.is_generic(found.text)
        and (found.whole or on_words(found.text, text, cuts))
    )


def _terms(taxonomy: Taxonomy) -> Iterator[Term]:
    yield from taxonomy.concepts
    for category in taxonomy.categories:
        yield from category.terms
        for topic in category.topics:
            yield from topic.terms
    for topic in taxonomy.outside:
        yield from topic.terms


def _heading(
    text: str, concepts: Sequence[str], terms: frozenset[tuple[int, int]], boilerplate: Boilerplate
) -> tuple[list[Found], int]:
    """The heading at the start, past those that say nothing; and where the prose begins."""
    start = _after_preamble(text, 0, boilerplate)
    if linked := _LINKED.match(text, start):
        titles = (tidy(linked["title"]), tidy(_COLON.split(linked["title"])[0]))
        return [Found(title, "heading", 0.9) for title in titles], linked.end()
    breaks = frozenset(begin for begin, _ in seams(text[: start + _REACH]))
    for _ in range(_HEADINGS):
        found = flattened.find(text, start, breaks, terms)
        if not found:
            break
        title = _complete(tidy(_THIS.sub("", text[found.start : found.end])), concepts)
        if not boilerplate.is_generic(title) and fits(title) and not _JOINS.match(title):
            confidence = 0.95 if found.sure else min(0.93, 0.7 + found.score / 20)
            return [Found(title, "heading", confidence)], found.follows
        start = _after_preamble(text, found.follows, boilerplate)
    return [], start


def _complete(title: str, concepts: Sequence[str]) -> str:
    """A heading that says what but not of what (构造方法), opened by the main concept."""
    others = [concept for concept in concepts[:4] if folded(concept) != folded(title)]
    if not others or not _OF_WHAT.fullmatch(title) or sentence.names_one(title, others):
        return title
    return tidy(f"{others[0]}:{title}")


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
    for block in blocks(text[start:]):
        begin, end = boilerplate.leading(text, start + block.body), start + block.end
        if block.kind is BlockKind.HEADING and block.certain:
            inner.append(text[begin:end])
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            found = (match[0].strip() for match in _SENTENCE.finditer(text, begin, end))
            sentences.extend(sentence for sentence in found if len(sentence) > 1)
    return _uncut(sentences, text), inner


def _uncut(sentences: list[str], text: str) -> list[str]:
    """Without the last clause where the excerpt breaks off inside a sentence."""
    if len(sentences) > 1 and text.rstrip().endswith(sentences[-1]) and not _ENDED.search(text):
        return [*sentences[:-1], *(part[0] for part in _TO_COMMA.finditer(sentences[-1]))]
    return sentences


def _anything(text: str, analysis: Analysis) -> str:
    """The first words, for a text in which nothing else was found; few, unless they are small."""
    ends = tuple(takewhile(lambda end: end <= len(text), accumulate(map(len, analysis.words))))
    titles = [tidy(text[:end]) for end in ends[: 2 * LIMIT]]
    long_enough = (title for title in titles if fits(title) and width(title) >= _FALLBACK)
    return next(long_enough, "") or next(filter(fits, reversed(titles)), "") or "无题"
