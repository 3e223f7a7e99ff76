"""The edge to MkDocs, where the whole site need not be built."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from scripts import mkdocs_hook

ROOT = Path(__file__).resolve().parent.parent


def test_the_collector_rests_during_a_build_and_works_again_when_it_failed() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    config.extra["shouxun"] = {"taxonomy": "absent.yml"}
    gc.enable()
    with pytest.raises(PluginError, match=r"absent\.yml"):
        mkdocs_hook.on_config(config)
    assert not gc.isenabled()
    mkdocs_hook.on_build_error(PluginError(""))
    assert gc.isenabled()
