"""The hostile texts, read from ``payloads/*.txt``: one a line, ``#`` lines say what a file is for.

``HIT`` becomes a call that names the payload, ``OUT`` an address on another host, ``\\u{9}``
the character of that number, ``REPEAT400:a`` four hundred times ``a``. All were written for
this project.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "payloads"
_CODE_POINT = re.compile(r"\\u\{([0-9a-f]+)\}")
_REPEAT = re.compile(r"REPEAT(\d+):(.*)")


@dataclass(frozen=True, slots=True)
class Payload:
    """``text`` as it is planted; ``number`` is what its ``hit()`` reports, from 1."""

    number: int
    group: str
    text: str


def load() -> tuple[Payload, ...]:
    """Every payload, in the order of the files and their lines."""
    found = [(path.stem, line) for path in sorted(FOLDER.glob("*.txt")) for line in _lines(path)]
    return tuple(
        Payload(number, group, _planted(line, number))
        for number, (group, line) in enumerate(found, 1)
    )


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").split("\n")[1:]  # the first says what it is for
    return [line for line in lines if line]


def _planted(line: str, number: int) -> str:
    if match := _REPEAT.fullmatch(line):
        return match[2] * int(match[1])
    text = line.replace("HIT", f"hit({number})").replace("OUT", f"https://out.invalid/{number}")
    return _CODE_POINT.sub(lambda code: chr(int(code[1], 16)), text)


PAYLOADS = load()
