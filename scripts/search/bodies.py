"""Bodies as they are searched; those of texts seen before are read back as columns.

To fold a text and to settle it takes 25 µs, to read it back 6. Where words begin and end
inside a compound depends on the library's other words too, so the compounds are kept with
their marks: a body that holds one whose marks are others now is made again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

from scripts.cache import Memory
from scripts.model import Entry
from scripts.search.normalise import Words, normalise_all

_STAGE = "bodies"
_SHOWN = bytes.maketrans(b"\0\1\2\3", b"0123")
Inside = Callable[[str], bytes]
Kept = tuple[dict[str, Any], dict[str, bytes | memoryview]]


def bodies(
    entries: Sequence[Entry],
    segment: Callable[[str], Sequence[str]],
    inside: Inside,
    memory: Memory,
) -> list[Words]:
    """The normalised text of each entry with its marks (:func:`normalise_all`).

    The words come from the shared analysis; ``segment`` cuts a text that has none.
    """
    known, compounds = _known(memory.columns(_STAGE), inside)
    names = [memory.name(entry.article.text) for entry in entries]
    fresh = [entry for entry, name in zip(entries, names, strict=True) if name not in known]

    def marked(compound: str) -> bytes:
        compounds[compound] = marks = inside(compound)
        return marks

    words = (entry.analysis.words or segment(entry.article.text) for entry in fresh)
    made = normalise_all(words, marked)
    found = [known[name] if name in known else next(made) for name in names]
    if fresh or len(known) > len(entries):
        memory.keep_columns(_STAGE, lambda: _columns(names, found, compounds))
    return found


def _known(kept: Kept | None, inside: Inside) -> tuple[dict[bytes, Words], dict[str, bytes]]:
    """What was kept and still holds, by the names of texts, and the compounds asked about."""
    try:
        before, found = _read(*kept) if kept else ({}, {})
        told = {compound: inside(compound) for compound in before}
    except (KeyError, TypeError, ValueError, AttributeError):  # it is not of this shape
        return {}, {}
    changed = [compound for compound, marks in told.items() if _shown(marks) != before[compound]]
    if any(not compound.isalnum() for compound in changed):  # once settled, it may read otherwise
        return {}, {}
    return {name: body for name, body in found.items() if not _holds(body[0], changed)}, told


def _read(
    value: dict[str, Any], columns: Mapping[str, bytes | memoryview]
) -> tuple[dict[str, str], dict[bytes, Words]]:
    names, whole, marks = (bytes(columns[key]) for key in ("names", "texts", "marks"))
    texts = whole.decode("utf-8", "surrogatepass").split("\n")[:-1]
    bounds = [*accumulate(map(len, texts), initial=0)]
    if bounds[-1] != len(marks):
        raise ValueError
    each = [names[at : at + 16] for at in range(0, len(names), 16)]
    flags = [marks[start:end] for start, end in pairwise(bounds)]
    compounds = {compound: str(shown) for compound, shown in value["compounds"].items()}
    return compounds, dict(zip(each, zip(texts, flags, strict=True), strict=True))


def _holds(text: str, words: Sequence[str]) -> bool:
    return any(word in text for word in words)


def _columns(
    names: Sequence[bytes], found: Sequence[Words], compounds: Mapping[str, bytes]
) -> Kept:
    shown = {word: _shown(marks) for word, marks in compounds.items()}
    return {"compounds": shown}, _bytes(names, found)


def _bytes(names: Sequence[bytes], found: Sequence[Words]) -> dict[str, bytes | memoryview]:
    texts = "".join([f"{text}\n" for text, _ in found]).encode("utf-8", "surrogatepass")
    marks = b"".join([flags for _, flags in found])
    return {"names": b"".join(names), "texts": texts, "marks": marks}


def _shown(marks: bytes) -> str:
    return marks.translate(_SHOWN).decode("ascii")
