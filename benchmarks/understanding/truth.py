"""Dumps with their truth, and the library the pipeline makes of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.decode import decode
from scripts.model import Article, Curation, Dump, Entry, Inputs, Library, Occurrence, Source
from scripts.parse import parse_dumps
from scripts.pipeline import build_library
from scripts.taxonomy import load_taxonomy

TAXONOMY = Path("data/taxonomy.yml")
NO_CURATION = Curation()


@dataclass(frozen=True, slots=True)
class Truth:
    """``ids`` maps (dump, line) to the true id; ``categories`` a true id to its category."""

    name: str
    inputs: Inputs
    ids: Mapping[tuple[str, int], str]
    categories: Mapping[str, str | None]

    def of(self, article: Article) -> str:
        """The true id of an article: that of its first occurrence."""
        first = article.occurrences[0]
        return self.ids[first.dump, first.line]

    def category(self, entry: Entry) -> str | None:
        return self.categories[self.of(entry.article)]


def load(directory: Path) -> Truth:
    """All dumps of ``directory`` and what ``ground_truth.json`` says of them."""
    truth = json.loads((directory / "ground_truth.json").read_text("utf-8"))
    dumps = tuple(_dump(directory / entry["file"]) for entry in truth["dumps"])
    ids = {
        (Path(dump["file"]).stem, entry["line"]): entry["true_id"]
        for dump in truth["dumps"]
        for entry in dump["entries"]
    }
    categories = {id_: article["category"] for id_, article in truth["articles"].items()}
    taxonomy = Source("taxonomy", str(TAXONOMY), TAXONOMY.read_text("utf-8"))
    inputs = Inputs(dumps, taxonomy, Source("curation", "curation.yml", ""))
    return Truth(directory.name, inputs, ids, categories)


def library(truth: Truth) -> Library:
    """What the pipeline makes of the dumps, without any curation."""
    return build_library(truth.inputs)


def occurrences(truth: Truth) -> list[Occurrence]:
    """Every excerpt of every dump, in order."""
    taxonomy = load_taxonomy(truth.inputs.taxonomy)
    parsed = parse_dumps(truth.inputs.dumps, taxonomy)
    return [occurrence for dump in parsed for occurrence in dump.occurrences]


def _dump(path: Path) -> Dump:
    return Dump(path.stem, str(path), decode(path.read_bytes()).text)
