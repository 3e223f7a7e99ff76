"""A library as part of a MkDocs build: its pages and files, and the authored pages' frames.

MkDocs renders only what people wrote under ``docs/``. Everything generated is handed to
it as finished static files whose content is made when they are copied, so that a large
site is never in memory as a whole, nothing lies under ``docs/``, and navigation stays
small (with 1,000 articles in it a build took six times as long).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from scripts import __version__, pages, search
from scripts.csp import policy
from scripts.model import Library, SiteFile, SitePage
from scripts.publish import MARKER
from scripts.segment import Segmenter
from scripts.skeleton import CSP_SLOT, Frames, set_slots, slot_values

_ERROR_PAGE = "404.html"


class LazyFile(File):
    """A static file whose bytes are made at the moment they are written."""

    def __init__(self, config: MkDocsConfig, uri: str, make: Callable[[], bytes]) -> None:
        super().__init__(uri, None, config.site_dir, True, inclusion=InclusionLevel.INCLUDED)
        self.generated_by = "shouxun"
        self.abs_src_path = None
        self.make = make

    def copy_file(self, dirty: bool = False) -> None:
        """Writes the file. Always: what it is made from is not one file's time stamp."""
        target = Path(self.abs_dest_path)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            file.write(self.make())


class Site:
    """One build. The hook calls the methods in the order in which they stand here."""

    def __init__(self, library: Library, config: MkDocsConfig) -> None:
        self._library = library
        self._config = config
        # MkDocs would write its own over ours, with authored pages only and today's date.
        config.theme.static_templates.discard("sitemap.xml")
        self._frames: Frames | None = None
        self._nav: Navigation | None = None
        self._depth = 1

    def add_files(self, files: Files) -> None:
        """Every generated page and file, as static files."""
        for url, make in pages.site_pages(self._library):
            self._depth = max(self._depth, url.count("/"))
            uri = url + "index.html" if url.endswith("/") else url
            self._add(files, uri, partial(self._finish, make))
        for file in self._site_files():
            self._add(files, file.url, partial(bytes, file.content))
        self._add(files, MARKER, partial(str.encode, f"shouxun {__version__}\n"))

    def remember_nav(self, nav: Navigation) -> None:
        """The navigation, which the skeletons need later."""
        self._nav = nav

    def frame_authored(self, page: Page, prose: str) -> str:
        """The content of a page from ``docs/``, its rendered Markdown being ``prose``."""
        authored = pages.authored(self._library, page.url, prose)
        values = slot_values(authored, self._config.site_url, CSP_SLOT)
        set_slots(page, values, authored.wide)
        return authored.content

    def render_frames(self, env: Environment, files: Files) -> None:
        """Renders the theme's skeletons; the static files are copied right after.

        Trimming the blanks around template tags takes a fifth off every page's shell.
        """
        assert self._nav is not None
        env.trim_blocks = env.lstrip_blocks = True
        self._frames = Frames(self._config, self._nav, files, env, self._depth)

    def secure(self, html: str, name: str = "") -> str:
        """An authored page, or the error page ``name``, with its policy in place.

        The error page holds no scraped text, and its base differs: it gets its own hashes.
        """
        assert self._frames is not None
        csp = policy([html]) if name == _ERROR_PAGE else self._frames.csp
        return html.replace(CSP_SLOT, csp)

    def _site_files(self) -> list[SiteFile]:
        segmenter = Segmenter.for_taxonomy(self._library.taxonomy)
        return [
            *pages.site_files(self._library, self._config.site_url or ""),
            *search.build_index(self._library, segmenter.cut, scripts=search.scripts()),
        ]

    def _finish(self, make: Callable[[], SitePage]) -> bytes:
        assert self._frames is not None
        return self._frames.finish(make()).encode("utf-8")

    def _add(self, files: Files, uri: str, make: Callable[[], bytes]) -> None:
        if existing := files.get_file_from_path(uri):
            files.remove(existing)
        files.append(LazyFile(self._config, uri, make))
