"""Sees to a Chromium for the browser tests: installed, else by apt, else Playwright's own.

``python -m tests.browser_setup`` prints where it is. Without any, browser tests are
skipped, and say so loudly.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
_MAC = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
#: Quiet and self-contained: no sandbox as root, no background requests, software drawing.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]


def find() -> str | None:
    """The path of a browser to test with, or None."""
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, _NAMES), *_MAC]
    found = next((path for path in candidates if path and Path(path).exists()), None)
    return found or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _install() -> None:
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        packages = ["chromium", "fonts-noto-cjk"]
        for command in (["update", "-qq"], ["install", "-y", "-qq", *packages]):
            subprocess.run(["apt-get", *command], check=False, env=environment, stdout=sys.stderr)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> None:
    """Finds a browser, or installs one."""
    path = find()
    if path is None:
        _install()
        path = find()
    line = f"browser tests run in {path}" if path else "NO BROWSER: browser tests will be SKIPPED"
    print(line, file=sys.stderr)


if __name__ == "__main__":
    main()
