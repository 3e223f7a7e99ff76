"""The bar a title must pass: the best one so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scripts.titles.text import Found


class Bar:
    """Keeps good titles, each better than all before it; with ``everything``, all good ones.

    ``top`` is the confidence of the best, -1 at first. Of equals the first stays. Who
    makes titles asks :meth:`admits` first and so spares work that cannot win.
    """

    def __init__(self, is_good: Callable[[Found], bool], *, everything: bool = False) -> None:
        self._is_good = is_good
        self._everything = everything
        self.kept: list[Found] = []
        self.top = -1.0
        self._promised = -1.0

    def admits(self, confidence: float) -> bool:
        """Whether a title of at most this confidence is worth making."""
        return self._everything or self.top < confidence >= self._promised

    @property
    def floor(self) -> float:
        """The confidence below which nothing is admitted."""
        return -1.0 if self._everything else max(self.top, self._promised)

    def promise(self, found: Iterable[Found]) -> None:
        """Says what will be weighed later: till then only what is as good as that is admitted."""
        for title in sorted(found, key=lambda title: -title.confidence):
            if not self.admits(title.confidence):
                break
            if self._is_good(title):
                self._promised = title.confidence

    def weigh(self, found: Iterable[Found]) -> None:
        """Keeps what is good of ``found``, one by one, so that the bar rises meanwhile."""
        for title in found:
            if self.admits(title.confidence) and self._is_good(title):
                self.kept.append(title)
                self.top = max(self.top, title.confidence)

    @property
    def ranked(self) -> list[Found]:
        """What was kept, best first."""
        return sorted(self.kept, key=lambda title: -title.confidence)
