"""How this compares, as the table that README and the site carry.

``python -m benchmarks --full`` measures and ends with it; ``python -m benchmarks comparison``
prints it again from what was measured last (``benchmarks/results``). Every cell is a figure
of one of those runs; what a tool does not do has a dash.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.measure import RESULTS

TOOLS = ("shouxun", "mkdocs-material", "pagefind", "hugo")
_CHINESE = ("han word", "han anywhere 2", "han anywhere 4")
_SOUND = ("pinyin", "initials")
Search = dict[str, Any]  # what benchmarks.search writes
Scale = dict[str, Any]  # what benchmarks.scale writes


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: its name in English and Chinese, and a cell a tool (None: not done)."""

    english: str
    chinese: str
    cells: tuple[str | None, ...]


def main(full: bool) -> None:
    """Prints the table in both languages, from the last results."""
    search, scale = (_results(name) for name in ("search", "scale"))
    rows = [*_search_rows(search), *_build_rows(scale)] if search and scale else []
    if not rows:
        print("nothing to compare yet: run `python -m benchmarks --full`")
        return
    versions = {"shouxun": "", **search["versions"], **scale["versions"]}
    for chinese in (False, True):
        print("\n".join(table(rows, versions, chinese=chinese)), end="\n\n")
    print(f"{search['date']}, {scale['processors']} processors, Python {scale['python']}")


def table(rows: Iterable[Row], versions: dict[str, str], *, chinese: bool) -> Iterator[str]:
    """The lines of a Markdown table; the tools carry their versions."""
    heads = [f"{tool} {versions.get(tool, '')}".strip() for tool in TOOLS]
    yield f"| {'数字' if chinese else 'figure'} | {' | '.join(heads)} |"
    yield (
        "|---" * (len(TOOLS) + 1) + "|"
    )  # alignment would be an inline style, which our policy bars
    for row in rows:
        cells = " | ".join(cell or "—" for cell in row.cells)
        yield f"| {row.chinese if chinese else row.english} | {cells} |"


def _search_rows(search: Search) -> Iterator[Row]:
    count = search["articles"]
    on = f", {count} articles", f"（{count} 则）"
    for names, cell in _SEARCH.items():
        cells = (
            cell(search["engines"][tool]) if tool in search["engines"] else None for tool in TOOLS
        )
        yield Row(names[0] + on[0], names[1] + on[1], tuple(cells))


def _quality(figure: int, *kinds: str) -> Callable[[dict[str, Any]], str]:
    """Percent, over the queries of ``kinds`` (of all where none is named)."""

    def cell(engine: dict[str, Any]) -> str:
        chosen = [engine["quality"][kind] for kind in kinds or engine["quality"]]
        queries = sum(one[0] for one in chosen)
        return f"{100 * sum(one[0] * one[figure] for one in chosen) / queries:.1f} %"

    return cell


_SEARCH: dict[tuple[str, str], Callable[[dict[str, Any]], str]] = {
    ("Articles found of those that hold the query", "查得全：含有所查的摘录找到几成"): _quality(1),
    ("the same, Chinese words and pieces of text", "其中汉字词与任意片段"): _quality(1, *_CHINESE),
    ("the same, traditional characters", "其中繁体"): _quality(1, "traditional"),
    ("the same, pinyin and initials", "其中拼音与首字母"): _quality(1, *_SOUND),
    ("Queries that find nothing", "一无所获的查询"): _quality(4),
    ("First query, scripts and index in requests", "首次查询的流量与请求数"): lambda engine: (
        f"{engine['first'][0]:.0f} KB / {engine['first'][1]:.0f}"
    ),
}


def _build_rows(scale: Scale) -> Iterator[Row]:
    for count, tools in scale["articles"].items():
        on = f", {int(count):,} articles", f"（{int(count):,} 则）"
        for names, key, form in _COSTS:
            cells = (
                form.format(_middle(tools[tool]["runs"]["cold"], key)) if tool in tools else None
                for tool in TOOLS
            )
            yield Row(names[0] + on[0], names[1] + on[1], tuple(cells))


_COSTS = (
    (("Cold build, processor time", "从头生成的处理器时间"), "cpu", "{:.1f} s"),
    (("Cold build, wall time", "从头生成的时间"), "wall", "{:.1f} s"),
    (("Cold build, memory", "从头生成的内存"), "peak", "{:.0f} MB"),
)


def _middle(runs: Sequence[dict[str, float]], key: str) -> float:
    return median(run[key] for run in runs)


def _results(name: str) -> dict[str, Any] | None:
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else None
