"""Measures the search of a built site, in Chromium, beside others on the same articles.

    python -m benchmarks.search SITE_DIR [--with stock,pagefind] [--each 40] [--cold 12]
    python -m benchmarks.search --make 10000 SITE_DIR    # first makes a site of that size

Printed by engine and class of query: recall, precision, top-1 (the first result is one of
those sought), share without any result; then, cold and by gzip: bytes and requests of the
first query, scripts included; milliseconds until first results, cold and warm.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks import engines, shelf
from benchmarks.engines import Engine
from benchmarks.queries import Query, draw
from tests import browser_setup

WARM_QUERIES = 60
BENT = ("traditional", "pinyin", "initials", "typo")  # classes that need a second look
SETTLE = 300  # ms after first results, for whatever is still on its way


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
        for engine in _engines(options, site, articles, Path(scratch)):
            measure(browser, engine, queries, options.cold)
        browser.close()


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


def measure(browser: Browser, engine: Engine, queries: Sequence[Query], cold: int) -> None:
    """Prints the figures of one engine."""
    print(f"\n== {engine.name}")
    order = engines.order_of(engine.folder) if engine.name == "ours" else []
    with engines.serving(engine.folder) as (url, traffic):
        page = browser.new_page()
        page.goto(url)
        page.evaluate(engine.start)
        found: dict[str, list[tuple[Query, list[str]]]] = defaultdict(list)
        for query in queries:
            ids = page.evaluate(engine.finds, query.text)
            ids = [order[doc] for doc in ids] if order else ids
            found[query.kind].append((query, list(dict.fromkeys(ids))))
        _print_quality(found)
        page.close()
        for label, bent in (("as it stands in the text", False), ("bent to find anything", True)):
            chosen = [query for query in queries if (query.kind in BENT) == bent]
            print(label, end=": ")
            some = chosen[:: max(1, len(chosen) // cold)][:cold]
            _print_cold(browser, engine, url, traffic, some)
        _print_warm(browser, engine, url, queries[:: max(1, len(queries) // WARM_QUERIES)])


def _print_quality(found: dict[str, list[tuple[Query, list[str]]]]) -> None:
    print(f"{'class':18}{'n':>5}{'recall':>8}{'prec.':>8}{'top-1':>8}{'zero':>8}")
    for kind, answers in found.items():
        print(f"{kind:18}{len(answers):5}" + "".join(f"{100 * x:8.1f}" for x in _quality(answers)))
    everything = [answer for answers in found.values() for answer in answers]
    print(
        f"{'all':18}{len(everything):5}" + "".join(f"{100 * x:8.1f}" for x in _quality(everything))
    )


def _quality(answers: Sequence[tuple[Query, list[str]]]) -> tuple[float, float, float, float]:
    recall = [len(query.truth & {*ids}) / len(query.truth) for query, ids in answers]
    precision = [len(query.truth & {*ids}) / len(ids) for query, ids in answers if ids]
    top = [bool(ids) and ids[0] in (query.best or query.truth) for query, ids in answers]
    empty = [not ids for _, ids in answers]
    return _mean(recall), _mean(precision), _mean(top), _mean(empty)


def _mean(values: Sequence[float]) -> float:
    return statistics.fmean(values) if values else 0.0


def _print_cold(
    browser: Browser, engine: Engine, url: str, traffic: engines.Traffic, queries: Sequence[Query]
) -> None:
    sizes, requests, waits = [], [], []
    for query in queries:
        context = browser.new_context()
        page = context.new_page()
        traffic.sent.clear()
        page.goto(url)
        page.evaluate(engine.start)
        waits.append(page.evaluate(engine.types, query.text))
        page.wait_for_timeout(SETTLE)
        sent = [size for path, size in list(traffic.sent) if engine.counted.search(path)]
        sizes.append(sum(sent) / 1000)
        requests.append(len(sent))
        context.close()
    print(
        f"first query, cold: {_mean(sizes):.0f} KB (at most {max(sizes):.0f}), "
        f"{_mean(requests):.1f} requests (at most {max(requests)}), "
        f"{statistics.median(waits):.0f} ms (at most {max(waits):.0f})"
    )


def _print_warm(browser: Browser, engine: Engine, url: str, queries: Sequence[Query]) -> None:
    page = browser.new_page()
    page.goto(url)
    page.evaluate(engine.start)
    page.evaluate(engine.types, "的")
    waits = sorted(page.evaluate(engine.types, query.text) for query in queries)
    page.close()
    print(
        f"new query, warm: median {statistics.median(waits):.0f} ms, "
        f"p95 {waits[int(len(waits) * 0.95)]:.0f} ms"
    )


if __name__ == "__main__":
    main()
