"""What is read, what is refused, and that every refusal names the file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scripts import files
from scripts.files import read_inputs
from scripts.model import InputError

ROOT = Path(__file__).resolve().parent.parent
TAXONOMY = ROOT / "data" / "taxonomy.yml"


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    folder = tmp_path / "dumps"
    folder.mkdir()
    (folder / "a.txt").write_text("LATEST UPDATES\n", encoding="utf-8")
    return folder


def read(dumps: Path):
    return read_inputs(dumps, ROOT / "data" / "curation.yml", TAXONOMY)


def refusals(dumps: Path) -> list[str]:
    with pytest.raises(InputError) as refusal:
        read(dumps)
    return [str(problem) for problem in refusal.value.problems]


def test_dumps_are_read_in_order_of_name(dumps: Path) -> None:
    (dumps / "0.txt").write_text("x\n")
    assert [dump.name for dump in read(dumps).dumps] == ["0", "a"]


def test_other_files_are_left_out_with_a_note(dumps: Path) -> None:
    (dumps / "notes.md").write_text("x")
    (dumps / ".DS_Store").write_text("x")
    inputs = read(dumps)
    assert [dump.name for dump in inputs.dumps] == ["a"]
    assert [problem.severity for problem in inputs.problems] == ["note"]


def test_an_undecodable_dump_is_refused_with_its_line(dumps: Path) -> None:
    (dumps / "b.txt").write_bytes("第一行\n第二行".encode() + b"\xff\n")
    [refusal] = refusals(dumps)
    assert refusal.startswith(f"{dumps / 'b.txt'}:2: ")
    assert refusal.endswith("; save it as UTF-8")


def test_all_bad_files_are_named_at_once(dumps: Path) -> None:
    (dumps / "b.txt").write_bytes(b"\xff\xff")
    (dumps / "c.txt").mkdir()
    (dumps / "d.txt").symlink_to("/etc/passwd")
    os.mkfifo(dumps / "e.txt")
    assert [Path(line.split(":")[0]).name for line in refusals(dumps)] == [
        "b.txt", "c.txt", "d.txt", "e.txt",
    ]  # fmt: skip


def test_a_huge_file_is_refused_before_it_is_read(dumps: Path) -> None:
    with (dumps / "b.txt").open("wb") as file:
        file.truncate(1_000_000_000)
    assert "1000 MB, more than 64 MB" in refusals(dumps)[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_refused(dumps: Path) -> None:
    (dumps / "a.txt").chmod(0)
    assert "Permission denied" in refusals(dumps)[0]


def test_two_dumps_of_one_name_are_refused(dumps: Path) -> None:
    (dumps / "a.TXT").write_text("x")
    assert "same name" in refusals(dumps)[0]


def test_a_missing_folder_or_named_file_is_an_error(dumps: Path, tmp_path: Path) -> None:
    assert "No such file" in refusals(tmp_path / "nowhere")[0]
    with pytest.raises(InputError, match="nocuration"):
        read_inputs(dumps, tmp_path / "nocuration.yml", TAXONOMY)
    with pytest.raises(InputError, match="notaxonomy"):
        read_inputs(dumps, None, tmp_path / "notaxonomy.yml")


def test_the_default_curation_may_be_missing(dumps: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(files, "CURATION", tmp_path / "none.yml")
    assert read_inputs(dumps, None, TAXONOMY).curation.text == ""


def test_names_in_messages_cannot_forge_lines(dumps: Path) -> None:
    (dumps / "x\nerror: forged.txt").write_bytes(b"\xff")
    assert all("\n" not in refusal for refusal in refusals(dumps))
