"""The index read back by a second, plain implementation: shards to lists to documents."""

import json
import re
from bisect import bisect_left
from functools import cache
from itertools import groupby

from scripts.search.codec import BASE, DIGITS
from scripts.search.documents import Layout
from tests.search.reference import LATIN, level


def unwrap(content):
    """[name, version, data] of an index file."""
    return json.loads("[" + content.decode().removeprefix("shouxun(").rstrip()[:-1] + "]")


def read(text):
    """The numbers that :func:`scripts.search.codec.numbers` wrote."""
    result, value = [], 0
    for char in text:
        digit = DIGITS.index(char)
        if digit < BASE:
            result.append(value * BASE + digit)
            value = 0
        else:
            value = value * BASE + digit - BASE + 1
    return result


def unfronted(text):
    """The strings that :func:`scripts.search.codec.fronted` wrote."""
    strings = [""]
    for shared, rest in re.findall("([A-Z])([^A-Z]*)", text):
        strings.append(strings[-1][: ord(shared) - ord("A")] + rest)
    return strings[1:]


class Reader:
    """All entries of one kind, looked up without regard to shards."""

    def __init__(self, files, kind="g"):
        self.files = {name: data for name, _, data in map(unwrap, files)}
        told = self.files["manifest"][kind]
        self.layout = Layout(*told["layout"])
        self.frequent = {*unfronted(told["frequent"])}
        self.digests, self.positions = {}, {}
        for name, payload in self.files.items():
            if re.fullmatch(kind + r"/\d+", name):
                for item in payload.split("~"):
                    key, mark, data = re.fullmatch("([^!`]*)([!`])(.*)", item, re.S).groups()
                    (self.digests if mark == "!" else self.positions)[key] = data
        self.keys = sorted(self.positions)
        self.hits = cache(self._hits)

    def match(self, text):
        """Document to level (8 added for a whole tag) of a normalised ``text``."""
        short = len(text) == 1 or (len(text) == 2 and LATIN.fullmatch(text))
        if short or text in self.frequent:
            digest = self.digests.get("_" + text if len(text) == 1 else text, "")
            return {value >> 4: value & 15 for value in values(digest, 16)}
        found = {self._settled(text, at) for at in range(len(text))} - {None}
        hits = [(at, len(gram), self.hits(gram)) for at, gram in found]
        fewest_at, _, fewest = min(hits, key=lambda hit: len(hit[2]))
        common = [
            place - fewest_at
            for place in fewest
            if all(place - fewest_at + at in own for at, _, own in hits)
        ]
        opening = next(own for at, _, own in hits if at == 0)
        closing_at, closing = next((at, own) for at, width, own in hits if at + width == len(text))
        marks = [
            (place, opening[place] & 1 | closing[place + closing_at] & 2)
            for place in sorted(common)
        ]
        return self._levels(marks)

    def _settled(self, text, at):
        """(place in ``text``, gram) of the gram there, grown until it is not frequent."""
        latin = [bool(LATIN.fullmatch(char)) for char in text[at : at + 3]]
        wide = latin[1:2] == [True] and (latin[0] or latin[2:] == [True])
        start, end = at, at + (3 if wide else 2)
        if end > len(text):
            return None
        while text[start:end] in self.frequent:
            start, end = (start, end + 1) if end < len(text) else (start - 1, end)
        return start, text[start:end]

    def _levels(self, marks):
        stride, result = self.layout.stride, {}
        for doc, group in groupby(marks, lambda mark: mark[0] // stride):
            rank, tag = level([(place % stride, flags) for place, flags in group], self.layout)
            result[doc] = rank + 8 * tag
        return result

    def _hits(self, gram):
        """Place to flags of every gram that begins with ``gram``."""
        result = {}
        for key in self.keys[bisect_left(self.keys, gram) :]:
            if not key.startswith(gram):
                break
            first = 3 if LATIN.fullmatch(key[:2]) else 2
            for width in range(2, len(key)):
                first = width + 1 if key[:width] in self.frequent else first
            bits = len(key) - first + 2
            for value in values(self.positions[key], 1 << bits):
                ends = value >> (1 + len(gram) - first) & 1
                result[value >> bits] = value & 1 | ends << 1
        return result


def values(text, size):
    """Ascending numbers, flags below ``size`` included, that were written as gaps."""
    result, total = [], 0
    for value in read(text):
        total += value // size
        result.append(total * size + value % size)
    return result
