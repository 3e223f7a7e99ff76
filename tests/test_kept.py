"""Pages are taken over from the old site only where they stand as they would be made."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.files import read_inputs
from scripts.kept import Kept, key
from scripts.model import Dump, Library
from scripts.pages import Viewed, article, site_pages
from scripts.pages.catalogue import Catalogue
from scripts.pipeline import build_library

NAME = "articles/a/index.html"
ROOT = Path(__file__).resolve().parent.parent


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


def keys(library: Library) -> dict[str, str]:
    known = Catalogue(library)
    return {entry.id: key(article.view(known, entry)) for entry in library.entries}


def test_one_more_excerpt_changes_the_pages_that_name_it_and_no_others() -> None:
    inputs = read_inputs(
        ROOT / "data/dumps", ROOT / "data/curation.yml", ROOT / "data/taxonomy.yml"
    )
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


def test_every_view_of_a_site_is_told_by_its_repr_alone(library: Library) -> None:
    """Twice the same from two catalogues: no view holds an object that prints its address."""
    made = [
        {url: key(page.view()) for url, page in site_pages(copy) if isinstance(page, Viewed)}
        for copy in (library, replace(library))
    ]
    assert made[0] == made[1]
    assert {url.split("/")[0] for url in made[0]} == {"articles", "transmissions"}
