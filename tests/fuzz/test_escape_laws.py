"""What goes through an escape comes back as it was, less what no document may hold."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from xml.etree import ElementTree

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from scripts import escape
from tests.fuzz.strategies import fuzzed, lines

texts = st.one_of(lines, st.text(max_size=60))
values = st.recursive(texts, lambda inner: st.lists(inner, max_size=3), max_leaves=5)


@fuzzed
@given(texts)
def test_html_text_comes_back(text: str) -> None:
    escaped = str(escape.text(text))
    assert not set(escaped) & set("<>\"'")
    assert html.unescape(escaped) == escape.clean(text)


@fuzzed
@given(texts)
def test_attributes_come_back_in_one_line(text: str) -> None:
    escaped = str(escape.attribute(text))
    assert not set(escaped) & set("<>\"'\n\r\t")
    assert html.unescape(escaped) == " ".join(escape.clean(text).split())


@fuzzed
@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), values, max_size=3))
@example({"a": "\b"})
@example({"a": "\f"})
def test_data_islands_are_json_and_cannot_end_their_script(value: dict[str, object]) -> None:
    island = str(escape.data_island(value))
    assert not set(island) & set("<>&\u2028\u2029")
    assert json.loads(island) == _cleaned(value)


@fuzzed
@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), values, max_size=3))
def test_json_files_come_back(value: dict[str, object]) -> None:
    assert json.loads(escape.json_file(value)) == _cleaned(value)


@fuzzed
@given(texts)
def test_xml_comes_back(text: str) -> None:
    element = ElementTree.fromstring(f'<a b="{escape.text(text)}">{escape.text(text)}</a>')
    wanted = re.sub("\r\n?", "\n", escape.clean(text))  # XML 1.0, 2.11
    assert (element.text or "") == wanted


@fuzzed
@example([" \t"])
@given(st.lists(texts, min_size=1, max_size=4))
def test_csv_cells_come_back_and_are_no_formulas(cells: list[str]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([escape.csv_cell(cell) for cell in cells])
    [row] = csv.reader(io.StringIO(out.getvalue(), newline=""))
    for cell, read in zip(cells, row, strict=True):
        assert not read.lstrip(" ").startswith(
            ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
        )
        assert read.removeprefix("'") == escape.clean(cell).removeprefix("'")


@fuzzed
@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), values, max_size=3))
def test_yaml_comes_back(value: dict[str, object]) -> None:
    assert yaml.safe_load(escape.yaml_document(value)) == _cleaned(value)


@fuzzed
@given(texts)
def test_markdown_holds_no_mark_of_any_kind(text: str) -> None:
    written = escape.markdown(text)
    assert re.fullmatch(r"(?:[^!-/:-@\[-`{-~\n\r]|&#\d+;)*", written)
    assert html.unescape(written) == " ".join(escape.clean(text).split())


@fuzzed
@example("page-2")
@given(texts)
def test_path_segments_are_plain_short_and_their_own(text: str) -> None:
    segment = escape.path_segment(text)
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}", segment)
    assert not re.fullmatch(r"page(-\d+)?|index", segment)
    assert escape.path_segment(segment) == segment
    if segment != text:
        assert escape.path_segment(text + "x") != segment


@fuzzed
@given(texts)
def test_links_are_web_addresses_or_nothing(text: str) -> None:
    for url in (text, f"https://example.org/{text}", f"javascript:{text}"):
        found = escape.href(url)
        assert found == "" or re.match(r"https?://[^/]", found, re.IGNORECASE)


def _cleaned(value: object) -> object:
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return [_cleaned(item) for item in value] if isinstance(value, list) else escape.clean(value)
