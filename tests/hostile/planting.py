"""Inputs in which every payload stands in every place that scraped or written text can reach."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import yaml

from scripts.curate import is_web_address
from scripts.files import read_inputs
from scripts.pipeline import build_library
from scripts.spelling import same_key
from tests.hostile.payloads import PAYLOADS, Payload

ROOT = Path(__file__).resolve().parents[2]
_FILLERS = (
    "这一段讲的是序号{n}的注意力机制，它让模型在编码时看到整句话里的每一个词",
    "序号{n}的强化学习智能体与环境交互，依靠奖励来改进自己的策略",
    "在序号{n}的实验里，扩散模型逐步去掉噪声，最后得到清楚的图像",
    "序号{n}的词向量把离散的词映射到连续空间，相近的词彼此靠近",
)
_PER_DUMP = 12
_TERMS = 60  # payloads that become names of the taxonomy
_SEGMENT_BYTES = 200
_STEP = 7  # the next payload of an article, so that three stand in each


@dataclass(frozen=True, slots=True)
class Planted:
    """A folder of inputs: ``dumps``, ``curation.yml`` and ``taxonomy.yml``."""

    folder: Path

    @property
    def arguments(self) -> list[str]:
        """The inputs as options of the command line."""
        return [
            *("--dumps", str(self.folder / "dumps")),
            *("--curation", str(self.folder / "curation.yml")),
            *("--taxonomy", str(self.folder / "taxonomy.yml")),
        ]

    def library(self):
        """The library of these inputs."""
        return build_library(read_inputs(*self._paths()))

    def _paths(self) -> tuple[Path, Path, Path]:
        return self.folder / "dumps", self.folder / "curation.yml", self.folder / "taxonomy.yml"


def plant(folder: Path) -> Planted:
    """Writes the inputs. Corrections need ids, so the library is read once without any."""
    planted = Planted(folder)
    (folder / "dumps").mkdir(parents=True)
    (folder / "taxonomy.yml").write_text(_taxonomy(), encoding="utf-8")
    (folder / "curation.yml").write_text("", encoding="utf-8")
    for name, text in _dumps():
        (folder / "dumps" / name).write_text(text, encoding="utf-8", newline="")
    ids = [entry.id for entry in planted.library().entries if "平常" in entry.article.text]
    (folder / "curation.yml").write_text(_curation(ids), encoding="utf-8")
    return planted


def _dumps():
    batches = [PAYLOADS[at : at + _PER_DUMP] for at in range(0, len(PAYLOADS), _PER_DUMP)]
    names = _file_names(len(batches))
    for name, batch in zip(names, batches, strict=True):
        lines = ["INCOMING TRANSMISSION", "LATEST UPDATES", ""]
        for payload in batch:
            lines += _block(payload)
        yield name, "\n".join(lines) + "\n"


def _block(payload: Payload) -> list[str]:
    """A header, an excerpt with payloads at its start, middle and end, one that is the whole
    line, and a plain one for corrections."""
    number = payload.number
    filler = [text.format(n=number) for text in _FILLERS]
    middle, end = (PAYLOADS[(number + step) % len(PAYLOADS)].text for step in (_STEP, 2 * _STEP))
    header = [payload.text] if len(payload.text) <= 40 else ["NLP"]
    return [
        *header,
        "2026-01-11",
        f"{payload.text} {filler[0]} {middle} {filler[1]}，{filler[2]} {end}...",
        "2026-01-12",
        payload.text,
        f"平常的第{number}则：{filler[number % 4]}，{filler[(number + 1) % 4]}，写在这里供人订正。",
        "",
    ]


def _file_names(count: int) -> list[str]:
    """Payloads that a file system takes as a name; breakouts first."""
    groups = ("breakouts", "attributes", "html", "templates", "cells", "search", "unicode")
    ranked = [p.text for group in groups for p in PAYLOADS if p.group == group]
    fit = [text.replace("/", "∕") for text in ranked if not re.search("[\0\ud800-\udfff]", text)]
    names = [text for text in fit if len(text.encode()) <= _SEGMENT_BYTES and text[0] not in ". "]
    folded = {f"{name}.txt".casefold(): f"{name}.txt" for name in names}
    spread = list(folded.values())
    return sorted(spread[:: max(1, len(spread) // count)][:count])


def _taxonomy() -> str:
    """The shipped taxonomy with a category, topics and terms that nobody should have written."""
    taxonomy = yaml.safe_load((ROOT / "data" / "taxonomy.yml").read_text(encoding="utf-8"))
    texts = [p.text for p in PAYLOADS if 2 < len(p.text) < 80 and "=" not in p.text]
    plain = (" ".join(text.split()) for text in texts if text.isprintable())
    known = {same_key(name): name for name in plain if any(map(str.isalnum, name))}
    names = list(known.values())[:: len(known) // (2 * _TERMS)]
    topics = [
        {"name": name, "slug": f"hostile-{at}", "strong": [f"hostileterm{at} = 序号{at}的"]}
        for at, name in enumerate(names[:_TERMS])
    ]
    description = "".join(name for name in names[:5])
    taxonomy["categories"].append(
        {
            "name": "</script><img src=x onerror=hit(0)>", "slug": "hostile",
            "gloss": "\" autofocus onfocus=\"hit(0)", "description": description,
            "aliases": ["{{ 7*191 }}"], "defining": ["强化学习智能体"], "topics": topics,
        }
    )  # fmt: skip
    taxonomy["uncategorised"] = "未分类<svg onload=hit(0)>"
    taxonomy["concepts"] = [
        *taxonomy.get("concepts", []),
        *(f"{name} = 去掉噪声{at}" for at, name in enumerate(names[_TERMS : 2 * _TERMS])),
    ]
    return yaml.safe_dump(taxonomy, allow_unicode=True, sort_keys=False)


def _curation(ids: list[str]) -> str:
    """A correction an article, each with payloads in every field."""
    usable = [p for p in PAYLOADS if p.text.strip() and not _REFUSED.search(p.text)]
    corrections = {}
    for at, article_id in enumerate(ids):
        title, tag, note = (usable[(at + step) % len(usable)].text for step in (0, 3, 5))
        corrections[article_id] = {
            "title": title,
            "tags": [tag, "词向量", title],
            "note": note,
            "source": _source(usable[at % len(usable)].text),
            "category": usable[(at + 11) % len(usable)].text if at % 9 == 0 else "NLP",
        }
    return yaml.safe_dump({"articles": corrections}, allow_unicode=True, sort_keys=False)


#: What YAML itself refuses in a file.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def _source(text: str) -> str:
    """The payload in an address where the rules allow it, else percent-encoded."""
    plain = f"https://source.invalid/?x={text}"
    return plain if is_web_address(plain) else f"https://source.invalid/{quote(text, safe='')}"
