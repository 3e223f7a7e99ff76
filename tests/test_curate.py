"""A person's corrections: read strictly, brought to the right article, never lost silently."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.curate import corrections_for, is_web_address, load_curation
from scripts.model import (
    Article,
    Category,
    Correction,
    Curation,
    InputError,
    Problem,
    Severity,
    Source,
    Taxonomy,
)

GOLDEN = sorted((Path(__file__).parent / "golden" / "curation").glob("*.yml"))


def load(text: str, path: str = "curation.yml") -> tuple[Curation, tuple[Problem, ...]]:
    return load_curation(Source("curation", path, text))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_mistake_is_reported_at_once_with_its_place(path: Path) -> None:
    expected = path.with_suffix(".txt").read_text(encoding="utf-8")
    try:
        problems = load(path.read_text(encoding="utf-8"), path.name)[1]
        assert all(each.severity is Severity.WARNING for each in problems)
    except InputError as error:
        problems = error.problems
        assert all(each.severity is Severity.ERROR for each in problems)
    assert "".join(f"{each}\n" for each in problems) == expected


def test_all_fields_are_read() -> None:
    curation, _ = load(next(path for path in GOLDEN if path.stem == "good").read_text("utf-8"))
    assert curation == Curation(
        path="curation.yml",
        corrections=(
            Correction(
                key="aaaaaaaa22",
                line=3,
                title="更好的标题",
                category="NLP",
                tags=("词向量", "GloVe"),
                source="https://example.org/post?id=1",
                note="两行 一句",
            ),
            Correction(key="bbbbbbbb33", line=12, hide=True),
        ),
        merge=(("aaaaaaaa22", "bbbbbbbb33", 14),),
        keep_apart=(("cccccccc44", "dddddddd55", 15),),
        sections=(("articles", 2), ("merge", 13), ("keep_apart", 15)),
        indent=2,
    )


@pytest.mark.parametrize(
    "url", ["https://example.org", "http://a.b:8080/路径?q=1#x", "https://[::1]/"]
)
def test_web_addresses_are_accepted(url: str) -> None:
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "data:text/html,x", "//example.org", "example.org", "https://",
        "https:///path", "http://exa mple.org", "https://x\u0085y", "https://a\nb", "file:///etc/passwd",
        "https://example.org/\"onclick=\"x", "http://[::1", "http://x:99999", " https://example.org",
    ],
)  # fmt: skip
def test_other_addresses_are_refused(url: str) -> None:
    assert not is_web_address(url)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_text_makes_the_reader_crash(text: str) -> None:
    try:
        load(text)
    except InputError as error:
        assert error.problems


# --- bringing corrections to articles -----------------------------------------------------

ARTICLES = (
    Article("aaaaaaaa22", ("alias22222",), "一", False, ()),
    Article("bbbbbbbb33", (), "二", False, ()),
)


def category(name: str, *aliases: str, gloss: str = "") -> Category:
    return Category(name, name.lower(), gloss, "", "none", aliases, (), ())


TAXONOMY = Taxonomy(
    (category("NLP", "自然语言处理"), category("Large Model", gloss="大模型")),
    (),
    (),
    (),
    (),
    (),
    (),
    {},
    {},
)


def assign(*corrections: Correction) -> tuple[dict[str, Correction], list[str]]:
    curation = Curation(path="curation.yml", corrections=corrections)
    found, problems = corrections_for(curation, ARTICLES, TAXONOMY)
    assert all(each.severity is Severity.WARNING for each in problems)
    return dict(found), [str(each) for each in problems]


def test_a_correction_reaches_its_article_by_id_and_by_alias() -> None:
    by_id, by_alias = Correction("bbbbbbbb33", 2, title="T"), Correction("alias22222", 3, hide=True)
    assert assign(by_id, by_alias) == ({"bbbbbbbb33": by_id, "aaaaaaaa22": by_alias}, [])


def test_an_unknown_id_warns_with_a_suggestion_and_changes_nothing() -> None:
    found, problems = assign(Correction("aaaaaaaa23", 5, title="T"))
    assert found == {}
    assert problems == [
        "curation.yml:5: no article has the id 'aaaaaaaa23'; did you mean 'aaaaaaaa22'?"
    ]


def test_an_id_of_an_article_that_is_gone_warns_without_a_guess() -> None:
    _, problems = assign(Correction("zzzzzzzz77", 5, title="T"))
    hint = "the correction waits until it comes back"
    assert problems == [f"curation.yml:5: no article has the id 'zzzzzzzz77'; {hint}"]


def test_corrections_of_other_dumps_do_not_drown_what_is_told_of_these() -> None:
    gone = [Correction(f"zzzz{line}yyyy", line, title="T") for line in range(2, 42)]
    _, problems = assign(*gone)
    assert len(problems) == 4
    assert problems[-1] == (
        "curation.yml:5: 37 more corrections wait for articles that are not here, up to line 41"
    )


def test_two_corrections_of_one_article_are_joined_with_a_warning_and_the_id_wins() -> None:
    first = Correction("alias22222", 2, title="von alias", note="注")
    second = Correction("aaaaaaaa22", 4, title="von id", tags=())
    found, [problem] = assign(first, second)
    assert found["aaaaaaaa22"] == Correction("aaaaaaaa22", 4, title="von id", tags=(), note="注")
    assert problem.startswith("curation.yml:2: 'alias22222' is the same article as 'aaaaaaaa22'")


def test_an_unknown_category_is_ignored_with_a_suggestion() -> None:
    found, [problem] = assign(Correction("bbbbbbbb33", 6, title="T", category="Large Modle"))
    assert found["bbbbbbbb33"].category is None
    assert found["bbbbbbbb33"].title == "T"
    assert problem == (
        "curation.yml:6: unknown category 'Large Modle' is ignored; did you mean 'Large Model'?"
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NLP", "NLP"),
        ("nlp", "NLP"),
        ("自然语言处理", "NLP"),
        ("大模型", "Large Model"),
        ("large-model", "Large Model"),
        ("ＬＡＲＧＥ  Model", "Large Model"),
    ],
)
def test_a_category_may_be_written_as_any_of_its_names(written: str, meant: str) -> None:
    found, problems = assign(Correction("bbbbbbbb33", 6, category=written))
    assert found["bbbbbbbb33"].category == meant
    assert problems == []


def test_uncategorised_is_a_category_a_person_can_choose() -> None:
    found, problems = assign(Correction("bbbbbbbb33", 6, category="未分类"))
    assert (found["bbbbbbbb33"].category, problems) == ("未分类", [])
