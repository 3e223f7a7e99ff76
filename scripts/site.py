"""A library as part of a MkDocs build: its pages and files, and the authored pages' frames.

MkDocs renders only what people wrote under ``docs/``. Everything generated is written
beside it when MkDocs is done, page by page, so that a large site is never in memory as a
whole, nothing lies under ``docs/``, and navigation stays small (with 1,000 articles in
it a build took six times as long). Handed to MkDocs as 17,000 static files, the same
pages cost a tenth more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from scripts import __version__, pages, search, styles
from scripts.cache import Memory
from scripts.files import Tree
from scripts.kept import Kept, Record, key
from scripts.model import Library, SiteFile, SitePage
from scripts.processes import Task, give_back, share
from scripts.publish import MARKER
from scripts.search.page import lean
from scripts.segment import Segmenter
from scripts.skeleton import Frames, prepare, set_slots, slot_values, take_theme

_PAGES_A_TASK = 200
_STYLES = "assets/styles.css"
_SCRIPTS = ("assets/early.js", "assets/later.js", "assets/site.js")
Records = list[tuple[str, Record]]


class Site:
    """One build. The hook calls the methods in the order in which they stand here."""

    def __init__(
        self,
        library: Library,
        config: MkDocsConfig,
        kept: Kept | None = None,
        memory: Memory | None = None,
    ) -> None:
        self._library = library
        self._config = config
        self._kept = kept or Kept()
        self._memory = memory or Memory()
        # MkDocs would write its own over ours, with authored pages only and today's date.
        config.theme.static_templates.discard("sitemap.xml")
        self._frames: Frames | None = None
        self._nav: Navigation | None = None
        self._pages = pages.site_pages(library)
        self._sheets = [take_theme(config.theme)]
        self._written: list[str] = []
        self._names: list[str] = []

    def take_styles(self, files: Files) -> None:
        """Takes the sheets in ``extra_css`` out: with the theme's they become one request.

        Scripts leave their comments behind: 1.1 KB of a first visit, 0.3 before anything is shown.
        What people wrote is rendered first, as it may need any rule (:mod:`scripts.styles`).
        """
        for path in self._config.extra_css:
            self._sheets.append(files.src_uris[path].content_string)
            files.remove(files.src_uris[path])
        self._config.extra_css = [_STYLES]
        for name in _SCRIPTS:
            files.src_uris[name].content_string = lean(files.src_uris[name].content_string)

    def remember_nav(self, nav: Navigation) -> None:
        """The navigation, which the skeletons need later."""
        self._nav = nav

    def frame_authored(self, page: Page, prose: str) -> str:
        """The content of a page from ``docs/``, its rendered Markdown being ``prose``."""
        authored = pages.authored(self._library, page.url, prose)
        values = slot_values(authored, self._config.site_url)
        set_slots(page, values, authored.wide)
        self._written.append(authored.content)
        return authored.content

    def render_frames(self, env: Environment, files: Files, *, serving: bool) -> None:
        """Renders the theme's skeletons; ``serving`` lets the script of live reload run."""
        assert self._nav is not None
        prepare(env, serving=serving)
        depth = max(url.count("/") for url, _ in self._pages)
        self._frames = Frames(self._config, self._nav, files, env, depth)
        scripts = [file.content_string for file in files if file.src_uri.endswith(".js")]
        texts = [*self._written, *self._frames.texts(), *styles.sources(), *scripts]
        self._names = styles.names(self._sheets[0], texts)

    def write(self, folder: str) -> Kept:
        """Writes every generated page and file below ``folder``; says what the next may keep.

        The longest tasks come first: the search index, then all lists, whose rows two
        processes would each make (0.6 s of 10,000 articles).
        """
        articles = len(self._library.entries)  # whose pages stand first
        starts = range(0, articles, _PAGES_A_TASK)
        parts = [range(start, min(start + _PAGES_A_TASK, articles)) for start in starts]
        tasks: list[Task[Records]] = [
            partial(self._write_files, folder, self._index),
            partial(self._write_pages, folder, range(articles, len(self._pages))),
            partial(self._write_files, folder, self._data_files),
            partial(self._write_styles, folder),
            *(partial(self._write_pages, folder, part) for part in parts),
        ]
        found = share(tasks, len(self._library.entries))
        return self._kept.renewed(folder, {name: kept for part in found for name, kept in part})

    def _write_files(self, folder: str, files: Callable[[], Iterable[SiteFile]]) -> Records:
        tree = Tree(folder)
        for file in files():
            tree.write(file)
        give_back()
        return []

    def _write_styles(self, folder: str) -> Records:
        def joined() -> bytes:
            theme, *own = self._sheets
            return styles.joined(theme, own, self._names).encode()

        told = (self._sheets, self._names)
        return [(_STYLES, self._write_kept(Tree(folder), _STYLES, told, joined))]

    def _write_pages(self, folder: str, places: Sequence[int]) -> Records:
        tree = Tree(folder)
        records: Records = []
        for url, make in map(self._pages.__getitem__, places):
            name = url + "index.html" if url.endswith("/") else url
            if isinstance(make, pages.Viewed):
                records.append((name, self._write_viewed(tree, name, make)))
            else:
                tree.write(SiteFile(name, self._finished(make())))
        return records

    def _write_viewed(self, tree: Tree, name: str, make: pages.Viewed[Any]) -> Record:
        view = make.view()
        return self._write_kept(
            tree, name, make.told(view), lambda: self._finished(make.page(view))
        )

    def _write_kept(self, tree: Tree, name: str, told: object, make: Callable[[], bytes]) -> Record:
        """Takes a file over from the site that stands, if ``told`` says the same of it."""
        wanted = key(told)
        tree.make_room(name)
        if record := self._kept.link(name, wanted, tree.folder):
            return record
        status = tree.write(SiteFile(name, make()))
        return wanted, status.st_size, status.st_mtime_ns

    def _finished(self, page: SitePage) -> bytes:
        assert self._frames is not None
        return self._frames.finish(page)

    def _index(self) -> Iterable[SiteFile]:
        segment = Segmenter.for_taxonomy(self._library.taxonomy).cut
        yield from search.build_index(
            self._library, segment, scripts=search.scripts(), memory=self._memory
        )
        self._memory.save()

    def _data_files(self) -> Iterable[SiteFile]:
        yield SiteFile(MARKER, f"shouxun {__version__}\n".encode())
        yield from pages.site_files(self._library, self._config.site_url or "")
