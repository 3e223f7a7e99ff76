"""Measures the search of a built site, in Chromium, beside others on the same articles.

    python -m benchmarks.search SITE_DIR [--with stock,pagefind] [--each 40] [--cold 3]
    python -m benchmarks.search --make 10000 SITE_DIR    # first makes a site of that size

Printed by engine and class of query: recall, precision, top-1 (the first result is one of
those sought), share without any result; for mistyped words also these figures for the very
word that was mistyped. Then of a first query by class, cold and by gzip, scripts included:
bytes, requests, rounds (answers waited for one after the other) and milliseconds until
first results from a server 50 ms away; of a site with a search page, the same for a first
visit to its results; milliseconds of further queries from a server next to it (``host``).
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import urllib.parse
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import engines, shelf
from benchmarks.engines import Engine
from benchmarks.host import Traffic, rounds, serving
from benchmarks.measure import keep
from benchmarks.queries import Query, draw
from tests import browser_setup

WARM = 60  # further queries
#: Classes that need a second look.
BENT = ("traditional", "joined words", "loose phrase", "pinyin", "initials", "typo")
SETTLE = 400  # ms after first results, for whatever is still on its way
AWAY = 0.05  # seconds to the server and back

Figures = tuple[float, float, float, float]  # KB, requests, rounds, milliseconds


def main() -> None:
    """Prints the tables."""
    options = _options()
    site = Path(options.site)
    if options.make:
        figures = shelf.write(options.make, site)
        print("index: " + ", ".join(f"{name} {value:.1f}" for name, value in figures.items()))
    articles = json.loads((site / "articles.json").read_text("utf-8"))
    articles = articles["articles"] if isinstance(articles, dict) else articles
    queries = list(draw(articles, options.each))
    print(f"{len(articles)} articles, {len(queries)} queries")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_setup.find(), args=browser_setup.FLAGS
        )
        measured = {
            engine.name: measure(browser, engine, queries, options.cold)
            for engine in _engines(options, site, articles, Path(scratch))
        }
        browser.close()
    versions = {"mkdocs-material": version("mkdocs-material"), "pagefind": engines.PAGEFIND}
    kept = {"articles": len(articles), "versions": versions, "engines": measured}
    keep(f"search-{options.make}" if options.make else "search", kept)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.search", description=__doc__)
    parser.add_argument("site")
    parser.add_argument("--with", dest="others", default="", help="stock, pagefind or both")
    parser.add_argument("--each", type=int, default=40, help="queries a class")
    parser.add_argument("--cold", type=int, default=3, help="cold starts a class")
    parser.add_argument("--make", type=int, default=0, help="make a site of so many articles first")
    return parser.parse_args()


def _engines(
    options: argparse.Namespace, site: Path, articles: Sequence[dict[str, Any]], scratch: Path
) -> Iterator[Engine]:
    yield engines.ours(site)
    if "stock" in options.others:
        yield engines.stock(articles, scratch / "stock")
    if "pagefind" in options.others:
        yield engines.pagefind(articles, scratch / "pagefind")


def measure(
    browser: Browser, engine: Engine, queries: Sequence[Query], cold: int
) -> dict[str, Any]:
    """The figures of one engine, printed too."""
    print(f"\n== {engine.name}")
    result: dict[str, Any] = {}
    with serving(engine.folder) as (url, traffic):
        found = _found(browser, engine, url, queries)
        result["quality"] = _quality_by_class(found)
        _print_quality(result["quality"])
        _print_meant(found)
        traffic.delay = AWAY
        result |= _first_queries(browser, engine, url, traffic, queries, cold)
        if (engine.folder / "search/index.html").is_file():
            some = queries[:: len(queries) // (4 * cold)]
            visits = [_visit(browser, url, traffic, query.text) for query in some]
            _print_figures({"search page": visits})
            result["page"] = _middle(visits)
        traffic.delay = 0
        result["warm"] = _warm(browser, engine, url, queries[:: max(1, len(queries) // WARM)])
    return result


def _found(
    browser: Browser, engine: Engine, url: str, queries: Sequence[Query]
) -> dict[str, list[tuple[Query, list[str]]]]:
    """Ids in order of every query, by class."""
    order = engines.order_of(engine.folder) if engine.name == "shouxun" else []
    page = browser.new_page()
    page.goto(url)
    page.evaluate(engine.start)
    found: dict[str, list[tuple[Query, list[str]]]] = defaultdict(list)
    for query in queries:
        ids = page.evaluate(engine.finds, query.text)
        ids = [order[doc] for doc in ids] if order else ids
        found[query.kind].append((query, list(dict.fromkeys(ids))))
    page.close()
    return found


def _quality_by_class(
    found: dict[str, list[tuple[Query, list[str]]]],
) -> dict[str, tuple[int, float, float, float, float]]:
    return {kind: (len(answers), *_quality(answers)) for kind, answers in found.items()}


def _print_quality(quality: dict[str, tuple[int, float, float, float, float]]) -> None:
    print(f"{'class':18}{'n':>5}{'recall':>8}{'prec.':>8}{'top-1':>8}{'zero':>8}")
    for kind, (count, *shares) in quality.items():
        print(f"{kind:18}{count:5}" + "".join(f"{100 * x:8.1f}" for x in shares))
    total = sum(count for count, *_ in quality.values())
    weighted = [sum(one[0] * one[at] for one in quality.values()) / total for at in range(1, 5)]
    print(f"{'all':18}{total:5}" + "".join(f"{100 * x:8.1f}" for x in weighted))


def _print_meant(found: dict[str, list[tuple[Query, list[str]]]]) -> None:
    for kind, answers in found.items():
        meant = [(replace(query, truth=query.meant), ids) for query, ids in answers if query.meant]
        if meant:
            shares = "".join(f"{100 * share:8.1f}" for share in _quality(meant))
            print(f"{kind + ', as meant':18}{len(meant):5}{shares}")


def _quality(answers: Sequence[tuple[Query, list[str]]]) -> tuple[float, float, float, float]:
    recall = [len(query.truth & {*ids}) / len(query.truth) for query, ids in answers]
    precision = [len(query.truth & {*ids}) / len(ids) for query, ids in answers if ids]
    top = [bool(ids) and ids[0] in (query.best or query.truth) for query, ids in answers]
    empty = [not ids for _, ids in answers]
    return _mean(recall), _mean(precision), _mean(top), _mean(empty)


def _mean(values: Sequence[float]) -> float:
    return statistics.fmean(values) if values else 0.0


def _first_queries(
    browser: Browser,
    engine: Engine,
    url: str,
    traffic: Traffic,
    queries: Sequence[Query],
    cold: int,
) -> dict[str, list[float]]:
    """What a first query costs, printed by class; the middle of those that stand in the text
    (``first``) and of those that need a second look (``bent``)."""

    def come(page: Page) -> None:
        page.goto(url)
        page.evaluate(engine.start)

    def cost(query: str) -> Figures:
        def ask(page: Page) -> float:
            return float(page.evaluate(engine.types, query))

        return _cost(browser, traffic, ask, come, engine.counts)

    classes: dict[str, list[Query]] = defaultdict(list)
    for query in queries:
        classes[query.kind].append(query)
    costs = {
        kind: [cost(query.text) for query in some[:: max(1, len(some) // cold)][:cold]]
        for kind, some in classes.items()
    }
    for name, bent in (("first", False), ("bent", True)):
        costs[name] = [one for kind in classes if (kind in BENT) == bent for one in costs[kind]]
    _print_figures(costs)
    return {name: _middle(costs[name]) for name in ("first", "bent")}


def _visit(browser: Browser, url: str, traffic: Traffic, query: str) -> Figures:
    """What a first visit to the results of a query costs: page, styles and all."""

    def visit(page: Page) -> float:
        page.goto(f"{url}search/?q={urllib.parse.quote(query)}", wait_until="commit")
        page.wait_for_selector(".kb-row, [data-state=empty]", state="attached")
        return float(page.evaluate("performance.now()"))

    return _cost(browser, traffic, visit)


def _cost(
    browser: Browser,
    traffic: Traffic,
    act: Callable[[Page], float],
    come: Callable[[Page], None] = lambda page: None,
    counts: Callable[[str], bool] = lambda path: True,
) -> Figures:
    """What is sent when someone new comes, whose rounds nobody waits for, and does ``act``, which
    returns milliseconds waited. Only requests whose path ``counts``."""
    context = browser.new_context()
    page = context.new_page()
    traffic.sent.clear()
    come(page)
    before = {*traffic.sent}
    waited = act(page)
    page.wait_for_timeout(SETTLE)
    sent = [one for one in traffic.sent if counts(one.path)]
    context.close()
    waits = rounds([one for one in sent if one not in before])
    return sum(one.size for one in sent) / 1000, len(sent), waits, waited


def _print_figures(costs: dict[str, list[Figures]]) -> None:
    print(f"{'first query, cold':18}{'n':>5}{'KB':>8}{'most':>6}{'reqs':>8}{'most':>6}", end="")
    print(f"{'rounds':>8}{'most':>6}{'ms':>8}{'most':>6}")
    for kind, figures in costs.items():
        print(f"{kind:18}{len(figures):5}", end="")
        for middle, column in zip(_middle(figures), zip(*figures, strict=True), strict=True):
            print(f"{middle:8.1f}{max(column):6.0f}", end="")
        print()


def _middle(figures: Sequence[Figures]) -> list[float]:
    """Means of KB, requests and rounds, and the median of milliseconds."""
    *means, waits = zip(*figures, strict=True)
    return [*map(_mean, means), statistics.median(waits)]


def _warm(browser: Browser, engine: Engine, url: str, queries: Sequence[Query]) -> list[float]:
    """Median and 95th percentile of milliseconds."""
    page = browser.new_page()
    page.goto(url)
    page.evaluate(engine.start)
    page.evaluate(engine.types, "的")
    waits = sorted(page.evaluate(engine.types, query.text) for query in queries)
    page.close()
    middle, most = statistics.median(waits), waits[int(len(waits) * 0.95)]
    print(f"new query, warm: median {middle:.0f} ms, p95 {most:.0f} ms")
    return [middle, most]


if __name__ == "__main__":
    main()
