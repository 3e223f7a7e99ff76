"""Rules of the theme that a site has no use for, and only those, are left out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import markdown
import material
import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from scripts import styles

THEME = next(
    Path(material.__file__).parent.glob("templates/assets/stylesheets/main.*.min.css")
).read_text("utf-8")
THEME = THEME.replace(*styles.FOCUS)
WRITTEN = """
!!! note "一则说明"
    正文与`代码`[^1]

??? warning
    折起来的

=== "甲"
    一

=== "乙"
    二

- [x] 做完了

| 列 | 列 |
|---|---|
| 1 | 2 |

```python
def f(x): return 1
```

++ctrl+c++ ==标记== ~~删去~~

[^1]: 脚注
"""
EXTENSIONS = {
    "admonition": {},
    "footnotes": {},
    "tables": {},
    "attr_list": {},
    "pymdownx.details": {},
    "pymdownx.superfences": {},
    "pymdownx.highlight": {},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "pymdownx.keys": {},
    "pymdownx.mark": {},
    "pymdownx.tilde": {},
}


def rules(sheet: str, around: str = "") -> list[tuple[str, str, str]]:
    """Each selector of a sheet with its group and its declarations, variables aside."""
    found = []
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            found += rules(tinycss2.serialize(rule.content), tinycss2.serialize(rule.prelude))
        elif rule.type == "qualified-rule":
            body = tinycss2.parse_blocks_contents(rule.content, True, True)
            kept = [one for one in body if one.type != "declaration" or one.name[:2] != "--"]
            lists = map(tinycss2.serialize, styles.selectors(rule.prelude))
            found += [(around, one, tinycss2.serialize(kept)) for one in lists if kept]
    return found


class Classes(HTMLParser):
    """The classes of a document, read by other means than the code's."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.update((dict(attrs).get("class") or "").split())


@pytest.mark.parametrize(
    ("theme", "text", "kept"),
    [
        (".a{x:y}.b{x:z}", '<i class="a">', ".a{x:y;}"),
        (".a,.b .a,i{x:y}", "a", ".a,i{x:y;}"),
        (".a:not(.b){x:y}:is(.b,p){x:y}", "a", ".a:not(.b){x:y;}:is(.b,p){x:y;}"),
        ('.a[title=".b{},"]{x:y}', "a", '.a[title=".b{},"]{x:y;}'),
        ("@media print{.b{x:y}}", "a", ""),
        ("@media print{.b{x:y}.a{x:y}}", "a", "@media print{.a{x:y;}}"),
        ("@keyframes b{0%{x:y}}@import u;", "a", "@keyframes b{0%{x:y}}@import u;"),
        (".size--big{x:y}", "`size--${n}`", ".size--big{x:y;}"),
        (r".sm\:b{x:y}", "a", r".sm\:b{x:y;}"),
        ("/* .a{} */.a{x:url(a;b)}", "a", ".a{x:url(a;b);}"),
        (":root{--i:url('{;}');--j:1}.a{x:var(--j)}", "a", ":root{--j:1;}.a{x:var(--j);}"),
        (":root{--i:1}", 'getPropertyValue("--i")', ":root{--i:1;}"),
    ],
)
def test_a_rule_stays_while_its_classes_are_named(theme: str, text: str, kept: str) -> None:
    assert styles.joined(theme, [], [text]) == kept


def test_the_names_in_texts_say_as_much_as_the_texts() -> None:
    texts = [WRITTEN, "md-typeset 36 var", "`md-nav--${n}`", THEME[::2], "--md-hue: 1"]
    named = styles.names(THEME, texts)
    assert styles.joined(THEME, [], named) == styles.joined(THEME, [], texts)
    assert not {"36", "var"} & {*named}


def test_variables_of_the_theme_stay_while_ours_read_them() -> None:
    assert styles.joined(":root{--i:1}", [".a { x: var(--i) }"], []) == (
        ":root{--i:1;}.a{x: var(--i)}"
    )


def test_a_sheet_that_is_needed_as_a_whole_is_read_and_written_as_it_was() -> None:
    def plain(sheet: str) -> str:
        sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S).replace("\\3c ", "<")  # escaped
        return sheet.replace(";}", "}").strip().rstrip(";")

    assert plain(styles.joined(THEME, [], [THEME])) == plain(THEME)


def test_what_somebody_writes_brings_its_rules_along() -> None:
    html = markdown.markdown(WRITTEN, extensions=list(EXTENSIONS), extension_configs=EXTENSIONS)
    classes = Classes(html).found
    assert {"admonition", "warning", "footnote-ref", "tabbed-set", "task-list-item"} <= classes
    sheet = styles.joined(THEME, [], [html, "md-typeset"])
    kept = set(rules(sheet))
    for rule in rules(THEME):
        asked = set(re.findall(r"\.([\w-]+)", re.sub(r"\([^)]*\)", "", rule[1])))
        if asked <= {*classes, "md-typeset"}:
            assert rule in kept
    bare = styles.joined(THEME, [], ["md-typeset"])
    assert "--md-admonition-icon--warning:" in sheet
    assert "--md-admonition-icon--warning:" not in bare
    assert len(bare) < len(THEME) / 2


SOME = tinycss2.serialize(tinycss2.parse_stylesheet(THEME, True, True)[::9])  # of each kind a few
RULES = rules(SOME)


@given(st.sets(st.sampled_from(sorted(set(re.findall(r"\.([a-z][\w-]+)", SOME))))))
def test_a_selector_goes_for_want_of_a_class_and_for_nothing_else(named: set[str]) -> None:
    kept = rules(styles.joined(SOME, [], named))
    wanted = [
        rule
        for rule in RULES
        if set(re.findall(r"\.([\w-]+)", re.sub(r"\([^)]*\)", "", rule[1]))) <= named
    ]
    assert kept == wanted
