"""Pages of made-up libraries, and what stands in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin

from scripts import pages
from scripts.model import (
    Analysis,
    Article,
    Classification,
    Dump,
    Entry,
    Evidence,
    Library,
    Line,
    LineKind,
    Occurrence,
    Origin,
    ParsedDump,
    SitePage,
    Title,
)

STATIC = ("assets/", "feed.", "articles.json", "articles.csv")
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


class Outline(HTMLParser):
    """Links, ids, forbidden attributes and text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: Counter[str] = Counter()
        self.forbidden: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        for name, value in attrs:
            if name in ("href", "action"):
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")
            if name == "style" or name.startswith("on"):
                self.forbidden.append(f"{tag} {name}")

    def handle_data(self, data):
        self.text += data


def render_all(library: Library) -> dict[str, SitePage]:
    """Every page by address, the authored ones too."""
    made = {url: make() for url, make in pages.site_pages(library)}
    for url in pages.AUTHORED:
        heading = "<h1>题</h1>" if url in ("about/", "guide/") else ""
        made[url] = pages.authored(library, url, f"{heading}<p>文</p>")
    return made


def make_library(base: Library, count: int, dumps: int = 3, **changes: object) -> Library:
    """A library of ``count`` articles, spread over ``dumps`` transmissions."""
    parsed: dict[int, list[Occurrence]] = {n: [] for n in range(dumps)}
    entries = []
    for number in range(count):
        text = f"第{number}则讲强化学习，读作状态价值函数。" * 4
        places = sorted({number * dumps // max(1, count), number % dumps})
        found = []
        for place in places:
            line = len(parsed[place]) + 1
            found.append(Occurrence(f"{place:03d}", line, text, True))
            parsed[place].append(found[-1])
        article = Article(f"{number:08x}", (), text, True, tuple(found))
        entries.append(
            Entry(
                article,
                Analysis((text,), ()),
                Title(f"题目{number}", "clause", 0.5),
                Classification("RL", Origin.INFERRED, (Evidence("强化学习", 2, 3.0),), 0.8, None),
                ("强化学习",),
                None,
            )
        )
    made = tuple(
        ParsedDump(
            Dump(f"{n:03d}", f"data/dumps/{n:03d}.txt", ""),
            tuple(Line(f"{n:03d}", o.line, LineKind.ARTICLE, o.text) for o in occurrences),
            tuple(occurrences),
        )
        for n, occurrences in parsed.items()
    )
    given = {"entries": tuple(entries), "dumps": made, "hidden": (), "decisions": ()}
    return replace(base, **{**given, **changes})


def broken_links(site: dict[str, SitePage]) -> list[str]:
    """Links that lead nowhere, anchors included."""
    base = "https://x.test/repo/"
    outlines = {url: Outline(page.nav + page.content) for url, page in site.items()}
    broken = []
    for url, outline in outlines.items():
        for link in outline.links:
            target, anchor = urldefrag(urljoin(base + url, link))
            if not target.startswith(base):
                if not link.startswith("https://"):
                    broken.append(f"{url}: {link}")
                continue
            place = target.removeprefix(base).split("?")[0]
            if place.startswith(STATIC):
                continue
            if place not in outlines:
                broken.append(f"{url}: {link}")
            elif anchor and unquote(anchor) not in outlines[place].ids:
                broken.append(f"{url}: {link} (anchor)")
    return broken
