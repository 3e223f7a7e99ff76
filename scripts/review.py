"""The worklist: what deserves a person's eye, as YAML to add to the curation file as it stands.

Added to the end of the file in use it continues ``articles:``, or begins it where the file has
none; where other sections follow, it says before which line it belongs. So it confirms what was
inferred; every line can be corrected first. What the tool will not decide (a category it does
not know, whether two texts are one article, an article that a person has written of before)
stands in comments, so that nothing is decided by accident and no id stands twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import yaml

from scripts.escape import clean
from scripts.model import Curation, Decision, Entry, Library, Origin, Taxonomy, Verdict

SHOWN = 80
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def render_review(library: Library) -> str:
    """Lines that the curation file of ``library`` can be continued with; the first is blank."""
    found = [(entry, list(_doubts(entry, library.taxonomy))) for entry in library.entries]
    listed = [(entry, doubts) for entry, doubts in found if doubts]
    pairs = [each for each in library.decisions if each.verdict is Verdict.DOUBTFUL]
    sections = [_duplicates(library, pairs), _articles(library, listed)]
    if _line(library.curation, "articles"):
        sections.reverse()  # the file's last lines are continued first
    lines = [
        "",
        f"# {len(listed)} of {len(found)} articles and {len(pairs)} possible duplicates deserve a",
        "# look. Correct what is wrong, remove what is right, and put the rest",
        f"# {_place(library.curation)}.",
        *chain.from_iterable(sections),
        *_curated(library.entries),
    ]
    return "\n".join(lines) + "\n"


def _articles(library: Library, listed: Iterable[tuple[Entry, list[str]]]) -> Iterator[str]:
    curation = library.curation
    if not _line(curation, "articles"):
        yield ""
        yield "articles:"
    written = {correction.key: correction.line for correction in curation.corrections}
    for entry, doubts in listed:
        names = (entry.id, *entry.article.aliases)
        line = next((written[name] for name in names if name in written), 0)
        yield ""
        for each in _article(entry, doubts, library.taxonomy, line):
            yield " " * (curation.indent or 2) + each


def _place(curation: Curation) -> str:
    """Where the worklist belongs."""
    file = curation.path or "the curation file"
    if not _line(curation, "articles"):
        return f"at the end of {file}"
    if not curation.indent:
        return f"under articles: of {file}, once an id a line stands there instead of braces"
    names = [name for name, _ in curation.sections]
    for name, line in curation.sections[names.index("articles") + 1 :]:
        return f"before line {line} of {file} ({name}:), where articles: ends"
    return f"at the end of {file}, where articles: ends"


def _line(curation: Curation, section: str) -> int:
    """Where ``section`` stands; 0 where it does not."""
    return dict(curation.sections).get(section, 0)


def _doubts(entry: Entry, taxonomy: Taxonomy) -> Iterator[str]:
    least = taxonomy.settings
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


def _article(entry: Entry, doubts: Iterable[str], taxonomy: Taxonomy, line: int) -> Iterator[str]:
    """What is said of ``entry``; in comments where the curation has it, on ``line``."""
    for doubt in doubts:
        yield _comment(doubt)
    evidence = ", ".join(f"{each.term} x{each.count}" for each in entry.classification.evidence[:6])
    if evidence:
        yield _comment(f"evidence: {evidence}")
    yield _comment(f"text: {entry.article.text[: 2 * SHOWN]}")
    yield _comment(f"{entry.id}: add to line {line} what is right") if line else f"{entry.id}:"
    for field in _fields(entry, taxonomy):
        yield f"  {_comment(field.removeprefix('# ')) if line else field}"


def _fields(entry: Entry, taxonomy: Taxonomy) -> Iterator[str]:
    if entry.title.extracted not in ("", entry.title.text):
        yield _comment(f"extracted title: {entry.title.extracted}")
    if entry.title.origin != "curated" and _plain(entry.title.text):
        yield f"title: {_scalar(entry.title.text)}"
    if entry.category is None:
        names = " | ".join(each.name for each in taxonomy.categories)
        yield _comment(f"category: {names} | {taxonomy.uncategorised}")
    else:
        yield f"category: {_scalar(entry.category)}"


def _duplicates(library: Library, pairs: Sequence[Decision]) -> Iterator[str]:
    titles = {
        name: entry.title.text
        for entry in library.entries
        for name in (entry.id, *entry.article.aliases)
    }
    if not pairs and _line(library.curation, "articles"):
        return
    yield ""
    if pairs:
        yield "# Of a pair, take the # off the line that is right."
    for section in ("merge", "keep_apart"):
        yield _section(section, library.curation)
        for pair in pairs:
            yield from _pair(pair, titles, section)


def _section(name: str, curation: Curation) -> str:
    """The key over pairs; a comment where it stands elsewhere, or articles go on."""
    if line := _line(curation, name):
        return _comment(f"{name}: stands on line {line}; a pair belongs there")
    return _comment(f"{name}:") if _line(curation, "articles") else f"{name}:"


def _pair(pair: Decision, titles: Mapping[str, str], section: str) -> Iterator[str]:
    if section == "merge":
        yield "  " + _comment(f"{pair.similarity:.1%} alike; {pair.reason}")
        for name in (pair.left, pair.right):
            yield "  " + _comment(f"{name}: {titles.get(name, 'hidden')}")
    yield "  " + _comment(f"- [{pair.left}, {pair.right}]")


def _curated(entries: Iterable[Entry]) -> Iterator[str]:
    curated = [entry for entry in entries if entry.title.origin == "curated"]
    if curated:
        yield ""
        yield "# Titles given by hand, and what was extracted:"
        for entry in curated:
            yield _comment(f"{entry.id}: {entry.title.text}; extracted: {entry.title.extracted}")


def _plain(text: str) -> str:
    """``text`` on one line, without anything a reader cannot see or YAML cannot hold."""
    return " ".join(_BIDI.sub("", clean(text)).split())


def _comment(text: str) -> str:
    """A comment nothing can break out of: it has no line end of any kind."""
    plain = _plain(text)
    return "# " + (plain if len(plain) <= 4 * SHOWN else plain[: 4 * SHOWN] + "…")


def _scalar(text: str) -> str:
    dumped = yaml.safe_dump(_plain(text), default_style='"', allow_unicode=True, width=2**31)
    return str(dumped).rstrip("\n")
