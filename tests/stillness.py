"""Waiting for what a page shows, never for time: a machine at work takes its own."""

from __future__ import annotations

from typing import Any

_PAINTED = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"""
_SHIFTS = """() => new Promise((done) => {
  let sum = 0
  const add = (entries) => entries.forEach(({ value }) => (sum += value))
  const observer = new PerformanceObserver((list) => add(list.getEntries()))
  observer.observe({ type: "layout-shift", buffered: true })
  setTimeout(() => { add(observer.takeRecords()); done(sum) }) })"""

_MOVED = """() => Promise.allSettled(document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().endTime < Infinity)
  .map((one) => one.finished))"""


def painted(page: Any) -> None:
    """Waits until what the page was given to do is done, and seen."""
    page.evaluate(_PAINTED)


def at_rest(page: Any) -> None:
    """Waits until the page has what it asked for, and shows it."""
    page.wait_for_load_state("networkidle")
    painted(page)


def moved(page: Any) -> None:
    """Waits until everything on its way is where it goes."""
    painted(page)
    page.evaluate(_MOVED)


def shifts(page: Any) -> float:
    """How far things have moved by themselves since the page was opened, once it is at rest."""
    at_rest(page)
    return page.evaluate(_SHIFTS)
