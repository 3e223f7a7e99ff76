"""Traditional Chinese read as simplified, a character for a character, so that places stay.

The converter also knows phrases, but those may change the length of a text.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import opencc

#: Written in no simplified text, and one of them in any traditional one of a few sentences.
_TRADITIONAL = re.compile(
    "[這個們來時說為學會對過發還種開經現實點體無機關進動問題間應數據結構訓練語識別圖類網絡優參統計義輸層組織務讓從與將樣當給"
    "帶長產業標準確認處級達選項際較單設電腦習徵測場試驗證]"
)


@cache
def _converter() -> opencc.OpenCC:
    from opencc import OpenCC  # 20 ms, and most dumps hold no traditional text

    return OpenCC("t2s")


@cache
def simplifications() -> dict[str, str]:
    """Every traditional character of the BMP, ascending, and its simplified form.

    Asked of all in one call, which takes as long as some 2,000 calls for one; a library asks
    for 4,000.
    """
    ranges = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))
    chars = "".join(map(chr, chain.from_iterable(ranges)))
    return {char: form for char, form in zip(chars, _forms(chars), strict=True) if form != char}


def _forms(chars: str) -> list[str]:
    forms = str(_converter().convert("\n".join(chars))).split("\n")
    return [
        form if len(form) == 1 and form < "\U00010000" and char != "乾" else char
        for char, form in zip(chars, forms, strict=True)
    ]


def simplified(char: str) -> str:
    """The simplified form of one character; itself where there is none in the BMP."""
    if char < "\u3400":
        return char
    return simplifications().get(char, char) if char < "\U00010000" else _forms(char)[0]


class _Table(dict[int, str]):
    """Filled as characters are met."""

    def __missing__(self, point: int) -> str:
        self[point] = result = simplified(chr(point))
        return result


_TABLE = _Table()


def read_simplified(text: str) -> str:
    """``text`` in simplified characters, of the same length; itself where it is so already."""
    return text.translate(_TABLE) if _TRADITIONAL.search(text) else text
