"""From a hundred to ten thousand articles: what a build costs, next to stock MkDocs and Hugo.

Every figure is of a whole process, in one run of this benchmark: the tools take turns
(A B C A B C), and what is printed are medians. Three situations: a cold build (no site,
no cache), a rebuild with nothing changed, and one with an excerpt added. The other two
start from Markdown files and make no search index (Hugo) or a lesser one (stock).
"""

from __future__ import annotations

import json
import math
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks import hugo, stock
from benchmarks.corpus import generate
from benchmarks.dumps import one_more, write_dumps
from benchmarks.measure import Cost, Size, keep, middle, run, size

ROOT = Path(__file__).resolve().parent.parent
SITUATIONS = ("cold", "unchanged", "one added")
QUICK, FULL = (100, 1_000), (100, 1_000, 10_000)
_ROUNDS = 3


@dataclass
class Contestant:
    """A tool with its own copy of the articles.

    ``build`` runs it once and yields what it cost; ``forget`` makes the next build cold;
    ``add`` gives it one article more, ``take`` takes it away again.
    """

    name: str
    site: Path
    build: Callable[[], Cost]
    forget: Callable[[], None]
    add: Callable[[], None]
    take: Callable[[], None]
    costs: dict[str, list[Cost]] = field(default_factory=dict)
    size: Size = field(default_factory=lambda: Size(0, 0.0))
    stages: list[dict[str, Any]] = field(default_factory=list)

    def round(self) -> None:
        """All situations once."""
        self.forget()
        self._measured("cold")
        self.size = size(self.site)
        self._measured("unchanged")
        self.add()
        self._measured("one added")
        self.take()

    def _measured(self, situation: str) -> None:
        self.costs.setdefault(situation, []).append(self.build())

    def medians(self) -> dict[str, Cost]:
        """The middle cost of each situation."""
        return {situation: middle(costs) for situation, costs in self.costs.items()}


def main(full: bool) -> None:
    """Runs, prints the tables and writes ``benchmarks/results/scale.json``."""
    counts = FULL if full else QUICK
    results = {count: _compare(count) for count in counts}
    for count, tools in results.items():
        _say_costs(count, tools)
    _say_ratios(results)
    _say_stages(results)
    _write(results)


def _compare(count: int) -> list[Contestant]:
    with tempfile.TemporaryDirectory(prefix="shouxun-scale-") as name:
        tools = list(_contestants(count, Path(name)))
        for number in range(_ROUNDS):
            for tool in tools:
                print(f"{count} articles, round {number + 1}: {tool.name}", file=sys.stderr)
                tool.round()
        return tools


def _contestants(count: int, folder: Path) -> Iterable[Contestant]:
    yield _ours(count, folder / "ours")
    yield _stock(count, folder / "stock")
    if program := hugo.install():
        yield _hugo(count, folder / "hugo", program)
    else:
        print("the package hugo cannot be installed here: left out", file=sys.stderr)


def _ours(count: int, folder: Path) -> Contestant:
    dumps, site, report = folder / "dumps", folder / "site", folder / "report.json"
    write_dumps(count, dumps)
    options = ["--dumps", str(dumps), "--site-dir", str(site), "--report", str(report)]
    command = [sys.executable, "-m", "scripts", "build", *options]
    environment = {"SHOUXUN_CACHE": str(folder / "cache")}
    tool = Contestant(
        "shouxun",
        site,
        lambda: run(command, ROOT, environment),
        lambda: _remove(site, folder / "cache"),
        lambda: one_more(dumps),
        (dumps / "99999_one_more.txt").unlink,
    )
    build = tool.build

    def build_and_keep_stages() -> Cost:
        cost = build()
        if not tool.stages:
            tool.stages = json.loads(report.read_text("utf-8"))["stages"]
        return cost

    tool.build = build_and_keep_stages
    return tool


def _stock(count: int, folder: Path) -> Contestant:
    command = stock.write_project(generate(count), folder)
    temporary = folder / "tmp"  # where jieba keeps its dictionary: 0.2 s of a build

    def forget() -> None:
        _remove(folder / "site", temporary)
        temporary.mkdir()

    environment = {**stock.ENVIRONMENT, "TMPDIR": str(temporary)}
    return Contestant(
        "mkdocs-material",
        folder / "site",
        lambda: run(command, folder, environment),
        forget,
        lambda: stock.add_article(next(generate(1, seed=1)), count, folder),
        (folder / f"docs/articles/{count}.md").unlink,
    )


def _hugo(count: int, folder: Path, program: Path) -> Contestant:
    hugo.write_project(generate(count), folder)
    return Contestant(
        "hugo",
        folder / "public",
        lambda: run([str(program)], folder),
        lambda: _remove(folder / "public"),
        lambda: hugo.add_article(next(generate(1, seed=1)), count, folder),
        (folder / f"content/articles/{count}.md").unlink,
    )


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _say_costs(count: int, tools: Sequence[Contestant]) -> None:
    print(f"\n{count:,} articles{'':22}CPU s   wall s  peak MB    files  site MB")
    for tool in tools:
        for situation, cost in tool.medians().items():
            left = f"{tool.size.files:9,}{tool.size.megabytes:9.1f}" if situation == "cold" else ""
            print(
                f"  {tool.name:<17}{situation:<11}"
                f"{cost.cpu:9.2f}{cost.wall:9.2f}{cost.peak:9.0f}{left}"
            )


def _say_ratios(results: dict[int, list[Contestant]]) -> None:
    print("\nratios" + "".join(f"{count:>12,}" for count in results))
    for name, ratio in _RATIOS.items():
        figures = (
            ratio({tool.name: tool.medians() for tool in tools}) for tools in results.values()
        )
        print(f"  {name:<34}" + "".join(f"{figure:12.2f}" for figure in figures))
    counts = list(results)
    print("\ngrowth exponents (1: linear)")
    for below, above in pairwise(counts):
        for one, other in zip(results[below], results[above], strict=True):
            cpu, wall, peak = (
                _exponent(one, other, figure, above / below) for figure in ("cpu", "wall", "peak")
            )
            print(
                f"  {below:,} to {above:,}  {one.name:<17}"
                f"CPU {cpu:5.2f}   wall {wall:5.2f}   memory {peak:5.2f}"
            )


Medians = dict[str, dict[str, Cost]]


def _ratio(
    figure: str, left: tuple[str, str], right: tuple[str, str]
) -> Callable[[Medians], float]:
    def ratio(medians: Medians) -> float:
        if left[0] not in medians or right[0] not in medians:
            return math.nan
        above, below = (medians[tool][situation] for tool, situation in (left, right))
        return float(getattr(above, figure) / getattr(below, figure))

    return ratio


_OURS = ("shouxun", "cold")
_RATIOS = {
    "cold CPU / mkdocs-material": _ratio("cpu", _OURS, ("mkdocs-material", "cold")),
    "cold wall / mkdocs-material": _ratio("wall", _OURS, ("mkdocs-material", "cold")),
    "cold wall / hugo": _ratio("wall", _OURS, ("hugo", "cold")),
    "unchanged CPU / cold CPU": _ratio("cpu", ("shouxun", "unchanged"), _OURS),
    "unchanged wall / cold wall": _ratio("wall", ("shouxun", "unchanged"), _OURS),
    "one added CPU / cold CPU": _ratio("cpu", ("shouxun", "one added"), _OURS),
    "one added wall / cold wall": _ratio("wall", ("shouxun", "one added"), _OURS),
}


def _exponent(one: Contestant, other: Contestant, figure: str, step: float) -> float:
    below, above = (getattr(tool.medians()["cold"], figure) for tool in (one, other))
    return math.log(above / below) / math.log(step)


def _say_stages(results: dict[int, list[Contestant]]) -> None:
    print("\nstages of the cold build, wall s" + "".join(f"{count:>10,}" for count in results))
    by_count = {
        count: {stage["name"]: stage["seconds"] for stage in tools[0].stages}
        for count, tools in results.items()
    }
    for name in next(reversed(by_count.values())):
        figures = (f"{stages.get(name, 0.0):10.2f}" for stages in by_count.values())
        print(f"  {name:<30}" + "".join(figures))


def _write(results: dict[int, list[Contestant]]) -> None:
    articles = {
        count: {tool.name: _record(tool) for tool in tools} for count, tools in results.items()
    }
    versions = {"mkdocs-material": version("mkdocs-material"), "hugo": hugo.VERSION}
    keep(
        "scale",
        {
            "processors": os.cpu_count(),
            "python": sys.version.split()[0],
            "versions": versions,
            "articles": articles,
        },
    )


def _record(tool: Contestant) -> dict[str, Any]:
    runs = {name: [asdict(cost) for cost in costs] for name, costs in tool.costs.items()}
    return {"runs": runs, "size": asdict(tool.size), "stages": tool.stages}
