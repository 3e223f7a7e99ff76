"""``python -m benchmarks [--full] [NAME...]``: every benchmark, and the comparison at the end.

Quick by default; ``--full`` adds ten thousand articles and takes an hour. How well texts
are understood is measured against judged articles, which are not part of the project:
``python -m benchmarks.understanding DIR``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import comparison, scale
from tests import browser_setup

_ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Runs what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(_ALL)} (all)")
    parser.add_argument("--full", action="store_true", help="ten thousand articles too")
    options = parser.parse_args()
    if unknown := [name for name in options.names if name not in _ALL]:
        parser.error(f"no benchmark is named {unknown[0]}; there are {', '.join(_ALL)}")
    for name in options.names or _ALL:
        print(f"\n=== {name}", flush=True)
        _ALL[name](options.full)


def _search(full: bool) -> None:
    """The real site beside others, then a made-up one."""
    with tempfile.TemporaryDirectory(prefix="shouxun-search-") as folder:
        site, made = f"{folder}/real", f"{folder}/made"
        _in_browser("scripts", "build", "--site-dir", site)
        _in_browser("benchmarks.search", site, "--with", "stock,pagefind")
        size = "10000" if full else "1000"
        _in_browser("benchmarks.search", "--each", "10", "--cold", "3", "--make", size, made)


def _vitals(full: bool) -> None:
    _in_browser("benchmarks.vitals", *(["--full"] if full else []))


def _in_browser(*arguments: str) -> None:
    """In a process of its own: Playwright leaves a running event loop behind."""
    if browser_setup.find() is None:
        print("NO BROWSER: left out; `make bench` installs one")
    else:
        subprocess.run([sys.executable, "-m", *arguments], cwd=_ROOT, check=True)


_ALL: dict[str, Callable[[bool], None]] = {
    "scale": scale.main,
    "search": _search,
    "vitals": _vitals,
    "comparison": comparison.main,
}


if __name__ == "__main__":
    main()
