r"""The search: an exact substring index in small static files, and its page.

Every article is searched as title, tags and body, each normalised (``normalise``). A
query part finds an article exactly when it occurs in one of the three: 100 % recall and
precision by construction, against 83/53 % for Material's lunr with jieba and 85/91 % for
Pagefind on 35 real articles, because here nothing depends on two segmenters agreeing.

The files, all below ``search/`` of the site. Each is one call in UTF-8,
``shouxun("NAME","VERSION",DATA)`` and a line feed: NAME the path without ``.js``,
VERSION ten hexadecimal digits of the SHA-256 of all names and data, DATA as JSON. A
browser parses the arguments; a page opened from disk runs the file as a script.
*Numbers* are text (``codec``): 90 characters, 45 that end a number and 45 that continue
it; *gaps* are ascending numbers as differences, the first from 0. Documents are numbered
by category, origin, newest date (``documents.in_index_order``).

``manifest``  {``articles``: count, ``pack``: texts a pack, ``transmissions``: count,
    ``categories``: [[name, slug, colour class, [documents by origin: curated, header,
    inferred, none], [gloss, alias...]]], ``dates``: gaps, newest first: days from a date to
    9999-12-31, ``runs``: numbers, for every category and origin with documents in turn: how many
    runs, then for each the gap of its date's place in ``dates`` and its length; the place after the
    last is for documents without a date, ``topics``: [[name, slug, place among the categories,
    documents]], ``g``: {``layout``: [tags_at, body_at, stride],
    ``firsts``, ``frequent``, ``triples``}, ``p``: the same without ``triples``, ``w``, ``r``
    and ``y``: {``firsts``}}.
    *Firsts* (``codec.fronted``): string i is above every key of shard i - 1 and not above any of
    shard i, as UTF-16 units compare. ``frequent``: strings, written alike. ``triples``: gaps:
    26 * (26 * a + b) + c for any three letters abc, a...z being 0...25, in a row somewhere.
``g/N``  a shard of the grams (``grams``): entries joined by ``~`` in key order, each one of
    ``KEY!DIGEST``  of a character (key ``_x``), a Latin pair (``ab``) or a frequent string,
    ``KEY`````LIST``  positions of a gram, which is no wider than need be and not frequent.
    LIST: numbers ``gap << bits | flags``; the sum of gaps is a place, ``document * stride +
    position``; flag 1: the gram begins a word; 2, 4...: its first w, w + 1... characters end
    with a word, to the last of them; w is wider by one than the widest frequent string
    that the key begins with, and 2 at least, or 3 where two Latin characters begin it; so
    ``bits`` is the key's width - w + 2. DIGEST: ``gap * 16 + mark`` a document; the mark is a
    level (``grams``), plus 8 where a whole tag matches.
``p/N``   the same for titles in pinyin: in full, ``|``, initials; grams of three letters or more.
``w/N``  words, entries as above: ``KEY`LIST`` of a Latin word, ``KEY!CONCEPTS`` of the name, alias,
    pinyin or initials of a concept, or ``KEY`LIST!CONCEPTS``. LIST (``vocabulary``): a DIGEST of
    the word, alone or in longer ones; or, for words in too many, ````` and the number of
    documents that hold the word itself; or nothing, where so begins what stands inside words.
    CONCEPTS: JSON: [[0 written, 1 pinyin, 2 initials; name, or what of its spellings sounds so;
    number of articles; aliases, of what is written]...], most articles first.
``r/N``  Latin words, the first letter and then the others backwards: ``KEY`LIST``; and the pinyin
    of concepts, without a LIST.
``y/N``  Han words by their sound: ``KEY`WORDS`` of pinyin, ``KEY!WORDS`` of initials, three and
    more, or ``KEY`WORDS!WORDS``. WORDS: a word, the number of times it stands, and so on, the
    commonest first.
``d/N``   [t2s, text...]: texts of documents N * pack and on, [id, title, text, [tag...],
    gaps of the transmissions that brought it, 1 if cut]; ``t2s``: the traditional
    characters in them, each followed by its simplified form.
``facets``    {``topics``: [gaps], in the manifest's order, ``transmissions``: [[name, gaps]]}.
``t2s``       every traditional character whose simplified form the texts hold, followed by it.
``sounds``    every syllable, followed by the common characters that are read so.

Beside them the scripts (``page.bundle``): ``boot.js`` on every page; ``engine.js`` for searches,
which brings the manifest along as ``shouxunModules.manifest``, and ``bend.js``, ``page.js`` and
``highlight.js`` where they are wanted.
"""

from itertools import chain
from pathlib import Path

from scripts.search.build import build_index
from scripts.search.page import BUNDLES, page_context

__all__ = ["build_index", "page_context", "scripts"]

_FOLDER = Path(__file__).resolve().parents[2] / "docs/assets/search"


def scripts() -> dict[str, str]:
    """The sources of the browser's half, by name."""
    modules = chain(*BUNDLES.values())
    return {name: (_FOLDER / name).read_text(encoding="utf-8") for name in modules}
