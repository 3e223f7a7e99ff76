"""Overlapping transmissions of a made-up library, in the manner of the received ones.

A source's front page shows twelve excerpts; each visit finds some of them moved on. So
dump ``n`` holds a window of twelve articles that starts five further than the last: an
article occurs 2.4 times, in neighbouring dumps. As in the received dumps, a sixth of the
lines stands under a category and a date, most excerpts end in ``...``, one in twenty is
cut at 300 characters instead of 350, and a pager closes some dumps.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import generate

WINDOW, STEP = 12, 5
CATEGORIES = ("Large Model", "3D Model", "RL", "Generative Model", "NLP")
_SHORT = 300


def write_dumps(count: int, folder: Path) -> None:
    """``count`` distinct articles as dumps in ``folder``; the same for the same count."""
    folder.mkdir(parents=True)
    texts = list(generate(count))
    for number, start in enumerate(range(STEP - WINDOW, count, STEP)):
        window = texts[max(0, start) : start + WINDOW]
        rng = random.Random(number)
        path = folder / f"{number:05d}_{rng.getrandbits(64):016x}.txt"
        path.write_text("\n".join(_lines(window, rng)) + "\n", encoding="utf-8")


def one_more(folder: Path) -> None:
    """A dump with one article that ``folder`` does not hold yet."""
    text = next(generate(1, seed=1))
    lines = ["INCOMING TRANSMISSION", "", "LATEST UPDATES", text + "..."]
    (folder / "99999_one_more.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def category(text: str) -> str:
    """The category that a header, or a person who files by hand, gives to ``text``."""
    return random.Random(text).choice(CATEGORIES)


def date(text: str) -> str:
    """The date that goes with it."""
    rng = random.Random(text + "date")
    return f"{rng.randint(2019, 2026)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"


def _lines(window: list[str], rng: random.Random) -> Iterator[str]:
    yield from ("INCOMING TRANSMISSION", "", "LATEST UPDATES")
    for text in window:
        if rng.random() < 1 / 6:
            yield from (category(text), date(text))
        yield (text[:_SHORT] if rng.random() < 1 / 20 else text) + "..."
    if rng.random() < 1 / 2:
        yield "1 2 3"
