"""Latin words, and what a slip in one of them finds."""

import random
import re
import shutil

import pytest

from scripts.search import build_index
from scripts.search.codec import literal, script
from scripts.search.documents import Layout, documents, in_index_order
from scripts.search.line import Line
from scripts.search.vocabulary import REACH, vocabulary
from tests.search import made
from tests.search.node import node, written
from tests.search.reader import Reader, unwrap, values

WORD = re.compile("[a-z][a-z0-9+#.]{3,}")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    library = made.generated(150, seed=8)
    entries = in_index_order(library)
    searched = documents(library, entries, made.SEGMENTER.cut)
    files = list(build_index(library, made.SEGMENTER.cut))
    folder = written(files, tmp_path_factory.mktemp("site"))
    return entries, searched, folder, files


def strings_of(searched, entries):
    return vocabulary(Line.of(searched, Layout.of(searched)), entries)


def lists_of(searched, entries):
    return {word: told for word, told in strings_of(searched, entries).items() if told}


def fields(document):
    return document.title[0], *(tag for tag, _ in document.tags), document.body[0]


def test_every_word_lists_whoever_holds_it_alone_or_in_longer_words(shelf):
    entries, searched, _, _ = shelf
    words = [{word for text in fields(doc) for word in WORD.findall(text)} for doc in searched]
    lists = lists_of(searched, entries)
    assert set().union(*words) <= lists.keys()
    inside = titled = 0
    for word, written_ in lists.items():
        listed = {value >> 4: value & 7 for value in values(written_, 16)}
        assert {*listed} == {at for at, own in enumerate(words) if any(word in one for one in own)}
        for level in listed.values():
            inside += level > 3
            titled += level == 0
    assert inside
    assert titled


def test_the_digest_of_a_word_says_what_its_grams_say(shelf, tmp_path):
    """What a query of a word finds, and how well, does not depend on how it is looked up."""
    entries, searched, folder, _ = shelf
    words = [word for word in lists_of(searched, entries) if len(word) > 4]
    assert len(words) > 50
    copied = tmp_path / "search"
    shutil.copytree(folder, copied)
    for shard in (copied / "w").iterdir():
        name, version, entries = unwrap(shard.read_bytes())
        bare = "~".join(re.split("[!`]", entry)[0] + "`" for entry in entries.split("~"))
        shard.write_bytes(script(name, version, literal(bare)))
    requests = [{"query": word, "docs": True} for word in words]
    listed, by_grams = (node("answers.mjs", requests, one) for one in (folder, copied))
    assert [one["docs"] for one in listed] == [one["docs"] for one in by_grams]
    assert [one["counts"] for one in listed] == [one["counts"] for one in by_grams]


def tails(words):
    return {w[at:] for w in words for at in range(len(w) - 4) if w[at].isalpha() and len(w) < 31}


def test_whatever_begins_inside_a_word_is_known_to(shelf):
    entries, searched, _, _ = shelf
    told = strings_of(searched, entries)
    texts = [text for document in searched for text in fields(document)]
    inside = tails({word for text in texts for word in WORD.findall(text)})
    whole = {tail for tail in inside if any(key.startswith(tail) for key in told)}
    assert len(whole) > 500
    assert all(told[tail[:REACH]] == "" for tail in inside - whole)
    assert all(any(key in text for text in texts) for key in told)


def test_letters_inside_words_are_found_and_others_are_not(shelf):
    """Whether what begins inside words, or grams, or both were asked."""
    entries, searched, folder, _ = shelf
    rng = random.Random(7)
    texts = ["\n".join(fields(document)) for document in searched]
    inside = rng.sample(sorted(tails(lists_of(searched, entries))), 300)
    slipped = [slip for tail in inside[:150] if len(tail) > 5 for slip in slips(rng, tail)]
    asked = [one[: rng.randrange(5, 16)] for one in inside + slipped]
    truth = [[at for at, text in enumerate(texts) if one in text] for one in asked]
    assert 100 < sum(not one for one in truth) < len(asked) - 250
    found = node("oracle.mjs", asked, folder)
    assert [sorted(doc for doc, _ in one) for one in found] == truth


def test_what_nobody_would_type_is_no_word_but_holds_some():
    library = made.library(
        [made.entry(1, "attention"), made.entry(2, "x" * 300 + "attention", title="长")]
    )
    entries = in_index_order(library)
    searched = documents(library, entries, made.SEGMENTER.cut)
    lists = lists_of(searched, entries)
    assert lists.keys() == {"attention"}
    assert "x" * REACH in strings_of(searched, entries)
    assert [value >> 4 for value in values(lists["attention"], 16)] == [0, 1]


def test_half_a_word_that_stands_nowhere_is_left_out():
    library = made.library([made.entry(1, "attention"), made.entry(2, "long-range 与 attention")])
    entries = in_index_order(library)
    searched = documents(library, entries, made.SEGMENTER.cut)
    assert {"range", "long", "longrange"} <= lists_of(searched, entries).keys()
    strangers = [made.entry(3, "grip-strength", title="half-hearted")]
    found = lists_of(searched, strangers).keys()
    assert {"attention", "longrange"} <= found
    assert not {"grip", "strength", "half", "hearted"} & found
    assert lists_of([], strangers) == {}


def test_words_in_very_many_articles_say_only_how_many(shelf, monkeypatch):
    entries, searched, _, _ = shelf
    usual = lists_of(searched, entries)
    monkeypatch.setattr("scripts.search.vocabulary.MANY", 20)
    short = lists_of(searched, entries)
    many = [word for word in usual if len(values(usual[word], 16)) > 20]
    assert many
    for word, written_ in usual.items():
        own = sum(value & 7 < 4 for value in values(written_, 16))
        if word in many:
            assert short[word][0] == "`"
            assert values(short[word][1:], 1) == [own]
        else:
            assert short[word] == written_


def test_three_letters_are_known_exactly_where_they_stand(shelf):
    _, searched, _, files = shelf
    texts = " ".join("\n".join(fields(document)) for document in searched)
    truth = {texts[at : at + 3] for at in range(len(texts) - 2)}
    truth = {three for three in truth if re.fullmatch("[a-z]{3}", three)}
    reader = Reader([f.content for f in files if f.content.startswith(b"shouxun(")])
    known = values(reader.files["manifest"]["g"]["triples"], 1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    assert [letters[n // 676] + letters[n // 26 % 26] + letters[n % 26] for n in known] == sorted(
        truth
    )


def slips(rng, word):
    """One of each kind of edit, none of the first letter."""
    at = rng.randrange(1, len(word) - 1)
    letter = rng.choice("aeinrstz")
    yield word[:at] + word[at + 1 :]
    yield word[:at] + letter + word[at:]
    yield word[:at] + letter + word[at + 1 :]
    yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def test_whatever_letter_slips_the_word_is_found(shelf):
    entries, searched, folder, _ = shelf
    lists = lists_of(searched, entries)
    texts = "\0".join("\n".join(fields(document)) for document in searched)
    rng = random.Random(3)
    common = sorted(word for word in lists if len(values(lists[word], 16)) > 6 and word.isalpha())
    asked = [(word, slip) for word in common for slip in slips(rng, word) if slip not in texts]
    assert len(asked) > 100
    found = node("answers.mjs", [{"query": slip, "docs": True} for _, slip in asked], folder)
    missed = [
        (word, slip)
        for (word, slip), one in zip(asked, found, strict=True)
        if [note["kind"] for note in one["notes"]] == ["typo"]
        and not {value >> 4 for value in values(lists[word], 16)} <= {*one["docs"]}
    ]
    other = [one["notes"] for one in found if [n["kind"] for n in one["notes"]] != ["typo"]]
    assert missed == []
    assert len(other) < 0.05 * len(asked), other  # two words in one, a sound: read so first
