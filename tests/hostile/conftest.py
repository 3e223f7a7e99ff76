"""One site made of all payloads, served and watched."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.hostile.planting import ROOT, Planted, plant

if sys.platform == "win32":
    pytest.skip("no such file names here", allow_module_level=True)


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """The hostile inputs."""
    return plant(tmp_path_factory.mktemp("planted") / "inputs")


@pytest.fixture(scope="session")
def hostile_library(planted: Planted):
    """What is understood of them."""
    return planted.library()


@pytest.fixture(scope="session")
def hostile_site(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site built from them by the command a user runs."""
    site = tmp_path_factory.mktemp("hostile") / "site"
    command = [sys.executable, "-m", "scripts", "build", "--site-dir", str(site)]
    ended = subprocess.run(
        [*command, *planted.arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert "Traceback" not in ended.stderr
    return site


#: A process of its own, for the browser asks for hundreds of pages at a time; answers may be kept.
_SERVER = """
import functools, http.server, sys
class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *_): pass
    def do_GET(self):
        if sys.argv[2] == "full" or not self.path.startswith("/assets/"):
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(self.path))
        self.send_header("Content-Length", "0")
        self.end_headers()
    def end_headers(self):
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()
handler = functools.partial(Handler, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
print(server.server_port, flush=True)
server.serve_forever()
"""


@pytest.fixture(scope="session")
def hostile_url(hostile_site: Path) -> Iterator[str]:
    """Its address."""
    with served(hostile_site, "full") as url:
        yield url


@pytest.fixture(scope="session")
def bare_url(hostile_site: Path) -> Iterator[str]:
    """Its address where every script and style of the theme is an empty file: ten times faster."""
    with served(hostile_site, "bare") as url:
        yield url


@contextmanager
def served(site: Path, kind: str) -> Iterator[str]:
    command = [sys.executable, "-c", _SERVER, str(site), kind]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}/"
        server.kill()
