"""Read ``data/curation.yml`` and bring its corrections to the articles.

A person's work is sacred: every mistake in the file is reported at once with its place,
and nothing is guessed. Unknown fields and ids are warnings, because a correction for an
article that comes back with the next dump must survive the dumps between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlsplit

from scripts import yamlfile
from scripts.categories import category_named
from scripts.model import (
    Article,
    Correction,
    Curation,
    InputError,
    Problem,
    Severity,
    Source,
    Taxonomy,
)
from scripts.shapes import nearest, suggestion
from scripts.spelling import same_key
from scripts.yamlfile import Node

SECTIONS = ("articles", "merge", "keep_apart")
FIELDS = ("title", "category", "tags", "source", "note", "hide")
Pair = tuple[str, str, int]


def load_curation(source: Source) -> tuple[Curation, tuple[Problem, ...]]:
    """The corrections of ``source`` and the warnings about it.

    Raises :class:`InputError` with every value that cannot be used.
    """
    root = yamlfile.load(source)
    reader = _Reader(source.path, [])
    sections = reader.mapping(root, "the file")
    reader.unknown(sections, SECTIONS, "section")
    articles = reader.mapping(sections.get("articles"), "articles")
    curation = Curation(
        path=source.path,
        corrections=tuple(reader.correction(key, node) for key, node in articles.items()),
        merge=reader.pairs(sections.get("merge"), "merge"),
        keep_apart=reader.pairs(sections.get("keep_apart"), "keep_apart"),
    )
    problems = sorted(reader.problems, key=lambda found: (found.line, found.column))
    errors = [found for found in problems if found.severity is Severity.ERROR]
    if errors:
        raise InputError(*errors)
    return curation, tuple(problems)


class _Reader(NamedTuple):
    """Checks values and collects what is wrong with them, so that all of it is reported."""

    path: str
    problems: list[Problem]

    def report(self, severity: Severity, node: Node, message: str) -> None:
        self.problems.append(Problem(severity, self.path, node.line, message, node.column))

    def mapping(self, node: Node | None, name: str) -> dict[str, Node]:
        if node is None or node.value is None:
            return {}
        if isinstance(node.value, dict):
            return node.value
        self.report(Severity.ERROR, node, f"{name} must be a mapping (key: value); write it so")
        return {}

    def unknown(self, found: Mapping[str, Node], known: Sequence[str], what: str) -> None:
        for key, node in found.items():
            if key not in known:
                self.report(
                    Severity.WARNING,
                    replace(node, line=node.key_line, column=node.key_column),
                    f"unknown {what} {key!r} is ignored; " + suggestion(key, known),
                )

    def correction(self, key: str, node: Node) -> Correction:
        fields = self.mapping(node, f"the correction of {key!r}")
        self.unknown(fields, FIELDS, "field")
        return Correction(
            key=key,
            line=node.key_line,
            title=self.text(fields.get("title"), "title"),
            category=self.text(fields.get("category"), "category"),
            tags=self.tags(fields.get("tags")),
            source=self.url(fields.get("source")),
            note=self.text(fields.get("note"), "note"),
            hide=self.truth(fields.get("hide"), "hide"),
        )

    def text(self, node: Node | None, name: str) -> str | None:
        if node is None or node.value is None:
            return None
        if isinstance(node.value, str) and node.value.strip():
            return " ".join(node.value.split())
        self.report(Severity.ERROR, node, f"{name} must be text; quote it, or remove the line")
        return None

    def truth(self, node: Node | None, name: str) -> bool:
        if node is None or isinstance(node.value, bool):
            return bool(node and node.value)
        self.report(Severity.ERROR, node, f"{name} must be true or false; write one, or remove it")
        return False

    def tags(self, node: Node | None) -> tuple[str, ...] | None:
        if node is None or node.value is None:
            return None
        if not isinstance(node.value, list):
            self.report(Severity.ERROR, node, "tags must be a list; write [one, two]")
            return None
        texts = [self.text(item, "a tag") for item in node.value]
        return tuple(dict.fromkeys(text for text in texts if text))

    def url(self, node: Node | None) -> str | None:
        text = self.text(node, "source")
        if node is None or text is None or is_web_address(text):
            return text
        self.report(
            Severity.ERROR,
            node,
            "source must be an address that starts with http:// "
            "or https://; correct it, or remove the line",
        )
        return None

    def pairs(self, node: Node | None, name: str) -> tuple[Pair, ...]:
        if node is None or node.value is None:
            return ()
        if not isinstance(node.value, list):
            self.report(
                Severity.ERROR, node, f"{name} must be a list of pairs; write [[id, id], ...]"
            )
            return ()
        return tuple(pair for item in node.value for pair in self.pair(item, name))

    def pair(self, node: Node, name: str) -> Iterable[Pair]:
        items = node.value if isinstance(node.value, list) else []
        ids = [item.value for item in items if isinstance(item.value, str)]
        if len(items) != 2 or len(ids) != 2:
            self.report(Severity.ERROR, node, f"an item of {name} must be a pair; write [id, id]")
        elif ids[0] == ids[1]:
            self.report(Severity.ERROR, node, f"{name} names {ids[0]!r} twice; name two articles")
        else:
            yield ids[0], ids[1], node.line


def is_web_address(text: str) -> bool:
    """Whether ``text`` is an absolute http or https URL with a host and without blanks."""
    if any(char <= " " or char in '<>"\\^`{|}' or "\x7f" <= char <= "\xa0" for char in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def corrections_for(
    curation: Curation, articles: Sequence[Article], taxonomy: Taxonomy | None = None
) -> tuple[Mapping[str, Correction], tuple[Problem, ...]]:
    """Article id to its correction, and warnings.

    Two corrections of one article (through its id and an alias) happen without anybody's
    fault, when a new dump shows that two ids are one article; so that is a warning, not an
    error: the one under the article's own id holds, else the first, field by field.
    """
    owners = _owners(articles)
    chosen: dict[str, Correction] = {}
    problems: list[Problem] = []
    ordered = sorted(curation.corrections, key=lambda each: owners.get(each.key) != each.key)
    for correction in ordered:
        owner = owners.get(correction.key)
        if owner is None:
            problems.append(_warning(curation, correction.line, _orphan(correction.key, owners)))
            continue
        checked, found = _known_category(curation, correction, taxonomy)
        problems += found
        if owner in chosen:
            problems.append(_warning(curation, correction.line, _twice(chosen[owner], checked)))
            checked = _joined(chosen[owner], checked)
        chosen[owner] = checked
    return chosen, tuple(sorted(problems, key=lambda each: each.line))


def _owners(articles: Iterable[Article]) -> dict[str, str]:
    owners: dict[str, str] = {}
    for article in articles:
        owners.update(dict.fromkeys((article.id, *article.aliases), article.id))
    return owners


def _known_category(
    curation: Curation, correction: Correction, taxonomy: Taxonomy | None
) -> tuple[Correction, tuple[Problem, ...]]:
    if taxonomy is None or correction.category is None:
        return correction, ()
    known = category_named(correction.category, taxonomy)
    if known is None and same_key(correction.category) == same_key(taxonomy.uncategorised):
        known = taxonomy.uncategorised
    if known is not None:
        return replace(correction, category=known), ()
    hint = suggestion(correction.category, [each.name for each in taxonomy.categories])
    message = f"unknown category {correction.category!r} is ignored; {hint}"
    return replace(correction, category=None), (_warning(curation, correction.line, message),)


def _joined(first: Correction, second: Correction) -> Correction:
    return replace(
        first,
        title=first.title or second.title,
        category=first.category or second.category,
        tags=second.tags if first.tags is None else first.tags,
        source=first.source or second.source,
        note=first.note or second.note,
        hide=first.hide or second.hide,
    )


def _orphan(key: str, known: Iterable[str]) -> str:
    near = nearest(key, known, 85)  # among thousands of ids some are alike by chance
    hint = f"did you mean {near!r}?" if near else "the correction waits until it comes back"
    return f"no article has the id {key!r}; {hint}"


def _twice(first: Correction, second: Correction) -> str:
    return (
        f"{second.key!r} is the same article as {first.key!r} (line {first.line}), whose fields "
        "hold where both have them; put both into one"
    )


def _warning(curation: Curation, line: int, message: str) -> Problem:
    return Problem(Severity.WARNING, curation.path, line, message)
