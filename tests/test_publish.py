"""The old site serves on whatever happens; the next build works."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts import publish
from scripts.model import InputError
from scripts.publish import MARKER, replacing, write_atomically

ROOT = Path(__file__).resolve().parent.parent
PAGES = 60

BUILDER = f"""
import sys
from pathlib import Path
from scripts.publish import replacing
target, version = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
while True:
    with replacing(target) as staging:
        for number in range({PAGES}):
            (staging / f"{{number}}.html").write_text(version)
"""


def publish_version(target: Path, version: str) -> None:
    with replacing(target) as staging:
        for number in range(PAGES):
            (staging / f"{number}.html").write_text(version)


def state(target: Path) -> set[str]:
    """The versions found in a site that must be whole."""
    assert sum(1 for _ in target.glob("*.html")) == PAGES
    return {path.read_text() for path in target.glob("*.html")}


def neighbours(target: Path) -> set[str]:
    return {path.name for path in target.parent.iterdir()} - {target.name, ".site.shouxun-lock"}


def test_a_first_build_and_a_second(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "site"
    for version in ("old", "new"):
        publish_version(target, version)
        assert state(target) == {version}
        assert (target / MARKER).exists()
        assert neighbours(target) == set()


def test_without_the_atomic_exchange_two_renames_do(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(publish, "_exchanged", lambda *_: False)
    for version in ("old", "new"):
        publish_version(tmp_path / "site", version)
    assert state(tmp_path / "site") == {"new"}
    assert neighbours(tmp_path / "site") == set()


def test_an_old_site_caught_between_two_renames_comes_back(tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish_version(target, "old")
    target.rename(tmp_path / ".site.shouxun-old-abc")
    with pytest.raises(RuntimeError), replacing(target):
        assert state(target) == {"old"}
        raise RuntimeError("and this build fails")
    assert state(target) == {"old"}


def test_an_error_while_building_leaves_the_old_site(tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish_version(target, "old")
    with pytest.raises(RuntimeError), replacing(target) as staging:
        (staging / "0.html").write_text("new")
        raise RuntimeError
    assert state(target) == {"old"}
    assert neighbours(target) == set()


@pytest.mark.parametrize("kind", ["file", "foreign", "dotfile"])
def test_what_the_tool_did_not_make_is_not_replaced(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "site"
    if kind == "file":
        target.write_text("mine")
    else:
        target.mkdir()
        (target / ("thesis.doc" if kind == "foreign" else ".git")).write_text("mine")
    with pytest.raises(InputError, match=r"not a directory|did not make"), replacing(target):
        raise AssertionError("not reached")
    survivors = [target] if kind == "file" else list(target.iterdir())
    assert [path.read_text() for path in survivors] == ["mine"]


def test_an_empty_directory_is_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    publish_version(tmp_path / "site", "new")
    assert state(tmp_path / "site") == {"new"}


def test_a_second_build_at_the_same_time_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "site"
    with replacing(target) as staging:
        (staging / "x").write_text("first")
        with pytest.raises(InputError, match="another process"), replacing(target):
            raise AssertionError("not reached")
    assert (target / "x").read_text() == "first"


def test_a_full_disk_is_one_clear_error_and_the_old_site(tmp_path: Path) -> None:
    """A limit on file size is what a full disk looks like to a process."""
    target = tmp_path / "site"
    publish_version(target, "old")
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        "from pathlib import Path; from scripts.publish import replacing;"
        "from scripts.model import InputError\n"
        "try:\n"
        f"    with replacing(Path({str(target)!r})) as s:\n"
        "        with (s / 'big').open('wb') as f: f.write(b'x' * 5000)\n"
        "except InputError as error: print(error); sys.exit(1)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1, ended.stderr
    assert "the old site is unchanged" in ended.stdout
    assert state(target) == {"old"}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_fifty_kills_at_random_moments_never_cost_the_site(tmp_path: Path) -> None:
    target, moments = tmp_path / "site", random.Random(7)
    publish_version(target, "v0")
    for version in range(50):
        with subprocess.Popen(
            [sys.executable, "-c", BUILDER, str(target), f"v{version}"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(moments.random() * 0.05)
            process.send_signal(signal.SIGKILL)
        assert len(state(target)) == 1, "a mixture of two builds"
    publish_version(target, "last")
    assert state(target) == {"last"}
    assert neighbours(target) == set()


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert [found.name for found in tmp_path.iterdir()] == ["report.json"]
    with pytest.raises(InputError, match="cannot be written"):
        write_atomically(path / "below-a-file", b"x")
