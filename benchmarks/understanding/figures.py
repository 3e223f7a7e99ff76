"""One figure, and the table of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scripts.spelling import same_key


@dataclass(frozen=True, slots=True)
class Figure:
    """``part`` of ``whole`` (a share), or a plain ``part`` where ``whole`` is 0.

    ``goal`` is what the figure is to reach: at least, or at most where ``ceiling``.
    """

    name: str
    part: float
    whole: float = 0
    goal: float | None = None
    ceiling: bool = False

    @property
    def value(self) -> float:
        return self.part / self.whole if self.whole else self.part

    @property
    def met(self) -> bool:
        if self.goal is None:
            return True
        return self.value <= self.goal if self.ceiling else self.value >= self.goal

    def __str__(self) -> str:
        of = f"{self.part:.0f}/{self.whole:.0f}" if self.whole else ""
        shown = f"{self.value:.3f}" if self.whole or self.value % 1 else f"{self.value:.0f}"
        goal = "" if self.goal is None else f"{'<=' if self.ceiling else '>='} {self.goal:g}"
        return f"  {self.name:<52}{shown:>8}  {of:>13}  {goal:<9}{'' if self.met else 'MISSED'}"


def share(name: str, truths: Iterable[bool], goal: float | None = None) -> Figure:
    """The share of ``truths`` that hold."""
    found = list(truths)
    return Figure(name, sum(found), max(1, len(found)), goal)


def count(name: str, truths: Iterable[bool], most: float | None = None) -> Figure:
    """How many of ``truths`` hold: a number of faults, of which ``most`` are allowed."""
    return Figure(name, sum(truths), goal=most, ceiling=True)


class Spellings:
    """Whether a text holds a concept, judged without the code under test's own matcher."""

    def __init__(self, spellings: Iterable[tuple[str, str]]) -> None:
        self._of: dict[str, list[str]] = {}
        for spelling, name in spellings:
            self._of.setdefault(name, []).append(same_key(spelling))

    def occurs(self, name: str, text: str) -> bool:
        """Whether any spelling of ``name`` stands in ``text``, hyphens and blanks apart."""
        flat = same_key(text)
        return any(spelling in flat for spelling in self._of.get(name, [same_key(name)]))
