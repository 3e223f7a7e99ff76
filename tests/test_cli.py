"""The command line as a stranger meets it: messages, exit codes, and the old site."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts.cli import _parser, main
from scripts.model import LineKind
from tests.released import CURATION, DUMPS, TAXONOMY, project

ROOT = Path(__file__).resolve().parent.parent


Ended = subprocess.CompletedProcess[str]


def run(*arguments: str | Path) -> Ended:
    command = [sys.executable, "-m", "scripts", *map(str, arguments)]
    buffered = {**os.environ, "PYTHONUNBUFFERED": ""}  # as a stranger has it
    return subprocess.run(
        command,
        cwd=project(),
        env=buffered,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    folder = tmp_path / "dumps"
    folder.mkdir()
    for path in DUMPS.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def options() -> list[tuple[str, str]]:
    [commands] = [
        action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction)
    ]
    return [
        (name, option)
        for name, command in commands.choices.items()
        for action in command._actions
        for option in (action.option_strings or list(action.choices or ()))
        if option not in ("-h", "--help", "--output")
    ]


@pytest.mark.parametrize(("command", "option"), options())
def test_every_option_stands_in_the_readme(command: str, option: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"python -m scripts {command}" in readme
    assert option in readme


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ended, dict[str, Any]]:
    """What ``check`` says of the shipped dumps, and its report."""
    report = tmp_path_factory.mktemp("checked") / "report.json"
    ended = run("check", "--report", report)
    assert ended.returncode == 0, ended.stderr
    return ended, json.loads(report.read_text(encoding="utf-8"))


def test_check_prints_the_ledger_and_its_lines_add_up(checked: tuple[Ended, dict]) -> None:
    ended, found = checked
    assert "56 excerpts of 35 articles" in ended.stdout
    rows = re.findall(r"(\d+)  .+  \((\d+) given, (\d+) curated, (\d+) \w+\)", ended.stdout)
    assert len(rows) >= 6  # the five and the rest
    assert sum(int(row[0]) for row in rows) == sum(int(n) for row in rows for n in row[1:]) == 35
    assert found["articles"] == 35
    assert found["occurrences"] == 56
    assert found["dumps"] == 5
    assert set(found["lines"]) == {kind.value for kind in LineKind}
    physical = sum(len(path.read_text(encoding="utf-8").split("\n")) for path in DUMPS.iterdir())
    assert sum(found["lines"].values()) == physical
    assert {"name", "count", "seconds"} == set(found["stages"][0])


def test_export_jsonl_has_the_fields_of_the_interface() -> None:
    ended = run("export", "jsonl")
    assert ended.returncode == 0, ended.stderr
    articles = [json.loads(line) for line in ended.stdout.splitlines()]
    assert len(articles) == 35
    assert list(articles[0]) == [
        "id", "aliases", "title", "title_origin", "category", "category_origin", "evidence",
        "confidence", "runner_up", "tags", "date", "text", "truncated", "occurrences", "related",
    ]  # fmt: skip
    assert set(articles[0]["occurrences"][0]) == {"dump", "line", "length"}
    assert ended.stdout == run("export", "jsonl").stdout


def test_export_csv_reads_back_and_disarms_formulas(dumps: Path, tmp_path: Path) -> None:
    (dumps / "9.txt").write_text(
        "=HYPERLINK(1) 是一段看起来像公式的摘录,它在表格软件里不应当被当作公式执行...\n"
    )
    target = tmp_path / "out.csv"
    assert run("export", "csv", "--dumps", dumps, "-o", target).returncode == 0
    rows = list(csv.DictReader(io.StringIO(target.read_bytes().decode(), newline="")))
    assert len(rows) == 36
    assert sum(row["text"].startswith("'=HYPERLINK") for row in rows) == 1


def test_export_markdown_makes_a_page_an_article(tmp_path: Path) -> None:
    target = tmp_path / "docs"
    ended = run("export", "markdown", "-o", target)
    assert ended.returncode == 0, ended.stderr
    assert len(list((target / "articles").glob("*.md"))) == 35
    assert (target / "index.md").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 2),
        (["bake"], 2),
        (["build", "--no-such-option"], 2),
        (["export", "docx"], 2),
        (["check", "--dumps", "no/such/folder"], 1),
        (["check", "--curation", "no/such.yml"], 1),
        (["check", "--taxonomy", "no/such.yml"], 1),
        (["--version"], 0),
        (["build", "--help"], 0),
    ],
)
def test_exit_codes(arguments: list[str], code: int) -> None:
    try:
        ended = main(arguments)
    except SystemExit as stopped:  # argparse has its own word on usage
        ended = stopped.code
    assert ended == code


@pytest.mark.parametrize("broken", ["dump", "curation", "taxonomy"])
def test_broken_input_is_one_line_with_its_place_and_the_old_site_stays(
    broken: str, dumps: Path, tmp_path: Path
) -> None:
    curation, taxonomy = tmp_path / "curation.yml", tmp_path / "taxonomy.yml"
    curation.write_bytes(CURATION.read_bytes())
    taxonomy.write_bytes(TAXONOMY.read_bytes())
    path = {"dump": dumps / "x.txt", "curation": curation, "taxonomy": taxonomy}[broken]
    path.write_bytes(b"ok: [\n\xff\xff" if broken == "dump" else b"a:\n  - b\n a: {\n")
    site = tmp_path / "site"
    site.mkdir()
    (site / ".shouxun").touch()
    (site / "index.html").write_text("old")
    inputs = ("--dumps", dumps, "--curation", curation, "--taxonomy", taxonomy)
    ended = run("build", *inputs, "--site-dir", site)
    assert ended.returncode == 1
    [line] = ended.stderr.splitlines()
    assert line.startswith(f"error: {path}:")
    assert "; " in line
    assert (site / "index.html").read_text() == "old"


def test_a_usage_that_is_wrong_is_told_in_a_line_of_its_own() -> None:
    ended = run("bake")
    assert ended.returncode == 2
    assert "invalid choice: 'bake'" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_foreign_site_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    ended = run("build", "--site-dir", tmp_path)
    assert ended.returncode == 1
    assert "did not make" in ended.stderr
    assert (tmp_path / "thesis.doc").read_text() == "mine"


def test_the_progress_tells_each_stage_with_its_count(checked: tuple[Ended, dict]) -> None:
    assert [line.split()[:2] for line in checked[0].stderr.splitlines()[:2]] == [
        ["parse", "5"],
        ["deduplicate", "35"],
    ]


def test_what_was_said_before_a_failure_is_not_lost(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = run("check", "--report", tmp_path / "file" / "r.json")
    assert done.returncode == 1
    assert "88 lines" in done.stdout
    assert "r.json: cannot be written: " in done.stderr.splitlines()[-1]


def test_a_reader_who_has_seen_enough_is_no_failure() -> None:
    command = [sys.executable, "-m", "scripts", "export", "jsonl"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert b"Traceback" not in running.stderr.read()
    assert running.returncode == 0
