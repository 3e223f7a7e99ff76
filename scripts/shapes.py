"""Shapes of a YAML document: keys, lists, texts and numbers, or what is wrong with them.

Both files that people write are read in this one way, and told of in the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from rapidfuzz import fuzz, process

from scripts.model import InputError, Problem, Severity
from scripts.yamlfile import Node

_LARGEST = 1e9

Item = TypeVar("Item")


class Shapes:
    """Asks nodes for what they should be; what is wrong is noted and replaced by something empty.

    ``problems`` are those of the file ``path``, each with its place, none twice. Keys that are not
    known are errors, or warnings where ``strict`` is false.
    """

    def __init__(self, path: str, *, strict: bool = True) -> None:
        self.path = path
        self.strict = strict
        self.problems: list[Problem] = []

    def judged(self) -> tuple[Problem, ...]:
        """The warnings, in the order of the file. Raises :class:`InputError` with all errors."""
        found = sorted(self.problems, key=lambda each: (each.line, each.column))
        errors = [each for each in found if each.severity is Severity.ERROR]
        if errors:
            raise InputError(*errors)
        return tuple(found)

    def mapping(
        self, node: Node, known: tuple[str, ...], required: tuple[str, ...] = ()
    ) -> dict[str, Node]:
        fields = self.entries(node, f"keys ({known[0]}: ...)")
        for key, value in fields.items():
            if key not in known:
                self._unknown(key, value, known)
        for key in required if isinstance(node.value, dict) else ():
            if key not in fields:
                self.complain(node, f"the key {key!r} is missing; add it")
        return {key: value for key, value in fields.items() if key in known}

    def _unknown(self, key: str, value: Node, known: tuple[str, ...]) -> None:
        place = replace(value, line=value.key_line, column=value.key_column)
        hint = suggestion(key, known)
        if self.strict:
            self.complain(place, f"unknown key {key!r}; {hint}")
        else:
            self.complain(place, f"unknown key {key!r} is ignored; {hint}", Severity.WARNING)

    def entries(self, node: Node | None, form: str) -> dict[str, Node]:
        """Whatever keys there are, of lines that read like ``form``."""
        if node is None:
            return {}
        if not isinstance(node.value, dict):
            self.expected(form, node, "write them so, with ': ' after each key")
            return {}
        return node.value

    def numbers(self, node: Node | None, names: tuple[str, ...]) -> dict[str, float]:
        fields = self.mapping(node, names, names) if node is not None else {}
        return {name: self.number(value) for name, value in fields.items()}

    def number(self, node: Node) -> float:
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            self.expected("a number", node, "write one")
            return 0.0
        if not -_LARGEST <= node.value <= _LARGEST:  # nan compares false with everything
            self.expected("a number of sense", node, "write one")
            return 0.0
        return float(node.value)

    def words(self, node: Node | None) -> dict[str, str]:
        readings = self.entries(node, "`word: reading` lines")
        return {word: self.text(reading) for word, reading in readings.items()}

    def texts(self, node: Node | None) -> tuple[str, ...]:
        return tuple(self.each(node, self.text))

    def text(self, node: Node | None, default: str = "") -> str:
        if node is None:
            return default
        if not isinstance(node.value, str) or not node.value.strip():
            self.expected("text", node, "quote it if it is text" if node.value else "write some")
            return default
        return node.value.strip()

    def truth(self, node: Node | None) -> bool:
        if node is not None and not isinstance(node.value, bool):
            self.expected("true or false", node, "write one")
        return node is not None and node.value is True

    def each(self, node: Node | None, read: Callable[[Node], Item]) -> Iterator[Item]:
        return map(read, self.items(node))

    def items(self, node: Node | None) -> list[Node]:
        if node is None or node.value is None:
            return []
        if not isinstance(node.value, list):
            self.expected("a list", node, "put a dash before each item")
            return []
        return node.value

    def expected(self, what: str, node: Node, advice: str) -> None:
        """Complains that a value is not ``what`` its key asks for."""
        asked = f" for {node.key!r}" if node.key else ""
        self.complain(node, f"expected {what}{asked}, found {_kind(node)}; {advice}")

    def complain(self, node: Node, message: str, severity: Severity = Severity.ERROR) -> None:
        problem = Problem(severity, self.path, node.line, message, node.column)
        if problem not in self.problems:
            self.problems.append(problem)


def suggestion(word: str, known: Iterable[str]) -> str:
    """``did you mean …?`` with the nearest of ``known``, else all of them."""
    names = list(dict.fromkeys(known))
    near = nearest(word, names, 60)
    return f"did you mean {near!r}?" if near else "known: " + ", ".join(names)


def nearest(word: str, names: Iterable[str], least: float) -> str | None:
    """The name most like ``word``, at least ``least`` of 100 (difflib takes 0.1 s for 10,000)."""
    found = process.extractOne(word, list(names), scorer=fuzz.ratio, score_cutoff=least)
    return str(found[0]) if found else None


def _kind(node: Node) -> str:
    if isinstance(node.value, dict):
        return "a mapping"
    if isinstance(node.value, list):
        return "a list"
    return "nothing" if node.value is None else f"{node.value!r:.80}"
