"""``scripts/pages/inputs.yml``, made from the tables of cases: ``python -m tests.inputs.document``.

The site's page of inputs shows that file. Nothing in it is told that a test does not
prove; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from scripts import escape
from scripts.pages import inputs
from tests.inputs.cases import CASES, Case
from tests.inputs.files_by_hand import WRITTEN, Written


def table() -> dict[str, Any]:
    """The whole table."""
    return {"dumps": list(_dumps(CASES)), "by_hand": list(_by_hand(WRITTEN))}


def _dumps(cases: Iterable[Case]) -> Iterator[dict[str, Any]]:
    for group, members in groupby(cases, key=lambda case: case.group):
        yield {"name": group, "rows": [_row(case, case.lines, case.says) for case in members]}


def _by_hand(cases: Iterable[Written]) -> Iterator[dict[str, Any]]:
    for file, members in groupby(cases, key=lambda case: case.file):
        yield {"name": file, "rows": [_row(case, {}, _said(case)) for case in members]}


def _row(case: Case | Written, lines: Any, says: Iterable[str]) -> dict[str, Any]:
    told = {"lines": dict(lines), "says": list(dict.fromkeys(says))}
    return {"what": case.what, "outcome": case.outcome} | {k: v for k, v in told.items() if v}


def _said(case: Written) -> tuple[str, ...]:
    return (f"{case.place}: {case.says}",) if case.says else ()


if __name__ == "__main__":
    inputs.TABLE.write_text(escape.yaml_document(table()), encoding="utf-8")
