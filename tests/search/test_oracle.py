"""The index against brute force: every substring finds its articles and no others."""

import json
import random
import re
import subprocess
from pathlib import Path

import pytest

from scripts.search import build_index, shards
from scripts.search.documents import documents, in_index_order
from scripts.search.normalise import normalise
from tests.search import made
from tests.search.reader import Reader
from tests.search.reference import level

QUERIES = 5_000
NODE = Path(__file__).with_name("oracle.mjs")


class Brute:
    """What is true: every text searched from end to end."""

    def __init__(self, library, layout):
        self.layout = layout
        self.raw = in_index_order(library)
        self.documents = documents(library, self.raw, made.SEGMENTER.cut)

    def fields(self, doc):
        yield 0, *doc.title
        for tag, at in doc.tags:
            flags = [(at == 0) + 2 * (at == len(tag) - 1) for at in range(len(tag))]
            yield self.layout.tags_at + at, tag, bytes(flags)
        yield self.layout.body_at, *doc.body

    def match(self, query):
        result = {}
        for number, doc in enumerate(self.documents):
            hits = []
            for base, text, flags in self.fields(doc):
                for found in re.finditer(f"(?={re.escape(query)})", text):
                    end = found.start() + len(query) - 1
                    hits.append((base + found.start(), flags[found.start()] & 1 | flags[end] & 2))
            if hits:
                rank, tag = level(hits, self.layout)
                result[number] = rank + 8 * tag
        return result


@pytest.fixture(scope="module", params=["usual lists", "long lists"])
def index(request, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "long lists":
            patch.setattr(shards, "LONG", 60)
            patch.setattr(shards, "CHUNK", 40)
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
    run = subprocess.run(
        ["node", "--no-warnings", NODE, folder],
        input=json.dumps(queries),
        capture_output=True,
        text=True,
        check=True,
    )
    return [dict(map(tuple, pairs)) for pairs in json.loads(run.stdout)]


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
