"""Libraries made for the tests: no stage but the segmenter is needed."""

import random

from benchmarks.corpus import generate
from scripts.model import (
    Analysis,
    Article,
    Category,
    Classification,
    Dump,
    Entry,
    Library,
    Occurrence,
    Origin,
    ParsedDump,
    Taxonomy,
    Term,
    TermHit,
    Title,
    Topic,
)
from scripts.segment import Segmenter

SEGMENTER = Segmenter(["强化学习", "注意力"])
TERMS = (
    Term("强化学习", ("reinforcement learning",), 1.0),
    Term("注意力", ("attention", "注意力机制"), 1.0),
    Term("蒙特卡洛", (), 1.0),
    Term("重参数化", ("reparameterization",), 1.0),
)
NAMES = (("Large Model", "lm"), ("3D Model", "3d"), ("RL", "rl"), ("NLP", "nlp"))
ALIASES = {"Large Model": ("大模型", "LLM"), "RL": ("Reinforcement",)}
TAXONOMY = Taxonomy(
    categories=tuple(
        Category(
            name,
            colour,
            "",
            "",
            colour,
            ALIASES.get(name, ()),
            (),
            (Topic(f"{name}题", f"t-{colour}", name, ()),),
        )
        for name, colour in NAMES
    ),
    outside=(Topic("检索与向量", "vectors", None, ()),),
    concepts=TERMS,
    banners=(),
    pagers=(),
    openers=(),
    stop_terms=(),
    settings={},
    pinyin={"重参数化": "chong can shu hua"},
)


def entry(
    number, text, *, title=None, tags=(), category=None, date=None, outside=None, dumps=("d0",)
):
    """An entry with what the index reads of one; hits are the terms its text names."""
    heard = tuple(Occurrence(dump, 1, text, truncated=True) for dump in dumps)
    origin = Origin.INFERRED if category else None
    topics = (f"t-{dict(NAMES)[category]}",) if category else ()
    hits = tuple(TermHit(term.name, 0, 1) for term in TERMS if term.name in text)
    return Entry(
        article=Article(f"a{number:09x}", (), text, True, heard),
        analysis=Analysis(SEGMENTER.cut(text), hits),
        title=Title(title if title is not None else text[:18], "heading", 1.0),
        classification=Classification(category, origin, topics=topics, outside=outside),
        tags=tuple(tags),
        date=date,
    )


def library(entries, dumps=3):
    """The entries as a library heard in ``dumps`` transmissions."""
    parsed = tuple(ParsedDump(Dump(f"d{at}", f"d{at}", ""), (), ()) for at in range(dumps))
    return Library(TAXONOMY, parsed, tuple(entries))


def generated(count, seed=1):
    """A library of ``count`` made-up articles, with every kind of character thrown in."""
    rng = random.Random(seed)
    odd = 'ＦＵＬＬ　強化學習 long-range C++ 3.14 é ｶﾞ 𠀀 a|b `~!" \\ [公式] e.g. ①'
    entries = []
    for number, text in enumerate(generate(count, seed)):
        words = SEGMENTER.cut(text)
        cut = rng.randrange(len(text))
        start = rng.randrange(len(odd))
        entries.append(
            entry(
                number,
                text[:cut] + odd[start : start + rng.randint(0, 12)] + text[cut:],
                title="".join(rng.sample(words, min(5, len(words)))),
                tags=dict.fromkeys(word for word in rng.sample(words, 4) if word.strip()),
                category=rng.choice([None, *dict(NAMES)]),
                date=rng.choice([None, f"2026-01-{rng.randint(1, 28):02}"]),
                dumps=rng.sample(["d0", "d1", "d2"], rng.randint(1, 3)),
            )
        )
    return library(entries)
