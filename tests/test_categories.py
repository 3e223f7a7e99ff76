"""What a category may be called, and which categories are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scripts.categories import by_category, categories_on, category_named, shown_categories
from scripts.model import Category, Library, Taxonomy


def category(
    name: str, *aliases: str, slug: str, gloss: str = "", colour: str = "none"
) -> Category:
    return Category(name, slug, gloss, "", colour, aliases, (), ())


VISION = category("Vision", "视觉", slug="cv", gloss="Speech", colour="td")
SPEECH = category("Speech", "ASR", slug="speech", gloss="语音")


@pytest.fixture
def taxonomy(taxonomy: Taxonomy) -> Taxonomy:
    return replace(taxonomy, categories=(VISION, SPEECH))


@pytest.mark.parametrize(
    "written",
    ["Vision", "VISION ", "ｖｉｓｉｏｎ", "视觉", "cv", "Visions", "Vi\u200bsion"],
)
def test_a_category_answers_to_each_of_its_names(written: str, taxonomy: Taxonomy) -> None:
    assert category_named(written, taxonomy) == "Vision"


@pytest.mark.parametrize("written", ["", "-", "s", "Visionary", "听觉"])
def test_nothing_else_is_a_category(written: str, taxonomy: Taxonomy) -> None:
    assert category_named(written, taxonomy) is None


@pytest.mark.parametrize(
    "line",
    ["1. Vision", "📂 Vision", "分类 Vision", "Tags: Vision", "Vision (12)", "Vision（视觉）"],
)
def test_a_line_may_number_label_count_or_gloss_a_category(line: str, taxonomy: Taxonomy) -> None:
    assert categories_on(line, taxonomy) == ("Vision",)


@pytest.mark.parametrize("line", ["视觉(一)", "Vision (Speech)", "1. 视觉入门", "ASR2 (视觉)"])
def test_a_title_is_no_category(line: str, taxonomy: Taxonomy) -> None:
    assert categories_on(line, taxonomy) == ()


def test_a_name_goes_before_the_gloss_of_another(taxonomy: Taxonomy) -> None:
    assert category_named("Speech", taxonomy) == "Speech"


def test_a_category_may_be_written_in_traditional_characters(taxonomy: Taxonomy) -> None:
    assert category_named("語音", taxonomy) == "Speech"


def test_categories_are_shown_in_the_taxonomys_order_and_the_rest_last(taxonomy: Taxonomy) -> None:
    shown = shown_categories(taxonomy)
    assert [each.name for each in shown] == ["Vision", "Speech", taxonomy.uncategorised]
    assert [each.colour for each in shown] == ["c-3d", "c-x0", "c-no"]


def test_every_entry_stands_under_one_category(library: Library) -> None:
    shelved = by_category(library)
    assert sorted(entry.id for _, entries in shelved for entry in entries) == sorted(
        entry.id for entry in library.entries
    )
    for category, entries in shelved[:-1]:
        assert {entry.category for entry in entries} <= {category.name}
    assert {entry.category for entry in shelved[-1][1]} <= {None}
