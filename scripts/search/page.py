"""What the search page's template says, and the scripts as a site serves them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from rjsmin import jsmin

from scripts.model import Library
from scripts.search.pinyin import Reader, spelt
from scripts.search.short import shortened

#: The page's facets in order: the name in the address, and the legend.
FACETS = (("category", "分类"), ("topic", "专题"), ("origin", "分类由来"), ("transmission", "收讯"))
#: Scripts of a site, and the modules of ``docs/assets/search`` that each holds, in the order of
#: their needs. What a search wants is one file: a request each and two round trips less.
BUNDLES = {
    "boot": ("list.js", "dialog.js", "boot.js"),
    "engine": (
        "normalise.js",
        "files.js",
        "match.js",
        "words.js",
        "vocabulary.js",
        "names.js",
        "shown.js",
        "engine.js",
        "worker.js",
    ),
    "bend": ("readings.js", "spoken.js", "bend.js", "several.js"),
    "page": ("state.js", "near.js", "rows.js", "page.js"),
    "highlight": ("normalise.js", "highlight.js"),
}
_IMPORT = re.compile(r"^import (\{[^}]*\}) from \"[^\"]+\"$", re.M)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.M)
_LATER = re.compile(r'import\("\./([\w.]+)"\)')  # of the last module of a script
_FALLBACK = "强化学习"


def page_context(library: Library) -> dict[str, Any]:
    """Variables of ``overrides/pages/search.html``: facets, and examples that find something."""
    tags = Counter(tag for entry in library.entries for tag in entry.tags)
    spoken = [tag for tag, _ in tags.most_common() if re.fullmatch("[\u4e00-\u9fff]{3,6}", tag)]
    concept = spoken[0] if spoken else _FALLBACK
    full, _, initials = spelt(Reader(library.taxonomy.pinyin).spoken([concept]))[0].partition("|")
    names = Counter(entry.category for entry in library.entries if entry.category)
    return {
        "facets": FACETS,
        "count": f"{len(library.entries):,}",
        "category": min(names, key=lambda name: (" " in name, -names[name]), default="…"),
        "concept": concept,
        "pinyin": full,
        "initials": initials,
    }


def lean(source: str) -> str:
    """A script without its comments and most blanks.

    Templates inside templates are beyond rjsmin: the sources have none (a test says so).
    """
    return str(jsmin(source)) + "\n"


def _holder(module: str) -> str:
    """The script that is complete with ``module``."""
    return next(name for name, modules in BUNDLES.items() if modules[-1] == module)


def bundle(name: str, sources: Mapping[str, str], manifest: str = "") -> str:
    """Modules (``sources``: name to text) as one classic script, ``name`` of :data:`BUNDLES`.

    The same file for a worker, a page, and a page opened from disk, which may not load
    modules. Each module keeps a scope of its own: its imports come from, and its exports
    go to, one shared object, which also knows of which build a script is that has run: others go
    with it only if they are of the same. Only the forms of import and export that our modules
    use are known; the browser tests run the result. What is imported later comes by ``later`` of
    that object, which the worker and the page set.
    ``manifest`` (a literal: the arguments of its file) comes along where it is given, which
    saves the first search a request and a round trip.
    """
    modules = "".join(
        f";((modules)=>{{{shortened(lean(_scoped(sources[module])))}}})(globalThis.shouxunModules)\n"
        for module in BUNDLES[name]
    )
    known = f"globalThis.shouxunModules.manifest = {manifest}\n" if manifest else ""
    return (
        f"globalThis.shouxunModules ??= {{}}\n{known}"  # before the worker's code begins
        f'{modules};(globalThis.shouxunModules.builds??={{}}).{name}="{_build(sources)}"\n'
    )


def _build(sources: Mapping[str, str]) -> str:
    """What changes with any of the scripts."""
    return hashlib.sha256(
        "\0".join(sources[name] for name in sorted(sources)).encode()
    ).hexdigest()[:8]


def _scoped(source: str) -> str:
    inner = _EXPORT.sub("", _IMPORT.sub(r"const \1 = modules", source))
    inner = _LATER.sub(lambda found: f'modules.later("{_holder(found[1])}")', inner)
    return f"{inner}\nObject.assign(modules, {{ {', '.join(_EXPORT.findall(source))} }})"
