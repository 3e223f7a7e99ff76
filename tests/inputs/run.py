"""Runs a case the way a build begins, and says in the table's words what happened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scripts.files import read_inputs
from scripts.ledger import check_ledger, count_lines
from scripts.model import InputError, Problem
from scripts.pipeline import build_library
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


def run(case: Case, folder: Path) -> Result:
    """Everything up to the pages. Raises AssertionError where a line or an excerpt is lost."""
    case.write(folder)
    curation = folder.with_name("curation.yml")
    curation.touch()  # nobody has corrected anything yet
    try:
        inputs = read_inputs(folder, curation, DATA / "taxonomy.yml")
    except InputError as error:
        return Result(REFUSED, {}, 0, error.problems)
    library = build_library(inputs)
    check_ledger(library.dumps)
    seen = [o for entry in library.entries for o in entry.article.occurrences]
    assert len(seen) == sum(len(dump.occurrences) for dump in library.dumps)
    lines = {kind: count for kind, count in count_lines(library.dumps).items() if count}
    physical = sum(len(split_lines(dump.text)) for dump in inputs.dumps)
    return Result(NOTED if library.problems else TAKEN, lines, physical, library.problems)
