"""The command: one table for each directory; ``-v`` lists the confusions too."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.understanding import categories, duplicates, reading
from benchmarks.understanding.figures import Figure
from benchmarks.understanding.truth import Truth, library, load
from scripts.model import Library


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.understanding")
    parser.add_argument("directories", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("-v", "--verbose", action="store_true", help="list the confusions")
    arguments = parser.parse_args()
    for directory in arguments.directories:
        truth = load(directory)
        found = library(truth)
        print(f"{truth.name}: {len(truth.inputs.dumps)} dumps, {len(found.entries)} articles")
        for figure in _figures(truth, found):
            print(figure)
        if arguments.verbose:
            print(*categories.confusions(truth, found), sep="\n")


def _figures(truth: Truth, found: Library) -> Iterator[Figure]:
    yield from duplicates.figures(truth)
    yield from categories.figures(truth, found)
    yield from reading.titles(found)
    yield from reading.concepts(truth, found)
    yield from reading.relations(truth, found)


if __name__ == "__main__":
    main()
