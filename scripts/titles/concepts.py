"""What an excerpt is about: its concepts and names, each with its weight and its places.

Taxonomy terms, technical names, names of code, capitalised words and repeated phrases,
counted with a bonus for the lead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from scripts.model import TermHit
from scripts.structure.lines import width
from scripts.structure.signs import HAN_CLASS
from scripts.text import PLACEHOLDER
from scripts.titles.aspect import is_step, names_aspect
from scripts.titles.phrases import GLOSS, Phrase, before
from scripts.titles.text import fold, folded

_LEAD = 40
_MAIN = 4  # concepts, one of which a title should name
_MEASURED, _CENTRAL = 6, 3  # so many may add to a title's worth; naming so many is naming all
_GLOSSED = 1.5  # how much more a concept counts that the text translates
_LISTED = 0.4  # what one of an enumeration counts: 线程池、缓存、对话框
_IN_ASIDE = 0.5  # and one between brackets or quotation marks
_ASIDE = re.compile(r"\([^()（）]*[)）]|（[^()（）]*[)）]|“[^“”]*”|《[^《》]*》")
_QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》")
_COMPARED = 0.3  # what something is compared with: 与 BPE 和 WordPiece 一样
_COMPARISON = re.compile(
    r"(?:与|和|跟|类似于?)(?P<with>[^,，。；;]{1,24}?)(?:一样|类似|相似|相比|不同|相同)"
    r"|(?:不是|并非)(?P<denied>[^,，。；;]{1,24})[,，]?而是"
    r"|(?:相比于?|相较于|不同于|尽管|虽然)(?P<other>[^,，。；;]{1,24})"
)
#: One of these is in every comparison: the whole pattern is eight times as dear.
_COMPARES = re.compile(r"一样|类似|相似|相比|相较|不同|相同|尽管|虽然|而是")
_AUXILIARY = frozenset("会能可要将并后时中上下里在与也都已")  # 智能体会, cut from 智能体|会
#: Where a short form is written out: CNN(卷积神经网络 Convolutional…).
_EXPANSION = re.compile(r"[(（](?![见如例图表参详即])[^()（）]*[^\W\d_]{4}[^()（）]*[)）]")
_BROAD, _MODIFIER = 0.4, 0.4  # what a whole field counts, and what only stands before 的
_SLIGHT = 0.6  # an unknown name seen once, late in the text, is no concept of it
_KEYWORD = re.compile(
    r"ALL|TRUE|FALSE|NULL|NONE|AND|NOT|FOR|THE|SELECT|FROM|WHERE|ID|[KMGT]B|MS|HZ|HTML|README|"
    r"[CGT]PU|AGENT|FLOAT\d*|INT\d*|EPISODE|INDEX|ISSUE|[A-Z]_\w{1,2}",
    re.IGNORECASE,
)
_PROPER = re.compile(  # what stands before comes second: the search may skip to a capital
    r"[A-Z](?<![A-Za-z0-9_./\-] .)(?<![A-Za-z0-9_./\-].)[a-z]{3,15}"
    r"(?![A-Za-z0-9_/.(-])(?! [A-Za-z])"
)
#: A name that a title can be said of, with what follows it: Maven, AutoModel 类. No code.
_LATIN_NAME = re.compile(rf"[A-Za-z0-9 +-]+[{HAN_CLASS}]{{0,4}}")
_CAPITAL = re.compile(r"[A-Z]")
_TELLING = 2.0  # what it must weigh
_BRIEF = 4.0  # so narrow a title (问答) may be a thing itself
_OWNERS = ("大学", "学院", "公司", "研究院", "研究所", "实验室", "团队")  # they made it
#: Names of code: dist.init_process_group, load_dataset, train_dreambooth.py.
_JOINED = re.compile(r"_[A-Za-z0-9]|\.[A-Za-z]")  # in each of them, and seldom else
_IDENTIFIER = re.compile(
    r"[A-Za-z](?<![A-Za-z0-9_./\\@:-].)(?:[A-Za-z0-9_]*+\.[A-Za-z])*"
    r"[A-Za-z0-9]*(?:_[A-Za-z0-9]+|\.[A-Za-z][A-Za-z0-9]{2,})+(?![A-Za-z0-9_/\\@:])"
)


@dataclass(slots=True)
class Concept:
    """``name`` as a title writes it; ``spans`` are its places ``(start, end)``, in order.

    ``weight`` has no unit; ``sure`` where a term, a shape or repetition vouches for it;
    ``broad`` where it names a whole field, ``known`` where the taxonomy has it.
    """

    name: str
    weight: float = 0.0
    sure: bool = False
    broad: bool = False
    known: bool = False
    spans: list[tuple[int, int]] = field(default_factory=list)


class Focus:
    """What a text is about: its concepts, most telling first, as titles are measured by them.

    ``names`` and ``keys`` are theirs as written, and folded. The main ones count in all the
    spellings of the ``text`` they are of: 上采样 as Upsampling.
    """

    def __init__(self, concepts: Sequence[Concept] = (), text: str = "") -> None:
        self.concepts = concepts
        self.names = [concept.name for concept in concepts]
        self.keys = list(map(folded, self.names))
        known = list(zip(self.keys, concepts, strict=True))
        self._weighed = [(key, concept.weight) for key, concept in known[:_MEASURED]]
        again = [key for key, concept in known[_MAIN:] if len(concept.spans) > 1]
        self._main = self.keys[:_MAIN] + again
        self._text = text
        self._whole = sum([concept.weight for concept in concepts[:_CENTRAL]])

    def centrality(self, key: str) -> float:
        """How much of what the text is about the folded title ``key`` names, from 0."""
        named = 0.0
        for name, weight in self._weighed:
            if name in key:
                named += weight
        return named / self._whole if named else 0.0

    def qualifier(self, title: str) -> str:
        """The thing a ``title`` that names none is said of, or nothing.

        Where it names something, only a name of Latin letters that weighs as much.
        """
        key = folded(title)
        known = list(zip(self.concepts, self.keys, strict=True))
        aspect = names_aspect(title)
        asks = aspect or is_step(title)
        told = (concept for concept, name in known if name in key)
        said = max([each.weight for each in told if each.known or not asks], default=0.0)
        thing = not said and width(title) > _BRIEF and aspect
        for concept, name in known:
            if concept.weight < max(said, _TELLING):
                break
            if name in key or concept.broad:
                continue
            again = thing and concept.known and len(concept.spans) > 1
            if again or _is_latin(concept, often=not asks):
                return concept.name
        return ""

    def is_named(self, title: str) -> bool:
        """Whether ``title`` names one of the main concepts, or one that is said again."""
        key = fold(title)
        named = any(name in key for name in self._main)
        return named or any(name in key for name in self._spellings)

    @cached_property
    def _spellings(self) -> list[str]:
        """How else the text spells the terms among the main concepts."""
        spans = [span for term in self.concepts[:_MAIN] if term.known for span in term.spans]
        spelled = {self._text[start:end] for start, end in spans}.difference(self.names)
        return [key for key in map(folded, sorted(spelled)) if key]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded names: terms of the taxonomy; those that are no concepts; those that say little."""

    known: Container[str] = ()
    stopped: Container[str] = ()
    broad: Container[str] = ()

    def tells(self, name: str) -> bool:
        """Whether ``name`` is a concept, and says more than a field."""
        key = folded(name)
        return key not in self.stopped and key not in self.broad


def concepts(
    text: str,
    hits: Sequence[TermHit],
    repeated: Sequence[Phrase],
    lexicon: Lexicon | None = None,
) -> list[Concept]:
    """The concepts of ``text``, most telling first.

    A name that is no known term counts less; a capitalised word that no shape
    vouches for only when it stands there twice.
    """
    lexicon = lexicon or Lexicon()
    found = _counted(text, hits, lexicon)
    quoted = _within(text, map(re.Match.span, _QUOTED.finditer(text)))
    for phrase in repeated:
        key = folded(phrase.text)
        if 0 not in [quoted[start] for start, _ in phrase.spans]:
            continue  # 读者说“我喜欢饥饿游戏”: an example
        if not (key[-1:] in _AUXILIARY and key[:-1] in lexicon.known):
            _add(found, key, phrase, text)
    glosses, expansions = before(GLOSS, text), before(_EXPANSION, text)
    for key, concept in found.items():
        if key in lexicon.broad:
            concept.broad = True
            concept.weight *= _BROAD
        short = concept.name.isascii() and concept.name != concept.name.lower()
        if not (expansions if short else glosses).isdisjoint([end for _, end in concept.spans]):
            concept.weight *= _GLOSSED
    ranked = sorted(found.values(), key=lambda concept: -concept.weight)
    good = [c for c in ranked if c.sure and c.weight > _SLIGHT and not c.name.endswith(_OWNERS)]
    return list(_unlike(good))


def _counted(text: str, hits: Sequence[TermHit], lexicon: Lexicon) -> dict[str, Concept]:
    """The names of ``text`` by their folded form, each with its weight and places."""
    found: dict[str, Concept] = {}
    asides = _within(text, [(a + 1, b) for a, b in map(re.Match.span, _ASIDE.finditer(text))])
    comparisons = _COMPARISON.finditer(text) if _COMPARES.search(text) else ()
    compared = _within(text, [match.span(match.lastgroup or 0) for match in comparisons])
    for name, start, end in _named(text, hits):
        key, written = folded(name), text[start:end]
        if key in lexicon.stopped or _is_no_name(written):
            continue
        before = text[start - 1 : start]
        if before == "$" or (before == "[" and PLACEHOLDER.match(text, start - 1)):
            continue
        known = key in lexicon.known
        concept = found.get(key)
        if concept is None:
            concept = found[key] = Concept(_spelled(text, start, end, name))
        share = _LISTED if before == "、" or text[end : end + 1] == "、" else 1.0
        share *= _IN_ASIDE if asides[start] else 1.0
        share *= _COMPARED if compared[start] else 1.0
        concept.weight += _worth(start) * share * (1.0 if known else 0.5)
        concept.sure |= known or key != concept.name
        concept.known |= known
        concept.spans.append((start, end))
    return found


def _within(text: str, spans: Iterable[tuple[int, int]]) -> bytearray:
    """For each place of ``text``, whether one of ``spans`` holds it."""
    places = bytearray(len(text) + 1)
    for start, end in spans:
        places[start:end] = b"\1" * (end - start)
    return places


def _is_latin(concept: Concept, *, often: bool) -> bool:
    """Whether it is a name in Latin letters, said ``often`` if so wanted: a term, or a capital."""
    if often and len(concept.spans) < 2:
        return False
    named = concept.known or _CAPITAL.search(concept.name)
    return bool(named and _LATIN_NAME.fullmatch(concept.name))


@lru_cache(maxsize=1 << 14)
def _is_no_name(written: str) -> bool:
    key = fold(written)
    return (len(key) < 2 and key.isascii()) or bool(_KEYWORD.fullmatch(written))


def _named(text: str, hits: Sequence[TermHit]) -> list[tuple[str, int, int]]:
    """Terms and technical names, names of code, capitalised words: ``(name, start, end)``."""
    terms = [(hit.name, hit.start, hit.end) for hit in hits]
    proper = [(match[0], *match.span()) for match in _PROPER.finditer(text)]
    if len(proper) > 1:
        often = Counter([name for name, _, _ in proper])
        proper = [named for named in proper if often[named[0]] > 1]
    else:
        proper = []
    code = _IDENTIFIER.finditer(text) if _JOINED.search(text) else ()
    identifiers = [(match[0], *match.span()) for match in code]
    if not (proper or identifiers):
        return terms
    placed = {named[1]: named for named in (*proper, *terms, *identifiers)}
    return sorted(placed.values(), key=lambda name: name[1])


def _add(found: dict[str, Concept], key: str, phrase: Phrase, text: str) -> None:
    """A repeated phrase; it takes over part of the weight of what it contains."""
    inner = max([concept.weight for name, concept in found.items() if name in key], default=0.0)
    own = sum([_worth(start) for start, _ in phrase.spans]) * (1.0 if len(key) > 3 else 0.4)
    modifies = False not in [text.startswith("的", end) for _, end in phrase.spans]
    own *= _MODIFIER if modifies else 1.0
    known = found.get(key)
    if known is None or own + inner / 2 > known.weight:
        name = known.name if known else phrase.text
        found[key] = Concept(
            name, own + inner / 2, True, known=bool(known and known.known), spans=list(phrase.spans)
        )


def _worth(place: int) -> int:
    """What an occurrence at ``place`` is worth: more in the lead."""
    return 3 if place < _LEAD else 2 if place < 3 * _LEAD else 1


def _unlike(ranked: Sequence[Concept]) -> Iterator[Concept]:
    """``ranked`` without those that only vary one before: Diffusers, diffusion."""
    kept: list[str] = []
    for concept in ranked:
        key = folded(concept.name)
        for other in kept:
            if key in other or other in key or key[:6] == other[:6]:
                break
        else:
            kept.append(key)
            yield concept


def _spelled(text: str, start: int, end: int, name: str) -> str:
    """As the text writes it, but in the taxonomy's case: GPT for gpt.

    What stands inside a longer word (OutOfMemoryError) takes the taxonomy's name: OOM.
    """
    written, after = text[start:end], text[end : end + 1]
    if written == name:
        return name
    inside = after.isascii() and after.isupper() and written[-1:].islower()
    return name if inside or folded(name) == folded(written) else written
