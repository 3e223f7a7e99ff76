"""What is installed is pinned by hash, what runs in CI by commit, and a page loads nothing."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_PINNED = re.compile(r"([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==([^ ;\\]+)")
#: Addresses that say something but are never fetched, and the search engines a reader may click.
_NAMES_ONLY = (
    "https://schema.org", "http://www.w3.org/", "https://www.w3.org/", "http://www.sitemaps.org/",
    "http://a9.com/-/spec/opensearch/",
    "https://jsonfeed.org/", "http://site/",
)  # fmt: skip
_URL = re.compile(r"(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+[^\s\"'`<>)]*", re.IGNORECASE)


def requirements(lock: str) -> list[str]:
    """The logical lines of a lock file."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_with_hashes(lock: str) -> None:
    lines = requirements(lock)
    assert len(lines) >= 20
    for line in lines:
        assert _PINNED.match(line), line[:80]
        assert _HASH.search(line), line[:80]
        assert "@" not in line.split("--hash")[0], "a package from an address, not from an index"


@pytest.mark.parametrize("source", ["requirements.txt", "requirements-dev.txt"])
def test_every_direct_dependency_stands_in_its_lock(source: str) -> None:
    locked = {
        canonical(match[1])
        for line in requirements(source.replace(".txt", ".lock"))
        if (match := _PINNED.match(line))
    }
    named = re.findall(r"^([A-Za-z0-9._-]+)", (ROOT / source).read_text(), re.MULTILINE)
    assert {canonical(name) for name in named if not name.startswith("-")} <= locked


def test_the_development_lock_holds_the_same_versions() -> None:
    run, dev = (
        {canonical(m[1]): m[2] for line in requirements(lock) if (m := _PINNED.match(line))}
        for lock in LOCKS
    )
    assert {name: dev.get(name) for name in run} == run


def test_what_is_imported_is_a_direct_dependency() -> None:
    """Nothing is used that is only there because something else brings it."""
    names = {"yaml": "pyyaml", "material": "mkdocs-material"}
    rides_along = {"jinja2", "markupsafe"}  # MkDocs' own template engine: its version, not ours
    named = re.findall(r"^([A-Za-z0-9._-]+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    declared = {canonical(name) for name in named} | rides_along
    for path in ROOT.glob("scripts/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for module in {name.split(".")[0] for name in modules} - {"scripts", ""}:
                if module not in sys.stdlib_module_names:
                    assert canonical(names.get(module, module)) in declared, (path, module)


@pytest.mark.parametrize("target", ["$(VENV)/.run", "$(VENV)/.dev"])
def test_make_installs_by_hash_only(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.split(f"{target}:")[1].split("\n\n")[0]
    assert "--require-hashes" in recipe
    assert "npm install" not in makefile
    assert "--ignore-scripts" in makefile


def test_the_accessibility_checker_is_pinned_by_hash() -> None:
    import json

    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert all(p.get("integrity", "").startswith("sha512-") for name, p in packages.items() if name)


def workflows() -> list[Path]:
    return sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))


@pytest.mark.parametrize("path", workflows(), ids=lambda path: path.name)
def test_actions_are_pinned_by_commit_and_may_do_little(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] in ({}, {"contents": "read"})
    assert "pull_request_target" not in str(workflow.get(True) or workflow.get("on"))
    for name, job in workflow["jobs"].items():
        assert "timeout-minutes" in job, name
        writes = {k for k, v in (job.get("permissions") or {}).items() if v == "write"}
        assert writes <= ({"pages", "id-token"} if name == "deploy" else set())
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", step["uses"]), step["uses"]
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
            assert "${{ github.event" not in step.get("run", ""), "text of strangers in a shell"


def written_files() -> list[Path]:
    """Whatever is printed into a page or runs in one."""
    patterns = (
        "overrides/**/*.html",
        "docs/assets/**/*.js",
        "docs/assets/**/*.css",
        "docs/assets/*.svg",
    )
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file())


@pytest.mark.parametrize("path", written_files(), ids=lambda path: path.name)
def test_no_template_script_or_style_names_another_host(path: Path) -> None:
    found = _URL.findall(path.read_text(encoding="utf-8"))
    assert [url for url in found if not url.startswith(_NAMES_ONLY)] == []


def test_only_the_search_engines_of_the_reader_are_outside() -> None:
    """In Python, addresses stand in ``links.SEARCH_ENGINES`` alone."""
    for path in ROOT.glob("scripts/**/*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in prose
            ):
                urls = [u for u in _URL.findall(node.value) if not u.startswith(_NAMES_ONLY)]
                assert path.name == "links.py" or not urls, (path, urls)


def test_the_build_asks_nobody_for_anything(tmp_path: Path) -> None:
    """With every socket forbidden, the site is built all the same."""
    code = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise SystemExit('the build opened a connection')\n"
        "socket.socket.connect = socket.socket.connect_ex = refuse\n"
        "socket.getaddrinfo = socket.create_connection = refuse\n"
        "from scripts.cli import main\n"
        f"sys.exit(main(['build', '--site-dir', {str(tmp_path / 'site')!r}]))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr[-1000:]
    assert (tmp_path / "site" / "index.html").exists()
