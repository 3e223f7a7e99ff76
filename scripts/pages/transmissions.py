"""The transmissions: a list of all, and a log of each in which every line is accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from scripts import escape
from scripts.escape import NOTHING, slots
from scripts.ledger import KIND_NAMES, count_lines
from scripts.model import Line, LineKind, SitePage
from scripts.pages import links, reading, render, rows, shell, timeline
from scripts.pages.catalogue import LOG_SIZE, Catalogue
from scripts.pages.lists import Lazy, numbered
from scripts.pages.receptions import STATE_NAMES, Heard, State, Transmission
from scripts.pages.shell import Viewed
from scripts.pages.timeline import Strip, colour, strip

_HIDDEN = "（已隐藏）"
_TIMELINE = 12  # transmissions drawn beside the open one
_VANISHED = 60  # articles no longer listed that are named


class LogItem(NamedTuple):
    """One numbered line of the log; its title as found. ``url`` is empty for a hidden article."""

    place: int
    line: int
    state: str
    state_name: str
    title: str
    url: str
    note: str
    category: str
    colour: str


@dataclass(frozen=True, slots=True)
class LogView:
    """Everything a page of a log is made from.

    ``counts`` are (state, name, number), ``lines`` as :func:`_runs` gives them, ``vanished``
    (title as found, address); ``frame`` is the left column, finished.
    """

    url: str
    title: str
    number: int
    path: str
    total: int
    counts: tuple[tuple[str, str, int], ...]
    dates: tuple[str, ...]
    timeline: tuple[Strip, ...]
    pager: rows.Pager
    items: tuple[LogItem, ...]
    vanished: tuple[tuple[str, str], ...]
    ledger: tuple[tuple[str, int], ...]
    physical: int
    lines: tuple[tuple[str, str, str, bool], ...]
    frame: str

    def told(self) -> object:
        """All this in plain values."""
        return (
            (self.url, self.title, self.number, self.path, self.total, self.counts, self.dates),
            [(*near[:2], str(near.drawing), *near[3:]) for near in self.timeline],
            repr(self.pager),
            [tuple(item) for item in self.items],
            (self.vanished, self.ledger, self.physical, self.lines, self.frame),
        )


_NEIGHBOUR = slots(
    '<li{now}><a href="{root}{url}"{current}>{drawing}<b>第 {number} 次</b>'
    "<small>{total} 则 · 新 {news}</small></a></li>\n"
)
_NOW, _CURRENT = slots(' class="now"')(), slots(' aria-current="page"')()
_ITEM = slots(
    '<li class="s-{state} {colour}" id="L{line}"><span class="kb-log__n" title="第 {line} 行">'
    '{place}</span><span class="kb-log__s"><i class="s-{state}"></i>{name}</span>'
    '<span class="kb-log__t">{title}{note}</span><span class="kb-log__c">{category}</span></li>\n'
)
_LINKED = slots('<a href="{root}{url}">{title}</a>')
_GONE = slots("<li>{title}</li>\n")
_REMARK = slots("<small>{note}</small>")
_LINE = slots("<tr{unknown}><td>{numbers}</td><td>{kind}</td><td>{text}</td></tr>\n")
_UNKNOWN = slots(' class="is-unknown"')()


def pages(catalogue: Catalogue) -> Iterator[Lazy]:
    """The list of transmissions, and every transmission's log."""
    yield from timeline.pages(catalogue)
    for transmission in catalogue.transmissions:
        base = f"transmissions/{transmission.slug}/"
        for pager, items in rows.pages_of(transmission.items, base, LOG_SIZE):
            view = partial(_log, catalogue, transmission, pager, items)
            yield pager.url(pager.number), Viewed(view, log_page, LogView.told)


def _log(
    catalogue: Catalogue, transmission: Transmission, pager: rows.Pager, items: Sequence[Heard]
) -> LogView:
    title = f"第 {transmission.number} 次收讯"
    url, dump = pager.url(pager.number), transmission.dump
    return LogView(
        url=url,
        title=title,
        number=transmission.number,
        path=links.file(dump.dump.path),
        total=len(transmission.items),
        counts=tuple((s.value, STATE_NAMES[s], transmission.count(s)) for s in State),
        dates=tuple(sorted({o.date for o in dump.occurrences if o.date})),
        timeline=tuple(strip(catalogue, t) for t in _around(catalogue, transmission.number)),
        pager=pager,
        items=tuple(_item(catalogue, item) for item in items),
        vanished=tuple(_named(catalogue, article_id) for article_id in transmission.vanished),
        ledger=_ledger(transmission),
        physical=len(dump.lines),
        lines=tuple(_runs(dump.lines)) if pager.number == 1 else (),
        frame=shell.column(catalogue, url, "transmissions/"),
    )


def log_page(view: LogView) -> SitePage:
    """A page of the log that ``view`` tells."""
    root = links.root(view.url)
    description = f"{view.total} 则：" + _counted((name, n) for _, name, n in view.counts)
    content = render.html(
        "transmission",
        root=root,
        view=view,
        description=description,
        ledger=_counted(view.ledger),
        shown=_VANISHED,
        vanished=escape.join(
            _GONE(title=_linked(*named, root)) for named in view.vanished[:_VANISHED]
        ),
        timeline=escape.join(_neighbour(near, view.number, root) for near in view.timeline),
        items=escape.join(_logged(item, root) for item in view.items),
        lines=escape.join(
            _LINE(unknown=_UNKNOWN if new else NOTHING, numbers=numbers, kind=kind, text=text)
            for numbers, kind, text, new in view.lines
        ),
    )
    title = numbered(view.title, view.pager)
    head = shell.collection(view.title, description, root)
    return SitePage(view.url, title, description, content, view.frame, head)


def _counted(counts: Iterable[tuple[str, int]]) -> str:
    return "，".join([f"{name} {count}" for name, count in counts])


def _neighbour(near: Strip, number: int, root: str) -> Markup:
    now = near.number == number
    return _NEIGHBOUR(
        now=_NOW if now else NOTHING,
        current=_CURRENT if now else NOTHING,
        root=root,
        url=near.url,
        drawing=near.drawing,
        number=near.number,
        total=near.total,
        news=near.news,
    )


def _logged(item: LogItem, root: str) -> Markup:
    return _ITEM(
        state=item.state,
        colour=item.colour,
        line=item.line,
        place=f"{item.place:02d}",
        name=item.state_name,
        title=_linked(item.title, item.url, root),
        note=_REMARK(note=item.note) if item.note else NOTHING,
        category=item.category,
    )


def _linked(title: str, url: str, root: str) -> str:
    """A title as found, a link where its article is shown."""
    return _LINKED(root=root, url=url, title=reading.title(title)) if url else title


def _around(catalogue: Catalogue, number: int) -> Sequence[Transmission]:
    """Up to twelve transmissions with ``number`` among them."""
    total = len(catalogue.transmissions)
    first = max(0, min(number - 1 - _TIMELINE // 2, total - _TIMELINE))
    return catalogue.transmissions[first : first + _TIMELINE]


def _item(catalogue: Catalogue, item: Heard) -> LogItem:
    entry = catalogue.by_id.get(item.article_id)
    return LogItem(
        place=item.place,
        line=item.occurrence.line,
        state=item.state.value,
        state_name=STATE_NAMES[item.state],
        title=entry.title.text if entry else _HIDDEN,
        url=links.article(entry.id) if entry else "",
        note=item.note,
        category=catalogue.shelf(entry).name if entry else "",
        colour=colour(catalogue, item),
    )


def _named(catalogue: Catalogue, article_id: str) -> tuple[str, str]:
    entry = catalogue.by_id.get(article_id)
    return (entry.title.text, links.article(entry.id)) if entry else (_HIDDEN, "")


def _ledger(transmission: Transmission) -> tuple[tuple[str, int], ...]:
    counts = count_lines([transmission.dump])
    return tuple((name, counts[kind]) for kind, name in KIND_NAMES.items() if counts[kind])


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
