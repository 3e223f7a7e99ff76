"""``python -m benchmarks [--full] [NAME...]``: every benchmark, printed as ratios.

A benchmark is a module of this package with a ``main(full: bool)``; this runs them in
order of name, or those that are named.
"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent


def main() -> None:
    """Runs what the command line asks for."""
    known = [path.stem for path in sorted(_FOLDER.glob("*.py")) if _is_benchmark(path)]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(known)} (all)")
    parser.add_argument("--full", action="store_true", help="ten thousand articles too: minutes")
    options = parser.parse_args()
    if unknown := [name for name in options.names if name not in known]:
        parser.error(f"no benchmark is named {unknown[0]}; there are {', '.join(known)}")
    for name in options.names or known:
        importlib.import_module(f"benchmarks.{name}").main(options.full)


def _is_benchmark(path: Path) -> bool:
    return path.stem != "__main__" and "\ndef main(full: bool)" in path.read_text("utf-8")


if __name__ == "__main__":
    main()
