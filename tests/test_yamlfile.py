"""YAML that people write: the same values, places and messages with libyaml and without."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from scripts import yamlfile
from scripts.model import InputError, Source

ROOT = Path(__file__).resolve().parent.parent
PIECES = (
    " ", "  ", "\n", "\n", "\n- ", "- ", "a", "b: ", "b:", ":", ": ", "? ", "[", "]", "{", "}", ",",
    ", ", " #c", "#", "'", '"', "|", ">-\n", "|2\n", "&x ", "*x", "!t ", "!!str ", "---", "...",
    "%", "@", "`", "1", "1.5", "true", "~", "2026-01-11", "<<: ", "\t", "\r\n", "\x85", "\u2028",
    "\ufeff", "\0", "\x7f", "\ud800", "中文", "\U0001f600", "\\u4e2d", '"a\nb"', "''", "0x1F",
    "1:30", "key: value\n", "list:\n", "  - item\n", "  k: v\n",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=18).map("".join)

needs_libyaml = pytest.mark.skipif(yamlfile._LIBYAML is None, reason="PyYAML without libyaml")


def outcome(text: str, *, pure: bool = False) -> str:
    """The document with all its places, or what is said of it."""
    try:
        source = Source("t", "t.yml", text)
        return repr(yamlfile._read_purely(source) if pure else yamlfile.load(source))
    except InputError as error:
        return f"refused: {error}"


@needs_libyaml
@given(texts)
@example("{b: }")
@example("[a:\n  #c\n ]")
@example("? 1")
@example("---")
@example("a: >#1\n")
@example("a\tb")
def test_libyaml_changes_neither_values_nor_places_nor_messages(text: str) -> None:
    assert outcome(text) == outcome(text, pure=True)


@needs_libyaml
@pytest.mark.parametrize("name", ["taxonomy.yml", "curation.yml"])
def test_what_people_keep_is_read_by_libyaml_and_read_the_same(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "data" / name).read_text("utf-8")
    found = outcome(text)
    assert found == outcome(text, pure=True)
    monkeypatch.setattr(yamlfile, "_read_purely", None)
    assert outcome(text) == found


@pytest.mark.parametrize("libyaml", [True, False], ids=["libyaml", "pure"])
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x 1\n", "t.yml:1:4: an anchor (&x) is not allowed; remove it"),
        ("a: 1\nb: *x\n", "t.yml:2:4: an alias (*x) is not allowed; write the value out"),
        ("a: 1\nb: !t 2\n", "t.yml:2:4: a tag (!t) is not allowed; remove it"),
        ("a: 1\n---\nb: 2\n", "t.yml:2:1: a second document (---) is not allowed; keep one"),
        ("a:\n  <<: 1\n", "t.yml:2:3: a merge key (<<) is not allowed; write the values out"),
        ("[" * 21, "t.yml:1:21: nested deeper than 20 levels; flatten it"),
        ("[a]: 1\n", "t.yml:1:1: a key must be plain text; write it so"),
        ("a: 1\n\na: 2\n", "the key 'a' stands twice (its first value is on line 1); keep one"),
        ("a: 2026-99-99\nb: 1:99:99x\nc: [1\n", "t.yml:4:1: not valid YAML: expected ',' or ']'"),
        ("a: b\n  c: d\n", "t.yml:2:4: not valid YAML: mapping values are not allowed here"),
        ("a: 梯度: 检查\n", "not allowed here; put a value that holds ': ' into quotes"),
        ("a: {b: c: d}\n", "got ':'; put a value that holds ': ' into quotes"),
        ("a:\n\tb: c\n", "cannot start any token; indent with blanks, not with tabs"),
        ("a:\n  b: 'c\nd: 1\n", "while scanning a quoted scalar from line 2; close the quote"),
        ("a:\n    b: {}\n  c: {}\n", "from line 1; indent what belongs together alike"),
        ("a: {b: c\n", "while parsing a flow mapping from line 1; close the bracket"),
        ("a: x\0y", "t.yml:1:5: not valid YAML: the character U+0000 is not allowed; remove it"),
        ("a: '" + "x" * 1_000_000, "t.yml: larger than 1 MB"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(
    text: str, message: str, libyaml: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    loader = getattr(yaml, "CSafeLoader", None) if libyaml else None
    monkeypatch.setattr(yamlfile, "_LIBYAML", loader)
    assert message in outcome(text)


@pytest.mark.parametrize("piece", [": #", "|", "> ", "\n", " ", ": \n", "#", "#\n", "?a", "[: "])
def test_a_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    start = time.process_time()
    outcome(piece * (300_000 // len(piece)) + "x", pure=False)
    assert time.process_time() - start < 20
