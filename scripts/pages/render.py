"""Our own Jinja2 environment: everything printed is escaped, nothing undefined passes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scripts import escape

TEMPLATES = Path(__file__).resolve().parents[2] / "overrides" / "pages"

ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    finalize=escape.clean,
)


def html(template: str, **values: Any) -> str:
    """The finished HTML of ``overrides/pages/<template>.html``."""
    return ENVIRONMENT.get_template(f"{template}.html").render(**values)
