"""Titles, concepts and relations: what a reader sees of the understanding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator

from benchmarks.understanding.figures import Figure, Spellings, count, share
from benchmarks.understanding.truth import Truth
from scripts.model import Library
from scripts.spelling import fold, same_key
from scripts.vocabulary import vocabulary

LONGEST = 40
_BRACKETS = ("()", "（）", "《》", "“”", "[]", "「」")
_JOINED = re.compile(r"[与:()]")
_LATIN = re.compile(r"[A-Za-z0-9]")


def titles(library: Library) -> Iterator[Figure]:
    """Faults a program can see; whether a title is good only a reader can say."""
    shown = [entry.title.text for entry in library.entries]
    openers = set(map(same_key, library.taxonomy.openers))
    uses = Counter(map(same_key, shown))
    yield count("titles that say nothing", (same_key(title) in openers for title in shown), 0)
    yield count("titles used twice", (uses[same_key(title)] > 1 for title in shown), 0)
    yield count(f"titles above {LONGEST} characters", (len(title) > LONGEST for title in shown), 0)
    yield count("titles cut inside a bracket", map(_unbalanced, shown), 0)
    names = frozenset(map(fold, vocabulary(library.taxonomy).spellings.values()))
    entries = library.entries
    cut = (cut_inside_a_word(e.title.text, e.article.text, names) for e in entries)
    yield count("titles cut inside a word", cut, 0)


def concepts(truth: Truth, library: Library) -> Iterator[Figure]:
    """Enough concepts, and none that the text does not hold."""
    spellings = Spellings(vocabulary(library.taxonomy).spellings.items())
    within = [entry for entry in library.entries if truth.category(entry) is not None]
    yield share("articles in scope with three concepts", (len(e.tags) > 2 for e in within), 0.9)
    yield share(
        "concepts that the text holds",
        (spellings.occurs(tag, e.article.text) for e in library.entries for tag in e.tags),
        1.0,
    )


def relations(truth: Truth, library: Library) -> Iterator[Figure]:
    """Relations within a category, and reasons that both texts hold."""
    spellings = Spellings(vocabulary(library.taxonomy).spellings.items())
    entries = {entry.id: entry for entry in library.entries}
    pairs = [(e, entries[r.id], r.shared) for e in library.entries for r in e.related]
    yield share(
        "related pairs of the same category",
        (truth.category(entry) == truth.category(other) for entry, other, _ in pairs),
        0.85,
    )
    yield share(
        "reasons that both texts hold",
        (
            spellings.occurs(term, one.article.text)
            for entry, other, shared in pairs
            for term in shared
            for one in (entry, other)
        ),
        1.0,
    )
    yield share("articles with a related one", (bool(e.related) for e in library.entries))
    yield Figure("links a related article", len(pairs) / max(1, len(entries)))


def _unbalanced(title: str) -> bool:
    return any(title.count(pair[0]) != title.count(pair[1]) for pair in _BRACKETS)


def cut_inside_a_word(title: str, text: str, names: Container[str]) -> bool:
    """Whether ``title``, or a piece the tool joined to it, ends inside a Latin word of the text.

    与, a colon or brackets may be the tool's own: what stands in the text as a whole is
    judged as a whole, anything else piece by piece. A piece is cut where the text holds
    it, but nowhere with its last word whole; one of the taxonomy's ``names`` is none,
    for it is written so whatever form the text has (Transformers).
    """
    title, text = fold(title), fold(text)
    if title in text:
        return _only_cut(title, text)
    pieces = map(str.strip, _JOINED.split(title))
    return any(piece not in names and _only_cut(piece, text) for piece in pieces)


def _only_cut(piece: str, text: str) -> bool:
    ends = [match.end() for match in re.finditer(re.escape(piece), text)]
    inside = all(_LATIN.match(text, end) for end in ends)
    return bool(piece and ends and inside and _LATIN.match(piece[-1]))
