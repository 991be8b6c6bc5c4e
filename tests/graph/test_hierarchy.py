"""Whose part the registry says that an actor is, in the graph for as long as a statement names it."""

from __future__ import annotations

from functools import cache
from itertools import permutations
from pathlib import Path

import pytest
from msgspec import structs

from factory import make_statement, sample_article
from kgbuild.graph import hierarchy
from kgbuild.graph.hierarchy import find_near, list_above, write_hierarchy
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import Names
from kgbuild.model import Actor, Article, Statement
from kgbuild.queries import run_query
from kgbuild.registry import Registry
from kgbuild.registry.entries import Entry
from records import read_files

AIR_FORCE, MILITARY, STATE = "actor/russian-air-force", "actor/military-russia", "actor/russia"


def make_report(number: int, actor: str | None) -> tuple[Article, list[Statement]]:
    """A report on what an actor of the registry did, or somebody unknown."""
    article = sample_article(id=f"r{number}")
    statement = make_statement(article)
    doer = Actor(mention=statement.actors[0].mention, name=actor, id=actor, kind="armed_force")
    actors = (doer,) if actor else (structs.replace(doer, id=None, name=None),)
    return article, [structs.replace(statement, actors=actors, recipients=())]


REPORTS = [make_report(0, "russian-air-force"), make_report(1, "military-russia"), make_report(2, None)]


@pytest.mark.parametrize(
    ("key", "above"),
    [(AIR_FORCE, [MILITARY, STATE]), (MILITARY, [STATE]), (STATE, []), ("actor/nobody", []), ("place/x", [])],
)
def test_what_stands_above_an_actor(key: str, above: list[str]) -> None:
    assert list_above(key) == above


def test_lines_are_of_those_whom_statements_name_and_those_above_them() -> None:
    names = Names()
    wanted = {AIR_FORCE, "place/geonames-1", *find_near([AIR_FORCE])}
    lines = write_hierarchy({one for one in wanted if one.startswith("actor/")}, {AIR_FORCE}, names)
    parents = {tuple(line.split(" ")[::2][:2]) for line in lines if "#parent>" in line}
    assert parents == {
        (f"<{names.base}{AIR_FORCE}>", f"<{names.base}{MILITARY}>"),
        (f"<{names.base}{MILITARY}>", f"<{names.base}{STATE}>"),
    }
    assert not any(line.startswith(f"<{names.base}{AIR_FORCE}> ") and "label" in line for line in lines)
    assert any(line.startswith(f"<{names.base}{STATE}> ") and '"Russia"' in line for line in lines)
    assert write_hierarchy([MILITARY, STATE], set(), names) == []


@pytest.mark.parametrize(
    ("parents", "expected"),
    [
        ({"a": "b", "b": "c", "c": "b"}, {("a", "b"), ("b", "c"), ("c", "b")}),
        ({"a": "a"}, set()),
        ({"a": "nobody"}, set()),
    ],
)
def test_a_registry_of_which_the_check_complains_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, parents: dict[str, str], expected: set[tuple[str, str]]
) -> None:
    entries = (Entry(id=one, name=one.upper(), kind="armed_force", parent=parent) for one, parent in parents.items())
    own = Registry(entries)
    monkeypatch.setattr(hierarchy, "known_registry", lambda: own)
    for name in ("_parents", "_children"):
        monkeypatch.setattr(hierarchy, name, cache(getattr(hierarchy, name).__wrapped__))
    names, keys = Names(), [f"actor/{one}" for one in parents]
    wanted = {*keys, *find_near(keys)}
    lines = write_hierarchy(wanted, {"actor/a"}, names)
    found = {tuple(line.split(" ")[::2][:2]) for line in lines if "#parent>" in line}
    assert found == {tuple(f"<{names.base}actor/{one}>" for one in pair) for pair in expected}
    assert write_hierarchy(wanted, set(), names) == []


@pytest.mark.parametrize("order", tuple(permutations(range(3))))
def test_parents_come_and_go_with_their_parts(tmp_path: Path, order: tuple[int, ...]) -> None:
    held: set[int] = set()
    for taken in (False, True):
        for number in order:
            with Graph.open(tmp_path / "g", create=True) as graph:
                if taken:
                    graph.remove(f"r{number}")
                else:
                    graph.add(*REPORTS[number])
                graph.finish()
            held ^= {number}
            clean = tmp_path / f"clean{taken}{number}"
            with Graph.open(clean, create=True) as graph:
                for one in sorted(held):
                    graph.add(*REPORTS[one])
                graph.finish()
            assert read_files(tmp_path / "g") == read_files(clean)


def test_the_hierarchy_can_be_asked_for(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "g", create=True) as graph:
        for report in REPORTS:
            graph.add(*report)
        graph.finish()
        found = {(row["above"], row["actor"], row["distance"]) for row in run_query(graph, "hierarchy").records()}
    assert found == {
        ("Russia", "military-russia", 1),
        ("Russia", "russian-air-force", 2),
        ("military-russia", "russian-air-force", 1),
    }
