"""The worklist: what deserves a person's eye, as YAML ready to paste into the curation.

Pasted as it stands it confirms what was inferred; every line can be corrected first. What
the tool will not decide (a category it does not know, whether two texts are one article)
stands in comments, so that pasting decides nothing by accident.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import yaml

from scripts.escape import clean
from scripts.model import Decision, Entry, Library, Origin, Taxonomy, Verdict

#: Below these a category or a title is listed, unless the taxonomy's settings say otherwise.
DEFAULTS = {"review_category": 0.6, "review_title": 0.5}
SHOWN = 80
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def render_review(library: Library) -> str:
    """YAML that :func:`scripts.curate.load_curation` reads; ends in a line end."""
    lines = [
        *_articles(library),
        *_duplicates(library),
        *_curated(library.entries),
    ]
    return "\n".join(lines) + "\n"


def _articles(library: Library) -> Iterator[str]:
    found = [(entry, list(_doubts(entry, library.taxonomy))) for entry in library.entries]
    listed = [(entry, doubts) for entry, doubts in found if doubts]
    yield f"# {len(listed)} of {len(found)} articles deserve a look. Correct what is wrong, remove"
    yield "# what is right, and paste the rest into the curation file."
    yield "articles:" if listed else "articles: {}"
    for entry, doubts in listed:
        yield from _article(entry, doubts, library.taxonomy)


def _doubts(entry: Entry, taxonomy: Taxonomy) -> Iterator[str]:
    least = {**DEFAULTS, **taxonomy.settings}
    found = entry.classification
    if found.origin is not Origin.CURATED and found.origin is not Origin.HEADER:
        if found.category is None:
            second = f", nearest {found.runner_up}" if found.runner_up else ""
            yield f"no category (confidence {found.confidence:.2f}{second})"
        elif found.confidence < least["review_category"]:
            second = f", then {found.runner_up}" if found.runner_up else ""
            yield f"category {found.category} is uncertain ({found.confidence:.2f}{second})"
    title = entry.title
    if title.origin != "curated" and title.confidence < least["review_title"]:
        yield f"title is poor ({title.origin}, {title.confidence:.2f})"


def _article(entry: Entry, doubts: Iterable[str], taxonomy: Taxonomy) -> Iterator[str]:
    yield ""
    for doubt in doubts:
        yield _comment(doubt, 2)
    evidence = ", ".join(f"{each.term} x{each.count}" for each in entry.classification.evidence[:6])
    if evidence:
        yield _comment(f"evidence: {evidence}", 2)
    yield _comment(f"text: {entry.article.text[: 2 * SHOWN]}", 2)
    yield f"  {entry.id}:"
    if entry.title.extracted not in ("", entry.title.text):
        yield _comment(f"extracted title: {entry.title.extracted}", 4)
    if _plain(entry.title.text):
        yield f"    title: {_scalar(entry.title.text)}"
    if entry.category is None:
        names = " | ".join(each.name for each in taxonomy.categories)
        yield _comment(f"category: {names} | {taxonomy.uncategorised}", 4)
    else:
        yield f"    category: {_scalar(entry.category)}"


def _duplicates(library: Library) -> Iterator[str]:
    pairs = [each for each in library.decisions if each.verdict is Verdict.DOUBTFUL]
    yield ""
    yield f"# {len(pairs)} possible duplicates. Take the # off the line that is right."
    titles = {
        name: entry.title.text
        for entry in library.entries
        for name in (entry.id, *entry.article.aliases)
    }
    for section in ("merge", "keep_apart"):
        yield f"{section}:"
        for pair in pairs:
            yield from _pair(pair, titles, section)


def _pair(pair: Decision, titles: Mapping[str, str], section: str) -> Iterator[str]:
    if section == "merge":
        yield _comment(f"{pair.similarity:.1%} alike; {pair.reason}", 2)
        for name in (pair.left, pair.right):
            yield _comment(f"{name}: {titles.get(name, 'hidden')}", 2)
    yield _comment(f"- [{pair.left}, {pair.right}]", 2)


def _curated(entries: Iterable[Entry]) -> Iterator[str]:
    curated = [entry for entry in entries if entry.title.origin == "curated"]
    if curated:
        yield ""
        yield "# Titles given by hand, and what was extracted:"
    for entry in curated:
        yield _comment(f"{entry.id}: {entry.title.text}; extracted: {entry.title.extracted}", 0)


def _plain(text: str) -> str:
    """``text`` on one line, without anything a reader cannot see or YAML cannot hold."""
    return " ".join(_BIDI.sub("", clean(text)).split())


def _comment(text: str, indent: int) -> str:
    """A comment nothing can break out of: it has no line end of any kind."""
    plain = _plain(text)
    shown = plain if len(plain) <= 4 * SHOWN else plain[: 4 * SHOWN] + "…"
    return " " * indent + "# " + shown


def _scalar(text: str) -> str:
    dumped = yaml.safe_dump(_plain(text), default_style='"', allow_unicode=True, width=2**31)
    return str(dumped).rstrip("\n")
