"""FollowTheMoney's own library reads what is written: every entity valid, every value kept."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from tools import needs

needs("followthemoney")

from followthemoney import model  # noqa: E402  # only where it is installed

from fake_graph import make_graph  # noqa: E402
from kgbuild.exporters import export_graph  # noqa: E402
from kgbuild.graph.store import Graph  # noqa: E402


def drop_controls(text: str) -> str:
    """What the library leaves of a text: no control characters at its end."""
    return text.rstrip("\r\x7f\u2028")


@pytest.mark.parametrize("which", ["nasty", "real"])
def test_every_entity_is_valid_and_keeps_its_values(which: str, built: Path):
    file = io.BytesIO()
    if which == "nasty":
        graph = make_graph()
        export_graph(graph, "ftm", file)
        count = len(graph.statements())
    else:
        with Graph.open(built) as graph:
            export_graph(graph, "ftm", file)
            count = len(list(graph.statements()))
    schemata = []
    for line in file.getvalue().splitlines():
        given = json.loads(line)
        proxy = model.get_proxy(given, cleaned=False)
        proxy.schema.validate(given)
        kept = {name: sorted(proxy.get(name)) for name in given["properties"]}
        assert kept == {name: sorted(map(drop_controls, values)) for name, values in given["properties"].items()}
        assert proxy.caption
        schemata.append(given["schema"])
    assert schemata.count("Event") == count > 0
