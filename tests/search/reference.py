"""The grams of documents once more, character by character, as ``scripts.search.grams`` says.

Slow and plain: what the array operations write must be these bytes.
"""

import re
from collections import Counter, defaultdict
from itertools import groupby
from math import isqrt

from scripts.search import grams
from scripts.search.codec import number
from scripts.search.grams import WIDEST
from scripts.search.line import EARLY

LATIN = re.compile("[a-z0-9+#. ]+")


def level(places, layout):
    """Level of the hits of one document, and whether one is a whole tag.

    ``places`` are (position in the document, flags).
    """
    levels, count = [6], 0
    for place, flags in places:
        whole = flags == 3
        if place >= layout.body_at:
            count += whole
            early = place < layout.body_at + EARLY
            levels.append((2 if early or count >= 3 else 3) if whole else 6)
        elif place >= layout.tags_at:
            levels.append(1 if whole else 5)
        else:
            levels.append(0 if whole else 4)
    return min(levels), 1 in levels


def entries(documents, layout, *, spoken=False):
    """Every key with what stands after it, like ``posting_entries``, and the frequent strings."""
    fields = [
        field
        for number, document in enumerate(documents)
        for field in _fields(document, number * layout.stride, layout)
    ]
    frequent = _frequent([text for _, text, _ in fields])
    digests, positions = defaultdict(list), defaultdict(list)
    for place, text, flags in fields:
        for at in range(len(text)):
            for width in range(1, WIDEST):
                string = text[at : at + width]
                if len(string) == width and (key := _digest_key(string, frequent, spoken)):
                    marks = (flags[at] & 1) | (flags[at + width - 1] & 2)
                    digests[key].append((place + at, marks))
            if gram := _gram(text, at, frequent, spoken):
                first = max(_narrowest(gram), _widest(gram, 0, frequent) + 1)
                marks = flags[at] & 1
                for width in range(first, len(gram) + 1):
                    marks |= (flags[at + width - 1] & 2) << (width - first)
                positions[gram].append((place + at, marks, len(gram) - first + 2))
    result = {key: "!" + _digest(hits, layout) for key, hits in digests.items()}
    for key, hits in positions.items():
        result[key] = "`" + _gaps([hit[:2] for hit in hits], 1 << hits[0][2])
    return result, {key for key in digests if not _short(key)}


def _frequent(texts):
    counts = Counter(
        text[at : at + width]
        for text in texts
        for width in range(2, WIDEST)
        for at in range(len(text) - width + 1)
    )
    limit = max(grams.FREQUENT, isqrt(grams.GROWTH * (sum(len(text) + 1 for text in texts) + 1)))
    return {string for string, count in counts.items() if count > limit}


def _narrowest(string):
    return 3 if LATIN.fullmatch(string[:2]) else 2


def _widest(text, at, frequent):
    """Width of the widest frequent string at a place of ``text``, or 0."""
    widths = range(2, min(WIDEST, len(text) - at + 1))
    return max((w for w in widths if text[at : at + w] in frequent), default=0)


def _gram(text, at, frequent, spoken):
    """The gram that stands at a place, or None."""
    three = text[at : at + 3]
    if spoken and not (len(three) == 3 and "|" not in three):
        return None
    latin = [bool(LATIN.fullmatch(char)) for char in three]
    width = 3 if latin[1:2] == [True] and (latin[0] or latin[2:] == [True]) else 2
    own = _widest(text, at, frequent)
    width = max(width, own + 1, _widest(text, at + 1, frequent) + 1)
    gram = text[at : at + width]
    return gram if len(gram) >= max(2, own + 1) and len(gram) >= _narrowest(gram) else None


def _digest_key(string, frequent, spoken):
    if len(string) >= _narrowest(string) and string in frequent:
        return string
    if spoken:
        return None
    if len(string) == 1 and string not in "| ":
        return "_" + string
    if len(string) == 2 and LATIN.fullmatch(string) and " " not in string:
        return string
    return None


def _short(key):
    return len(key) == 2 and (key[0] == "_" or LATIN.fullmatch(key) is not None)


def _fields(document, start, layout):
    yield start, *document.title
    for tag, offset in document.tags:
        flags = [(at == 0) + 2 * (at == len(tag) - 1) for at in range(len(tag))]
        yield start + layout.tags_at + offset, tag, flags
    yield start + layout.body_at, *document.body


def _digest(hits, layout):
    marks = []
    for document, group in groupby(hits, key=lambda hit: hit[0] // layout.stride):
        best, tag = level([(place % layout.stride, flags) for place, flags in group], layout)
        marks.append((document, 8 * tag + best))
    return _gaps(marks, 16)


def _gaps(hits, size):
    text, last = "", 0
    for place, flags in hits:
        text += number((place - last) * size + flags)
        last = place
    return text
