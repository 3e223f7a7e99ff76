"""The library for other programs: JSON lines, CSV, and Markdown for any other generator.

All three give the articles in the same stable order, the library's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from scripts import escape
from scripts.categories import by_category
from scripts.model import Entry, Library

_COLUMNS = (
    "id", "title", "category", "category_origin", "tags", "date",
    "first_dump", "times_seen", "truncated", "text",
)  # fmt: skip


def record(entry: Entry) -> dict[str, object]:
    """One article as the interface's JSON object."""
    article, found = entry.article, entry.classification
    return {
        "id": article.id,
        "aliases": list(article.aliases),
        "title": entry.title.text,
        "title_origin": entry.title.origin,
        "category": found.category,
        "category_origin": found.origin.value if found.origin else None,
        "evidence": [
            {"term": item.term, "count": item.count, "weight": item.weight}
            for item in found.evidence
        ],
        "confidence": found.confidence,
        "runner_up": found.runner_up,
        "tags": list(entry.tags),
        "date": entry.date,
        "text": article.text,
        "truncated": article.truncated,
        "occurrences": [
            {"dump": seen.dump, "line": seen.line, "length": len(seen.text)}
            for seen in article.occurrences
        ],
        "related": [
            {"id": link.id, "shared": list(link.shared), "score": link.score}
            for link in entry.related
        ],
    }


def jsonl(library: Library) -> str:
    """One JSON object a line."""
    lines = (json.dumps(record(entry), ensure_ascii=False) for entry in library.entries)
    return "".join(f"{_one_line(line)}\n" for line in lines)


def csv(library: Library) -> str:
    """One line an article, after that of the columns' names."""
    return escape.csv_file([_COLUMNS, *map(_cells, library.entries)])


def markdown(library: Library) -> Iterator[tuple[str, str]]:
    """File names and contents of a docs folder: an index, a page a category, a page an article.

    Scraped text stands in raw HTML blocks with every mark as a numeric entity, because no
    Markdown escaping survived all extensions (393 payloads: 76 ran, here none).
    """
    yield "index.md", _index(library)
    for category, entries in by_category(library):
        links = "".join(f"- {_link(entry, '../articles/')}\n" for entry in entries)
        yield f"categories/{category.slug}.md", _front(title=_plain(category.name)) + links
    titles = {entry.id: entry for entry in library.entries}
    for entry in library.entries:
        yield f"articles/{entry.id}.md", _article(entry, library, titles)


def _index(library: Library) -> str:
    lines = [
        f"- [{escape.markdown(category.name)}](categories/{category.slug}.md) {len(entries)}\n"
        for category, entries in by_category(library)
    ]
    return _front(title="收讯") + "".join(lines)


def _article(entry: Entry, library: Library, entries: Mapping[str, Entry]) -> str:
    front = _front(
        title=_plain(entry.title.text),
        id=entry.id,
        category=_plain(entry.category or library.taxonomy.uncategorised),
        tags=[_plain(tag) for tag in entry.tags],
        date=entry.date,
        truncated=entry.article.truncated,
    )
    end = "……" if entry.article.truncated else ""
    related = "".join(f"- {_link(entries[link.id], '')}\n" for link in entry.related)
    return f"{front}<p>{escape.markdown(entry.article.text)}{end}</p>\n\n{related}"


def _link(entry: Entry, folder: str) -> str:
    return f"[{escape.markdown(entry.title.text)}]({folder}{entry.id}.md)"


def _front(**fields: object) -> str:
    kept = {key: value for key, value in fields.items() if value is not None}
    return f"---\n{escape.yaml_document(kept)}---\n\n"


def _plain(text: str) -> str:
    """Front matter reaches HTML unescaped in Material: the three marks go to full width."""
    return text.translate(str.maketrans("<>&", "＜＞＆"))


def _cells(entry: Entry) -> list[str]:
    article = entry.article
    return [
        article.id,
        entry.title.text,
        entry.category or "",
        entry.classification.origin.value if entry.classification.origin else "",
        "; ".join(entry.tags),
        entry.date or "",
        article.occurrences[0].dump,
        str(len(article.occurrences)),
        "yes" if article.truncated else "no",
        article.text,
    ]


def _one_line(line: str) -> str:
    """Readers that split at Unicode line ends must not cut an object in two."""
    for char in "\u2028\u2029\u0085":
        line = line.replace(char, f"\\u{ord(char):04x}")
    return line
