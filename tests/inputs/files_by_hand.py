"""The two files that people write, and every way to get them wrong. ``place`` is line:column."""

# ruff: noqa: E501 - one case a line, however long, reads as the table it is
from __future__ import annotations

from dataclasses import dataclass

from tests.inputs.cases import NOTED, REFUSED, TAKEN

CURATION, TAXONOMY = "curation.yml", "taxonomy.yml"
_ID = "abcdefgh12"


@dataclass(frozen=True, slots=True)
class Written:
    """``content`` of ``file``; for a taxonomy, what stands before the shipped one's text."""

    name: str
    file: str
    what: str
    content: bytes
    outcome: str = REFUSED
    place: str = ""
    says: str = ""


def _c(
    name: str, what: str, content: str | bytes, outcome: str, place: str = "", says: str = ""
) -> Written:
    data = content.encode() if isinstance(content, str) else content
    return Written(name, CURATION, what, data, outcome, place, says)


def _t(name: str, what: str, content: str | bytes, place: str, says: str) -> Written:
    data = content.encode() if isinstance(content, str) else content
    return Written(name, TAXONOMY, what, data, REFUSED, place, says)


_LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
_ENTRY = f"articles:\n  {_ID}:\n"

WRITTEN = (
    _c("empty", "空文件", "", TAKEN),
    _c("comments", "只有注释", "# 还没有订正\n", TAKEN),
    _c("null", "只写了键", "articles:\nmerge:\nkeep_apart:\n", TAKEN),
    _c("bom", "带 BOM", b"\xef\xbb\xbfarticles: {}\n", TAKEN),
    _c("gb18030", "GB18030", "# 订正：把这一则归到自然语言处理\narticles: {}\n".encode("gb18030"), NOTED, "0:0", "read as GB18030"),
    _c("crlf", "CRLF 行尾", "articles: {}\r\n", TAKEN),
    _c("orphan", "没有这个编号的文章", f"{_ENTRY}    title: 好标题\n", NOTED, "2:0", "no article has the id"),
    _c("unknown-field", "不认识的字段", f"{_ENTRY}    titel: 好标题\n", NOTED, "3:5", "did you mean 'title'?"),
    _c("unknown-section", "不认识的段", "article: {}\n", NOTED, "1:1", "did you mean 'articles'?"),
    _c("title-number", "标题是数", f"{_ENTRY}    title: 2026\n", REFUSED, "3:12", "expected text for 'title', found 2026"),
    _c("title-list", "标题是列表", f"{_ENTRY}    title: [a]\n", REFUSED, "3:12", "expected text for 'title', found a list"),
    _c("title-empty", "标题是空的", f'{_ENTRY}    title: ""\n', REFUSED, "3:12", "expected text for 'title', found ''; write some"),
    _c("tags-text", "标签不是列表", f"{_ENTRY}    tags: 注意力\n", REFUSED, "3:11", "expected a list for 'tags'"),
    _c("tags-nested", "标签里有列表", f"{_ENTRY}    tags: [[a]]\n", REFUSED, "3:12", "expected text for 'tags', found a list"),
    _c("hide-text", "hide 不是真假", f"{_ENTRY}    hide: maybe\n", REFUSED, "3:11", "expected true or false for 'hide'"),
    _c("source-script", "来源是脚本", f"{_ENTRY}    source: javascript:alert(1)\n", REFUSED, "3:13", "expected an address with http:// or https:// for 'source'"),
    _c("source-file", "来源是文件", f"{_ENTRY}    source: file:///etc/passwd\n", REFUSED, "3:13", "expected an address"),
    _c("source-quote", "来源里有引号", f"{_ENTRY}    source: 'https://example.org/\"onload=x'\n", REFUSED, "3:13", "expected an address"),
    _c("source-bare", "来源没有协议", f"{_ENTRY}    source: example.org/a\n", REFUSED, "3:13", "expected an address"),
    _c("articles-list", "articles 是列表", "articles: [a]\n", REFUSED, "1:11", "expected `id: correction` lines"),
    _c("title-wide-colon", "键后是全角冒号", f"{_ENTRY}    title：好标题\n", REFUSED, "3:5", "with ': ' after each key"),
    _c("title-sign", "标题以 @ 开头", f"{_ENTRY}    title: @模型\n", REFUSED, "3:12", "put a value that begins with it into quotes"),
    _c("title-bracket", "标题以方括号开头", f"{_ENTRY}    title: [公式] 与模型\n", REFUSED, "3:17", "begins with a bracket or quote into quotes"),
    _c("entry-text", "订正是一句话", f"articles:\n  {_ID}: 好标题\n", REFUSED, "2:15", "expected keys (title: ...)"),
    _c("merge-text", "merge 不是列表", "merge: a\n", REFUSED, "1:8", "expected a list for 'merge'"),
    _c("merge-one", "merge 的一对只有一个", "merge:\n  - [a]\n", REFUSED, "2:5", "expected a pair of ids for 'merge'"),
    _c("merge-same", "merge 的两个相同", "merge:\n  - [a, a]\n", REFUSED, "2:5", "both of the pair are 'a'"),
    _c("merge-unknown", "merge 里没有的编号", "merge:\n  - [aaaaaaaa, bbbbbbbb]\n", NOTED, "2:0", "an id no article has"),
    _c("root-list", "整个文件是列表", "- a\n", REFUSED, "1:1", "expected keys (articles: ...)"),
    _c("root-text", "整个文件是一句话", "好标题\n", REFUSED, "1:1", "expected keys (articles: ...)"),
    _c("anchor", "锚", "articles: &a {}\n", REFUSED, "1:11", "an anchor (&a) is not allowed"),
    _c("alias", "别名", "articles: *a\n", REFUSED, "1:11", "an alias (*a) is not allowed"),
    _c("laughs", "十亿个笑（层层别名）", _LAUGHS, REFUSED, "1:4", "an anchor (&a) is not allowed"),
    _c("merge-key", "合并键", "articles:\n  <<: {a: b}\n", REFUSED, "2:3", "a merge key (<<) is not allowed"),
    _c("tag", "类型标记", "articles: !!python/object/apply:os.system [id]\n", REFUSED, "1:11", "a tag (tag:yaml.org,2002:python/object/apply:os.system) is not allowed"),
    _c("documents", "几份文档", "articles: {}\n---\nmerge: []\n", REFUSED, "2:1", "a second document (---) is not allowed"),
    _c("duplicate", "重复的键", f"{_ENTRY}    title: 一\n    title: 二\n", REFUSED, "4:5", "the key 'title' stands twice"),
    _c("duplicate-id", "重复的编号", f"articles:\n  {_ID}: {{hide: true}}\n  {_ID}: {{hide: true}}\n", REFUSED, "3:3", "stands twice"),
    _c("list-key", "键是列表", "articles:\n  ? [a]\n  : b\n", REFUSED, "2:5", "a key must be plain text"),
    _c("deep", "嵌套过深", "a: " + "[" * 30 + "]" * 30 + "\n", REFUSED, "1:23", "nested deeper than 20 levels"),
    _c("very-deep", "嵌套十万层", "[" * 100_000, REFUSED, "1:21", "nested deeper than 20 levels"),
    _c("large", "超过 1 MB", "# " + "x" * 1_000_001 + "\n", REFUSED, "0:0", "larger than 1 MB"),
    _c("tab", "用制表符缩进", "articles:\n\ta: b\n", REFUSED, "2:1", "not valid YAML"),
    _c("open", "括号没有合上", "articles: {a: b\n", REFUSED, "2:1", "not valid YAML"),
    _c("quote", "引号没有合上", 'articles: "a\n', REFUSED, "2:1", "not valid YAML"),
    _c("indent", "缩进不齐", "articles:\n    a: {}\n  b: {}\n", REFUSED, "3:3", "not valid YAML"),
    _c("control", "控制字符", "articles: {}\n# \x07\n", REFUSED, "2:3", "not valid YAML"),
    _c("emoji-control", "非字符", "articles: {}\n# \ufffe\n", REFUSED, "2:3", "not valid YAML"),
    _c("directive", "不认识的 YAML 版本", "%YAML 9.9\n---\narticles: {}\n", REFUSED, "1:1", "not valid YAML"),
    _c("invalid", "无效字节", b"articles: {}\n# \xff\xfe\n", REFUSED, "2:0", "0xff"),
    _c("binary", "二进制文件", b"\x7fELF" + b"\0" * 100, REFUSED, "1:0", "NUL bytes"),
    _t("t-empty", "空文件", "", "1:1", "is missing; add it"),
    _t("t-list", "是列表", "- a\n", "1:1", "expected keys"),
    _t("t-unknown", "不认识的键", "categorys: []\n", "1:1", "did you mean 'categories'?"),
    _t("t-number", "阈值是字", "settings: {margin: wide}\n", "1:20", "expected a number for 'margin', found 'wide'"),
    _t("t-nan", "阈值是 nan", "settings: {margin: .nan}\n", "1:20", "expected a number"),
    _t("t-infinite", "阈值无穷", "settings: {tag_limit: .inf}\n", "1:23", "expected a number"),
    _t("t-huge", "阈值大得离谱", "settings: {tag_limit: 1" + "0" * 400 + "}\n", "1:23", "expected a number"),
    _t("t-name", "类没有名字", "categories:\n- {slug: a}\n", "2:3", "the key 'name' is missing"),
    _t("t-slug", "地址用了汉字", "categories:\n- {name: 类, slug: 类}\n", "2:19", "must be a-z, 0-9 and single hyphens"),
    _t("t-slug-path", "地址想往上走", "categories:\n- {name: 类, slug: ../x}\n", "2:19", "must be a-z, 0-9 and single hyphens"),
    _t("t-slug-twice", "地址重复", "categories:\n- {name: 甲, slug: a}\n- {name: 乙, slug: a}\n", "3:19", "is taken on line 2"),
    _t("t-slug-own", "地址是站点自己要用的", "categories:\n- {name: 甲, slug: uncategorised}\n", "2:19", "is used by the site itself"),
    _t("t-pattern", "翻页的正则写错", "pagers: ['(']\n", "1:10", "not a regular expression"),
    _t("t-term", "词只有标点", "concepts: ['---']\n", "1:12", "lacks a letter or a digit"),
    _t("t-alias", "等号两边没有空格", "concepts: [量子=qubit]\n", "1:12", "a term must read `name` or `name = alias`, blanks around ="),
    _t("t-name-twice", "两类同名", "categories:\n- {name: 甲, slug: a}\n- {name: 甲, slug: b}\n", "3:3", "'甲' names two categories"),
    _t("t-anchor", "锚", "weights: &a {}\n", "1:10", "an anchor (&a) is not allowed"),
)  # fmt: skip
