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

All of it runs over 3.5 million characters for 10,000 articles, so the loops are in C:
``map`` over whole texts, called for its effect. Spelt out as Python loops it took twice
as long; sorting (gram, place) pairs instead of appending to lists three times.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, compress, filterfalse, repeat
from operator import add, call

from scripts.search.documents import Document, Layout, Words
from scripts.search.normalise import word_flags

_CLASS = "a-z0-9+#. "
LATIN = re.compile(f"[{_CLASS}]+")
_NOT_LATIN = re.compile(f"[^{_CLASS}]")
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789+#."
_LATIN_PAIRS = frozenset(one + other for one in _LETTERS for other in _LETTERS)
_LATIN_OR_BLANK = frozenset(one + other for one in _LETTERS + " " for other in _LETTERS + " ")
_NOTHING = frozenset("| ")
_STARTS = bytes(byte & 1 for byte in range(256))
_ENDS = bytes(byte & 2 for byte in range(256))
EARLY = 60  # a hit within this many characters of the body's start counts as prominent

Postings = dict[str, Sequence[int]]
_Appenders = defaultdict[str, Callable[[int], None]]  # a list's ``append``, found by its gram
_run = partial(deque[None], maxlen=0)  # runs an iterator for its effect


def level(places: Iterable[tuple[int, int]], layout: Layout) -> tuple[int, bool]:
    """How well hits of one document match, 0 (best) to 6, and whether one is a whole tag.

    ``places`` are (position in the document, flags). Hits that begin and end with a word
    come first: title 0, whole tag 1, body 2 (three hits or more, or an early one) or 3;
    then hits that cut a word: title 4, part of a tag 5, body 6. So 化学 inside 强化学习
    comes after every 化学, wherever it stands.
    """
    best, tag, count, early = 6, False, 0, False
    for place, flags in places:
        whole = flags == 3
        if place >= layout.body_at:
            count += whole
            early = early or (whole and place < layout.body_at + EARLY)
        elif place >= layout.tags_at:
            best, tag = min(best, 1 if whole else 5), tag or whole
        else:
            best = min(best, 0 if whole else 4)
    return min(best, _body_level(count, early)), tag


def _body_level(count: int, early: bool) -> int:
    return 2 if early or count >= 3 else 3 if count else 6


def gather(documents: Sequence[Document], layout: Layout) -> tuple[Postings, Postings]:
    """All positional lists and all digests of ``documents``."""
    pairs, triples, marks = _appenders(), _appenders(), _appenders()
    for number, document in enumerate(documents):
        start = number * layout.stride
        _add(document.title, start, pairs, triples)
        for tag, offset in document.tags:
            # One word, so that a whole-word hit among the tags is the whole tag.
            _add((tag, word_flags(len(tag))), start + layout.tags_at + offset, pairs, triples)
        _add(document.body, start + layout.body_at, pairs, triples)
        found = _marks(document)
        shifted = map(add, repeat(number * 16), found.values())
        _run(map(call, map(marks.__getitem__, found), shifted))
    digests: Postings = {key if len(key) == 2 else f"_{key}": list_ for key, list_ in _lists(marks)}
    return {**dict(_pairs(pairs)), **dict(_triples(triples))}, digests


def gather_spoken(documents: Sequence[Document], layout: Layout) -> tuple[Postings, Postings]:
    """The same for titles in pinyin: three letters are the least worth looking up."""
    triples = _appenders()
    for number, document in enumerate(documents):
        text, flags = document.title
        start = number * layout.stride
        places = range(4 * start, 4 * (start + len(text)), 4)
        _add_triples(text, list(map(add, places, flags.translate(_STARTS))), flags, triples)
    return dict(_triples(triples)), {}


def _appenders() -> _Appenders:
    return defaultdict(lambda: array("Q").append)


def _lists(appenders: _Appenders) -> Iterator[tuple[str, array[int]]]:
    return ((gram, append.__self__) for gram, append in appenders.items())  # type: ignore[attr-defined]


def _add(words: Words, place: int, pairs: _Appenders, triples: _Appenders) -> None:
    """Every two and every three neighbours; what is no gram is thrown away at the end."""
    text, flags = words
    ends = flags.translate(_ENDS)
    places = range(4 * place, 4 * (place + len(text)), 4)
    values = list(map(add, places, flags.translate(_STARTS)))
    _run(map(call, map(pairs.__getitem__, map(add, text, text[1:])), map(add, values, ends[1:])))
    _add_triples(_NOT_LATIN.sub("_", text), values, ends, triples)


def _add_triples(latin: str, values: list[int], flags: bytes, triples: _Appenders) -> None:
    grams = map(add, map(add, latin, latin[1:]), latin[2:])
    ends = flags.translate(_ENDS)[2:]
    _run(map(call, map(triples.__getitem__, grams), map(add, values, ends)))


def _pairs(pairs: _Appenders) -> Iterator[tuple[str, Sequence[int]]]:
    return ((gram, list_) for gram, list_ in _lists(pairs) if gram not in _LATIN_OR_BLANK)


def _triples(triples: _Appenders) -> Iterator[tuple[str, Sequence[int]]]:
    """A gram padded in front stands where its first letter does, one place on."""
    for gram, values in _lists(triples):
        if gram[1] == "_" or gram[0] == gram[2] == "_":
            continue
        yield gram, [(value | 1) + 3 for value in values] if gram[0] == "_" else values


def digest(values: Iterable[int], layout: Layout) -> list[int]:
    """A positional list as one number a document: :func:`level` in one pass over all of them."""
    width, tags_at, body_at = 4 * layout.stride, 4 * layout.tags_at, 4 * layout.body_at
    early = body_at + 4 * EARLY
    result: list[int] = []
    last, best, tag, count = -1, 6, 0, 0
    for value in values:
        number, place = divmod(value, width)
        if number != last:
            if last >= 0:
                result.append(last * 16 + tag + min(best, _body_level(count, early=False)))
            last, best, tag, count = number, 6, 0, 0
        if place & 3 != 3:
            best = min(best, 6 if place >= body_at else 5 if place >= tags_at else 4)
        elif place >= body_at:
            count += 1
            best = min(best, 2 if place < early else 3)
        elif place >= tags_at:
            best, tag = min(best, 1), 8
        else:
            best = 0
    if last >= 0:
        result.append(last * 16 + tag + min(best, _body_level(count, early=False)))
    return result


def _marks(document: Document) -> dict[str, int]:
    """Level, and 8 for a whole tag, of each character and Latin pair of a document.

    The worst come first, so that better ones overwrite them.
    """
    tags = [tag for tag, _ in document.tags]
    marks = dict.fromkeys(_short(document.body[0]), 6)
    for tag in tags:
        marks.update(dict.fromkeys(_short(tag), 5))
    marks.update(dict.fromkeys(_short(document.title[0]), 4))
    early = {*_whole(document.body, EARLY)}
    for key, count in Counter(_whole(document.body)).items():
        marks[key] = min(marks[key], _body_level(count, key in early))
    for tag in tags:
        if tag in marks:
            marks[tag] = 9
    for key in _whole(document.title):
        marks[key] &= 8
    return marks


def _short(text: str) -> set[str]:
    return {*_LATIN_PAIRS.intersection(map(add, text, text[1:])), *text} - _NOTHING


def _whole(words: Words, limit: int | None = None) -> Iterator[str]:
    """Characters and Latin pairs that begin and end with words, begun before ``limit``."""
    text, flags = words
    chars = compress(text[:limit], map((3).__eq__, flags))
    both = map(add, flags.translate(_STARTS), flags.translate(_ENDS)[1:])
    pairs = compress(map(add, text[:limit], text[1:]), map((3).__eq__, both))
    return chain(
        filterfalse(_NOTHING.__contains__, chars), filter(_LATIN_PAIRS.__contains__, pairs)
    )
