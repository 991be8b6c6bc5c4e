"""The whole of assembly: articles that come and go leave what a rebuild makes, and so does what is kept in bytes."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from make import ACTORS, PLACES, tell

from kgbuild.assembly import Assembly, whole
from kgbuild.model import Actor, Assembled, Claimant, Judgement, Mention, Place, Statement, make_article

WORDS = "Rebels shelled Goma on Sunday. The shelling killed two people, residents said. The army denied the attack."
ACTORS_OF_ARTICLES = {
    "Abbas Kuna": Actor(mention=Mention(0, 10, "Abbas Kuna"), name="Abbas Kuna", kind="person", country="COD"),
    "Abass Kuna": Actor(mention=Mention(0, 10, "Abass Kuna"), name="Abass Kuna", kind="person", country="COD"),
}
PLACES_OF_ARTICLES = {
    name: Place(mention=Mention(0, len(name), name), name=name, country="COD", level="settlement", status="unresolved")
    for name in ("Lubwe", "Lubwe Sud")
}
STATEMENTS = st.builds(
    tell,
    st.just(""),
    st.sampled_from([None, "Goma+DRC", *sorted(PLACES)]),
    st.sampled_from([None, "2025-03-02", "2025-03-03"]),
    by=st.sampled_from([None, *sorted(ACTORS)]),
    on=st.sampled_from([None, "M23", "FARDC"]),
    type=st.sampled_from(["ASSAULT", "CASUALTY", "CONTROL", "SAY", "CONSULT"]),
    mode=st.sampled_from([None, "hold"]),
    precision=st.sampled_from(["day", "week"]),
    killed=st.sampled_from([None, 1, 2]),
    polarity=st.sampled_from(["positive", "negative"]),
)
ARTICLES = st.tuples(
    st.lists(
        st.tuples(
            STATEMENTS,
            st.sampled_from([None, *ACTORS_OF_ARTICLES]),
            st.sampled_from([None, *PLACES_OF_ARTICLES]),
            st.sampled_from([0, 7, 38]),
        ),
        max_size=4,
    ),
    st.sampled_from(["", "", " More of it."]),
    st.sampled_from(["One", "Two"]),
)
MOVES = st.lists(st.tuples(st.sampled_from("abcde"), st.none() | ARTICLES, st.booleans()), max_size=9)
JUDGED = ("statement/sa0", "statement/sb0", "statement/sb1", "statement/sc0", "actor/m23", "actor/fardc")
JUDGEMENTS = st.lists(
    st.builds(
        Judgement,
        first=st.sampled_from(JUDGED),
        second=st.sampled_from(JUDGED),
        verdict=st.sampled_from(["same", "different"]),
    ).filter(lambda one: one.first[:5] == one.second[:5] and one.first != one.second),
    max_size=3,
)


def put(assembly: Assembly, key: str, content: Any) -> None:
    told, tail, publisher = content
    article = make_article(WORDS + tail, id=key, publisher=publisher, published="2025-03-03")
    statements = []
    for number, (one, actor, place, start) in enumerate(told):
        fields = {name: getattr(one, name) for name in one.__struct_fields__}
        trigger = Mention(start, start + 6, WORDS[start : start + 6])
        evidence = (Mention(0, 30, WORDS[:30]) if start < 30 else Mention(31, 76, WORDS[31:76]),)
        fields |= {"id": f"s{key}{number}", "article": article.header, "trigger": trigger, "evidence": evidence}
        if actor is not None:
            fields["recipients"] = (*one.recipients, ACTORS_OF_ARTICLES[actor])
            fields["claimants"] = (Claimant(name=actor, kind="person", country="COD"),)
        if place is not None:
            fields["locations"] = (*one.locations, PLACES_OF_ARTICLES[place])
        statements.append(Statement(**fields))
    assembly.add(article, statements)


def rebuild(held: dict[str, Any], judgements: list[Judgement], seed: int) -> Assembled:
    assembly = Assembly(judgements)
    for key in random.Random(seed).sample(sorted(held), len(held)):
        put(assembly, key, held[key])
    return assembly.settle()


@settings(deadline=None)
@given(moves=MOVES, judgements=JUDGEMENTS, early=st.integers(0, 9), seed=st.integers(0, 5), kept=st.integers(0, 9))
def test_coming_and_going_leaves_what_a_rebuild_makes(
    moves: list[Any], judgements: list[Judgement], early: int, seed: int, kept: int
) -> None:
    assembly, held = Assembly(), {}
    for number, (key, content, settle) in enumerate(moves):
        if number == early:
            assembly.judge(judgements)
        if content is not None:
            put(assembly, key, content)
            held[key] = content
        elif key in held:
            assembly.remove(key)
            del held[key]
        if settle:
            assembly.settle()
        if number == kept:
            assembly = Assembly.from_bytes(assembly.to_bytes())
    assembly.judge(judgements)
    assert assembly.settle() == rebuild(held, judgements, seed)


def test_one_article_more_reads_no_other_again(monkeypatch: Any) -> None:
    assembly = Assembly()
    for number in range(40):
        day = f"2025-03-{number % 28 + 1:02}"
        put(assembly, f"n{number:02}", ([(tell("", "Goma", day), None, None, 0)], f" {number}" * 40, "One"))
    assembly.settle()
    read = []
    unpack = whole.unpack
    monkeypatch.setattr(whole, "unpack", lambda packed: read.append(unpack(packed).article.id) or unpack(packed))
    put(assembly, "z", ([(tell("", "Goma", "2025-03-05"), None, None, 0)], " late" * 40, "Two"))
    assembly.settle()
    assert "z" in read
    assert set(read) <= {"z", "n04", "n32"}
