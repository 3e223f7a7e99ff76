"""A static host for measuring: what GitHub Pages does, without the distance.

Keep-alive, gzip made once a file, ten minutes of cache, as many answers at once as are asked
for, each in one piece. (``http.server`` writes head and body apart: on a kept connection the
kernel holds the second back for 40 ms, and a search of seven files took 360 ms for 20 ms of
work.) A delay stands for the way to the server.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import mimetypes
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

_BLANK = b"<!doctype html><meta charset=utf-8><title>bench</title>"


@dataclass(frozen=True, slots=True)
class Answer:
    """One request: its path, bytes of head and body sent, and when it came and went (seconds)."""

    path: str
    size: int
    asked: float
    given: float


@dataclass(slots=True)
class Traffic:
    """What was sent, and after how many seconds each answer leaves."""

    sent: list[Answer] = field(default_factory=list)
    delay: float = 0.0


def rounds(answers: list[Answer]) -> int:
    """How many answers had to be waited for one after the other."""
    count, end = 0, 0.0
    for answer in sorted(answers, key=lambda one: one.given):
        if answer.asked >= end:
            count, end = count + 1, answer.given
    return count


class _Connection(asyncio.Protocol):
    def __init__(self, folder: Path, traffic: Traffic) -> None:
        self.folder, self.traffic, self.buffer = folder, traffic, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            target = head.split(b" ", 2)[1].decode()
            call = asyncio.get_running_loop().call_later
            call(self.traffic.delay, self._answer, target, time.perf_counter())

    def _answer(self, target: str, asked: float) -> None:
        if self.transport.is_closing():
            return
        data = response(self.folder, unquote(urlsplit(target).path))
        self.transport.write(data)
        self.traffic.sent.append(Answer(target, len(data), asked, time.perf_counter()))


@cache
def response(folder: Path, path: str) -> bytes:
    """Head and body of the answer to ``path``; a blank page for a root that has none."""
    file = folder / path.lstrip("/")
    if file.is_dir():
        file /= "index.html"
    known = file.is_file()
    content = file.read_bytes() if known else _BLANK if path == "/" else b"no such file"
    body = gzip.compress(content, 6, mtime=0)
    kind = mimetypes.guess_type(file.name)[0] or "text/html"
    head = (
        f"HTTP/1.1 {'200 OK' if known or path == '/' else '404 Not Found'}\r\n"
        f"Content-Type: {kind}; charset=utf-8\r\nContent-Encoding: gzip\r\n"
        f"Content-Length: {len(body)}\r\nCache-Control: max-age=600\r\n"
        "Vary: Accept-Encoding\r\nServer: benchmark\r\n\r\n"
    )
    return head.encode() + body


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[tuple[str, Traffic]]:
    """The address of ``folder``, and what is sent from it."""
    traffic, loop = Traffic(), asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    made = loop.create_server(lambda: _Connection(folder, traffic), "127.0.0.1", 0, backlog=256)
    server = asyncio.run_coroutine_threadsafe(made, loop).result()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", traffic
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
