"""The plan of the house: imports run one way, and the tour names every room."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EDGES = {"scripts.cli", "scripts.mkdocs_hook", "scripts.__main__"}


def module(path: Path) -> str:
    """``scripts/dedupe/__init__.py`` as Python names it: scripts.dedupe."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    """What each module of ours imports of ours, wherever in it that stands."""
    trees = {
        module(path): ast.parse(path.read_text("utf-8")) for path in ROOT.glob("scripts/**/*.py")
    }
    found: dict[str, set[str]] = {}
    for name, tree in trees.items():
        named = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                named |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        found[name] = {other for other in named if other in trees} - {name, "scripts"}
    return found


def reached(imports: dict[str, set[str]], start: str) -> set[str]:
    seen, left = set(), [start]
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            left += imports[name]
    return seen


def outside(names: set[str], *allowed: str) -> set[str]:
    return {
        name for name in names if not f"{name}.".startswith(tuple(f"{one}." for one in allowed))
    }


def test_no_module_imports_itself_by_way_of_others(imports):
    # A package's face imports what stands in it; that this asks for the package is no circle.
    inner = {
        name: {other for other in others if not name.startswith(f"{other}.")}
        for name, others in imports.items()
    }
    assert len([*TopologicalSorter(inner).static_order()]) > 100


def test_the_nouns_know_nothing_but_each_other(imports):
    assert outside(reached(imports, "scripts.model"), "scripts.model") == set()


def test_nobody_imports_an_edge(imports):
    used = {name: others & EDGES for name, others in imports.items() if name not in EDGES}
    assert {name: others for name, others in used.items() if others} == {}


def test_understanding_knows_nothing_of_what_shows_it(imports):
    shown = {"scripts.pages", "scripts.search", "scripts.site", "scripts.skeleton", "scripts.files"}
    known = reached(imports, "scripts.pipeline")
    assert {
        name for name in known if any(f"{name}.".startswith(f"{one}.") for one in shown)
    } == set()


def test_the_tour_names_every_room():
    tour = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rooms = {
        f"{path.name}/" if path.is_dir() else path.name
        for path in (ROOT / "scripts").iterdir()
        if not path.name.startswith("__")
    }
    named = {name.removeprefix("scripts/") for name in re.findall(r"`([\w/.]+)`", tour)}
    assert rooms <= named
    assert set(re.findall(r"`scripts/([\w/]+(?:\.py|/))`", tour)) <= rooms
