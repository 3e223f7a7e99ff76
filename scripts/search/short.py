"""Short names for the variables of our scripts, as a site serves them.

What a module declares at its top has one short name throughout the module, and every other name
one within its statement there, mostly a function. What shadows another then still does, so that
no scopes need be told apart. What others see keeps its name: properties, and whatever is not
declared here. It takes a sixth off the scripts as they are sent, 4 KB of a first query that must
be bent. (With one name throughout, every function reads differently: 2 KB.)

A package was looked for first. Those of npm would ask Node of everyone who builds; of PyPI's the
one that is kept, tdewolff-minify, makes a first query 1 KB lighter still, but has no wheel for
Apple's chips, and the threads of its Go runtime would keep two processes from sharing a build.

It knows of the language what our sources use, tokens and brackets: no getters, no labels, no
block that stands alone. The tests run what comes out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product
from string import ascii_letters, ascii_lowercase, ascii_uppercase

_TOKEN = re.compile(
    r"""(\s*)([A-Za-z_$][\w$]*|\d[\w.]*|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|=>|\.\.\.|\?\.(?!\d)"""
    r"""|(?<=[(=,:\[!&|?{};>\n])/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*|[=!<>]==?|.)"""
)
_TEMPLATE = re.compile(r"(?:\\.|[^`\\$]|\$(?!\{))*(?:`|\$\{)", re.S)  # to its end, or what it holds
_FIRST_OF_NAME = frozenset(ascii_letters + "_$")
_OPENING, _CLOSING = {"(", "[", "{"}, {")", "]", "}"}
_AROUND = {*_OPENING, *_CLOSING, "`"}
#: What a block follows; any other brace holds properties.
_BEFORE_BLOCK = {")", "=>", ";", "{", "}", "else", "try", "catch", "finally", "do"}
_DECLARING = {"const", "let", "class", "function"}
_CONTROL = {"if", "for", "while", "switch"}
_RESERVED = {"as", "do", "if", "in", "is", "of", "null", "true", "false", "this", "undefined"}


@dataclass(slots=True)
class _Token:
    """``within``: the bracket it stands in, "{" where that holds properties; ``depth``: how many
    there are around it; ``blank``: what stands before it.
    """

    text: str
    within: str
    depth: int
    blank: str


@lru_cache(maxsize=64)  # a module may be part of two scripts, and ``mkdocs serve`` asks again
def shortened(source: str) -> str:
    """``source``, a module without comments, with short names for what it declares."""
    tokens = [*_tokens(source)]
    variables = [at for at in range(len(tokens)) if _is_variable(tokens, at)]
    bound = _bound(tokens, variables)
    counts = Counter(tokens[at].text for at in variables)
    declared = {tokens[at].text for at in bound}
    top = {tokens[at].text for at, is_top in bound.items() if is_top}
    often = sorted(top, key=lambda name: (-counts[name], name))
    known = _paired(often, ascii_uppercase, counts.keys() - declared)
    for statement in _statements(tokens, variables):
        names = {tokens[at].text for at in statement}
        local = dict.fromkeys(tokens[at].text for at in statement if at in bound).keys() - top
        ordered = [
            name for name in dict.fromkeys(tokens[at].text for at in statement) if name in local
        ]
        taken = {known.get(name, name) for name in names - local}
        short = known | _paired(ordered, ascii_lowercase, taken)
        for at in statement:
            _rename(tokens, at, short)
    return "".join(token.blank + token.text for token in tokens).rstrip() + "\n"


def _paired(names: Iterable[str], letters: str, taken: Collection[str]) -> dict[str, str]:
    """A short name for each of ``names``: one of the ``letters``, or it and another."""
    longer = map("".join, product(letters, ascii_letters))
    free = (name for name in chain(letters, longer) if name not in taken and name not in _RESERVED)
    return dict(zip(names, free, strict=False))


def _rename(tokens: Sequence[_Token], at: int, short: Mapping[str, str]) -> None:
    token = tokens[at]
    if (name := short.get(token.text)) is not None:
        token.text = f"{token.text}:{name}" if _is_both(tokens, at) else name


def _statements(tokens: Sequence[_Token], variables: Sequence[int]) -> Iterator[list[int]]:
    """The variables of every statement of the module that declares something."""
    group: list[int] = []
    wanted = {*variables}
    for at, token in enumerate(tokens):
        if group and not token.depth and _begins(tokens, at):
            yield group
            group = []
        if at in wanted:
            group.append(at)
    yield group


def _begins(tokens: Sequence[_Token], at: int) -> bool:
    before, after = _around(tokens, at)
    return before != "async" if tokens[at].text in _DECLARING else after == "function"


def _tokens(source: str) -> Iterator[_Token]:
    at, end, within, before = 0, len(source.rstrip()), [""], [";"]
    while at < end:
        inside, blank = within[-1], ""
        found = (_TEMPLATE if inside == "`" else _TOKEN).match(source, at)
        assert found, source[at : at + 20]
        if inside == "`":
            text = found[0]
        else:
            blank, text = found.groups()
        yield _Token(text, inside, len(within) - 1, blank)
        if inside == "`" or text in _AROUND:
            _walk(within, text, before)
        before.append(text)
        at = found.end()


def _walk(within: list[str], text: str, before: Sequence[str]) -> None:
    """The brackets around what follows ``text``, itself after the tokens ``before``."""
    if within[-1] == "`":
        if text.endswith("`"):
            within.pop()
        else:
            within.append("${")
    elif text in _CLOSING:
        within.pop()
    elif text in {"(", "[", "`"}:
        within.append(text)
    elif text == "{":
        held = "class" if "class" in before[-4:] and before[-1] != ")" else "{"
        within.append("block" if held == "{" and before[-1] in _BEFORE_BLOCK else held)


def _around(tokens: Sequence[_Token], at: int) -> tuple[str, str]:
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return tokens[at - 1].text if at else "", after


def _is_variable(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a token is the name of a variable; not of a property."""
    token = tokens[at]
    if token.text[0] not in _FIRST_OF_NAME or token.within in {"class", "`"}:
        return False
    before, after = _around(tokens, at)
    if token.within == "{" and before in {"{", ","}:
        return after not in {":", "("}
    return before not in {".", "?."}


def _is_both(tokens: Sequence[_Token], at: int) -> bool:
    """Whether it is the name of a property, too: ``{ name }``."""
    before, after = _around(tokens, at)
    return tokens[at].within == "{" and before in {"{", ","} and after in {",", "}", "="}


def _bound(tokens: Sequence[_Token], variables: Sequence[int]) -> dict[int, bool]:
    """Where a variable is declared or set; and whether it is the module's."""
    around = ((at, *_around(tokens, at)) for at in variables)
    found = {
        at: not tokens[at].depth
        for at, before, after in around
        if before in _DECLARING or after in {"=", "=>"}
    }
    wanted = {*variables}
    for start, end in _patterns(tokens):
        is_top = not tokens[start].depth and tokens[start].text != "("
        for at in range(start, end):
            if at in wanted and _is_bound(tokens, at):
                found[at] = is_top
    return {at: is_top for at, is_top in found.items() if tokens[at].text not in _RESERVED}


def _is_bound(tokens: Sequence[_Token], at: int) -> bool:
    before, after = _around(tokens, at)
    return before in {"(", "{", "[", ",", ":", "..."} and after in {")", "}", "]", ",", "="}


def _patterns(tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """Where what is bound is listed: after ``const``, and as parameters."""
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token.text in _OPENING or (token.within == "`" and token.text.endswith("${")):
            opened.append(at)
        elif token.text in _CLOSING:
            start, after = opened.pop(), _around(tokens, at)[1]
            if _binds(tokens, start, after):
                yield start, at


def _binds(tokens: Sequence[_Token], start: int, after: str) -> bool:
    before = tokens[start - 1].text if start else ""
    if tokens[start].text != "(":
        return before in {"const", "let"}
    named = before[:1] in _FIRST_OF_NAME and before not in _CONTROL
    return after == "=>" or (after == "{" and named)
