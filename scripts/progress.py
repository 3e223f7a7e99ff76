"""What a run tells about itself: a line a stage, with its count and its time.

The clock and the voice come from the edge, so that the pipeline stays pure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from scripts.model import StageReport

Result = TypeVar("Result")


def _silent(_: StageReport) -> None:
    """Says nothing."""


@dataclass
class Progress:
    """Runs stages and remembers them. ``clock`` yields seconds, ``tell`` speaks."""

    clock: Callable[[], float] = lambda: 0.0
    tell: Callable[[StageReport], None] = _silent
    stages: list[StageReport] = field(default_factory=list)

    def run(
        self,
        name: str,
        stage: Callable[..., Result],
        *arguments: object,
        count: Callable[[Any], int] = len,
    ) -> Result:
        """The stage's result, of which ``count`` tells how much it is."""
        start = self.clock()
        result = stage(*arguments)
        self.add(name, count(result), self.clock() - start)
        return result

    def add(self, name: str, count: int, seconds: float) -> None:
        """Records a stage that was timed elsewhere."""
        report = StageReport(name, count, round(seconds, 4))
        self.stages.append(report)
        self.tell(report)
