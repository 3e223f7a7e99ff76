"""Are two texts one article? Decided by where and what the differences are.

The shorter key is aligned with an opening of the longer one (what follows is only a later
cut), and :mod:`~scripts.dedupe.slips` is asked of each difference whether a slip could have
made it. One that could not keeps the pair apart however alike the rest is: 《…（一）》 and
《…（六）》 are 0.997 alike, and a real re-scrape often less.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from scripts.dedupe import names, slips, wording
from scripts.dedupe.reading import Reading
from scripts.dedupe.slips import Edit, size

#: Below this many characters of key only equality counts: a typo and a name look the same.
MIN_LENGTH = 60
#: Edited characters allowed, as a share of the shorter key: two re-scrapes with 2 % each.
BUDGET = 0.04
#: Pairs less alike than this are not worth a person's time.
WORTH_A_LOOK = 0.9
#: More than so many edited characters are never slips, however long the text is.
MOST_EDITS = 60
#: As many characters of an opening are looked for inside another text.
SHIFTED = 40
#: Longer keys are no excerpts: they are compared whole and as openings, not for slips.
MAX_LENGTH = 20_000


class Comparison(NamedTuple):
    """``same`` with the reason for people; ``similarity`` in 0..1 over the common extent."""

    same: bool
    reason: str
    similarity: float


def compare(left: Reading, right: Reading) -> Comparison | None:
    """Whether two texts are one article; ``None`` when they are not even alike. Symmetric."""
    short, long = left, right
    if (len(short.key), short.key) > (len(long.key), long.key):
        short, long = long, short
    if not MIN_LENGTH <= len(short.key) <= MAX_LENGTH:
        return None
    aligned = _align(short.key, long.key)
    if aligned is None:
        return None
    extent, distance = aligned
    edits = _edits(short.key, long.key[:extent])
    if edits and extent == len(long.key) and edits[-1].is_overhang(short.key):
        distance -= len(edits.pop().old)
    similarity = 1 - distance / len(short.key)
    if not edits:
        return Comparison(True, "one is the beginning of the other", similarity)
    found = _objection(short, long, edits)
    reason = found or "only slips: " + "; ".join(edit.shown(short.key) for edit in edits)
    return Comparison(found is None, reason, similarity)


def shifted(first: str, second: str) -> Comparison | None:
    """Two keys of which the second begins inside the first and goes on as it does: doubtful.

    A scraper may have left out a heading, or a page quote another; only a person can tell.
    """
    start = first.find(second[:SHIFTED])
    shared = min(len(first) - start, len(second))
    if start <= 0 or shared < MIN_LENGTH or not first.startswith(second[:shared], start):
        return None
    reason = f"one begins {start} characters into the other"
    return Comparison(False, reason, shared / min(len(first), len(second)))


def allowed(length: int) -> int:
    """Edits beyond which a text of ``length`` characters is not even alike."""
    return min(int(length * (1 - WORTH_A_LOOK)), MOST_EDITS)


def _align(short: str, long: str) -> tuple[int, int] | None:
    """How much of ``long`` the whole of ``short`` covers, and the edit distance."""
    limit = allowed(len(short))
    longest = min(len(long), len(short) + limit)
    if Levenshtein.distance(short, long[:longest], score_cutoff=2 * limit) > 2 * limit:
        return None
    ends = range(max(0, len(short) - limit), longest + 1)
    found = ((Levenshtein.distance(short, long[:end], score_cutoff=limit), end) for end in ends)
    distance, end = min(found, key=lambda pair: (pair[0], abs(pair[1] - len(short)), pair[1]))
    return None if distance > limit else (end, distance)


def _edits(short: str, long: str) -> list[Edit]:
    """Stretches that differ; two around one common character may be one (全局, 局部)."""
    edits: list[Edit] = []
    for edit in _stretches(short, long):
        if edits and _is_one_word(short, edits[-1], edit):
            at, to = edits[-1].at, edits[-1].to
            edits[-1] = Edit(at, to, short[at : edit.end], long[to : edit.stop])
        else:
            edits.append(edit)
    return edits


def _stretches(short: str, long: str) -> Iterator[Edit]:
    at = to = 0  # where the equal stretch before ended
    for op in Levenshtein.opcodes(short, long):
        if op.tag != "equal":
            continue
        if op.src_start > at or op.dest_start > to:
            yield Edit(at, to, short[at : op.src_start], long[to : op.dest_start])
        at, to = op.src_end, op.dest_end
    if at < len(short) or to < len(long):
        yield Edit(at, to, short[at:], long[to:])


def _is_one_word(short: str, first: Edit, second: Edit) -> bool:
    between = short[first.end : second.at]
    if len(between) != 1:
        return False
    swapped = first.old == second.new and first.new == second.old
    runs = (first.old + between + second.old, first.new + between + second.new)
    return swapped or all(map(wording.is_word, runs))


def _objection(short: Reading, long: Reading, edits: list[Edit]) -> str | None:
    """Why the pair must stay apart, or ``None``."""
    for edit in edits:
        found = slips.objection(short, long, edit)
        if found:
            return f"{found}: {edit.shown(short.key)}"
    found = names.objection(short, long, edits)
    if found:
        return found
    found = slips.repeated(short, long, edits)
    if found:
        return found
    weight = sum(max(size(edit.old), size(edit.new)) for edit in edits)
    if weight > min(max(2, BUDGET * len(short.key)), MOST_EDITS):
        return f"{weight} characters and words of {len(short.key)} differ, too many for slips"
    return None
