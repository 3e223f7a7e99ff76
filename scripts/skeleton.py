"""The theme around a page, rendered once per depth and width, then only filled in.

Material's template costs milliseconds a page and depends on nothing but how deep the
page lies and whether it has a left column. So it is rendered with tokens in the places
that differ, split at the tokens, and joined with each page's own finished HTML: the
same bytes as rendering it whole (a test proves it), some twenty times faster. Filling
is one pass, so text that looks like a token stays text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from jinja2.ext import Extension
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme
from mkdocs.utils import get_theme_dir

from scripts import escape
from scripts.model import SitePage
from scripts.pages import links

_THEME_STYLES = "assets/stylesheets/main.*.min.css"
_SLOTS = ("title", "description", "canonical", "content", "nav", "head")
_INDENTATION = re.compile(r"\n[ \t\n]+")
_TOKEN = re.compile(rf"shouxun-({'|'.join(_SLOTS)})-slot")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A page of the theme, split at its slots: ``texts[0] slots[0] texts[1] …``."""

    texts: tuple[bytes, ...]
    slots: tuple[str, ...]

    @classmethod
    def split(cls, html: str) -> Skeleton:
        """The skeleton of a page rendered with tokens."""
        parts = _TOKEN.split(html)
        return cls(tuple(part.encode() for part in parts[::2]), tuple(parts[1::2]))

    def fill(self, values: Mapping[str, str]) -> bytes:
        """The page (UTF-8) with ``values`` (finished HTML by slot) in its slots.

        The theme's part is encoded beforehand: two thirds of each page.
        """
        parts = [self.texts[0]]
        for slot, text in zip(self.slots, self.texts[1:], strict=True):
            parts += (values[slot].encode(), text)
        return b"".join(parts)


def slot_values(page: SitePage, site_url: str | None) -> dict[str, str]:
    """What goes into the slots for ``page``: all of it finished HTML."""
    return {
        "title": escape.text(page.title),
        "description": escape.attribute(page.description),
        "canonical": escape.attribute(links.absolute(site_url or "", page.url)),
        "content": page.content,
        "nav": page.nav,
        "head": page.head,
    }


def set_slots(page: Page, values: Mapping[str, str], wide: bool) -> None:
    """Hands the slots to ``overrides/main.html`` by way of the page and its metadata."""
    page.content = values["content"]
    page.canonical_url = values["canonical"] if page.canonical_url else None
    page.meta = {**page.meta, "slots": {**values, "wide": wide}}


def prepare(env: Environment, *, serving: bool = False) -> None:
    """Leaves blanks out of templates: a fifth of a shell.

    ``mkdocs serve`` reloads pages by an inline script, another each time, which no hash can
    name: while ``serving``, and only then, the policy allows inline scripts.
    """
    env.globals["serving"] = serving
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension(_Flush)


def take_theme(theme: Theme) -> str:
    """Takes the theme's folder out of ``theme``; gives its style sheet, all that we use of it.

    Our ``main.html`` stands in for its templates. MkDocs would ask of each of its 14,000 files,
    icons nearly all, whether a site gets it: a twentieth of a small build.
    Raises :class:`PluginError` where there is no such sheet, or several.
    """
    folder = get_theme_dir(str(theme.name))
    theme.dirs = [other for other in theme.dirs if other != folder]
    found = [*Path(folder).glob(_THEME_STYLES)]
    if len(found) != 1:
        raise PluginError(f"mkdocs-material has {len(found)} files {_THEME_STYLES}, not one")
    return found[0].read_text("utf-8")


class _Flush(Extension):
    """Templates without indentation. None of the theme's has a ``pre`` or a script over lines."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return _INDENTATION.sub("\n", source)


class Frames:
    """All skeletons of a site."""

    def __init__(
        self, config: MkDocsConfig, nav: Navigation, files: Files, env: Environment, depth: int
    ) -> None:
        """Renders the theme for depths 0 to ``depth``, wide and not."""
        self._site_url = config.site_url
        keys = [(level, wide) for level in range(depth + 1) for wide in (False, True)]
        pages = {key: _render(*key, config, nav, files, env) for key in keys}
        self._skeletons = {key: Skeleton.split(html) for key, html in pages.items()}

    def texts(self) -> Iterator[str]:
        """What the theme puts around pages."""
        for skeleton in self._skeletons.values():
            yield from map(bytes.decode, skeleton.texts)

    def finish(self, page: SitePage) -> bytes:
        """The finished HTML document of ``page``, in UTF-8."""
        skeleton = self._skeletons[page.url.count("/"), page.wide]
        return skeleton.fill(slot_values(page, self._site_url))


def _render(
    depth: int,
    wide: bool,
    config: MkDocsConfig,
    nav: Navigation,
    files: Files,
    env: Environment,
) -> str:
    tokens = {slot: f"shouxun-{slot}-slot" for slot in _SLOTS}
    return render_page(
        "_/" * depth, lambda page: set_slots(page, tokens, wide), config, nav, files, env
    )


def render_page(
    url: str,
    prepare: Callable[[Page], None],
    config: MkDocsConfig,
    nav: Navigation,
    files: Files,
    env: Environment,
) -> str:
    """Material's ``main.html`` for a page at ``url``, rendered in full by MkDocs' own means."""
    page = Page("", File.generated(config, f"{url}index.md", content=""), config)
    prepare(page)
    context = get_context(nav, files, config, page)
    return env.get_template("main.html").render(context)
