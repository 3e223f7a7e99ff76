"""Texts that find bugs: plain chance, our own vocabulary, and hostile pieces, mixed."""

# ruff: noqa: E501 - word lists
from __future__ import annotations

import os

from hypothesis import settings
from hypothesis import strategies as st

from tests.hostile.payloads import PAYLOADS

#: Continuous integration raises it: ``FUZZ_EXAMPLES=2000``.
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "60"))
fuzzed = settings(max_examples=EXAMPLES)
#: For laws that build a whole library or a page per example.
fuzzed_dearly = settings(max_examples=max(10, EXAMPLES // 10))

_PIECES = (
    "蒙特卡洛方法", "注意力机制", "词向量", "强化学习", "提出", "的核心是", "引言与背景", "概述", "，", "。",
    "：", "；", "“", "”", "《", "》", "（", "）", "(", ")", "[公式]", "[Math]", "[代码]", "[公", "...", "……", "…",
    "1.", "2.", "①", "(1)", "一、", "第一章", "- ", "• ", "# ", "x_{t+1}", "p_i^2", "\\alpha", "$x$", "\\(", "`c`",
    "https://example.org/a?b=c", "GPT-4", "Transformer", "BERT", "a", "A", "0", "9", " ", "  ", "\u3000", "\t",
    "\u200b", "\u2028", "\x85", "\x0c", "\x00", "\x1b", "\ufeff", "\ufffe", "\U0001f680", "\u202e", "\u0301",
    "ﬁ", "ß", "İ", "Ⅷ", "㎏", "\U0002000b", "<b>", "</p>", "<!--", "&amp;", "&#60;", '"', "'", "\\", "{{", "%}",
)  # fmt: skip
_LINES = (
    "INCOMING TRANSMISSION", "LATEST UPDATES", "NLP", "3D Model", "RL", "2026-01-11", "2026-13-45",
    "2026年1月1日", "1 2", "1 2 3 … 10", "上一页 下一页", "", "...", "量子计算",
)  # fmt: skip

pieces = st.sampled_from(_PIECES)
hostile = st.sampled_from([payload.text for payload in PAYLOADS])
#: Any text that UTF-8 can hold.
plain = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
#: One line: an excerpt or something like it.
lines = st.one_of(
    st.lists(pieces, max_size=40).map("".join),
    st.lists(st.one_of(pieces, hostile), max_size=8).map("".join),
    plain,
    hostile,
)
#: A whole dump.
dumps = st.lists(st.one_of(st.sampled_from(_LINES), lines), max_size=25).flatmap(
    lambda found: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda end: end.join(found))
)
_YAML = (
    "articles:", "merge:", "keep_apart:", "title:", "tags:", "category:", "note:", "source:", "hide:",
    "weights:", "settings:", "categories:", "concepts:", "pagers:", "name:", "slug:", "  ", "\n", "\n  ",
    "\n    ", "- ", "[", "]", "{", "}", ", ", ": ", "'", '"', "|", ">", "&a ", "*a", "<<: ", "!!str ", "? ", "#",
    "---", "...", "%YAML 1.1", "\t", "true", "null", "~", "0x1f", "1e3", ".nan", ".inf", "2026-01-11", "1:30",
    "abcdefgh12", "好标题", "http://example.org", "\ufeff", "\x07", "\u2028",
)  # fmt: skip
yamlish = st.one_of(
    st.lists(st.sampled_from(_YAML), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(_YAML), hostile), max_size=12).map("".join),
    plain,
)
