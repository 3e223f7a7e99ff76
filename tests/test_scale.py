"""Large libraries: the benchmark's corpus is what it says, and limits are told in time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import hugo, scale, stock
from benchmarks.corpus import generate
from benchmarks.dumps import one_more, write_dumps
from benchmarks.measure import Cost, Size, middle, run, size
from scripts import limits
from scripts.files import read_inputs
from scripts.model import Inputs, Severity, Source
from scripts.pipeline import build_library

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
EMPTY = Inputs((), Source("t", "t", ""), Source("c", "c", ""))


def library_of(dumps: Path):
    return build_library(read_inputs(dumps, DATA / "curation.yml", DATA / "taxonomy.yml"))


def test_the_dumps_hold_as_many_articles_as_asked_for(tmp_path: Path) -> None:
    write_dumps(120, tmp_path / "dumps")
    library = library_of(tmp_path / "dumps")
    heard = [len(entry.article.occurrences) for entry in library.entries]
    assert len(heard) == 120
    assert 2.2 < sum(heard) / 120 < 2.6
    assert not any(line.kind == "unrecognised" for dump in library.dumps for line in dump.lines)
    one_more(tmp_path / "dumps")
    assert len(library_of(tmp_path / "dumps").entries) == 121


def test_the_dumps_are_the_same_every_time(tmp_path: Path) -> None:
    for name in "ab":
        write_dumps(40, tmp_path / name)
    left, right = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in "ab"
    )
    assert left == right


def test_the_rivals_get_the_same_articles(tmp_path: Path) -> None:
    texts = list(generate(30))
    stock.write_project(texts, tmp_path / "stock")
    hugo.write_project(texts, tmp_path / "hugo")
    for folder in ("stock/docs/articles", "hugo/content/articles"):
        pages = sorted((tmp_path / folder).iterdir(), key=lambda path: int(path.stem))
        assert [
            text for text, page in zip(texts, pages, strict=True) if text in page.read_text("utf-8")
        ] == texts


@pytest.mark.skipif(sys.platform == "win32", reason="os.wait4")
def test_a_run_is_measured_with_its_children(tmp_path: Path) -> None:
    busy = "sum(i * i for i in range(3_000_000))"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{busy}'])"
    alone = run([sys.executable, "-c", "pass"], tmp_path)
    cost = run([sys.executable, "-c", child], tmp_path)
    assert cost.cpu > alone.cpu + 0.05
    assert cost.peak > 5
    with pytest.raises(RuntimeError, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path)


def test_medians_and_sizes(tmp_path: Path) -> None:
    assert middle([Cost(1, 9, 5), Cost(3, 1, 5), Cost(2, 5, 50)]) == Cost(2, 5, 5)
    (tmp_path / "a").mkdir()
    (tmp_path / "a/x").write_bytes(b"1" * 500_000)
    assert size(tmp_path) == Size(1, 0.5)


def test_exponents_and_ratios_come_from_the_medians() -> None:
    def tool(name: str, cpu: float) -> scale.Contestant:
        made = scale.Contestant(name, Path(), *[lambda: None] * 4)
        made.costs = {situation: [Cost(cpu, cpu, cpu)] for situation in scale.SITUATIONS}
        return made

    assert scale._exponent(tool("a", 2.0), tool("a", 20.0), "cpu", 10) == pytest.approx(1.0)
    medians = {name: tool(name, cpu).medians() for name, cpu in (("shouxun", 3.0), ("hugo", 6.0))}
    assert scale._RATIOS["cold wall / hugo"](medians) == 0.5


# --- limits ---------------------------------------------------------------------------


@given(articles=st.integers(0, 10**6), times=st.integers(1, 10))
def test_a_site_that_a_host_cannot_carry_is_told(articles: int, times: int) -> None:
    found = limits.problems(EMPTY, articles, articles * times)
    if limits.site_bytes(articles, articles * times) >= limits.MOST:
        assert [problem.severity for problem in found] == [Severity.WARNING]
        assert "--dumps" in found[0].message
    if articles <= 10_000 and times <= 4:
        assert not found


@pytest.mark.long
def test_the_estimate_holds_against_a_real_build(tmp_path: Path) -> None:
    write_dumps(1_000, tmp_path / "dumps")
    command = [sys.executable, "-m", "scripts", "build", "--dumps", str(tmp_path / "dumps")]
    subprocess.run(
        [*command, "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        env={**os.environ, "SHOUXUN_CACHE": "off"},
        check=True,
    )
    real = size(tmp_path / "site").megabytes * 1e6
    assert limits.site_bytes(1_000, 2_400) == pytest.approx(real, rel=0.25)


@pytest.mark.long
def test_one_process_and_two_write_the_same_site(tmp_path: Path) -> None:
    write_dumps(600, tmp_path / "dumps")
    sites = []
    for number in "12":
        site = tmp_path / number
        subprocess.run(
            [sys.executable, "-m", "scripts", "build", "--dumps", str(tmp_path / "dumps"),
             "--site-dir", str(site)],
            cwd=ROOT,
            env={**os.environ, "SHOUXUN_CACHE": "off", "SHOUXUN_PROCESSES": number},
            check=True,
        )  # fmt: skip
        sites.append({p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()})
    assert sites[0] == sites[1]
