"""The report: what was read, what was decided, and where a person should look again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from scripts import escape
from scripts.ledger import KIND_NAMES, count_lines
from scripts.model import Decision, Entry, LineKind, Problem, Severity, SitePage, Verdict
from scripts.pages import links, reading, shell
from scripts.pages.catalogue import ORIGINS, Catalogue
from scripts.text import PLACEHOLDER

_PAIRS_SHOWN = 60  # a diff takes about a millisecond; all decisions stay countable
_LINES_SHOWN = 200
_UNCERTAIN_SHOWN = 12
_CONTEXT = 24
STAGE_NAMES = {
    "parse": "读取",
    "deduplicate": "去重",
    "segment": "分词",
    "classify": "归类",
    "title": "定题",
    "tag": "标概念",
    "relate": "关联",
}
SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "备注"}
VERDICT_NAMES = {
    Verdict.SAME: "并为一则",
    Verdict.DOUBTFUL: "存疑，两则并存",
    Verdict.MERGED: "经订正合并",
    Verdict.KEPT_APART: "经订正分开",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a comparison: ``kind`` is same, del or ins."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of a pair of articles."""

    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A decision about two texts, with what differs and what to paste to decide otherwise."""

    left: Side
    right: Side
    verdict: str
    reason: str
    similarity: int
    diff: tuple[Piece, ...]
    correction: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a chart: ``height`` in percent of the highest."""

    label: str
    count: int
    height: int


def page(catalogue: Catalogue) -> SitePage:
    """The report's page."""
    library = catalogue.library
    title = "整理报告"
    description = "读到了什么，合并、归类了什么，哪里值得再看一眼。"
    doubtful = [d for d in library.decisions if d.verdict is Verdict.DOUBTFUL]
    settled = [d for d in library.decisions if d.verdict is not Verdict.DOUBTFUL]
    return shell.page(
        catalogue,
        "report/",
        "report",
        title,
        description,
        active="report/",
        lines=_lines(catalogue),
        stages=library.stages,
        stage_names=STAGE_NAMES,
        problems=[
            (SEVERITY_NAMES[p.severity], p.severity.value, _place(p), p.message)
            for p in library.problems
        ],
        doubtful=[_pair(catalogue, decision) for decision in doubtful[:_PAIRS_SHOWN]],
        doubtful_count=len(doubtful),
        settled=[_pair(catalogue, decision) for decision in settled[:_PAIRS_SHOWN]],
        settled_count=len(settled),
        histogram=_histogram(library.entries),
        origins=_origins(library.entries),
        lost=_lost(library.entries),
        unrecognised=list(_unrecognised(catalogue))[:_LINES_SHOWN],
        uncertain=_uncertain(catalogue),
    )


def _lines(catalogue: Catalogue) -> list[tuple[str, int]]:
    counts = count_lines(catalogue.library.dumps)
    return [(name, counts[kind]) for kind, name in KIND_NAMES.items()]


def _place(problem: Problem) -> str:
    path = links.file(problem.path)
    return f"{path}:{problem.line}" if problem.line else path


def _pair(catalogue: Catalogue, decision: Decision) -> Pair:
    left, right = _side(catalogue, decision.left), _side(catalogue, decision.right)
    pair = [[decision.left, decision.right]]
    return Pair(
        left,
        right,
        VERDICT_NAMES[decision.verdict],
        decision.reason,
        round(decision.similarity * 100),
        tuple(diff(_text(catalogue, left.id), _text(catalogue, right.id))),
        escape.yaml_document({"merge": pair, "keep_apart": pair}),
    )


def _side(catalogue: Catalogue, given: str) -> Side:
    entry = catalogue.by_id.get(catalogue.canonical.get(given, given))
    if entry is None:
        return Side(given, given, "")
    return Side(entry.id, reading.title(entry.title.text), links.article(entry.id))


def _text(catalogue: Catalogue, article_id: str) -> str:
    entry = catalogue.by_id.get(article_id)
    return entry.article.text if entry else ""


def diff(left: str, right: str) -> Iterator[Piece]:
    """What turns ``left`` into ``right``, character by character; long agreement is elided."""
    if left == right:
        return
    matcher = SequenceMatcher(None, left[:2000], right[:2000], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", _elided(left[i:j]))
            continue
        if i < j:
            yield Piece("del", left[i:j])
        if k < m:
            yield Piece("ins", right[k:m])


def _elided(text: str) -> str:
    return text if len(text) <= 2 * _CONTEXT + 3 else f"{text[:_CONTEXT]} … {text[-_CONTEXT:]}"


def _histogram(entries: tuple[Entry, ...]) -> list[Column]:
    """Confidence of inferred categories, in tenths."""
    found = [
        e.classification.confidence for e in entries if ORIGINS[e.classification.origin] == "推断"
    ]
    counts = Counter(min(9, int(confidence * 10)) for confidence in found)
    return _columns([(f"{10 * tenth}–{10 * tenth + 10}", counts[tenth]) for tenth in range(10)])


def _origins(entries: tuple[Entry, ...]) -> list[Column]:
    counts = Counter(entry.classification.origin for entry in entries)
    return _columns([(name, counts[origin]) for origin, name in ORIGINS.items()])


def _columns(counted: list[tuple[str, int]]) -> list[Column]:
    most = max((count for _, count in counted), default=0) or 1
    return [Column(label, count, round(100 * count / most)) for label, count in counted]


def _lost(entries: tuple[Entry, ...]) -> list[Column]:
    """What the source page left out of the texts, by the mark that stands for it."""
    counts = Counter(mark.lower() for e in entries for mark in PLACEHOLDER.findall(e.article.text))
    return _columns(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _unrecognised(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    for transmission in catalogue.transmissions:
        for line in transmission.dump.lines:
            if line.kind is LineKind.UNRECOGNISED:
                url = f"transmissions/{transmission.slug}/#lines"
                yield f"第 {transmission.number} 次收讯，第 {line.number} 行", url, line.text[:200]


def _uncertain(catalogue: Catalogue) -> list[tuple[str, str, int, str]]:
    """Inferred categories with the least confidence: what a person should judge first."""
    least = catalogue.library.taxonomy.settings["review_category"]
    inferred = [e for e in catalogue.library.entries if ORIGINS[e.classification.origin] == "推断"]
    inferred.sort(key=lambda e: (e.classification.confidence, e.id))
    return [
        (
            reading.title(e.title.text),
            links.article(e.id),
            round(100 * e.classification.confidence),
            f"{e.category}，其次 {e.classification.runner_up or '无'}",
        )
        for e in inferred[:_UNCERTAIN_SHOWN]
        if e.classification.confidence < least
    ]
