"""Measuring whole processes: processor time, wall time and peak memory, children included."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

#: Where benchmarks leave what they measured, as JSON.
RESULTS = Path(__file__).resolve().parent / "results"
_TICK = 0.2  # seconds between two looks at a process tree's memory


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run cost: ``cpu`` (user and system) and ``wall`` in seconds, ``peak`` in MB.

    ``peak`` is the most that the process and its descendants held at one moment, pages
    they share counted once (proportional set size), and never less than the resident
    set of the largest of them.
    """

    cpu: float
    wall: float
    peak: float


@dataclass(frozen=True, slots=True)
class Size:
    """What a run left: ``files`` and their ``megabytes`` (10^6 bytes)."""

    files: int
    megabytes: float


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Runs ``command`` to its end in ``folder``.

    Raises :class:`RuntimeError` with the end of its output when it fails.
    """
    log = folder / f".log-{os.getpid()}"
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=output,
            stderr=output,
            env={**os.environ, **(environment or {})},
        )
        watch = _Watch(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = max(watch.stop(), used.ru_maxrss * 1024)
    text = log.read_text(encoding="utf-8", errors="replace")
    log.unlink()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{text[-2000:]}")
    return Cost(used.ru_utime + used.ru_stime, wall, peak / 1e6)


def keep(name: str, figures: Mapping[str, Any]) -> None:
    """Writes ``figures`` as JSON below :data:`RESULTS`, with the day they were measured."""
    RESULTS.mkdir(exist_ok=True)
    dated = {"date": f"{datetime.now():%Y-%m-%d}", **figures}
    text = json.dumps(dated, indent=1, ensure_ascii=False)
    (RESULTS / f"{name}.json").write_text(text + "\n", "utf-8")


def middle(costs: Sequence[Cost]) -> Cost:
    """The medians of several runs, each figure on its own."""
    return Cost(
        median(cost.cpu for cost in costs),
        median(cost.wall for cost in costs),
        median(cost.peak for cost in costs),
    )


def size(folder: Path) -> Size:
    """The regular files below ``folder``."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Size(len(sizes), sum(sizes) / 1e6)


class _Watch:
    """Looks at the memory of a process tree until stopped (Linux; elsewhere sees nothing)."""

    def __init__(self, root: int) -> None:
        self._root, self._peak, self._stopped = root, 0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """The largest sum seen, in bytes."""
        self._stopped.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        while not self._stopped.wait(_TICK):
            self._peak = max(self._peak, sum(map(_resident, _tree(self._root))))


def _tree(root: int) -> list[int]:
    found = [root]
    for process in found:
        try:
            text = Path(f"/proc/{process}/task/{process}/children").read_text()
        except OSError:
            continue
        found += map(int, text.split())
    return found


def _resident(process: int) -> int:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    shares = (line.split()[1] for line in text.splitlines() if line.startswith("Pss:"))
    return 1024 * int(next(shares, "0"))
