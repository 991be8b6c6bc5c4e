"""The description of the API: valid OpenAPI, true to what is served, and of every answer."""

from __future__ import annotations

import json
from urllib.parse import quote

import jsonschema
import msgspec
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.routing import Route as Address

from kgbuild.server.api.openapi import make_description
from kgbuild.server.api.routes import ROUTES
from kgbuild.server.app import make_app


@pytest.fixture(scope="module")
def description(endpoint):
    return json.loads(endpoint.send("GET", "/api/openapi.json").body)


def list_operations(description):
    return {
        (path, method): operation
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    }


def test_it_is_valid(description):
    assert description["openapi"].startswith("3.1.")
    OpenAPIV31SpecValidator(description).validate()
    assert description == json.loads(msgspec.json.encode(make_description()))


def test_it_is_of_the_routes_that_are_served(description, folder):
    served = {
        (route.path.replace(":path}", "}"), method.lower())
        for route in make_app(folder).routes
        if isinstance(route, Address) and route.path.startswith("/api/")
        for method in route.methods - {"HEAD"}
    }
    assert served == set(list_operations(description))
    assert len({operation["operationId"] for operation in list_operations(description).values()}) == len(ROUTES)


def test_it_is_told_in_words(description):
    for (path, method), operation in list_operations(description).items():
        assert operation["summary"].endswith("."), (path, method)
        for parameter in operation["parameters"]:
            assert parameter["description"].rstrip(".")
        assert {"400", "403"} <= set(operation["responses"])
    unnamed = [
        name
        for name, schema in description["components"]["schemas"].items()
        if schema.get("type") == "object" and not schema.get("description")
    ]
    assert unnamed == []


def choose_paths(endpoint):
    """Each address that is read, as the description has it and with an id that there is."""
    statement = json.loads(endpoint.send("GET", "/api/statements?limit=1").body)["statements"][0]
    event = json.loads(endpoint.send("GET", "/api/events?limit=1").body)["events"][0]["event"]
    ids = {
        "/api/articles/{id}": statement["article"]["id"],
        "/api/statements/{id}": statement["id"],
        "/api/events/{id}": event["id"],
        "/api/entities/{key}": "place/geonames-216281",
        "/api/queries/{name}": "sentence-behind?statement=" + statement["id"],
    }
    for route in ROUTES:
        if route.method == "GET":
            given = ids.get(route.path)
            path = route.path if given is None else route.path[: route.path.index("{")] + quote(given, safe="/?=")
            needed = "&".join(f"{one.name}={one.example}" for one in route.parameters if one.needed)
            yield route.path, path + (f"?{needed}" if needed else "")


def make_validator(description, schema):
    whole = {**schema, "components": description["components"]}
    jsonschema.Draft202012Validator.check_schema(whole)
    return jsonschema.Draft202012Validator(whole)


def test_each_answer_is_as_described(endpoint, description):
    seen = 0
    for path, address in choose_paths(endpoint):
        operation = description["paths"][path]["get"]
        reply = endpoint.send("GET", address, timeout=20)
        assert reply.status == 200, (address, reply.text[:300])
        content = operation["responses"]["200"]["content"]
        assert list(content) == [reply.headers["content-type"]]
        make_validator(description, content[reply.headers["content-type"]]["schema"]).validate(json.loads(reply.body))
        seen += 1
    assert seen == len([route for route in ROUTES if route.method == "GET"])


@pytest.mark.parametrize(
    ("method", "path", "status", "of"),
    [
        ("GET", "/api/statements?colour=red", "400", "/api/statements"),
        ("GET", "/api/articles/none", "404", "/api/articles/{id}"),
        ("POST", "/api/judgements", "403", "/api/judgements"),
    ],
)
def test_errors_are_as_described(endpoint, description, method, path, status, of):
    reply = endpoint.send(method, path, b"{}", Content_Type="application/json")
    assert str(reply.status) == status
    schema = description["paths"][of][method.lower()]["responses"][status]["content"]["application/json"]["schema"]
    told = json.loads(reply.body)
    make_validator(description, schema).validate(told)
    assert told["next"]


def test_a_wrong_answer_would_be_noticed(description):
    schema = description["paths"]["/api/index"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    with pytest.raises(jsonschema.ValidationError):
        make_validator(description, schema).validate({"format": 1})
