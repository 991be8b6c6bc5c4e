"""The programs on the page about serving, run against an endpoint."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from endpoint import Endpoint

PAGE = Path(__file__).resolve().parents[2] / "docs" / "serving.md"
SHOWN = "http://127.0.0.1:7474"
PROGRAMS = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
ASKING = [program for program in PROGRAMS if SHOWN in program]


def test_the_page_shows_two_clients_and_an_application() -> None:
    assert (len(ASKING), len(PROGRAMS)) == (2, 3)


@pytest.mark.parametrize("program", ASKING, ids=["SPARQLWrapper", "rdflib"])
def test_a_client_as_the_page_shows_it_gets_answers(
    program: str, endpoint: Endpoint, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(program.replace(SHOWN, f"http://127.0.0.1:{endpoint.port}"), {})
    assert len(capsys.readouterr().out) > 5


def test_an_application_as_the_page_shows_it_has_the_routes(folder: Path) -> None:
    (program,) = (program for program in PROGRAMS if program not in ASKING)
    names: dict[str, object] = {}
    exec(program.replace("my-graph", str(folder)), names)
    paths = {route.path for route in names["app"].routes}  # type: ignore[attr-defined]
    assert {"/sparql", "/rdf-graph-store", "/.well-known/void"} <= paths
