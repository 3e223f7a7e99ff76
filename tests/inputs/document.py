"""``docs/inputs.md``, made from the tables of cases: ``python -m tests.inputs.document``.

Nothing here is told that a test does not prove; a test compares the file with this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from tests.inputs.cases import CASES, NOTED, REFUSED, TAKEN, Case
from tests.inputs.files_by_hand import WRITTEN, Written

PAGE = Path(__file__).resolve().parents[2] / "docs" / "inputs.md"
_OUTCOMES = {TAKEN: "照收", NOTED: "收下并说明", REFUSED: "拒收"}
_KINDS = {
    "article": "摘录", "category": "分类", "date": "日期", "banner": "横幅", "pager": "翻页",
    "blank": "空行", "unrecognised": "未认出",
}  # fmt: skip
_HEAD = """# 输入一览

什么样的输入会怎样，全在这里。每一行都是一项测试，这一页由测试的表生成。

- **照收**：读到什么就是什么。
- **收下并说明**：能读的都读了，做了什么、没做什么写在整理报告和 `report.json` 里。
- **拒收**：退出码 1，逐一指出文件与行，旧站原样保留。

每个物理行都恰好归入一种：摘录、分类、日期、横幅、翻页、空行、未认出。各种行数之和等于文件的行数，每次运行都会核对。
从文字里去掉的只有控制字符（制表符除外）、字节序标记，以及行首行尾的空白；页面另外略去文档中不许出现的非字符。
"""


def render() -> str:
    """The whole page."""
    parts = [_HEAD, "\n## 来讯\n", *_dumps(CASES), *_by_hand(WRITTEN)]
    return "".join(parts)


def _dumps(cases: Iterable[Case]) -> Iterator[str]:
    for group, members in groupby(cases, key=lambda case: case.group):
        yield f"\n### {group}\n\n| 输入 | 处置 | 各行归入 | 说明（原文） |\n|---|---|---|---|\n"
        for case in members:
            ledger = "，".join(f"{_KINDS[kind]} {count}" for kind, count in case.lines.items())
            says = "；".join(f"`{_cell(said)}`" for said in dict.fromkeys(case.says))
            yield f"| {_cell(case.what)} | {_OUTCOMES[case.outcome]} | {ledger} | {says} |\n"


def _by_hand(cases: Iterable[Written]) -> Iterator[str]:
    for group, members in groupby(cases, key=lambda case: case.file):
        yield f"\n## {group}\n\n| 写法 | 处置 | 说明（原文） |\n|---|---|---|\n"
        for case in members:
            yield f"| {_cell(case.what)} | {_OUTCOMES[case.outcome]} | {_said(case)} |\n"


def _said(case: Written) -> str:
    return f"`{case.place}: {_cell(case.says)}`" if case.says else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
