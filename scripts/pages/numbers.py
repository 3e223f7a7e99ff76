"""Numbers in Chinese words, for titles and short sentences."""

from __future__ import annotations

from collections.abc import Sequence

_DIGITS = "零一二三四五六七八九"


def words(number: int) -> str:
    """``number`` in Chinese words below a hundred, else in figures: 三十五, 1,204."""
    if not 0 <= number < 100:
        return f"{number:,}"
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def counter(number: int) -> str:
    """As :func:`words`, but before a measure word, where two is 两."""
    return "两" if number == 2 else words(number)


def times(heard: Sequence[int]) -> str:
    """Where and how often something was heard (ascending): 第 1–5 次收讯听到 3 次."""
    place = f"{heard[0]}–{heard[-1]}" if len(heard) > 1 else f"{heard[0]}"
    return f"第 {place} 次收讯听到 {len(heard)} 次"
