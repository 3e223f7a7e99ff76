"""Bytes become text wholly and plausibly, or are refused with the place."""

from __future__ import annotations

import codecs

import pytest

from scripts.decode import Undecodable, decode

CHINESE = (
    "INCOMING TRANSMISSION\n\n蒙特卡洛方法是强化学习中的重要算法类别,"
    "它标志着从基于模型到无模型算法的转变。这类算法不依赖环境模型,而是通过与环境的交互学习。\n"
)
TRADITIONAL = (
    "INCOMING TRANSMISSION\n\n蒙地卡羅方法是強化學習中的重要演算法,"
    "這類方法不依賴環境模型,而是透過與環境的互動來學習最好的策略。\n"
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (CHINESE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + CHINESE.encode(), "utf-8"),
        (CHINESE.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"), "utf-16"),
        (CHINESE.encode("utf-16-le"), "utf-16-le"),
        (CHINESE.encode("utf-16-be"), "utf-16-be"),
        (CHINESE.encode("utf-32"), "utf-32"),
        (CHINESE.encode("gb18030"), "gb18030"),
    ],
)
def test_every_encoding_gives_the_same_text(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.text == CHINESE
    assert decoded.encoding == encoding


def test_big5_is_told_from_gb18030() -> None:
    assert decode(TRADITIONAL.encode("big5")).text == TRADITIONAL


def test_guessed_encodings_are_noted() -> None:
    assert decode(CHINESE.encode("gb18030")).notes == ("read as GB18030",)
    assert decode(CHINESE.encode()).notes == ()


def test_nul_characters_are_left_out_and_noted() -> None:
    decoded = decode(CHINESE.replace("方法", "方\0法").encode())
    assert decoded.text == CHINESE
    assert decoded.notes == ("1 NUL characters were left out",)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (CHINESE.encode() + b"\xff\xfe\xfd", 4),  # stray bytes
        (CHINESE.encode()[:-2], 3),  # broken off inside a character
        (CHINESE.encode() + TRADITIONAL.encode("big5"), 6),  # two encodings
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, 1),
        (b"\x7fELF" + b"\0" * 400, 1),
        (codecs.BOM_UTF16_LE + "注意力".encode("utf-16-le") + b"\x00", 1),
        (codecs.BOM_UTF8 + b"ok\n\xff", 2),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(Undecodable) as refusal:
        decode(data)
    assert refusal.value.line == line


def test_an_empty_file_is_empty_text() -> None:
    assert decode(b"").text == ""
