"""The list of all transmissions, newest first, and how each is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from scripts import escape
from scripts.escape import slots
from scripts.model import SitePage
from scripts.pages import links, lists, render, rows, shell
from scripts.pages.catalogue import Catalogue
from scripts.pages.receptions import Heard, State, Transmission
from scripts.pages.shell import Viewed

_BARS = 60


class Strip(NamedTuple):
    """A transmission drawn small: a bar an item, by the category's colour and the state.

    ``total`` items, ``news`` of them new.
    """

    number: int
    url: str
    drawing: Markup
    total: int
    news: int


class Summary(NamedTuple):
    """A transmission in the list of all; ``counts`` by state, in the order of the states."""

    strip: Strip
    counts: tuple[int, ...]
    vanished: int
    path: str


@dataclass(frozen=True, slots=True)
class TimelineView:
    """Everything a page of the list is made from, ``summaries`` newest first.

    ``count`` tells them all, but on the first page alone: one more would change every page.
    """

    pager: rows.Pager
    frame: str
    count: int
    summaries: tuple[Summary, ...]

    def told(self) -> object:
        """All this in plain values."""
        drawn = [(*s.strip[:2], str(s.strip.drawing), *s.strip[3:]) for s in self.summaries]
        rest = [tuple(summary[1:]) for summary in self.summaries]
        return repr(self.pager), self.frame, self.count, drawn, rest


_BAR = slots('<i class="s-{state} {colour}"></i>')
_STRIP = slots('<span class="kb-strip__b{density}" aria-hidden="true">{bars}</span>')


def pages(catalogue: Catalogue) -> Iterator[lists.Lazy]:
    """The pages of the list."""
    for pager, part in rows.pages_from_oldest(catalogue.transmissions[::-1], "transmissions/"):
        listed = partial(_timeline, catalogue, pager, part)
        yield pager.url(pager.number), Viewed(listed, timeline_page, TimelineView.told)


def strip(catalogue: Catalogue, transmission: Transmission) -> Strip:
    """The small drawing, made once; beyond sixty items only every n-th is drawn."""

    def draw() -> Strip:
        step = -(-len(transmission.items) // _BARS) or 1
        drawn = transmission.items[::step]
        bars = (_BAR(state=item.state, colour=colour(catalogue, item)) for item in drawn)
        density = " is-dense" if len(drawn) > 40 else " is-many" if len(drawn) > 20 else ""
        return Strip(
            transmission.number,
            f"transmissions/{transmission.slug}/",
            _STRIP(density=density, bars=escape.join(bars)),
            len(transmission.items),
            transmission.count(State.NEW),
        )

    return catalogue.memo(f"strip {transmission.number}", draw)


def colour(catalogue: Catalogue, item: Heard) -> str:
    """The colour of an item's category."""
    entry = catalogue.by_id.get(item.article_id)
    return catalogue.shelf(entry).colour if entry else "c-no"


def _timeline(
    catalogue: Catalogue, pager: rows.Pager, part: Sequence[Transmission]
) -> TimelineView:
    return TimelineView(
        pager,
        shell.column(catalogue, pager.url(pager.number), "transmissions/"),
        len(catalogue.transmissions) if pager.number == pager.front else 0,
        tuple(_summary(catalogue, transmission) for transmission in part),
    )


def _summary(catalogue: Catalogue, transmission: Transmission) -> Summary:
    return Summary(
        strip(catalogue, transmission),
        tuple(transmission.count(state) for state in State),
        len(transmission.vanished),
        links.file(transmission.dump.dump.path),
    )


def timeline_page(view: TimelineView) -> SitePage:
    """The page of the list that ``view`` tells."""
    url = view.pager.url(view.pager.number)
    root = links.root(url)
    counted = f"共 {view.count} 次收讯，" if view.pager.number == view.pager.front else ""
    description = f"{counted}各有新到、有变、重复与不再列出的记录。"
    content = render.html("transmissions", root=root, view=view)
    head = shell.collection("收讯记录", description, root)
    title = lists.numbered("收讯记录", view.pager)
    return SitePage(url, title, description, content, view.frame, head)
