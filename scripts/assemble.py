"""One article and all that was learnt of it become an entry; a person's word goes last.

Precedence is the same for every field: curation, then what the dump says, then
inference. What inference said stays visible in ``Title.extracted`` and in the evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from scripts.cache import Memory
from scripts.model import (
    Analysis,
    Article,
    Classification,
    Correction,
    Entry,
    Origin,
    Related,
    Taxonomy,
    Title,
)
from scripts.structure import opening
from scripts.terms import papers_in, tags_for

Named = tuple[Sequence[str], Sequence[str], int]  # the tags of a text, its papers, its opening


def assemble(
    articles: Sequence[Article],
    analyses: Sequence[Analysis],
    classified: Sequence[Classification],
    titles: Sequence[Title],
    corrections: Mapping[str, Correction],
    taxonomy: Taxonomy,
    memory: Memory | None = None,
) -> tuple[Entry, ...]:
    """Entries in the articles' order, without relations. ``corrections`` goes by article id.

    ``memory`` holds the tags, papers and openings of texts seen before.
    """

    def named(places: Sequence[int]) -> list[Named]:
        return [_named(articles[at].text, analyses[at], taxonomy) for at in places]

    found = (memory or Memory()).recall("tag", [article.text for article in articles], named)
    parts = zip(articles, analyses, classified, titles, found, strict=True)
    return tuple(_correct(_draft(*part), corrections.get(part[0].id), taxonomy) for part in parts)


def newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Newest date first, undated last, ties in order of first sight."""
    return tuple(sorted(entries, key=lambda entry: entry.date or "", reverse=True))


def with_related(
    entries: Sequence[Entry], related: Sequence[tuple[Related, ...]]
) -> tuple[Entry, ...]:
    """The entries, each with its relations."""
    return tuple(
        replace(entry, related=found) for entry, found in zip(entries, related, strict=True)
    )


def _named(text: str, analysis: Analysis, taxonomy: Taxonomy) -> Named:
    begins = opening(text, taxonomy.openers)
    return tags_for(text, analysis, taxonomy), papers_in(text, taxonomy.papers), begins


def _draft(
    article: Article,
    analysis: Analysis,
    classification: Classification,
    title: Title,
    named: Named,
) -> Entry:
    tags, papers, begins = named
    return Entry(
        article=article,
        analysis=analysis,
        title=title,
        classification=classification,
        tags=tuple(tags),
        date=_date(article),
        papers=tuple(papers),
        opening=begins,
    )


def _date(article: Article) -> str | None:
    """The earliest date any header gives: a later one is when it was listed again."""
    return min((o.date for o in article.occurrences if o.date), default=None)


def _correct(entry: Entry, correction: Correction | None, taxonomy: Taxonomy) -> Entry:
    if correction is None:
        return entry
    return replace(
        entry,
        title=_title(entry.title, correction.title),
        classification=_category(entry.classification, correction.category, taxonomy),
        tags=entry.tags if correction.tags is None else correction.tags,
        source=correction.source,
        note=correction.note,
        hidden=correction.hide,
    )


def _title(title: Title, text: str | None) -> Title:
    return title if text is None else Title(text, "curated", 1.0, title.extracted or title.text)


def _category(found: Classification, name: str | None, taxonomy: Taxonomy) -> Classification:
    """The evidence stays: it explains what the text alone would have said."""
    if name is None:
        return found
    category = None if name == taxonomy.uncategorised else name
    return replace(
        found,
        category=category,
        origin=Origin.CURATED,
        confidence=1.0,
        runner_up=found.category if found.category != category else found.runner_up,
        topics=found.topics if found.category == category else (),
    )
