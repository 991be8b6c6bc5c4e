"""Every kind of error that the benchmark plants is found by each engine, and nothing else is; limits are held."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import get_args

import pytest
from msgspec import structs

sys.path.insert(0, str(Path(__file__).parent))

import check_graph
from copies import Expected, Seed, count_copies, plan_seeds, read_base, write_copies
from seeds_between import KINDS

from factory import make_statement, sample_article, span
from kgbuild.checks import check_statements
from kgbuild.graph.shapes import Engine
from kgbuild.graph.store import Graph
from kgbuild.graph.validate import validate_graph
from kgbuild.model import Quantity
from kgbuild.vocabulary import load_vocabulary
from kgbuild.vocabulary.codes import load_codes

COPIES = 48
DEAD = (Quantity(**structs.asdict(span("at least 12")), low=12, high=15, unit="person", kind="killed"),)
ELSEWHERE = structs.replace(make_statement().locations[0], name="Bukavu", geonames=217831, lat=-2.49, lon=28.85)
REPORTS = {
    "a1": {"quantities": DEAD},
    "a2": {"quantities": DEAD},
    "a3": {
        "locations": (ELSEWHERE,),
        "recipients": make_statement().actors,  # against itself: a finding
        "claimants": (structs.replace(make_statement().claimants[0], id="afp"),),
    },
}
"""Two reports of one event, and one of another."""


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """A graph in which every kind of error has a place."""
    folder = tmp_path_factory.mktemp("bench") / "source"
    with Graph.open(folder, create=True) as graph:
        for id_, fields in REPORTS.items():
            article = sample_article(id=id_, title=f"Report {id_}", agency=None)
            statement = make_statement(article, id=id_, **fields)
            graph.add(article, check_statements([statement], article, load_vocabulary()))
        graph.finish()
    return folder


@pytest.fixture(scope="module")
def planted(source, tmp_path_factory) -> tuple[Path, list[Seed]]:
    """Copies of it with one error of each kind."""
    base, folder = read_base(source), tmp_path_factory.mktemp("bench") / "planted"
    seeds = plan_seeds(base, KINDS.values(), copies=COPIES, count=len(KINDS))
    write_copies(base, folder, like=source, copies=COPIES, seeds=seeds)
    return folder, seeds


def test_every_kind_of_error_has_a_place(planted):
    _, seeds = planted
    assert {seed.kind for seed in seeds} == set(KINDS)
    codes = {one.code for seed in seeds for one in seed.expected}
    assert codes == {code for code in load_codes() if "KG701" <= code <= "KG899"}


@pytest.mark.parametrize("engine", get_args(Engine))
def test_what_is_planted_is_found_and_nothing_else(planted, engine):
    folder, seeds = planted
    with Graph.open(folder) as graph:
        found = check_graph.name_findings(validate_graph(graph, engine=engine))
    assert check_graph.compare(seeds, found) == ([], [])


def test_seeds_touch_no_node_of_each_other(planted):
    claims = [node for seed in planted[1] for node in seed.claims]
    assert len(claims) == len(set(claims))


def test_copies_are_a_graph_without_a_finding(source, tmp_path):
    base = read_base(source)
    copies = count_copies(base, 2_000)
    count = write_copies(base, tmp_path / "copies", like=source, copies=copies)
    assert 2_000 <= count < 2_000 + len(base.quads)
    with Graph.open(tmp_path / "copies") as graph, Graph.open(source) as one:
        assert len(list(graph.statements(None))) == copies * len(list(one.statements(None)))
        assert len(list(graph.quads())) == count
        assert validate_graph(graph) == []


SEED = Seed("x", frozenset(), frozenset(), frozenset({Expected("KG701", "urn:a", "kg:status")}), frozenset())
FOUND = ["KG701", "urn:a", "kg:status"]


@pytest.mark.parametrize(
    ("seconds", "megabytes", "findings", "kept"),
    [
        (29, 1900, [FOUND], True),
        (31, 1900, [FOUND], False),
        (29, 2100, [FOUND], False),
        (29, 1900, [], False),
        (29, 1900, [["KG701", "urn:a", "kg:mode"]], False),
        (29, 1900, [FOUND, ["KG802", "urn:b", ""]], False),
    ],
)
def test_limits_and_findings_are_held(seconds, megabytes, findings, kept):
    figures = {"seconds": {"all": [seconds, seconds]}, "megabytes": megabytes, "findings": findings}
    assert check_graph.is_kept([SEED], figures) == kept
    missed = [] if FOUND in findings else [SEED]
    text = check_graph.format_figures(1_000_000, [SEED], figures)
    assert f"found {1 - len(missed)}, missed {len(missed)}" in text


def test_the_program_checks_in_a_process_of_its_own(source, tmp_path, capsys):
    words = ["--graph", str(source), "--keep", str(tmp_path / "large"), "--quads", "1000", "--seeds", "5"]
    assert check_graph.main(words) == 0
    printed = capsys.readouterr().out
    assert "planted: 5 errors of 5 kinds; found 5, missed 0, findings not planted 0" in printed
    assert all(part in printed for part in ("triples", "rules", "shapes", "memory at its peak"))
