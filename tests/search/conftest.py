"""A made-up site of the search alone, and servers that put a site under any path."""

import contextlib
import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args, prefix, **options):
        self.prefix = prefix
        super().__init__(*args, **options)

    def translate_path(self, path):
        if not path.startswith(self.prefix):
            return super().translate_path("/nothing/here")
        return super().translate_path("/" + path[len(self.prefix) :])

    def log_message(self, *_):
        pass


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # a search asks for several files at once; 5 may wait otherwise


@contextlib.contextmanager
def serving(folder, prefix="/"):
    """The address of ``folder`` served under ``prefix``."""
    handler = functools.partial(_Handler, directory=str(folder), prefix=prefix)
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()


@pytest.fixture(scope="session", params=["/", "/repo/"])
def root(request, site_dir):
    """The real site at the top of a host and below it."""
    with serving(site_dir, request.param) as url:
        yield url


@pytest.fixture
def page(browser):
    """A page that fails the test if any script errs or the policy refuses something."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: "Content Security" in m.text and errors.append(m.text))
    yield page
    context.close()
    assert errors == []
