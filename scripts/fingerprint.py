"""What a site was made from, whether it still stands, and who understood it: digests.

The inputs' digest covers every byte a build reads: dumps, taxonomy, curation, our code,
templates, authored pages, ``mkdocs.yml``, the installed packages with their versions,
Python's, and the environment that ``mkdocs.yml`` refers to. Equal digests make equal
sites, because builds are deterministic. Anything unusual (a link, a pipe, a file that
cannot be read) yields no digest, and the site is built.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

#: What a build reads of the project itself, next to data: folders and files below the root.
SOURCES = ("scripts", "overrides", "docs", "mkdocs.yml")
_ENVIRONMENT_NAME = re.compile(r"[A-Z][A-Z0-9_]+")


def of_inputs(root: Path, data: Iterable[Path]) -> str | None:
    """The digest of all that a build of the project at ``root`` from ``data`` reads."""
    return _digest(chain(_surroundings(root), _contents(root, SOURCES, data)))


def of_code(root: Path, policy: str) -> str | None:
    """The digest of what understanding a text depends on: our code, the packages, ``policy``."""
    told = [policy.encode("utf-8", "surrogatepass")]
    return _digest(chain(told, _surroundings(root), _contents(root, ("scripts",), ())))


class Standing(NamedTuple):
    """A site as it stands: how many files, and the digest of their names, sizes and times."""

    files: int
    digest: str


def of_site(folder: Path) -> Standing | None:
    """Everything below ``folder``, gone through once; None where it cannot be."""
    try:
        lines = sorted(_listing(str(folder)))
    except OSError:
        return None
    digest = hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape"))
    return Standing(sum(not line.endswith("/\n") for line in lines), digest.hexdigest())


def _digest(parts: Iterable[bytes]) -> str | None:
    digest = hashlib.sha256()
    try:
        for part in parts:
            digest.update(len(part).to_bytes(8, "big") + part)
    except (OSError, ValueError):
        return None
    return digest.hexdigest()


def _surroundings(root: Path) -> Iterator[bytes]:
    yield sys.version.encode()
    for place in sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}):
        yield "\n".join(sorted(path.name for path in Path(place).glob("*-info"))).encode()
    named = _ENVIRONMENT_NAME.findall((root / "mkdocs.yml").read_text("utf-8"))
    for name in sorted({*named, "PYTHONPATH"}):
        yield f"{name}={os.environ.get(name)}".encode("utf-8", "surrogateescape")


def _contents(root: Path, sources: Iterable[str], data: Iterable[Path]) -> Iterator[bytes]:
    for top in (*(root / source for source in sources), *data):
        for path in _files(os.fspath(top), os.lstat(top).st_mode):
            yield os.fsencode(path)
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123
                yield file.read()


def _files(top: str, mode: int) -> Iterator[str]:
    """The regular files at or below ``top``, in order, but Python's own leavings.

    Strings and plain calls: :class:`~pathlib.Path` doubles what 2,000 dumps cost.
    """
    if stat.S_ISREG(mode):
        yield top
    elif not stat.S_ISDIR(mode):
        raise ValueError(f"{top} is not a regular file")
    elif os.path.basename(top) != "__pycache__":  # noqa: PTH119
        with os.scandir(top) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        for entry in found:
            yield from _files(entry.path, entry.stat(follow_symlinks=False).st_mode)


def _listing(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield f"{entry.path}/\n"
                yield from _listing(entry.path)
            else:
                status = entry.stat(follow_symlinks=False)
                yield f"{entry.path}\t{status.st_size}\t{status.st_mtime_ns}\t{status.st_mode}\n"
