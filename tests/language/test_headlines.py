"""Headlines read as the plain sentences they stand for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.language.headlines import bare_headlines
from kgbuild.language.parse import Parse
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.model import make_article
from kgbuild.vocabulary import load_vocabulary

LEXICON = load_vocabulary().lexicon


def parse_of(text: str) -> Parse:
    (parse,) = parse_articles([make_article(text)], LEXICON)
    return parse


@pytest.mark.parametrize(
    ("headline", "verb", "subject", "dep"),
    [
        ("Bomber targets mosque in Peshawar", "targets", "Bomber", "nsubj"),
        ("Militants ambush convoy near Gao, killing nine", "ambush", "Militants", "nsubj"),
        ("Kenya police fire tear gas at students", "fire", "police", "nsubj"),
        ("Drone attack wounds 12 in Odesa", "wounds", "attack", "nsubj"),
        ("Thousands flee fighting in Goma", "flee", "Thousands", "nsubj"),
        ("US sanctions Sudanese commander", "sanctions", "US", "nsubj"),
        ("Reporter abducted in Tripoli", "abducted", "Reporter", "nsubjpass"),
        ("13 killed in Gaza airstrike", "killed", "13", "nsubjpass"),
        ("Two hostages freed in Mali, army says", "freed", "hostages", "nsubjpass"),
        ("Two hostages freed in Mali, army says", "says", "army", "nsubj"),
        ("Sudan war: RSF shells El Fasher market", "shells", "RSF", "nsubj"),
        ("Police torch homes in Harar; two officers missing", "torch", "Police", "nsubj"),
        ("Turkey, Syria hold talks in Doha", "hold", "Turkey", "nsubj"),
    ],
)
def test_the_verb_of_a_headline_has_its_subject(headline: str, verb: str, subject: str, dep: str) -> None:
    parse = parse_of(headline)
    (found,) = (token for token in parse.tokens if token.text == verb)
    assert found.pos == "VERB"
    assert [(parse.tokens[i].text, parse.tokens[i].dep) for i in found.children if parse.tokens[i].dep == dep] == [
        (subject, dep)
    ]


def test_a_to_in_a_headline_is_a_plan() -> None:
    to = parse_of("UN to withdraw peacekeepers from Bunia by June").tokens[1]
    assert (to.text, to.lemma, to.tag) == ("to", "will", "MD")


def test_words_in_capitals_are_read_as_the_text_writes_them() -> None:
    parse = parse_of("Rebels Seize Oil Town After Clashes\n\nThe rebels seized the oil town after clashes, it said.")
    town = next(token for token in parse.tokens if token.text == "Town")
    assert (town.tag, parse.tokens[town.head].lemma) == ("NN", "seize")


@pytest.mark.parametrize(
    "text",
    [
        "Iran nuclear deal deadline",
        "Mali peace talks deadline looms",
        "Gunmen kill 15 soldiers near Tillaberi",
        "Protesters marched in Cairo on Friday",
        "The militants ambush convoys. They flee.",
        "Militants ambush convoy near Gao.",
        "Israel strikes Beirut suburb",
    ],
)
def test_what_is_no_headline_or_reads_well_is_left_alone(text: str) -> None:
    parse = next(iter(parse_articles([make_article(text)])))
    assert list(bare_headlines(parse, LEXICON)) == []


WORDS = ("Army", "troops", "fire", "attacks", "9", "killed", "to", "flee", "in", "Goma", ",", ";", ":", "says", "US")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=3, max_size=9))
def test_every_word_keeps_its_place_and_the_sentence_stays_a_tree(words: list[str]) -> None:
    text = " ".join(words)
    parse = parse_of(text)
    assert [text[token.start : token.end] for token in parse.tokens] == [token.text for token in parse.tokens]
    for token in parse.tokens:
        assert len(list(parse.ancestors(token.i))) < len(parse.tokens)
        assert all(parse.tokens[i].head == token.i for i in token.children)
