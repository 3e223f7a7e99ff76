"""The nouns: every value that crosses from one stage to the next.

Read ``received`` (what comes in, down to the article), ``policy`` (what people decide),
``understood`` (what an article turns out to be), ``site`` (what goes out) and ``problems``
(what went wrong on the way). Import them from here.

All of them are frozen. Offsets are Python string offsets (code points) into the
field they name; line numbers count from 1; scores have no unit unless stated.
"""

from scripts.model.policy import Category, Correction, Curation, Taxonomy, Term, Topic
from scripts.model.problems import InputError, Problem, Severity
from scripts.model.received import (
    Article,
    Decision,
    Deduplicated,
    Dump,
    Inputs,
    Line,
    LineKind,
    Occurrence,
    ParsedDump,
    Source,
    Verdict,
)
from scripts.model.site import SiteFile, SitePage
from scripts.model.understood import (
    Analysis,
    Classification,
    Entry,
    Evidence,
    Library,
    Origin,
    Related,
    StageReport,
    TermHit,
    Title,
)

__all__ = [
    "Analysis",
    "Article",
    "Category",
    "Classification",
    "Correction",
    "Curation",
    "Decision",
    "Deduplicated",
    "Dump",
    "Entry",
    "Evidence",
    "InputError",
    "Inputs",
    "Library",
    "Line",
    "LineKind",
    "Occurrence",
    "Origin",
    "ParsedDump",
    "Problem",
    "Related",
    "Severity",
    "SiteFile",
    "SitePage",
    "Source",
    "StageReport",
    "Taxonomy",
    "Term",
    "TermHit",
    "Title",
    "Topic",
    "Verdict",
]
