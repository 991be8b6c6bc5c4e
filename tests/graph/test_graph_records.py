"""Records survive RDF: what is written comes back equal, and the lines are proper N-Quads."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from factory import make_statement, sample_article
from kgbuild import model
from kgbuild.assembly.keys import actor_key
from kgbuild.errors import GraphError
from kgbuild.graph import assembled, entities, facts, hierarchy, history, report, writing
from kgbuild.graph.assembled import (
    read_assembled,
    read_questions,
    write_events,
    write_local_names,
    write_questions,
)
from kgbuild.graph.entities import Entities
from kgbuild.graph.reading import order_statements, read_article
from kgbuild.graph.terms import KG, PREFIXES, Names, day, expand, number, read_number
from kgbuild.graph.writing import write_article
from kgbuild.model import (
    Article,
    Assembled,
    ControlState,
    Event,
    Identity,
    Link,
    Mention,
    Question,
    Statement,
)
from kgbuild.vocabulary import data_folder
from strategies import reports

NAMES = Names()


def parse(lines: list[str]) -> list[ox.Quad]:
    return list(ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS))


@given(reports())
def test_what_is_written_comes_back_equal(told: tuple[Article, list[Statement]]) -> None:
    article, statements = told
    claims, refused = write_article(article, statements, NAMES)
    assert read_article(parse(claims + refused), NAMES) == (article, order_statements(statements))


@given(reports())
def test_the_lines_are_the_canonical_n_quads_of_the_engine(told: tuple[Article, list[Statement]]) -> None:
    for lines in write_article(*told, NAMES):
        assert "".join(lines) == ox.serialize(parse(lines), format=ox.RdfFormat.N_QUADS).decode()
        assert lines == sorted(set(lines))


@given(reports())
def test_no_blank_node_is_written_and_graphs_hold_only_their_own(told: tuple[Article, list[Statement]]) -> None:
    article, statements = told
    claims, refused = (parse(lines) for lines in write_article(article, statements, NAMES))
    assert {quad.graph_name.value for quad in claims} == {NAMES.claims_graph(article.id)}
    assert {quad.graph_name.value for quad in refused} <= {NAMES.refused_graph(article.id)}
    assert not any(isinstance(term, ox.BlankNode) for quad in claims + refused for term in (quad.subject, quad.object))


@pytest.mark.parametrize("value", [0, 12, 12.0, -3, 0.1, 1e-7, 1e22, 5e-324])
def test_a_number_keeps_value_and_kind(value: float) -> None:
    text = number(value).split('"')[1]
    assert (read_number(text), type(read_number(text))) == (value, type(value))
    assert "e" not in text.lower()


@pytest.mark.parametrize(
    ("words", "datatype"),
    [
        ("2025-03-02", "date"),
        ("2025-03-02T10:00:00Z", "dateTime"),
        ("2025-03-02T10:00:00+02:00", "dateTime"),
        ("2025-02-30", None),
        ("2025-03", None),
        ("2025", None),
        ("0000-01-01", None),
    ],
)
def test_only_what_is_a_day_is_typed_as_one(words: str, datatype: str | None) -> None:
    assert day(words) == f'"{words}"' + (f"^^<{PREFIXES['xsd']}{datatype}>" if datatype else "")


def test_a_damaged_node_is_named() -> None:
    article = sample_article()
    claims, _ = write_article(article, [make_statement(article)], NAMES)
    kept = [line for line in claims if f"<{KG}trigger>" not in line]
    with pytest.raises(GraphError, match="has no kg:trigger"):
        read_article(parse(kept), NAMES)


def test_flat_properties_stand_beside_the_roles() -> None:
    article = sample_article()
    statement = make_statement(article)
    graph = rdflib.Dataset(default_union=True)
    claims, _ = write_article(article, [statement], NAMES)
    graph.parse(data="".join(claims), format="nquads")
    node = rdflib.URIRef(NAMES.statement(statement.id))
    flat = {
        "kg:actor": NAMES.registered("m23"),
        "kg:location": f"{NAMES.base}place/geonames-216281",
        "kg:action": "https://w3id.org/kgbuild/ontology/action/ASSAULT",
        "prov:wasDerivedFrom": NAMES.article("a1"),
    }
    for name, value in flat.items():
        assert [str(found) for found in graph.objects(node, rdflib.URIRef(expand(name)))] == [value]
    assert len(list(graph.objects(node, rdflib.URIRef(KG + "claimant")))) == 2


HERE, THERE = Mention(0, 6, "gunmen"), Mention(40, 46, "gunmen")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (model.Actor(mention=HERE, id="m23"), model.Actor(mention=THERE, id="m23", name="M23"), True),
        (model.Actor(mention=HERE, name="Ali"), model.Actor(mention=THERE, name="Ali"), True),
        (model.Actor(mention=HERE, name="Ali"), model.Actor(mention=THERE, name="Ali", country="SDN"), False),
        (model.Actor(mention=HERE), model.Actor(mention=THERE), False),
        (model.Actor(mention=HERE, chain=3), model.Actor(mention=THERE, chain=3), True),
        (model.Actor(mention=None), model.Actor(mention=None), False),
    ],
)
def test_actors_are_one_only_where_something_says_so(first: model.Actor, second: model.Actor, *, same: bool) -> None:
    assert (NAMES.actor("a", first, "x/0") == NAMES.actor("a", second, "x/1")) == same


@pytest.mark.parametrize("actor", [model.Actor(mention=HERE), model.Actor(mention=HERE, name="Ali", chain=1)])
def test_an_actor_without_registry_id_never_leaves_its_article(actor: model.Actor) -> None:
    assert NAMES.actor("a", actor, "x") != NAMES.actor("b", actor, "x")


@given(st.permutations(range(6)))
def test_entities_do_not_depend_on_the_order_of_statements(order: list[int]) -> None:
    article = sample_article()
    names = ["M23", "M23", "March 23 Movement", "March 23 Movement", "M-23", "M-23"]
    statements = [
        make_statement(article, id=f"s{number}", actors=(model.Actor(mention=None, id="m23", name=name),))
        for number, name in enumerate(names)
    ]
    entities_ = Entities()
    for place in order:
        entities_.add(statements[place])
    lines = "".join(entities_.join({}).write(NAMES))
    assert lines.count(f"<{NAMES.registered('m23')}> <{expand('rdfs:label')}>") == 1
    assert f'<{NAMES.registered("m23")}> <{expand("rdfs:label")}> "M-23"' in lines


def test_what_is_assembled_comes_back_equal() -> None:
    full = Event(id="e1", type="ASSAULT", statements=("s1", "s2"), actors=("actor/m23", "article/a%20b/actor/0f"),
                 place="place/geonames-216281", earliest="2025-03-02", latest="2025-03-02", articles=3, publishers=3,
                 sources=2, supporting=2, denying=1, sides=("COD", "unaligned"), denying_sides=("m23",),
                 part_of="e2")  # fmt: skip
    bare = Event(id="e2", type="CONSULT", statements=("s3",))
    states = (
        ControlState(id="c1", place="place/geonames-216281", holder="actor/m23", type="CONTROL", mode="capture",
                     side="COD", earliest="2025-03-02", latest="2025-03-03", until="2025-03-09",
                     statements=("s1", "s2")),
        ControlState(id="c2", place="article/a/place/0f", holder=None, type="PRESENCE", mode=None, side="unaligned",
                     earliest=None, latest="2025-03-03", until=None, statements=("s3",), polarity="negative"),
    )  # fmt: skip
    links = (
        Link(first="s1", second="s2", kind="contradicts", slot="killed", reason='4 ("four") and 7'),
        Link(first="s2", second="s1", kind="updates", slot="killed", reason="later"),
    )
    identities = (
        Identity(key="actor/m24", identity="actor/m23", name="M24", reason="judged the same by 'K'"),
        Identity(key="article/a%2Fb/actor/0f-person", identity="article/a/actor/0e-person", name="Ali", reason="0.9"),
    )
    known = Assembled(identities=identities, events=(full, bare), links=links, states=states)
    told, names = write_events(known, NAMES), write_local_names(identities, NAMES)
    assert read_assembled(parse(told), parse(names), NAMES) == known
    assert told == sorted(told)
    questions = [Question(kind="actor", first="actor/m23", second="article/a/actor/0f", score=0.71, reason="alike")]
    assert read_questions(parse(write_questions(questions, NAMES)), NAMES) == questions


def test_a_link_that_holds_both_ways_is_found_from_both_ends() -> None:
    links = (
        Link(first="s1", second="s2", kind="contradicts", slot="killed", reason="x"),
        Link(first="s4", second="s3", kind="updates", slot="killed", reason="x"),
    )
    wanted = {expand("kg:contradicts"), expand("kg:updates")}
    quads = [quad for quad in parse(write_events(Assembled(links=links), NAMES)) if quad.predicate.value in wanted]
    ends = {(str(quad.subject)[-3:-1], str(quad.object)[-3:-1]) for quad in quads}
    assert ends == {("s1", "s2"), ("s2", "s1"), ("s4", "s3")}


def test_an_identity_of_several_articles_is_one_node_and_the_words_come_back() -> None:
    article = sample_article()
    spelt = model.Actor(mention=HERE, name="Kassim Brigade", kind="armed_group")
    registered = model.Actor(mention=THERE, name="M24", id="m24", kind="armed_group")
    statement = make_statement(article, actors=(spelt, registered))
    key = actor_key(article.id, spelt, "")
    names = Names(identities={key: "article/other/actor/0a-armed_group", "actor/m24": "actor/m23"})
    claims, refused = write_article(article, [statement], names)
    assert read_article(parse([*claims, *refused]), names) == (article, [statement])
    lines = "".join(claims)
    assert f"{expand('kg:actor')}> <{NAMES.base}article/other/actor/0a-armed_group>" in lines
    assert f"{expand('kg:actor')}> <{NAMES.base}actor/m23>" in lines
    assert f"{expand('kg:actor')}> <{NAMES.base}{key}>" not in lines
    assert f"{expand('kg:readAs')}> <{NAMES.base}{key}>" in lines


def test_names_that_are_one_vote_together_and_the_loser_stays_as_another_label() -> None:
    entities_ = Entities()
    spellings = ("Kassim", "Kassim", "Qasim")
    keys = []
    for at, name in enumerate(spellings):
        actor = model.Actor(mention=None, name=name, kind="person", country="SDN" if at == 2 else None)
        article = sample_article(id=f"a{at}")
        entities_.add(make_statement(article, id=f"s{at}", actors=(actor,)))
        keys.append(actor_key(article.id, actor, ""))
    joined = entities_.join(dict.fromkeys(keys[1:], keys[0]))
    node = f"<{NAMES.base}{keys[0]}>"
    own = [line.removesuffix(f" <{NAMES.entities_graph}> .\n") for line in joined.write(NAMES) if line.startswith(node)]
    assert f'{node} <{expand("rdfs:label")}> "Kassim"' in own
    assert f'{node} <{expand("skos:altLabel")}> "Qasim"' in own
    assert f'{node} <{expand("kg:country")}> "SDN"' in own
    assert not any(key in line for key in keys[1:] for line in joined.write(NAMES))


def test_every_term_written_is_in_the_ontology_and_every_term_there_is_written() -> None:
    ontology = rdflib.Graph().parse(data_folder("ontology") / "kgbuild.ttl")
    defined = {f"kg:{str(term).removeprefix(KG)}" for term in set(ontology.subjects()) if str(term).startswith(KG)}
    written = {
        *writing.PROPERTIES,
        *writing.CLASSES,
        *entities.PROPERTIES,
        *entities.CLASSES,
        *assembled.PROPERTIES,
        *assembled.CLASSES,
        *facts.PROPERTIES,
        *facts.CLASSES,
        *history.PROPERTIES,
        *history.CLASSES,
        *hierarchy.PROPERTIES,
    }
    own = {name for name in (*written, *report.PROPERTIES) if re.match("kg:", name)}
    assert own - defined == set()
    # Properties of the code lists' own concepts are not the writer's.
    elsewhere = {rdflib.URIRef("http://www.w3.org/2004/02/skos/core#Concept")}
    others = {
        name
        for name in defined
        if rdflib.URIRef(expand(name)) in elsewhere
        or set(ontology.objects(rdflib.URIRef(expand(name)), rdflib.RDFS.domain)) & elsewhere
    }
    assert defined - own == others
