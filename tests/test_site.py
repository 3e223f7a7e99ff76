"""The site as MkDocs makes it: frames, policy, links, and the plain MkDocs commands."""

from __future__ import annotations

import gzip
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation

from scripts import __version__, pages
from scripts.publish import MARKER
from scripts.skeleton import Frames, prepare, render_page, set_slots, slot_values
from tests.released import copy_to, project

ROOT = Path(__file__).resolve().parent.parent
#: The command as users have it: unlike ``python -m mkdocs`` it does not see the working directory.
MKDOCS = str(Path(sys.executable).with_name("mkdocs"))
#: Seconds: a busy machine is slow, and what never comes still fails.
PATIENCE = 240
TRIES = 8


def html_files(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_there_is_a_page_for_each_of_the_35_articles(site_dir: Path, library) -> None:
    for entry in library.entries:
        page = (site_dir / "articles" / entry.id / "index.html").read_text(encoding="utf-8")
        assert f"<title>{entry.title.text}"[:12] in page
    assert len(library.entries) == 35


@pytest.mark.parametrize(
    "address",
    [
        "index.html", "about/index.html", "search/index.html", "topics/index.html",
        "terms/index.html", "transmissions/index.html", "report/index.html", "404.html",
        "articles/index.html", "categories/index.html",
        "categories/large-model/index.html", "categories/3d-model/index.html",
        "categories/rl/index.html", "categories/nlp/index.html",
        "categories/generative-model/index.html", "feed.xml", "feed.json", "articles.json",
        "articles.csv", "sitemap.xml", "robots.txt", MARKER,
    ],
)  # fmt: skip
def test_every_address_of_the_interface_exists(site_dir: Path, address: str) -> None:
    assert (site_dir / address).is_file()


def test_what_is_shared_has_a_name_an_address_and_a_picture(site_dir: Path) -> None:
    """The first page says what the site is called, once, as everything that shows links reads."""
    home = (site_dir / "index.html").read_text(encoding="utf-8")
    assert "<title>收讯 · AI 知识库</title>" in home
    assert 'property="og:title" content="收讯 · AI 知识库"' in home
    picture = re.search(r'<link rel="apple-touch-icon" href="([^"]+)"', home)
    assert picture
    assert (site_dir / picture[1]).read_bytes().startswith(b"\x89PNG")


def test_no_script_of_the_theme_is_carried_along(site_dir: Path) -> None:
    scripts = [path for path in site_dir.rglob("*.js") if "search" not in path.parts]
    assert {path.name for path in scripts} == {"early.js", "later.js", "site.js"}


def test_skeletons_give_the_bytes_of_full_rendering(library) -> None:
    config = load_config(str(ROOT / "mkdocs.yml"), site_url="https://example.org/kb/", hooks=[])
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    files = get_files(config)
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    nav = get_navigation(files, config)
    env = config.plugins.on_env(env, config=config, files=files)
    prepare(env)
    frames = Frames(config, nav, files, env, 4)
    kinds: dict[str, object] = {}
    for url, make in pages.site_pages(library):
        kinds.setdefault(url.split("/")[0] + str(url.count("/")), make)
    assert len(kinds) >= 8
    for make in kinds.values():
        page = make()
        values = slot_values(page, config.site_url)
        whole = render_page(
            page.url,
            lambda found, page=page, values=values: set_slots(found, values, page.wide),
            config, nav, files, env,
        )  # fmt: skip
        assert frames.finish(page).decode() == whole, page.url


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            self.found.append((name, value or ""))
            if name == "id" or (tag == "a" and name == "name"):
                self.ids.add(value or "")
            if name in ("href", "src") and value is not None:
                self.links.append(value)


def parse_links(path: Path) -> _Links:
    parser = _Links()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser


def test_every_internal_link_and_anchor_leads_somewhere(site_dir: Path) -> None:
    parsed = {
        path.relative_to(site_dir).as_posix(): parse_links(path) for path in html_files(site_dir)
    }
    broken = []
    for name, page in parsed.items():
        for link in page.links:
            parts = urlsplit(urljoin(f"http://site/{name}", link))
            if parts.netloc != "site" or parts.scheme != "http":
                continue
            target = unquote(parts.path).lstrip("/")
            target += "index.html" if not target or target.endswith("/") else ""
            fragment = unquote(parts.fragment)
            if not (site_dir / target).is_file():
                broken.append((name, link))
            elif fragment and target in parsed and not fragment.startswith("__"):
                broken += [(name, link)] * (fragment not in parsed[target].ids)
    assert broken == []


def test_links_work_under_a_sub_path(site_dir: Path) -> None:
    for path in html_files(site_dir):
        if path.name != "404.html":
            absolute = [link for link in parse_links(path).links if link.startswith("/")]
            assert absolute == [], path


def test_nothing_inline_and_a_policy_that_allows_none(site_dir: Path) -> None:
    executed = re.compile(r"<script(?![^>]*(?:\bsrc=|type=\"application/(?:ld\+)?json\"))")
    for path in html_files(site_dir):
        html = path.read_text(encoding="utf-8")
        [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
        assert policy.startswith("default-src 'none'"), path
        assert not re.search("unsafe|sha256|\\*|http", policy), path
        assert not executed.search(html), path
        names = {name for name, _ in parse_links(path).found}
        assert "style" not in names, path
        assert not {name for name in names if name.startswith("on")}, path
        assert "<style" not in html, path


def test_an_article_page_is_light(site_dir: Path) -> None:
    sizes = sorted(path.stat().st_size for path in site_dir.glob("articles/*/index.html"))
    assert sizes[len(sizes) // 2] <= 15_500
    assert sizes[-1] <= 17_000


def test_the_style_sheets_are_one(site_dir: Path) -> None:
    for path in html_files(site_dir):
        linked = re.findall(r'rel="stylesheet" href="[./]*([^"]+)"', path.read_text("utf-8"))
        assert linked == ["assets/styles.css"], path
    joined = (site_dir / "assets" / "styles.css").read_text(encoding="utf-8")
    assert "/*" not in joined.replace("/**/", "")  # which keeps 1n +2 apart
    ours = joined[joined.index(":root{--kb-sans") :]
    written = "".join(path.read_text("utf-8") for path in sorted(ROOT.glob("docs/assets/*.css")))
    assert ours.count("{") == re.sub(r"/\*.*?\*/", "", written, flags=re.S).count("{")


def test_the_styles_of_a_first_visit_are_light(site_dir: Path) -> None:
    assert len(gzip.compress((site_dir / "assets" / "styles.css").read_bytes(), 6)) < 24_000


def test_no_page_asks_for_anything_outside(site_dir: Path) -> None:
    loads = re.compile(
        r"<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)=\"(https?:)?//[^\"]*"
    )
    for path in html_files(site_dir):
        html = path.read_text(encoding="utf-8")
        found = [m[0] for m in loads.finditer(html) if 'rel="canonical"' not in m[0]]
        assert found == [], path


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A clone's worth of the project, to edit."""
    return copy_to(tmp_path / "project")


def mkdocs(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [MKDOCS, *arguments],
        cwd=folder, capture_output=True, text=True, check=False, env=clean_environment(),
    )  # fmt: skip


def clean_environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1"}


def test_mkdocs_build_strict_gives_the_same_site(copy: Path, site_dir: Path) -> None:
    ended = mkdocs(copy, "build", "--strict")
    assert ended.returncode == 0, ended.stderr
    ours = {p.relative_to(site_dir): p.read_bytes() for p in site_dir.rglob("*") if p.is_file()}
    site = copy / "site"
    theirs = {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    assert theirs.keys() == ours.keys()
    different = {str(name) for name in ours if ours[name] != theirs[name]}
    assert different == set()


def test_nothing_generated_lies_under_docs(site_dir: Path) -> None:
    built, written = (
        {path.relative_to(folder) for path in folder.glob("docs/**/*")}
        for folder in (project(), ROOT)
    )
    assert built == written


def test_a_broken_curation_leaves_the_old_site_of_plain_mkdocs(copy: Path) -> None:
    (copy / "site").mkdir()
    (copy / "site" / "index.html").write_text("old")
    (copy / "data" / "curation.yml").write_text("articles: [\n")
    ended = mkdocs(copy, "build")
    assert ended.returncode == 1
    assert "curation.yml:2" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert (copy / "site" / "index.html").read_text() == "old"


@pytest.mark.slow
def test_gh_deploy_pushes_the_site_to_a_bare_repository(copy: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"

    def git(*arguments: str) -> str:
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        command = ["git", *identity, *arguments]
        return subprocess.run(command, cwd=copy, check=True, capture_output=True, text=True).stdout

    subprocess.run(["git", "init", "-q", "--bare", str(bare)], check=True)
    git("init", "-q")
    git("config", "user.name", "t")
    git("config", "user.email", "t@example.org")
    git("remote", "add", "origin", str(bare))
    git("add", "-A")
    git("commit", "-qm", "x")
    ended = mkdocs(copy, "gh-deploy", "--no-history")
    assert ended.returncode == 0, ended.stderr
    listed = git("--git-dir", str(bare), "ls-tree", "-r", "--name-only", "gh-pages")
    assert sum(name.startswith("articles/") for name in listed.split()) >= 35


@pytest.fixture
def served(copy: Path) -> Iterator[tuple[Path, str]]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    with subprocess.Popen(
        [MKDOCS, "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=copy, env=clean_environment(), stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        url = f"http://127.0.0.1:{port}/"
        try:
            shown = wait_for(url, lambda html: "收讯" in html, PATIENCE)
            assert shown, "the first build ended" if server.poll() is not None else "no page came"
            yield copy, url
        finally:
            server.terminate()


def wait_for(url: str, holds, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if holds(answer.read().decode()):
                    return True
        except OSError:
            pass
        time.sleep(0.1)
    return False


def written_until(seen: Callable[[], bool], path: Path, text: str) -> bool:
    """Whether ``text`` is ``seen``; the server may begin to watch after its first page came."""
    for _ in range(TRIES):
        path.write_text(text, encoding="utf-8")
        if seen():
            return True
    return False


@pytest.mark.browser
def test_serve_reloads_an_open_page_by_itself(served: tuple[Path, str], browser) -> None:
    from playwright.sync_api import TimeoutError as Late

    folder, url = served
    page = browser.new_page()
    page.goto(url + "transmissions/")
    assert page.locator("text=801_new").count() == 0
    added = page.locator('a[href*="801_new"]')

    def seen() -> bool:
        with suppress(Late):
            added.wait_for(state="attached", timeout=1000 * PATIENCE / TRIES)
        return added.count() > 0

    dump = folder / "data/dumps/801_new.txt"
    assert written_until(seen, dump, "LATEST UPDATES\n又一则来讯...\n")
    page.close()


_THREE_SERVED_BUILDS = """
import sys
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config

def served():
    config = load_config("mkdocs.yml", site_dir=sys.argv[1])
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    found = Path(sys.argv[1]).glob("articles/*/index.html")
    return {page.parent.name: page.stat().st_mtime_ns for page in found}, config

first, _ = served()
curation = Path("data/curation.yml")
curation.write_text(curation.read_text("utf-8").replace("视频动作识别回顾", "改过的题目"), "utf-8")
second, _ = served()
third, config = served()
config.plugins.on_shutdown()
print(sum(first[name] == second[name] for name in first), second == third)
"""


@pytest.mark.slow
def test_serve_takes_over_what_an_edit_does_not_change(copy: Path, tmp_path: Path) -> None:
    """And shows what a server does that starts with the edit."""
    environment = {**clean_environment(), "PYTHONPATH": ""}
    taken = []
    for name in ("edited", "fresh"):
        ended = subprocess.run(
            [sys.executable, "-c", _THREE_SERVED_BUILDS, str(tmp_path / name)],
            cwd=copy, env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        count, rest = ended.stdout.split()
        assert rest == "True", "nothing was changed before the third build"
        taken.append(int(count))
    assert 20 <= taken[0] < taken[1] == 35
    ours, theirs = (
        {str(path.relative_to(tmp_path / name)): path.read_bytes() for path in found}
        for name in ("edited", "fresh")
        for found in [[path for path in (tmp_path / name).rglob("*") if path.is_file()]]
    )
    assert ours == theirs


@pytest.mark.slow
def test_serve_shows_an_added_dump_and_an_edited_script(served: tuple[Path, str]) -> None:
    folder, url = served

    def shows(address: str, text: str) -> Callable[[], bool]:
        return lambda: wait_for(url + address, lambda page: text in page, PATIENCE / TRIES)

    dump, script = folder / "data/dumps/900_new.txt", folder / "scripts/__init__.py"
    received = (
        "LATEST UPDATES\n一则刚刚收到的来讯,讲的是卡尔曼滤波如何融合多个传感器的噪声观测...\n"
    )
    assert written_until(shows("transmissions/900_new/", "卡尔曼滤波"), dump, received)
    edited = script.read_text("utf-8").replace(__version__, "99.0")
    assert written_until(shows(MARKER, "99.0"), script, edited)
