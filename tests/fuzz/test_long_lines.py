"""Time grows with the text, whatever is repeated in it: no stage looks twice at every pair."""

# ruff: noqa: E501 - word lists
from __future__ import annotations

import time

import pytest

from scripts.pages import site_pages
from tests.fuzz.test_display_laws import library_of

LENGTH = 20_000  # characters, some sixty times an excerpt
SECONDS = 20.0  # of the processor; a square law takes minutes here, a linear one less than one
SHAPES = (
    "(", "(a", "[", '"', "注", "注意,", "...注", "注 ", "1. 注意 ", "（(", "x_{", "\\", "《", "http://",
    "`a", "$a", "a^", "1,", "🚀", "<a", "{a", "a:", "e\u0301", "- 注 ", "一、概述 ", "a b", "*a", "# ",
    "{%", "f(x)", "[~", "注?", "a_", "[公式]", "1", "1 2 ",
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_long_line_of(shape: str) -> None:
    text = (shape * LENGTH)[:LENGTH]
    start = time.process_time()
    library = library_of(f"2026-01-11\n{text}...\n")
    for url, make in site_pages(library):
        if url.startswith(("articles/", "transmissions/", "updates/")):
            make()
    assert time.process_time() - start < SECONDS
    assert len(library.entries) == 1
