"""Each sink of hostile text: what goes in comes back as text, never as markup."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from scripts import escape
from scripts.pages import render

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted(ROOT.glob("overrides/**/*.html"))
NASTY = st.one_of(
    st.text(),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "\"'><img src=x onerror=alert(1)>",
            "]]></script><!--",
            "=HYPERLINK(1)",
            "\u2028\u2029\x00\x1b\ud800",
            "&#60;b&#62;",
            "😀\U0001f9d1\u200d\U0001f4bb",
        ]
    ),
)


@given(NASTY)
def test_html_text_reads_back_as_it_was(value):
    written = str(escape.text(value))
    assert not set(written) & set("<>\"'")
    assert html.unescape(written) == escape.clean(value)


@given(NASTY)
def test_an_attribute_cannot_leave_its_quotes(value):
    element = ET.fromstring(str(escape.element("p", "x", title=value)))
    assert element.get("title") == " ".join(escape.clean(value).split())


@given(NASTY)
def test_an_element_holds_its_content_as_text(value):
    element = ET.fromstring(str(escape.element("p", value)))
    assert (element.text or "") == escape.clean(value).replace("\r\n", "\n").replace("\r", "\n")
    assert len(element) == 0


@given(st.recursive(NASTY, lambda inner: st.lists(inner) | st.dictionaries(NASTY, inner)))
def test_a_data_island_is_json_that_cannot_close_its_script(value):
    island = str(escape.data_island(value))
    assert not set(island) & set("<>&\u2028\u2029")
    assert json.loads(island) == escape._cleaned(value)


@given(st.lists(NASTY, min_size=1, max_size=5))
def test_no_csv_cell_is_a_formula_and_none_is_lost(values):
    out = io.StringIO()
    csv.writer(out).writerow([escape.csv_cell(value) for value in values])
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    for cell, value in zip(row, values, strict=True):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert cell.removeprefix("'") == escape.clean(value).removeprefix("'")


@given(NASTY)
def test_xml_holds_any_text(value):
    element = ET.fromstring(f"<t a='{escape.text(value)}'>{escape.text(value)}</t>")
    assert "".join((element.text or "").split()) == "".join(escape.clean(value).split())


@given(NASTY)
def test_yaml_reads_back_as_it_was(value):
    written = escape.yaml_document({"articles": {"id": {"title": value}}})
    assert yaml.safe_load(written)["articles"]["id"]["title"] == escape.clean(value)


_SCALARS = st.text("aZ09e中，：？、《》（） %._/+-:", max_size=12) | st.sampled_from(
    [
        "yes",
        "null",
        "2026-01-01",
        "1e5",
        "1_000",
        "0x1F",
        "~",
        "《A: b》",
        "甲: 1.2%",
        "a:b",
        "12:30:45",
    ]
)


@given(_SCALARS | NASTY)
def test_a_line_of_yaml_is_what_the_emitter_writes(value):
    line = escape.yaml_line(value)
    if line is not None:
        assert escape.yaml_document({"title": value}) == f"title: {line}\n"


def test_most_titles_are_lines_of_yaml():
    titles = (
        "注意力机制",
        "《SibaGym: flow VAE》",
        "体素提高了 61.3%",
        "词表（编码器）",
        "为什么？",
    )
    assert all(map(escape.yaml_line, titles))


@given(NASTY)
def test_a_path_segment_is_plain_and_never_climbs(value):
    segment = escape.path_segment(value)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,80}", segment)
    assert not re.fullmatch(r"page(-\d+)?|index", segment)


def test_different_names_keep_different_paths():
    names = ["a/b", "a b", "a_b", "..", ".", "", "page", "page-2", "甲", "乙", "a" * 81, "a" * 82]
    assert len({escape.path_segment(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " JaVaScRiPt:x", "data:text/html,x", "//evil", "/x", "", "http://["],
)
def test_only_web_addresses_become_links(url):
    assert escape.href(url) == ""


def test_a_web_address_stays():
    assert escape.href(" https://arxiv.org/abs/1706.03762?x=1&y=2 ") == (
        "https://arxiv.org/abs/1706.03762?x=1&y=2"
    )


@given(NASTY)
def test_templates_escape_whatever_they_print(value):
    printed = render.ENVIRONMENT.from_string("{{ value }}").render(value=value)
    assert printed == str(escape.text(value))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_switches_escaping_off(path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape|Markup|\|\s*(xmlattr|tojson|forceescape)", source)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_needs_what_the_policy_forbids(path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:", source)
    assert not re.search(r"<script(?![^>]*(\bsrc=|application/(ld\+)?json))", source)


@pytest.mark.parametrize("path", sorted(ROOT.glob("scripts/**/*.py")), ids=lambda path: path.name)
def test_only_escape_makes_markup(path):
    if path == ROOT / "scripts/escape.py":
        return
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"Markup\(|autoescape\s*=\s*False|\|\s*safe\b", source)


def test_the_environment_escapes_and_refuses_the_undefined():
    assert render.ENVIRONMENT.autoescape is True
    with pytest.raises(Exception, match="undefined"):
        render.ENVIRONMENT.from_string("{{ nothing }}").render()


def test_joining_escapes_what_is_not_yet_html():
    assert escape.join([Markup("<b>"), "<b>"]) == "<b>&lt;b&gt;"
