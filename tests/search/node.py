"""Runs the browser's code under Node."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

_HERE = Path(__file__).parent


def node(script, data, *arguments):
    """What ``script`` answers to ``data``, both as JSON."""
    if shutil.which("node") is None:
        pytest.skip("NO NODE: the browser's search engine is not tested")
    run = subprocess.run(
        ["node", "--no-warnings", _HERE / script, *arguments],
        input=json.dumps(data),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)


def written(files, folder):
    """``files`` below ``folder``; the folder of the index."""
    for file in files:
        path = folder / file.url
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return folder / "search"
