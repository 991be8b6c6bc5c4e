"""The history of a graph: former texts and tombstones outlive every kill, and leave all else as it would be."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import msgspec
import pyoxigraph as ox
import pytest
from graph_reports import build, make_reports, read_bytes
from msgspec import structs

from factory import sample_article
from kgbuild.errors import GraphError
from kgbuild.graph.history import (
    Change,
    apply_changes,
    article_key,
    former_key,
    read_history,
    retract_article,
    retraction_key,
    write_history,
)
from kgbuild.graph.shapes import Engine
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import Names
from kgbuild.graph.validate import validate_graph
from kgbuild.model import Article, FormerArticle, History

NAMES = Names()


def make_former(article: Article, successor: str) -> Change:
    return Change(key=former_key(article), former=FormerArticle(article=article, successor=successor))


def make_history() -> History:
    """Two former texts in a chain, one with nothing but its text, and a tombstone with all its fields."""
    first, second = (
        sample_article(id="a/1"),
        sample_article("Another text.\n", id="ä 2", published="2025-03-04T10:00:00Z"),
    )
    bare = sample_article(
        "No more.", url=None, title=None, published="March", publisher=None, agency=None, language=None
    )
    return apply_changes(
        History(),
        [
            make_former(first, former_key(second)),
            make_former(second, article_key("a/1")),
            make_former(bare, article_key("ö?")),
            retract_article(second, why='A "hoax".', who="analyst 7", when="2025-04-09"),
            retract_article(bare),
        ],
    )


def test_a_history_comes_back_as_it_was_written() -> None:
    history = make_history()
    lines = write_history(history, NAMES)
    assert lines == sorted(set(lines))
    assert read_history(ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS), NAMES) == history


def test_changes_applied_twice_are_applied_once() -> None:
    history = make_history()
    gone, article = min(history.formers), sample_article("A third text.")
    changes = [Change(key=gone), make_former(article, article_key("a1")), retract_article(article, why="wrong")]
    once = apply_changes(history, changes)
    assert once != history
    assert gone not in once.formers
    assert apply_changes(once, changes) == once


def test_a_history_that_lost_a_line_says_so() -> None:
    for words in ("wasRevisionOf", "formerText"):
        lines = [line for line in write_history(make_history(), NAMES) if words not in line]
        with pytest.raises(GraphError, match="a property is missing"):
            read_history(ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS), NAMES)


def test_an_article_that_takes_the_place_of_another_leaves_it_to_the_history(tmp_path: Path) -> None:
    reports = make_reports()
    folder = build(tmp_path / "g", reports[:4])
    with Graph.open(folder) as graph:
        former = make_former(reports[1][0], article_key("a4"))
        graph.add(*reports[4], replaces=["a1"], history=[former])
        assert sorted(graph.article_hashes()) == ["a0", "a2", "a3", "a4"]
        assert sorted(graph.added()) == ["a4"]
        assert not graph.history().formers
        assert graph.history(pending=True).formers == {former.key: former.former}
    with Graph.open(folder) as graph:  # what was noted outlives the process that noted it
        graph.finish()
        assert graph.history().formers == {former.key: former.former}
        assert_rest_is_clean(folder, tmp_path / "clean", [reports[place] for place in (0, 2, 3, 4)])
        graph.keep([Change(key=former.key)])
        graph.finish()
        assert read_bytes(folder) == read_bytes(tmp_path / "clean")


def assert_rest_is_clean(folder: Path, clean: Path, reports: list[tuple[Article, list]]) -> None:
    """Without the history the record has the bytes of a clean build of these reports."""
    with Graph.open(folder) as graph, Graph.open(build(clean, reports)) as expected:
        graph_name = graph.names.history_graph
        rest = [quad for quad in graph.quads() if quad.graph_name.value != graph_name]  # type: ignore[union-attr]
        assert rest == list(expected.quads())
        assert graph.stats() == expected.stats()


def test_a_tombstone_travels_with_the_removal(tmp_path: Path) -> None:
    folder = build(tmp_path / "g")
    article = make_reports()[1][0]
    with Graph.open(folder) as graph:
        graph.remove("a1", history=[retract_article(article, why="a hoax")])
    with Graph.open(folder) as graph:
        graph.finish()
        assert structs.asdict(graph.history().retractions[retraction_key(article)])["why"] == "a hoax"
        assert graph.article("a1") is None


def test_a_journal_of_an_older_release_is_read(tmp_path: Path) -> None:
    folder = build(tmp_path / "g")
    (folder / "journal.jsonl").write_bytes(msgspec.json.encode({"remove": "a1"}) + b"\n")
    with Graph.open(folder) as graph:
        assert "a1" not in graph.article_hashes()


@pytest.mark.parametrize("engine", get_args(Engine))
def test_a_history_is_as_the_ontology_has_it(tmp_path: Path, engine: Engine) -> None:
    reports = make_reports()
    with Graph.open(build(tmp_path / "g", reports[:3])) as graph:
        former = make_former(reports[1][0], article_key("a2"))
        older = make_former(sample_article("Older still."), former.key)
        graph.remove(
            "a1", history=[former, older, retract_article(sample_article("A hoax."), why="a hoax", who="desk")]
        )
        graph.finish()
        assert len(graph.history().formers) == 2
        # The two reports that stand differ on a toll, of which the graph speaks too.
        assert {finding.code for finding in validate_graph(graph.quads(), engine=engine)} == {"KG809"}
