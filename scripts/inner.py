"""One module of a package, past the package: what its ``__init__`` does besides costs time."""

from __future__ import annotations

from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import Any


def inner_module(package: str, name: str) -> Any:
    """A module of its own, of the file ``name`` in ``package``, which must import nothing of it.

    Raises :class:`ImportError` where there is none.
    """
    outer = find_spec(package)
    places = outer.submodule_search_locations if outer else None
    found = PathFinder.find_spec(f"{package}.{name}", places) if places else None
    if found is None or found.loader is None:
        return import_module(f"{package}.{name}")
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module
