"""What is read (dumps, taxonomy, curation: plain text files only) and what a site writes."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from scripts.decode import Undecodable, decode
from scripts.model import Dump, InputError, Inputs, Problem, Severity, SiteFile, Source

MAX_DUMP_BYTES = 64_000_000
DUMPS = Path("data/dumps")
CURATION = Path("data/curation.yml")
TAXONOMY = Path("data/taxonomy.yml")


def read_inputs(
    dumps: Path = DUMPS, curation: Path | None = None, taxonomy: Path | None = None
) -> Inputs:
    """All that a run reads. ``curation`` None: the default file, which may be missing.

    Raises :class:`~scripts.model.InputError` naming every file that cannot be used.
    """
    problems: list[Problem] = []
    read_taxonomy = _read_source(taxonomy or TAXONOMY, problems)
    if curation is None and not CURATION.exists():
        read_curation = Source(CURATION.name, str(CURATION), "")
    else:
        read_curation = _read_source(curation or CURATION, problems)
    read_dumps = _read_dumps(dumps, problems)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise InputError(*errors)
    return Inputs(read_dumps, read_taxonomy, read_curation, tuple(problems))


class Tree:
    """A folder to write files into.

    Strings and the system's own calls: :class:`~pathlib.Path` and buffered streams treble
    what 25,000 files cost.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._made: set[str] = {""}

    def make_room(self, name: str) -> None:
        """Makes the folders in which the file ``name`` will lie."""
        parent = name.rpartition("/")[0]
        if parent not in self._made:
            self.make_room(parent)
            with suppress(FileExistsError):
                os.mkdir(f"{self.folder}/{parent}")  # noqa: PTH102
            self._made.add(parent)

    def write(self, file: SiteFile) -> os.stat_result:
        """Writes ``file``; says what the system knows of it then."""
        self.make_room(file.url)
        handle = os.open(f"{self.folder}/{file.url}", _WRITING, 0o666)
        try:
            rest = memoryview(file.content)
            while rest:  # a disk that is nearly full takes less than all
                rest = rest[os.write(handle, rest) :]
            return os.fstat(handle)
        finally:
            os.close(handle)


_WRITING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def _read_dumps(folder: Path, problems: list[Problem]) -> tuple[Dump, ...]:
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        problems.append(_cannot(folder, error, "name a folder of .txt dumps with --dumps"))
        return ()
    dumps = []
    for path in paths:
        if note := _left_out(path):
            problems.append(Problem(Severity.NOTE, _shown(path), 0, note))
        elif path.suffix.lower() == ".txt":
            source = _read_source(path, problems)
            dumps.append(Dump(_name(path), source.path, source.text))
    if not dumps:
        note = "holds no .txt file: there is nothing to show; put dumps there"
        problems.append(Problem(Severity.WARNING, _shown(folder), 0, note))
    return _distinct(dumps, problems)


def _left_out(path: Path) -> str:
    """Why a file is no dump, if that needs saying: ``.DS_Store`` and its like do not."""
    is_text = path.suffix.lower() == ".txt"
    if path.name.startswith("."):
        return "starts with a dot; it was left out" if is_text else ""
    return "" if is_text else "is not a .txt file; it was left out"


def _distinct(dumps: list[Dump], problems: list[Problem]) -> tuple[Dump, ...]:
    """Names become addresses, so two files must not share one (``a.txt`` and ``a.TXT``)."""
    seen: dict[str, str] = {}
    for dump in dumps:
        first = seen.setdefault(dump.name.casefold(), dump.path)
        if first != dump.path:
            message = f"has the same name as {first}; rename one"
            problems.append(Problem(Severity.ERROR, dump.path, 0, message))
    return tuple(dumps)


def _name(path: Path) -> str:
    return path.name[: -len(path.suffix)]


def _read_source(path: Path, problems: list[Problem]) -> Source:
    """The decoded file; a problem and an empty text where it cannot be used."""
    shown = _shown(path)
    try:
        data = _read_bytes(path)
        decoded = decode(data)
    except OSError as error:
        problems.append(_cannot(path, error, "check the path and its permissions"))
    except Undecodable as error:
        message = f"{error}; save it as UTF-8"
        problems.append(Problem(Severity.ERROR, shown, error.line, message))
    else:
        problems += [Problem(Severity.NOTE, shown, 0, note) for note in decoded.notes]
        return Source(_name(path), shown, decoded.text)
    return Source(_name(path), shown, "")


def _read_bytes(path: Path) -> bytes:
    """The bytes of a regular file. Links, devices and pipes are refused before opening.

    A link could publish any file of the machine; a pipe would block for ever.
    """
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise OSError("it is a link; put the file itself there")
    if not stat.S_ISREG(status.st_mode):
        raise OSError("it is not a regular file")
    if status.st_size > MAX_DUMP_BYTES:
        size, most = status.st_size // 1_000_000, MAX_DUMP_BYTES // 1_000_000
        raise OSError(f"it has {size} MB, more than {most} MB; split it")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        return file.read(MAX_DUMP_BYTES + 1)


def _cannot(path: Path, error: OSError, hint: str) -> Problem:
    reason = error.strerror or str(error)
    return Problem(Severity.ERROR, _shown(path), 0, f"cannot be read: {reason}; {hint}")


def _shown(path: Path) -> str:
    """The path as given, with undecodable bytes and control characters made visible."""
    text = str(path).encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
