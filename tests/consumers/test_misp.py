"""PyMISP reads what is written; its schema and the published templates take every object."""

from __future__ import annotations

import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tools import needs

needs("pymisp")

import pymisp  # noqa: E402  # only where it is installed

from fake_graph import make_graph  # noqa: E402
from kgbuild.exporters import export_graph  # noqa: E402
from kgbuild.graph.store import Graph  # noqa: E402

DATA = Path(pymisp.__file__).parent / "data"


@pytest.fixture(params=["nasty", "real"])
def written(request, built: Path) -> tuple[bytes, set[str]]:
    file = io.BytesIO()
    if request.param == "nasty":
        graph = make_graph()
        export_graph(graph, "misp", file)
        return file.getvalue(), {one.id for one in graph.statements()}
    with Graph.open(built) as graph:
        export_graph(graph, "misp", file)
        return file.getvalue(), {one.id for one in graph.statements()}


def test_every_object_is_read_with_its_values(written: tuple[bytes, set[str]]):
    data, ids = written
    event = pymisp.MISPEvent()
    event.load(data.decode())
    given: list[dict[str, Any]] = json.loads(data)["Event"]["Object"]
    assert Counter(one.name for one in event.objects) == Counter(one["name"] for one in given)
    for one, raw in zip(event.objects, given, strict=True):
        found = [(part.object_relation, str(part.value)) for part in one.attributes]
        assert found == [(part["object_relation"], part["value"].strip()) for part in raw["Attribute"]]
        assert len(one.references) == len(raw["ObjectReference"])
    claims = {str(part.value) for one in event.objects for part in one.attributes if part.object_relation == "recordId"}
    assert claims == ids != set()


def test_templates_know_every_attribute_and_its_type(written: tuple[bytes, set[str]]):
    data, _ = written
    types = json.loads((DATA / "describeTypes.json").read_text())["result"]["category_type_mappings"]
    for one in json.loads(data)["Event"]["Object"]:
        path = DATA / "misp-objects" / "objects" / one["name"] / "definition.json"
        template = json.loads(path.read_text(encoding="utf-8"))
        assert (one["template_uuid"], one["meta-category"]) == (template["uuid"], template["meta-category"])
        assert int(one["template_version"]) <= int(template["version"])
        have = [part["object_relation"] for part in one["Attribute"]]
        for name in template.get("required", ()):
            assert name in have
        assert not template.get("requiredOneOf") or set(template["requiredOneOf"]) & set(have)
        for part in one["Attribute"]:
            known = template["attributes"][part["object_relation"]]
            assert part["type"] == known["misp-attribute"]
            assert part["type"] in types[part["category"]]
            assert known.get("multiple") or have.count(part["object_relation"]) == 1
