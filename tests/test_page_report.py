"""The report, and the words and numbers of the pages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import yaml

from scripts.model import (
    Decision,
    Line,
    LineKind,
    Verdict,
)
from scripts.pages import numbers, report
from scripts.pages.catalogue import catalogue
from tests.pages import HOSTILE, Outline, make_library


def test_the_report_counts_inferred_confidence_by_tenths(library):
    made = make_library(library, 4)
    given = zip(made.entries, (0.05, 0.1, 0.95, 1.0), strict=True)
    entries = tuple(
        replace(entry, classification=replace(entry.classification, confidence=confidence))
        for entry, confidence in given
    )
    page = report.page(catalogue(replace(made, entries=entries))).content
    chart = page[page.index('<th scope="col">0–10</th>') :]
    counts = re.findall(r"<td>(\d+)</td>", chart)[:10]
    assert counts == ["1", "1", *"0000000", "2"]


def test_a_diff_puts_both_texts_together_again():
    left, right = "梯度下降法的步长", "梯度上升法的步长很小"
    pieces = list(report.diff(left, right))
    assert "".join(p.text for p in pieces if p.kind != "ins") == left
    assert "".join(p.text for p in pieces if p.kind != "del") == right


def test_the_report_shows_no_time_that_would_differ_between_builds(library):
    slower = replace(
        library, stages=tuple(replace(s, seconds=s.seconds + 9) for s in library.stages)
    )
    assert report.page(catalogue(library)).content == report.page(catalogue(slower)).content


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "零"), (2, "二"), (10, "十"), (11, "十一"), (35, "三十五"), (90, "九十"), (1204, "1,204")],
)
def test_numbers_in_words(number, expected):
    assert numbers.words(number) == expected


def test_two_is_liang_before_a_measure_word():
    assert numbers.times((2,)) == "第 2 次收讯听到 1 次"
    assert numbers.times((2, 3, 7)) == "第 2–7 次收讯听到 3 次"


def test_a_doubtful_pair_is_shown_with_its_difference_and_what_to_paste(library):
    base = make_library(library, 2)
    left, right = base.entries
    decision = Decision(left.id, right.id, Verdict.DOUBTFUL, "两处数字不同", 0.98)
    content = report.page(catalogue(replace(base, decisions=(decision,)))).content
    assert "<del>0</del><ins>1</ins>" in content
    (pasted,) = re.findall(r'<pre class="kb-pre"[^>]*>(.*?)</pre>', content, re.S)
    pair = [[left.id, right.id]]
    assert yaml.safe_load(Outline(pasted).text) == {"merge": pair, "keep_apart": pair}
    assert "两处数字不同" in content


def test_the_report_names_every_unrecognised_line(library):
    first = library.dumps[0]
    odd = Line(first.dump.name, len(first.lines) + 1, LineKind.UNRECOGNISED, HOSTILE)
    dumps = (replace(first, lines=(*first.lines, odd)), *library.dumps[1:])
    content = report.page(catalogue(replace(library, dumps=dumps))).content
    assert HOSTILE in Outline(content).text
    assert f"第 1 次收讯，第 {odd.number} 行" in content


def test_the_ledger_of_the_home_page_adds_up_and_agrees_with_the_report(library):
    from scripts.pages.catalogue import catalogue
    from scripts.pages.prose import _ledger

    counts = {name: int(value.split()[0]) for name, value in _ledger(catalogue(library))}
    parts = [counts[name] for name in ("原文标有分类", "依词推断", "经人订正", "尚待归类")]
    assert sum(parts) == counts["去重后"] == 35
    assert parts == [column.count for column in report._origins(library.entries)]
