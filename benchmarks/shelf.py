"""A site that holds nothing but a search, of any size, over made-up articles.

Titles, tags and categories are made as simply as the search needs them: the other
stages are measured elsewhere.
"""

from __future__ import annotations

import json
import random
import resource
import time
from pathlib import Path

from benchmarks.corpus import generate
from scripts import search
from scripts.files import read_inputs
from scripts.model import (
    Analysis,
    Article,
    Classification,
    Dump,
    Entry,
    Library,
    Occurrence,
    Origin,
    ParsedDump,
    Taxonomy,
    Title,
)
from scripts.segment import Segmenter
from scripts.taxonomy import load_taxonomy

ROOT = Path(__file__).resolve().parents[1]
TRANSMISSIONS = 40


def library(count: int, seed: int = 0) -> tuple[Library, Segmenter]:
    """``count`` articles under the shipped taxonomy, segmented (the one shared pass)."""
    data = ROOT / "data"
    inputs = read_inputs(data / "dumps", data / "curation.yml", data / "taxonomy.yml")
    taxonomy = load_taxonomy(inputs.taxonomy)
    segmenter = Segmenter.for_taxonomy(taxonomy)
    rng = random.Random(seed)
    texts = enumerate(generate(count, seed))
    entries = tuple(_entry(number, text, rng, taxonomy, segmenter) for number, text in texts)
    dumps = tuple(
        ParsedDump(Dump(f"{n:03}", f"{n:03}.txt", ""), (), ()) for n in range(TRANSMISSIONS)
    )
    return Library(taxonomy, dumps, entries), segmenter


def _entry(
    number: int, text: str, rng: random.Random, taxonomy: Taxonomy, segmenter: Segmenter
) -> Entry:
    words = segmenter.cut(text)
    category = rng.choice([None, *(one.name for one in taxonomy.categories)])
    origin = rng.choice([Origin.HEADER, Origin.INFERRED]) if category else None
    nouns = [word for word in words if len(word) > 2 and word.strip()]
    heard = rng.sample(range(TRANSMISSIONS), rng.choice([1, 1, 2, 3]))
    return Entry(
        article=Article(
            f"m{number:09}",
            (),
            text,
            True,
            tuple(Occurrence(f"{n:03}", 1, text, True) for n in sorted(heard)),
        ),
        analysis=Analysis(words, ()),
        title=Title("".join(rng.sample(nouns, min(4, len(nouns)))), "clause", 0.5),
        classification=Classification(category, origin),
        tags=tuple(dict.fromkeys(rng.sample(nouns, min(4, len(nouns))))),
        date=f"202{rng.randint(4, 6)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        if rng.random() < 0.4
        else None,
    )


def write(count: int, folder: Path, seed: int = 0) -> dict[str, float]:
    """Such a site in ``folder``. Returns CPU seconds of the index, peak MB, files and MB."""
    made, segmenter = library(count, seed)
    start = time.process_time()
    size = files = 0
    for file in search.build_index(made, segmenter.cut, scripts=search.scripts()):
        path = folder / file.url
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        size, files = size + len(file.content), files + 1
    seconds = time.process_time() - start
    _write_rest(made, folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu": seconds, "rss": peak, "files": files, "size": size / 1e6}


def _write_rest(made: Library, folder: Path) -> None:
    articles = [
        {"id": e.id, "title": e.title.text, "tags": list(e.tags), "text": e.article.text}
        for e in made.entries
    ]
    (folder / "articles.json").write_text(json.dumps(articles, ensure_ascii=False), "utf-8")
