"""What the search page's template says, and the scripts as one file for sites opened from disk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from scripts.model import Library
from scripts.search.pinyin import Reader, spelt

#: The page's facets in order: the name in the address, and the legend.
FACETS = (("category", "分类"), ("topic", "主题"), ("origin", "分类由来"), ("transmission", "收讯"))
#: Scripts of ``docs/assets/search`` in the order of their needs.
SCRIPTS = ("normalise.js", "engine.js", "bend.js", "worker.js", "page.js", "highlight.js")
_IMPORT = re.compile(r"^import (\{[^}]*\}) from \"[^\"]+\"$", re.M)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.M)
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


def offline_script(sources: Mapping[str, str]) -> str:
    """``sources`` (name to text of :data:`SCRIPTS`) as one classic script.

    Browsers load no modules from disk. Each module keeps a scope of its own: its imports
    come from, and its exports go to, one shared object. Only the two forms of import and
    export that our scripts use are known; a test runs the result.
    """
    return "globalThis.shouxunModules = {}\n" + "".join(
        f";((modules) => {{\n{_scoped(sources[name])}\n}})(globalThis.shouxunModules)\n"
        for name in SCRIPTS
    )


def _scoped(source: str) -> str:
    names = _EXPORT.findall(source) or ["serve"]
    inner = _EXPORT.sub("", _IMPORT.sub(r"const \1 = modules", source))
    return f"{inner}\nObject.assign(modules, {{ {', '.join(names)} }})"
