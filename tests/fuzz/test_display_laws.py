"""From any excerpt to its page, its feeds and its exports: nothing crashes, nothing is lost."""

from __future__ import annotations

import csv
import html
import io
import json
from xml.etree import ElementTree

import yaml
from hypothesis import given
from hypothesis import strategies as st

from scripts import escape, export
from scripts.model import Dump, Inputs, Library, Source
from scripts.pages import reading, site_files, site_pages
from scripts.pipeline import build_library
from scripts.structure import blocks
from scripts.typography import inline, restore
from tests.fuzz.strategies import dumps, fuzzed, fuzzed_dearly, lines
from tests.understanding import SOURCE

OWN = frozenset(
    [
        "div",
        "p",
        "h2",
        "h3",
        "ul",
        "ol",
        "li",
        "span",
        "b",
        "var",
        "sub",
        "sup",
        "code",
        "em",
        "strong",
    ]
)


@fuzzed
@given(lines)
def test_restoring_is_idempotent_and_pieces_join_to_their_run(text: str) -> None:
    once = restore(text)
    assert restore(once) == once
    assert "".join(piece.raw for piece in inline(once)) == once


@fuzzed
@given(lines)
def test_blocks_cover_the_text_in_order(text: str) -> None:
    end = 0
    for block in blocks(text):
        assert end <= block.start <= block.body <= block.end <= len(text)
        assert not text[end : block.start].strip()
        end = block.end
    assert not text[end:].strip()


@fuzzed
@given(lines, st.booleans())
def test_the_body_is_well_formed_and_holds_our_elements_only(text: str, truncated: bool) -> None:
    markup = str(reading.body(text, truncated))
    tree = ElementTree.fromstring(f"<div>{markup.replace('&nbsp;', ' ')}</div>")
    names = {element.tag for element in tree.iter()}
    assert names <= OWN
    for element in tree.iter():
        assert set(element.attrib) <= {
            "class",
            "title",
            "start",
            "role",
            "aria-label",
            "aria-hidden",
            "value",
        }


def library_of(text: str) -> Library:
    curation = Source("curation", "curation.yml", "")
    return build_library(Inputs((Dump("d", "d.txt", text),), SOURCE, curation))


@fuzzed_dearly
@given(dumps)
def test_any_dump_becomes_pages_feeds_and_exports(text: str) -> None:
    library = library_of(text)
    assert all(entry.title.text.strip() for entry in library.entries)
    assert len({entry.id for entry in library.entries}) == len(library.entries)
    for url, make in site_pages(library):
        page = make()
        assert page.url == url
        assert escape.clean(str(page.content)) == str(page.content)
        assert page.title == " ".join(page.title.split()) or page.title
    for file in site_files(library, "https://example.org/"):
        content = file.content.decode("utf-8-sig")
        if file.url.endswith(".xml"):
            ElementTree.fromstring(content)
        elif file.url.endswith(".json"):
            json.loads(content)
    exported(library)


def exported(library: Library) -> None:
    objects = [json.loads(line) for line in export.jsonl(library).splitlines()]
    assert [found["text"] for found in objects] == [e.article.text for e in library.entries]
    rows = list(csv.DictReader(io.StringIO(export.csv(library), newline="")))
    assert len(rows) == len(library.entries)
    names = [name for name, _ in export.markdown(library)]
    assert len(names) == len({name.casefold() for name in names})
    for name, content in export.markdown(library):
        assert not name.startswith(("/", ".")) and ".." not in name
        _, front, body = content.split("---\n", 2)
        assert isinstance(yaml.safe_load(front), dict)
        if name.startswith("articles/"):
            assert "<p>" in body and html.unescape(body).strip()
