"""Past tenses that a parser took for participles, and participles that stay such."""

from __future__ import annotations

import pytest

from kgbuild.language.spacy_parser import parse_articles
from kgbuild.model import make_article


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("A drone killed at least eight guards outside a church on Tuesday.", "killed", "drone"),
        ("A drone killed at least eight guards outside a church on Tuesday, two witnesses said.", "killed", "drone"),
        ("Israeli airstrikes killed between 20 and 30 people overnight, medics said.", "killed", "airstrikes"),
        ("Shells hit the market, the mayor said.", "hit", "Shells"),
    ],
)  # fmt: skip
def test_a_verb_with_an_object_is_finite(text, verb, subject):
    read = next(parse_articles([make_article(text)]))
    token = next(token for token in read.tokens if token.text == verb)
    assert token.tag in ("VBD", "VBZ", "VBP")
    assert [child.text for child in read.children(token.i, "nsubj")] == [subject]
    assert all(token.i in read.tokens[token.head].children or token.head == token.i for token in read.tokens)


@pytest.mark.parametrize(
    ("text", "participle"),
    [
        ("A town called Bor.", "called"),
        ("Ten soldiers killed by drones.", "killed"),
        ("Rebels killed in Bor", "killed"),
    ],
)
def test_who_suffers_or_is_named_stays_so(text, participle):
    read = next(parse_articles([make_article(text)]))
    token = next(token for token in read.tokens if token.text == participle)
    assert token.tag == "VBN"
    assert token.dep != "ROOT"
