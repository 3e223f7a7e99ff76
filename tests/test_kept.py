"""Pages are taken over from the old site only where they stand as they would be made."""

from __future__ import annotations

import ast
import json
import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.files import read_inputs
from scripts.kept import Kept, digest, key
from scripts.model import Dump, Entry, Evidence, Inputs, Library, Origin, ParsedDump, Related
from scripts.pages import Viewed, article, site_pages, timeline
from scripts.pages.catalogue import Catalogue
from scripts.pages.told import told
from scripts.pipeline import build_library
from tests.released import INPUTS

NAME = "articles/a/index.html"


@pytest.fixture
def old(tmp_path: Path) -> Kept:
    """A site of one page, as its build left it."""
    page = tmp_path / "old" / NAME
    page.parent.mkdir(parents=True)
    page.write_text("page")
    os.utime(page, ns=(1, 1))
    (tmp_path / "new" / NAME).parent.mkdir(parents=True)
    return Kept(str(tmp_path / "old"), "made so", {NAME: ("k", 4, 1)})


def test_an_unchanged_page_is_the_same_file(old: Kept, tmp_path: Path) -> None:
    assert old.link(NAME, "k", str(tmp_path / "new")) == ("k", 4, 1)
    assert (tmp_path / "new" / NAME).samefile(tmp_path / "old" / NAME)


def test_another_key_or_an_unknown_page_is_made(old: Kept, tmp_path: Path) -> None:
    assert old.link(NAME, "other", str(tmp_path / "new")) is None
    assert replace(old, records={}).link(NAME, "k", str(tmp_path / "new")) is None
    assert not (tmp_path / "new" / NAME).exists()


def _edit(page: Path) -> None:
    page.write_text("gape")


def _touch(page: Path) -> None:
    os.utime(page, ns=(1, 2))


def _cut(page: Path) -> None:
    page.write_text("")
    os.utime(page, ns=(1, 1))


def _replace_by_link(page: Path) -> None:
    page.rename(page.with_name("elsewhere"))
    page.symlink_to("elsewhere")


@pytest.mark.parametrize("damage", [_edit, _touch, _cut, Path.unlink, _replace_by_link])
def test_a_damaged_page_is_made_again(
    old: Kept, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    damage(tmp_path / "old" / NAME)
    assert old.link(NAME, "k", str(tmp_path / "new")) is None


def test_another_maker_keeps_nothing(old: Kept) -> None:
    told = json.loads(json.dumps(old.told()))
    assert Kept.of(old.folder, "made so", told) == old
    for make in ("made otherwise", "", None):
        assert not Kept.of(old.folder, make, told).records
    assert not Kept.of(old.folder, "made so", None).records


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.lists(inner, max_size=3).map(tuple),
    max_leaves=8,
)


@given(PLAIN)
def test_equal_values_have_equal_digests(value: object) -> None:
    """Whether their strings are one object or several, interned or not."""
    assert digest([value, value]) == digest(ast.literal_eval(repr([value, value])))


@given(PLAIN, PLAIN)
def test_other_values_have_other_digests(left: object, right: object) -> None:
    assert (digest(left) == digest(right)) == (repr(left) == repr(right))


def test_only_plain_values_have_a_digest() -> None:
    for value in (Origin.HEADER, object(), Kept()):
        with pytest.raises(ValueError, match="unmarshallable"):
            digest(value)


# --- what an article's page is made from ------------------------------------------------


def keys(library: Library) -> dict[str, str]:
    known = Catalogue(library)
    return {entry.id: key(told(known, entry)) for entry in library.entries}


def views(library: Library) -> dict[str, str]:
    known = Catalogue(library)
    return {entry.id: repr(article.view(known, entry)) for entry in library.entries}


def _in_article(entry: Entry, **changes: Any) -> Entry:
    return replace(entry, article=replace(entry.article, **changes))


def _classified(entry: Entry, **changes: Any) -> Entry:
    return replace(entry, classification=replace(entry.classification, **changes))


def _heard(entry: Entry, **changes: Any) -> Entry:
    first, *rest = entry.article.occurrences
    return _in_article(entry, occurrences=(replace(first, **changes), *rest))


_OTHER_EVIDENCE = (Evidence("另一词", 3, 2.5), Evidence("词", 1, 1.0))
FIELDS: dict[str, Callable[[Entry, Entry], Entry]] = {
    "text": lambda e, _: _in_article(e, text=e.article.text + "完"),
    "truncated": lambda e, _: _in_article(e, truncated=not e.article.truncated),
    "occurrence's text": lambda e, _: _heard(e, text="另一行"),
    "occurrence's mark": lambda e, _: _heard(e, truncated=not e.article.occurrences[0].truncated),
    "occurrence's category": lambda e, _: _heard(e, category="另一类"),
    "occurrence's date": lambda e, _: _heard(e, category="另一类", date="1999-01-01"),
    "title": lambda e, _: replace(e, title=replace(e.title, text="另一题")),
    "category": lambda e, _: _classified(e, category="NLP" if e.category == "RL" else "RL"),
    "no category": lambda e, _: _classified(e, category=None, origin=None),
    "origin": lambda e, _: _classified(e, origin=Origin.CURATED),
    "evidence": lambda e, _: _classified(e, evidence=_OTHER_EVIDENCE),
    "evidence's count": lambda e, _: _classified(e, evidence=(Evidence("词", 7, 1.0),)),
    "confidence": lambda e, _: _classified(e, confidence=0.123),
    "runner-up": lambda e, _: _classified(e, runner_up="另一类"),
    "topics": lambda e, _: _classified(e, topics=("transformer", "llm", "rag")),
    "outside": lambda e, _: _classified(e, outside="数据库"),
    "tags": lambda e, _: replace(e, tags=("另一概念", *e.tags[1:])),
    "date": lambda e, _: replace(e, date="1999-01-01"),
    "papers": lambda e, _: replace(e, papers=("A Paper of Another Name",)),
    "relatives": lambda e, other: replace(e, related=(Related(other.id, ("词",), 0.5),)),
    "shared": lambda e, other: replace(e, related=(Related(other.id, ("另一词",), 0.5),)),
    "source": lambda e, _: replace(e, source="https://example.org/"),
    "note": lambda e, _: replace(e, note="按语"),
}


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_told_alike_looks_alike(library: Library, field: str) -> None:
    """Each field of an entry is changed, and then asked of all pages whether they changed."""
    entries = library.entries
    before, shown = keys(library), views(library)
    changed_any = False
    for at in (0, len(entries) // 2, len(entries) - 1):
        changed = FIELDS[field](entries[at], entries[at - 1])
        edited = replace(library, entries=(*entries[:at], changed, *entries[at + 1 :]))
        after, now = keys(edited), views(edited)
        for one in shown:
            assert now[one] == shown[one] or after[one] != before[one], one
        changed_any = changed_any or now != shown
    assert changed_any, "a field that no page shows proves nothing"


def _less(inputs: Inputs, rng: random.Random) -> Inputs:
    """Without a dump, or with one that lost a line or has its lines in another order."""
    at = rng.randrange(len(inputs.dumps))
    dump = inputs.dumps[at]
    lines = dump.text.split("\n")
    if rng.random() < 0.5:
        lines.pop(rng.randrange(len(lines)))
    else:
        lines.insert(rng.randrange(len(lines)), lines.pop(rng.randrange(len(lines))))
    kept = [replace(dump, text="\n".join(lines))] if rng.random() < 0.8 else []
    return replace(inputs, dumps=(*inputs.dumps[:at], *kept, *inputs.dumps[at + 1 :]))


def test_what_is_told_alike_looks_alike_after_random_edits() -> None:
    rng = random.Random(7)
    inputs = read_inputs(*INPUTS)
    before, shown = keys(library := build_library(inputs)), views(library)
    kept = 0
    for _ in range(8):
        inputs = _less(inputs, rng)
        after, now = keys(library := build_library(inputs)), views(library)
        for one in now.keys() & shown.keys():
            assert now[one] == shown[one] or after[one] != before[one]
        kept += sum(before.get(one) == after[one] for one in after)
        before, shown = after, now
    assert kept > 20, "pages were told alike"


def test_one_more_excerpt_changes_the_pages_that_name_it_and_no_others() -> None:
    inputs = read_inputs(*INPUTS)
    text = "RLHF 用人类反馈训练奖励模型,再以强化学习更新策略,使语言模型更合人意。" * 2
    dump = Dump("999", "999.txt", f"LATEST UPDATES\n{text}...\n")
    more = replace(inputs, dumps=(*inputs.dumps, dump))
    before, library = keys(build_library(inputs)), build_library(more)
    after = keys(library)
    [added] = after.keys() - before.keys()
    changed = {one for one in before if before[one] != after[one]}
    known = Catalogue(library)
    named = {
        entry.id
        for entry in library.entries
        for view in [article.view(known, entry)]
        if added in {near.id for near in view.siblings} | {link.to for link in view.related}
    }
    assert changed <= named, "its neighbours and relatives"
    assert len(changed) <= 8


def test_every_view_of_a_site_is_told_by_plain_values(library: Library) -> None:
    """Twice the same from two catalogues: none tells an object by its address."""
    made = [
        {
            url: key(page.told(page.view()))
            for url, page in site_pages(copy)
            if isinstance(page, Viewed)
        }
        for copy in (library, replace(library))
    ]
    assert made[0] == made[1]
    kinds = {"articles", "categories", "topics", "updates", "terms", "transmissions"}
    assert {url.split("/")[0] for url in made[0]} == kinds


def test_one_more_transmission_changes_the_first_page_of_their_list_alone(
    library: Library,
) -> None:
    def listed(count: int) -> dict[str, tuple[str, str]]:
        heard = [replace(library.dumps[0], dump=Dump(f"{n:03}", "", "")) for n in range(count)]
        known = Catalogue(replace(library, entries=(), hidden=(), dumps=tuple(map(_silent, heard))))
        views = {url: page.view() for url, page in timeline.pages(known)}
        return {u: (key(v.told()), timeline.timeline_page(v).content) for u, v in views.items()}

    before, after = listed(100), listed(101)
    assert [url for url in after if after[url] != before[url]] == ["transmissions/"]
    assert len(after) == 4
    for url, (told_of_it, content) in after.items():
        assert (before[url][0] == told_of_it) == (before[url][1] == content)


def _silent(parsed: ParsedDump) -> ParsedDump:
    return replace(parsed, occurrences=())
