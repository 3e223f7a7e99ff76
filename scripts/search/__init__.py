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
    inferred, none]]], ``dates``: [ISO date..., null], ``runs``: numbers, for every category
    and origin with documents in turn: how many runs, then for each the gap of its date's
    place in ``dates`` and its length, ``g`` and ``p``: {``layout``: [tags_at, body_at,
    stride], ``firsts``}, ``v`` and ``r``: firsts}. *Firsts* are joined by ``~``; item i is
    above every key of shard i - 1 and not above any of shard i, as UTF-16 units compare.
``g/N``  a shard of the grams (``grams``): entries joined by ``~`` in key order, each
    ``KEY`` then one of
    `````LIST``           positions,
    ``!DIGEST``           of a character (key ``_x``) or a Latin pair (``ab``),
    ``!DIGEST`````CHUNKS``  a long list: digest, and numbers in pairs: gap of the first
    document, gap of the file's number, of each ``gc/N`` that holds a part of the list.
    LIST: numbers ``gap * 4 + flags``; the sum of gaps is a place, ``document * stride +
    position``; flag 1: the gram begins a word, 2: ends one. DIGEST: ``gap * 16 + mark`` a
    document; the mark is a level (``grams``), plus 8 where a whole tag matches.
``gc/N``  one part of a long list, a LIST of its own; no document is in two.
``p/N``   the same for titles in pinyin: in full, ``|``, initials; three-letter grams only.
``v/N``, ``r/N``  Latin words and reversed Latin words: `````, then the number of articles.
``d/N``   [t2s, text...]: texts of documents N * pack and on, [id, title, text, [tag...],
    gaps of the transmissions that brought it, 1 if cut]; ``t2s``: the traditional
    characters in them, each followed by its simplified form.
``concepts``  [[name, articles, [alias...], pinyin, initials]], most frequent first.
``facets``    {``topics``: [[slug, name, category, gaps]], ``transmissions``: [[name, gaps]]}.
``t2s``       every traditional character followed by its simplified form.
``offline.js``, ``search_index.js``  for sites opened from disk: the scripts as one classic
    script, and the stub that Material asks for there.
"""

from pathlib import Path

from scripts.search.build import build_index
from scripts.search.page import SCRIPTS, page_context

__all__ = ["build_index", "page_context", "scripts"]

_FOLDER = Path(__file__).resolve().parents[2] / "docs/assets/search"


def scripts() -> dict[str, str]:
    """The sources of the browser's half, by name."""
    return {name: (_FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS}
