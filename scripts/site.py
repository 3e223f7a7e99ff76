"""A library as part of a MkDocs build: its pages and files, and the authored pages' frames.

MkDocs renders only what people wrote under ``docs/``. Everything generated is written
beside it when MkDocs is done, page by page, so that a large site is never in memory as a
whole, nothing lies under ``docs/``, and navigation stays small (with 1,000 articles in
it a build took six times as long). Handed to MkDocs as 17,000 static files, the same
pages cost a tenth more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from scripts import __version__, pages, search
from scripts.files import write_tree
from scripts.model import Library, SiteFile, SitePage
from scripts.processes import share
from scripts.publish import MARKER
from scripts.segment import Segmenter
from scripts.skeleton import Frames, lean, set_slots, slot_values

_PAGES_A_TASK = 200
_STYLES = "assets/styles.css"
Lazy = tuple[str, Callable[[], SitePage]]


class Site:
    """One build. The hook calls the methods in the order in which they stand here."""

    def __init__(self, library: Library, config: MkDocsConfig) -> None:
        self._library = library
        self._config = config
        # MkDocs would write its own over ours, with authored pages only and today's date.
        config.theme.static_templates.discard("sitemap.xml")
        self._frames: Frames | None = None
        self._nav: Navigation | None = None
        self._pages: Sequence[Lazy] = tuple(pages.site_pages(library))

    def join_styles(self, files: Files) -> None:
        """One style sheet in the place of those in ``extra_css``: one request, and smaller."""
        written = [files.src_uris[path] for path in self._config.extra_css]
        for file in written:
            files.remove(file)
        joined = _lean_css("".join(file.content_string for file in written))
        files.append(File.generated(self._config, _STYLES, content=joined))
        self._config.extra_css = [_STYLES]

    def remember_nav(self, nav: Navigation) -> None:
        """The navigation, which the skeletons need later."""
        self._nav = nav

    def frame_authored(self, page: Page, prose: str) -> str:
        """The content of a page from ``docs/``, its rendered Markdown being ``prose``."""
        authored = pages.authored(self._library, page.url, prose)
        values = slot_values(authored, self._config.site_url)
        set_slots(page, values, authored.wide)
        return authored.content

    def render_frames(self, env: Environment, files: Files) -> None:
        """Renders the theme's skeletons."""
        assert self._nav is not None
        lean(env)
        depth = max(url.count("/") for url, _ in self._pages)
        self._frames = Frames(self._config, self._nav, files, env, depth)

    def write(self, folder: str) -> int:
        """Writes every generated page and file below ``folder``; says how many.

        The search index, the longest task by far, comes first.
        """
        starts = range(0, len(self._pages), _PAGES_A_TASK)
        makers: list[Callable[[], Iterable[SiteFile]]] = [self._index, self._data_files]
        for start in starts:
            some = self._pages[start : start + _PAGES_A_TASK]
            makers.append(partial(self._rendered, some))
        tasks = [partial(write_tree, folder, make()) for make in makers]
        return sum(share(tasks, len(self._library.entries)))

    def _index(self) -> Iterable[SiteFile]:
        segment = Segmenter.for_taxonomy(self._library.taxonomy).cut
        yield from search.build_index(self._library, segment, scripts=search.scripts())

    def _data_files(self) -> Iterable[SiteFile]:
        yield SiteFile(MARKER, f"shouxun {__version__}\n".encode())
        yield from pages.site_files(self._library, self._config.site_url or "")

    def _rendered(self, some: Sequence[Lazy]) -> Iterable[SiteFile]:
        assert self._frames is not None
        for url, make in some:
            html = self._frames.finish(make())
            yield SiteFile(url + "index.html" if url.endswith("/") else url, html.encode("utf-8"))


def _lean_css(text: str) -> str:
    """A style sheet without comments, indentation and line ends (none of ours is in a string)."""
    return " ".join(re.sub(r"/\*.*?\*/", "", text, flags=re.S).split())
