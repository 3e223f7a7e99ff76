r"""Tables of words, and patterns that a search finds fast.

The engine of ``re`` skips to where a pattern may begin, as fast as it reads, if that is one
character, a class of them, or a row of alternatives that each begin with a character of
their own; anything else it tries at every place of the text. So ``\s\s*`` is found in two
thirds of the time of ``\s+``, 本|该|下面 in a third of that of [本该]|下面, and what
:func:`led` makes in a fifth of that of the same alternatives in a row.

To compile has its price too: Python 3.11 to 3.13 goes through the characters of a class one
by one, 0.7 ms for those of Han, twice where a pattern begins with them. The 125 that stand in
our patterns are 0.09 s of each run, so one asks for Han once where it can.
"""

from __future__ import annotations


def led(*alternatives: tuple[str, str]) -> str:
    """The pattern of ``alternatives``: the class of their first character, and what follows it.

    The first that matches counts, as in any row; ``("0-9", "[0-9]*"), ("<", "[^<>]*>")``.
    """
    firsts = "".join(first for first, _ in alternatives)
    rests = "|".join(f"(?<=[{first}]){rest}" for first, rest in alternatives)
    return f"[{firsts}](?:{rests})"


def row(*alternatives: str) -> str:
    """The pattern of ``alternatives``, none of which is a group: so they stay one row."""
    return "|".join(alternatives)


def words(table: str) -> tuple[str, ...]:
    """The words of a table, which blanks and line ends part."""
    return tuple(table.split())
