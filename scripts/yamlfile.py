"""Strict YAML for files that people write: plain values only, every value with its place.

A subset of YAML 1.1 as PyYAML composes it. Refused, each with line and column:
anchors, aliases, merge keys, tags, duplicate keys, keys that are not text, several
documents, more than 1 MB, more than 20 levels. Anchors and merge keys are refused
because a reader of the file cannot see what an entry says (and because they expand
without bound); ruamel and strictyaml were weighed, but neither refuses all of these.

libyaml, where PyYAML was built with it, reads the taxonomy in 12 ms instead of 180. What it
refuses, and any text on which the two are known to differ, is read in pure Python, whose
messages and places are those that people are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import yaml

from scripts.model import InputError, Problem, Severity, Source

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
_SCALARS = yaml.SafeLoader("")
_TEXT = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp")
_LIBYAML = getattr(yaml, "CSafeLoader", None)
#: Where libyaml reads what PyYAML refuses, or sees a value in another place: tabs, odd line
#: ends and marks, explicit keys, nothing before a bracket, comments behind ``|`` and ``>``.
_DISPUTED = re.compile(
    r"[^ -~\n\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    r"|\?(?:\s|\Z)|(?::|#[^\n#]*\n)\s*[],}]|^---|[|>][^ \n|>]*#",
    re.MULTILINE,
)

#: What PyYAML says of the slips that people make most, and what to do about each.
_ADVICE = (
    ("mapping values are not allowed", "put a value that holds ': ' into quotes"),
    ("but got ':'", "put a value that holds ': ' into quotes"),
    (r"character '\t'", "indent with blanks, not with tabs"),
    ("that cannot start any token", "put a value that begins with it into quotes"),
    ("while scanning a quoted scalar", "close the quote"),
    ("but found '<scalar>'", "put a value that begins with a bracket or quote into quotes"),
    ("<block end>", "indent what belongs together alike"),
    ("expected ',' or", "close the bracket"),
)

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place (both count from 1), and its key's where it has one.

    ``key`` names what it stands under: items of a list, what the list stands under.
    """

    value: Scalar | list[Node] | dict[str, Node]
    line: int
    column: int
    key_line: int = 0
    key_column: int = 0
    key: str = ""


def load(source: Source) -> Node:
    """The one document of ``source``; an empty file is an empty mapping.

    Raises :class:`InputError` with the first thing that is not plain YAML.
    """
    if len(source.text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise _error(source, None, "larger than 1 MB; split it or remove what is not needed")
    if _LIBYAML is not None and not _DISPUTED.search(source.text):
        with suppress(InputError, yaml.YAMLError):
            return _read(source, _LIBYAML)
    return _read_purely(source)


def _read(source: Source, loader: Any) -> Node:
    _refuse_features(source, loader)
    root = yaml.compose(source.text, Loader=loader)
    return Node({}, 1, 1) if root is None else _convert(source, root)


def _read_purely(source: Source) -> Node:
    try:
        return _read(source, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise _error(source, error.problem_mark, f"not valid YAML: {_told(error)}") from None
    except yaml.reader.ReaderError as error:
        what = f"not valid YAML: the character U+{error.character:04X} is not allowed; remove it"
        raise _error(source, _mark(source.text, error.position), what) from None
    except RecursionError:
        raise _error(source, None, "not valid YAML: nested without end; flatten it") from None


def _told(error: yaml.MarkedYAMLError) -> str:
    """What PyYAML says, where what it speaks of began if that is another line, and advice."""
    began, found = error.context_mark, error.problem_mark
    above = began and found and began.line < found.line
    since = f" {error.context} from line {began.line + 1}" if began and above else ""
    what = (error.problem or error.context or "it cannot be read") + since
    said = f"{error.context} {error.problem}"
    return f"{what}; {next((do for sign, do in _ADVICE if sign in said), 'mend it')}"


def _refuse_features(source: Source, loader: Any) -> None:
    depth = documents = 0
    for event in yaml.parse(source.text, Loader=loader):
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        for what in _features(event, depth, documents):
            raise _error(source, event.start_mark, what)


def _features(event: yaml.Event, depth: int, documents: int) -> Iterator[str]:
    if isinstance(event, yaml.AliasEvent):
        yield f"an alias (*{event.anchor}) is not allowed; write the value out"
    elif getattr(event, "anchor", None):
        yield f"an anchor (&{event.anchor}) is not allowed; remove it"  # type: ignore[attr-defined]
    if getattr(event, "tag", None):
        yield f"a tag ({event.tag}) is not allowed; remove it"  # type: ignore[attr-defined]
    if depth > MAX_DEPTH:
        yield f"nested deeper than {MAX_DEPTH} levels; flatten it"
    if documents > 1:
        yield "a second document (---) is not allowed; keep one"


def _convert(source: Source, node: yaml.Node, key: str = "") -> Node:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, yaml.MappingNode):
        return Node(_mapping(source, node), line, column, key=key)
    if isinstance(node, yaml.SequenceNode):
        return Node([_convert(source, item, key) for item in node.value], line, column, key=key)
    assert isinstance(node, yaml.ScalarNode)
    return Node(_scalar(source, node), line, column, key=key)


def _mapping(source: Source, node: yaml.MappingNode) -> dict[str, Node]:
    result: dict[str, Node] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if not isinstance(key_node, yaml.ScalarNode):
            raise _error(source, key_node.start_mark, "a key must be plain text; write it so")
        if key == "<<":
            what = "a merge key (<<) is not allowed; write the values out"
            raise _error(source, key_node.start_mark, what)
        if key in result:
            first = result[key].line
            raise _error(
                source,
                key_node.start_mark,
                f"the key {key!r} stands twice (its first value is on line {first}); keep one",
            )
        mark = key_node.start_mark
        result[key] = replace(
            _convert(source, value_node, key), key_line=mark.line + 1, key_column=mark.column + 1
        )
    return result


def _scalar(source: Source, node: yaml.ScalarNode) -> Scalar:
    """Text unless it is unmistakably a number, a truth value or null.

    Dates stay text: ``2026-01-11`` is what a person wrote.
    """
    if node.tag in _TEXT:
        return str(node.value)
    try:
        value = _SCALARS.construct_object(node)
    except (ValueError, yaml.YAMLError):
        raise _error(source, node.start_mark, f"cannot read {node.value!r}; quote it") from None
    return value if isinstance(value, str | int | float | bool) or value is None else node.value


def _mark(text: str, position: int) -> yaml.Mark:
    """PyYAML's own name for a place, which it leaves out for characters it cannot read."""
    lines = text[:position].splitlines() or [""]
    ended = text[:position].endswith(("\n", "\r"))
    line, column = (len(lines), 0) if ended else (len(lines) - 1, len(lines[-1]))
    return yaml.Mark("", position, line, column, None, 0)


def _error(source: Source, mark: Any, message: str) -> InputError:
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    return InputError(Problem(Severity.ERROR, source.path, line, message, column))
