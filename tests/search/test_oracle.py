"""The index against brute force: every substring finds its articles and no others."""

import random
from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate

import pytest

from scripts.search import build_index, grams
from scripts.search.documents import documents, in_index_order
from scripts.search.normalise import normalise
from tests.search import made
from tests.search.node import node
from tests.search.reader import Reader
from tests.search.reference import level

QUERIES = 5_000


class Brute:
    """What is true: every text searched from end to end, all joined to one."""

    def __init__(self, library, layout):
        self.layout = layout
        self.raw = in_index_order(library)
        self.documents = documents(library, self.raw, made.SEGMENTER.cut)
        fields = [
            (number, *field)
            for number, doc in enumerate(self.documents)
            for field in self.fields(doc)
        ]
        self.line = "\0".join(text for _, _, text, _ in fields)
        self.flags = b"\0".join(flags for _, _, _, flags in fields)
        lengths = (len(text) + 1 for _, _, text, _ in fields)
        self.starts = [0, *accumulate(lengths)]
        self.origins = [(number, base) for number, base, _, _ in fields]

    def fields(self, doc):
        yield 0, *doc.title
        for tag, at in doc.tags:
            flags = [(at == 0) + 2 * (at == len(tag) - 1) for at in range(len(tag))]
            yield self.layout.tags_at + at, tag, bytes(flags)
        yield self.layout.body_at, *doc.body

    def match(self, query):
        hits = defaultdict(list)
        at = self.line.find(query)
        while at >= 0:
            field = bisect_right(self.starts, at) - 1
            number, base = self.origins[field]
            marks = self.flags[at] & 1 | self.flags[at + len(query) - 1] & 2
            hits[number].append((base + at - self.starts[field], marks))
            at = self.line.find(query, at + 1)
        levels = {number: level(found, self.layout) for number, found in hits.items()}
        return {number: rank + 8 * tag for number, (rank, tag) in levels.items()}


@pytest.fixture(scope="module", params=["nothing frequent", "much frequent"])
def index(request, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "much frequent":
            patch.setattr(grams, "FREQUENT", 20)
            patch.setattr(grams, "GROWTH", 0)
        library = made.generated(120)
        files = list(build_index(library, made.SEGMENTER.cut))
    folder = tmp_path_factory.mktemp("site")
    for file in files:
        path = folder / file.url
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    reader = Reader([f.content for f in files if f.content.startswith(b"shouxun(")])
    return library, folder / "search", reader, Brute(library, reader.layout)


def substrings(brute, count, seed):
    """Random substrings: of normalised fields and of raw ones, some spoilt to match nothing."""
    rng = random.Random(seed)
    while count:
        number = rng.randrange(len(brute.documents))
        fields = [text for _, text, _ in brute.fields(brute.documents[number])]
        entry = brute.raw[number]
        text = rng.choice([*fields, fields[0], entry.article.text, entry.title.text])
        start = rng.randrange(max(1, len(text)))
        query = normalise(text[start : start + rng.choice([1, 2, 2, 3, 4, 5, 6, 8, 12, 20, 30])])
        if rng.random() < 0.1 and query:
            at = rng.randrange(len(query))
            query = normalise(query[:at] + rng.choice("模学a3|的 ") + query[at + 1 :])
        if query:
            count -= 1
            yield query


def in_browser_code(folder, queries):
    return [dict(map(tuple, pairs)) for pairs in node("oracle.mjs", queries, folder)]


def test_both_readers_agree_with_brute_force(index):
    _, folder, reader, brute = index
    queries = [*substrings(brute, QUERIES, seed=3)]
    scripted = in_browser_code(folder, queries)
    empty = 0
    for query, found in zip(queries, scripted, strict=True):
        truth = brute.match(query)
        empty += not truth
        assert reader.match(query) == truth, query
        assert found == truth, query
    assert 0 < empty < QUERIES / 3  # both kinds of answer were put to the test


def test_a_whole_tag_is_known_by_its_mark(index):
    _, folder, _, brute = index
    tags = sorted({tag for doc in brute.documents for tag, _ in doc.tags if tag})
    for tag, found in zip(tags, in_browser_code(folder, tags), strict=True):
        marked = {doc for doc, mark in found.items() if mark & 8}
        truth = {
            number
            for number, doc in enumerate(brute.documents)
            if tag in [name for name, _ in doc.tags]
        }
        assert marked == truth, tag
