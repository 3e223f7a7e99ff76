"""Short names for variables: nothing but what a script declares, and the same everywhere."""

import re
import subprocess

import pytest

from scripts.search import scripts, short
from scripts.search.page import BUNDLES, _scoped, bundle, lean

SOURCES = scripts()
LEAN = {name: lean(_scoped(source)) for name, source in SOURCES.items()}
_PROPERTY = re.compile(r"(?<=[^.]\.)[A-Za-z]\w+|(?<=[{,])[A-Za-z]\w+(?=:)")


def variables(source):
    """Names of variables that the script declares, and those that it does not."""
    tokens = [*short._tokens(source)]
    found = [at for at in range(len(tokens)) if short._is_variable(tokens, at)]
    declared = {tokens[at].text for at in short._bound(tokens, found)}
    return declared, {tokens[at].text for at in found} - declared


@pytest.mark.parametrize("name", sorted(LEAN))
def test_what_is_not_declared_keeps_its_name(name):
    source = LEAN[name]
    declared, others = variables(source)
    assert variables(short.shortened(source))[1] == others
    assert len(declared) > 5
    assert not declared & {"document", "globalThis", "self", "Map", "Math", "modules", "history"}


@pytest.mark.parametrize("name", sorted(LEAN))
def test_tokens_are_all_there_is(name):
    tokens = short._tokens(LEAN[name])
    assert "".join(token.blank + token.text for token in tokens) == LEAN[name].rstrip()


@pytest.mark.parametrize("name", sorted(LEAN))
def test_properties_keep_their_names(name):
    source = LEAN[name]
    lost = {*_PROPERTY.findall(source)} - {*_PROPERTY.findall(short.shortened(source))}
    assert lost == set()


@pytest.mark.parametrize(
    ("source", "served"),
    [
        ("const words = 1\nuse(words)", "const A = 1\nuse(A)"),
        ("function both(one, other){return one + other}", "function A(a, b){return a + b}"),
        (
            "const f = ({ key, data = [] }) => data[key]",
            "const A = ({ key:a, data:b = [] }) => b[a]",
        ),
        ("let at = { at, to: at.at, at() {} }", "let A = { at:A, to: A.at, at() {} }"),
        ("const one = (a) => `a${a.a + `${a}`}`", "const A = (a) => `a${a.a + `${a}`}`"),
        ("class Index{open(url){this.url = url}}", "class A{open(a){this.url = a}}"),
        ("const url = 1\nconst f = (url) => url", "const A = 1\nconst B = (A) => A"),
        ("const sign=/sign[/]/g.test(sign)", "const A=/sign[/]/g.test(A)"),
        ("const yes = given ? no : yes", "const A = given ? no : A"),
        ("try{go()}catch(error){say(error)}", "try{go()}catch(a){say(a)}"),
    ],
)
def test_names_become_short(source, served):
    assert short.shortened(source) == served + "\n"


def test_a_short_name_is_not_one_that_stands_for_something_else():
    made = ",".join(f"{letter}()" for letter in "abcdefgh")
    assert short.shortened(f"const made = (one) => [one,{made}]").startswith(
        "const A = (i) => [i,a()"
    )


@pytest.mark.parametrize("name", BUNDLES)
def test_the_scripts_of_a_site_can_be_read(name, tmp_path):
    path = tmp_path / f"{name}.js"
    path.write_text(bundle(name, SOURCES), "utf-8")
    done = subprocess.run(["node", "--check", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
