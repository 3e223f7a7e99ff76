"""Work for two processes: the same results in the same order, whoever did what.

A fork shares everything read and understood so far without copying it, so it pays from
a few thousand articles on. Where forking is not safe (Windows, macOS, or a process with
threads, such as ``mkdocs serve``) one process does it all: to start afresh and hand the
library over costs more than it saves.

``SHOUXUN_PROCESSES`` sets the number; 1 turns this off.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

Result = TypeVar("Result")
Task = Callable[[], Result]

SETTING = "SHOUXUN_PROCESSES"
#: Articles below which a second process costs more than it saves.
WORTH_IT = 2_000
_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def share(tasks: Sequence[Task[Result]], articles: int) -> list[Result]:
    """The results of all tasks, in their order; ``articles`` says how much work they are.

    Tasks are taken one after the other by whichever process is free, so the long ones
    should stand first. What a task raises is raised here, and stops the others.
    """
    helpers = processes(articles) - 1
    if helpers < 1 or len(tasks) < 2:
        return [task() for task in tasks]
    return _shared(tasks, helpers)


def processes(articles: int) -> int:
    """How many processes ``articles`` are worth: at most two unless the setting says more."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    setting = os.environ.get(SETTING, "")
    if setting.isdecimal():
        return max(1, min(int(setting), 16))
    return min(2, os.cpu_count() or 1) if articles >= WORTH_IT else 1


def give_back() -> None:
    """Hands memory that is free back to the system, where its C library can (glibc).

    What large arrays leave behind would stay with the process, 100 MB after a search index.
    """
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)


def _shared(tasks: Sequence[Task[Result]], helpers: int) -> list[Result]:
    from multiprocessing import get_context  # 7 ms that a small library need not spend

    context = get_context("fork")
    counter = context.Value("l", 0)

    def turns() -> Iterator[int]:
        while True:
            with counter.get_lock():
                turn = counter.value
                counter.value += 1
            if turn >= len(tasks):
                return
            yield turn

    give_back()
    gc.freeze()  # collecting would touch, and so copy, every object that is shared
    started: list[tuple[ForkProcess, Connection]] = []
    try:
        for _ in range(helpers):
            ours, theirs = context.Pipe(duplex=False)
            arguments = (tasks, turns, theirs, os.getpid())
            helper = context.Process(target=_help, args=arguments, daemon=True)
            helper.start()
            theirs.close()
            started.append((helper, ours))
        results = {turn: tasks[turn]() for turn in turns()}
        for _, connection in started:
            results.update(_received(connection))
        return [results[turn] for turn in range(len(tasks))]
    finally:
        for helper, _ in started:
            helper.terminate()
            helper.join()
        gc.unfreeze()


def _help(
    tasks: Sequence[Task[Any]],
    turns: Callable[[], Iterator[int]],
    connection: Connection,
    parent: int,
) -> None:
    """What a helper does: takes turns, and sends all it has at the end.

    Sent one by one they would fill the pipe, and it would wait for a reader who is busy.
    """
    _die_with(parent)
    try:
        answer: Any = {turn: tasks[turn]() for turn in turns()}
    except KeyboardInterrupt:
        return  # the parent was told too, and says so
    except Exception as error:
        answer = error
    with suppress(BrokenPipeError):
        connection.send(answer)


def _die_with(parent: int) -> None:
    """Nobody survives a killed build: a helper would hold its lock, and go on writing."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _received(connection: Connection) -> dict[int, Any]:
    try:
        answer = connection.recv()
    except EOFError:
        raise RuntimeError("a helper process died; set SHOUXUN_PROCESSES=1 and try again") from None
    if isinstance(answer, Exception):
        raise answer
    found: dict[int, Any] = answer
    return found
