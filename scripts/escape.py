"""One function for each place where text of unknown origin ends up.

Everything a page prints either goes through Jinja2's autoescaping or is ``Markup`` made
here; a test refuses ``Markup`` anywhere else. ``html.escape`` plus Markdown was tried
and rejected: 76 of 393 payloads executed, for Markdown undoes escapes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, cast
from urllib.parse import urlsplit

import yaml
from markupsafe import Markup
from markupsafe import escape as _escape

#: C0 and C1 controls except tab and line ends, lone surrogates, non-characters: XML 1.0
#: forbids them, HTML parsers complain, and UTF-8 cannot encode half of a pair.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NOT_PLAIN = re.compile(_CONTROL.pattern[:-1] + "&<>\"']")
_SHORT, _KEPT = 80, 1 << 13  # characters; texts
_SLOT = re.compile(r"\{(\w+)\}")
_FUNCTION = """\
def fill({names}):
{escaped}    return _new(_Markup, "".join(({pieces},)))
"""
_ESCAPED = f"""\
    if {{name}}.__class__ is str:
        {{name}} = _short[{{name}}] if len({{name}}) <= {_SHORT} else _escaped({{name}})
    elif {{name}}.__class__ is not _Markup:
        {{name}} = str({{name}}) if {{name}}.__class__ is int else _printed({{name}})
"""
_PLAIN_SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_TAKEN_SEGMENT = re.compile(r"page(-\d+)?|index")
_NOT_SEGMENT = re.compile(r"[^A-Za-z0-9_-]+")
_MARK = re.compile(r"[!-/:-@\[-`{-~]")
#: libyaml's emitter where PyYAML was built with it: a snippet costs 0.03 ms instead of 0.3.
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_RESOLVER: Any = yaml.resolver.Resolver()
#: What YAML never quotes, unless it reads like a number, a date or a word such as "yes".
_WORD = "A-Za-z0-9\u4e00-\u9fff"
_SIGNS = "\uff0c\uff1a\uff1f\u3001\u300a\u300b\uff08\uff09"
_PLAIN_SCALAR = re.compile(f"[{_WORD}](?:[{_WORD}{_SIGNS} %._/+-]{{0,78}}[{_WORD}{_SIGNS}%])?")
#: And what it always quotes, for a colon and a blank are in it.
_QUOTED_SCALAR = re.compile(
    rf"(?=[^:]+: )[{_WORD}{_SIGNS}](?:[{_WORD}{_SIGNS} :%._/+-]{{0,78}}[{_WORD}{_SIGNS}%])"
)
#: Some spreadsheets take the full-width signs for the same, and skip blanks before them.
_FORMULA_START = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def clean(value: Any) -> Any:
    """``value`` without characters that no document may hold; what is not text passes."""
    # No control is printable, and asking that of a text costs a third of a search.
    if isinstance(value, str) and not isinstance(value, Markup) and not value.isprintable():
        return _CONTROL.sub("", value)
    return value


def text(value: str) -> Markup:
    """HTML or XML text: ``& < > " '`` become references, control characters go."""
    return str.__new__(Markup, _printed(value))


def _html(finished: str) -> Markup:
    """``finished`` is HTML already. ``Markup`` would ask, which takes four times as long."""
    return str.__new__(Markup, finished)


def _printed(value: object) -> str:
    """``value`` as a page prints it: Markup as it is, all else as escaped text."""
    if value.__class__ is str:
        return _short[value] if len(value) <= _SHORT else _escaped(value)
    return value if isinstance(value, Markup) else _escaped(str(value))


def _escaped(value: str) -> str:
    return str(_escape(clean(value))) if _NOT_PLAIN.search(value) else value


class _Remembered(dict[str, str]):
    """What was escaped before: a site says most of its short texts often."""

    def __missing__(self, value: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        self[value] = escaped = _escaped(value)
        return escaped


_short = _Remembered()


def slots(html: str) -> Callable[..., Markup]:
    """A piece of HTML with named places, ``{name}``, for what a site prints by the thousand.

    What this returns takes a value a place, by name. Values are escaped unless they are
    Markup, as templates do it, for a thirtieth of the time; names of places are those of our
    own code. It is compiled, as named tuples are: to fill ``%(name)s`` from a dictionary took
    three times as long. Where a page is printed once, a template is easier to read.
    """
    parts = _SLOT.split(html)
    names = list(dict.fromkeys(parts[1::2]))
    pieces = (part if at % 2 else repr(part) for at, part in enumerate(parts) if part)
    source = _FUNCTION.format(
        names=", ".join(["*", *names] if names else ()),
        escaped="".join(_ESCAPED.format(name=name) for name in names),
        pieces=", ".join(pieces),
    )
    known: dict[str, Any] = {"_short": _short, "_escaped": _escaped, "_printed": _printed}
    known |= {"_Markup": Markup, "_new": str.__new__}
    exec(compile(source, "<slots>", "exec"), known)  # noqa: S102 - made of our own HTML alone
    return cast(Callable[..., Markup], known["fill"])


def attribute(value: str) -> Markup:
    """The value of a quoted HTML attribute: as text, in one line."""
    return _escape(" ".join(clean(value).split()))


def href(url: str) -> str:
    """``url`` where it is an absolute http or https address, else the empty string.

    The result is not yet escaped: templates do that.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    safe = parts.scheme in ("http", "https") and bool(parts.netloc)
    return str(clean(url.strip())) if safe else ""


def data_island(value: Any) -> Markup:
    r"""JSON inside a ``<script>`` data block: ``<``, ``>``, ``&`` and U+2028/9 as ``\u....``."""
    encoded = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Controls stand as escapes there. Seldom; cleaning goes through it all.
    if not encoded.isprintable() or any(mark in encoded for mark in ("\\u00", "\\b", "\\f")):
        encoded = json.dumps(_cleaned(value), ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        encoded = encoded.replace(char, f"\\u{ord(char):04x}")
    return _html(encoded)


def json_file(value: Any) -> bytes:
    """A JSON file of its own (UTF-8, one line end at the end)."""
    return (json.dumps(_cleaned(value), ensure_ascii=False, indent=1) + "\n").encode()


def csv_cell(value: str) -> str:
    """A CSV cell that no spreadsheet takes for a formula (OWASP: CSV injection).

    The csv module still does the quoting.
    """
    cell = str(clean(value))
    if cell[:1].isalnum():  # most; none of the signs is
        return cell
    formula = cell.lstrip(" ")[:1] in ("\t", "\r") or cell.lstrip().startswith(_FORMULA_START)
    return "'" + cell if formula else cell


def csv_file(rows: Iterable[Iterable[str]]) -> str:
    """RFC 4180; no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([csv_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def yaml_document(value: Any) -> str:
    """YAML as a person would write it. ``json.dumps`` was rejected: it breaks beyond the BMP."""
    document: str = yaml.dump(
        _cleaned(value), Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=1000
    )
    return document


@lru_cache(maxsize=8192)
def yaml_line(value: str) -> str | None:
    """``value`` as :func:`yaml_document` writes it in one line; None where that must be asked."""
    if _PLAIN_SCALAR.fullmatch(value):
        kind = _RESOLVER.resolve(yaml.ScalarNode, value, (True, False))
        return value if kind == "tag:yaml.org,2002:str" else None
    return f"'{value}'" if _QUOTED_SCALAR.fullmatch(value) else None


def markdown(value: str) -> str:
    """Text in a Markdown file: a numeric reference for every ASCII mark, in one line.

    Letters, digits and blanks alone have no meaning to any Markdown extension.
    """
    line = " ".join(clean(value).split())
    return _MARK.sub(lambda mark: f"&#{ord(mark[0])};", line)


def path_segment(name: str) -> str:
    """One segment of an address: ``name`` where it is plain, else its plain part and a hash.

    Never empty, never dots, never ``page-2`` or ``index`` (which the site uses itself).
    """
    if _PLAIN_SEGMENT.fullmatch(name) and not _TAKEN_SEGMENT.fullmatch(name):
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    stem = _NOT_SEGMENT.sub("-", name).strip("-_")[:40]
    return f"{stem}-{digest}" if stem else digest


NOTHING = Markup()


def element(name: str, content: str, **attributes: str) -> Markup:
    """``<name …>content</name>``; a trailing ``_`` of an attribute's name is dropped.

    ``content`` is escaped unless it is Markup; names come from our own code only.
    """
    opening = _opening(name, tuple(attributes.items()))
    return _html(f"{opening}{_printed(content)}</{name}>")


@lru_cache(maxsize=256)
def _opening(name: str, attributes: tuple[tuple[str, str], ...]) -> str:
    """An opening tag. Kept, for a page repeats few of them often."""
    given = (
        f' {key.rstrip("_").replace("_", "-")}="{attribute(value)}"' for key, value in attributes
    )
    return f"<{name}{''.join(given)}>"


def join(parts: Iterable[str]) -> Markup:
    """The parts in a row, each escaped unless it is Markup.

    Not remembered: most are pieces of one text, and would drive out what recurs.
    """
    printed = [part if part.__class__ is Markup else _escaped(part) for part in parts]
    return str.__new__(Markup, "".join(printed))


def authored(html: str) -> Markup:
    """HTML that MkDocs rendered from ``docs/*.md``: written by us, never scraped."""
    return _html(html)


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return str(clean(value)) if isinstance(value, str) else value
