"""Every mistake in the files people write is one line with its place, and costs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import cli
from tests.inputs.cases import DUMP, NOTED, REFUSED
from tests.inputs.files_by_hand import CURATION, WRITTEN, Written

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("case", WRITTEN, ids=lambda case: case.name)
def test_what_becomes_of(case: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dumps, path, site = tmp_path / "dumps", tmp_path / case.file, tmp_path / "site"
    dumps.mkdir()
    (dumps / "a.txt").write_text(DUMP, encoding="utf-8")
    path.write_bytes(case.content)
    given = {"curation": ROOT / "data" / "curation.yml", "taxonomy": ROOT / "data" / "taxonomy.yml"}
    given[path.stem] = path
    options = [f"--{name}={file}" for name, file in given.items()]
    old_site(site)
    refused = case.outcome == REFUSED
    command = ["build", f"--site-dir={site}"] if refused else ["check"]
    assert cli.main([*command, f"--dumps={dumps}", *options]) == int(refused)
    said = [line for line in capsys.readouterr().err.splitlines() if str(path) in line]
    if case.outcome in (NOTED, REFUSED):
        place = case.place.removeprefix("0:0").removesuffix(":0")
        wanted = f"{path}:{place}: " if place else f"{path}: "
        assert any(wanted in line and case.says in line for line in said), said[:5]
    else:
        assert said == []
    assert (site / "index.html").read_text() == "old"
    if refused:
        assert all("; " in line for line in said if case.says in line), said
    assert case.file != CURATION or len(said) <= 2


def old_site(site: Path) -> None:
    site.mkdir()
    (site / ".shouxun").touch()
    (site / "index.html").write_text("old")
