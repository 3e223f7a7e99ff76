"""Latin words that differ: mistyped, or another name?

RNN and CNN, Adam and AdamW, ResNet and ResNeXt differ in one letter; so do transformer and
transfomer. What decides is the whole word as the raw text spells it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from scripts.dedupe.reading import Reading
from scripts.dedupe.slips import HEAD, Edit
from scripts.text import is_han

#: In a word of this length a letter more, less or other is a slip: no name is that near another.
LONG_WORD = 6
#: A capital more or less inside a shorter word makes another name: ResNet, ResNeXt.
LONG_NAME = 8
#: A letter lost inside capitals is a slip from here on; RCNN and RNN are two names.
LONG_ACRONYM = 5


def objection(short: Reading, long: Reading, edits: Sequence[Edit]) -> str | None:
    """Why the Latin words that ``edits`` touch are other words, or ``None``."""
    seen: Counter[tuple[str, str]] = Counter()
    for edit in _whole_words(short, long, edits):
        old, new = short.spelled(edit.at, edit.end), long.spelled(edit.to, edit.stop)
        seen[old, new] += 1
        if seen[old, new] > 1 or not _is_slip(old, new, edit.at < HEAD):
            return f"names differ ({old or 'nothing'}, {new or 'nothing'}): " + edit.shown(
                short.key
            )
    return None


def _is_latin(edit: Edit) -> bool:
    run = edit.old + edit.new
    return not any(is_han(char) for char in run) and not run.isdecimal()


def _is_slip(old: str, new: str, in_head: bool) -> bool:
    if not old or not new:
        return not (in_head and any(map(_is_name, (old + new).split())))
    first, second = old.replace(" ", "").casefold(), new.replace(" ", "").casefold()
    shorter, longer = sorted((first, second), key=len)
    another_version = shorter[-1].isdecimal() and longer[:-1] == shorter  # GPT-4, GPT-4o
    if another_version or OSA.distance(first, second) > 1:
        return False
    name = _is_name(old) or _is_name(new)
    if len(first) == len(second):
        swapped = sorted(first) == sorted(second)
        return (len(first) >= LONG_WORD and not name) or (swapped and not _is_number(first))
    at_edge = shorter in (longer[1:], longer[:-1])
    if not in_head:
        return True
    if (old + new).isupper() and len(longer) >= LONG_ACRONYM and not at_edge:
        return _lost(shorter, longer) not in _beside(shorter, longer)
    titled = old[0].isupper() and new[0].isupper() and longer.startswith(shorter)
    meant = _capitals(old) != _capitals(new) and len(longer) < LONG_NAME
    return not (meant or ((name or titled) and at_edge and len(longer) < LONG_WORD))


def _lost(shorter: str, longer: str) -> str:
    """The one letter that only the longer word has."""
    return next(iter((Counter(longer) - Counter(shorter)).elements()), "")


def _beside(shorter: str, longer: str) -> str:
    """The letters between which it stands: a doubled one is meant (MDQN, MDDQN)."""
    pairs = enumerate(zip(shorter, longer, strict=False))
    at = next((n for n, (one, other) in pairs if one != other), len(shorter))
    return longer[max(at - 1, 0) : at] + longer[at + 1 : at + 2]


def _capitals(word: str) -> str:
    return "".join(char for char in word[1:] if char.isupper())


def _is_number(word: str) -> bool:
    """A Roman number (IV, VI) or a short one that holds a digit (3D)."""
    return set(word) <= set("ivxlcdm") or (len(word) < 4 and any(map(str.isdecimal, word)))


def _is_name(word: str) -> bool:
    """A capital or a digit behind the first letter."""
    return any(char.isupper() or char.isdecimal() for char in word[1:])


def _whole_words(short: Reading, long: Reading, edits: Sequence[Edit]) -> Iterator[Edit]:
    """The differences in letters, each widened to the words it touches; within one, one."""
    group: list[Edit] = []
    for edit, following in zip(edits, [*edits[1:], None], strict=True):
        if not _is_latin(edit):
            continue
        group.append(edit)
        if following and _is_latin(following) and _share_a_word(short, long, edit, following):
            continue
        yield _widened(short, long, group[0], group[-1])
        group = []


def _share_a_word(short: Reading, long: Reading, edit: Edit, following: Edit) -> bool:
    gap = following.at - edit.end
    return gap <= max(_reach(short, long, edit)[1], _reach(short, long, following)[0])


def _widened(short: Reading, long: Reading, first: Edit, last: Edit) -> Edit:
    before = min(_reach(short, long, first)[0], first.at, first.to)
    after = _reach(short, long, last)[1]
    at, to = first.at - before, first.to - before
    return Edit(at, to, short.key[at : last.end + after], long.key[to : last.stop + after])


def _reach(short: Reading, long: Reading, edit: Edit) -> tuple[int, int]:
    """How far the words at both ends of a difference reach beyond it, on either side."""
    reaches = (short.reach(edit.at, edit.end), long.reach(edit.to, edit.stop))
    return max(before for before, _ in reaches), max(after for _, after in reaches)
