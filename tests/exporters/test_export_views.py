"""Views: what the attributes of nodes and edges are, which places belong together, and what folding makes of edges."""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from msgspec.structs import replace

from fake_graph import FakeGraph, make_graph
from kgbuild.errors import SettingsError
from kgbuild.exporters import VIEWS, to_igraph, to_networkx, to_rustworkx
from kgbuild.exporters._attributes import EDGES, NODES, Attribute, list_rows
from kgbuild.exporters._network import draw
from kgbuild.exporters._views import fold_view
from kgbuild.graph.store import Graph
from kgbuild.model import Action, Place, Statement
from sample_reports import ROOT

TYPES = {"string": str, "long": int, "double": float, "boolean": bool}


def list_networks(graph: object) -> list[nx.Graph]:
    return [to_networkx(graph, view=view, multi=multi) for view in VIEWS for multi in (True, False)]


def make_variants() -> FakeGraph:
    """Statements of one pair: told, denied, planned, undated, of two types, and one that holds both ways."""
    graph = make_graph()
    plain = next(one for one in graph.statements() if one.id == "s1")
    month = replace(plain.date, value="2025-04", earliest="2025-04-01", latest="2025-04-30", precision="month")
    bound = replace(plain.date, earliest=None, latest="2025-03-02", precision="bound")
    rebels, people = plain.actors[0], plain.recipients[0]
    people = replace(people, id="people", name="People")
    variants = {
        "v1": {},
        "v2": {"status": "denied", "date": month},
        "v3": {"modality": "planned", "date": bound},
        "v4": {"date": None},
        "v5": {"action": Action(type="COERCE")},
        "v6": {"actors": (rebels, people), "recipients": (people, rebels)},
    }
    told = [
        replace(plain, id=number, **{"recipients": (people,), "locations": (), **changes})
        for number, changes in variants.items()
    ]
    return FakeGraph(graph.articles(), told)


def make_full() -> FakeGraph:
    """Articles, statements and events that leave nothing out."""
    graph = make_graph()
    first = replace(graph.articles()[1], agency="AFP")
    second = replace(graph.articles()[0], url="https://example.org/b", publisher="B")
    statements = [
        replace(
            one,
            article=(first if one.article.id == first.id else second).header,
            actors=tuple(replace(actor, wikidata="Q1") for actor in one.actors),
            locations=tuple(
                replace(place, inside="Kivu", claimed_by=("COD",), bearing="north of") for place in one.locations
            ),
        )
        for one in graph.statements()
    ]
    full = FakeGraph([first, second], statements)
    events = [replace(event, sides=("a",), denying_sides=("b",), part_of="e") for event in full.events()]
    full.events = lambda: events
    return full


def locate(plain: Statement, number: str, names: str, article: str) -> Statement:
    places = tuple(
        Place(mention=None, name=name, geonames=sum(map(ord, name)), status="resolved", level="settlement")
        for name in names.split()
    )
    return replace(plain, id=number, locations=places, article=replace(plain.article, id=article))


def make_bound() -> FakeGraph:
    """Two articles on one event, whose statements bind four places in all three ways."""
    plain = next(one for one in make_graph().statements() if one.id == "s1")
    told = [("a", "s1", "X"), ("b", "s2", "Y"), ("a", "s3", "Y"), ("a", "s4", "V W")]
    graph = FakeGraph(make_graph().articles(), [locate(plain, number, at, article) for article, number, at in told])
    event = make_graph().events()[0]
    graph.events = lambda: [replace(event, id="A", statements=("s1", "s2"))]
    return graph


@pytest.fixture(scope="module")
def sample(built: Path) -> Graph:
    return Graph.open(built)


def test_every_attribute_is_in_the_table_with_its_type(sample: Graph) -> None:
    nodes, edges = {one.name: one for one in NODES}, {one.name: one for one in EDGES}
    for network in [*list_networks(sample), *list_networks(make_graph()), *list_networks(make_variants())]:
        for _, values in network.nodes(data=True):
            assert_known(values, nodes)
        for *_, values in network.edges(data=True):
            known = {re.sub(r"^weight_[A-Z_]+$", "weight_…", name): value for name, value in values.items()}
            assert_known(known, edges)


def assert_known(values: dict[str, object], table: dict[str, Attribute]) -> None:
    assert {name: type(value) for name, value in values.items()} == {
        name: TYPES[table[name].type] for name in values if name in table
    }


def test_the_manual_has_the_same_table() -> None:
    manual = (ROOT / "docs/exports/networks.md").read_text()
    assert "\n".join(list_rows(NODES)) in manual
    assert "\n".join(list_rows(EDGES)) in manual


def test_every_attribute_of_the_table_is_somewhere() -> None:
    found: dict[str, set[str]] = {"nodes": set(), "edges": set()}
    for network in [*list_networks(make_full()), *list_networks(make_variants())]:
        found["nodes"].update(*(values for _, values in network.nodes(data=True)))
        found["edges"].update(*(values for *_, values in network.edges(data=True)))
    found["edges"] = {re.sub(r"^weight_[A-Z_]+$", "weight_…", name) for name in found["edges"]}
    assert found == {"nodes": {one.name for one in NODES}, "edges": {one.name for one in EDGES}}


@pytest.mark.parametrize("by_label", [None, False, True], ids=["plain", "folded", "folded by label"])
@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("view", VIEWS)
def test_every_edge_leads_back_to_its_statements(
    sample: Graph, view: str, directed: bool, by_label: bool | None
) -> None:
    for graph in (make_full(), make_variants(), make_bound(), sample):
        statements = {statement.id: statement for statement in graph.statements()}
        drawn = draw(graph, view=view, directed=directed)
        for edge in (drawn if by_label is None else fold_view(drawn, by_label=by_label)).edges.values():
            behind = [statements[number] for number in edge["statement"].split("; ")]
            others = [statements[number] for number in part(edge, "other_statement")]
            assert len(behind) == len(part(edge, "statement")) == edge.get("statements", 1)
            assert part(edge, "article") == {one.article.id for one in behind}
            assert part(edge, "url") == {one.article.url for one in behind} - {None}
            assert part(edge, "other_url") == {one.article.url for one in others} - {None}
            assert all(mention.text in edge["evidence"] for one in behind for mention in one.evidence)


def part(edge: dict[str, object], name: str) -> set[str]:
    return set(str(edge[name]).split("; ")) if name in edge else set()


def test_the_graphs_of_the_test_above_have_edges_with_addresses_in_every_view() -> None:
    for view in VIEWS:
        edges = draw(make_bound() if view == "places" else make_full(), view=view).edges.values()
        assert edges
        assert all(edge["url"] for edge in edges)


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"supporting": 1, "denying": 1}, "ASSAULT 2025-03-02"),
        ({"denying": 1}, "ASSAULT (denied) 2025-03-02"),
        ({}, "ASSAULT (open) 2025-03-02"),
        ({"supporting": 1, "earliest": "2025-03-01", "latest": "2025-03-31"}, "ASSAULT 2025-03-01/2025-03-31"),
        ({"supporting": 1, "earliest": None}, "ASSAULT by 2025-03-02"),
        ({"supporting": 1, "latest": None}, "ASSAULT since 2025-03-02"),
        ({"supporting": 1, "earliest": None, "latest": None}, "ASSAULT"),
    ],
)
def test_an_event_is_named_by_what_is_known_of_it(changes: dict[str, object], label: str) -> None:
    graph = make_graph()
    known = {"type": "ASSAULT", "earliest": "2025-03-02", "latest": "2025-03-02", "supporting": 0, "denying": 0}
    event = replace(graph.events()[0], **known | changes)
    graph.events = lambda: [event]
    for view in ("events", "evidence"):
        assert to_networkx(graph, view=view).nodes[graph.names.event(event.id)]["label"] == label


def test_a_statement_s_name_says_where_it_denies_or_plans() -> None:
    graph = make_variants()
    nodes = to_networkx(graph, view="claims").nodes
    labels = {number: nodes[graph.names.statement(number)]["label"] for number in ("v1", "v2", "v3")}
    assert labels == {"v1": "ASSAULT: shelled", "v2": "ASSAULT (denied): shelled", "v3": "ASSAULT (open): shelled"}


@pytest.mark.parametrize(
    ("ids", "label"),
    [
        (["v1", "v4", "v6"], "ASSAULT"),
        (["v2"], "ASSAULT (denied)"),
        (["v3"], "ASSAULT (open)"),
        (["v5"], "COERCE"),
    ],
)
def test_a_denial_and_a_plan_are_no_attack(ids: list[str], label: str) -> None:
    graph = make_variants()
    folded = fold_view(draw(graph, view="actors"), by_label=True)
    rebels, people = graph.names.registered("m23"), graph.names.registered("people")
    edge = folded.edges[rebels, people, label]
    assert edge["statement"] == "; ".join(ids)
    assert edge["weight"] == edge["statements"] == len(ids)
    assert edge["url"] == "https://example.org/?q=1&r=2"


def test_one_edge_a_pair_says_what_its_weight_is_made_of() -> None:
    graph = make_variants()
    network = to_networkx(graph, multi=False)
    edge = network.edges[graph.names.registered("m23"), graph.names.registered("people")]
    shares = {name: value for name, value in edge.items() if name.startswith("weight_")}
    assert shares == {"weight_ASSAULT": 3.0, "weight_COERCE": 1.0, "weight_denies": 1.0, "weight_neither": 1.0}
    assert edge["weight"] == sum(shares.values()) == 6.0
    assert (edge["earliest"], edge["latest"]) == ("2025-03-02", "2025-04-30")
    assert edge["days"] == "../..; ../2025-03-02; 2025-03-02/2025-03-02; 2025-04-01/2025-04-30"


def test_a_statement_that_holds_both_ways_is_one_edge_without_direction() -> None:
    graph = make_variants()
    rebels, people = sorted([graph.names.registered("m23"), graph.names.registered("people")])
    assert to_networkx(graph).number_of_edges(rebels, people) + to_networkx(graph).number_of_edges(people, rebels) == 7
    both = to_networkx(graph, directed=False)
    assert both.number_of_edges(rebels, people) == 6
    assert to_networkx(graph, directed=False, multi=False).edges[rebels, people]["weight"] == 6.0


@pytest.mark.parametrize(
    ("view", "ends"),
    [("actors", ["actor"]), ("claims", ["statement"]), ("events", ["event"]), ("evidence", ["statement"])],
)
def test_an_edge_to_a_place_says_how_the_words_put_it_there(view: str, ends: list[str]) -> None:
    graph = make_graph()
    plain = next(one for one in graph.statements() if one.id == "s1")
    (goma,) = plain.locations
    told = [("v1", (goma,)), ("v2", (replace(goma, relation="from"), replace(goma, relation="toward"))),
            ("v3", (replace(goma, bearing="40 km north of"),))]  # fmt: skip
    graph = FakeGraph(
        graph.articles(), [replace(plain, id=one, recipients=(), locations=places) for one, places in told]
    )
    network = to_networkx(graph, view=view)
    edges = [edge for edge in network.edges(data=True) if network.nodes[edge[1]]["kind"] == "place"]
    assert {network.nodes[source]["kind"] for source, _, _ in edges} == set(ends)
    where = {values["statement"]: (values["relation"], values.get("bearing")) for _, _, values in edges}
    assert where == {"v1": ("in", None), "v2": ("from; toward", None), "v3": ("in", "40 km north of")}
    places = {values["statement"]: values["place"] for _, _, values in network.edges(data=True)}
    assert places == {"v1": "Goma", "v2": "from Goma; toward Goma", "v3": "40 km north of Goma"}
    others = [values for _, end, values in network.edges(data=True) if network.nodes[end]["kind"] != "place"]
    assert not any("relation" in values for values in others)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("a", "A", "s1", "X Y")], {"XY": ["same-statement"]}),
        ([("a", "A", "s1", "X"), ("a", "B", "s2", "Y")], {"XY": ["same-article"]}),
        ([("a", "A", "s1", "X Y"), ("a", "B", "s2", "X Y")], {"XY": ["same-statement"] * 2}),
        ([("a", "A", "s1", "X Y"), ("a", "B", "s2", "X"), ("a", "C", "s3", "Y")], {"XY": ["same-statement"]}),
        ([("a", "A", "s1", "X"), ("b", "A", "s2", "Y")], {"XY": ["same-event"]}),
        ([("a", "A", "s1", "X"), ("a", "A", "s2", "Y")], {"XY": ["same-event"]}),
        ([("a", "A", "s1", "X"), ("b", "A", "s2", "X Y")], {"XY": ["same-statement"]}),
        ([("a", "A", "s1", "X"), ("b", "B", "s2", "Y")], {}),
        ([("a", "A", "s1", "X Y Z")], {"XY": ["same-statement"], "XZ": ["same-statement"], "YZ": ["same-statement"]}),
        ([("a", "A", "s1", "X X")], {}),
        ([("a", "A", "s1", "X"), ("b", "A", "s2", "Y"), ("a", "B", "s3", "Y")], {"XY": ["same-event", "same-article"]}),
        ([("b", "A", "s1", "X"), ("a", "A", "s2", "Y"), ("a", "B", "s3", "X")], {"XY": ["same-event", "same-article"]}),
        ([("a", "A", "s1", "X"), ("a", "A", "s2", "Y"), ("a", "B", "s3", "Y")], {"XY": ["same-event"]}),
    ],
)
def test_places_are_bound_once_and_at_their_closest(
    told: list[tuple[str, ...]], expected: dict[str, list[str]]
) -> None:
    plain = next(one for one in make_graph().statements() if one.id == "s1")
    statements = [locate(plain, number, names, article) for article, _, number, names in told]
    graph = FakeGraph(make_graph().articles(), statements)
    groups = {event: tuple(number for _, of, number, _ in told if of == event) for _, event, _, _ in told}
    event = make_graph().events()[0]
    graph.events = lambda: [replace(event, id=name, statements=ids) for name, ids in groups.items()]
    network = to_networkx(graph, view="places")
    assert not network.is_directed()
    found: dict[str, list[str]] = {}
    for first, second, values in network.edges(data=True):
        pair = "".join(sorted(network.nodes[node]["label"] for node in (first, second)))
        found.setdefault(pair, []).append(values["role"])
        assert values["weight"] == 1.0
        assert values["url"]
    assert found == expected


def test_nodes_and_edges_are_sorted(sample: Graph) -> None:
    for view in VIEWS:
        drawn = draw(sample, view=view)
        assert all(one < other for one, other in pairwise(drawn.nodes))
        assert all(one < other for one, other in pairwise(drawn.edges))


@pytest.mark.parametrize(("give", "name"), [(to_igraph, "igraph"), (to_rustworkx, "rustworkx")])
def test_a_library_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, give: object, name: str) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(
        SettingsError, match=re.escape(f"this needs {name}, which is not installed: pip install 'kgbuild[{name}]'.")
    ):
        give(make_graph())


def test_a_statement_of_several_bonds_is_named_once() -> None:
    plain = next(one for one in make_graph().statements() if one.id == "s1")
    told = [("a", "s1", "X"), ("b", "s2", "Y"), ("a", "s3", "Y")]
    graph = FakeGraph(make_graph().articles(), [locate(plain, number, at, article) for article, number, at in told])
    event = make_graph().events()[0]
    graph.events = lambda: [replace(event, id="A", statements=("s1", "s2"))]
    ((_, _, edge),) = to_networkx(graph, view="places", multi=False).edges(data=True)
    assert edge["weight"] == 2.0
    assert sorted(edge["statement"].split("; ")) == ["s1", "s2", "s3"]
    assert edge["statements"] == 3
    assert edge["url"] == plain.article.url


def test_a_link_names_the_statements_at_both_ends() -> None:
    graph = make_full()
    addresses = {statement.id: statement.article.url for statement in graph.statements()}
    network = to_networkx(graph, view="claims")
    links = [edge for edge in network.edges(data=True) if edge[2]["role"] == "corroborates"]
    assert links
    for first, second, values in links:
        ends = [network.nodes[end]["statement"] for end in (first, second)]
        assert [values["statement"], values["other_statement"]] == ends
        assert [values["url"], values["other_url"]] == [addresses[end] for end in ends]
        assert values["other_url"] != values["url"]


def test_events_lead_from_those_who_report_to_those_who_act() -> None:
    network = to_networkx(make_graph(), view="events")
    ends = {
        (network.nodes[source]["kind"], values["role"], network.nodes[target]["kind"])
        for source, target, values in network.edges(data=True)
    }
    assert ends == {
        ("publisher", "reports", "event"),
        ("article", "reports", "event"),
        ("event", "actor", "actor"),
        ("event", "recipient", "actor"),
        ("event", "place", "place"),
    }
