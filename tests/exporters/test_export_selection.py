"""The part of a graph that filters leave: whole in itself, and nothing that the graph does not say."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import make_statement, sample_article
from kgbuild import api
from kgbuild.errors import GraphError, SettingsError
from kgbuild.exporters import Selection, export_graph, list_formats, select
from kgbuild.graph.policies import load_policies
from kgbuild.graph.search.filters import Filters
from kgbuild.graph.selection import Selected
from kgbuild.graph.store import Graph
from kgbuild.model import Event, Statement, make_article


@pytest.fixture(scope="module")
def folder(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the reports, with a statement of no known day and an article that says nothing."""
    folder = shutil.copytree(built, tmp_path_factory.mktemp("graphs") / "more")
    article = sample_article()
    with Graph.open(folder, create=True) as graph:
        graph.add(article, [msgspec.structs.replace(make_statement(article, id="s-undated"), date=None)])
        graph.add(make_article("Shares closed lower.", id="empty"), [])
        graph.finish()
    return folder


@pytest.fixture(scope="module")
def graph(folder: Path) -> Iterator[Graph]:
    with Graph.open(folder) as graph:
        yield graph


def list_ids(graph: Graph, **filters: str) -> set[str]:
    part, _ = select(graph, Selection(filters=Filters(**filters)))
    return {one.id for one in part.statements()}


def choose(graph: Graph, test) -> set[str]:
    return {one.id for one in graph.statements() if test(one)}


def test_filters_choose_what_the_records_say(graph: Graph):
    one = next(one for one in graph.statements() if one.actors and one.actors[0].name and one.locations)
    name = one.actors[0].name
    assert list_ids(graph, action=one.action.type) == choose(graph, lambda two: two.action.type == one.action.type)
    assert list_ids(graph, actor=name) >= choose(graph, lambda two: name in [who.name for who in two.actors]) != set()
    assert list_ids(graph, status="claimed") == choose(graph, lambda two: two.status == "claimed") != set()
    both = list_ids(graph, action=one.action.type, status=one.status)
    assert both == list_ids(graph, action=one.action.type) & list_ids(graph, status=one.status) != set()


def test_undated_statements_pass_no_bound(graph: Graph):
    dated = choose(graph, lambda one: one.date is not None and (one.date.earliest or one.date.latest) is not None)
    assert list_ids(graph, since="1900") == dated
    assert "s-undated" not in dated != set()


def test_support_and_policies_ask_the_event(graph: Graph, folder: Path):
    def list_behind(events: Iterable[Event]) -> set[str]:
        return {one for event in events for one in event.statements}

    most = max(event.supporting for event in graph.events())
    for least in range(1, most + 1):
        part, _ = select(graph, Selection(support=least))
        supported = list_behind(event for event in graph.events() if event.supporting >= least)
        assert {one.id for one in part.statements()} == supported
    with pytest.raises(SettingsError, match="no statement passes"):
        select(graph, Selection(support=most + 1))
    with api.open(folder) as opened:
        passing = {policy.name: list_behind(opened.events(policy=policy.name)) for policy in load_policies()}
    assert any(passing.values())
    for policy in load_policies():
        if passing[policy.name]:
            part, _ = select(graph, Selection(policies=(policy,)))
            assert {one.id for one in part.statements()} == passing[policy.name]


def test_all_statements_make_the_whole_graph(graph: Graph):
    part = Selected(graph, frozenset(one.id for one in graph.statements()))
    empty = {article.id for article in graph.articles()} - {one.article.id for one in graph.statements()}
    homes = {graph.names.claims_graph(article) for article in empty}
    whole = {quad for quad in graph.quads(refused=False) if quad.graph_name.value not in homes}
    told = {graph.names.article(one.article.id) for one in graph.statements(accepted=False)}
    assert drop_counts(part.quads(), told) == drop_counts(whole, told)
    assert part.assembled() == graph.assembled()


def drop_counts(quads, articles: set[str]) -> set[object]:
    """The quads without the count of refused statements, which the part does not hold."""
    return {
        one for one in quads if not (one.predicate.value.endswith("refusedCount") and one.subject.value in articles)
    }


@settings(max_examples=15)
@given(data=st.data())
def test_any_part_is_whole_in_itself_and_says_nothing_else(graph: Graph, data: st.DataObject):
    ids = sorted(one.id for one in graph.statements())
    chosen = frozenset(data.draw(st.sets(st.sampled_from(ids), min_size=1)))
    part = Selected(graph, chosen)
    quads = list(part.quads())
    whole = {str(quad) for quad in graph.quads(refused=False) if not quad.predicate.value.endswith("refusedCount")}
    assert {str(quad) for quad in quads if not quad.predicate.value.endswith("refusedCount")} <= whole
    subjects = {str(quad.subject) for quad in graph.quads(refused=False)}
    held = {str(quad.subject) for quad in quads}
    assert not {str(quad.object) for quad in quads} & (subjects - held)
    assert {one.id for one in part.statements()} == chosen
    assert {one for event in part.events() for one in event.statements} <= chosen
    assert list(map(str, part.quads())) == list(map(str, quads))


def test_without_filters_no_index_is_made(built: Path, tmp_path: Path):
    with Graph.open(shutil.copytree(built, tmp_path / "graph")) as graph:
        select(graph, Selection(support=1))
        assert not list(graph.path.rglob("search.*"))
        select(graph, Selection(filters=Filters(status="claimed")))
        assert list(graph.path.rglob("search.*"))


def test_a_part_is_not_narrowed_again(graph: Graph):
    part, _ = select(graph, Selection(support=1))
    for selection in (Selection(support=2), Selection(policies=load_policies())):
        with pytest.raises(SettingsError, match=r"only a whole graph can be narrowed; give one that Graph.open"):
            export_graph(part, "nquads", io.BytesIO(), selection=selection)


def test_every_format_writes_a_part(graph: Graph, tmp_path: Path):
    one: Statement = next(one for one in graph.statements() if one.locations and one.actors and one.date)
    selection = Selection(filters=Filters(action=one.action.type))
    others = choose(graph, lambda two: two.action.type != one.action.type)
    for name in list_formats():
        target = tmp_path / name
        export_graph(graph, name, target, selection=selection)
        files = [path for path in target.rglob("*") if path.is_file()] if target.is_dir() else [target]
        assert files
        for path in files:
            content = path.read_bytes()
            assert not [other for other in others if other.encode() in content], path


def test_names_are_told_and_what_is_not_there_is_refused(folder: Path, tmp_path: Path):
    with api.open(folder) as graph:
        one = next(one for one in graph.statements() if one.actors and one.actors[0].name)
        notes = graph.export("csv", tmp_path / "f.csv", actor=one.actors[0].name)
        assert notes == (f"actor: {one.actors[0].name}",)
        former = (tmp_path / "f.csv").read_bytes()
        ids = {row["id"] for row in csv.DictReader(io.StringIO(former.decode()))}
        assert one.id in ids
        network = graph.to_networkx(actor=one.actors[0].name)
        assert {fact["statement"] for _, _, fact in network.edges(data=True)} <= ids
        with pytest.raises(GraphError, match="names no actor 'Zzyzx'"):
            graph.export("csv", tmp_path / "f.csv", actor="Zzyzx")
        with pytest.raises(
            SettingsError, match=r"no statement passes all that is asked \(actor: .*; since: 2090\); ask"
        ):
            graph.export("csv", tmp_path / "f.csv", actor=one.actors[0].name, since="2090")
        assert (tmp_path / "f.csv").read_bytes() == former
