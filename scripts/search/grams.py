"""Documents to posting lists.

Every two neighbouring characters are a gram; where all are Latin (letters, digits,
``+ # .`` and blank) three are, and a Latin run is padded with ``_`` where it meets
something else (``3D卷积``: ``3d_``, ``d卷``, ``卷积``). Grams cross boundaries (``|``),
because a query part with punctuation inside must match exactly too; leaving those
grams out was tried on paper: it saves a sixth of the index and makes ``batch_size``
match ``batch的size``.

Posting lists, as Python integers before they are written:

* positions: ``place * 4 + flags``; flag 1: the gram starts a word, 2: it ends one;
* digests: ``document * 16 + 8 * whole_tag + level``, one number a document. Single
  characters (key ``_x``) and Latin pairs (key ``ab``) have nothing else.

The level says how well a document matches, 0 best; see :func:`level`.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import compress, groupby
from operator import add, or_

from scripts.search.documents import Document, Layout, Words
from scripts.search.normalise import word_flags

LATIN = re.compile(r"[a-z0-9+#. ]+")
_LATIN_PAIR = re.compile(r"[a-z0-9+#. ]{2}")
_STARTS = bytes(byte & 1 for byte in range(256))
_ENDS = bytes(byte & 2 for byte in range(256))
EARLY = 60  # a hit within this many characters of the body's start counts as prominent

Postings = dict[str, Sequence[int]]
_Lists = defaultdict[str, "array[int]"]


def _lists() -> _Lists:
    return defaultdict(lambda: array("Q"))


def level(places: Iterable[tuple[int, int]], layout: Layout) -> tuple[int, bool]:
    """How well hits of one document match, 0 (best) to 7, and whether one is a whole tag.

    ``places`` are (position in the document, flags). Hits that begin and end with a word
    come first: title 0, whole tag 1, body 2 (three hits or more, or an early one) or 3;
    then hits that cut a word: title 4, part of a tag 5, body 6 or 7. So 化学 inside 强化学习
    comes after every 化学, wherever it stands.
    """
    title = tag = False
    cut_title = cut_tag = False
    body, cut_body, first = 0, 0, -1
    for place, flags in places:
        whole = flags == 3
        if place >= layout.body_at:
            body, cut_body = body + whole, cut_body + (not whole)
            if whole and first < 0:
                first = place - layout.body_at
        elif place >= layout.tags_at:
            tag, cut_tag = tag or whole, cut_tag or not whole
        else:
            title, cut_title = title or whole, cut_title or not whole
    prominent = body >= 3 or 0 <= first < EARLY
    ranks = (title, tag, prominent, body, cut_title, cut_tag, cut_body >= 3, True)
    return next(rank for rank, holds in enumerate(ranks) if holds), tag


def gather(documents: Sequence[Document], layout: Layout) -> tuple[Postings, Postings]:
    """All positional lists and all digests of ``documents``."""
    pairs, triples = _lists(), _lists()
    for number, document in enumerate(documents):
        start = number * layout.stride
        _add(document.title, start, pairs, triples)
        for tag, offset in document.tags:
            # One word, so that a whole-word hit among the tags is the whole tag.
            _add((tag, word_flags(len(tag))), start + layout.tags_at + offset, pairs, triples)
        _add(document.body, start + layout.body_at, pairs, triples)
    digests: Postings = {f"_{char}": list_ for char, list_ in _characters(documents)}
    for pair in [pair for pair in pairs if _LATIN_PAIR.fullmatch(pair)]:
        values = pairs.pop(pair)
        if " " not in pair:  # no query part begins or ends with a blank
            digests[pair] = digest(values, layout)
    return {**pairs, **triples}, digests


def _add(words: Words, place: int, pairs: _Lists, triples: _Lists) -> None:
    """The hot loop: 3.5 million characters in 10,000 articles, so it runs inside ``map``."""
    text, flags = words
    starts, ends = flags.translate(_STARTS), flags.translate(_ENDS)
    places = range(4 * place, 4 * (place + len(text)), 4)
    values = map(add, places, map(or_, starts, ends[1:]))
    for gram, value in zip(map(add, text, text[1:]), values, strict=False):
        pairs[gram].append(value)
    for run in LATIN.finditer(text):
        begin, end = run.span()
        if end - begin > 1:
            _add_run(text, begin, end, places, starts, ends, triples)


def _add_run(
    text: str, begin: int, end: int, places: range, starts: bytes, ends: bytes, triples: _Lists
) -> None:
    """Three-character grams of one Latin run, the pads with those of its ends."""
    if begin:
        triples["_" + text[begin : begin + 2]].append(places[begin] + ends[begin + 1])
    for at in range(begin, end - 2):
        triples[text[at : at + 3]].append(places[at] + starts[at] + ends[at + 2])
    if end < len(text):
        triples[text[end - 2 : end] + "_"].append(places[end - 2] + starts[end - 2])


def digest(values: Iterable[int], layout: Layout) -> list[int]:
    """A positional list as one number a document."""
    width = 4 * layout.stride
    result = []
    for number, hits in groupby(values, width.__rfloordiv__):
        places = (((value % width) >> 2, value & 3) for value in hits)
        rank, whole_tag = level(places, layout)
        result.append(number * 16 + 8 * whole_tag + rank)
    return result


def _characters(documents: Sequence[Document]) -> Iterable[tuple[str, Sequence[int]]]:
    lists = _lists()
    for number, document in enumerate(documents):
        for char, mark in _character_levels(document).items():
            lists[char].append(number * 16 + mark)
    return lists.items()


def _character_levels(document: Document) -> dict[str, int]:
    """Each character's level, worst first so that better ones overwrite it."""
    marks = dict.fromkeys(document.body[0], 7)
    for tag, _ in document.tags:
        marks.update(dict.fromkeys(tag, 5))
    marks.update(dict.fromkeys(document.title[0], 4))
    marks.update(dict.fromkeys(_alone(document.body), 3))
    marks.update(dict.fromkeys((tag for tag, _ in document.tags if len(tag) == 1), 9))
    for char in _alone(document.title):
        marks[char] = marks.get(char, 0) & 8
    marks.pop("|", None)
    marks.pop(" ", None)
    return marks


def _alone(words: Words) -> Iterable[str]:
    """Characters that are words of their own."""
    return compress(words[0], map((3).__eq__, words[1]))
