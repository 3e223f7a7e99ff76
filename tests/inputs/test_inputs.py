"""Each kind of input is taken, taken with a note, or refused by name; none is lost or crashes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
import yaml

from scripts.model import Problem, Severity
from scripts.pages import inputs
from tests.inputs import document
from tests.inputs.cases import CASES, REFUSED, Case
from tests.inputs.files_by_hand import WRITTEN
from tests.inputs.run import run

SECONDS = 20.0  # of the processor; most cases take a hundredth of one


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_becomes_of(case: Case, tmp_path: Path) -> None:
    if case.name == "unreadable" and os.geteuid() == 0:
        pytest.skip("root reads everything")
    start = time.process_time()
    result = run(case, tmp_path / "dumps")
    messages = [str(problem) for problem in result.problems]
    assert result.outcome == case.outcome, messages[:4]
    assert result.lines == case.lines, messages[:4]
    assert sum(result.lines.values()) == result.physical
    assert len(messages) == len(case.says), messages[:4]
    for said, problem in zip(case.says, result.problems, strict=True):
        assert said in problem.message
        assert_names_its_place(problem, case, tmp_path)
    if case.says:
        assert result.problems[0].line == case.line
    assert time.process_time() - start < SECONDS


def assert_names_its_place(problem: Problem, case: Case, folder: Path) -> None:
    assert problem.path.startswith(str(folder))
    assert str(problem).isprintable(), "one line, no terminal codes"
    if case.outcome == REFUSED:
        assert problem.severity is Severity.ERROR
        assert "; " in problem.message, "what is wrong; what to do"


def test_the_documentation_tells_what_the_tests_prove() -> None:
    told = yaml.safe_load(inputs.TABLE.read_text(encoding="utf-8"))
    assert told == document.table(), "write it again: python -m tests.inputs.document"
    rows = [row for groups in told.values() for group in groups for row in group["rows"]]
    assert {row["outcome"] for row in rows} == inputs.OUTCOMES.keys()
    assert len(rows) == len(CASES) + len(WRITTEN)
