"""Every physical line is classed once; headers bind to the next excerpt only."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.dates import dated
from scripts.ledger import check_ledger, count_lines
from scripts.model import Dump, LineKind, Taxonomy
from scripts.parse import parse_dumps
from scripts.text import split_lines

GOLDEN = Path(__file__).parent / "golden" / "parse"


def iso_date(text: str) -> tuple[bool, str | None]:
    """Whether ``text`` is a date line by itself, and the day if it tells one."""
    found = dated(text)
    return (False, None) if found is None or found.beside else (True, found.day)


def parsed(text: str, taxonomy: Taxonomy):
    return parse_dumps([Dump("d", "d.txt", text)], taxonomy)[0]


@pytest.mark.parametrize("case", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_golden(case: Path, taxonomy: Taxonomy) -> None:
    """``NAME.txt`` is a dump, ``NAME.json`` the kind of each line, its headers, its problems."""
    wanted = json.loads(case.with_suffix(".json").read_text(encoding="utf-8"))
    result = parsed(case.read_text(encoding="utf-8"), taxonomy)
    assert [line.kind.value for line in result.lines] == wanted["kinds"]
    headers = [[o.line, o.category, o.date, o.truncated] for o in result.occurrences]
    assert headers == wanted["excerpts"]
    problems = [[p.severity.value, p.line] for p in result.problems]
    assert sorted(problems) == sorted(wanted["problems"])


def test_notes_of_one_kind_are_counted_behind_the_twentieth(taxonomy: Taxonomy) -> None:
    *shown, last = parsed("菜单\n" * 4000 + "\x01\n" * 30, taxonomy).problems
    assert [each.line for each in shown] == [*range(1, 22), *range(4001, 4021)]
    assert "3,980 more" in shown[20].message
    assert "up to line 4000" in shown[20].message
    assert last.line == 4021
    assert "10 more" in last.message


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("字" * 30, LineKind.ARTICLE),
        ("字" * 29, LineKind.UNRECOGNISED),
        ("字" * 15 + "...", LineKind.ARTICLE),
        ("字" * 14 + "...", LineKind.UNRECOGNISED),
        ("字" * 14 + "。", LineKind.ARTICLE),
        ("字" * 13 + "。", LineKind.UNRECOGNISED),
    ],
)
def test_lines_half_as_long_are_excerpts_when_cut_or_a_sentence(text, kind, taxonomy):
    assert [line.kind for line in parsed(text, taxonomy).lines] == [kind]


WORDS = st.sampled_from(
    [
        "INCOMING TRANSMISSION", "LATEST UPDATES", "NLP", "3D Model", "2026-01-11", "2026-02-30",
        "1 2", "", " ", "注意力", "词向量是把离散的词映射到连续空间的一种方法...", "1 2 3 … 10",
        "a" * 60, "强化学习" * 20, "\u2028", "\x85x", "\x0c", "上一页 下一页",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(st.one_of(WORDS, st.text(max_size=80)), max_size=30).map("\n".join),
    st.lists(WORDS, max_size=30).map("\r\n".join),
)


@given(text=TEXTS)
def test_lines_add_up(text: str, taxonomy: Taxonomy) -> None:
    result = parsed(text, taxonomy)
    check_ledger([result])
    counts = count_lines([result])
    assert set(counts) == {kind.value for kind in LineKind}
    assert sum(counts.values()) == len(split_lines(text))
    assert counts["article"] == len(result.occurrences)


@given(text=TEXTS)
def test_parsing_is_a_function_of_the_text_alone(text: str, taxonomy: Taxonomy) -> None:
    assert parsed(text, taxonomy) == parsed(text, taxonomy)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_change_nothing(end: str, taxonomy: Taxonomy) -> None:
    text = (GOLDEN / "headers.txt").read_text(encoding="utf-8")
    plain, ended = parsed(text, taxonomy), parsed(text.replace("\n", end), taxonomy)
    assert [line.kind for line in plain.lines] == [line.kind for line in ended.lines]
    assert plain.occurrences == ended.occurrences


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_only_real_line_ends_end_a_line(char: str, taxonomy: Taxonomy) -> None:
    result = parsed(f"词向量是把离散的词{char}映射到连续空间的一种方法...", taxonomy)
    assert [line.kind for line in result.lines] == [LineKind.ARTICLE]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-01-11", (True, "2026-01-11")),
        ("2026/1/5", (True, "2026-01-05")),
        ("2026.01.11", (True, "2026-01-11")),
        ("2026年1月11日", (True, "2026-01-11")),
        ("２０２６－０１－１１", (True, "2026-01-11")),
        ("2026-02-30", (True, None)),
        ("2026-1/5", (False, None)),
        ("1 2", (False, None)),
        ("2026", (False, None)),
        ("Day 3", (False, None)),
        ("26-01-11", (False, None)),
        ("版本 2026.01.11", (False, None)),
        ("GPT-4 2026-01-11", (False, None)),
    ],
)
def test_dates(text: str, wanted: tuple[bool, str | None]) -> None:
    assert iso_date(text) == wanted


def test_the_real_dumps_hold_56_excerpts_of_which_9_have_a_header(library) -> None:
    occurrences = [o for dump in library.dumps for o in dump.occurrences]
    assert len(occurrences) == 56
    assert sum(o.category is not None and o.date is not None for o in occurrences) == 9
    assert count_lines(library.dumps)["unrecognised"] == 0


@pytest.mark.parametrize("text", ["2026-01-11\n", "NLP\n2026-01-11\n", "2026-02-30\n"])
def test_warnings_of_one_kind_are_counted_behind_the_twentieth_too(text, taxonomy) -> None:
    assert len(parsed(text * 1000, taxonomy).problems) <= 42


MONTHS = "January February March April May June July August September October November December"


@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)), form=st.integers(0, 6))
def test_a_day_is_read_however_it_is_written(day: date, form: int) -> None:
    name = MONTHS.split()[day.month - 1]
    written = (
        f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{name} {day.day}, {day.year}",
        f"{day.day} {name[:3]} {day.year}",
        f"Updated: {day} 09:30",
        f"({day}) · 3 min read",
    )[form]
    assert iso_date(written) == (True, day.isoformat())


@given(text=st.text(alphabet="0123456789-/.年月日 :前天agoMarNLP|·", max_size=60))
def test_what_is_no_date_is_told_without_raising(text: str) -> None:
    assert iso_date(text)[0] or iso_date(text) == (False, None)
