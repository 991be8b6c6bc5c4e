"""What holds for every statement, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.extractors.rules import extract
from kgbuild.language.reading import read_articles
from kgbuild.model import make_article

SENTENCES = (
    "Rebels attacked a convoy near Goma on Monday.",
    '"We shot down 14 drones over Odesa," a spokesman said.',
    "Three soldiers were killed and eleven others wounded.",
    "Moscow denies targeting the hospital.",
    "Gunmen kill 15 soldiers in Tillaberi ambush",
    "The African Union urged both sides to stop shelling Khartoum.",
    "Sudan's army and the Rapid Support Forces signed a truce in Jeddah.",
    "Привіт, світе! 🙂 مرحبا",
    "\u201cThey fled,\u201d she added \u2014 twice.",
    "He\u00a0said\u200b nothing.",
)


def mentions(statement):
    yield from statement.evidence
    yield statement.trigger
    for slot in (statement.actors, statement.recipients, statement.locations, statement.claimants):
        yield from (item.mention for item in slot if item.mention)
    if statement.date is not None and statement.date.mention is not None:
        yield statement.date.mention


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), st.sampled_from((" ", "\n", "\n\n")))
def test_every_mention_slices_back(vocabulary, gazetteer, sentences, glue):
    article = make_article(glue.join(sentences), published="2024-05-15")
    parse = next(read_articles([article], vocabulary=vocabulary, gazetteer=gazetteer))
    for statement in extract(parse, vocabulary):
        for mention in mentions(statement):
            assert article.text[mention.start : mention.end] == mention.text


def test_the_batch_makes_no_difference(vocabulary, gazetteer):
    articles = [make_article(text, id=str(number)) for number, text in enumerate(SENTENCES)]

    def read(some):
        parses = read_articles(some, vocabulary=vocabulary, gazetteer=gazetteer)
        return {parse.article.id: list(extract(parse, vocabulary)) for parse in parses}

    together = read(articles)
    assert together == read(articles[::-1])
    assert together == {key: value for article in articles for key, value in read([article]).items()}


def test_every_statement_names_its_rule(statements):
    for statement in statements(" ".join(SENTENCES)):
        assert statement.extractor.name == "rules"
        assert statement.extractor.rule.split(".")[0] == statement.action.type.lower()


def test_ids_do_not_depend_on_resolved_values(parse, vocabulary, statements):
    text = "Rebels attacked a convoy near Goma on Monday."
    assert [item.id for item in extract(parse(text), vocabulary)] == [item.id for item in statements(text)]


@pytest.mark.parametrize("speaker", ["Zelensky", "President Zelensky"])
def test_first_person_of_a_state_official_is_the_state_s_forces(speaker, statement):
    text = f'Ukrainian President Volodymyr Zelensky spoke on Monday. "We attacked a base near Kursk," {speaker} said.'
    actor = statement(text, "attacked").actors[0]
    assert actor.mention.text == "We"
    assert (actor.country, actor.kind) == ("UKR", "armed_force")
