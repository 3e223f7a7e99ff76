"""``data/taxonomy.yml``: what it may say, and how it is told what is wrong."""

import re
from pathlib import Path

import pytest

from scripts.model import InputError, Source
from scripts.spelling import same_key
from scripts.taxonomy import load_taxonomy
from tests.understanding import HEAD, settings_block, shipped, small

ROOT = Path(__file__).resolve().parent.parent
ONE = """\
categories:
- name: Large Model
  slug: large-model
  strong: [大模型 = LLM]
"""


def problems(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_taxonomy(Source("t", "t.yml", text))
    return [str(problem) for problem in caught.value.problems]


def wrong(body: str) -> list[str]:
    """The problems of ``body``, with the line numbers counting from its own first line."""
    above = (HEAD + settings_block()).count("\n")
    found = problems(HEAD + settings_block() + body)
    return [re.sub(r":(\d+)", lambda m: f":{int(m[1]) - above}", text, count=1) for text in found]


#: A sixth, of whoever uses the project, may stand anywhere between them.
FIVE = [
    ("Large Model", "large-model", "大模型", "lm"),
    ("3D Model", "3d-model", "三维与视频", "td"),
    ("RL", "rl", "强化学习", "rl"),
    ("NLP", "nlp", "自然语言处理", "nlp"),
    ("Generative Model", "generative-model", "生成模型", "gm"),
]


def test_the_shipped_taxonomy_has_the_five_categories_in_their_order():
    names = [(c.name, c.slug, c.gloss, c.colour) for c in shipped().categories]
    assert [each for each in names if each in FIVE] == FIVE


@pytest.mark.parametrize("name", [name for name, *_ in FIVE])
def test_each_category_knows_hundreds_of_spellings_and_has_topics(name: str):
    for category in (each for each in shipped().categories if each.name == name):
        terms = [*category.terms, *(term for topic in category.topics for term in topic.terms)]
        assert sum(1 + len(term.aliases) for term in terms) >= 300
        assert len(category.topics) >= 6


def test_stop_terms_are_terms_or_names_that_could_be_found():
    shadowed = [term for term in shipped().stop_terms if not same_key(term)]
    assert shadowed == []


@pytest.mark.parametrize(
    "line",
    [
        "1 2",
        "1 2 3 … 10",
        "1 ... 4 5",
        "上一页 下一页",
        "Prev Next",
        "第 3 页 共 9 页",
        "« 1 2 3 »",
    ],
)
def test_pagers_match_the_usual_ones(line):
    assert any(re.fullmatch(pager, line, re.IGNORECASE) for pager in shipped().pagers)


@pytest.mark.parametrize("line", ["2026-01-11", "NLP", "1. 什么是NGram模型", "概述", "GPT 4 5"])
def test_pagers_match_nothing_else(line):
    assert not any(re.fullmatch(pager, line, re.IGNORECASE) for pager in shipped().pagers)


def test_a_sixth_category_is_one_block():
    taxonomy = small(ONE + "- name: Robotics\n  slug: robotics\n  medium: [机械臂]\n")
    assert [c.name for c in taxonomy.categories] == ["Large Model", "Robotics"]
    assert taxonomy.categories[1].gloss == "Robotics"
    assert taxonomy.categories[1].terms[0].weight == 2.2


def test_the_first_spelling_of_a_term_is_its_name():
    term = small(ONE).categories[0].terms[0]
    assert (term.name, term.aliases, term.weight) == ("大模型", ("LLM",), 4.5)


def test_all_problems_are_reported_at_once_each_with_its_line():
    body = (
        "categories:\n"
        "- name: A\n"
        "  slug: Bad Slug\n"
        "  stong: [x]\n"
        "- slug: b\n"
        "  colour: pink\n"
        "  strong: [3]\n"
        "pagers: ['(']\n"
    )
    assert wrong(body) == [
        "t.yml:3:9: the slug 'Bad Slug' must be a-z, 0-9 and single hyphens; rename it",
        "t.yml:4:3: unknown key 'stong'; did you mean 'strong'?",
        "t.yml:5:3: the key 'name' is missing; add it",
        "t.yml:6:11: the colour 'pink' is none of lm, td, 3d, rl, gm, nlp, no; choose one, "
        "or leave it out",
        "t.yml:7:12: expected text for 'strong', found 3; quote it if it is text",
        "t.yml:8:10: not a regular expression: missing ), unterminated subpattern at position 0; "
        "mend it",
    ]


def test_a_slug_may_be_taken_once_only():
    (found,) = wrong(ONE + "outside: [{name: B, slug: large-model}]\n")
    assert "taken on line" in found


def test_a_term_without_an_alias_after_its_sign_is_an_error():
    (found,) = wrong(ONE + "concepts: ['a = b =']\n")
    assert "a term must read" in found


def test_a_spelling_belongs_to_one_concept():
    (found,) = wrong(ONE + "concepts: [语言大模型 = llm]\n")
    assert found.startswith(
        "t.yml:5:12: 'llm' belongs to '语言大模型' here and to '大模型' on line"
    )


def test_one_concept_may_serve_two_categories():
    two = small(ONE + "- name: NLP\n  slug: nlp\n  weak: [大模型]\n")
    assert [c.terms[0].name for c in two.categories] == ["大模型", "大模型"]


def test_category_names_and_aliases_are_distinct():
    (found,) = wrong(ONE + "- {name: B, slug: b, aliases: [large model]}\n")
    assert "names both Large Model and B" in found


def test_the_block_of_the_readme_can_be_pasted():
    readme = (ROOT / "README.md").read_text("utf-8")
    block = re.search(r"```yaml\n(categories:\n.+?)```", readme, re.DOTALL)[1]
    text = (ROOT / "data/taxonomy.yml").read_text("utf-8")
    pasted = text if block in text else text.replace("categories:\n", block, 1)
    taxonomy = load_taxonomy(Source("t", "t.yml", pasted))
    assert [c.name for c in taxonomy.categories][:2] == ["Quantum", "Large Model"]


def test_two_categories_may_not_have_one_name():
    (found,) = wrong(ONE + "- {name: large model, slug: b}\n- {name: NLP, slug: nlp}\n")
    assert found.startswith("t.yml:5:")
    (found,) = wrong(ONE + "- {name: Large Model, slug: b}\n")
    assert "'Large Model' names two categories" in found


def test_a_stop_pattern_must_be_a_regular_expression():
    (found,) = wrong(ONE + "stop_patterns: ['(']\n")
    assert "not a regular expression" in found


def test_every_message_says_what_to_do():
    bodies = ("categories: [5]\npinyin: [a]\n", "categories: x\n", ONE + "cased: [XYZ]\n")
    bodies += (ONE + "outside: [{name: B, slug: large-model}]\n", ONE + "pagers: ['(']\n")
    assert all("; " in problem for body in bodies for problem in wrong(body))


def test_a_misspelt_setting_is_an_error():
    changed = settings_block().replace("margin:", "margn:")
    found = problems(HEAD + changed + ONE)
    assert any("did you mean 'margin'?" in text for text in found)
    assert any("the key 'margin' is missing" in text for text in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "expected keys (weights: ...)"),
        ("categories: 5\nweights: {}\nsettings: {}", "expected a list for 'categories', found 5"),
        ("weights: {strong: a}", "expected a number for 'strong', found 'a'"),
        ("weights: {strong: true}", "expected a number for 'strong', found True"),
        ("pinyin: [a]", "expected `word: reading` lines"),
        ("", "the key 'categories' is missing"),
    ],
)
def test_wrong_shapes_are_errors_and_never_crashes(text, said):
    assert any(said in problem for problem in problems(text))
