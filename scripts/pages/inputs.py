"""The page that says what becomes of each kind of input."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from scripts.ledger import KIND_NAMES
from scripts.model import LineKind, SitePage
from scripts.pages import shell
from scripts.pages.catalogue import Catalogue

#: Groups of rows: what the input is, its outcome, the lines it gave, what messages say.
TABLE = Path(__file__).with_name("inputs.yml")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
OUTCOMES = {"taken": "照收", "noted": "收下并说明", "refused": "拒收"}


def page(catalogue: Catalogue) -> SitePage:
    """The table, which the tests prove row by row."""
    title = "输入一览"
    description = "什么样的输入会怎样：照收，收下并说明，或拒收并指出文件与行。"
    return shell.page(
        catalogue,
        "inputs/",
        "inputs",
        title,
        description,
        active="inputs/",
        table=yaml.load(TABLE.read_text(encoding="utf-8"), Loader=_LOADER),  # noqa: S506 - safe
        outcomes=OUTCOMES,
        ledger=_ledger,
    )


def _ledger(lines: Mapping[str, Any]) -> str:
    return "，".join(f"{KIND_NAMES[LineKind(kind)]} {count}" for kind, count in lines.items())
