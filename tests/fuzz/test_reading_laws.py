"""Bytes, lines, keys, files by hand: any input gives a value or a refusal with its place."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.curate import load_curation
from scripts.decode import Undecodable, decode
from scripts.dedupe import deduplicate
from scripts.ledger import check_ledger
from scripts.model import Curation, Dump, InputError, Source, Taxonomy
from scripts.parse import parse_dumps
from scripts.taxonomy import load_taxonomy
from scripts.text import key, split_lines, strip_cut
from tests.fuzz.strategies import dumps, fuzzed, lines, plain, yamlish
from tests.inputs.cases import ONE

HAN = st.text("的一是在有和模型注意力机制词向量强化学习扩散", min_size=12, max_size=60)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"]


@fuzzed
@given(st.binary(max_size=200))
def test_bytes_become_text_or_are_refused_with_a_line(data: bytes) -> None:
    try:
        decoded = decode(data)
    except Undecodable as refusal:
        assert 1 <= refusal.line <= len(data) + 1
    else:
        assert "\0" not in decoded.text
        decoded.text.encode("utf-8")


@fuzzed
@given(HAN, st.lists(lines, max_size=5), st.sampled_from(ENCODINGS))
def test_what_was_encoded_is_decoded(han: str, more: list[str], encoding: str) -> None:
    """Some words of GB18030 are UTF-8 too (一一一 is һһһ): a sentence is not."""
    text = ONE + han if encoding == "gb18030" else "\n".join([han, *more])
    wanted = text.replace("\0", "").removeprefix("\ufeff")
    assert decode(text.encode(encoding)).text == wanted


@fuzzed
@given(HAN, st.binary(min_size=1, max_size=3))
def test_a_byte_too_many_is_never_passed_over(han: str, rubbish: bytes) -> None:
    """UTF-8 with stray bytes is refused, or the bytes were UTF-8 themselves."""
    data = han.encode() + b"\n" + rubbish
    try:
        text = decode(data).text
    except Undecodable:
        return
    assert text.startswith(han) or "\0" in rubbish.decode("latin-1")


@fuzzed
@given(text=dumps)
def test_each_line_of_any_dump_is_classed_once(text: str, taxonomy: Taxonomy) -> None:
    (parsed,) = parse_dumps([Dump("d", "d.txt", text)], taxonomy)
    check_ledger([parsed])
    assert len(parsed.lines) == len(split_lines(text))
    assert all(str(problem).startswith("d.txt") for problem in parsed.problems)


LINK = re.compile(
    "&hellip;|read more|continue reading|[阅查继展][读看续开](?:全文|更多|阅读)", re.I
)


@fuzzed
@given(lines)
def test_cutting_takes_nothing_but_the_mark(text: str) -> None:
    bare, truncated = strip_cut(text)
    assert text.strip().startswith(bare)
    rest = text.strip()[len(bare) :].strip()
    assert truncated == bool(rest)
    assert not any(map(str.isalnum, LINK.sub("", rest)))


@fuzzed
@given(st.text("注意力机制Transformer，。,. [公式]()-0123ＡＢ", max_size=80), st.integers(0, 80))
def test_a_cut_text_has_a_key_that_begins_the_whole_ones(text: str, at: int) -> None:
    assert key(text).startswith(key(text[:at])) or "[" in text[max(0, at - 8) : at]


@fuzzed
@given(lines)
def test_width_case_and_blanks_change_no_key(text: str) -> None:
    text = text.strip()  # as every excerpt is: a cut placeholder counts at the very end only
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and c.isalnum() else c for c in text)
    assert key(text.replace(" ", "\u3000")) == key(text)
    if text.isascii() and "[" not in text:
        assert key(wide) == key(text) == key(text.upper())


@fuzzed
@given(texts=st.lists(lines, max_size=12), chance=st.randoms(use_true_random=False))
def test_every_excerpt_is_in_one_article_whatever_the_order(
    texts: list[str], chance, taxonomy: Taxonomy
) -> None:
    dated = "\n".join(f"2026-01-11\n{' '.join(text.split())}" for text in texts)
    (parsed,) = parse_dumps([Dump("d", "d.txt", dated)], taxonomy)
    found = list(parsed.occurrences)
    first = deduplicate(found, Curation())
    members = Counter((o.dump, o.line) for a in first.articles for o in a.occurrences)
    assert members == Counter((o.dump, o.line) for o in found)
    ids = [name for a in first.articles for name in (a.id, *a.aliases)]
    assert len(ids) == len(set(ids)), "an id leads to one article"
    chance.shuffle(found)
    assert deduplicate(found, Curation()) == first


@pytest.mark.parametrize("load", [load_curation, load_taxonomy], ids=["curation", "taxonomy"])
@fuzzed
@given(text=yamlish)
def test_a_file_by_hand_is_read_or_refused_with_its_place(load, text: str) -> None:
    try:
        load(Source("x", "x.yml", text))
    except InputError as error:
        assert error.problems
        for problem in error.problems:
            assert problem.path == "x.yml"
            assert problem.message
            assert problem.line <= len(text.splitlines()) + 1


@fuzzed
@given(plain)
def test_titles_and_notes_are_text_or_refused(text: str) -> None:
    import yaml

    written = yaml.safe_dump({"articles": {"abcdefgh12": {"title": text, "note": text}}})
    try:
        curation, _ = load_curation(Source("x", "x.yml", written))
    except InputError as error:
        assert not text.strip() or "not allowed" in str(error)
        return
    assert curation.corrections[0].title == " ".join(text.split())
