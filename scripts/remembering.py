"""From what was read to a library, with what earlier runs made of the same texts: both edges."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from scripts import fingerprint
from scripts.cache import Cache, Memory
from scripts.model import Inputs, Library
from scripts.pipeline import build_library
from scripts.progress import Progress


def library_of(root: Path, inputs: Inputs, progress: Progress) -> tuple[Library, Memory]:
    """:func:`build_library` for the project at ``root``, whose cache is read and kept.

    The memory goes on to whoever renders the library. What was made while the code changed
    is not kept: nobody knows which code made it.
    """
    stamp = partial(fingerprint.of_code, root, inputs.taxonomy.text)
    memory = Memory(Cache.of(root), stamp(), stamp)
    library = build_library(inputs, progress, memory)
    memory.save()
    return library, memory
