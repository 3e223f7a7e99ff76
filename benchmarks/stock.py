"""The same articles as a plain MkDocs Material site, as a sensible person would set it up.

One Markdown file an article with front matter, an index page a category, the categories
(not the articles: with those in it a build takes six times as long) in the navigation,
the theme in Chinese and its search plugin with jieba.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import yaml

from benchmarks.dumps import category, date

_CONFIG = {
    "site_name": "知识库",
    "site_url": "https://example.org/",
    "theme": {"name": "material", "language": "zh", "font": False},
    "plugins": [{"search": {"lang": "zh"}}],
    "validation": {"nav": {"omitted_files": "ignore"}},
}
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1"}


def write_project(texts: Iterable[str], folder: Path) -> list[str]:
    """A project in ``folder``, and the command that builds its ``site``."""
    docs = folder / "docs"
    (docs / "articles").mkdir(parents=True)
    shelves: dict[str, list[str]] = defaultdict(list)
    for number, text in enumerate(texts):
        add_article(text, number, folder)
        shelves[category(text)].append(f"- [{title(text)}](articles/{number}.md)")
    for name, links in shelves.items():
        (docs / f"{_slug(name)}.md").write_text("\n".join([f"# {name}", "", *links, ""]), "utf-8")
    (docs / "index.md").write_text("# 知识库\n\n去重、归类的摘录。\n", "utf-8")
    nav = ["index.md", *({name: f"{_slug(name)}.md"} for name in sorted(shelves))]
    config = yaml.safe_dump({**_CONFIG, "nav": nav}, allow_unicode=True)
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    return [sys.executable, "-m", "mkdocs", "build", "--quiet"]


def add_article(text: str, number: int, folder: Path) -> None:
    """Writes article ``number``, whose page no index lists yet."""
    matter = {"title": title(text), "date": date(text), "category": category(text)}
    page = f"---\n{yaml.safe_dump(matter, allow_unicode=True)}---\n\n{text}...\n"
    (folder / "docs" / "articles" / f"{number}.md").write_text(page, "utf-8")


def title(text: str) -> str:
    """The opening, without what Markdown would take for its own."""
    return "".join(char for char in text[:24] if char not in "[]*_`#<>|\\").strip()


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")
