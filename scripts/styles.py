"""One style sheet: what a site can need of Material's, and ours behind it.

Nothing is shown before the styles are there, and half of Material's are for what a site may
lack: tabs, annotations, admonitions and their icons. A rule is left out where its selector
asks for a class that is named nowhere: in no template, no rendered frame, no script,
no code that makes pages, and no page that somebody wrote. Any word counts as a name, so that a
doubt keeps a rule; a page with an admonition brings its rules along. 22.8 KB become 8.2,
compressed. A list of what to keep would be a third smaller and wrong at Material's next release.

Of CSS (Syntax Level 3) this knows where strings, brackets and blocks end, and no more is needed.
tinycss2, with which the tests read the result, made the same in five times as long: a twentieth
of a small build.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from scripts.pages import render

#: What Material's script marks by a class, browsers know by themselves.
FOCUS = (".focus-visible", ":focus-visible")
_STRING = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_COMMENT = re.compile(rf"/\*.*?\*/|({_STRING})", re.DOTALL)
#: What means nothing to the structure, whatever stands there.
_OPAQUE = re.compile(rf"{_STRING}|url\([^\"')]*\)|\\.", re.DOTALL)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_MARK = re.compile(r"[{};]")
_GROUP = re.compile(r"@(?:media|supports|layer|container)(?![\w-])", re.IGNORECASE)
_CLASS = re.compile(r"\.([^\0-,./:-@\[-^`{-\x7f]+)")  # up to what cannot be of a name
_HIDDEN = "\ufffd"  # no sign of CSS, and no letter of a word
_BLANKS = re.compile(r" ?([{},;]) ?")
_WORD = re.compile(r"[\w-]+", re.A)
_NAME = re.compile(r"(?:(?<=\.)(?!\d)|(?<![\w-])(?=--))[\w-]+", re.A)  # of a class or variable
_READ = re.compile(r"var\(\s*(--[\w-]+)")


def joined(theme: str, own: Iterable[str], texts: Iterable[str]) -> str:
    """The sheet of a site: Material's ``theme`` as far as it is needed, then all of ``own``.

    ``texts`` are whatever may name a class: HTML, templates, scripts, code.
    """
    words = _words(texts)
    ours = "".join(map(_lean, own))
    kept = _changed(_uncommented(theme.replace(*FOCUS)), _named_only(words))
    read = {*_READ.findall(kept), *_READ.findall(ours), *words}
    return _changed(kept, _read_only(read)) + ours


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


def _lean(text: str) -> str:
    """A sheet of ours without comments, indentation and line ends (none is in a string)."""
    return _BLANKS.sub(r"\1", " ".join(_uncommented(text).split()))


def _uncommented(sheet: str) -> str:
    return _COMMENT.sub(lambda found: found[1] or "", sheet)


# --- rules ------------------------------------------------------------------------

Change = Callable[[str, str], str]  # a rule's selectors and declarations to the rule, or nothing


def _changed(sheet: str, change: Change) -> str:
    """``sheet`` after ``change`` of each rule that has selectors, those in groups too."""
    return "".join(_changed_rule(*rule, change) for rule in _rules(sheet))


def _changed_rule(prelude: str, content: str | None, change: Change) -> str:
    if content is None:
        return f"{prelude};"
    if _GROUP.match(prelude):
        content = _changed(content, change)
        return f"{prelude}{{{content}}}" if content else ""
    return f"{prelude}{{{content}}}" if prelude[:1] == "@" else change(prelude, content)


def _rules(sheet: str) -> Iterator[tuple[str, str | None]]:
    """What stands in a row: the part before each block, and what is in it; None without one."""
    start = opened = depth = 0
    for mark in _MARK.finditer(_OPAQUE.sub(_veil, sheet)):
        at, sign = mark.start(), mark[0]
        depth += (sign == "{") - (sign == "}")
        if sign == "{" and depth == 1:
            opened = at
        elif depth == 0:
            block = sheet[opened + 1 : at] if sign == "}" else None
            yield sheet[start : at if block is None else opened].strip(), block
            start = at + 1


def _named_only(words: set[str]) -> Change:
    """Rules without the selectors that ask for a class which ``words`` do not name.

    A word that ends in a hyphen is the beginning of a class that a script completes; a class
    with escaped characters is no word. What stands in brackets is not asked for, or not alone.
    """
    beginnings = tuple(word for word in words if word[0] != "-" and word[-1] == "-")

    def named(selector: str) -> bool:
        return all(
            name in words or name.startswith(beginnings) or not _WORD.fullmatch(name)
            for name in _CLASS.findall(_outside(selector))
        )

    def change(selectors: str, declarations: str) -> str:
        kept = ",".join(filter(named, _parted(selectors, ",")))
        return f"{kept}{{{declarations}}}" if kept else ""

    return change


def _read_only(read: set[str]) -> Change:
    """Rules without the variables that nothing reads, such as an icon of 1 KB."""

    def change(selectors: str, declarations: str) -> str:
        kept = [one for one in map(str.strip, _parted(declarations, ";")) if one and wanted(one)]
        return f"{selectors}{{{';'.join(kept)};}}" if kept else ""

    def wanted(declaration: str) -> bool:
        return declaration[:2] != "--" or declaration.partition(":")[0].strip() in read

    return change


def _parted(text: str, sign: str) -> Iterator[str]:
    """``text`` parted at each ``sign`` outside of strings and brackets."""
    at = 0
    for part in _outside(text).split(sign):
        yield text[at : at + len(part)]
        at += len(part) + 1


def _outside(text: str) -> str:
    """``text``, as long, with what it quotes, escapes or puts in brackets veiled."""
    text = _OPAQUE.sub(_veil, text)
    while (bare := _BRACKETED.sub(lambda found: " " * len(found[0]), text)) != text:
        text = bare
    return text


def _veil(found: re.Match[str]) -> str:
    return _HIDDEN * len(found[0])
