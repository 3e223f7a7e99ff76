"""The project with the dumps and corrections it was first shipped with.

Tests that count articles, or know one by name, read these: whoever adds dumps and corrections
to ``data/`` keeps a suite that passes, and with it a workflow that publishes. The taxonomy
stays the project's own: it is part of what is tested.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "tests" / "library"
DUMPS = LIBRARY / "dumps"
CURATION = LIBRARY / "curation.yml"
TAXONOMY = ROOT / "data" / "taxonomy.yml"
INPUTS = (DUMPS, CURATION, TAXONOMY)


def copy_to(target: Path) -> Path:
    """A clone's worth of the project in the new folder ``target``, to build in and to edit.

    What Python compiled goes along (a copy keeps the time by which it is known to hold).
    """
    for name in ("scripts", "docs", "overrides"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copytree(LIBRARY, target / "data")
    shutil.copy2(TAXONOMY, target / "data")
    shutil.copy2(ROOT / "mkdocs.yml", target)
    return target


@lru_cache(maxsize=1)
def project() -> Path:
    """A copy for all tests of a process that leave it as it is."""
    folder = Path(tempfile.mkdtemp(prefix="shouxun-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return copy_to(folder / "project")
