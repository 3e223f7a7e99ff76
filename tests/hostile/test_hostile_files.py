"""Feeds, data files and exports made of hostile texts: strict readers, and other generators."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scripts import escape, export
from tests.hostile.conftest import served
from tests.hostile.planting import ROOT, Planted
from tests.hostile.witness import watched

pytestmark = pytest.mark.slow

_ALL_EXTENSIONS = """
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: true}
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.betterem
  - pymdownx.caret
  - pymdownx.critic
  - pymdownx.details
  - pymdownx.emoji
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.magiclink
  - pymdownx.mark
  - pymdownx.smartsymbols
  - pymdownx.snippets: {base_path: [".", "/"], check_paths: false}
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist: {custom_checkbox: true}
  - pymdownx.tilde
"""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def test_feeds_and_data_files_read_back(hostile_site: Path, hostile_library) -> None:
    entries = hostile_library.entries
    for name in ("feed.xml", "sitemap.xml"):
        ElementTree.parse(hostile_site / name)
    items = ElementTree.parse(hostile_site / "feed.xml").findall(".//item")
    assert len(items) == 50
    for item in items:
        markup = item.findtext("description") or ""
        tree = ElementTree.fromstring(f"<div>{markup}</div>")
        assert not {e.tag for e in tree.iter()} & {"script", "img", "svg", "iframe", "a"}
    assert len(json.loads((hostile_site / "feed.json").read_text())["items"]) == 50
    articles = json.loads((hostile_site / "articles.json").read_text(encoding="utf-8"))
    assert [a["text"] for a in articles] == [escape.clean(e.article.text) for e in entries]
    rows = csv_rows((hostile_site / "articles.csv").read_text(encoding="utf-8-sig"))
    assert len(rows) == len(entries) + 1


def test_every_file_of_the_site_is_whole_json_or_text(hostile_site: Path) -> None:
    for path in hostile_site.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    for path in hostile_site.rglob("*"):
        name = path.relative_to(hostile_site).as_posix()
        assert name.isprintable() and not set(name) & set('<>:"|?*\\'), name


def test_the_csv_export_reads_back_and_runs_nothing(hostile_library) -> None:
    header, *rows = csv_rows(export.csv(hostile_library))
    assert len(rows) == len(hostile_library.entries)
    for row, entry in zip(rows, hostile_library.entries, strict=True):
        assert len(row) == len(header)
        assert not any(cell.lstrip(" ").startswith(_FORMULA) for cell in row)
        assert row[-1].removeprefix("'") == escape.clean(entry.article.text).removeprefix("'")


def test_the_jsonl_export_is_exact(hostile_library) -> None:
    lines = export.jsonl(hostile_library).splitlines()
    assert [json.loads(line)["text"] for line in lines] == [
        entry.article.text for entry in hostile_library.entries
    ]


def csv_rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.browser
def test_exported_markdown_runs_nothing_under_stock_material(
    browser, planted: Planted, tmp_path: Path
) -> None:
    """With every extension there is: snippets, attributes, HTML with Markdown inside, emoji."""
    docs, site = tmp_path / "docs", tmp_path / "site"
    few = Planted(tmp_path / "few")
    shutil.copytree(planted.folder, few.folder)
    for path in sorted((few.folder / "dumps").iterdir())[4:]:
        path.unlink()
    command = [sys.executable, "-m", "scripts", "export", "markdown", "-o", str(docs)]
    subprocess.run([*command, *few.arguments], cwd=ROOT, check=True, capture_output=True)
    (docs / "robots.txt").write_text("")  # the quiet page that the frames stand on
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material, font: false}\nplugins: [search, tags]\n"
        f"markdown_extensions:{_ALL_EXTENSIONS}",
        encoding="utf-8",
    )
    build = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(tmp_path / "mkdocs.yml")]
    subprocess.run([*build, "-d", str(site)], cwd=tmp_path, check=True, capture_output=True)
    pages = sorted((site / "articles").iterdir())
    assert len(pages) >= 100
    secret = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines()[1]
    with served(site, "bare") as url, watched(browser, url, policy=False) as witness:
        for start in range(0, len(pages), 24):
            witness.load_together([f"articles/{path.name}/" for path in pages[start : start + 24]])
        for name in ("", "categories/nlp/", "categories/uncategorised/"):
            witness.load(name)
        witness.assert_silence()
    assert not any(secret in page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
