"""Fixtures that several areas share: the real site, built once, and a browser."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from scripts.files import read_inputs
from scripts.model import Library, SitePage, Taxonomy
from scripts.pages.catalogue import Catalogue, catalogue
from scripts.pipeline import build_library
from tests import browser_setup
from tests.pages import render_all
from tests.released import INPUTS, project
from tests.understanding import shipped

# HYPOTHESIS_PROFILE=thorough tries fifty times as many examples. A build server must not turn
# red over a change that did not cause it: there the examples are the same on every run.
settings.register_profile(
    "default",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    """The shipped taxonomy."""
    return shipped()


@pytest.fixture(scope="session")
def library() -> Library:
    """The library of the shipped dumps and curation."""
    return build_library(read_inputs(*INPUTS))


@pytest.fixture(scope="session")
def site(library: Library) -> dict[str, SitePage]:
    """Every page of the shipped library, by address."""
    return render_all(library)


@pytest.fixture(scope="session")
def known(library: Library) -> Catalogue:
    """What the pages of the shipped library ask time and again."""
    return catalogue(library)


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once by the command a user runs."""
    target = tmp_path_factory.mktemp("real") / "site"
    subprocess.run(
        [sys.executable, "-m", "scripts", "build", "--site-dir", str(target)],
        check=True,
        cwd=project(),
    )
    return target


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files; says nothing."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def site_url(site_dir: Path) -> Iterator[str]:
    """The real site over HTTP; the address ends in a slash."""
    handler = functools.partial(_Quiet, directory=str(site_dir))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="session")
def browser():
    """A Chromium. Without one the test is skipped, loudly."""
    path = browser_setup.find()
    if path is None:
        pytest.skip("NO BROWSER: install chromium, or run `make test`")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # busy machines: what never comes still fails
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=browser_setup.FLAGS)
        yield launched
        launched.close()
