"""What two articles tell of a happening, compared: each agreement and difference has a name, which the rules weigh."""

from __future__ import annotations

from typing import Any

import pytest
from make import tell
from msgspec import structs

from kgbuild.assembly import assemble
from kgbuild.assembly.facts import read_facts
from kgbuild.assembly.rules import load_rules
from kgbuild.assembly.tellings import Telling, make_telling, read_features, read_setting
from kgbuild.assembly.toponyms import find_names, find_toponyms
from kgbuild.model import Actor, Mention, Statement, make_article

RULES = load_rules()


def read(text: str, word: str, **parts: Any) -> Telling:
    """What an article of this text tells by the sentence that the word stands in; no place or actor unless given."""
    article = make_article(text, id=text, published="2025-03-03")
    start = text.index(word)
    first, last = text.rfind(". ", 0, start) + 1, text.find(".", start)
    made = tell("s", None, by=None, trigger=Mention(start, start + len(word), word), article=text)
    evidence = (Mention(first, last, text[first:last].strip()),)
    fields = {name: getattr(made, name) for name in made.__struct_fields__} | {"evidence": evidence} | parts
    facts = [read_facts(Statement(**fields), RULES, article)]
    return make_telling(facts, read_setting(facts, article, text, RULES), RULES)


def compare(first: Telling, second: Telling) -> dict[str, float]:
    features = read_features(first, second, RULES)
    assert features is not None
    assert read_features(second, first, RULES) == features
    return features


def test_a_sentence_taken_over_is_verbatim() -> None:
    first = read("Shells wrecked the brewery cellar in Dorpat. Rain fell.", "wrecked")
    assert "verbatim" in compare(first, read("Shells wrecked the brewery cellar in Dorpat.", "wrecked"))
    assert "verbatim" not in compare(first, read("Shells wrecked the brewery roof in Dorpat.", "wrecked"))


@pytest.mark.parametrize("many", ["raids", "repeatedly raided"])
def test_one_of_many_is_not_the_many(many: str) -> None:
    word = "raided" if many == "repeatedly raided" else many
    one, several = read("A raid hit Dorpat.", "raid"), read(f"There {many} the town.", word)
    assert "one of many" in compare(one, several)
    assert "one of many" not in compare(one, one)


PLACES = {
    "hinted": ("They burned a mill in Dorpat.", "They burned barns in Dorpat."),
    "elsewhere": ("They burned a mill in Dorpat.", "They burned barns in Pernau."),
    "setting": ("They burned a mill in Dorpat.", "They burned barns. Trains to Dorpat stood still, and Dorpat wept."),
}


@pytest.mark.parametrize("name", PLACES)
def test_names_tell_where_what_has_no_place_happened(name: str) -> None:
    first, second = (read(text, "burned") for text in PLACES[name])
    assert f"place {name}" in compare(first, second)


def test_what_nothing_tells_of_is_nowhere() -> None:
    features = compare(read("They burned a mill.", "burned"), read("They burned barns.", "burned"))
    assert "nobody in common" in features
    assert not any(name.startswith("place") for name in features)


@pytest.mark.parametrize(("sector", "answer"), [("COP", "same"), ("EDU", "other"), (None, None)])
def test_tells_whom_it_befell(sector: str | None, answer: str | None) -> None:
    soldiers = Actor(mention=Mention(0, 4, "ones"), sector="MIL")
    others = Actor(mention=Mention(0, 4, "ones"), sector=sector)
    first, second = (read("Bombs fell in Dorpat.", "fell", recipients=(one,)) for one in (soldiers, others))
    told = {name for name in compare(first, second) if name.startswith("victims")}
    assert told == ({f"victims {answer}"} if answer else set())


def test_a_state_that_strikes_is_not_the_state_whose_army_is_struck() -> None:
    state = Actor(mention=None, name="Norland", id="nor", kind="state", country="NOR")
    army = Actor(mention=None, name="Army of Norland", id="army", kind="armed_force", country="NOR")
    first = read("Bombs fell in Dorpat.", "fell", actors=(state,))
    second = read("Bombs fell in Dorpat.", "fell", recipients=(army,))
    assert read_features(first, second, RULES) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It happened near Dorpat, said Captain Juhan Kask.", ["dorpat", "juhan kask"]),
        ("Dorpat slept.", []),
        ("Dorpat's mill burned. Pernau's did not.", ["dorpat", "pernau"]),
        ("They met Russian envoys of Hamas on Tuesday.", []),
    ],
)
def test_finds_proper_names(text: str, names: list[str]) -> None:
    assert sorted(find_names(text, RULES.words.common | RULES.words.titles)) == names


def test_finds_names_of_places_by_what_stands_before() -> None:
    assert find_toponyms("Shells fell near Dorpat and in Wesenberg in March.", RULES.words.common) == [
        "dorpat",
        "wesenberg",
    ]


SENTENCE = "Some 4,500 people have fled the town since Friday"


@pytest.mark.parametrize(
    ("words", "published", "joined"),
    [
        (SENTENCE, "2025-03-03", True),
        (SENTENCE, "2025-03-09", False),
        (SENTENCE.replace("4,500", "900"), "2025-03-03", False),
        ("People have fled", "2025-03-03", False),
    ],
    ids=["the next day", "in the next week's bulletin", "other words", "words that two may write"],
)
def test_an_undated_sentence_joins_its_copy(words: str, published: str, *, joined: bool) -> None:
    statements = []
    articles = {}
    for name, day in (("a", "2025-03-02"), ("b", published)):
        text = SENTENCE if name == "a" and words != "People have fled" else words
        article = make_article(f"{text}.", id=name, published=day)
        evidence = (article.mention(0, len(text)),)
        one = tell(name, None, None, by=None, type="DISPLACE", trigger=evidence[0])
        statements.append(structs.replace(one, article=article.header, evidence=evidence))
        articles[name] = article
    events = assemble(statements, articles).events
    assert (len(events) == 1) == joined


def test_two_attacks_without_day_or_place_are_not_compared() -> None:
    published = "2025-03-03"
    statements, articles = [], {}
    for name, text in (("a", "Rebels attacked a convoy, drivers said."), ("b", "The rebels attacked a convoy again.")):
        article = make_article(text, id=name, published=published)
        one = tell(name, None, published, precision="bound", trigger=article.mention(7, 15))
        statements.append(structs.replace(one, article=article.header, evidence=(article.mention(0, len(text)),)))
        articles[name] = article
    assert len(assemble(statements, articles).events) == 2
