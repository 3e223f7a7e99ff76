"""The browser's engine under Node: its normaliser, its language, whole answers."""

import json
import random
from pathlib import Path

import pytest

from scripts.search import build_index
from scripts.search.documents import in_index_order
from scripts.search.lookup import traditional
from scripts.search.normalise import normalise
from tests.search import made
from tests.search.node import node, written

WHOLE = ["attention", "range", "flashattention"]
ALL = traditional({chr(point) for point in range(1 << 16)})
VECTORS = json.loads(Path(__file__).with_name("normalise_vectors.json").read_text("utf-8"))


def test_the_vectors_hold_in_the_browser_too():
    found = node("vectors.mjs", [[text for text, _ in VECTORS], ALL])
    assert [[text, plain] for (text, _), (plain, *_) in zip(VECTORS, found, strict=True)] == VECTORS


def test_both_normalisers_agree_on_random_strings():
    rng = random.Random(5)
    alphabet = "abZ19 .-_,|+#强化學习Ａ，ﾞｶ\u200bé\u0301\n　…①ßİΣ한👍🏽\ufe0f[公式]"
    texts = ["".join(rng.choices(alphabet, k=rng.randint(1, 14))) for _ in range(4_000)]
    for text, (plain, start, end, _) in zip(texts, node("vectors.mjs", [texts, ALL]), strict=True):
        assert plain == normalise(text), text
        assert all(
            0 <= a < b <= len(text.encode("utf-16-le")) // 2
            for a, b in zip(start, end, strict=True)
        )
        assert start == sorted(start)


def test_the_table_is_asked_for_wherever_it_would_change_a_character():
    han = [chr(point) for point in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    asked = {
        char for char, (*_, may) in zip(han, node("vectors.mjs", [han, ALL]), strict=True) if may
    }
    assert {*ALL[::2]} & {*han} <= asked
    common = [char for char in han if char.encode("gb2312", "ignore")]
    assert len(asked & {*common}) < 20 < 6_000 < len(common)


def parsed(query):
    return node("language.mjs", [["parse", query]])[0]


@pytest.mark.parametrize(
    ("query", "parts", "category", "tag"),
    [
        ("3D 卷积", ["3D", "卷积"], [], []),
        ('"temporal segment" 网络', ["temporal segment", "网络"], [], []),
        ("“时序 差分”", ["时序 差分"], [], []),
        ("强化学习 -推荐", ["强化学习", "-推荐"], [], []),
        ('-"in the"', ["-in the"], [], []),
        ("long-range", ["long-range"], [], []),
        ("分类:RL 奖励", ["奖励"], ["RL"], []),
        ('category:"Large Model" x', ["x"], ["Large Model"], []),
        ("分类：NLP", [], ["NLP"], []),
        ("标签:词向量", [], [], ["词向量"]),
        ("，。", [], [], []),
        ("+强化学习 C++ +1", ["强化学习", "C++", "+1"], [], []),
        ("2024 年 3 月", ["2024年3月"], [], []),
        ('"未完', ["未完"], [], []),
        ("http://a.b", ["http://a.b"], [], []),
    ],
)
def test_a_query_is_read_as_it_was_meant(query, parts, category, tag):
    found = parsed(query)
    assert ["-" * one["exclude"] + one["text"] for one in found["parts"]] == parts
    assert (found["category"], found["tag"]) == (category, tag)


def test_one_edit_is_one_edit():
    yes = [("attention", "attenton"), ("lstm", "ltsm"), ("abcd", "abxd"), ("abcd", "abcde")]
    no = [("abcd", "abcd"), ("abcd", "abdcx"), ("abcd", "ab"), ("abcd", "badc"), ("abcd", "axyd")]
    assert (
        node("language.mjs", [["oneEdit", *pair] for pair in yes + no]) == [True] * 4 + [False] * 5
    )


def test_covers_hold_every_character_of_a_query():
    rng = random.Random(2)
    texts = {"".join(rng.choices("ab c1学习模|", k=rng.randint(2, 12))).strip() for _ in range(300)}
    texts = [text for text in texts if len(text) > 1]
    for text, grams in zip(texts, node("language.mjs", [["cover", t] for t in texts]), strict=True):
        if grams is None:
            assert len(text) == 2
            continue
        covered = {at + i for gram, at in grams for i in range(len(gram.strip("_")))}
        assert covered == set(range(len(text)))
        assert grams[0][1] == 0
        assert all(text[at:].startswith(gram.strip("_")) for gram, at in grams)


def test_highlights_span_what_was_written():
    asked = [
        ["hits", "用 3D 卷积 与 ３Ｄ卷积", ["3d卷积"]],
        ["hits", "Long-Range 与 longrange", ["longrange"]],
        ["hits", "𠀀字与字", ["字"]],
    ]
    assert node("language.mjs", asked) == [
        [[2, 7, 0], [10, 14, 0]],
        [[0, 10, 0], [13, 22, 0]],
        [[2, 3, 0], [4, 5, 0]],
    ]


# --- whole answers ---


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    texts = [
        (
            "强化学习中的奖励。化学反应与 temporal difference 的关系。",
            "化学与奖励",
            ("强化学习",),
            "RL",
        ),
        ("强化学习里的探索与利用,long range 依赖。", "探索", ("探索",), "RL"),
        (
            "FlashAttention 用 attention 分块,long-range 特征。",
            "分块计算",
            ("注意力",),
            "Large Model",
        ),
        ("重参数化让卷积更快,TemporalDifference 无关。", "重参数化", (), "3D Model"),
        ("自注意力与多头注意力,attention 的复杂度。", "注意力的复杂度", ("注意力",), None),
    ]
    entries = [
        made.entry(n, text, title=title, tags=tags, category=category, date=f"2026-01-0{n + 1}")
        for n, (text, title, tags, category) in enumerate(texts)
    ]
    library = made.library(entries)
    files = build_index(library, made.SEGMENTER.cut)
    order = [entry.title.text for entry in in_index_order(library)]
    return written(files, tmp_path_factory.mktemp("shelf")), order


def ask(shelf, *requests):
    requests = [{"query": one} if isinstance(one, str) else one for one in requests]
    return node("answers.mjs", list(requests), shelf[0])


def titles(found):
    return ["".join(piece["text"] for piece in one["title"]) for one in found["results"]]


def kinds(found):
    return [note["kind"] for note in found["notes"]]


def test_parts_are_anded_and_exclusions_subtracted(shelf):
    both, without, only = ask(shelf, "强化学习 探索", "强化学习 -探索", "-强化学习 -attention")
    assert titles(both) == ["探索"]
    assert titles(without) == ["化学与奖励"]
    assert titles(only) == ["重参数化"]


def test_a_word_ranks_before_the_same_letters_inside_another(shelf):
    (found,) = ask(shelf, "化学")
    assert titles(found) == ["化学与奖励", "探索"]
    assert not found["cutOnly"]


@pytest.mark.parametrize(
    ("query", "apart"),
    [
        ("化学", True),
        ("强化学", False),  # two words begun, as on the way to 强化学习
        ("PPO", True),
        ("hip", False),  # begun too
        ("former", False),  # no chance that so many letters stand there
        ("3D", False),
    ],
)
def test_a_word_that_only_cuts_others_is_known_as_such(query, apart, tmp_path):
    entries = [made.entry(1, "强化学习的奖励,HiPPO 与 Transformer、Conv3D", category="RL")]
    files = build_index(made.library(entries), made.SEGMENTER.cut)
    (found,) = ask((written(files, tmp_path), []), query)
    assert (found["cutOnly"], found["total"]) == (apart, 1)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("rl题", ["RL题"]),
        ("RL題", ["RL题"]),
        ("向量", ["检索与向量"]),  # half of a name
        ("检索与向量", ["检索与向量"]),
        ("检", []),
        ("NLP题", []),  # on which there is no article
        ("rl题 奖励", []),
    ],
)
def test_who_asks_for_a_topic_is_shown_its_page(query, names, tmp_path):
    entries = [
        made.entry(1, "奖励与 RL题", category="RL"),
        made.entry(2, "另一则奖励", category="RL"),
        made.entry(3, "数据库里的向量", outside="检索与向量"),
    ]
    folder = written(build_index(made.library(entries), made.SEGMENTER.cut), tmp_path)
    (found,) = ask((folder, []), query)
    assert [one["name"] for one in found["places"]] == names
    for one in found["places"]:
        assert one["location"].startswith("topics/")
        (chosen,) = ask((folder, []), {"query": "", "topic": [one["name"]]})
        assert one["count"] == chosen["total"] == (2 if "RL" in one["name"] else 1)
        assert one["gloss"] == ("RL" if "RL" in one["name"] else "未分类")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("RL", "RL"),
        ("rl", "RL"),
        ("大模型", "Large Model"),
        ("large", "Large Model"),
        ("large model", "Large Model"),
        ("reinforcement", "RL"),
        ("未分类", "未分类"),
        ("larg", None),
        ("-RL", None),
        ("大模型 注意力", None),
        ("NLP", None),  # which no article is of
        ("分类:RL 强化", None),
    ],
)
def test_who_asks_for_a_category_is_shown_its_page(shelf, query, name):
    (found,) = ask(shelf, query)
    assert [one["name"] for one in found["places"]] == ([name] if name else [])
    for one in found["places"]:
        assert one["location"].startswith("categories/")
        asked = {"query": "", "category": [name]}
        assert one["count"] == ask(shelf, asked)[0]["total"]


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("2026-01", 5),
        ("2026-01-02", 1),
        ("2026年1月2日", 1),
        ("2026 年 1 月", 5),
        ("2026/1/3", 1),
        ("2026.01", 5),
        ("2026-02", 0),
        ("2025-13-41", 0),
        ("日期:2026-01 强化学习", 2),
        ("日期:昨天 强化学习", 0),
        ("强化学习 2026-01-02", 1),
    ],
)
def test_a_date_finds_what_is_dated_so(shelf, query, total):
    (found,) = ask(shelf, query)
    assert found["total"] == total
    assert kinds(found) == (["date"] if total and not query.startswith("日期") else [])


def test_a_date_that_stands_in_texts_finds_those_and_offers_the_others(tmp_path):
    entries = [
        made.entry(1, "在 2026年1月 公开的模型", date="2025-07-01"),
        made.entry(2, "另一个模型", date="2026-01-09"),
    ]
    folder = written(build_index(made.library(entries), made.SEGMENTER.cut), tmp_path)
    (found,) = ask((folder, []), "2026年1月")
    assert (len(found["results"]), kinds(found)) == (1, [])
    assert found["results"][0]["date"] == "2025-07-01"
    (place,) = found["places"]
    assert (place["name"], place["count"]) == ("2026-01", 1)
    (meant,) = ask((folder, []), "日期:2026-01")
    assert [one["date"] for one in meant["results"]] == ["2026-01-09"]


@pytest.mark.parametrize(
    ("query", "kind", "expected"),
    [
        ("強化學習", "simplified", {"化学与奖励", "探索"}),
        ("qianghuaxuexi", "pinyin", {"化学与奖励", "探索"}),
        ("qhxx", "pinyin", {"化学与奖励", "探索"}),
        ("Qiang Hua Xue Xi", "pinyin", {"化学与奖励", "探索"}),
        ("chongcanshuhua", "pinyin", {"重参数化"}),
        ("qianghuaxuxi", "pinyin", {"化学与奖励", "探索"}),  # a letter short, in the end
        ("qanghuaxuexi", "pinyin", {"化学与奖励", "探索"}),  # and in the beginning
        ("奖利", "pinyin", {"化学与奖励"}),  # the input method's other word
        ("强化雪习", "pinyin", {"化学与奖励", "探索"}),
        ("Reinforcement-Learning", "alias", {"化学与奖励", "探索"}),
        ("fenkuaijisuan", "pinyin", {"分块计算"}),
        ("fkjs", "pinyin", {"分块计算"}),
        ("reinforcement learning", "alias", {"化学与奖励", "探索"}),
        ("强化学刁", "typo", {"化学与奖励", "探索"}),
        ("什么是强化学刁", "typo", {"化学与奖励", "探索"}),  # a slip within a question
        ("什么是重参数化", "word", {"重参数化"}),
        ("reparameterization", "alias", {"重参数化"}),
        ("atention", "typo", {"分块计算", "注意力的复杂度"}),
        ("attnetion", "typo", {"分块计算", "注意力的复杂度"}),
        ("tatention", "typo", {"分块计算", "注意力的复杂度"}),
        ("xattention", "typo", {"分块计算", "注意力的复杂度"}),
        ("wattention", "typo", {"分块计算", "注意力的复杂度"}),
        ("复杂的注意力", "words", {"注意力的复杂度"}),
        ("有关注意力的", "word", {"分块计算", "注意力的复杂度"}),
        ('"flash attention"', "spaced", {"分块计算"}),
    ],
)
def test_nothing_found_is_bent_once_and_said(shelf, query, kind, expected):
    (found,) = ask(shelf, query)
    assert set(titles(found)) == expected
    assert kinds(found) == [kind]


def test_what_a_short_word_is_typed_beside_is_where_it_counts(tmp_path):
    said = ["GPT 与 345M 参数", "GPT-4 很大", "gpt 有 4 层", "GPT 4 也大", "GPT 与 4 张卡"]
    entries = [made.entry(n, f"{text},第 {text[:3]} 则") for n, text in enumerate(said)]
    folder = written(build_index(made.library(entries), made.SEGMENTER.cut), tmp_path)
    (found,) = ask((folder, []), "gpt 4")
    texts = ["".join(piece["text"] for piece in one["excerpt"]) for one in found["results"]]
    assert {text.partition(",")[0][:5] for text in texts[:2]} == {"GPT-4", "GPT 4"}
    assert len(texts) == len(said)
    large = found["results"][next(at for at, text in enumerate(texts) if "345M" in text)]
    assert "4" not in [piece["text"] for piece in large["excerpt"] if piece.get("mark")]


@pytest.mark.parametrize("query", ["2031年5月", "2031-05-01"])
def test_a_date_of_nothing_finds_nothing(shelf, query):
    (found,) = ask(shelf, query)
    assert (found["total"], found["notes"]) == (0, [])


@pytest.mark.parametrize("query", ["强化学刁刁刁刁", "有化学味的刁"])
def test_words_that_only_stand_inside_others_are_no_words_of_a_phrase(query, tmp_path):
    folder = written(
        build_index(
            made.library([made.entry(0, "强化学习很难"), made.entry(1, "强化学习很慢")]),
            made.SEGMENTER.cut,
        ),
        tmp_path,
    )
    (found,) = ask((folder, []), query)
    assert "化学" not in [word for note in found["notes"] for word in note["to"]]


@pytest.mark.parametrize("typed", ["policygradient", "PolicyGradient", "policygradien"])
@pytest.mark.parametrize("count", [2, 30])  # few enough to be read, and too many
def test_two_words_written_as_one_find_whoever_holds_them_side_by_side(typed, count, tmp_path):
    said = ["用 policy gradient 求解", "policy 的 gradient", "policy 与 energy gradient"]
    entries = [made.entry(n, f"{said[n % 3]},第 {n} 则") for n in range(3 * count)]
    folder = written(build_index(made.library(entries), made.SEGMENTER.cut), tmp_path)
    (found,) = ask((folder, []), typed)
    texts = ["".join(piece["text"] for piece in one["excerpt"]) for one in found["results"]]
    assert len(texts) == count
    assert all("policy gradient" in text for text in texts)
    assert kinds(found) == ["spaced"]


@pytest.mark.parametrize(
    ("typed", "told", "expected"),
    [
        ("jiangli", ["奖励"], {"化学与奖励"}),  # a word that is no concept
        ("duotouzhuyili", ["多头注意力"], {"注意力的复杂度"}),  # two in a row
        ("tezhengfenkuai", None, set()),  # which nobody wrote
        ("fzd", ["复杂度"], {"注意力的复杂度"}),
        ("zhuyilijizhi", ["注意力", "attention"], {"分块计算", "注意力的复杂度"}),  # another name
        ("zyljz", ["注意力", "attention"], {"分块计算", "注意力的复杂度"}),
    ],
)
def test_words_of_the_texts_and_other_names_are_found_by_their_sound(shelf, typed, told, expected):
    (found,) = ask(shelf, typed)
    assert set(titles(found)) == expected
    assert [note["to"] for note in found["notes"]] == ([told] if told else [])


def test_words_that_sound_alike_are_all_found_but_for_the_far_rarer(tmp_path):
    texts = [f"第 {n} 次试验的数据" for n in range(22)] + ["一句誓言", "两次实验", "另一次实验"]
    entries = [made.entry(n, text) for n, text in enumerate(texts)]
    folder = written(build_index(made.library(entries), made.SEGMENTER.cut), tmp_path)
    (found,) = ask((folder, []), "shiyan")
    assert found["notes"][0]["to"] == ["试验", "实验"]
    assert found["total"] == 24


def test_what_is_found_is_never_bent(shelf):
    for found in ask(shelf, "attention", "强化", "long-range", "temporaldifference"):
        assert found["total"]
        assert found["notes"] == []


def test_filters_typed_chosen_and_counted(shelf):
    typed, chosen, tag, none = ask(
        shelf,
        "分类:rl 强化学习",
        {"query": "attention", "category": ["Large Model"]},
        {"query": "", "tag": ["注意力"]},
        {"query": "强化学习", "category": ["不存在"]},
    )
    assert set(titles(typed)) == {"化学与奖励", "探索"}
    assert titles(chosen) == ["分块计算"]
    # A facet's counts ignore its own choice, so that one sees what else there is.
    counts = {one["name"]: one["count"] for one in chosen["facets"]["category"]}
    assert counts["Large Model"] == counts["未分类"] == 1
    assert set(titles(tag)) == {"分块计算", "注意力的复杂度"}
    assert none["total"] == 0


def test_a_filter_of_marks_alone_finds_nothing_and_breaks_nothing(shelf):
    found, tagged = ask(shelf, {"query": "", "tag": ["！！"]}, {"query": "注意力", "tag": ["<>"]})
    assert titles(found) == titles(tagged) == []


@pytest.mark.parametrize("signs", ["😀", '"', "-", "，。", "?!"])
def test_signs_alone_find_nothing_and_say_so(shelf, signs):
    found, chosen = ask(shelf, signs, {"query": signs, "category": ["RL"]})
    assert (found["total"], chosen["total"]) == (0, 0)
    assert found["mute"]
    assert chosen["mute"]


def test_a_category_that_there_is_not_is_named(shelf):
    typed, known, alias, no_query = ask(
        shelf, "分类:月亮 注意力", '分类:"large model" 注意力', "分类:大模型 注意力", "  "
    )
    assert (typed["total"], typed["unknown"]) == (0, ["月亮"])
    assert (known["total"], known["unknown"]) == (1, [])
    assert titles(alias) == titles(known)
    assert (no_query["total"], no_query["mute"]) == (5, False)


def test_facets_add_up(shelf):
    (found,) = ask(shelf, "强化")
    for facet in ("category", "origin"):
        assert sum(one["count"] for one in found["facets"][facet]) == found["total"]
    assert {one["name"]: one["count"] for one in found["facets"]["topic"]}["RL题"] == 2


def test_dates_sort_newest_first(shelf):
    (found,) = ask(shelf, {"query": "的", "sort": "date"})
    dates = [one["date"] for one in found["results"]]
    assert dates == sorted(dates, reverse=True)


def test_nothing_at_all_says_what_each_part_finds(shelf):
    (found,) = ask(shelf, "强化学习 卷积")
    assert found["total"] == 0
    assert found["counts"] == [["强化学习", 2], ["卷积", 1]]
    assert found["notes"] == []


def test_nobody_is_offered_more_of_what_they_exclude(shelf):
    (found,) = ask(shelf, "复杂度 -强化")
    assert found["suggested"] == []


def test_concepts_are_suggested_by_letters_and_sound(shelf):
    names = [
        [one["name"] for one in found["suggested"]] for found in ask(shelf, "强化", "qiang", "zyl")
    ]
    assert names == [["强化学习"], ["强化学习"], ["注意力", "注意力机制"]]


def test_a_rare_word_asks_after_the_common_one_it_resembles(tmp_path):
    texts = [f"第{n}则用 attention 与 features" for n in range(12)]
    texts += ["这里写作 atention 或 attentions", "只有 feature 与 convolution"]
    entries = [made.entry(n, text) for n, text in enumerate(texts)]
    files = build_index(made.library(entries), made.SEGMENTER.cut)
    found = ask((written(files, tmp_path), []), "atention", "attentions", "feature", "convolutoin")
    assert [one["meant"] for one in found] == [[{"name": "attention", "count": 12}], [], [], []]
    assert [one["total"] for one in found] == [1, 1, 13, 1]


def test_a_phrase_is_cut_where_its_parts_are_joined(shelf):
    """By its words alone it would be 强化 and 学习, wherever each stands."""
    (found,) = ask(shelf, "探索的强化学习")
    assert set(titles(found)) == {"探索"}
    assert found["notes"][0]["to"] == ["探索", "强化学习"]


@pytest.mark.parametrize(
    ("query", "kept", "without", "expected"),
    [
        ("探索的重参数化", ["重参数化"], ["探索"], {"重参数化"}),  # which never meet
        ("重参数化怎么探索", ["重参数化"], ["探索"], {"重参数化"}),
        ("强化学习和奖励的区别", ["强化学习", "奖励"], ["区别"], {"化学与奖励"}),
        ("注意力 方差", ["注意力"], ["方差"], {"分块计算", "注意力的复杂度"}),
        ("attention vs 卷积核心的损失函数", None, None, set()),  # the most of it is missing
        ("卷积 方差 损失函数", None, None, set()),
        ("卷积 vs", ["卷积"], [], {"重参数化"}),
        ("Long-Bench", None, None, set()),
        ("Dependent-Range", None, None, set()),
        ("Attention-xy", ["attention"], ["xy"], {"分块计算", "注意力的复杂度"}),
        ('"range attention"', None, None, set()),  # quoted is as it stands
        ("强化学习 卷积", None, None, set()),  # there are both
        # Blanks set Latin words apart; what joins and asks is none of what is sought.
        ("什么是 FlashAttention?", ["flashattention"], [], {"分块计算"}),
        (
            "FlashAttention 和 attention 的奖励",
            ["flashattention", "attention"],
            ["奖励"],
            {"分块计算"},
        ),
        ("attention and range AND flashattention", WHOLE, [], {"分块计算"}),
        # So do signs between them; what a slip left out of a pasted text is found by the rest.
        ("attention,range", ["attention", "range"], [], {"分块计算"}),
        ("attention、range", ["attention", "range"], [], {"分块计算"}),
        ("Attention(0)", ["attention"], [], {"分块计算", "注意力的复杂度"}),
        (
            "自注意力与多头注意力，attention有复杂度。",
            ["自注意力与多头注意力", "attention", "复杂"],
            [],
            {"注意力的复杂度"},
        ),
    ],
)
def test_what_occurs_nowhere_is_left_out_and_said(shelf, query, kept, without, expected):
    (found,) = ask(shelf, query)
    assert set(titles(found)) == expected
    told = [(note["to"], note["without"]) for note in found["notes"]]
    assert told == ([(kept, without)] if kept else [])


@pytest.mark.parametrize("typed", ["KVCache", "kvcache", "KV-cache"])
def test_an_abbreviation_and_a_word_may_be_written_as_one(typed, tmp_path):
    entries = [made.entry(1, "推理时的 KV cache 很大", title="题"), made.entry(2, "cache 与 KV")]
    folder = written(build_index(made.library(entries), made.SEGMENTER.cut), tmp_path)
    (found,) = ask((folder, []), typed)
    assert (found["total"], kinds(found)) == (1, ["spaced"])


@pytest.mark.parametrize(
    ("slip", "kept", "without"),
    [(None, 7, []), ("beta", 6, ["zeta"]), ("这一句最长的话", 6, ["这一句最短的话"])],
)
def test_a_pasted_text_is_found_whatever_slipped_into_it(slip, kept, without, tmp_path):
    text = "alpha beta gamma 这一句最长的话 delta epsilon 另一句话"
    entries = [made.entry(1, text, title="题"), made.entry(2, "alpha beta gamma", title="旁")]
    folder = written(build_index(made.library(entries), made.SEGMENTER.cut), tmp_path)
    typed = text.replace(slip, without[0]) if slip else text
    (found,) = ask((folder, []), typed)
    assert titles(found) == ["题"]
    assert [note["without"] for note in found["notes"]] == ([without] if without else [])
    assert sum(len(note["to"]) for note in found["notes"]) in (0, kept)
    assert found["terms"]


def test_a_slip_in_a_question_is_told(shelf):
    (found,) = ask(shelf, "什么是 atention")
    assert set(titles(found)) == {"分块计算", "注意力的复杂度"}
    assert kinds(found) == ["typo"]


def test_what_several_parts_leave_out_is_said_once(shelf):
    both, one = ask(shelf, "注意力有多头方差 方差是复杂", "注意力有多头方差 损失")
    for found, to, without in (
        (both, ["注意力", "多头", "复杂"], ["方差"]),
        (one, ["注意力", "多头"], ["方差", "损失"]),
    ):
        assert set(titles(found)) == {"注意力的复杂度"}
        (note,) = found["notes"]
        assert (note["kind"], note["to"], note["without"]) == ("words", to, without)


def test_a_name_and_its_version_may_stand_apart(tmp_path):
    entries = [made.entry(1, "用 GPT 4 与 Llama-2 生成"), made.entry(2, "只有 GPT 3")]
    folder = written(build_index(made.library(entries), made.SEGMENTER.cut), tmp_path)
    for found in ask((folder, []), "GPT4", "gpt-4", "gpt 4", "Llama2", "llama 2"):
        assert found["total"] == 1


def test_of_titles_that_hold_a_word_those_tagged_so_come_first(tmp_path):
    entries = [
        made.entry(1, "甲", title="卷积一", date="2026-02-01"),
        made.entry(2, "乙", title="卷积二", tags=("卷积",), date="2026-01-01"),
        made.entry(3, "丙的卷积", date="2026-03-01", title="丙", tags=("卷积",)),
    ]
    folder = written(build_index(made.library(entries), made.SEGMENTER.cut), tmp_path)
    assert titles(ask((folder, []), "卷积")[0]) == ["卷积二", "卷积一", "丙"]


@pytest.mark.parametrize(
    ("before", "begins"),
    [
        ("上一句很长很长的话。这一句里的", "…这一句里的[目标]"),
        ("没有句号的上一句，这半句里的", "…这半句里的[目标]"),
        ("没有标点的标题 这一段里的", "…这一段里的[目标]"),
        ("without a single stop near the one", "…near the one[目标]"),
        ("WithoutAnyBlankAtAllAndManyLettersInOne", "…[目标]"),
        ("字" * 40, "…" + "字" * 14 + "[目标]"),
    ],
)
def test_an_excerpt_begins_with_a_sentence_a_clause_or_a_word(before, begins, tmp_path):
    entries = [made.entry(1, "开头的话很长，" * 9 + before + "目标" + "之后的话" * 40, title="题")]
    folder = written(build_index(made.library(entries), made.SEGMENTER.cut), tmp_path)
    (found,) = ask((folder, []), "目标")
    pieces = found["results"][0]["excerpt"]
    shown = "".join(f"[{one['text']}]" if one.get("mark") else one["text"] for one in pieces)
    assert shown.startswith(begins)


def test_a_letter_is_not_marked_within_words(tmp_path):
    entries = [
        made.entry(1, "令 a 为 Adam 的参数, RL 见 URL,又见 curl", title="Adam"),
        made.entry(2, "见 URL", title="题"),
    ]
    folder = written(build_index(made.library(entries), made.SEGMENTER.cut), tmp_path)
    for query, marks in (("a", ["a"]), ("rl", ["RL", "RL"]), ("adam", ["Adam", "Adam"])):
        (found,) = ask((folder, []), query)
        pieces = [one for each in found["results"] for one in (*each["title"], *each["excerpt"])]
        assert [one["text"] for one in pieces if one.get("mark")] == marks


def test_hits_in_tags_are_marked(shelf):
    (found,) = ask(shelf, "強化學習")
    tags = found["results"][0]["tagged"]
    assert [[(piece["text"], piece.get("mark")) for piece in tag] for tag in tags] == [
        [("强化学习", True)]
    ]


def test_other_names_of_a_concept_are_offered(shelf):
    (found,) = ask(shelf, "注意力")
    assert found["others"] == ["attention", "注意力机制"]


def test_the_same_library_makes_the_same_bytes():
    library = made.generated(12)
    assert list(build_index(library, made.SEGMENTER.cut)) == list(
        build_index(library, made.SEGMENTER.cut)
    )


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_tiny_library_is_searched_too(count, tmp_path):
    entries = [made.entry(n, f"第{n}则关于模型", category="RL") for n in range(count)]
    files = build_index(made.library(entries), made.SEGMENTER.cut)
    found, nothing = ask((written(files, tmp_path), []), "模型", "qwertyui")
    assert (found["total"], nothing["total"]) == (count, 0)


def test_a_site_published_at_any_moment_gives_two_answers_of_one_build_each(tmp_path):
    """The second answer may have its index read anew, in its midst, by the first."""
    folders = [
        written(build_index(made.generated(40, seed), made.SEGMENTER.cut), tmp_path / str(seed))
        for seed in (1, 2)
    ]
    requests = [{"query": query} for query in ("模型", "的训练", "强化學習", "atention")]
    moments = node("deploy.mjs", requests, *folders)
    old, new = moments[-1], moments[0]
    assert len(moments) > 15
    assert all(one["docs"] for one in (*old, *new))
    assert all(before != after for before, after in zip(old, new, strict=True))
    for found in moments:
        for one, before, after in zip(found, old, new, strict=True):
            assert one in (before, after)
