"""Other tools' programs from PyPI, installed beside the results, never into our environment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAMS = Path(__file__).resolve().parent.parent / ".cache" / "benchmarks"


def install(package: str, version: str) -> Path | None:
    """The folder that holds ``package``, fetched the first time; None where that fails."""
    folder = PROGRAMS / f"{package.split('[', maxsplit=1)[0]}-{version}"
    if not folder.exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder)]
        command = [*pip, f"{package}=={version}"]
        if subprocess.run(command, check=False, capture_output=True).returncode:
            return None
    return folder
