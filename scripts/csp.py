"""The Content-Security-Policy of every page: nothing inline but the theme's own scripts.

Hashes are taken from skeletons, before any scraped text is filled in, so that no text
of a dump can ever bless a script. CSP Level 3, hash-source.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

_INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.S)
_DATA = re.compile(r"""type=["']?(?!text/javascript|module)""")


def inline_scripts(html: str) -> set[str]:
    """The bodies of the scripts of ``html`` that a browser would run (data blocks are not)."""
    return {
        match["body"] for match in _INLINE.finditer(html) if not _DATA.search(match["attributes"])
    }


def policy(skeletons: Iterable[str]) -> str:
    """The policy under which exactly the inline scripts of ``skeletons`` run.

    Workers, styles, images and requests come from the site itself; ``data:`` images are
    the theme's icons. ``frame-ancestors`` is left out: a meta element cannot carry it.
    """
    bodies = sorted(set().union(*map(inline_scripts, skeletons)))
    hashes = " ".join(f"'sha256-{_sha256(body)}'" for body in bodies)
    return (
        f"default-src 'none'; script-src 'self' {hashes}; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'"
    )


def _sha256(body: str) -> str:
    return base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
