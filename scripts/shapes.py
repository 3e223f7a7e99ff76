"""Shapes of a YAML document: keys, lists, texts and numbers, or what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from rapidfuzz import fuzz, process

from scripts.model import Problem, Severity
from scripts.yamlfile import Node

_LARGEST = 1e9

Item = TypeVar("Item")


class Shapes:
    """Asks nodes for what they should be; what is wrong is noted and replaced by something empty.

    ``problems`` are all errors of the file ``path``, each with its place, none twice.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def mapping(
        self, node: Node, known: tuple[str, ...], required: tuple[str, ...]
    ) -> dict[str, Node]:
        if not isinstance(node.value, dict):
            self.complain(node, f"expected keys ({known[0]}: ...), found {_kind(node)}; write keys")
            return {}
        for key, value in node.value.items():
            if key not in known:
                self.complain(value, f"unknown key {key!r}; {suggestion(key, known)}", key=True)
        for key in required:
            if key not in node.value:
                self.complain(node, f"the key {key!r} is missing; add it")
        return {key: value for key, value in node.value.items() if key in known}

    def numbers(self, node: Node | None, names: tuple[str, ...]) -> dict[str, float]:
        fields = self.mapping(node, names, names) if node is not None else {}
        return {name: self.number(value) for name, value in fields.items()}

    def number(self, node: Node) -> float:
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            self.complain(node, f"expected a number, found {_kind(node)}; write one")
            return 0.0
        if not -_LARGEST <= node.value <= _LARGEST:  # nan compares false with everything
            self.complain(node, f"expected a number of sense, found {node.value!r:.20}; write one")
            return 0.0
        return float(node.value)

    def words(self, node: Node | None) -> dict[str, str]:
        if node is None:
            return {}
        if not isinstance(node.value, dict):
            self.complain(
                node, f"expected `word: reading` lines, found {_kind(node)}; write them so"
            )
            return {}
        return {word: self.text(reading) for word, reading in node.value.items()}

    def texts(self, node: Node | None) -> tuple[str, ...]:
        return tuple(self.each(node, self.text))

    def text(self, node: Node | None, default: str = "") -> str:
        if node is None:
            return default
        if not isinstance(node.value, str) or not node.value.strip():
            self.complain(node, f"expected text, found {_kind(node)}; quote it if it is text")
            return default
        return node.value.strip()

    def each(self, node: Node | None, read: Callable[[Node], Item]) -> Iterator[Item]:
        return map(read, self.items(node))

    def items(self, node: Node | None) -> list[Node]:
        if node is None or node.value is None:
            return []
        if not isinstance(node.value, list):
            self.complain(
                node, f"expected a list, found {_kind(node)}; put a dash before each item"
            )
            return []
        return node.value

    def complain(self, node: Node, message: str, *, key: bool = False) -> None:
        line, column = (node.key_line, node.key_column) if key else (node.line, node.column)
        problem = Problem(Severity.ERROR, self.path, line, message, column)
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
    return "nothing" if node.value is None else repr(node.value)
