"""What a person should know, and what stops a run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a :class:`Problem` matters: only ``ERROR`` stops a build."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know, with its place. ``line`` 0: the whole file."""

    severity: Severity
    path: str
    line: int
    message: str
    column: int = 0

    def __str__(self) -> str:
        place = self.path + (f":{self.line}" if self.line else "")
        place += f":{self.column}" if self.line and self.column else ""
        return f"{place}: {self.message}"


class InputError(Exception):
    """Input or configuration that cannot be used: exit code 1, the old site stays.

    ``problems`` holds every reason found, not only the first.
    """

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
