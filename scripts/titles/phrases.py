"""Phrases an excerpt keeps coming back to: what it is about, known to the taxonomy or not.

Runs of up to four adjacent telling words that occur at least twice (分层类型转换,
索引失效, 线程转储). A word tells something when a background corpus finds it rare;
the words that bind sentences together are common there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, compress, pairwise
from operator import itemgetter
from typing import NamedTuple

from scripts.patterns import words
from scripts.segment import background_idf
from scripts.structure.signs import AFTER_HAN
from scripts.text import HAN, PLACEHOLDER, is_han
from scripts.titles.text import folded

_LONGEST = 4  # words
_WIDEST = 14  # characters of a phrase wholly of Han
_TELLING = 5.3  # idf from which a word is part of a phrase
_SUBJECT = 6.0  # idf from which it may open one
_ALONE = 7.0  # from which it may stand alone, if it occurs three times
_UNKNOWN = 8.0  # of a word the background corpus does not have
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_IN_CODE = frozenset("_./\\@=~<>{}$:^")
#: Rare in newspapers, yet binding words here.
_BINDING = frozenset(
    words(
        """
例如 比如 多个 包含 包括 对应 返回 是否 一个 如下 如图 所示 以及 或者 并且 从而 其中 称为
叫做 每个 某个 该 即可 能够 可能 必须 应该 我们 你 您 它们 他们 指定 假设 给定 首先 然后
最后 接着 接下来 下面 上面 前面 后面 之前 之后 进行 使用 采用 利用 用于 用来 基于 通过 根据
关于 由于 因为 所以 因此 不同 相同 一样 很多 许多 各种 这样 那样 这里 那里 这种 那种 这个
那个 一些 有些 所有 任何 其他 其它 另外 同时 此外 不仅 而且 虽然 但是 不过 然而 如果 那么
只有 只要 只是 就是 还是 仍然 已经 正在 将会 需要 想要 希望 尝试 认为 发现 看到 知道 说明
表明 得到 获得 得出 求得 产生 导致 造成 引起 变成 成为 作为 属于 具有 拥有 带有 存在 出现
达到 超过 等于 大于 小于 直接 简单 非常 更加 比较 十分 相当 极其 尤其 特别 主要 重要 完全
几乎 大约 左右 以上 以下 之间 当中 具体 实际 相应 相关 当前 目前 默认 允许 适用 提供 支持
介绍 描述 展示 参考 查看 如何 怎么 什么 哪些 哪个 分别 依次 逐渐 不断 始终 方便 开始 结束
继续 完成 保持 保证 确保 避免 减少 增加 提高 提升 降低 改善 改进 第一 第二 第三 两种 三种
上述 前者 后者 大家 本文 本节 图中 文中 定义 示例 代码 公式 选择 设置 添加 加入 引入 点击
任意 看作 看成 视为 整个 原有 或者说 针对 也就是说
执行 运行 输入 输出 真正 直到 无法 甚至 往往 总是 传统 现有 常见 常用 典型 事实上 实际上
作者 用户 情况 过程 时候 部分 方面 正常 代表 绿色 白色 红色 显示 起来 出来 下来 下去 而言
来说 之一 步骤 特点 优点 缺点 内容 数量 一次 一步 两个 三个 四个 一般 通常 一定 一直 一起
the a an of to in on at is are was and or for with that this it i you we as from be not
大型 小型 中型 屏幕 截图 屏幕截图 读者 小伙伴 各个 各类 各自 各项
最初 最终 最后 原本 原来 本来 便是 即是 乃是 正是 即使 哪怕 尽管 倘若 假如 无论 层面
除了 为了 按照 随着 对于 仅仅 容易 困难 复杂 更好 更高 更多 较高 较低 较大 较小
"""
    )
)
_SUFFIX = frozenset("集层器性率化型类法图块池库表值量域流页帧核头者")


#: Placeholders, and the tags of a template.
_NO_PROSE = re.compile(PLACEHOLDER.pattern + r"|\{[#:/%@][^{}]*\}|<[A-Za-z/][^<>]*>", re.IGNORECASE)
#: 文件描述符(File Descriptor): who translates a term, writes of it.
GLOSS = re.compile(r"[(（][A-Za-z][A-Za-z ,-]{2,40}[)）]")
#: 装饰者模式|可以动态地给对象添加…
_PREDICATE = re.compile(r"\s?(?:可以|能够?|是|会|有|通过|使用|用|指|由|采用|旨在|的|把|让)")

#: A stop, or a blank that no Latin word touches: that one is no spacing habit.
_OPENING = re.compile(rf"[。！!?？；;] ?.$|{HAN.pattern} {HAN.pattern}$")
_EARLY = 100  # characters
#: 度越, cut by guess from 相似度|越高; 指那段, 每条, 某些, 一段: they point or count.
_BINDS = re.compile(
    r"[越很也都就把被让却去掉]$|[每某那这哪它您]|[一两几][个条段块组张项行列批句台套份架次位些节章]$"
)
_NOUNS = frozenset(["方法", "能力", "问题", "数据"])


class Phrase(NamedTuple):
    """``text`` as first written, and all its occurrences ``(start, end)``."""

    text: str
    spans: tuple[tuple[int, int], ...]


class _Word(NamedTuple):
    """What is known of a word wherever it stands; ``idf`` is 0 for a suffix."""

    key: str
    size: int
    idf: float
    latin: bool


class _Words(dict[str, _Word | None]):
    """The telling words met so far, and None for all others; forgotten when too many."""

    def __missing__(self, word: str) -> _Word | None:
        if len(self) >= _REMEMBERED:
            self.clear()
        idf = _rarity(word)
        found = None if idf < 0 else _Word(word.casefold(), len(word), idf, word.isascii())
        self[word] = found
        return found


_REMEMBERED = 1 << 17
_WORDS = _Words()
_Spans = list[tuple[int, int]]
#: A telling word's key, idf and script (Latin), where it starts and ends, and whether it goes
#: on from the one before: fields have names where they are taken apart, which is faster.
_Placed = tuple[str, float, bool, int, int, bool]
_KEY = itemgetter(0)


def phrases(cut: Sequence[str], ends: Sequence[int], text: str) -> list[Phrase]:
    """The repeated phrases in ``text``, which begins with the words ``cut``, ending at ``ends``.

    And those seen once that the text translates or begins a sentence with.
    """
    placed = _placed(cut, ends, text)
    found = _grams(placed, text)
    for start, end in _singled_out(placed, text):
        found.setdefault(folded(text[start:end]), [(start, end)])
    return [
        Phrase(text[slice(*spans[0])], tuple(spans))
        for key, spans in found.items()
        if not _is_part(key, len(spans), found)
    ]


def before(bracket: re.Pattern[str], text: str) -> set[int]:
    """Where what a ``bracket`` of ``text`` explains ends: a blank may stand between."""
    starts = map(re.Match.start, bracket.finditer(text))
    return {start - text[start - 1 : start].isspace() for start in starts}


def recut(text: str, words: Sequence[str]) -> tuple[str, ...]:
    """``text`` cut where ``words`` of the same lengths are."""
    cuts = list(accumulate(map(len, words), initial=0))
    return tuple([text[start:end] for start, end in pairwise(cuts) if end <= len(text)])


def _is_part(key: str, times: int, found: dict[str, _Spans]) -> bool:
    """Whether a longer phrase that is seen half as often stands for ``key``."""
    for other, spans in found.items():
        if key in other and 2 * len(spans) >= times and key != other:
            return True
    return False


def _grams(placed: Sequence[_Placed], text: str) -> dict[str, _Spans]:
    """All phrases that recur, with their places: each of their words recurs too."""
    times = Counter(map(_KEY, placed))
    found: dict[str, _Spans] = {}
    for first, (key, idf, _, start, _, _) in enumerate(placed):
        if idf >= _SUBJECT and times[key] > 1:
            for end, latin in _ends(placed, first, times):
                phrase = text[start:end]
                found.setdefault(folded(phrase) if latin else phrase, []).append((start, end))
    return {key: spans for key, spans in found.items() if len(spans) > 1 + (len(key) == 2)}


def _ends(
    placed: Sequence[_Placed], first: int, times: Mapping[str, int]
) -> list[tuple[int, bool]]:
    """Where phrases end that begin with the word at ``first``, no word twice in a row.

    And whether there is Latin in them.
    """
    before, idf, mixed, start, end, _ = placed[first]
    found: list[tuple[int, bool]] = [] if mixed or idf < _ALONE else [(end, mixed)]
    for key, _, latin, _, end, goes_on in placed[first + 1 : first + _LONGEST]:
        if not goes_on or times[key] < 2 or key == before:
            break
        before, mixed = key, mixed or latin
        if end - start <= (2 * _WIDEST if mixed else _WIDEST):
            found.append((end, mixed))
    return found


def _singled_out(placed: Sequence[_Placed], text: str) -> _Spans:
    """Where phrases stand that count though seen once: what is translated, what acts early."""
    glosses = before(GLOSS, text)
    firsts = [at for at, placing in enumerate(placed) if not placing[5]]
    found: _Spans = []
    for first, stop in pairwise([*firsts, len(placed)]):
        start, (_, _, latin, _, end, _) = placed[first][3], placed[stop - 1]
        early = start < _EARLY
        if not (early or glosses):
            break
        if end in glosses and not latin:
            found.append((placed[max(first, stop - 3)][3], end))
        if early and 1 < stop - first <= _LONGEST and _acts(text, start, end):
            found.append((start, end))
    return found


def _acts(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` opens a sentence as its subject, no line break inside it."""
    if start and not _OPENING.search(text[max(0, start - 2) : start + 1]):
        return False
    return bool(_PREDICATE.match(text, end)) and not AFTER_HAN.search(text, start, end)


def _placed(cut: Sequence[str], ends: Sequence[int], text: str) -> list[_Placed]:
    """The telling words of ``text``, those of code and markup left out.

    One goes on from another beside it; one blank may part them where Latin touches it.
    """
    lost = {at for match in _NO_PROSE.finditer(text) for at in range(*match.span())}
    found: list[_Placed] = []
    reached, beside, length = -2, False, len(text)  # ``beside``: the word before was Latin
    known = list(map(_WORDS.__getitem__, cut))
    for (key, size, idf, latin), end in zip(
        filter(None, known), compress(ends, known), strict=True
    ):
        start = end - size
        if start in lost:
            continue
        if end > length:
            break
        if latin and (text[start - 1 : start] in _IN_CODE or text[end : end + 1] in _IN_CODE):
            continue
        parted = start == reached + 1 and (latin or beside) and text[reached] == " "
        found.append((key, idf, latin, start, end, start == reached or parted))
        reached, beside = end, latin
    return found


def _rarity(word: str) -> float:
    """The idf of a telling word, 0 for a suffix; less for any other."""
    if not is_han(word[0]):
        telling = _LATIN.fullmatch(word) and word.lower() not in _BINDING
        return _UNKNOWN if telling else -1.0
    if word in _BINDING or _BINDS.search(word):
        return -1.0
    if len(word) == 1:
        return 0.0 if word in _SUFFIX else -1.0
    rarity = background_idf()(word) or _UNKNOWN
    return rarity if rarity >= _TELLING or word in _NOUNS else -1.0
