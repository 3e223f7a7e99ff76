"""Runs a case the way a build begins, and says in the table's words what happened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scripts.files import read_inputs
from scripts.model import InputError, Problem, Taxonomy
from scripts.parse import check_ledger, count_lines, parse_dumps
from scripts.text import split_lines
from tests.inputs.cases import NOTED, REFUSED, TAKEN, Case

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a folder of dumps."""

    outcome: str
    lines: dict[str, int]
    physical: int
    problems: tuple[Problem, ...]


def run(case: Case, folder: Path, taxonomy: Taxonomy) -> Result:
    """Reads and parses the case in ``folder``. Raises AssertionError where the ledger is wrong."""
    case.write(folder)
    try:
        inputs = read_inputs(folder, DATA / "curation.yml", DATA / "taxonomy.yml")
    except InputError as error:
        return Result(REFUSED, {}, 0, error.problems)
    parsed = parse_dumps(inputs.dumps, taxonomy)
    check_ledger(parsed)
    problems = (*inputs.problems, *(problem for dump in parsed for problem in dump.problems))
    lines = {kind: count for kind, count in count_lines(parsed).items() if count}
    physical = sum(len(split_lines(dump.text)) for dump in inputs.dumps)
    return Result(NOTED if problems else TAKEN, lines, physical, problems)
