"""What each transmission brought: new, changed, repeated, and what it no longer lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from scripts import escape
from scripts.model import Article, Library, Occurrence, ParsedDump


class State(StrEnum):
    """What an excerpt was when it was heard; the values are the classes of the stylesheet."""

    NEW = "new"
    CHANGED = "chg"
    REPEATED = "rep"


STATE_NAMES = {State.NEW: "新", State.CHANGED: "有变", State.REPEATED: "重复"}


@dataclass(frozen=True, slots=True)
class Heard:
    """One excerpt of one transmission. ``place`` counts from 1; ``note`` is for people."""

    place: int
    occurrence: Occurrence
    article_id: str
    state: State
    note: str


@dataclass(frozen=True, slots=True)
class Transmission:
    """One dump as an event. ``number`` counts from 1; ``vanished`` are article ids.

    ``place_of_line`` tells the place of the item that stands on a line.
    """

    number: int
    slug: str
    dump: ParsedDump
    items: tuple[Heard, ...]
    vanished: tuple[str, ...]
    place_of_line: Mapping[int, int]

    def count(self, state: State) -> int:
        """How many items were in ``state``."""
        return sum(item.state == state for item in self.items)


@dataclass(slots=True)
class _Known:
    """What was known of an article before the excerpt at hand."""

    first: int
    length: int
    heard_in: int
    categories: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)


def transmissions(library: Library, articles: tuple[Article, ...]) -> tuple[Transmission, ...]:
    """The transmissions in the order received, each compared with all before it."""
    owner = {(o.dump, o.line): a.id for a in articles for o in a.occurrences}
    known: dict[str, _Known] = {}
    slugs = _slugs([parsed.dump.name for parsed in library.dumps])
    result: list[Transmission] = []
    previous: tuple[str, ...] = ()
    for number, parsed in enumerate(library.dumps, 1):
        items = tuple(_items(parsed, number, owner, known))
        listed = tuple(dict.fromkeys(item.article_id for item in items))
        vanished = tuple(a for a in previous if a not in set(listed)) if previous else ()
        places = {item.occurrence.line: item.place for item in items}
        result.append(Transmission(number, slugs[number - 1], parsed, items, vanished, places))
        previous = listed
    return tuple(result)


def _items(
    parsed: ParsedDump, number: int, owner: dict[tuple[str, int], str], known: dict[str, _Known]
) -> Iterator[Heard]:
    for place, occurrence in enumerate(parsed.occurrences, 1):
        article_id = owner[occurrence.dump, occurrence.line]
        before = known.get(article_id)
        if before is None:
            known[article_id] = before = _Known(number, 0, number)
            state, note = State.NEW, ""
        else:
            state, note = _compare(occurrence, before, number)
        yield Heard(place, occurrence, article_id, state, note)
        _learn(before, occurrence, number)


def _compare(occurrence: Occurrence, before: _Known, number: int) -> tuple[State, str]:
    if changes := list(_changes(occurrence, before)):
        return State.CHANGED, "、".join(changes)
    if before.heard_in == number:
        return State.REPEATED, "本次之内重复"
    same = "文字相同" if len(occurrence.text) == before.length else "文字较短"
    return State.REPEATED, f"首见于第 {before.first} 次收讯，{same}"


def _changes(occurrence: Occurrence, before: _Known) -> Iterator[str]:
    for value, seen, name in (
        (occurrence.category, before.categories, "分类"),
        (occurrence.date, before.dates, "日期"),
    ):
        if value and value not in seen:
            yield f"{'改标' if seen else '补得'}{name} {value}"
    if longer := max(0, len(occurrence.text) - before.length):
        yield f"文字多出 {longer} 字"


def _learn(known: _Known, occurrence: Occurrence, number: int) -> None:
    known.length = max(known.length, len(occurrence.text))
    known.heard_in = number
    known.categories |= {occurrence.category} if occurrence.category else set()
    known.dates |= {occurrence.date} if occurrence.date else set()


def _slugs(names: list[str]) -> list[str]:
    """Addresses, distinct even where a file system ignores case."""
    taken: set[str] = set()
    result = []
    for name in names:
        slug = escape.path_segment(name)
        if slug.casefold() in taken:
            slug = escape.path_segment(name + "\0")
        taken.add(slug.casefold())
        result.append(slug)
    return result
