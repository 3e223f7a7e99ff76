"""The edge to MkDocs: translates its events, holds no logic.

MkDocs imports hooks without the project's root on the path, and puts the path back as it
was after the import; so the root is added when the first event comes. ``serve`` imports
once; so an edited script drops all of ``scripts`` for the next build to import afresh.
"""

from __future__ import annotations

import gc
import importlib
import logging
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

if TYPE_CHECKING:
    from scripts.site import Site

ROOT = Path(__file__).resolve().parent.parent

log = logging.getLogger("mkdocs.hooks.shouxun")
_seen: dict[str, float] = {}
_site: Site | None = None
_serving = False
_collecting = False  # whether the collector was at work before the build
_understood: tuple[Any, Any] | None = None  # the inputs last read, and what they gave
_shelter: tuple[Any, Any] | None = None  # what serve last wrote: its pages, and where they are


def on_startup(command: str, dirty: bool) -> None:
    """Learns whether ``mkdocs serve`` is at work: it puts a script into each page."""
    global _serving  # noqa: PLW0603
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Reads and understands everything before MkDocs touches the old site."""
    global _site, _collecting  # noqa: PLW0603 - MkDocs hooks are modules: this is their only memory
    _collecting = gc.isenabled()
    gc.disable()  # it goes through the whole library time and again: see scripts.__main__
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    _forget_edited_scripts()
    library, memory = config.extra.pop("understood", None) or _library(config)
    kept = config.extra.pop("kept", None) or _kept(config)
    _site = importlib.import_module("scripts.site").Site(library, config, kept, memory)
    return config


def on_files(files: Any, config: MkDocsConfig) -> Any:
    """Takes the style sheets, which become one."""
    site().take_styles(files)
    return files


def on_nav(nav: Any, config: MkDocsConfig, files: Any) -> Any:
    """Keeps the navigation for the skeletons."""
    site().remember_nav(nav)
    return nav


def on_page_content(html: str, page: Any, config: MkDocsConfig, files: Any) -> str:
    """Frames an authored page."""
    return site().frame_authored(page, html)


def on_env(env: Any, config: MkDocsConfig, files: Any) -> Any:
    """Renders the theme once, and joins the styles."""
    site().render_frames(env, files, serving=_serving)
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Writes the generated pages and files."""
    global _shelter  # noqa: PLW0603
    config.extra["kept"] = kept = site().write(config.site_dir)
    if _serving:
        sheltered, folder = kept.sheltered()
        _shelter = sheltered.told(), folder
    _collect_again()


def on_build_error(error: Exception) -> None:
    """Leaves the process as it was: a build that failed is over too."""
    _collect_again()


def on_shutdown() -> None:
    """Leaves nothing behind."""
    if _shelter:
        _shelter[1].cleanup()


def site() -> Site:
    """The build under way."""
    assert _site is not None, "MkDocs calls on_config first"
    return _site


def _collect_again() -> None:
    if _collecting:
        gc.enable()


def _paths(config: MkDocsConfig) -> dict[str, Path]:
    return {key: ROOT / path for key, path in (config.extra.get("shouxun") or {}).items()}


def _kept(config: MkDocsConfig) -> Any:
    """The pages that ``mkdocs serve`` wrote last, for the next build to take over."""
    if not _serving:
        return None
    kept, files, fingerprint = (
        importlib.import_module(f"scripts.{name}") for name in ("kept", "files", "fingerprint")
    )
    taxonomy = _paths(config).get("taxonomy", files.TAXONOMY)
    make = fingerprint.of_inputs(ROOT, [taxonomy])
    told, folder = _shelter or (None, None)
    return kept.Kept.of(folder.name if folder else "", make, told)


def _library(config: MkDocsConfig) -> Any:
    """The library for plain MkDocs commands, whose paths stand in ``extra.shouxun``.

    And what is remembered of its texts.
    """
    global _understood  # noqa: PLW0603
    files, remembering, model = (
        importlib.import_module(f"scripts.{name}") for name in ("files", "remembering", "model")
    )
    progress = importlib.import_module("scripts.progress").Progress(time.perf_counter)
    try:
        inputs = files.read_inputs(**_paths(config))
        # An edited page or template changes nothing that was understood. Code read afresh
        # makes another class of inputs, which equals none before it.
        if _understood is None or _understood[0] != inputs:
            _understood = inputs, remembering.library_of(ROOT, inputs, progress)
        library, memory = _understood[1]
    except model.InputError as error:
        raise PluginError(str(error)) from None
    for problem in library.problems:
        level = logging.INFO if problem.severity is model.Severity.NOTE else logging.WARNING
        log.log(level, "%s", problem)
    return library, memory


def _forget_edited_scripts() -> None:
    times = {str(path): path.stat().st_mtime for path in ROOT.glob("scripts/**/*.py")}
    edited, _ = bool(_seen) and times != _seen, _seen.update(times)
    if edited:
        log.info("scripts changed: loading them again")
        for name in [name for name in sys.modules if name.split(".")[0] == "scripts"]:
            del sys.modules[name]


os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
