"""The STIX library of the committee that made the format reads what is written, with nothing custom allowed."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from tools import needs

needs("stix2")

import stix2  # noqa: E402  # only where it is installed

from fake_graph import make_graph  # noqa: E402
from kgbuild.exporters import export_graph  # noqa: E402
from kgbuild.graph.store import Graph  # noqa: E402


@pytest.mark.parametrize("which", ["nasty", "real"])
def test_a_strict_reader_finds_every_object_as_it_was_written(which: str, built: Path):
    file = io.BytesIO()
    if which == "nasty":
        graph = make_graph()
        export_graph(graph, "stix", file)
        ids = {one.id for one in graph.statements()}
    else:
        with Graph.open(built) as graph:
            export_graph(graph, "stix", file)
            ids = {one.id for one in graph.statements()}
    given = json.loads(file.getvalue())
    bundle = stix2.parse(given, allow_custom=False)
    assert [json.loads(one.serialize()) for one in bundle.objects] == given["objects"]
    notes = [one for one in bundle.objects if one.type == "note"]
    found = {extension["statement"] for note in notes for extension in note.extensions.values()}
    assert found == ids != set()
