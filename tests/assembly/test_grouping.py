"""Which statements of one article are about one happening: what the text around them says of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import tell

from kgbuild.assembly.facts import Facts, read_facts
from kgbuild.assembly.grouping import compare_all, group_facts
from kgbuild.assembly.rules import load_rules
from kgbuild.model import Mention, make_article

RULES = load_rules()


def read(text: str, **triggers: dict[str, Any]) -> list[Facts]:
    """Facts of statements whose triggers are words of the text, each with the sentence that holds it."""
    article = make_article(text, id="x")
    facts = []
    for words, fields in triggers.items():
        start = text.index(words)
        first = max(text.rfind(mark, 0, start) + 1 for mark in (".", "\n"))
        last = min(at for at in (text.find(".", start), text.find("\n", start), len(text)) if at >= 0)
        given = {
            "place": None,
            "day": None,
            "by": None,
            "article": "x",
            "trigger": Mention(start, start + len(words), words),
        }
        statement = tell(words, **{**given, **fields})
        evidence = (Mention(first, last, text[first:last]),)
        facts.append(read_facts(type(statement)(**{**fields_of(statement), "evidence": evidence}), RULES, article))
    return facts


def fields_of(statement: Any) -> dict[str, Any]:
    return {name: getattr(statement, name) for name in statement.__struct_fields__}


def group(text: str, **triggers: dict[str, Any]) -> list[list[str]]:
    return [[fact.id for fact in group] for group in group_facts(read(text, **triggers), RULES)]


KILLED = {"type": "CASUALTY", "mode": "killed"}
DAY = {"day": "2025-03-02", "place": "Goma", "by": "M23"}


def test_harm_of_the_next_sentence_joins_the_attack() -> None:
    text = "Rebels shelled the port of Goma on Sunday. Nine dockers were wounded."
    assert group(text, shelled=DAY, wounded={"type": "ASSAULT"}) == [["shelled", "wounded"]]


def test_a_headline_and_the_body_tell_one_happening() -> None:
    text = "Port of Goma bombed\n\nRebels shelled the port of Goma on Sunday, a docker said."
    assert group(text, bombed={"place": "Goma"}, shelled=DAY) == [["bombed", "shelled"]]


def test_another_day_parts_two_attacks() -> None:
    text = "Rebels shelled Goma on Sunday. On Monday they bombed it."
    assert group(text, shelled=DAY, bombed=DAY | {"day": "2025-03-03"}) == [["shelled"], ["bombed"]]


def test_what_each_side_did_to_the_other_is_two_events() -> None:
    text = "Rebels shelled the army at Goma on Sunday and the army bombed the rebels there."
    first, second = DAY | {"on": "FARDC"}, DAY | {"by": "FARDC", "on": "M23"}
    assert group(text, shelled=first, bombed=second) == [["shelled"], ["bombed"]]


def test_numbered_units_are_never_one_actor() -> None:
    text = "The 55th Brigade raided Goma and the 57th Brigade raided it too, and attacked."
    assert group(text, raided=DAY | {"by": "55th Brigade"}, attacked=DAY | {"by": "57th Brigade"}) == [
        ["raided"],
        ["attacked"],
    ]


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Rebels shelled Goma. The market massacre shocked all.", "definite"),
        ("Rebels shelled Goma. Sunday's massacre shocked all.", "definite"),
        ("Rebels shelled Goma. It was a massacre.", "fresh"),
        ("Rebels shelled Goma. Elsewhere, there was massacre.", "apart"),
        ("Rebels shelled Goma a day after the massacre.", "after"),
        ("Rebels shelled Goma. Rain fell. Buses ran. Schools opened. None spoke of massacre.", "far"),
    ],
)
def test_tells_what_links_or_parts(text: str, feature: str) -> None:
    ((_, _, features),) = compare_all(read(text, shelled=DAY, massacre={}), RULES)
    assert features[feature] == 1


def test_what_stands_between_speaks_against_the_earlier() -> None:
    text = "Rebels shelled Goma. The army bombed them. Two were wounded."
    facts = read(text, shelled={"by": "M23"}, bombed={"by": "FARDC"}, wounded={})
    told = {(one.id, other.id): features for one, other, features in compare_all(facts, RULES)}
    assert "another between" in told["shelled", "wounded"]
    assert "another between" not in told["bombed", "wounded"]


@given(st.permutations(["shelled", "hit", "massacre", "wounded"]))
def test_the_order_of_statements_changes_nothing(order: list[str]) -> None:
    text = "Rebels shelled Goma and hit its port. The massacre shocked all. Two were wounded."
    fields = {"shelled": DAY, "hit": DAY, "massacre": {}, "wounded": dict(KILLED)}
    assert group(text, **{word: fields[word] for word in order}) == group(text, **fields)


def test_a_verb_takes_up_what_its_subject_does() -> None:
    text = "Rebels shelled Goma on Sunday. The shelling broke windows, and a shell hit the mill."
    facts = {fact.id: fact for fact in read(text, shelled=DAY, broke={}, hit={})}
    assert facts["broke"].definite
    assert not facts["shelled"].definite


def test_a_noun_that_tells_of_another_victim_takes_nothing_up() -> None:
    text = "Rebels shelled Goma on Sunday. They regret the death of Rwanda."
    ((_, _, features),) = compare_all(read(text, shelled=DAY | {"by": None}, death=KILLED | {"on": "Rwanda"}), RULES)
    assert "definite, of another" in features
