"""A request to the API in, what a worker has to look up for it out."""

from __future__ import annotations

from starlette.requests import Request

from kgbuild.server.api.cursors import read_cursor
from kgbuild.server.api.routes import Parameter, Route
from kgbuild.server.messages import Lookup
from kgbuild.server.negotiation import takes_gzip
from kgbuild.server.protocol import Fields, RequestError

_LONGEST = 2000
"""Characters of one value."""
_ADVICE = "/api/openapi.json describes the parameters."


def read_lookup(request: Request, route: Route) -> Lookup:
    """What a request asks for.

    Raises:
        RequestError: a parameter that the route does not have, or a value that it can't have.
    """
    given = Fields(request.scope["query_string"])
    known = {parameter.name: parameter for parameter in route.parameters}
    fields: dict[str, str] = {}
    for name in dict.fromkeys(name for name, _ in given.pairs):
        if name not in known and not route.free:
            have = ", ".join(known) or "none"
            raise RequestError(400, f"{route.path} has no parameter '{name[:80]}'; it has {have}.", advice=_ADVICE)
        value = given.only(name) or ""
        if len(value) > _LONGEST:
            raise RequestError(400, f"'{name[:80]}' is longer than {_LONGEST:,} characters.", advice=_ADVICE)
        if name in known:
            _check(known[name], value)
        # An empty value is a filter that a form has left empty; a query's parameter may well be empty.
        if value or route.free:
            fields[name] = value
    for parameter in route.parameters:
        if parameter.needed and parameter.name not in fields:
            raise RequestError(400, f"{route.path} needs '{parameter.name}': {parameter.meaning}", advice=_ADVICE)
    cursor = read_cursor(fields["cursor"], route.name, fields) if route.paged and "cursor" in fields else None
    limit = route.limit
    return Lookup(
        name=route.name,
        key=next(iter(request.path_params.values()), ""),
        fields={name: value for name, value in fields.items() if route.free or name not in {"limit", "cursor"}},
        limit=0 if limit is None else int(fields.get("limit", limit.default or 0)),
        after=0 if cursor is None else cursor.after,
        content="" if cursor is None else cursor.content,
        packed=takes_gzip(request.headers.get("accept-encoding", "")),
    )


def _check(parameter: Parameter, value: str) -> None:
    """Refuse what is no number in bounds, or none of the choices."""
    if not value:
        return
    if parameter.is_number:
        least, most = parameter.least or 0, parameter.most or 0
        if not (value.isascii() and value.isdigit() and len(value) < 12 and least <= int(value) <= most):
            message = f"'{parameter.name}' is a whole number from {least:,} to {most:,}, not '{value[:80]}'."
            raise RequestError(400, message, advice=_ADVICE)
    elif parameter.choices and value not in parameter.choices:
        have = ", ".join(parameter.choices)
        raise RequestError(400, f"no {parameter.name} '{value[:80]}'; have {have}.", advice=_ADVICE)
