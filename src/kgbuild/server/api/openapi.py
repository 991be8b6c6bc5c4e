"""The description of the API in OpenAPI 3.1: the table of routes and the types of their answers in, JSON out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from kgbuild.graph.manifest import own_version
from kgbuild.schemas import FIELDS
from kgbuild.server.api.catalogue import TYPES
from kgbuild.server.api.routes import ROUTES, Parameter, Route
from kgbuild.server.api.types import Problem

VERSION = "3.1.1"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ABOUT = """The documents that the explorer's pages are made from: a graph of claims from conflict reporting, where
nothing is asserted but that a source reports it. Every offset counts Unicode code points of the article's text.

Each answer has an ETag of the graph's content, so that a client can ask whether it is still the same (If-None-Match).
Lists come in pages: 'next' is the cursor of the page that follows, null at the end."""
_ERRORS = {
    "400": "A parameter that the route does not have, or a value that it can't have.",
    "401": "No token, where the server asks for one.",
    "403": "A page of another site asks, or judgements are not taken here.",
    "404": "There is no such thing in the graph.",
    "409": "Another program writes to the graph, or nobody has said what is to be taken out.",
    "410": "The graph has changed since the cursor was given out.",
    "413": "The body is too long.",
    "415": "The body is not JSON.",
    "503": "Busy; ask again after the seconds in Retry-After.",
    "504": "The answer takes longer than an answer may.",
}


@cache
def describe() -> bytes:
    """The description as JSON."""
    return msgspec.json.encode(make_description())


def make_description() -> dict[str, Any]:
    """The description."""
    given = {**TYPES, "Problem": Problem}
    references, components = msgspec.json.schema_components(given.values(), ref_template="#/components/schemas/{name}")
    schemas = dict(zip(given, references, strict=True))
    for record, schema in components.items():
        for field, meaning in FIELDS.get(record, {}).items():
            if field in schema.get("properties", {}):
                schema["properties"][field]["description"] = meaning
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _describe(route, schemas)
    return {
        "openapi": VERSION,
        "info": {
            "title": "kgbuild explorer",
            "version": own_version(),
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "jsonSchemaDialect": _DIALECT,
        "servers": [{"url": "/", "description": "The server that gives this description."}],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "What the server was started with."}
            },
        },
    }


def _describe(route: Route, schemas: Mapping[str, Any]) -> dict[str, Any]:
    media = "application/sparql-results+json" if route.name == "query" else "application/json"
    found: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.summary,
        "parameters": [
            *(
                {"name": name, "in": "path", "required": True, "description": route.key, "schema": {"type": "string"}}
                for name in re.findall(r"{(\w+)}", route.path)
            ),
            *map(_describe_parameter, route.parameters),
        ],
        "responses": {
            _success(route): {
                "description": route.summary,
                "content": {media: {"schema": schemas[route.answer]}},
            }
        },
    }
    if route.free:
        found["parameters"].append(
            {
                "name": "parameters",
                "in": "query",
                "description": "The query's parameters, each by its name.",
                "style": "form",
                "explode": True,
                "schema": {"type": "object", "additionalProperties": {"type": "string"}},
            }
        )
    if route.takes is not None:
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": schemas[route.takes]}}}
    if route.method == "GET" and route.home != "server":
        found["responses"]["304"] = {"description": "The client has this answer already (If-None-Match)."}
    for status in _list_errors(route):
        found["responses"][status] = {
            "description": _ERRORS[status],
            "content": {"application/json": {"schema": schemas["Problem"]}},
        }
    return found


def _success(route: Route) -> str:
    return "201" if route.method == "POST" else "200"


def _list_errors(route: Route) -> list[str]:
    if route.home == "server":
        return ["400", "401", "403"]
    errors = ["400", "401", "403", "503", "504"]
    errors += ["404"] if "{" in route.path else []
    errors += ["410"] if route.paged else []
    errors += ["404", "409", "413", "415"] if route.home == "writer" else []
    return sorted(errors)


def _describe_parameter(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if parameter.is_number:
        schema = {"type": "integer", "minimum": parameter.least, "maximum": parameter.most}
    if parameter.default is not None:
        schema["default"] = parameter.default
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    found: dict[str, Any] = {"name": parameter.name, "in": "query", "description": parameter.meaning, "schema": schema}
    if parameter.needed:
        found["required"] = True
    if parameter.example is not None:
        found["example"] = parameter.example
    return found
