"""The whole command, interrupted in every way: the old site or the new one, never a mixture."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts import files
from scripts.model import InputError
from tests.released import CURATION, DUMPS, TAXONOMY

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
KILLS = 60
State = dict[str, str]

if sys.platform == "win32":
    pytest.skip("no SIGKILL here", allow_module_level=True)


def command(dumps: Path, site: Path) -> list[str]:
    return [
        sys.executable,
        "-m",
        "scripts",
        "build",
        "--dumps",
        str(dumps),
        "--site-dir",
        str(site),
    ]


def build(dumps: Path, site: Path, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(dumps, site), cwd=ROOT, capture_output=True, text=True, check=False, **options
    )


def state(site: Path) -> State:
    """Every file of a site with the digest of its bytes."""
    return {
        str(path.relative_to(site)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders of dumps that make different sites."""
    names = sorted(DUMPS.glob("*.txt"))
    folders = (tmp_path / "one", tmp_path / "other")
    for folder, chosen in zip(folders, (names[:1], names[1:2]), strict=True):
        folder.mkdir()
        for path in chosen:
            shutil.copy(path, folder)
    return folders


@pytest.mark.long
def test_sixty_kills_at_any_moment_leave_the_old_site_or_the_new(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    site, moments = tmp_path / "site", random.Random(20260111)
    wanted = []
    for dumps in two:
        start = time.perf_counter()
        assert build(dumps, site).returncode == 0
        wanted.append(state(site))
        seconds = time.perf_counter() - start
    assert wanted[0] != wanted[1]
    met = {0: 0, 1: 0}
    for kill in range(KILLS):
        with subprocess.Popen(
            command(two[kill % 2], site),
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            # Half of the kills fall into the last third, where files are written and exchanged.
            share = moments.random() if kill % 4 < 2 else 0.65 + 0.4 * moments.random()
            time.sleep(seconds * share)
            process.send_signal(signal.SIGKILL)
        found = state(site)
        assert found in wanted, f"kill {kill}: a mixture of two sites"
        met[wanted.index(found)] += 1
        if kill % 10 == 9:
            assert build(two[0], site).returncode == 0, "the next build works"
            assert state(site) == wanted[0]
    assert all(met.values()), "the kills must meet both sites"
    assert build(two[1], site).returncode == 0
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"one", "other", "site", ".site.shouxun-lock"}


@pytest.mark.parametrize("limit", [2_000, 20_000, 60_000])
def test_a_full_disk_is_one_error_and_the_old_site(
    limit: int, two: tuple[Path, Path], tmp_path: Path
) -> None:
    """A limit on file size is what a full disk looks like to a process."""
    import resource

    site = tmp_path / "site"
    old_site(site)

    def fill() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    ended = build(two[0], site, preexec_fn=fill)
    assert_refused(ended, site)


def test_a_full_file_system_is_one_error_and_the_old_site(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root may make a small file system")
    try:
        old_site(disk / "site")
        assert_refused(build(two[0], disk / "site"), disk / "site")
        left = {path.name for path in disk.iterdir()}
        assert left <= {"site", ".site.shouxun-lock"}
    finally:
        subprocess.run(["umount", str(disk)], check=False)


@pytest.mark.parametrize("target", ["/proc/shouxun", "/sys/shouxun/site"])
def test_a_target_that_cannot_be_written_is_one_error(target: str, two: tuple[Path, Path]) -> None:
    if not Path("/proc/self").exists():
        pytest.skip("no such file system here")
    ended = build(two[0], Path(target))
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "cannot be written" in ended.stderr


def test_a_read_only_parent_is_one_error(two: tuple[Path, Path], tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    parent = tmp_path / "locked"
    old_site(parent / "site")
    parent.chmod(0o555)
    assert_refused(build(two[0], parent / "site"), parent / "site")
    parent.chmod(0o755)


def test_a_dump_that_vanishes_while_reading_is_named(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(next(two[0].iterdir()), two[0] / "z.txt")
    real = files._read_bytes

    def vanishing(path: Path) -> bytes:
        if path.parent == two[0]:  # after the folder was listed
            (two[0] / "z.txt").unlink(missing_ok=True)
        return real(path)

    monkeypatch.setattr(files, "_read_bytes", vanishing)
    with pytest.raises(InputError, match=r"z\.txt: cannot be read: No such file"):
        files.read_inputs(two[0], CURATION, TAXONOMY)


def _heed_interrupts() -> None:
    """A shell starts what runs in the background deaf to them, and children inherit that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_an_interrupted_build_says_so_and_keeps_the_old_site(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    site = tmp_path / "site"
    old_site(site)
    with subprocess.Popen(
        command(two[0], site),
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 - no other thread is at work here
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "relate" in line:
                process.send_signal(signal.SIGINT)
                break
        rest = process.stderr.read()
    assert process.returncode == 130
    assert "Traceback" not in rest
    assert [path.name for path in site.iterdir() if path.name[0] != "."] == ["index.html"]
    assert {path.name for path in tmp_path.iterdir()} <= {
        "one",
        "other",
        "site",
        ".site.shouxun-lock",
    }


def old_site(site: Path) -> None:
    site.mkdir(parents=True)
    (site / ".shouxun").touch()
    (site / "index.html").write_text("old")


def assert_refused(ended: subprocess.CompletedProcess[str], site: Path) -> None:
    assert ended.returncode == 1, ended.stderr[-600:]
    assert "Traceback" not in ended.stderr
    assert "the old site is unchanged" in ended.stderr
    assert (site / "index.html").read_text() == "old"
