"""The texts of Cypher before Neo4j's own parser and semantic analysis."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "exporters"))

from tools import needs_node, run_node

from fake_graph import make_graph
from kgbuild.exporters._output import Output
from kgbuild.exporters.cypher import export

needs_node("@neo4j-cypher/language-support")


@pytest.mark.parametrize("profile", ["neo4j", "opencypher"])
def test_neo4j_finds_nothing_wrong(tmp_path: Path, profile: str) -> None:
    path = tmp_path / "text.cypher"
    with Output(path) as output:
        export(make_graph(), output, profile=profile)
    found = run_node("lint_cypher", path)
    assert found["faults"] == []
    assert found["statements"] == path.read_text(encoding="utf-8").count(";\n") > 15


def test_neo4j_finds_nothing_wrong_with_the_page(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "exports" / "property-graphs.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```cypher\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "text.cypher").write_text("".join(examples), encoding="utf-8")
    assert run_node("lint_cypher", tmp_path / "text.cypher") == {"faults": [], "statements": len(examples)}
    assert len(examples) == 2


def test_it_would_find_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "text.cypher"
    path.write_text("UNWIND [{name: 'it's'}] AS row MERGE (n:Actor {name: row.name});\n", encoding="utf-8")
    assert run_node("lint_cypher", path)["faults"]
