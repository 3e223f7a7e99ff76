"""The ledger of a run: for people on the terminal, for programs as ``report.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from scripts.categories import UNCATEGORISED, by_category
from scripts.ledger import KIND_NAMES, count_lines
from scripts.model import Library, Origin, ParsedDump, Problem, Severity, StageReport, Verdict


def as_json(library: Library, stages: Iterable[StageReport] = ()) -> str:
    """``report.json`` as the interface defines it. ``stages``: those after the library's own."""
    articles = len(library.entries) + len(library.hidden)
    return _json(library.problems, articles, library.dumps, (*library.stages, *stages))


def failure_json(problems: Iterable[Problem]) -> str:
    """``report.json`` of a run that could not be: no counts, only what stood in the way."""
    return _json(problems)


def _json(
    problems: Iterable[Problem],
    articles: int = 0,
    dumps: Sequence[ParsedDump] = (),
    stages: Iterable[StageReport] = (),
) -> str:
    report = {
        "articles": articles,
        "occurrences": sum(len(dump.occurrences) for dump in dumps),
        "dumps": len(dumps),
        "lines": count_lines(dumps),
        "problems": [_problem(problem) for problem in problems],
        "stages": [asdict(stage) for stage in stages],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def ledger(library: Library) -> Iterator[str]:
    """What became of every line, as lines for the terminal."""
    counts = count_lines(library.dumps)
    yield f"{len(library.dumps)} dumps, {sum(counts.values())} lines:"
    for kind, name in KIND_NAMES.items():
        yield f"  {counts[kind]:6}  {name} {kind}"
    occurrences = sum(len(dump.occurrences) for dump in library.dumps)
    articles = len(library.entries) + len(library.hidden)
    hidden = f", {len(library.hidden)} hidden" if library.hidden else ""
    yield f"{occurrences} excerpts of {articles} articles{hidden}"
    yield from _categories(library)
    doubtful = sum(decision.verdict is Verdict.DOUBTFUL for decision in library.decisions)
    if doubtful:
        yield f"possible duplicates kept apart: {doubtful}; see: python -m scripts review"


def _categories(library: Library) -> Iterator[str]:
    for category, entries in by_category(library):
        given = sum(entry.classification.origin is Origin.HEADER for entry in entries)
        curated = sum(entry.classification.origin is Origin.CURATED for entry in entries)
        rest = "undecided" if category.slug == UNCATEGORISED else "inferred"
        detail = f"{given} given, {curated} curated, {len(entries) - given - curated} {rest}"
        yield f"  {len(entries):6}  {category.name}  ({detail})"


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "severity": problem.severity.value,
        "path": problem.path,
        "line": problem.line,
        "message": problem.message,
    }


def worst_first(problems: Iterable[Problem]) -> list[Problem]:
    """Errors, warnings, notes; within each, in order of place."""
    rank = [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    return sorted(problems, key=lambda p: (rank.index(p.severity), p.path, p.line))
