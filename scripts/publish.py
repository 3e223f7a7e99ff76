"""Publishing a directory in one step: build beside it, then exchange. The old one serves on.

A kill, a full disk or an error at any moment leaves the old directory whole; what a
killed build left beside it is swept by the next one. Linux exchanges the two names
atomically (``renameat2`` with ``RENAME_EXCHANGE``); elsewhere two renames leave a gap of
microseconds, which the next build heals.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scripts.model import InputError, Problem, Severity

#: Lies in every directory made here, and says that it may be replaced.
MARKER = ".shouxun"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A fresh directory beside ``target``, which takes its place when the block ends well.

    Raises :class:`~scripts.model.InputError` when ``target`` is not ours to replace, when
    another build holds it, or when the disk refuses; ``target`` is then as it was.
    """
    try:
        target = target.resolve()
        refuse_foreign(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(target):
            _sweep(target)
            staging = Path(tempfile.mkdtemp(prefix=_prefix(target, "new"), dir=target.parent))
            try:
                staging.chmod(0o755)
                yield staging
                (staging / MARKER).touch()
                _sync(staging)
                _exchange(staging, target)
            finally:
                shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        reason = f"{error.strerror or error}" + (f" ({error.filename})" if error.filename else "")
        raise _refusal(target, f"cannot be written: {reason}; the old site is unchanged") from error


def write_atomically(target: Path, content: bytes) -> None:
    """Writes a file so that it is either the old one or the new one, never half of it.

    Raises :class:`~scripts.model.InputError` when it cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _refusal(target, f"cannot be written: {error.strerror or error}") from error


def refuse_foreign(target: Path) -> None:
    """Raises :class:`~scripts.model.InputError` when ``target`` is not ours to replace.

    Asked before the work too: nobody should wait for a refusal.
    """
    if not target.exists():
        return
    if not target.is_dir():
        raise _refusal(target, "is not a directory; choose another name")
    if any(target.iterdir()) and not (target / MARKER).is_file():
        raise _refusal(
            target,
            "holds files this tool did not make, so it is not replaced; "
            "choose another directory, or empty it",
        )


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    """Holds the lock file beside ``target``; the system lets go of it when a process dies."""
    path = target.parent / _prefix(target, "lock").rstrip("-")
    with path.open("a+b") as file:
        try:
            _lock(file.fileno())
        except OSError:
            message = "is being built by another process; wait for it to end"
            raise _refusal(target, message) from None
        yield


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sweep(target: Path) -> None:
    """Removes what killed builds left; brings the old site back if it was caught mid-way."""
    for old in sorted(target.parent.glob(_prefix(target, "old") + "*")):
        if not target.exists():
            old.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    for new in target.parent.glob(_prefix(target, "new") + "*"):
        shutil.rmtree(new, ignore_errors=True)


def _prefix(target: Path, kind: str) -> str:
    return f".{target.name}.shouxun-{kind}-"


def _sync(folder: Path) -> None:
    """Everything to disk before it gets its name. One call: a sync a file costs 100 times more."""
    if sys.platform == "linux":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            if ctypes.CDLL(None, use_errno=True).syncfs(descriptor) == 0:
                return
        finally:
            os.close(descriptor)
    if hasattr(os, "sync"):
        os.sync()


def _exchange(staging: Path, target: Path) -> None:
    if not target.exists():
        staging.rename(target)
    elif not _exchanged(staging, target):
        old = target.parent / (_prefix(target, "old") + staging.name.rsplit("-", 1)[-1])
        target.rename(old)
        staging.rename(target)
        shutil.rmtree(old, ignore_errors=True)


def _exchanged(left: Path, right: Path) -> bool:
    """Whether the kernel swapped the two names in one step (Linux only)."""
    if sys.platform != "linux":
        return False
    with suppress(AttributeError):
        rename = ctypes.CDLL(None, use_errno=True).renameat2
        return bool(
            rename(_AT_FDCWD, os.fsencode(left), _AT_FDCWD, os.fsencode(right), _RENAME_EXCHANGE)
            == 0
        )
    return False


def _refusal(target: Path, message: str) -> InputError:
    return InputError(Problem(Severity.ERROR, str(target), 0, message))
