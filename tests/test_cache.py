"""What is kept between builds is never trusted blindly, and never stale."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import cache as cache_module
from scripts import fingerprint
from scripts.cache import Cache, Memory
from scripts.files import read_inputs
from scripts.pipeline import build_library
from tests.released import INPUTS, copy_to
from tests.remembering import Run, replayed

ROOT = Path(__file__).resolve().parent.parent
VALUE = {"made": ["1", None], "名": ["词", 2.5, True, {}]}


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


# --- the store ------------------------------------------------------------------------


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    Cache(tmp_path).save("a", VALUE)
    assert Cache(tmp_path).load("a") == VALUE
    assert Cache(tmp_path).load("b") is None


@given(data=st.data())
def test_a_damaged_file_is_a_miss(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        cache = Cache(Path(name))
        cache.save("a", VALUE)
        path = only_file(Path(name))
        good = path.read_bytes()
        place = data.draw(st.integers(0, len(good) - 1))
        bad = data.draw(
            st.one_of(
                st.just(good[:place]),
                st.binary(max_size=200),
                st.integers(1, 255).map(
                    lambda bits: good[:place] + bytes([good[place] ^ bits]) + good[place + 1 :]
                ),
            )
        )
        path.write_bytes(bad)
        assert cache.load("a") is None


@given(data=st.data())
def test_columns_come_back_and_damaged_ones_are_a_miss(data: st.DataObject) -> None:
    columns = {"a": bytes(range(200)), "b": b"", "c": b"\n{}"}
    with tempfile.TemporaryDirectory() as name:
        cache = Cache(Path(name))
        cache.save_columns("a", VALUE, columns)
        value, found = cache.load_columns("a") or ({}, {})
        assert value == VALUE
        assert {key: bytes(column) for key, column in found.items()} == columns
        assert cache.load("a") is None, "columns are no plain value"
        path = only_file(Path(name))
        good = path.read_bytes()
        place = data.draw(st.integers(0, len(good) - 1))
        path.write_bytes(data.draw(st.sampled_from([good[:place], good[:place] + b"?"])))
        assert cache.load_columns("a") is None


def test_a_plain_value_has_no_columns(tmp_path: Path) -> None:
    for value in (VALUE, {"columns": []}, {"columns": {"a": 1}}, {"columns": {"a": None}}):
        Cache(tmp_path).save("a", value)
        assert Cache(tmp_path).load_columns("a") is None


def test_a_value_that_is_no_object_is_a_miss(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.save("a", ["no object"])
    assert cache.load("a") is None


def test_a_cache_that_cannot_be_written_or_read_changes_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    Cache(blocked).save("a", VALUE)
    assert Cache(blocked).load("a") is None
    Cache(None).save("a", VALUE)
    assert Cache(None).load("a") is None


def test_the_longest_unused_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    for name in "abc":
        cache.save(name, VALUE)
    sizes = sum(path.stat().st_size for path in tmp_path.iterdir())
    for number, name in enumerate("abc"):
        path = cache._path(name)
        os.utime(path, (1_000_000 + number, 1_000_000 + number))
    assert cache.load("a") == VALUE  # used just now
    monkeypatch.setattr(cache_module, "LIMIT", sizes)
    cache.save("d", VALUE)
    assert cache.load("b") is None
    assert cache.load("a") == cache.load("c") == cache.load("d") == VALUE


def test_the_environment_chooses_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cache_module.SETTING, str(tmp_path / "there"))
    Cache.of(ROOT).save("a", VALUE)
    assert only_file(tmp_path / "there").is_file()
    monkeypatch.setenv(cache_module.SETTING, "off")
    Cache.of(ROOT).save("a", VALUE)
    assert Cache.of(ROOT).load("a") is None


# --- the memory of stages --------------------------------------------------------------


def recalled(memory: Memory, texts: list[str]) -> tuple[list[Any], list[str]]:
    """The results for ``texts``, and which of them had to be made."""
    asked: list[str] = []

    def make(missing: Sequence[int]) -> list[Any]:
        asked.extend(texts[at] for at in missing)
        return [[texts[at].upper(), len(texts[at]) / 3] for at in missing]

    return memory.recall("stage", texts, make), asked


texts_of_a_run = st.lists(st.text(max_size=3) | st.just("\ud800"), max_size=6)


@given(st.lists(st.tuples(texts_of_a_run, st.sampled_from("xy")), max_size=5))
def test_what_is_remembered_is_what_would_be_made(runs: list[Run]) -> None:
    for texts, results in replayed(runs, recalled):
        assert results == [[text.upper(), len(text) / 3] for text in texts]


KNOWN = ["a", "b", "\ud800", "\n", "never asked for"]


def asked(memory: Memory, wanted: list[str]) -> tuple[list[Any], list[str]]:
    """As :func:`recalled`, but asked for one at a time of more texts than are wanted."""
    made: list[str] = []

    def make(at: int) -> list[Any]:
        made.append(KNOWN[at])
        return [KNOWN[at] * 2, at]

    ask = memory.asking("stage", KNOWN, make)
    results = [ask(KNOWN.index(text)) for text in wanted]
    assert len(made) == len({*made})
    return results, made


asked_of_a_run = st.lists(st.sampled_from(KNOWN[:4]), max_size=6)


@given(st.lists(st.tuples(asked_of_a_run, st.sampled_from("xy")), max_size=5))
def test_what_is_asked_for_is_what_would_be_made(runs: list[Run]) -> None:
    for wanted, results in replayed(runs, asked):
        assert results == [[text * 2, KNOWN.index(text)] for text in wanted]


@pytest.mark.parametrize("stamp", [None, ""])
def test_without_a_stamp_nothing_is_remembered(tmp_path: Path, stamp: str | None) -> None:
    for _ in range(2):
        memory = Memory(Cache(tmp_path), stamp)
        assert recalled(memory, ["a"]) == ([["A", 1 / 3]], ["a"])
        memory.save()
    assert not list(tmp_path.iterdir())


def test_what_was_made_while_the_code_changed_is_not_kept(tmp_path: Path) -> None:
    for now, known in (("y", False), ("x", False), ("x", True)):
        memory = Memory(Cache(tmp_path), "x", lambda now=now: now)
        assert recalled(memory, ["a"])[1] == ([] if known else ["a"])
        memory.save()


def test_a_damaged_memory_is_none(tmp_path: Path) -> None:
    for damage in (b"", b"{}", b"shouxun-cache-1 x\n{}"):
        memory = Memory(Cache(tmp_path), "x")
        assert recalled(memory, ["a", "b"])[1] == ["a", "b"]
        memory.save()
        only_file(tmp_path).write_bytes(damage)


def test_a_memory_of_another_shape_is_none(tmp_path: Path) -> None:
    name = b"n" * 16
    for value, columns in (
        ({"stamp": "x"}, {"names": name}),
        ({"stamp": "x"}, {"names": name, "lines": b"1\n2"}),
        ({"stamp": "x"}, {"names": name[1:], "lines": b""}),
        ({"stamp": "x"}, {"results": b""}),
        ({}, {"names": name, "lines": b"1"}),
    ):
        Cache(tmp_path).save_columns("stage stage", value, columns)
        assert recalled(Memory(Cache(tmp_path), "x"), ["a"])[1] == ["a"]


def test_titles_are_read_once_and_are_the_same(tmp_path: Path) -> None:
    inputs = read_inputs(*INPUTS)
    clean = build_library(inputs)
    for _ in range(2):
        memory = Memory(Cache(tmp_path), "x")
        assert build_library(inputs, None, memory).entries == clean.entries
        memory.save()
    for stage in ("title", "classify", "tag", "relate"):
        _, columns = Cache(tmp_path).load_columns(f"stage {stage}") or ({}, {})
        assert len(columns["names"]) == 16 * len(clean.entries)


# --- the digests ----------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, which a test may edit."""
    return copy_to(tmp_path / "project")


def digest(project: Path) -> str | None:
    data = project / "data"
    return fingerprint.of_inputs(
        project, [data / "dumps", data / "taxonomy.yml", data / "curation.yml"]
    )


@pytest.mark.parametrize(
    "name",
    [
        "data/dumps/000_78be9e7d667e2a46.txt", "data/taxonomy.yml", "data/curation.yml",
        "scripts/titles/text.py", "overrides/pages/category.html", "docs/about.md", "mkdocs.yml",
    ],
)  # fmt: skip
def test_every_input_changes_the_digest(project: Path, name: str) -> None:
    before = digest(project)
    path = project / name
    good = path.read_bytes()
    path.write_bytes(good + b"\n")
    assert before is not None
    assert digest(project) not in (None, before)
    path.write_bytes(good)
    assert digest(project) == before


def test_files_and_names_and_environment_change_the_digest(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = {digest(project)}
    dump = project / "data/dumps/000_78be9e7d667e2a46.txt"
    dump.rename(dump.with_name("zzz.txt"))
    seen.add(digest(project))
    (project / "docs/new.md").write_text("# new")
    seen.add(digest(project))
    monkeypatch.setenv("SITE_URL", "https://example.org/elsewhere/")
    seen.add(digest(project))
    assert None not in seen
    assert len(seen) == 4


@pytest.mark.parametrize("name", ["scripts/titles/text.py", "scripts/__init__.py"])
def test_code_and_policy_change_what_was_understood(project: Path, name: str) -> None:
    before = fingerprint.of_code(project, "policy")
    assert before not in (None, fingerprint.of_code(project, "other policy"))
    (project / "data/dumps/new.txt").write_text("a dump changes no text before it")
    assert fingerprint.of_code(project, "policy") == before
    path = project / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert fingerprint.of_code(project, "policy") not in (None, before)


def test_what_python_leaves_changes_nothing(project: Path) -> None:
    before = digest(project)
    (project / "scripts/__pycache__").mkdir(exist_ok=True)  # where somebody ran what was copied
    (project / "scripts/__pycache__/cli.pyc").write_bytes(b"x")
    assert digest(project) == before


def test_links_and_missing_files_have_no_digest(project: Path) -> None:
    (project / "data/dumps/link.txt").symlink_to("/etc/hostname")
    assert digest(project) is None
    (project / "data/dumps/link.txt").unlink()
    (project / "data/curation.yml").unlink()
    assert digest(project) is None


def test_a_site_that_was_touched_has_another_digest(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    page = tmp_path / "a/index.html"
    page.write_text("page")
    os.utime(page, (1, 1))
    seen = [fingerprint.of_site(tmp_path)]
    page.write_text("gape")
    seen.append(fingerprint.of_site(tmp_path))
    (tmp_path / "b").mkdir()
    seen.append(fingerprint.of_site(tmp_path))
    shutil.rmtree(tmp_path / "a")
    seen.append(fingerprint.of_site(tmp_path))
    assert len(set(seen)) == 4
    assert fingerprint.of_site(tmp_path / "none") is None


# --- the law: incremental equals clean ------------------------------------------------


def build(project: Path, site: str, cache: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "scripts", "build", "--site-dir", site],
        cwd=project,
        env={**os.environ, cache_module.SETTING: cache},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _add_dump(project: Path, rng: random.Random) -> None:
    text = f"梯度检查点 第 {rng.randint(0, 999)} 次摘录说,训练时重新计算激活值可以节省显存。" * 3
    (project / f"data/dumps/{rng.randint(100, 999)}_more.txt").write_text(
        f"LATEST UPDATES\n{text}...\n"
    )


def _drop_line(project: Path, rng: random.Random) -> None:
    path = rng.choice(sorted((project / "data/dumps").iterdir()))
    lines = path.read_text(encoding="utf-8").split("\n")
    lines.pop(rng.randrange(len(lines)))
    path.write_text("\n".join(lines), encoding="utf-8")


def _curate(project: Path, rng: random.Random) -> None:
    names = sorted(contents(project / "site")) if (project / "site").exists() else []
    ids = sorted({name.split("/")[1] for name in names if name.startswith("articles/")})
    chosen = rng.choice(ids or ["00000000"])
    text = f"articles:\n  '{chosen}': {{title: 改过的题目 {rng.randint(0, 99)}, category: NLP}}\n"
    (project / "data/curation.yml").write_text(text, encoding="utf-8")


def _reweigh(project: Path, rng: random.Random) -> None:
    path = project / "data/taxonomy.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("gloss: 强化学习", f"gloss: 强化学习{rng.randint(0, 99)}"), "utf-8"
    )


def _recode(project: Path, rng: random.Random) -> None:
    path = project / "scripts/__init__.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('__version__ = "', '__version__ = "9'), encoding="utf-8")


def _retouch(project: Path, rng: random.Random) -> None:
    """Someone edits the site by hand."""
    (project / "site/index.html").write_text("edited")


def _damage(project: Path, rng: random.Random) -> None:
    """Pages that the next build might take over are cut, edited or lost."""
    pages = sorted((project / "site/articles").glob("*/index.html"))
    for page, content in zip(rng.sample(pages, 3), ("", "edited", None), strict=True):
        page.unlink() if content is None else page.write_text(content)


EDITS: list[Callable[[Path, random.Random], None]] = [
    _add_dump, _drop_line, _curate, _reweigh, _recode, _retouch, _damage,
]  # fmt: skip


def _check(project: Path, edits: list[Callable[[Path, random.Random], None]], seed: int) -> None:
    rng = random.Random(seed)
    build(project, "site", "kept")
    for edit in edits:
        edit(project, rng)
        build(project, "site", "kept")
        build(project, "clean", "off")
        assert contents(project / "site") == contents(project / "clean"), edit.__name__


def test_an_unchanged_site_stays_and_its_report_is_given_again(project: Path) -> None:
    first = build(project, "site", "kept")
    before = fingerprint.of_site(project / "site")
    second = build(project, "site", "kept")
    assert fingerprint.of_site(project / "site") == before
    assert "nothing has changed" in second
    notes = [line for line in first.splitlines() if line.startswith(("note", "warning"))]
    assert [line for line in second.splitlines() if line.startswith(("note", "warning"))] == notes


@pytest.mark.slow
def test_incremental_equals_clean(project: Path) -> None:
    _check(project, [_add_dump, _damage], seed=0)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
def test_incremental_equals_clean_after_random_edits(project: Path, seed: int) -> None:
    _check(project, random.Random(seed).choices(EDITS, k=8), seed)
