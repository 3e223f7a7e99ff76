"""What other programs get says the same in every form."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
import yaml

from scripts import export
from scripts.model import Library


@pytest.fixture(scope="module")
def records(library: Library) -> list[dict]:
    return [json.loads(line) for line in export.jsonl(library).split("\n")[:-1]]


def test_a_record_holds_what_is_known_of_an_article(library, records):
    assert [one["id"] for one in records] == [entry.id for entry in library.entries]
    for one, entry in zip(records, library.entries, strict=True):
        assert (one["title"], one["category"], one["date"]) == (
            entry.title.text, entry.category, entry.date,
        )  # fmt: skip
        assert one["text"] == entry.article.text
        assert [seen["line"] for seen in one["occurrences"]] == [
            occurrence.line for occurrence in entry.article.occurrences
        ]
        assert [link["id"] for link in one["related"]] == [link.id for link in entry.related]


def test_the_table_says_what_the_records_say(library, records):
    rows = list(csv.DictReader(io.StringIO(export.csv(library), newline="")))
    for row, one in zip(rows, records, strict=True):
        assert {key: row[key] for key in ("id", "title", "text")} == {
            key: one[key] for key in ("id", "title", "text")
        }
        assert row["category"] == (one["category"] or "")
        assert row["category_origin"] == (one["category_origin"] or "")
        assert row["date"] == (one["date"] or "")
        assert row["tags"].split("; ") == one["tags"]
        assert row["first_dump"] == one["occurrences"][0]["dump"]
        assert row["times_seen"] == str(len(one["occurrences"]))
        assert row["truncated"] == ("yes" if one["truncated"] else "no")


def test_the_pages_of_the_markdown_form_lead_to_each_other(library, records):
    files = dict(export.markdown(library))
    links = {
        f"{path.rpartition('/')[0]}/{link}".lstrip("/").replace("categories/../", "")
        for path, text in files.items()
        for link in re.findall(r"\]\(([^)]+\.md)\)", text)
    }
    assert links == files.keys() - {"index.md"}
    for one in records:
        _, front, body = files[f"articles/{one['id']}.md"].split("---\n", 2)
        told = yaml.safe_load(front)
        assert told["id"] == one["id"]
        assert told["category"] == (one["category"] or "未分类")
        assert told.get("date") == one["date"]
        assert ("……</p>" in body) == one["truncated"]
        assert body.count("\n- [") == len(one["related"])


def test_a_record_stays_on_its_line_whatever_ends_lines_elsewhere(library):
    first = library.entries[0]
    text = "甲\u2028乙\u2029丙\x85丁"
    odd = replace(library, entries=(replace(first, article=replace(first.article, text=text)),))
    [line] = export.jsonl(odd).splitlines()
    assert json.loads(line)["text"] == text
