"""Results kept between builds: safe to delete, never trusted, never stale.

A file holds one JSON object behind the SHA-256 of its bytes. What is half written,
damaged, of another make or too large reads as absent; JSON cannot execute anything
(pickle was rejected for that). Staleness is the key's business: it must name everything
the value was made from (see :mod:`scripts.fingerprint`).
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from scripts.publish import write_atomically

SETTING = "SHOUXUN_CACHE"
DEFAULT = Path(".cache/shouxun")
#: All files together, in bytes; beyond it those longest unused go.
LIMIT = 256_000_000
_MAKE = b"shouxun-cache-1 "


class Cache:
    """A folder of values by name; with ``folder`` None it keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @classmethod
    def of(cls, root: Path) -> Cache:
        """The cache of the project at ``root``, where ``SHOUXUN_CACHE`` does not say otherwise."""
        setting = os.environ.get(SETTING, "")
        if setting.lower() in ("off", "0", "no"):
            return cls(None)
        return cls(root / (setting or DEFAULT))

    def load(self, name: str) -> dict[str, Any] | None:
        """The value kept under ``name``; None where there is none to be trusted."""
        path = self._path(name)
        try:
            if path is None or path.stat().st_size > LIMIT:
                return None
            head, _, body = path.read_bytes().partition(b"\n")
            if head != _MAKE + _digest(body):
                return None
            os.utime(path)
            value = json.loads(body)
            return value if isinstance(value, dict) else None
        except (OSError, ValueError, RecursionError):
            return None

    def save(self, name: str, value: dict[str, Any]) -> None:
        """Keeps ``value`` (JSON) under ``name``; a cache that cannot be written is none."""
        path = self._path(name)
        if path is None:
            return
        body = json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()
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


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()
