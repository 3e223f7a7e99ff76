"""Search engines behind one interface, each run in a real Chromium.

An engine prepares a folder from a site's articles and gives two scripts for the page:
``start`` (once a page load) and ``search`` (query to {ids, ms}).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from benchmarks import programs

PAGEFIND = "1.5.2"
_MOST_STOCK = 1_500  # its build renders every page, and its index is built in the browser


@dataclass(frozen=True, slots=True)
class Engine:
    """``counted`` says which requests belong to the search. ``finds``: script to a list of ids,
    complete; ``types``: script that resolves when first results could be shown."""

    name: str
    folder: Path
    counted: re.Pattern[str]
    start: str
    finds: str
    types: str

    def counts(self, path: str) -> bool:
        """Whether a request for ``path`` belongs to the search."""
        return bool(self.counted.search(path))


def ours(site: Path) -> Engine:
    """The engine of the site itself: its worker, as Material's dialog drives it."""
    return Engine(
        "shouxun",
        site,
        re.compile(r"/search/"),
        """async () => { await fetch("search/boot.js") }""",
        """async (query) => {
          await import("./search/engine.js")
          const { Index, answer, httpLoader } = globalThis.shouxunModules
          globalThis.shouxunModules.later ??= async (name) => {
            await import(`./search/${name}.js`)
            return globalThis.shouxunModules
          }
          window.index ??= new Index(httpLoader(location.href + "search/"))
          const { docs } = await answer(index, { query, to: 0, docs: true })
          return docs
        }""",
        """(query) => new Promise((done) => {
          const start = performance.now()
          window.worker ??= new Worker("search/engine.js")
          worker.onmessage = ({ data }) => {
            const over = data.type === 3 && data.data.query === query && data.data.state
            if (over === "done" || over === "failed") done(performance.now() - start)
          }
          worker.postMessage({ type: 2, data: query })
        })""",
    )


def order_of(site: Path) -> list[str]:
    """Article ids in the order of the index, from its packs."""
    packs = sorted((site / "search/d").glob("*.js"), key=lambda path: int(path.stem))
    ids = []
    for path in packs:
        text = path.read_text("utf-8")
        data = json.loads("[" + text[text.index("(") + 1 : text.rindex(")")] + "]")[2]
        ids += [shown[0] for shown in data[1:]]
    return ids


#: Material's worker asked as its dialog asks it, once it has its index: ``result`` is an
#: expression of the ``data`` that arrived.
_ASK_STOCK = """async (query) => {{
  const begun = performance.now()
  window.up ??= __bench()
  await up
  const waited = performance.now() - begun
  return new Promise((done) => {{
    const start = performance.now()
    worker.onmessage = ({{ data }}) => data.type === 3 && done({result})
    worker.postMessage({{ type: 2, data: query }})
  }})
}}"""
_START_STOCK = """async () => {{
  window.__bench = async () => {{
    window.worker = new Worker("{worker}")
    const data = await (await fetch("search/search_index.json")).json()
    const ready = new Promise((done) => {{
      worker.onmessage = ({{ data }}) => data.type === 1 && done()
    }})
    worker.postMessage({{ type: 0, data: {{ ...data, options: {{ suggest: false }} }} }})
    await ready
  }}
}}"""


def stock(articles: Sequence[dict[str, Any]], folder: Path) -> Engine:
    """Material's own search (lang zh, jieba) over the same articles."""
    if len(articles) > _MOST_STOCK:
        raise SystemExit(f"stock: at most {_MOST_STOCK} articles; it builds its index in the page")
    site = _stock_site(articles, folder)
    worker = next((site / "assets/javascripts/workers").glob("search.*.js")).relative_to(site)
    ids = "data.data.items.map((group) => group[0].location.split('/')[0])"
    return Engine(
        "mkdocs-material",
        site,
        re.compile(r"search|lunr"),
        _START_STOCK.format(worker=worker.as_posix()),
        _ASK_STOCK.format(result=ids),
        _ASK_STOCK.format(result="waited + performance.now() - start"),
    )


def _stock_site(articles: Sequence[dict[str, Any]], folder: Path) -> Path:
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for one in articles:
        tags = "、".join(one["tags"])
        text = "".join(f"&#{ord(c)};" if c in "<>&[]*_`#{}" else c for c in one["text"])
        page = f"# {one['title']}\n\n{text}\n\n{tags}\n"
        (docs / f"{one['id']}.md").write_text(page, "utf-8")
    (docs / "index.md").write_text("---\nsearch: {exclude: true}\n---\n# x\n", "utf-8")
    config = {
        "site_name": "stock",
        "theme": {"name": "material", "language": "zh", "font": False},
        "plugins": [{"search": {"lang": ["zh", "en"]}}],
    }
    (folder / "mkdocs.yml").write_text(json.dumps(config), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=folder, check=True, env=environment, stderr=subprocess.DEVNULL)
    return folder / "site"


def pagefind(articles: Sequence[dict[str, Any]], folder: Path) -> Engine:
    """Pagefind (extended, for Chinese) over the same articles.

    Raises :class:`SystemExit` where it cannot be installed.
    """
    package = programs.install("pagefind[extended]", PAGEFIND)
    if package is None:
        raise SystemExit("the package pagefind cannot be installed here: leave it out of --with")
    site = folder / "site"
    _write_pages(articles, site)
    command = [sys.executable, "-m", "pagefind", "--site", str(site)]
    environment = {**os.environ, "PYTHONPATH": str(package)}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return Engine(
        "pagefind",
        site,
        re.compile("/pagefind/"),
        "async () => {}",
        """async (query) => {
          window.pf ??= await import("/pagefind/pagefind.js")
          const { results } = await pf.search(query)
          const data = await Promise.all(results.map((one) => one.data()))
          return data.map(({ url }) => url.split("/").filter(Boolean).at(-1))
        }""",
        """async (query) => {
          const start = performance.now()
          window.pf ??= await import("/pagefind/pagefind.js")
          const { results } = await pf.search(query)
          await Promise.all(results.slice(0, 4).map((one) => one.data()))
          return performance.now() - start
        }""",
    )


def _write_pages(articles: Sequence[dict[str, Any]], site: Path) -> None:
    for one in articles:
        path = site / one["id"] / "index.html"
        path.parent.mkdir(parents=True)
        body = f"<h1>{escape(one['title'])}</h1><p>{escape(one['text'])}</p>"
        body += f"<p>{escape('、'.join(one['tags']))}</p>"
        path.write_text(f"<!doctype html><html lang=zh><body>{body}</body></html>", "utf-8")
