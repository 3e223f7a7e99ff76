"""Read ``data/curation.yml`` and bring its corrections to the articles.

A person's work is sacred: every mistake in the file is reported at once with its place,
and nothing is guessed. Unknown fields and ids are warnings, because a correction for an
article that comes back with the next dump must survive the dumps between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from scripts import yamlfile
from scripts.categories import category_named
from scripts.model import (
    Article,
    Correction,
    Curation,
    Problem,
    Severity,
    Source,
    Taxonomy,
)
from scripts.remarks import first_of
from scripts.shapes import Shapes, nearest, suggestion
from scripts.spelling import same_key
from scripts.yamlfile import Node

SECTIONS = ("articles", "merge", "keep_apart")
FIELDS = ("title", "category", "tags", "source", "note", "hide")
_WAITING_SHOWN = 3
Pair = tuple[str, str, int]


def load_curation(source: Source) -> tuple[Curation, tuple[Problem, ...]]:
    """The corrections of ``source`` and the warnings about it.

    Raises :class:`scripts.model.InputError` with every value that cannot be used.
    """
    reader = _Reader(source.path, strict=False)
    curation = reader.curation(yamlfile.load(source))
    return curation, reader.judged()


class _Reader(Shapes):
    """Walks the document once."""

    def curation(self, root: Node) -> Curation:
        sections = self.written(root, SECTIONS)
        articles = self.entries(sections.get("articles"), "`id: correction` lines")
        return Curation(
            path=self.path,
            corrections=tuple(self.correction(key, node) for key, node in articles.items()),
            merge=tuple(self.pairs(sections.get("merge"))),
            keep_apart=tuple(self.pairs(sections.get("keep_apart"))),
            sections=tuple((key, node.key_line) for key, node in _keys(root).items()),
            indent=_indent(_keys(root).get("articles")),
        )

    def written(self, node: Node, known: tuple[str, ...]) -> dict[str, Node]:
        """Keys with something behind them; a person may leave the rest for later."""
        fields = self.mapping(node, known) if node.value is not None else {}
        return {key: value for key, value in fields.items() if value.value is not None}

    def correction(self, key: str, node: Node) -> Correction:
        fields = self.written(node, FIELDS)
        return Correction(
            key=key,
            line=node.key_line,
            title=self.phrase(fields.get("title")),
            category=self.phrase(fields.get("category")),
            tags=self.tags(fields["tags"]) if "tags" in fields else None,
            source=self.url(fields.get("source")),
            note=self.phrase(fields.get("note")),
            hide=self.truth(fields.get("hide")),
        )

    def phrase(self, node: Node | None) -> str | None:
        return " ".join(self.text(node).split()) or None

    def tags(self, node: Node) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, self.each(node, self.phrase))))

    def url(self, node: Node | None) -> str | None:
        text = self.phrase(node)
        if node is None or text is None or is_web_address(text):
            return text
        self.expected("an address with http:// or https://", node, "correct it")
        return None

    def pairs(self, node: Node | None) -> Iterator[Pair]:
        for item in self.items(node):
            names = [each.value for each in item.value] if isinstance(item.value, list) else []
            match names:
                case [str(one), str(other)] if one != other:
                    yield one, other, item.line
                case [str(one), str(other)]:
                    self.complain(item, f"both of the pair are {one!r}; name two articles")
                case _:
                    self.expected("a pair of ids", item, "write [id, id]")


def _keys(node: Node) -> dict[str, Node]:
    return node.value if isinstance(node.value, dict) else {}


def _indent(articles: Node | None) -> int:
    """How many blanks stand before an id; 0 where ids stand in braces."""
    if articles is None or articles.value is None:
        return 2
    first = next(iter(_keys(articles).values()), articles)
    return first.key_column - 1 if first.key_line > articles.key_line else 0


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
    waiting: list[Problem] = []
    ordered = sorted(curation.corrections, key=lambda each: owners.get(each.key) != each.key)
    for correction in ordered:
        owner = owners.get(correction.key)
        if owner is None:
            near = nearest(correction.key, owners, 85)  # among thousands some are alike by chance
            told = _warning(curation, correction.line, _orphan(correction.key, near))
            (problems if near else waiting).append(told)
            continue
        checked, found = _known_category(curation, correction, taxonomy)
        problems += found
        if owner in chosen:
            problems.append(_warning(curation, correction.line, _twice(chosen[owner], checked)))
            checked = _joined(chosen[owner], checked)
        chosen[owner] = checked
    problems += first_of(sorted(waiting, key=_line), _more_waiting, _WAITING_SHOWN)
    return chosen, tuple(sorted(problems, key=_line))


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


def _line(problem: Problem) -> int:
    return problem.line


def _more_waiting(left_out: Sequence[Problem]) -> str:
    """Other dumps may have none of the articles corrected."""
    return (
        f"{len(left_out):,} more corrections wait for articles that are not here, up to "
        f"line {left_out[-1].line}"
    )


def _orphan(key: str, near: str | None) -> str:
    hint = f"did you mean {near!r}?" if near else "the correction waits until it comes back"
    return f"no article has the id {key!r}; {hint}"


def _twice(first: Correction, second: Correction) -> str:
    return (
        f"{second.key!r} is the same article as {first.key!r} (line {first.line}), whose fields "
        "hold where both have them; put both into one"
    )


def _warning(curation: Curation, line: int, message: str) -> Problem:
    return Problem(Severity.WARNING, curation.path, line, message)
