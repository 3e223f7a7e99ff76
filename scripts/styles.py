"""One style sheet: what a site can need of Material's, and ours behind it.

Nothing is shown before the styles are there, and half of Material's are for what a site may
lack: tabs, annotations, admonitions and their icons. A rule is left out where its selector
asks for a class that is named nowhere: in no template, no rendered frame, no script,
no code that makes pages, and no page that somebody wrote. Any word counts as a name, so that a
doubt keeps a rule; a page with an admonition brings its rules along. 22.8 KB become 8.2,
compressed. A list of what to keep would be a third smaller and wrong at Material's next release.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import tinycss2
from tinycss2.ast import LiteralToken, Node

from scripts.pages import render

#: What Material's script marks by a class, browsers know by themselves.
FOCUS = (".focus-visible", ":focus-visible")
_GROUPS = ("media", "supports", "layer", "container")
_COMMA = LiteralToken(0, 0, ",")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_BLANKS = re.compile(r" ?([{},;]) ?")
_WORD = re.compile(r"[\w-]+", re.A)
_NAME = re.compile(r"(?:(?<=\.)(?!\d)|(?<![\w-])(?=--))[\w-]+", re.A)  # of a class or variable
_READ = re.compile(r"var\(\s*(--[\w-]+)")


def joined(theme: str, own: Iterable[str], texts: Iterable[str]) -> str:
    """The sheet of a site: Material's ``theme`` as far as it is needed, then all of ``own``.

    ``texts`` are whatever may name a class: HTML, templates, scripts, code.
    """
    words = _words(texts)
    theme = theme.replace(*FOCUS)
    ours = "".join(map(_lean, own))
    kept = [*_kept(tinycss2.parse_stylesheet(theme, True, True), _is_named(words))]
    read = {*_READ.findall(tinycss2.serialize(kept)), *_READ.findall(ours), *words}
    theirs: str = tinycss2.serialize([*_without_variables(kept, read)])
    return theirs + ours


def names(theme: str, texts: Iterable[str]) -> list[str]:
    """What of ``texts`` matters to ``theme``: to :func:`joined` it says as much as they do.

    An article more changes the words of a front page, and hardly ever these.
    """
    known = set(_NAME.findall(theme))
    return sorted(word for word in _words(texts) if word in known or word[-1] == "-")


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _WORD.findall(text)}


def sources() -> Iterator[str]:
    """Templates and code of which generated pages are made."""
    code = Path(render.__file__).parent
    for path in (*render.TEMPLATES.parent.rglob("*.html"), *code.glob("*.py")):
        yield path.read_text(encoding="utf-8")


def selectors(prelude: Iterable[Node]) -> list[list[Node]]:
    """The selectors of a list, each as its tokens."""
    found: list[list[Node]] = [[]]
    for piece in prelude:
        if piece == ",":
            found.append([])
        else:
            found[-1].append(piece)
    return found


def classes(selector: Sequence[Node]) -> Iterator[str]:
    """The classes that a selector asks for: what stands in brackets is not, or not alone."""
    for before, token in pairwise(selector):
        if before == "." and token.type == "ident":
            yield token.value


def _lean(text: str) -> str:
    """A sheet of ours without comments, indentation and line ends (none is in a string)."""
    return _BLANKS.sub(r"\1", " ".join(_COMMENT.sub("", text).split()))


def _is_named(words: set[str]) -> Callable[[Sequence[Node]], bool]:
    """Whether ``words`` name each class that a selector asks for.

    A word that ends in a hyphen is the beginning of a class that a script completes; a class
    with escaped characters is no word.
    """
    beginnings = tuple(word for word in words if word[0] != "-" and word[-1] == "-")

    def named(selector: Sequence[Node]) -> bool:
        return all(
            name in words or name.startswith(beginnings) or not _WORD.fullmatch(name)
            for name in classes(selector)
        )

    return named


def _kept(rules: Iterable[Node], named: Callable[[Sequence[Node]], bool]) -> Iterator[Node]:
    """The rules without the selectors that are not ``named``, and without what this empties."""
    for rule in rules:
        wanted: Sequence[Node] | bool = True
        if _is_group(rule):
            inner = tinycss2.parse_rule_list(rule.content, True, True)
            rule.content = wanted = [*_kept(inner, named)]
        elif rule.type == "qualified-rule":
            chosen = filter(named, selectors(rule.prelude))
            rule.prelude = wanted = _listed(chosen)
        if wanted:
            yield rule


def _without_variables(rules: Iterable[Node], read: set[str]) -> Iterator[Node]:
    """The rules without the variables that nothing reads, such as an icon of 1 KB."""
    for rule in rules:
        if _is_group(rule):
            rule.content = [*_without_variables(rule.content, read)]
        elif rule.type == "qualified-rule":
            inner = tinycss2.parse_blocks_contents(rule.content, True, True)
            rule.content = [one for one in inner if not _is_unread(one, read)]
        if rule.content != []:
            yield rule


def _is_group(rule: Node) -> bool:
    return rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS and rule.content is not None


def _is_unread(part: Node, read: set[str]) -> bool:
    return part.type == "declaration" and part.name.startswith("--") and part.name not in read


def _listed(selectors: Iterable[list[Node]]) -> list[Node]:
    tokens = [token for selector in selectors for token in (_COMMA, *selector)]
    return tokens[1:]
