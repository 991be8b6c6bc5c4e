"""Every format from a graph directory, as users export it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from msgspec.structs import replace

from fake_graph import FakeGraph, make_graph
from kgbuild.exporters import export_graph, list_formats, to_networkx
from kgbuild.graph.store import Graph
from kgbuild.model import Action
from records import read_lines


@pytest.fixture(scope="module")
def fake() -> FakeGraph:
    """The nasty graph, and a loss whose event names the recipient as the one who took the place."""
    fake = make_graph()
    plain = next(one for one in fake.statements() if one.id == "s1")
    lost = replace(
        plain, id="s6", action=Action(type="CONTROL", mode="lose"), actors=plain.recipients, recipients=plain.actors
    )
    return FakeGraph(fake.articles(), [*fake.statements(accepted=None), lost])


@pytest.fixture(scope="module")
def graph(fake: FakeGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    folder = tmp_path_factory.mktemp("graph")
    with Graph.open(folder, create=True) as graph:
        for article in fake.articles():
            graph.add(article, [one for one in fake.statements(accepted=None) if one.article.id == article.id])
        graph.finish()
    with Graph.open(folder) as graph:
        yield graph


def test_events_come_back_as_they_were_assembled(graph: Graph, fake: FakeGraph) -> None:
    assert graph.events() == fake.events()


@pytest.mark.parametrize("format", list_formats())
def test_every_format(graph: Graph, tmp_path: Path, format: str) -> None:
    once, again = tmp_path / "once" / "claims", tmp_path / "again" / "claims"
    export_graph(graph, format, once)
    export_graph(graph, format, again)
    assert read_all(once) == read_all(again)
    assert sum(map(len, read_all(once).values())) > 100


def read_all(path: Path) -> dict[str, bytes]:
    """The file, or the files of a folder by their names."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files}


def test_nquads_are_the_file_of_record(graph: Graph, tmp_path: Path) -> None:
    export_graph(graph, "nquads", tmp_path / "out.nq")
    record, export = (
        list(pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.N_QUADS))
        for content in (read_lines(graph.path), (tmp_path / "out.nq").read_bytes())
    )
    assert export == record


def test_the_network_is_that_of_the_records(graph: Graph, fake: FakeGraph) -> None:
    found, expected = to_networkx(graph, view="evidence"), to_networkx(fake, view="evidence")
    assert dict(found.nodes(data=True)) == dict(expected.nodes(data=True))
    assert set(found.edges(keys=True)) == set(expected.edges(keys=True))
