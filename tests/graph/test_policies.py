"""Policies: which events pass, what the others lack, and a view of facts that is never taken for claims."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from graph_reports import build, make_reports
from msgspec import structs

import kgbuild
from kgbuild.checking import check_path
from kgbuild.errors import GraphError, SettingsError
from kgbuild.exporters import Selection, export_graph
from kgbuild.graph.facts import Facts, list_events, query_facts, write_facts
from kgbuild.graph.policies import Policy, judge_event, load_policies, policies_folder, read_policy
from kgbuild.graph.policy_report import apply_policy, find_event, format_outcome, format_outcomes, format_verdict
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import Names
from kgbuild.model import Event

EVENT = Event(
    id="e1", type="ASSAULT", statements=("s1",), actors=("actor/m23",), place="place/geonames-1",
    earliest="2025-03-02", latest="2025-03-02", articles=3, publishers=3, sources=3,
    supporting=2, denying=0, sides=("COD", "unaligned"),
)  # fmt: skip


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """A policy's file with this text below title and text."""

    def make(text: str, name: str = "mine.toml") -> Path:
        path = tmp_path / name
        path.write_text(f'title = "Mine"\ntext = "What I ask for."\n{text}', encoding="utf-8")
        return path

    return make


# Files


def test_the_shipped_policies_say_what_they_ask_for() -> None:
    policies = load_policies()
    assert [policy.name for policy in policies] == ["two-sides", "two-sources", "undenied"]
    for policy in policies:
        assert policy.title
        assert len(policy.text) > 80
        assert load_policies(policy.name) == [policy]
        assert load_policies(str(policies_folder() / f"{policy.name}.toml")) == [policy]


def test_a_folder_of_ones_own_holds_policies(write: Callable[..., Path], tmp_path: Path) -> None:
    write("", "b.toml")
    write("[support]\nsources = 3\n", "a.toml")
    assert [policy.name for policy in load_policies(str(tmp_path))] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "[supports]\n",
            "unknown key 'supports'; known are title, text, events, statements, support, denial. Did you mean 'supp",
        ),
        ("[support]\nsorces = 2\n", "unknown key 'sorces' in [support]; known are sources, sides, "),
        ('[support]\nsources = "2"\n', "Expected `int`, got `str` - at `$.support.sources`"),
        ('[events]\nneeds = ["day"]\n', "Invalid enum value 'day'"),
        ("[support\n", "can't be read as TOML"),
    ],
)
def test_a_wrong_policy_is_told_with_what_there_is(write: Callable[[str], Path], text: str, told: str) -> None:
    with pytest.raises(SettingsError) as raised:
        read_policy(write(text))
    assert told in str(raised.value)
    assert "mine.toml" in str(raised.value)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("two-side", "have two-sides, two-sources, undenied, or name a file or folder of your own. Did you mean 'two"),
        (".", "holds no policy"),
    ],
)
def test_an_unknown_policy_is_told_with_those_there_are(
    name: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError) as raised:
        load_policies(name)
    assert told in str(raised.value)


def test_a_policy_is_named_by_its_file_in_letters_that_an_address_holds(write: Callable[..., Path]) -> None:
    with pytest.raises(SettingsError, match="small letters, digits and hyphens"):
        read_policy(write("", "My policy.toml"))


# Events


@pytest.mark.parametrize(
    ("rules", "changes", "lacks"),
    [
        ("", {}, []),
        ("", {"supporting": 0}, ["support.sources"]),
        ("[support]\nsources = 3", {}, ["support.sources"]),
        ("[support]\nsides = 2", {}, []),
        ("[support]\nsides = 2", {"sides": ("COD",)}, ["support.sides"]),
        ('[support]\nsides = 2\nwithout = ["unaligned"]', {}, ["support.sides"]),
        ("[support]\narticles = 4\npublishers = 4", {}, ["support.articles", "support.publishers"]),
        ("[support]\nmajority = true", {"denying": 1}, []),
        ("[support]\nmajority = true", {"denying": 2}, ["support.majority"]),
        ("[denial]\nsources = 0", {}, []),
        ("[denial]\nsources = 0", {"denying": 1}, ["denial.sources"]),
        ("[denial]\nsources = 1", {"denying": 1, "denying_sides": ("COD",)}, []),
        ("[denial]\nsides = 0", {"denying": 1, "denying_sides": ("COD",)}, ["denial.sides"]),
        ('[events]\ntypes = ["CONTROL", "ASSAULT"]', {}, []),
        ('[events]\ntypes = ["CONTROL"]', {}, ["events.types"]),
        ('[events]\nneeds = ["actor", "place", "date"]', {}, []),
        ('[events]\nneeds = ["actor", "place"]', {"place": None, "actors": ()}, ["events.needs"]),
        ('[events]\nneeds = ["date"]', {"earliest": None}, ["events.needs"]),
    ],
)
def test_each_requirement_by_itself(
    write: Callable[[str], Path], rules: str, changes: dict[str, object], lacks: list[str]
) -> None:
    verdict = judge_event(read_policy(write(rules)), structs.replace(EVENT, **changes))
    assert list(verdict.lacks) == lacks
    assert verdict.passes == (not lacks)


@pytest.mark.parametrize(
    ("changes", "passed"),
    [
        ({}, ["two-sides", "two-sources", "undenied"]),
        ({"sides": ("COD",)}, ["two-sources", "undenied"]),
        ({"supporting": 1, "sides": ("COD",)}, ["undenied"]),
        ({"denying": 1, "denying_sides": ("m23",)}, ["two-sources"]),
        ({"place": None}, ["two-sides", "two-sources"]),
    ],
)
def test_what_the_shipped_policies_let_through(changes: dict[str, object], passed: list[str]) -> None:
    event = structs.replace(EVENT, **changes)
    assert [policy.name for policy in load_policies() if judge_event(policy, event).passes] == passed


def test_the_report_counts_what_each_requirement_keeps_out() -> None:
    (policy,) = load_policies("two-sides")
    events = [
        EVENT,
        structs.replace(EVENT, id="e2", supporting=1, sides=("COD",)),
        structs.replace(EVENT, id="e3", denying=1, denying_sides=("m23",)),
    ]
    outcome = apply_policy(policy, events)
    assert outcome.passing == ("e1",)
    assert outcome.lacks == {"denial.sources": 1, "support.sides": 1, "support.sources": 1}
    assert outcome.only == {"denial.sources": 1}
    assert "two-sides  1 of 3  Two sides say so" in format_outcomes([outcome])
    told = format_outcome(outcome, events, {"place/geonames-1": "Goma"}, show=5)
    assert "e1  ASSAULT in Goma 2025-03-02: 2 sources say so (COD, unaligned)" in told
    assert "e1" not in format_outcome(outcome, events, {}, show=0)
    told = format_verdict(policy, judge_event(policy, events[1]), {})
    assert "support.sides: 1 of at least 2 sides that say so (COD)" in told
    assert "passes 'two-sides'" in format_verdict(policy, judge_event(policy, EVENT), {})


# The view


@pytest.fixture
def anything(write: Callable[..., Path]) -> list[Policy]:
    """A policy that every event with a place passes, however many say so."""
    return [read_policy(write('[support]\nsources = 0\n[events]\nneeds = ["place"]\n', "anything.toml"))]


def read(path: Path) -> list[ox.Quad]:
    return list(ox.parse(path=str(path)))


def test_facts_stand_in_a_graph_of_their_own_beside_all_claims(
    folder: Path, tmp_path: Path, anything: list[Policy]
) -> None:
    with Graph.open(folder) as graph:
        for name in ("trig", "nquads", "jsonld"):
            export_graph(graph, name, tmp_path / f"claims.{name}")
            export_graph(graph, name, tmp_path / f"facts.{name}", selection=Selection(policies=tuple(anything)))
        claims = set(read(tmp_path / "claims.trig"))
        both = set(read(tmp_path / "facts.trig"))
        added = both - claims
        assert claims < both
        assert {quad.graph_name.value for quad in added} == {graph.names.facts_graph("anything")}
        passing = apply_policy(anything[0], graph.events()).passing
        told = {quad.object.value for quad in added if quad.predicate.value.endswith("wasDerivedFrom")}
        assert told == {graph.names.event(one) for one in passing} != set()
        texts = {quad.object.value for quad in added if isinstance(quad.object, ox.Literal)}
        assert {anything[0].title, anything[0].text, anything[0].sha256} <= texts
        assert graph.query("ASK { ?any kg:underPolicy ?policy }").rows == ((False,),)
        again = tmp_path / "again"
        export_graph(graph, "trig", again, selection=Selection(policies=tuple(anything)))
        assert again.read_bytes() == (tmp_path / "facts.trig").read_bytes()
    assert check_path(tmp_path / "facts.trig") == check_path(tmp_path / "claims.trig")


def test_formats_without_named_graphs_hold_the_facts_alone(
    folder: Path, tmp_path: Path, anything: list[Policy]
) -> None:
    with Graph.open(folder) as graph:
        for name, file in (("turtle", "f.ttl"), ("ntriples", "f.nt"), ("rdfxml", "f.rdf")):
            export_graph(graph, name, tmp_path / file, selection=Selection(policies=tuple(anything)))
    turtle = set(read(tmp_path / "f.ttl"))
    assert turtle == set(read(tmp_path / "f.nt")) == set(read(tmp_path / "f.rdf"))
    kinds = {quad.object.value.rpartition("#")[2] for quad in turtle if quad.predicate.value.endswith("#type")}
    assert kinds >= {"Fact", "Policy", "Actor", "Place"}
    assert not kinds & {"Statement", "Event", "Article"}
    assert [row for row in check_path(tmp_path / "f.ttl") if row.severity != "info"] == []


def test_other_formats_hold_the_claims_about_what_passes(folder: Path, tmp_path: Path, anything: list[Policy]) -> None:
    with Graph.open(folder) as graph:
        export_graph(graph, "csv", tmp_path / "f.csv", selection=Selection(policies=tuple(anything)))
        passing = set(apply_policy(anything[0], graph.events()).passing)
        behind = {one for event in graph.events() if event.id in passing for one in event.statements}
    with (tmp_path / "f.csv").open(newline="") as file:
        assert {row["id"] for row in csv.DictReader(file)} == behind != set()


def test_a_query_sees_facts_or_claims_and_never_both(graph: Graph, anything: list[Policy]) -> None:
    count = "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x sem:hasPlace ?place }"
    passing = len(apply_policy(anything[0], graph.events()).passing)
    assert graph.query(count).rows == ((len([event for event in graph.events() if event.place]),),)
    assert query_facts(graph, anything, count).rows == ((passing,),)
    label = (
        "SELECT DISTINCT ?label { GRAPH ?g { ?f kg:underPolicy ?p ; sem:hasPlace ?place } ?place rdfs:label ?label }"
    )
    assert query_facts(graph, anything, label).rows == (("Goma",),)
    assert query_facts(graph, anything, "ASK { ?s a kg:Statement }").rows == ((False,),)
    with pytest.raises(GraphError, match="not SPARQL"):
        query_facts(graph, anything, "SELECT")


def test_support_may_be_asked_of_some_statements_only(tmp_path: Path, write: Callable[..., Path]) -> None:
    """Five reports of which one denies and all others quote the army; one more quotes nobody."""
    reports = make_reports()
    article, (statement, *_) = reports[0]
    own = structs.replace(article, id="own", publisher="Shore Radio", agency=None)
    told = structs.replace(statement, id="s0own", article=own.header, claimants=(), status="asserted", confidence=0.9)
    reports.append((own, [told]))
    everything = read_policy(write("[support]\nsources = 0\n", "everything.toml"))
    with Graph.open(build(tmp_path / "more", reports)) as graph:
        (event,) = [one for one in list_events(graph, everything) if "s0own" in one.statements]
        for rules, sides in (
            ("", event.sides),
            ('claimants = ["armed_force"]', ("COD",)),
            ('claimants = ["media"]', ("unaligned",)),
            ('claimants = ["state"]', ()),
            ('statuses = ["asserted"]', ("unaligned",)),
            ("confidence = 0.85", ("unaligned",)),
            ('modalities = ["planned"]', ()),
        ):
            policy = read_policy(write(f"[statements]\n{rules}\n"))
            (seen,) = [one for one in list_events(graph, policy) if one.id == event.id]
            assert seen.sides == sides, rules
            assert (seen.supporting > 0) == bool(sides)
            assert seen.supporting <= event.supporting
            assert (seen.denying, seen.articles, seen.statements) == (event.denying, event.articles, event.statements)
            assert judge_event(policy, seen).passes == bool(sides)
            assert (event in Facts(graph, [policy]).events()) == bool(sides)


def test_two_policies_of_one_name_are_not_mixed(graph: Graph, write: Callable[..., Path]) -> None:
    with pytest.raises(SettingsError, match="two policies are called 'undenied'"):
        Facts(graph, [*load_policies("undenied"), read_policy(write("", "undenied.toml"))])


@pytest.mark.parametrize(
    ("earliest", "latest", "stamps"),
    [
        ("2025-03-02", "2025-03-02", ["hasTimeStamp"]),
        ("2025-03-01", "2025-03-31", ["hasEarliestBeginTimeStamp", "hasLatestEndTimeStamp"]),
        (None, "2025-03-31", ["hasLatestEndTimeStamp"]),
        (None, None, []),
    ],
)
def test_a_fact_is_as_precise_as_its_event(earliest: str | None, latest: str | None, stamps: list[str]) -> None:
    (policy,) = load_policies("two-sides")
    event = structs.replace(EVENT, earliest=earliest, latest=latest)
    lines = write_facts(policy, [event], Names())
    assert lines == sorted(lines)
    assert [
        stamp
        for stamp in ("hasTimeStamp", "hasEarliestBeginTimeStamp", "hasLatestEndTimeStamp")
        if f"/{stamp}>" in "".join(lines)
    ] == stamps
    assert all(line.endswith("graph/facts/two-sides> .\n") for line in lines)


def test_an_event_is_found_by_any_of_its_names(graph: Graph) -> None:
    event = graph.events()[0]
    for name in (event.id, graph.names.event(event.id), event.statements[0], f"statement/{event.statements[0]}"):
        assert find_event(graph, name) == event
    with pytest.raises(GraphError, match="no event 'e0'"):
        find_event(graph, "e0")


def test_without_articles_no_event_passes(tmp_path: Path) -> None:
    with Graph.open(build(tmp_path / "g", [])) as graph:
        assert [apply_policy(policy, graph.events()).passing for policy in load_policies()] == [(), (), ()]


def test_the_library_gives_what_passes(folder: Path, anything: list[Policy], tmp_path: Path) -> None:
    with kgbuild.open(folder) as graph:
        assert graph.events(policy=str(tmp_path / "anything.toml")) == [one for one in graph.events() if one.place]
        with pytest.raises(SettingsError, match="no policy"):
            graph.events(policy="three-sides")
