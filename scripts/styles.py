"""One style sheet: what a site can need of Material's, and ours behind it.

Nothing is shown before the styles are there, and half of Material's are for what a site may
lack: tabs, annotations, admonitions and their icons. A rule is left out where its selector
asks for a class that is named nowhere: in no template, no rendered frame, no script
(Material's own among them), no code that makes pages, and no page that somebody wrote. Any
word counts as a name, so that a doubt keeps a rule; a page with an admonition brings its
rules along. 22.8 KB become 11.8, compressed. A list of what to keep would be a third smaller
and wrong at Material's next release.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from scripts.pages import render

#: The scripts of a site; Material's for searching in 30 languages are never asked for.
SCRIPT = re.compile(r"^(?!.*/lunr/).*\.js$")
_PIECE = re.compile(
    r"""/\*.*?\*/ | "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*' | url\([^"')]*\)
    | [{};] | (?:(?!url\([^"')]*\)|/\*)[^"'{};])+ | .""",
    re.S | re.X,
)
_GROUPS = ("@media", "@supports", "@layer", "@container")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_BLANKS = re.compile(r" ?([{},;]) ?")
_INNERMOST = re.compile(r"\([^()]*\)|\[[^][]*\]")
_CLASS = re.compile(r"\.([\w-]+)")
_WORD = re.compile(r"[\w-]+", re.A)
_SET = re.compile(r"\s*(--[\w-]+)\s*:")
_READ = re.compile(r"var\(\s*(--[\w-]+)")


def joined(theme: str, own: Iterable[str], texts: Iterable[str]) -> str:
    """The sheet of a site: Material's ``theme`` as far as it is needed, then all of ``own``.

    ``texts`` are whatever may name a class: HTML, templates, scripts, code.
    """
    words = {word for text in texts for word in _WORD.findall(text)}
    ours = "".join(map(_lean, own))
    kept = _kept(theme, _is_named(words))
    return _without_variables(kept, {*_READ.findall(kept), *_READ.findall(ours), *words}) + ours


def sources() -> Iterator[str]:
    """Templates and code of which generated pages are made."""
    code = Path(render.__file__).parent
    for path in (*render.TEMPLATES.parent.rglob("*.html"), *code.glob("*.py")):
        yield path.read_text(encoding="utf-8")


def statements(text: str) -> Iterator[tuple[str, str | None]]:
    """What stands in a sheet or a block, in its order, without comments.

    A selector or an at-rule comes with its block, a declaration with None.
    """
    head, body, depth = "", "", 0
    for piece in _PIECE.findall(text):
        if piece.startswith("/*"):
            continue
        depth += (piece == "{") - (piece == "}")
        if (piece, depth) == ("{", 1):
            continue
        if (piece, depth) in (("}", 0), (";", 0)):
            yield head, body if piece == "}" else None
            head, body = "", ""
        elif depth:
            body += piece
        else:
            head += piece
    if head.strip():
        yield head, None


def selectors(text: str) -> list[str]:
    """The selectors of a list."""
    plain = text
    while hidden := _INNERMOST.search(plain):
        start, end = hidden.span()
        plain = plain[:start] + "_" * (end - start) + plain[end:]
    ends = [at for at, char in enumerate(plain) if char == ","]
    return [text[a:b] for a, b in zip([0, *(at + 1 for at in ends)], [*ends, None], strict=True)]


def _lean(text: str) -> str:
    """A sheet of ours without comments, indentation and line ends (none is in a string)."""
    return _BLANKS.sub(r"\1", " ".join(_COMMENT.sub("", text).split()))


def _is_named(words: set[str]) -> Callable[[str], bool]:
    """Whether ``words`` name each class that a selector asks for.

    A word that ends in a hyphen is the beginning of a class that a script completes. What
    stands in brackets (``:not``, ``:is``) is not asked for, or not alone.
    """
    beginnings = tuple(word for word in words if word[0] != "-" and word[-1] == "-")

    def named(selector: str) -> bool:
        while _INNERMOST.search(selector):
            selector = _INNERMOST.sub("", selector)
        asked = [] if "\\" in selector else _CLASS.findall(selector)
        return all(name in words or name.startswith(beginnings) for name in asked)

    return named


def _kept(text: str, named: Callable[[str], bool]) -> str:
    """A sheet without the selectors that are not ``named``, and the blocks this empties."""
    parts = []
    for head, body in statements(text):
        if body is None:
            parts.append(f"{head};")
        elif head.lstrip().startswith(_GROUPS):
            if inner := _kept(body, named):
                parts.append(f"{head}{{{inner}}}")
        elif head.lstrip().startswith("@"):
            parts.append(f"{head}{{{body}}}")
        elif chosen := [one for one in selectors(head) if named(one)]:
            parts.append(f"{','.join(chosen)}{{{body}}}")
    return "".join(parts)


def _without_variables(text: str, read: set[str]) -> str:
    """A sheet without the variables that nothing reads, such as an icon of 1 KB."""
    parts = []
    for head, body in statements(text):
        set_here = _SET.match(head)
        if body is None and not (set_here and set_here[1] not in read):
            parts.append(f"{head};")
        elif body is not None and (inner := _without_variables(body, read)):
            parts.append(f"{head}{{{inner}}}")
    return "".join(parts)
