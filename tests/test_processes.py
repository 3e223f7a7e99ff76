"""Two processes give what one gives, errors included."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import processes
from scripts.processes import share

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is one process")


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes, also under a runner with a thread of its own: these tasks take no lock."""
    monkeypatch.setenv(processes.SETTING, "2")
    monkeypatch.setattr(processes.threading, "active_count", lambda: 1)


@pytest.mark.slow
@given(values=st.lists(st.text(), max_size=30), number=st.integers(1, 4))
def test_results_stand_in_the_order_of_the_tasks(values: list[str], number: int) -> None:
    before = os.environ.get(processes.SETTING)
    os.environ[processes.SETTING] = str(number)
    try:
        assert share([partial(str.upper, v) for v in values], 1) == [v.upper() for v in values]
    finally:
        os.environ.pop(processes.SETTING)
        if before is not None:
            os.environ[processes.SETTING] = before


@pytest.mark.usefixtures("two")
def test_both_processes_work() -> None:
    def slow() -> int:
        return sum(range(300_000)) and os.getpid()

    assert len(set(share([slow] * 40, 1))) == 2


@pytest.mark.usefixtures("two")
def test_large_results_do_not_block() -> None:
    assert share([partial(str.__mul__, "x", 300_000)] * 8, 1) == ["x" * 300_000] * 8


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("broken", range(8))
def test_an_error_is_raised_here_whoever_met_it(broken: int) -> None:
    def task(number: int) -> int:
        if number == broken:
            raise OSError(28, "No space left on device", "site/index.html")
        return sum(range(200_000))

    with pytest.raises(OSError, match="No space") as caught:
        share([partial(task, number) for number in range(8)], 1)
    assert caught.value.filename == "site/index.html"


@pytest.mark.usefixtures("two")
def test_a_helper_that_dies_is_told_and_not_waited_for() -> None:
    parent = os.getpid()

    def task() -> int:
        if os.getpid() != parent:
            os._exit(9)
        return sum(range(3_000_000))

    with pytest.raises(RuntimeError, match="helper"):
        share([task] * 8, 1)


def test_no_helper_survives_a_killed_parent(tmp_path: Path) -> None:
    script = """
import os, sys, time
from scripts.processes import share
parent = os.getpid()
def task():
    if os.getpid() != parent:
        print(os.getpid(), flush=True)
    time.sleep(60)
share([task] * 2, 1)
"""
    environment = {**os.environ, processes.SETTING: "2"}
    command = [sys.executable, "-c", script]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        helper = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and _is_alive(helper):
            time.sleep(0.05)
    assert not _is_alive(helper)


def _is_alive(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False


def test_small_libraries_and_threads_get_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(processes.SETTING, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    monkeypatch.setattr(processes.threading, "active_count", lambda: 1)
    assert processes.processes(processes.WORTH_IT - 1) == 1
    assert processes.processes(processes.WORTH_IT) == 2
    monkeypatch.setattr(processes.threading, "active_count", lambda: 2)
    assert processes.processes(processes.WORTH_IT) == 1


def test_the_setting_is_told_to_the_user() -> None:
    assert processes.SETTING in (ROOT / "README.md").read_text(encoding="utf-8")
