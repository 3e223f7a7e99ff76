"""Core Web Vitals of first visits, beside a stock Material site of the same articles.

    python -m benchmarks.vitals [--full] [--site DIR]

Chromium at a quarter of its speed, on 1.6 Mbit/s with 150 ms to the server and an empty
cache (``host``): largest contentful paint, total blocking time (what long tasks take beyond
50 ms each), cumulative layout shift, bytes and requests; medians of several loads. What a
stock site has in place of a search page is its home page asked the same: its dialog opens.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from benchmarks import stock
from benchmarks.corpus import generate
from benchmarks.dumps import write_dumps
from benchmarks.host import Traffic, serving
from benchmarks.measure import keep
from tests import browser_setup

ROOT = Path(__file__).resolve().parent.parent
QUICK, FULL = (100, 3), (1_000, 7)  # articles, loads a page
SLOWER = 4  # times
LATENCY, DOWN, UP = 150, 1_600_000 / 8, 750_000 / 8  # ms, bytes a second
QUIET = 1_500  # ms without a request before the figures are read
SOUGHT = "模型"
_OBSERVE = """
  window.__vitals = { lcp: 0, element: "", tbt: 0, cls: 0, shifts: [] }
  const watch = (type, each) => new PerformanceObserver((list) => list.getEntries().forEach(each))
    .observe({ type, buffered: true })
  watch("largest-contentful-paint", (entry) => {
    __vitals.lcp = entry.startTime
    __vitals.element = entry.element?.className || entry.element?.tagName || ""
  })
  watch("longtask", (entry) => { __vitals.tbt += Math.max(0, entry.duration - 50) })
  watch("layout-shift", (entry) => {
    if (entry.hadRecentInput) return
    __vitals.cls += entry.value
    __vitals.shifts.push(...entry.sources.map(({ node }) => node?.className || node?.nodeName))
  })
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """``lcp`` and ``tbt`` in ms, ``size`` in KB; ``cls`` has no unit. The largest ``element``
    painted, and what ``shifted``, by class, help to find a cause."""

    lcp: float
    tbt: float
    cls: float
    size: float
    requests: float
    element: str = ""
    shifted: str = ""


#: Name, unit, digits and attribute of each figure.
FIGURES = (
    ("largest paint", "ms", 0, "lcp"),
    ("blocked", "ms", 0, "tbt"),
    ("layout shift", "", 3, "cls"),
    ("transferred", "KB", 1, "size"),
    ("requests", "", 0, "requests"),
)


def main(full: bool, given: Path | None = None) -> None:
    """Prints the table and keeps it as JSON. ``given``: our site, built already."""
    count, loads = FULL if full else QUICK
    with tempfile.TemporaryDirectory(prefix="shouxun-vitals-") as name, sync_playwright() as play:
        ours = given or _ours(count, Path(name) / "ours")
        sites = {"shouxun": ours, "mkdocs-material": _stock(count, Path(name) / "stock")}
        browser = play.chromium.launch(
            executable_path=browser_setup.find(), args=browser_setup.FLAGS
        )
        visits = {tool: _visits(browser, site, tool, loads) for tool, site in sites.items()}
        browser.close()
    _say(count, loads, visits)
    pages = {tool: {page: _figures(v) for page, v in own.items()} for tool, own in visits.items()}
    keep("vitals", {"articles": count, "loads": loads, "pages": pages})


def _ours(count: int, folder: Path) -> Path:
    write_dumps(count, folder / "dumps")
    site = folder / "site"
    (folder / "curation.yml").touch()  # nobody corrected what is made up
    inputs = ["--dumps", str(folder / "dumps"), "--curation", str(folder / "curation.yml")]
    options = [*inputs, "--site-dir", str(site)]
    report = ["--report", str(folder / "report.json")]
    command = [sys.executable, "-m", "scripts", "build", *options, *report]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return site


def _stock(count: int, folder: Path) -> Path:
    command = stock.write_project(generate(count), folder)
    environment = {**os.environ, **stock.ENVIRONMENT}
    subprocess.run(command, cwd=folder, check=True, env=environment)
    return folder / "site"


def _pages(site: Path, tool: str) -> dict[str, str]:
    """The addresses of what is visited, relative to the site."""
    ours = tool == "shouxun"
    article = _first(site, "articles")
    shelf = _first(site, "categories") if ours else "large-model/"
    asked = f"{'search/' if ours else ''}?q={SOUGHT}"
    return {"home": "", "article": article, "category": shelf, "search": asked}


def _first(site: Path, folder: str) -> str:
    """The first page below ``folder``, which may have a page of its own."""
    page = min(site.glob(f"{folder}/*/index.html"))
    return f"{page.parent.relative_to(site).as_posix()}/"


def _visits(browser: Browser, site: Path, tool: str, loads: int) -> dict[str, Visit]:
    with serving(site) as (url, traffic):
        return {
            page: _middle([_visit(browser, url + path, traffic) for _ in range(loads)])
            for page, path in _pages(site, tool).items()
        }


def _visit(browser: Browser, url: str, traffic: Traffic) -> Visit:
    context = browser.new_context(viewport={"width": 412, "height": 823})
    page = context.new_page()
    session = context.new_cdp_session(page)
    network = {"offline": False, "latency": LATENCY}
    speed = {"downloadThroughput": DOWN, "uploadThroughput": UP}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {**network, **speed})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(_OBSERVE)
    traffic.sent.clear()
    page.goto(url, wait_until="load")
    seen = -1
    while seen != len(traffic.sent):
        seen = len(traffic.sent)
        page.wait_for_timeout(QUIET)
    told = page.evaluate("window.__vitals")
    size = sum(one.size for one in traffic.sent) / 1000
    context.close()
    shifted = " ".join(dict.fromkeys(map(str, told["shifts"])))
    return Visit(told["lcp"], told["tbt"], told["cls"], size, seen, told["element"], shifted)


def _middle(visits: Sequence[Visit]) -> Visit:
    figures = (median(getattr(one, name) for one in visits) for *_, name in FIGURES)
    return Visit(*figures, visits[0].element, visits[0].shifted)


def _figures(visit: Visit) -> dict[str, float]:
    return {name: round(getattr(visit, name), 3) for *_, name in FIGURES}


def _say(count: int, loads: int, visits: dict[str, dict[str, Visit]]) -> None:
    print(f"{count} articles, medians of {loads} first visits; CPU / {SLOWER}, 1.6 Mbit/s, 150 ms")
    own, other = visits["shouxun"], visits["mkdocs-material"]
    print(f"{'page':10}{'figure':>20}{'shouxun':>10}{'stock':>10}{'ratio':>8}")
    for page, visit in own.items():
        for name, unit, digits, attribute in FIGURES:
            mine, theirs = getattr(visit, attribute), getattr(other[page], attribute)
            ratio = f"{mine / theirs:8.2f}" if theirs else f"{'-':>8}"
            label = f"{name}, {unit}" if unit else name
            print(f"{page:10}{label:>20}{mine:10.{digits}f}{theirs:10.{digits}f}{ratio}")
        print(f"{'':10}largest: {visit.element or '-'}; shifted: {visit.shifted or 'nothing'}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="benchmarks.vitals", description=__doc__)
    parser.add_argument("--full", action="store_true", help="1,000 articles, more loads")
    parser.add_argument("--site", type=Path, help="a site of ours instead of one made for this")
    chosen = parser.parse_args()
    main(chosen.full, chosen.site)
