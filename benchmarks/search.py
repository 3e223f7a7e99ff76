"""Measures the search of a built site, in Chromium, beside others on the same articles.

    python -m benchmarks.search SITE_DIR [--with stock,pagefind] [--each 40] [--cold 12]
    python -m benchmarks.search --make 10000 SITE_DIR    # first makes a site of that size

Printed by engine and class of query: recall, precision, top-1 (the first result is one of
those sought), share without any result; then of a first query, cold and by gzip, scripts
included: bytes, requests, rounds (answers waited for one after the other) and milliseconds
until first results from a server 50 ms away; of a site with a search page, the same for a
first visit to its results; milliseconds of further queries from a server next to it
(``host``).
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import urllib.parse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks import engines, shelf
from benchmarks.engines import Engine
from benchmarks.host import Traffic, rounds, serving
from benchmarks.measure import keep
from benchmarks.queries import Query, draw
from tests import browser_setup

WARM = 60  # further queries
BENT = ("traditional", "pinyin", "initials", "typo")  # classes that need a second look
SETTLE = 400  # ms after first results, for whatever is still on its way
AWAY = 0.05  # seconds to the server and back


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
    parser.add_argument("--cold", type=int, default=12, help="cold starts")
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
        result["quality"] = _quality_by_class(_found(browser, engine, url, queries))
        _print_quality(result["quality"])
        traffic.delay = AWAY
        for name, label, bent in (
            ("first", "as it stands in the text", False),
            ("bent", "bent to find anything", True),
        ):
            chosen = [query for query in queries if (query.kind in BENT) == bent]
            some = chosen[:: max(1, len(chosen) // cold)][:cold]
            print(label, end=": ")
            result[name] = _cold(browser, engine, url, traffic, some)
        if (engine.folder / "search/index.html").is_file():
            print("search page", end=": ")
            result["page"] = _search_page(browser, url, traffic, queries[:: len(queries) // cold])
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


def _quality(answers: Sequence[tuple[Query, list[str]]]) -> tuple[float, float, float, float]:
    recall = [len(query.truth & {*ids}) / len(query.truth) for query, ids in answers]
    precision = [len(query.truth & {*ids}) / len(ids) for query, ids in answers if ids]
    top = [bool(ids) and ids[0] in (query.best or query.truth) for query, ids in answers]
    empty = [not ids for _, ids in answers]
    return _mean(recall), _mean(precision), _mean(top), _mean(empty)


def _mean(values: Sequence[float]) -> float:
    return statistics.fmean(values) if values else 0.0


def _cold(
    browser: Browser, engine: Engine, url: str, traffic: Traffic, queries: Sequence[Query]
) -> list[float]:
    """Means of KB, requests and rounds, and the median of milliseconds."""
    figures = []
    for query in queries:
        context = browser.new_context()
        page = context.new_page()
        traffic.sent.clear()
        page.goto(url)
        page.evaluate(engine.start)
        before = {*traffic.sent}
        waited = page.evaluate(engine.types, query.text)
        page.wait_for_timeout(SETTLE)
        sent = [one for one in traffic.sent if engine.counted.search(one.path)]
        figures.append(
            (
                sum(one.size for one in sent) / 1000,
                len(sent),
                rounds([one for one in sent if one not in before]),
                waited,
            )
        )
        context.close()
    return _said(figures)


def _search_page(
    browser: Browser, url: str, traffic: Traffic, queries: Sequence[Query]
) -> list[float]:
    """The same of a first visit to the results of a query: page, styles and all."""
    figures = []
    for query in queries:
        context = browser.new_context()
        page = context.new_page()
        traffic.sent.clear()
        page.goto(f"{url}search/?q={urllib.parse.quote(query.text)}", wait_until="commit")
        page.wait_for_selector(".kb-row, [data-state=empty]", state="attached")
        waited = page.evaluate("performance.now()")
        page.wait_for_timeout(SETTLE)
        sent = list(traffic.sent)
        figures.append((sum(one.size for one in sent) / 1000, len(sent), rounds(sent), waited))
        context.close()
    return _said(figures)


def _said(figures: Sequence[tuple[float, float, float, float]]) -> list[float]:
    sizes, requests, waits_for, waits = zip(*figures, strict=True)
    print(
        f"first query, cold: {_mean(sizes):.0f} KB (at most {max(sizes):.0f}), "
        f"{_mean(requests):.1f} requests (at most {max(requests)}), "
        f"{_mean(waits_for):.1f} rounds (at most {max(waits_for)}), "
        f"{statistics.median(waits):.0f} ms (at most {max(waits):.0f})"
    )
    return [_mean(sizes), _mean(requests), _mean(waits_for), statistics.median(waits)]


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
