"""Results kept between builds: safe to delete, never trusted, never stale.

A file holds one JSON object, or columns of numbers behind one, after the SHA-256 of its
bytes. What is half written, damaged, of another make or too large reads as absent; JSON and
numbers cannot execute anything (pickle was rejected for that). Staleness is the key's
business: it must name everything the value was made from (see :mod:`scripts.fingerprint`).

A stage that makes something of each text by itself asks a :class:`Memory` for it: a new
dump then costs what is new in it. Worth it where making takes ten times as long as
reading JSON, as with titles (0.9 ms an article against 0.03).
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from scripts.publish import write_atomically

Column = bytes | memoryview  # of numbers; whoever keeps them knows which
Lines = dict[bytes, bytes]

SETTING = "SHOUXUN_CACHE"
DEFAULT = Path(".cache/shouxun")
#: All files together, in bytes; beyond it those longest unused go.
LIMIT = 256_000_000
_MAKE = b"shouxun-cache-1 "
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Cache:
    """A folder of values by name; with ``folder`` None it keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @property
    def keeps(self) -> bool:
        """Whether anything is kept at all."""
        return self._folder is not None

    @classmethod
    def of(cls, root: Path) -> Cache:
        """The cache of the project at ``root``, where ``SHOUXUN_CACHE`` does not say otherwise."""
        setting = os.environ.get(SETTING, "")
        if setting.lower() in ("off", "0", "no"):
            return cls(None)
        return cls(root / (setting or DEFAULT))

    def load(self, name: str) -> dict[str, Any] | None:
        """The value kept under ``name``; None where there is none to be trusted."""
        try:
            value = json.loads(self._read(name))
            return value if isinstance(value, dict) else None
        except (OSError, ValueError, RecursionError):
            return None

    def save(self, name: str, value: dict[str, Any]) -> None:
        """Keeps ``value`` (JSON) under ``name``; a cache that cannot be written is none."""
        self._write(name, lambda: [_json(value)])

    def load_columns(self, name: str) -> tuple[dict[str, Any], dict[str, Column]] | None:
        """The value and the columns kept under ``name``; None where none are to be trusted."""
        try:
            head, _, body = self._read(name).partition(b"\n")
            value = json.loads(head)
            sizes = value.pop("columns")
            ends = list(accumulate(sizes.values()))
            if ends[-1] != len(body):
                return None
            starts, whole = [0, *ends], memoryview(body)
            parts: list[Column] = [whole[start:end] for start, end in pairwise(starts)]
            return value, dict(zip(sizes, parts, strict=True))
        except (OSError, ValueError, RecursionError, AttributeError, LookupError, TypeError):
            return None

    def save_columns(self, name: str, value: dict[str, Any], columns: Mapping[str, Column]) -> None:
        """Keeps ``value`` (JSON) and ``columns`` under ``name``."""
        head = {**value, "columns": {key: len(column) for key, column in columns.items()}}
        self._write(name, lambda: [_json(head), b"\n", *columns.values()])

    def _read(self, name: str) -> bytes:
        """What is kept under ``name``. Raises :class:`OSError` where that cannot be trusted."""
        path = self._path(name)
        if path is None or path.stat().st_size > LIMIT:
            raise FileNotFoundError
        head, _, body = path.read_bytes().partition(b"\n")
        if head != _MAKE + _digest(body):
            raise FileNotFoundError
        os.utime(path)
        return body

    def _write(self, name: str, parts: Callable[[], Iterable[Column]]) -> None:
        path = self._path(name)
        if path is None:
            return
        body = b"".join(parts())
        with suppress(Exception):
            write_atomically(path, _MAKE + _digest(body) + b"\n" + body)
            self._prune()

    def _path(self, name: str) -> Path | None:
        if self._folder is None:
            return None
        return self._folder / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.json"

    def _prune(self) -> None:
        assert self._folder is not None
        kept = 0
        found = [(path.stat(), path) for path in self._folder.iterdir() if path.is_file()]
        for status, path in sorted(found, key=lambda item: -item[0].st_mtime):
            kept += status.st_size
            if kept > LIMIT:
                path.unlink(missing_ok=True)


class Memory:
    """What stages made of texts in the last run; what this run does not use is forgotten.

    ``stamp`` names all that results depend on besides the text; without one, and without a
    folder, nothing is remembered. A result is kept as a line of JSON, which is written again
    as it was read: to encode all of them anew for one new text took longer than reading them.
    """

    def __init__(
        self,
        cache: Cache | None = None,
        stamp: str | None = None,
        now: Callable[[], str | None] | None = None,
    ) -> None:
        """``now`` gives the stamp afresh: what was made while it changed is not kept."""
        self._cache = cache if cache is not None and stamp else Cache(None)
        self._stamp = stamp
        self._now = now or (lambda: stamp)
        self._names: dict[str, bytes] = {}  # several stages ask for the same texts
        self._read: dict[str, Lines] = {}
        self._used: dict[str, Lines] = {}
        self._columns: dict[str, Callable[[], tuple[dict[str, Any], dict[str, Column]]]] = {}

    def recall(
        self, stage: str, texts: Sequence[str], make: Callable[[Sequence[int]], Sequence[Any]]
    ) -> list[Any]:
        """For each text what ``make``, given the indices of those unknown, makes of it.

        That must be JSON, depend on nothing but the text and the stamp, and be the same
        whether it is a tuple or a list.
        """
        if not self._cache.keeps:
            return list(make(range(len(texts))))
        names, known = [self.name(text) for text in texts], self._lines(stage)
        missing = [at for at, name in enumerate(names) if name not in known]
        made = dict(zip(missing, make(missing), strict=True))
        lines = [known[name] if name in known else _json(made[at]) for at, name in enumerate(names)]
        self._used[stage] = dict(zip(names, lines, strict=True))
        read = iter(json.loads(_listed(known[name] for name in names if name in known)))
        return [made[at] if at in made else next(read) for at in range(len(names))]

    def asking(
        self, stage: str, texts: Sequence[str], make: Callable[[int], Any]
    ) -> Callable[[int], Any]:
        """``make`` for one index at a time, remembered as by :meth:`recall`: for few of many."""
        known, used = self._lines(stage), self._used.setdefault(stage, {})

        @functools.cache
        def ask(at: int) -> Any:
            name = self.name(texts[at])
            if (line := known.get(name)) is not None:
                used[name] = line
                return json.loads(line)
            made = make(at)
            used[name] = _json(made)
            return made

        return ask

    def columns(self, stage: str) -> tuple[dict[str, Any], dict[str, Column]] | None:
        """What :meth:`keep_columns` kept for ``stage`` under the same stamp, or None."""
        kept = self._cache.load_columns(f"stage {stage}")
        return kept if kept and kept[0].get("stamp") == self._stamp else None

    def keep_columns(
        self, stage: str, make: Callable[[], tuple[dict[str, Any], dict[str, Column]]]
    ) -> None:
        """Has what ``make`` gives kept with the rest; nothing is made where nothing is kept."""
        self._columns[stage] = make

    def save(self) -> None:
        """Keeps what was used since the last time, where that is not what was kept.

        Names go too: those of texts that only one stage knows hold 8 MB of 10,000 articles.
        """
        if self._cache.keeps and self._now() == self._stamp:
            self._save()
        for held in (self._used, self._read, self._columns, self._names):
            held.clear()

    def _save(self) -> None:
        for stage, used in self._used.items():
            if used.keys() != self._lines(stage).keys():
                rows = {"names": b"".join(used), "lines": b"\n".join(used.values())}
                self._cache.save_columns(f"stage {stage}", {"stamp": self._stamp}, rows)
        for stage, make in self._columns.items():
            value, columns = make()
            stamped = {**value, "stamp": self._stamp}
            self._cache.save_columns(f"stage {stage}", stamped, columns)

    def _lines(self, stage: str) -> Lines:
        """What was kept for ``stage``: each text's name, and the line made of it."""
        if stage not in self._read:
            columns = (self.columns(stage) or ({}, {}))[1]
            names, lines = (bytes(columns.get(key, b"")) for key in ("names", "lines"))
            each = [names[at : at + 16] for at in range(0, len(names), 16)]
            rows = lines.split(b"\n") if lines else []
            found = dict(zip(each, rows, strict=True)) if len(each) == len(rows) else {}
            self._read[stage] = found
        return self._read[stage]

    def name(self, text: str) -> bytes:
        """:func:`text_name`, asked once of each text."""
        if (name := self._names.get(text)) is None:
            self._names[text] = name = text_name(text)
        return name


def text_name(text: str) -> bytes:
    """Sixteen bytes that stand for ``text``."""
    return hashlib.blake2b(_bytes(text), digest_size=16).digest()


def _listed(lines: Iterable[bytes]) -> bytes:
    return b"[" + b",".join(lines) + b"]"


def _json(value: object) -> bytes:
    return _bytes(_encoded(value))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()
