"""A coverage-guided fuzz target: a dump from bytes to its pages. Optional: ``pip install atheris``.

    python -m tests.fuzz.atheris_parse -max_total_time=600 corpus/ tests/fuzz/regressions/

Whatever it finds goes, as small as it gets, into ``tests/fuzz/regressions/``; a test runs
those files through the same function on every run.
"""

from __future__ import annotations

import sys

from scripts.decode import Undecodable, decode
from scripts.ledger import check_ledger
from scripts.model import Dump, Inputs, LineKind, Source
from tests.understanding import SOURCE

_MOST = 4_000  # bytes: longer inputs find nothing that shorter ones do not


def one_input(data: bytes) -> None:
    """Raises where a dump of these bytes crashes a stage, loses a line or breaks a page."""
    from scripts import escape
    from scripts.pages import site_pages
    from scripts.pipeline import build_library

    try:
        text = decode(data[:_MOST]).text
    except Undecodable:
        return
    curation = Source("curation", "curation.yml", "")
    library = build_library(Inputs((Dump("d", "d.txt", text),), SOURCE, curation))
    check_ledger(library.dumps)
    seen = sum(len(entry.article.occurrences) for entry in library.entries)
    lines = [line for dump in library.dumps for line in dump.lines]
    assert seen == sum(line.kind is LineKind.ARTICLE for line in lines)
    for url, make in site_pages(library):
        if url.startswith(("articles/", "transmissions/")):
            content = str(make().content)
            assert escape.clean(content) == content
            assert "<script" not in content


def main() -> None:
    """Runs the fuzzer until it finds something or its time is over."""
    import atheris

    with atheris.instrument_imports(include=["scripts"]):
        import scripts.pages
        import scripts.pipeline  # noqa: F401
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
