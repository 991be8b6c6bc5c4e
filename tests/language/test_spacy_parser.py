"""The parser's door: offsets, sentences, settings."""

from __future__ import annotations

import pytest

from kgbuild.errors import SettingsError
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.model import make_article


def parse(text):
    return next(parse_articles([make_article(text)]))


@pytest.mark.parametrize(
    "text",
    ["Rebels  attacked.", "\n\nRebels\tattacked.\n", "“Rebels” attacked — twice…", "Café 🙂 naïve", "", "\u202eabc"],
)
def test_tokens_slice_back(text):
    read = parse(text)
    for token in read.tokens:
        assert token.end - token.start == len(read.article.text[token.start : token.end])
        assert read.article.text[token.start : token.end].strip()
        assert token.i in read.tokens[token.head].children or token.head == token.i


def test_sentences_partition_the_tokens():
    read = parse("Rebels attacked. Soldiers fled.\n\nA mayor spoke.")
    assert [i for s in read.sentences for i in range(s.first, s.last)] == list(range(len(read.tokens)))
    assert [s.paragraph for s in read.sentences] == [0, 0, 1]


def test_a_sentence_cut_by_a_blank_line_is_one_sentence():
    read = parse("It was the first time that the general\n\nhas spoken in public.")
    assert len(read.sentences) == 1


def test_an_unknown_model_is_named():
    with pytest.raises(SettingsError, match="no_such_model"):
        next(parse_articles([make_article("Text.")], model="no_such_model"))


@pytest.mark.parametrize(
    ("text", "form", "lemma", "tag"),
    [
        ("Troops retook Jalawla after driving out the militants.", "retook", "retake", "VBD"),
        ("Jihadists overran a military base.", "overran", "overrun", "VBD"),
        ("Police began installing barriers.", "installing", "install", "VBG"),
        ("The gangs waged war on the town.", "waged", "wage", "VBD"),
        ("Soldiers found the body.", "found", "find", "VBD"),
        ("They hit the depot every night.", "hit", "hit", None),
    ],
)
def test_irregular_forms_have_their_lemma(text, form, lemma, tag):
    token = next(token for token in parse(text).tokens if token.text == form)
    assert token.lemma == lemma
    assert tag is None or token.tag == tag
