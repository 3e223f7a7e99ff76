"""What one site can carry, told before it is too late.

GitHub Pages publishes at most 1 GB and gives up a deployment after ten minutes. How
large a site will be follows from its articles and their occurrences closely enough:
the constants were measured on 1,000 to 10,000 made-up articles (`make bench`), and a
test holds them against a real build.
"""

from __future__ import annotations

from pathlib import PurePath

from scripts.model import Inputs, Problem, Severity

#: Bytes a host such as GitHub Pages publishes.
MOST = 1_000_000_000
#: Above this part of it a person should know.
_TELLING = 0.8
_FIXED = 3_000_000  # theme, search engine, authored pages
_AN_ARTICLE = 23_500  # its page, its rows in lists, its part of index, feeds and data files
_AN_OCCURRENCE = 2_000  # its line in a transmission's log


def site_bytes(articles: int, occurrences: int) -> int:
    """About how large the site will be."""
    return _FIXED + _AN_ARTICLE * articles + _AN_OCCURRENCE * occurrences


def problems(inputs: Inputs, articles: int, occurrences: int) -> tuple[Problem, ...]:
    """A warning where the site comes near what one host carries, with what to do."""
    size = site_bytes(articles, occurrences)
    if size < _TELLING * MOST:
        return ()
    folder = str(PurePath(inputs.dumps[0].path).parent) if inputs.dumps else ""
    message = (
        f"{articles:,} articles make a site of about {size / 1e9:.1f} GB, and GitHub Pages "
        "carries 1 GB; give each year or source a folder of dumps and a site of its own "
        "(--dumps and --site-dir), or publish it on a host without that limit"
    )
    return (Problem(Severity.WARNING, folder, 0, message),)
