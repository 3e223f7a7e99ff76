"""Each kind of input is taken, taken with a note, or refused by name; none is lost or crashes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from scripts.model import Severity, Taxonomy
from tests.inputs.cases import CASES, REFUSED, Case
from tests.inputs.run import run

SECONDS = 30.0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_becomes_of(case: Case, tmp_path: Path, taxonomy: Taxonomy) -> None:
    if case.name == "unreadable" and os.geteuid() == 0:
        pytest.skip("root reads everything")
    start = time.perf_counter()
    result = run(case, tmp_path / "dumps", taxonomy)
    messages = [str(problem) for problem in result.problems]
    assert result.outcome == case.outcome, messages[:4]
    assert result.lines == case.lines, messages[:4]
    assert sum(result.lines.values()) == result.physical
    assert len(case.says) <= len(messages)
    for said, problem in zip(case.says, result.problems, strict=False):
        assert said in problem.message
    if case.says and case.line:
        assert result.problems[0].line == case.line
    assert time.perf_counter() - start < SECONDS


@pytest.mark.parametrize("case", [c for c in CASES if c.says], ids=lambda case: case.name)
def test_every_message_names_its_file_in_one_line(
    case: Case, tmp_path: Path, taxonomy: Taxonomy
) -> None:
    if case.name == "unreadable" and os.geteuid() == 0 or case.group == "规模":
        pytest.skip("tested above")
    for problem in run(case, tmp_path / "dumps", taxonomy).problems:
        assert problem.path.startswith(str(tmp_path))
        assert "\n" not in str(problem)
        assert str(problem).isprintable()
        if case.outcome == REFUSED:
            assert problem.severity is Severity.ERROR
            assert "; " in problem.message, "what is wrong; what to do"
