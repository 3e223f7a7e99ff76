"""``python -m benchmarks [--full] [NAME...]``: every benchmark, printed as ratios.

Quick by default; ``--full`` adds ten thousand articles and takes half an hour. How well
texts are understood is measured against judged articles, which are not part of the
project: ``python -m benchmarks.understanding DIR``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import scale
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
    """In a process of its own, for its browser; beside stock search only where that is asked."""
    if browser_setup.find() is None:
        print("NO BROWSER: left out; `make bench` installs one")
        return
    with tempfile.TemporaryDirectory(prefix="shouxun-search-") as folder:
        made = ["--make", "10000" if full else "1000", folder]
        command = [sys.executable, "-m", "benchmarks.search", "--each", "10", "--cold", "3", *made]
        subprocess.run(command, cwd=_ROOT, check=True)


_ALL: dict[str, Callable[[bool], None]] = {"scale": scale.main, "search": _search}


if __name__ == "__main__":
    main()
