"""The transmissions: a timeline of all, and a log of each in which every line is accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from scripts.model import Line, LineKind, SitePage
from scripts.pages import links, reading, rows, shell
from scripts.pages.catalogue import LOG_SIZE, Catalogue
from scripts.pages.lists import Lazy
from scripts.pages.receptions import STATE_NAMES, Heard, State, Transmission

_TIMELINE = 12  # transmissions drawn beside the open one
_BARS = 60
KIND_NAMES = {
    LineKind.ARTICLE: "摘录",
    LineKind.CATEGORY: "分类",
    LineKind.DATE: "日期",
    LineKind.BANNER: "横幅",
    LineKind.PAGER: "翻页",
    LineKind.BLANK: "空行",
    LineKind.UNRECOGNISED: "未认出",
}


@dataclass(frozen=True, slots=True)
class LogItem:
    """One numbered line of the log. ``url`` is empty for a hidden article."""

    place: int
    line: int
    state: State
    state_name: str
    title: str
    url: str
    note: str
    category: str
    colour: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A transmission drawn small: per bar the category's colour and the state."""

    transmission: Transmission
    url: str
    bars: tuple[tuple[str, State], ...]


def pages(catalogue: Catalogue) -> Iterator[Lazy]:
    """The list of transmissions, and every transmission's log."""
    for pager, part in rows.pages_of(tuple(reversed(catalogue.transmissions)), "transmissions/"):
        yield pager.url(pager.number), partial(_list, catalogue, pager, part)
    for transmission in catalogue.transmissions:
        base = f"transmissions/{transmission.slug}/"
        for pager, items in rows.pages_of(transmission.items, base, LOG_SIZE):
            yield (
                pager.url(pager.number),
                partial(_log, catalogue, transmission, pager, items),
            )


def strip(catalogue: Catalogue, transmission: Transmission) -> Strip:
    """The small drawing; beyond sixty items only every n-th is drawn."""
    step = -(-len(transmission.items) // _BARS) or 1
    bars = tuple((colour(catalogue, item), item.state) for item in transmission.items[::step])
    return Strip(transmission, f"transmissions/{transmission.slug}/", bars)


def colour(catalogue: Catalogue, item: Heard) -> str:
    """The colour of an item's category."""
    entry = catalogue.by_id.get(item.article_id)
    return catalogue.shelf(entry).colour if entry else "c-no"


def _list(catalogue: Catalogue, pager: rows.Pager, part: Sequence[Transmission]) -> SitePage:
    description = (
        f"共 {len(catalogue.transmissions)} 次收讯，各有新到、有变、重复与不再列出的记录。"
    )
    url = pager.url(pager.number)
    return shell.page(
        catalogue,
        url,
        "transmissions",
        "收讯记录",
        description,
        active="transmissions/",
        head=shell.collection("收讯记录", description, (), links.root(url)),
        strips=[strip(catalogue, transmission) for transmission in part],
        pager=pager,
    )


def _log(
    catalogue: Catalogue, transmission: Transmission, pager: rows.Pager, items: Sequence[Heard]
) -> SitePage:
    title = f"第 {transmission.number} 次收讯"
    counts = {state: transmission.count(state) for state in State}
    dates = sorted({o.date for o in transmission.dump.occurrences if o.date})
    url = pager.url(pager.number)
    description = f"{len(transmission.items)} 则：" + "，".join(
        f"{STATE_NAMES[state]} {count}" for state, count in counts.items()
    )
    return shell.page(
        catalogue,
        url,
        "transmission",
        title if pager.number == 1 else f"{title}（第 {pager.number} 页）",
        description,
        active="transmissions/",
        head=shell.collection(title, description, (), links.root(url)),
        transmission=transmission,
        counts=[(state, STATE_NAMES[state], count) for state, count in counts.items()],
        dates=dates,
        timeline=[strip(catalogue, t) for t in _around(catalogue, transmission.number)],
        pager=pager,
        items=[_item(catalogue, item) for item in items],
        vanished=[_named(catalogue, article_id) for article_id in transmission.vanished],
        ledger=_ledger(transmission),
        lines=_runs(transmission.dump.lines) if pager.number == 1 else (),
    )


def _around(catalogue: Catalogue, number: int) -> Sequence[Transmission]:
    """Up to twelve transmissions with ``number`` among them."""
    total = len(catalogue.transmissions)
    first = max(0, min(number - 1 - _TIMELINE // 2, total - _TIMELINE))
    return catalogue.transmissions[first : first + _TIMELINE]


def _item(catalogue: Catalogue, item: Heard) -> LogItem:
    entry = catalogue.by_id.get(item.article_id)
    title = reading.title(entry.title.text) if entry else "（已隐藏）"
    return LogItem(
        place=item.place,
        line=item.occurrence.line,
        state=item.state,
        state_name=STATE_NAMES[item.state],
        title=title,
        url=links.article(entry.id) if entry else "",
        note=item.note,
        category=catalogue.shelf(entry).name if entry else "",
        colour=colour(catalogue, item),
    )


def _named(catalogue: Catalogue, article_id: str) -> tuple[str, str]:
    entry = catalogue.by_id.get(article_id)
    return (
        (reading.title(entry.title.text), links.article(entry.id)) if entry else ("（已隐藏）", "")
    )


def _ledger(transmission: Transmission) -> list[tuple[str, int]]:
    counts = Counter(line.kind for line in transmission.dump.lines)
    return [(name, counts[kind]) for kind, name in KIND_NAMES.items() if counts[kind]]


def _runs(lines: Sequence[Line]) -> list[tuple[str, str, str, bool]]:
    """Every line as (numbers, kind, text, unrecognised?); runs of blank lines share a row."""
    result: list[tuple[str, str, str, bool]] = []
    start = 0
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if line.kind is LineKind.BLANK and following and following.kind is LineKind.BLANK:
            continue
        first, last = lines[start].number, line.number
        numbers = str(last) if first == last else f"{first}–{last}"
        unknown = line.kind is LineKind.UNRECOGNISED
        result.append((numbers, KIND_NAMES[line.kind], _glimpse(line.text), unknown))
        start = index + 1
    return result


def _glimpse(text: str) -> str:
    return text if len(text) <= 48 else text[:48] + "…"
