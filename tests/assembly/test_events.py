"""Which statements become one event, and which must not."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import ACTORS, PLACES, articles_of, tell
from msgspec import structs

from kgbuild.assembly import assemble
from kgbuild.assembly.facts import Facts, read_facts
from kgbuild.assembly.rules import load_rules
from kgbuild.assembly.tellings import Setting, compare_tellings, make_telling, read_features
from kgbuild.model import Actor, Mention, Statement, make_article


def group(*statements: Statement) -> list[list[str]]:
    events = assemble(statements, articles_of(list(statements))).events
    return sorted(list(event.statements) for event in events)


def bring_down(statement: Statement) -> Statement:
    """The statement, with a drone shot down."""
    drones = Actor(mention=Mention(20, 31, "four drones"))
    return structs.replace(statement, trigger=Mention(10, 19, "shot down"), recipients=(drones,))


JOIN = {
    "the same town, day and actor": (tell("a"), tell("b")),
    "different figures are a disagreement inside one event": (tell("a", killed=12), tell("b", killed=30)),
    "an unknown actor fits a known one": (tell("a"), tell("b", by="gunmen")),
    "no actor fits a known one": (tell("a"), tell("b", by=None)),
    "an assault and its casualties": (tell("a"), tell("b", type="CASUALTY", mode="killed", by=None)),
    "a state and its army": (tell("a", by="FARDC"), tell("b", by="DRC")),
    "a denial is about the event that it denies": (tell("a"), tell("b", polarity="negative", status="denied")),
    "near the town": (tell("a"), tell("b", relation="near")),
    "a village near it": (tell("a"), tell("b", "Munigi", relation="near")),
    "a region that the other report puts the town into": (tell("a"), tell("b", "North Kivu")),
    "a week that holds the day": (tell("a"), tell("b", day="2025-03-01", precision="week")),
    "captured by one is lost by the other": (
        tell("a", type="CONTROL", mode="capture", by="M23", on="FARDC"),
        tell("b", type="CONTROL", mode="lose", by="FARDC", on="M23"),
    ),
    "drones are an air attack": (tell("a", mode="drone"), tell("b", mode="aerial")),
    "talks with a shared actor": (tell("a", type="CONSULT"), tell("b", type="CONSULT")),
}
PART = {
    "another town": (tell("a"), tell("b", "Sake")),
    "another town in the same region": (tell("a", "Goma+North Kivu"), tell("b", "Sake+North Kivu")),
    "a village near by, where no report says near": (tell("a"), tell("b", "Munigi")),
    "a town too far to be near": (tell("a"), tell("b", "Sake", relation="near")),
    "another country": (tell("a"), tell("b", "Kharkiv")),
    "a country is no place for an event": (tell("a", "DRC"), tell("b", "DRC")),
    "a region with nobody known": (tell("a", "North Kivu", by=None), tell("b", "North Kivu", by=None)),
    "an ambiguous place": (tell("a"), tell("b", "Goma?")),
    "no place": (tell("a"), tell("b", None)),
    "to a place and in it": (tell("a", type="MOVE", relation="to"), tell("b", type="MOVE", relation="from")),
    "another day": (tell("a"), tell("b", day="2025-03-03")),
    "a month is too vague": (tell("a"), tell("b", day="2025-03", precision="month")),
    "a bound is too vague": (tell("a", precision="bound"), tell("b", precision="bound")),
    "no date": (tell("a"), tell("b", day=None)),
    "another actor": (tell("a"), tell("b", by="FARDC")),
    "another brigade": (tell("a", by="55th Brigade"), tell("b", by="57th Brigade")),
    "a foreign state": (tell("a"), tell("b", by="Rwanda")),
    "the forces of one, and what is called after it, as target": (
        tell("a", by="FARDC"),
        structs.replace(
            tell("b", by="gunmen"), recipients=(Actor(mention=None, name="Congolese drones", country="COD"),)
        ),
    ),
    "a drone that hits and a drone that is brought down": (tell("a", by=None), bring_down(tell("b", by=None))),
    "roles the other way round": (tell("a", by="M23", on="FARDC"), tell("b", by="FARDC", on="M23")),
    "another kind of action": (tell("a"), tell("b", type="COERCE")),
    "another kind of assault": (tell("a", mode="abduct"), tell("b", mode="heavy-weapons")),
    "captured by both in turn": (
        tell("a", type="CONTROL", mode="capture", by="M23"),
        tell("b", type="CONTROL", mode="capture", by="FARDC"),
    ),
    "heads counted in different units": (tell("a", killed=3), tell("b", killed=3, unit="cattle")),
    "talks of unnamed people": (tell("a", type="CONSULT", by=None), tell("b", type="CONSULT", by=None)),
    **{
        f"{modality} statements": (tell("a", modality=modality), tell("b", modality=modality))
        for modality in ("habitual", "historical", "planned", "intended", "hypothetical", "requested", "threatened")
    },
}


@pytest.mark.parametrize(("first", "second"), JOIN.values(), ids=JOIN)
def test_one_event(first: Statement, second: Statement) -> None:
    assert group(first, second) == [["a", "b"]]


@pytest.mark.parametrize(("first", "second"), PART.values(), ids=PART)
def test_two_events(first: Statement, second: Statement) -> None:
    assert group(first, second) == [["a"], ["b"]]


def test_speech_makes_no_event() -> None:
    assert group(tell("a", type="SAY")) == []


def test_a_vague_report_chains_nothing() -> None:
    # Unknown attackers fit both sides; joining both through it would make enemies one attacker.
    assert group(tell("a", by="M23"), tell("b", by="FARDC"), tell("c", by=None)) == [["a"], ["b"], ["c"]]


def test_a_week_that_holds_two_days_joins_neither() -> None:
    two_days = tell("a", day="2025-03-02"), tell("b", day="2025-03-04")
    assert group(*two_days, tell("c", day="2025-03-01", precision="week")) == [["a"], ["b"], ["c"]]


def test_further_agreement_chooses_between_two() -> None:
    sides = tell("a", by="M23", killed=12), tell("b", by="FARDC", killed=40)
    assert group(*sides, tell("c", by=None, killed=40)) == [["a"], ["b", "c"]]


def inside(id: str, words: str, text: str, **fields: object) -> Statement:
    start = text.index(words)
    return tell(id, article="x", trigger=Mention(start, start + len(words), words), **fields)


def assemble_text(text: str, *statements: Statement) -> list[list[str]]:
    events = assemble(statements, {"x": make_article(text, id="x")}).events
    return sorted(list(event.statements) for event in events)


def test_a_shared_trigger_joins_vague_statements() -> None:
    text = "Rebels shelled towns."
    first = inside("a", "shelled", text, place=None, day=None)
    assert assemble_text(text, first, inside("b", "shelled", text, place=None, day=None, by="FARDC")) == [["a", "b"]]


def test_a_shared_trigger_in_two_places_is_two_events() -> None:
    text = "Rebels shelled towns."
    first, second = inside("a", "shelled", text), inside("b", "shelled", text, place="Sake")
    assert assemble_text(text, first, second) == [["a"], ["b"]]


@pytest.mark.parametrize(("again", "expected"), [("The shelling", [["a", "b"]]), ("A shelling", [["a"], ["b"]])])
def test_a_definite_noun_takes_up_what_was_told(again: str, expected: list[list[str]]) -> None:
    text = f"Rebels shelled Goma. {again} began at dawn."
    first = inside("a", "shelled", text)
    assert assemble_text(text, first, inside("b", "shelling", text, place=None, day=None, by=None)) == expected


def test_harm_in_the_sentence_of_its_assault_joins_it() -> None:
    text = "Rebels shelled Goma and killed two."
    evidence = (Mention(0, len(text), text),)
    first = inside("a", "shelled", text, day=None)
    second = inside("b", "killed", text, type="CASUALTY", mode="killed", by=None, place=None, day=None)
    first, second = (type(one)(**{**fields_of(one), "evidence": evidence}) for one in (first, second))
    assert assemble_text(text, first, second) == [["a", "b"]]


def fields_of(statement: Statement) -> dict[str, object]:
    return {name: getattr(statement, name) for name in statement.__struct_fields__}


def test_an_event_tells_what_its_reports_share() -> None:
    (event,) = assemble(
        [
            tell("b", "Goma", "2025-03-01", precision="week"),
            tell("a", "Goma+DRC", type="CASUALTY", mode="killed"),
            tell("c", by="M23"),
        ],
        {},
    ).events
    assert event.type == "ASSAULT"
    assert event.actors == ("actor/m23",)
    assert event.place == "place/geonames-1"
    assert (event.earliest, event.latest) == ("2025-03-02", "2025-03-02")
    assert (event.articles, event.sources) == (3, 3)


def test_copies_of_one_wire_story_are_one_source() -> None:
    story = " ".join(f"word{number}" for number in range(60))
    articles = {
        "a": make_article(story, id="a", agency="AFP", publisher="One"),
        "b": make_article(f"{story} Read more at Two", id="b", agency="AFP", publisher="Two"),
        "c": make_article("A report of our own from Goma", id="c"),
    }
    (event,) = assemble([tell("a"), tell("b"), tell("c")], articles).events
    assert (event.articles, event.sources) == (3, 2)


def test_the_id_outlives_a_joining_report() -> None:
    (first,) = assemble([tell("a")], {}).events
    (second,) = assemble([tell("b"), tell("a")], {}).events
    assert first.id == second.id
    assert first.id.startswith("e")
    assert len(first.id) == 21


STATEMENTS = st.lists(
    st.builds(
        tell,
        st.sampled_from([f"s{number}" for number in range(12)]),
        st.sampled_from([None, "Goma+DRC", *sorted(PLACES)]),
        st.sampled_from([None, "2025-03-02", "2025-03-03"]),
        by=st.sampled_from([None, *sorted(ACTORS)]),
        on=st.sampled_from([None, "M23", "FARDC"]),
        type=st.sampled_from(["ASSAULT", "CASUALTY", "CONTROL", "SAY", "CONSULT"]),
        article=st.sampled_from(["x", "y", "z"]),
        precision=st.sampled_from(["day", "week"]),
        relation=st.sampled_from(["in", "near"]),
        modality=st.sampled_from(["actual", "planned"]),
        killed=st.sampled_from([None, 1, 2]),
    ),
    max_size=12,
    unique_by=lambda statement: statement.id,
)


@given(statements=STATEMENTS, data=st.data())
def test_order_changes_nothing(statements: list[Statement], data: st.DataObject) -> None:
    articles = articles_of(statements)
    shuffled = data.draw(st.permutations(statements))
    assert assemble(shuffled, articles) == assemble(statements, articles)


@given(statements=STATEMENTS)
def test_each_statement_is_in_one_event_and_all_tellings_fit(statements: list[Statement]) -> None:
    rules = load_rules()
    events = assemble(statements, articles_of(statements)).events
    placed = sorted(number for event in events for number in event.statements)
    assert placed == sorted(one.id for one in statements if one.action.type != "SAY")
    facts = {one.id: read_facts(one, rules) for one in statements}
    for event in events:
        by_article: dict[str, list[Facts]] = {}
        for number in event.statements:
            by_article.setdefault(facts[number].article, []).append(facts[number])
        for first, second in combinations(by_article.values(), 2):
            one, other = (make_telling(group, Setting(), rules) for group in (first, second))
            assert read_features(one, other, rules) is not None


@given(first=STATEMENTS, second=STATEMENTS)
def test_matching_is_symmetric(first: list[Statement], second: list[Statement]) -> None:
    rules = load_rules()
    tellings = [[make_telling([read_facts(one, rules)], Setting(), rules) for one in told] for told in (first, second)]
    for one in tellings[0]:
        for other in tellings[1]:
            assert compare_tellings(one, other, rules) == compare_tellings(other, one, rules)
