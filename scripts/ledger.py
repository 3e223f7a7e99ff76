"""The ledger: what became of every line of the dumps, and that none is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from scripts.model import LineKind, ParsedDump
from scripts.text import split_lines

#: What each kind of line is called, wherever a person reads of it.
KIND_NAMES = {
    LineKind.ARTICLE: "摘录",
    LineKind.CATEGORY: "分类",
    LineKind.DATE: "日期",
    LineKind.BANNER: "横幅",
    LineKind.PAGER: "翻页",
    LineKind.BLANK: "空行",
    LineKind.UNRECOGNISED: "未认出",
}


def count_lines(dumps: Sequence[ParsedDump]) -> dict[str, int]:
    """How many lines of each kind, for the ledger; every kind has an entry."""
    counts = Counter(line.kind for parsed in dumps for line in parsed.lines)
    return {kind.value: counts[kind] for kind in LineKind}


def check_ledger(dumps: Sequence[ParsedDump]) -> None:
    """The conservation law: each physical line classed once, each article line one occurrence.

    Raises :class:`AssertionError` (a bug in :mod:`scripts.parse`, not in the input).
    """
    for parsed in dumps:
        physical = len(split_lines(parsed.dump.text))
        numbers = [line.number for line in parsed.lines]
        if numbers != list(range(1, physical + 1)):
            raise AssertionError(f"{parsed.dump.path}: {len(numbers)} of {physical} lines classed")
        articles = [line.number for line in parsed.lines if line.kind is LineKind.ARTICLE]
        if articles != [occurrence.line for occurrence in parsed.occurrences]:
            raise AssertionError(f"{parsed.dump.path}: excerpts and article lines differ")
