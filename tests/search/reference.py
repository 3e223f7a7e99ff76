"""The grams of documents once more, character by character, as ``scripts.search.grams`` says.

Slow and plain: what the array operations write must be these bytes.
"""

from collections import defaultdict
from itertools import groupby

from scripts.search.codec import number
from scripts.search.grams import EARLY, LATIN
from scripts.search.shards import CHUNK, LONG, sort_key


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
    """Every key with what stands after it, and the chunk files, like ``posting_entries``."""
    positions, digests = defaultdict(list), defaultdict(list)
    for document, start in zip(documents, range(0, 1 << 60, layout.stride), strict=False):
        for place, text, flags in _fields(document, start, layout):
            for key, at, width in _spoken(text) if spoken else _grams(text):
                marks = (flags[at] & 1) | (flags[at + width - 1] & 2)
                hit = (place + at, marks)
                if key[0] == "_" and width == 3:  # stands one place on, where no word starts
                    hit = (place + at + 1, marks & 2)
                (digests if _short(key) else positions)[key].append(hit)
    chunks = []
    result = {key: "!" + _digest(hits, layout) for key, hits in digests.items()}
    for key in sorted(positions, key=sort_key):
        result[key] = _positional(positions[key], layout, chunks)
    return result, chunks


def _fields(document, start, layout):
    yield start, *document.title
    for tag, offset in document.tags:
        flags = [(at == 0) + 2 * (at == len(tag) - 1) for at in range(len(tag))]
        yield start + layout.tags_at + offset, tag, flags
    yield start + layout.body_at, *document.body


def _spoken(text):
    return ((text[at : at + 3], at, 3) for at in range(len(text) - 2))


def _grams(text):
    for at, char in enumerate(text):
        if char not in "| ":
            yield "_" + char, at, 1
        pair = text[at : at + 2]
        if len(pair) == 2 and (not LATIN.fullmatch(pair) or " " not in pair):
            yield pair, at, 2
        triple = "".join(c if LATIN.fullmatch(c) else "_" for c in text[at : at + 3])
        if len(triple) == 3 and triple[1] != "_" and triple[::2] != "__":
            yield triple, at, 3


def _short(key):
    return len(key) == 2 and (key[0] == "_" or LATIN.fullmatch(key) is not None)


def _digest(hits, layout):
    marks = []
    for document, group in groupby(hits, key=lambda hit: hit[0] // layout.stride):
        best, tag = level([(place % layout.stride, flags) for place, flags in group], layout)
        marks.append((document, 8 * tag + best))
    return _gaps(marks, 16)


def _positional(hits, layout, chunks):
    data = _gaps(hits, 4)
    if len(data) <= LONG:
        return "`" + data
    step = -(-len(hits) // -(-len(data) // CHUNK))
    directory, part, before = "", [], (0, 0)
    for at, hit in enumerate(hits, 1):
        part.append(hit)
        here = hit[0] // layout.stride
        if at == len(hits) or (len(part) >= step and hits[at][0] // layout.stride > here):
            place = (part[0][0] // layout.stride, len(chunks))
            directory += number(place[0] - before[0]) + number(place[1] - before[1])
            chunks.append(_gaps(part, 4))
            part, before = [], place
    return "!" + _digest(hits, layout) + "`" + directory


def _gaps(hits, size):
    text, last = "", 0
    for place, flags in hits:
        text += number((place - last) * size + flags)
        last = place
    return text
