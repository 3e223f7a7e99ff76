"""The ledger of a run: what the terminal and ``report.json`` count."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from scripts import report
from scripts.model import Decision, Library, Problem, Severity, StageReport, Verdict


@pytest.fixture(scope="module")
def with_more(library: Library) -> Library:
    """The shipped library with three articles hidden, a doubt and a merge."""
    shown, hidden = library.entries[3:], tuple(one.article for one in library.entries[:3])
    decisions = (
        Decision("a", "b", Verdict.DOUBTFUL, "digits differ", 0.99),
        Decision("a", "c", Verdict.SAME, "only slips", 0.99),
        Decision("a", "d", Verdict.MERGED, "by hand", 1.0),
    )
    return replace(library, entries=shown, hidden=hidden, decisions=decisions)


def test_hidden_articles_are_articles(with_more):
    lines = list(report.ledger(with_more))
    assert "56 excerpts of 35 articles, 3 hidden" in lines
    told = json.loads(report.as_json(with_more))
    assert (told["articles"], told["occurrences"], told["dumps"]) == (35, 56, 5)


def test_only_what_is_hidden_or_doubtful_is_mentioned(library, with_more):
    plain = list(report.ledger(library))
    assert "56 excerpts of 35 articles" in plain
    assert "possible duplicates" not in plain[-1]
    doubt = "possible duplicates kept apart: 1; see: python -m scripts review"
    assert list(report.ledger(with_more))[-1] == doubt


def test_stages_of_the_edge_come_after_those_of_the_library(library):
    own = replace(library, stages=(StageReport("parse", 5, 0.1),))
    told = json.loads(report.as_json(own, [StageReport("render", 7, 0.2)]))
    assert [stage["name"] for stage in told["stages"]] == ["parse", "render"]


def test_a_run_that_could_not_be_has_the_shape_of_one_that_was(library):
    problem = Problem(Severity.ERROR, "a.txt", 3, "is not text; save it as UTF-8")
    failed, done = json.loads(report.failure_json([problem])), json.loads(report.as_json(library))
    assert failed.keys() == done.keys()
    assert failed["lines"] == dict.fromkeys(done["lines"], 0)
    assert failed["problems"] == [
        {"severity": "error", "path": "a.txt", "line": 3, "message": problem.message}
    ]


def test_the_worst_is_told_first_then_by_place():
    given = [
        Problem(Severity.NOTE, "a", 1, ""),
        Problem(Severity.WARNING, "b", 2, ""),
        Problem(Severity.WARNING, "b", 1, ""),
        Problem(Severity.ERROR, "z", 9, ""),
        Problem(Severity.WARNING, "a", 7, ""),
    ]
    order = [(one.severity.value, one.path, one.line) for one in report.worst_first(given)]
    severities = ["error", "warning", "warning", "warning", "note"]
    assert order == list(zip(severities, "zabba", (9, 7, 1, 2, 1), strict=True))
