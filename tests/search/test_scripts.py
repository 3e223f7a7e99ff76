"""The scripts as a site serves them: joined, without comments, with the manifest inside."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from scripts.search import build_index, scripts
from scripts.search.page import BUNDLES, lean
from tests.search import made
from tests.search.node import node, written

QUERIES = [
    "模型",
    "attention",
    "強化學習",
    "qianghua",
    "atention",
    "3D 卷积",
    "分类:RL 的",
    "没有的词",
]
_EXPORTED = re.compile(r"^export (?:async )?(?:function|const|class) (\w+)", re.M)
_COMMENTS = re.compile(r"^\s*/\*.*?\*/|(?:^|\s)//.*?$", re.M | re.S)
_LITERALS = re.compile(
    r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[^`]*`"""
    r"""|(?:(?<=[(=,:!&|?])|(?<=[(=,:!&|?] ))/(?![*/])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\[\n])+/"""
)
_ASSETS = Path(__file__).resolve().parents[2] / "docs/assets"
#: Every script of a site: the search's, and those of its pages.
SOURCES = scripts() | {path.name: path.read_text("utf-8") for path in _ASSETS.glob("*.js")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    files = build_index(made.generated(40), made.SEGMENTER.cut, scripts=scripts())
    return written(files, tmp_path_factory.mktemp("site"))


def test_the_scripts_of_a_site_answer_as_their_sources_do(folder):
    requests = [{"query": query} for query in QUERIES]
    served = node("served.mjs", requests, folder)
    sources = node("answers.mjs", requests, folder)
    for found, expected in zip(served["answers"], sources, strict=True):
        assert found == {key: expected[key] for key in found}
    assert any(one["total"] for one in served["answers"])


def test_the_first_search_need_not_ask_for_the_manifest(folder):
    assert "manifest" not in node("served.mjs", [{"query": "模型"}], folder)["read"]


def test_no_two_modules_offer_the_same_name():
    """They put what they export into one object, where the later would take the other's place."""
    exported = Counter(
        name
        for modules in BUNDLES.values()
        for module in modules
        for name in {*_EXPORTED.findall(SOURCES[module])}
    )
    shared = {*BUNDLES["engine"]} & {*BUNDLES["highlight"]}
    twice = {name for module in shared for name in _EXPORTED.findall(SOURCES[module])}
    assert {name for name, count in exported.items() if count > 1} == twice


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_no_template_stands_in_another(name):
    """The minifier would take the inner one's text for code, and drop its blanks."""
    assert not re.search(r"\$\{[^}]*`", SOURCES[name])


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_leaving_comments_out_leaves_every_string_and_pattern_as_it_is(name):
    literals = _LITERALS.findall(_COMMENTS.sub("", SOURCES[name]))
    served = lean(SOURCES[name])
    assert [one for one in literals if one not in served] == []
    assert len(served) < 0.85 * len(SOURCES[name])
    assert not re.search(r"(?m)^\s*(?:/\*|//)", served)


def test_scripts_end_where_lines_do():
    """Code without semicolons, as ours is, stays code."""
    served = lean("const a = 1 // one\nlet b\n/* two */\nb = a\n[a] = [b]\n")
    assert [line for line in served.splitlines() if line] == [
        "const a=1",
        "let b",
        "b=a",
        "[a]=[b]",
    ]
    assert all(one and two for one, two in pairwise(served.splitlines()))
