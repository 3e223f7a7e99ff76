"""Every kind of input there is, what becomes of it, and why. One table for tests and for the docs.

A case is a folder of dumps. ``outcome`` is what the tool must do with it:
``taken`` (as it is), ``noted`` (taken; a note or warning says what was done or not done),
``refused`` (exit code 1, each file named, the old site kept). ``lines`` is the ledger of what
was taken, kinds that do not occur left out; the law that they add up is tested apart.
"""

# ruff: noqa: E501 - one case a line, however long, reads as the table it is
from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

TAKEN, NOTED, REFUSED = "taken", "noted", "refused"
ONE = "蒙特卡洛方法不需要知道环境的模型，它让智能体一次次走完全程，再用得到的回报去估计价值。"
TWO = "词向量把离散的词放进连续的空间里，意思相近的词彼此靠近，类比关系变成了向量的加减。"
THREE = "扩散模型先给图像一步步加上噪声，再学着一步步把噪声去掉，于是能从纯噪声里画出图来。"
TRADITIONAL = "蒙地卡羅方法不需要知道環境的模型，它讓學習者一次次走完全程，再用得到的回報估計價值。"
DUMP = f"INCOMING TRANSMISSION\n\nNLP\n2026-01-11\n{ONE}\n\n{TWO}\n1 2\n"
LEDGER = {"article": 2, "category": 1, "date": 1, "banner": 1, "pager": 1, "blank": 2}
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
ZIP = b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(range(128, 256)) * 3
ELF = b"\x7fELF\x02\x01\x01" + b"\0" * 9 + b"\x03\0>\0" + b"\0" * 64

Make = Mapping[str, bytes] | Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Case:
    """``files``: names to bytes, or a function that fills the folder. ``says``: what stands in
    the messages, in order; ``line``: the line the first of them names (0: the whole file)."""

    name: str
    group: str
    what: str
    files: Make
    outcome: str = TAKEN
    lines: Mapping[str, int] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    line: int = 0

    def write(self, folder: Path) -> None:
        """Makes the folder of dumps."""
        folder.mkdir(parents=True, exist_ok=True)
        if callable(self.files):
            self.files(folder)
            return
        for name, content in self.files.items():
            (folder / name).write_bytes(content)


def _text(text: str) -> dict[str, bytes]:
    return {"a.txt": text.encode()}


def _bytes(content: bytes) -> dict[str, bytes]:
    return {"a.txt": content}


def _fifo(folder: Path) -> None:
    os.mkfifo(folder / "a.txt")


def _socket(folder: Path) -> None:
    os.mknod(folder / "a.txt", 0o140600)


def _directory(folder: Path) -> None:
    (folder / "a.txt").mkdir()


def _link(folder: Path) -> None:
    (folder.parent / "elsewhere.txt").write_text(DUMP, encoding="utf-8")
    (folder / "a.txt").symlink_to(folder.parent / "elsewhere.txt")


def _dangling(folder: Path) -> None:
    (folder / "a.txt").symlink_to("nowhere.txt")


def _loop(folder: Path) -> None:
    (folder / "a.txt").symlink_to("a.txt")


def _secret(folder: Path) -> None:
    (folder / "a.txt").write_text(DUMP, encoding="utf-8")
    (folder / "a.txt").chmod(0)


def _sparse(folder: Path) -> None:
    with (folder / "a.txt").open("wb") as file:
        file.truncate(1_000_000_000)


def _no_folder(folder: Path) -> None:
    folder.rmdir()


def _file_for_folder(folder: Path) -> None:
    folder.rmdir()
    folder.write_text(DUMP, encoding="utf-8")


G = "编码"
ENCODINGS = (
    Case("utf8", G, "UTF-8", _text(DUMP), TAKEN, LEDGER),
    Case("utf8-bom", G, "UTF-8，带 BOM", _bytes(codecs.BOM_UTF8 + DUMP.encode()), TAKEN, LEDGER),
    Case("utf8-two-boms", G, "UTF-8，BOM 重复", _bytes(codecs.BOM_UTF8 * 2 + DUMP.encode()), TAKEN, LEDGER),
    Case("utf16-le-bom", G, "UTF-16 小端，带 BOM", _bytes(codecs.BOM_UTF16_LE + DUMP.encode("utf-16-le")), TAKEN, LEDGER),
    Case("utf16-be-bom", G, "UTF-16 大端，带 BOM", _bytes(codecs.BOM_UTF16_BE + DUMP.encode("utf-16-be")), TAKEN, LEDGER),
    Case("utf16-le", G, "UTF-16 小端，无 BOM", _bytes(DUMP.encode("utf-16-le")), NOTED, LEDGER, ("read as UTF-16-LE",)),
    Case("utf16-be", G, "UTF-16 大端，无 BOM", _bytes(DUMP.encode("utf-16-be")), NOTED, LEDGER, ("read as UTF-16-BE",)),
    Case("utf16-all-han", G, "UTF-16 无 BOM，几乎全是汉字", _bytes((ONE * 8 + "\n").encode("utf-16-le")), NOTED, {"article": 1}, ("read as UTF-16-LE",)),
    Case("utf16-odd", G, "UTF-16 断在字符中间", _bytes(codecs.BOM_UTF16_LE + DUMP.encode("utf-16-le") + b"\x00"), REFUSED, says=("breaks off at byte",), line=9),
    Case("utf16-surrogate", G, "UTF-16 落单的代理", _bytes(codecs.BOM_UTF16_LE + "第一行\n".encode("utf-16-le") + b"\x00\xd8\x41\x00"), REFUSED, says=("breaks off at byte",), line=2),
    Case("utf32-bom", G, "UTF-32，带 BOM", _bytes(codecs.BOM_UTF32_LE + DUMP.encode("utf-32-le")), TAKEN, LEDGER),
    Case("utf32", G, "UTF-32，无 BOM", _bytes(DUMP.encode("utf-32-le")), REFUSED, says=("NUL bytes",), line=1),
    Case("gb18030", G, "GB18030", _bytes(DUMP.encode("gb18030")), NOTED, LEDGER, ("read as GB18030",)),
    Case("big5", G, "Big5", _bytes(f"{TRADITIONAL}\n".encode("big5hkscs")), NOTED, {"article": 1}, ("read as BIG5HKSCS",)),
    Case("mixed", G, "先 UTF-8，后 GB18030", _bytes(DUMP.encode() + THREE.encode("gb18030")), REFUSED, says=("is not UTF-8",), line=9),
    Case("mixed-long", G, "很长的 GB18030，末尾混入 UTF-8", _bytes((f"{ONE}\n" * 900).encode("gb18030") + f"{THREE}\n".encode() * 2), REFUSED, says=("is not UTF-8",), line=1),
    Case("mixed-lines", G, "GB18030，其中一行是 UTF-8", _bytes((f"{ONE}\n" * 40).encode("gb18030") + "你好世界你好世界\n".encode() + (f"{TWO}\n" * 40).encode("gb18030")), REFUSED, says=("is not UTF-8",), line=1),
    Case("invalid", G, "无效字节", _bytes(DUMP.encode() + b"\xff\xfe\xfd"), REFUSED, says=("0xff",), line=9),
    Case("invalid-cr", G, "无效字节，行尾是 CR", _bytes(DUMP.replace("\n", "\r").encode() + b"\xff\xfe\xfd"), REFUSED, says=("0xff",), line=9),
    Case("broken-off", G, "断在一个字符中间", _bytes(DUMP.encode() + ONE.encode()[:-1]), REFUSED, says=("breaks off within a character",), line=9),
    Case("surrogates", G, "UTF-8 里的落单代理", _bytes(DUMP.encode() + b"\xed\xa0\x80\n"), REFUSED, says=("0xed",), line=9),
    Case("overlong", G, "UTF-8 里的超长编码", _bytes(DUMP.encode() + b"\xc0\xbcscript\xc0\xbe\n"), REFUSED, says=("0xc0",), line=9),
    Case("latin1", G, "Latin-1", _bytes("Une transmission reçue à l'été dernier, déjà lue par Zoé.\n".encode("latin-1")), REFUSED, says=("is not UTF-8",), line=1),
    Case("garbled", G, "UTF-8 被当作 Latin-1 存过", _text(DUMP.encode().decode("latin-1")), NOTED, LEDGER, ("read as Latin-1",)),
    Case("garbled-windows", G, "UTF-8 被当作 Windows-1252 存过", _text("2026-01-11\n" + "注意力机制".encode().decode("cp1252", "replace").replace("\ufffd", "\x8f") + "\n"), NOTED, {"date": 1, "article": 1}, ("read as Latin-1",)),
    Case("garbled-gb", G, "UTF-8 被当作 GB18030 存过", _text(f"{ONE}\n".encode().decode("gb18030", "replace")), NOTED, {"article": 1}, ("read as GB18030", "lost")),
    Case("escapes", G, "汉字写成 \\u 转义", _text(ONE.encode("unicode_escape").decode() + "\n"), NOTED, {"article": 1}, ("has its letters as",)),
    Case("percent", G, "汉字写成百分号编码", _text(quote(ONE) + "\n"), NOTED, {"article": 1}, ("%E4%B8%AD",)),
    Case("entities", G, "汉字写成 HTML 实体", _text("".join(f"&#{ord(each)};" for each in ONE) + "\n"), NOTED, {"article": 1}, ("entities",)),
    Case("question-marks", G, "汉字变成问号", _text(ONE.encode("ascii", "replace").decode() + "\n"), NOTED, {"article": 1}, ("question marks",)),
    Case("nuls", G, "夹有 NUL", _text(DUMP.replace("智能", "智\0能")), NOTED, LEDGER, ("1 NUL",)),
    Case("only-nuls", G, "只有 NUL", _bytes(b"\0" * 400), REFUSED, says=("NUL bytes",), line=1),
)  # fmt: skip

G = "行尾与控制字符"
LINE_ENDS = (
    Case("crlf", G, "CRLF", _text(DUMP.replace("\n", "\r\n")), TAKEN, LEDGER),
    Case("cr", G, "CR", _text(DUMP.replace("\n", "\r")), TAKEN, LEDGER),
    Case("mixed-ends", G, "三种行尾混用", _text(DUMP.replace("\n", "\r\n", 2).replace("1 2\n", "1 2\r")), TAKEN, LEDGER),
    Case("no-last-end", G, "末行没有行尾", _text(DUMP.rstrip("\n")), TAKEN, LEDGER),
    Case("lf-cr", G, "LF 接 CR", _text(f"{ONE}\n\r{TWO}\n\r"), TAKEN, {"article": 2, "blank": 2}),
    Case("separators", G, "摘录内有 U+2028、U+2029、U+0085、换页", _text(ONE.replace("，", "\u2028", 1).replace("，", "\x85\x0c\u2029", 1) + "\n"), NOTED, {"article": 1}, ("control character",), 1),
    Case("controls", G, "摘录内有控制字符", _text(ONE.replace("，", "\x1b[31m\x07\x08", 1) + "\n"), NOTED, {"article": 1}, ("3 control characters",), 1),
    Case("bidi", G, "双向控制、零宽字符", _text(ONE.replace("，", "\u202e\u200b\u2066", 1) + "\n"), TAKEN, {"article": 1}),
    Case("only-controls", G, "只有控制字符的行", _text("\x1b\x07\n\x01\n"), NOTED, {"blank": 2}, ("2 control characters", "1 control character"), 1),
    Case("odd-blanks", G, "全角空格、零宽空格的空行", _text("\u3000\u3000\n\u200b\n\ufeff\n \t \n"), NOTED, {"blank": 4}, ("holds no excerpt",)),
    Case("many-blanks", G, "十万个空行", _text("\n" * 100_000 + ONE + "\n"), TAKEN, {"blank": 100_000, "article": 1}),
)  # fmt: skip

G = "内容"
CONTENTS = (
    Case("no-dumps", G, "空文件夹", {}, NOTED, {}, ("holds no .txt file",)),
    Case("empty", G, "空文件", _text(""), NOTED, {}, ("holds no excerpt",)),
    Case("banners", G, "只有标语", _text("INCOMING TRANSMISSION\nLATEST UPDATES\n"), NOTED, {"banner": 2}, ("holds no excerpt",)),
    Case("one-excerpt", G, "只有一段摘录", _text(f"{ONE}\n"), TAKEN, {"article": 1}),
    Case("cut", G, "在 350 字处截断", _text(ONE[:30] + "...\n"), TAKEN, {"article": 1}),
    Case("cut-ellipsis", G, "以……截断", _text(ONE[:30] + "……\n"), TAKEN, {"article": 1}),
    Case("cut-emoji", G, "表情被截成两半", _text(ONE[:30] + "\ufffd...\n"), NOTED, {"article": 1}, ("1 character was lost",), 1),
    Case("cut-placeholder", G, "断在占位标记里", _text(ONE[:30] + "[公...\n"), TAKEN, {"article": 1}),
    Case("three-characters", G, "三个字的摘录，前有日期", _text("NLP\n2026-01-11\n注意力\n"), TAKEN, {"category": 1, "date": 1, "article": 1}),
    Case("three-alone", G, "三个字，前无日期", _text("注意力\n"), NOTED, {"unrecognised": 1}, ("not recognised",), 1),
    Case("only-mark", G, "只有截断号", _text("2026-01-11\n...\n"), NOTED, {"date": 1, "pager": 1}, ("stands before no excerpt",), 1),
    Case("only-punctuation", G, "只有标点的摘录", _text("2026-01-11\n？！？！\n2026-01-12\n——\n"), TAKEN, {"date": 2, "article": 2}),
    Case("twice", G, "同一段写了两次", _text(f"{ONE}\n\n{ONE}\n"), TAKEN, {"article": 2, "blank": 1}),
    Case("longer-later", G, "先短后长的同一段", _text(f"{ONE[:24]}...\n{ONE}\n"), TAKEN, {"article": 2}),
    Case("html", G, "HTML", _text("<script>alert(1)</script><p onclick=x>" + ONE + "\n"), TAKEN, {"article": 1}),
    Case("web-page", G, "网页的源码", _text("<!DOCTYPE html>\n<html><body><p>" + ONE + "</p></body></html>\n"), NOTED, {"unrecognised": 1, "article": 1}, ("source of a web page", "not recognised")),
    Case("json", G, "JSON", _text('{"title": "注意力", "body": [1, 2]}\n'), NOTED, {"article": 1}, ("looks like JSON",)),
    Case("fragment", G, "网页的片段", _text(f"<div>\n<p>{ONE}</p>\n</div>\n"), NOTED, {"unrecognised": 2, "article": 1}, ("source of a web page", "not recognised", "not recognised")),
    Case("table", G, "表格的行", _text(f"NLP\t2026-01-11\t{ONE}\nRL,2026-01-12,{TWO}\n"), NOTED, {"article": 2}, ("as the rows of a table",), 1),
    Case("joined", G, "两份转储相接，中间没有行尾", _text(f"{DUMP.rstrip()}{DUMP}"), NOTED, {"article": 4, "unrecognised": 1, "banner": 1, "category": 2, "date": 2, "pager": 1, "blank": 4}, ("holds the banner",), 8),
    Case("footer", G, "页脚", _text(f"{ONE}\n---\nCopyright © 2026 某某的博客\n京ICP备00000000号-1\nPowered by Hexo\n"), TAKEN, {"article": 1, "pager": 4}),
    Case("wrapped", G, "按固定宽度折行的文章", _text("".join(ONE[at : at + 30] + "\n" for at in (0, 3, 5, 7, 9, 11))), NOTED, {"article": 6}, ("if lines were wrapped",), 1),
    Case("prose-with-breaks", G, "被折成短行的文章", _text("注意力机制让模型\n看到整句话里的每一个词\n"), NOTED, {"unrecognised": 2}, ("not recognised", "not recognised"), 1),
)  # fmt: skip

G = "头部与日期"
HEADERS = (
    Case("lone-category", G, "类名后面没有日期", _text(f"NLP\n{ONE}\n"), NOTED, {"unrecognised": 1, "article": 1}, ("has no date line after it",), 1),
    Case("lone-date", G, "只有日期", _text(f"2026-01-11\n{ONE}\n"), TAKEN, {"date": 1, "article": 1}),
    Case("orphans", G, "头部后面没有摘录", _text("NLP\n2026-01-11\n"), NOTED, {"category": 1, "date": 1}, ("category line 'NLP' stands before no excerpt", "date line"), 1),
    Case("orphan-banner", G, "头部后面是标语", _text(f"NLP\n2026-01-11\nLATEST UPDATES\n{ONE}\n"), NOTED, {"category": 1, "date": 1, "banner": 1, "article": 1}, ("stands before no excerpt", "stands before no excerpt"), 1),
    Case("two-headers", G, "连着两个头部", _text(f"NLP\n2026-01-11\nRL\n2026-01-12\n{ONE}\n"), NOTED, {"category": 2, "date": 2, "article": 1}, ("'NLP'", "'2026-01-11'"), 1),
    Case("blank-in-header", G, "头部里有空行", _text(f"NLP\n\n2026-01-11\n\n{ONE}\n"), TAKEN, {"category": 1, "date": 1, "blank": 2, "article": 1}),
    Case("no-such-day", G, "不存在的日期", _text(f"NLP\n2026-02-30\n{ONE}\n"), NOTED, {"category": 1, "date": 1, "article": 1}, ("there is no such day",), 2),
    Case("dates", G, "各种写法的日期", _text("".join(f"{day}\n{text}\n" for day, text in (("2026/1/5", ONE), ("2026年1月6日", TWO), ("２０２６．０１．０７", THREE)))), TAKEN, {"date": 3, "article": 3}),
    Case("dates-in-words", G, "日期旁有月名、星期、时刻、说明", _text("".join(f"{day}\n{text}\n" for day, text in (("Mon, Jan 5th, 2026", ONE), ("发布于 2026-01-06 12:30", TWO), ("(2026 年 1 月 7 日 星期三)", THREE)))), TAKEN, {"date": 3, "article": 3}),
    Case("which-day", G, "说不清是哪一天", _text(f"NLP\n3 天前\n{ONE}\nNLP\n01/02/2026\n{TWO}\n"), NOTED, {"category": 2, "date": 2, "article": 2}, ("does not tell which day", "does not tell which day"), 2),
    Case("one-line-header", G, "类名与日期在同一行", _text(f"NLP · 2026-01-11\n{ONE}\nJanuary 12, 2026 | RL\n{TWO}\n"), TAKEN, {"date": 2, "article": 2}),
    Case("one-line-unknown", G, "日期旁的类名分类表没有", _text(f"烹饪 2026-01-11\n{ONE}\n"), NOTED, {"unrecognised": 1, "article": 1}, ("is no category of the taxonomy",), 1),
    Case("marked-header", G, "头部与标语带有 Markdown 记号", _text(f"## LATEST UPDATES\n### NLP\n*2026-01-11*\n{ONE}\n分类：RL\n2026-01-12\n{TWO}\n"), TAKEN, {"banner": 1, "category": 2, "date": 2, "article": 2}),
    Case("emoji-header", G, "头部与标语带有表情", _text(f"🚀 LATEST UPDATES 🚀\n📂 NLP\n📅 2026-01-11\n{ONE}\n"), TAKEN, {"banner": 1, "category": 1, "date": 1, "article": 1}),
    Case("counted-category", G, "类名带编号、篇数、注解，或是繁体", _text("".join(f"{name}\n2026-01-11\n{text}\n" for name, text in (("1. NLP", ONE), ("RL (12)", TWO), ("強化學習（RL）", THREE)))), TAKEN, {"category": 3, "date": 3, "article": 3}),
    Case("counts-between", G, "头部与摘录之间有阅读量", _text(f"NLP\n2026-01-11\n阅读 1,234 · 评论 5\n{ONE}\n"), TAKEN, {"category": 1, "date": 1, "pager": 1, "article": 1}),
    Case("two-categories", G, "一行两个类名", _text(f"NLP / RL\n2026-01-11\n{ONE}\n"), NOTED, {"category": 1, "date": 1, "article": 1}, ("names NLP and RL",), 1),
    Case("year-zero", G, "0000-00-00", _text(f"0000-00-00\n{ONE}\n"), NOTED, {"date": 1, "article": 1}, ("there is no such day",), 1),
    Case("two-digit-year", G, "两位数的年", _text(f"26-01-11\n{ONE}\n"), NOTED, {"unrecognised": 1, "article": 1}, ("not recognised",), 1),
    Case("unknown-category", G, "分类表没有的类名", _text(f"量子计算\n2026-01-11\n{ONE}\n"), NOTED, {"category": 1, "date": 1, "article": 1}, ("量子计算",), 3),
    Case("long-category", G, "过长的类名", _text(f"{'很' * 41}\n2026-01-11\n{TWO}\n"), TAKEN, {"article": 2, "date": 1}),
    Case("sentence-before-date", G, "日期前是一句短话", _text(f"今天读到这里。\n2026-01-11\n{ONE}\n"), NOTED, {"unrecognised": 1, "date": 1, "article": 1}, ("not recognised",), 1),
    Case("category-late", G, "日期在类名之前", _text(f"2026-01-11\nNLP\n{ONE}\n"), TAKEN, {"date": 1, "category": 1, "article": 1}),
    Case("category-like", G, "日期之后很像类名的摘录", _text(f"2026-01-11\n烹饪\n{ONE}\n"), TAKEN, {"date": 1, "article": 2}),
    Case("hostile-category", G, "类名是脚本", _text(f"<script>x()</script>\n2026-01-11\n{ONE}\n"), NOTED, {"category": 1, "date": 1, "article": 1}, ("<script>",), 3),
)  # fmt: skip

G = "翻页"
_PAGERS = (
    "1 2", "1 2 3", "1 2 3 … 10", "1 2 3 ... 10", "1 2 3 4 5 6 7 8 9", "« 1 2 3 »", "上一页 下一页",
    "上一页", "下一页", "Previous Next", "Older posts", "Next →", "第 2 页", "Page 2 of 10", "< 1 2 >",
    "[1] 2 3", "1", "10", "Older posts →", "2 / 10", "共 10 页", "加载更多", "...",
    "1, 2, 3", "1 2 3 ⋯ 10", "(1) (2)", "第 2/10 页", "共10页 当前第1页", "1-10 of 56", "上一篇 下一篇", "加载更多...",
    "Read more", "返回顶部", "阅读全文 »", "⬅️ 1 2 3 ➡️", "----", "12 条评论", "3.4k views",
)  # fmt: skip
PAGERS = tuple(
    Case(
        f"pager-{at}", G, f"`{line}`", _text(f"{ONE}\n{line}\n"), TAKEN, {"article": 1, "pager": 1}
    )
    for at, line in enumerate(_PAGERS, 1)
)

G = "文件"
FILES = (
    Case("png", G, "PNG 图片", _bytes(PNG), REFUSED, says=("NUL bytes",), line=3),
    Case("zip", G, "ZIP 压缩包，或 Word、Excel 文档", _bytes(ZIP), REFUSED, says=("a ZIP archive",), line=1),
    Case("pdf", G, "PDF 文档", _bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), REFUSED, says=("a PDF document",), line=1),
    Case("rtf", G, "RTF 文档", _bytes(b"{\\rtf1\\ansi " + DUMP.encode("unicode_escape")), REFUSED, says=("an RTF document",), line=1),
    Case("gzip", G, "gzip 压缩的文件", _bytes(b"\x1f\x8b\x08\x00" + bytes(range(128, 200))), REFUSED, says=("compressed by gzip",), line=1),
    Case("elf", G, "可执行文件", _bytes(ELF), REFUSED, says=("NUL bytes",), line=1),
    Case("directory", G, "名为 .txt 的文件夹", _directory, REFUSED, says=("not a regular file",)),
    Case("link", G, "符号链接", _link, REFUSED, says=("it is a link",)),
    Case("dangling", G, "断了的链接", _dangling, REFUSED, says=("it is a link",)),
    Case("loop", G, "指向自己的链接", _loop, REFUSED, says=("it is a link",)),
    Case("fifo", G, "管道", _fifo, REFUSED, says=("not a regular file",)),
    Case("socket", G, "套接字", _socket, REFUSED, says=("not a regular file",)),
    Case("unreadable", G, "没有读取权限", _secret, REFUSED, says=("Permission denied",)),
    Case("no-folder", G, "文件夹不存在", _no_folder, REFUSED, says=("No such file",)),
    Case("file-for-folder", G, "给的是文件而不是文件夹", _file_for_folder, REFUSED, says=("Not a directory",)),
    Case("other-ending", G, "不是 .txt 的文件", {"a.txt": DUMP.encode(), "b.md": b"x"}, NOTED, LEDGER, ("is not a .txt file",)),
    Case("hidden", G, "以点开头的文件", {"a.txt": DUMP.encode(), ".b.txt": b"\xff", ".DS_Store": b"\0"}, NOTED, LEDGER, ("starts with a dot",)),
    Case("same-name", G, "两个文件只差大小写", {"a.txt": DUMP.encode(), "A.txt": b"x"}, REFUSED, says=("has the same name",)),
    Case("duplicate", G, "内容相同的两个文件", {"a.txt": DUMP.encode(), "b.txt": DUMP.encode()}, TAKEN, {kind: 2 * n for kind, n in LEDGER.items()}),
    Case("several-bad", G, "几个坏文件", {"a.txt": b"\xff\xff", "b.txt": DUMP.encode(), "c.txt": b"\0" * 20}, REFUSED, says=("0xff", "NUL bytes"), line=1),
)  # fmt: skip

G = "文件名"
_NAMES = (
    ("blanks", "有空格", "a b  c.txt"), ("quotes", "有引号", "\"a'`.txt"), ("newline", "有换行", "a\nb.txt"),
    ("emoji", "有表情", "🧨📡.txt"), ("dots", "有两点", "a...b..txt"), ("markup", "是标签", "<img src=x>.txt"),
    ("percent", "有百分号", "%2e%2e%2f.txt"), ("dash", "像选项", "--help.txt"), ("capitals", "大写结尾", "A.TXT"),
    ("long", "很长", "长" * 80 + ".txt"), ("device", "保留名", "con.txt"), ("only-ending", "只有结尾", "\u3000.txt"),
    ("bytes", "不是 UTF-8", os.fsdecode(b"\xff\xfe.txt")), ("bidi", "双向控制", "a\u202etxt.exe.txt"),
)  # fmt: skip
NAMES = tuple(
    Case(f"name-{name}", G, what, {file: DUMP.encode()}, TAKEN, LEDGER)
    for name, what, file in _NAMES
)

G = "规模"
SIZES = (
    Case("line-100k", G, "十万字的一行", _text("注意力" * 33_000 + "\n"), TAKEN, {"article": 1}),
    Case("line-50mb", G, "50 MB 的一行", _bytes("注意力".encode() * 5_500_000), NOTED, {"unrecognised": 1}, ("is not an excerpt",), 1),
    Case("line-50mb-latin", G, "50 MB 的一行，全是字母", _bytes(b"NLP\n2026-01-11\n" + b"a" * 50_000_000), NOTED, {"category": 1, "date": 1, "unrecognised": 1}, ("stands before no excerpt", "stands before no excerpt", "is not an excerpt"), 1),
    Case("gigabyte", G, "1 GB 的文件", _sparse, REFUSED, says=("more than 64 MB",)),
    Case("digits", G, "近似翻页的两百个字符", _text("1" * 199 + "x\n" + "1 " * 99 + "x\n" + "." * 199 + "x\n"), TAKEN, {"article": 3}),
    Case("many-lines", G, "二十万行", _text(f"{ONE}\n1 2\n" * 100_000), TAKEN, {"article": 100_000, "pager": 100_000}),
)  # fmt: skip

CASES = (*ENCODINGS, *LINE_ENDS, *CONTENTS, *HEADERS, *PAGERS, *FILES, *NAMES, *SIZES)
