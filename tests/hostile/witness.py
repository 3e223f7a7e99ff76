"""A browser page under watch: whatever runs, asks for something outside, or complains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.stillness import painted

_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error("policy: " + event.violatedDirective + " " + event.blockedURI + " " + event.sample))
"""


@dataclass(slots=True)
class Witness:
    """``page`` is Playwright's; the lists hold what should not have happened."""

    page: Any
    home: str
    hits: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def load(self, url: str) -> None:
        """Opens a page of the site and lets it come to rest."""
        self.page.goto(self.home + url, wait_until="load")
        painted(self.page)

    def load_together(self, urls: Sequence[str]) -> None:
        """Opens many pages at once, each in a frame of its own, all of them really running."""
        self.page.goto(self.home + "robots.txt")
        self.page.evaluate(_FRAMES, [self.home + url for url in urls])

    def assert_silence(self, place: object = "") -> None:
        """Nothing ran, nothing was asked for, nothing complained."""
        seen = (self.hits, self.outside, self.dialogs, self.left, self.errors)
        assert seen == ([], [], [], [], []), (place, [part[:5] for part in seen])


#: Frames of real size, so that what waits for focus or for being seen gets it.
_FRAMES = """async (urls) => {
  document.body.textContent = "";
  await Promise.all(urls.map((url) => new Promise((done, failed) => {
    setTimeout(() => failed(new Error(`no end of loading ${url}`)), 60000);
    const frame = document.createElement("iframe");
    frame.width = 900; frame.height = 600;
    frame.onload = () => setTimeout(done, 20);
    frame.src = url;
    document.body.append(frame);
  })));
}"""


@contextmanager
def watched(browser: Any, home: str, *, policy: bool) -> Iterator[Witness]:
    """A fresh context. Without ``policy`` the site's Content-Security-Policy is ignored, so
    that it cannot hide a hole in the escaping."""
    context = browser.new_context(bypass_csp=not policy)
    page = context.new_page()
    witness = Witness(page, home)
    context.expose_binding("hit", lambda source, *what: witness.hits.append(str(what)))
    context.add_init_script(_VIOLATIONS)
    elsewhere = re.compile(f"^(?!{re.escape(home)}|data:|about:)")  # matched outside of Python
    context.route(elsewhere, lambda route: _stop(route, witness))
    page.on("console", lambda message: _heard(message, witness))
    page.on("pageerror", lambda error: witness.errors.append(f"thrown: {error}"))
    page.on("dialog", lambda dialog: (witness.dialogs.append(dialog.message), dialog.dismiss()))
    page.on("framenavigated", lambda frame: _moved(frame, witness))
    context.on("page", lambda popup: popup != page and witness.left.append("a new window"))
    yield witness
    context.close()


def _stop(route: Any, witness: Witness) -> None:
    witness.outside.append(route.request.url)
    route.abort()


def _heard(message: Any, witness: Witness) -> None:
    if message.type == "error":
        witness.errors.append(f"{message.text} @ {message.location.get('url', '')}")


def _moved(frame: Any, witness: Witness) -> None:
    if not frame.url.startswith((witness.home, "about:blank")):
        witness.left.append(frame.url)
