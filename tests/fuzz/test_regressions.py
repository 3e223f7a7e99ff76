"""What fuzzing ever found stays found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.atheris_parse import one_input

FOUND = sorted((Path(__file__).parent / "regressions").iterdir())


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_a_finding_stays_mended(path: Path) -> None:
    one_input(path.read_bytes())
