"""The index read back by a second, plain implementation: shards to lists to documents."""

import json
import re
from itertools import groupby

from scripts.search.codec import read
from scripts.search.documents import Layout
from scripts.search.grams import LATIN
from tests.search.reference import level


def unwrap(content):
    """[name, version, data] of an index file."""
    return json.loads("[" + content.decode().removeprefix("shouxun(").rstrip()[:-1] + "]")


class Reader:
    """All entries of one kind, looked up without regard to shards."""

    def __init__(self, files, kind="g"):
        self.files = {name: data for name, _, data in map(unwrap, files)}
        self.kind = kind
        self.layout = Layout(*self.files["manifest"][kind]["layout"])
        self.entries = {}
        for name, payload in self.files.items():
            if re.fullmatch(kind + r"/\d+", name):
                for item in payload.split("~"):
                    key, digest, data = re.match(r"([^!`]*)(!?[^`]*)(`?.*)", item, re.S).groups()
                    self.entries[key] = (digest[1:] if digest else None, data[1:])

    def match(self, text):
        """Document to level (8 added for a whole tag) of a normalised ``text``."""
        latin = [bool(LATIN.fullmatch(char)) for char in text]
        if len(text) == 1 or (len(text) == 2 and all(latin)):
            digest = self.entries.get("_" + text if len(text) == 1 else text, ("", ""))[0]
            return {value >> 4: value & 15 for value in _flagged(digest, 16)}
        grams = [(text[at : at + 2], at) for at in range(len(text) - 1)]
        grams = [g for g in grams if not all(latin[g[1] : g[1] + 2])]
        triples = [(text[at : at + 3], at) for at in range(len(text) - 2)]
        grams += [g for g in triples if all(latin[g[1] : g[1] + 3])]
        for run in LATIN.finditer(text):
            if run.start() and len(run[0]) > 1:
                grams.append(("_" + run[0][:2], run.start()))
            if run.end() < len(text) and len(run[0]) > 1:
                grams.append((run[0][-2:] + "_", run.end() - 2))
        hits = [{(v >> 2) - at: v & 3 for v in self._list(gram)} for gram, at in grams]
        common = set.intersection(*(set(hit) for hit in hits))
        sizes = [len(gram.strip("_")) for gram, _ in grams]
        return self._levels(
            sorted(common),
            [hit for hit, (_, at) in zip(hits, grams, strict=True) if at == 0],
            [
                hit
                for hit, (_, at), size in zip(hits, grams, sizes, strict=True)
                if at + size == len(text)
            ],
        )

    def _levels(self, places, openers, closers):
        stride, result = self.layout.stride, {}
        for doc, hits in groupby(places, lambda place: place // stride):
            marks = []
            for place in hits:
                flags = max(o[place] & 1 for o in openers) | max(c[place] & 2 for c in closers)
                marks.append((place % stride, flags))
            rank, tag = level(marks, self.layout)
            result[doc] = rank + 8 * tag
        return result

    def _list(self, gram):
        digest, data = self.entries.get(gram, (None, ""))
        if digest is None:
            return _flagged(data, 4)
        chunks = read(data)[1::2]
        files = [sum(chunks[: at + 1]) for at in range(len(chunks))]
        return [v for at in files for v in _flagged(self.files[f"{self.kind}c/{at}"], 4)]


def _flagged(text, size):
    result, total = [], 0
    for value in read(text):
        total += value // size
        result.append(total * size + value % size)
    return result
