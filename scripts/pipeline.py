"""The verbs, in order: what happens to a dump until it is a knowledge base.

Pure: everything read comes in through :class:`~scripts.model.Inputs`, everything
known goes out as a :class:`~scripts.model.Library`. Time and speech belong to the
:class:`~scripts.progress.Progress` that the edge hands in.
"""

from __future__ import annotations

from scripts import limits
from scripts.analysed import analyse_all
from scripts.assemble import assemble, newest_first, with_related
from scripts.cache import Memory
from scripts.classify import classify_all
from scripts.curate import corrections_for, load_curation
from scripts.dedupe import deduplicate
from scripts.ledger import check_ledger
from scripts.model import Inputs, Library
from scripts.parse import parse_dumps, with_paths
from scripts.progress import Progress
from scripts.related import relate
from scripts.taxonomy import load_taxonomy
from scripts.terms import Analyser
from scripts.titles import entitle


def build_library(
    inputs: Inputs, progress: Progress | None = None, memory: Memory | None = None
) -> Library:
    """Dumps, taxonomy and curation to the whole library.

    ``memory`` holds what earlier runs made of single texts; it changes no result.

    Raises :class:`~scripts.model.InputError` where the taxonomy or the curation
    cannot be used; content of dumps never raises.
    """
    run = (progress := progress or Progress()).run
    taxonomy = load_taxonomy(inputs.taxonomy)
    curation, curation_problems = load_curation(inputs.curation)

    parsed = run("parse", parse_dumps, inputs.dumps, taxonomy)
    check_ledger(parsed)
    occurrences = [occurrence for dump in parsed for occurrence in dump.occurrences]

    merged = run(
        "deduplicate",
        deduplicate,
        occurrences,
        curation,
        memory,
        count=lambda found: len(found.articles),
    )
    articles = merged.articles
    corrections, orphans = corrections_for(curation, articles, taxonomy)

    analyse = Analyser.for_taxonomy(taxonomy).analyse_all
    analyses = run("segment", analyse_all, [a.text for a in articles], analyse, memory)
    classified, category_problems = run(
        "classify",
        classify_all,
        articles,
        analyses,
        taxonomy,
        memory,
        count=lambda found: len(found[0]),
    )
    titles = run("title", entitle, articles, analyses, taxonomy, memory)
    drafts = run(
        "tag", assemble, articles, analyses, classified, titles, corrections, taxonomy, memory
    )
    visible = newest_first(draft for draft in drafts if not draft.hidden)
    related = run("relate", relate, visible, taxonomy, memory)

    return Library(
        taxonomy=taxonomy,
        dumps=parsed,
        entries=with_related(visible, related),
        hidden=tuple(draft.article for draft in drafts if draft.hidden),
        decisions=merged.decisions,
        problems=(
            *inputs.problems,
            *curation_problems,
            *(problem for dump in parsed for problem in dump.problems),
            *merged.problems,
            *orphans,
            *with_paths(category_problems, parsed),
            *limits.problems(inputs, len(articles), len(occurrences)),
        ),
        stages=tuple(progress.stages),
        curation=curation,
    )
