"""The SPARQL 1.1 Protocol and the read half of the Graph Store Protocol: a request in, a task for a worker out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from kgbuild.server.limits import Limits
from kgbuild.server.messages import Dump, Question, Wanted

_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_READ_ONLY = "This endpoint is read-only: updates are refused."
_POLITE = 32
"""Bodies of up to so many times the limit are read to their end and thrown away, so that the refusal is heard."""
_FIELDS = 1000
"""Parameters of one request, graphs included."""


class RequestError(Exception):
    """A request that can't be served: HTTP's `status`, a message for the client, further headers, what to do next."""

    def __init__(
        self, status: int, message: str, headers: Mapping[str, str] | None = None, *, advice: str = ""
    ) -> None:
        super().__init__(message)
        self.status, self.headers, self.advice = status, dict(headers or {}), advice


class Fields:
    """The parameters of a request, in the order given; a name may come more than once."""

    def __init__(self, encoded: bytes) -> None:
        """Read them from a query string or a form's body.

        Raises:
            RequestError: they are not UTF-8, or too many.
        """
        try:
            text = encoded.decode("utf-8")
            self.pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
        except UnicodeDecodeError as error:
            raise RequestError(400, "The parameters are not URL-encoded UTF-8.") from error
        except ValueError as error:
            raise RequestError(400, f"There are more than {_FIELDS:,} parameters. Name graphs with FROM.") from error

    def all(self, name: str) -> tuple[str, ...]:
        """All values of a name."""
        return tuple(value for key, value in self.pairs if key == name)

    def first(self, *names: str) -> str:
        """The first value of the first of these names that has one, else nothing."""
        return next((value for name in names for value in self.all(name)), "")

    def only(self, name: str) -> str | None:
        """The one value of a name.

        Raises:
            RequestError: there are several.
        """
        values = self.all(name)
        if len(values) > 1:
            raise RequestError(400, f"'{name}' is given {len(values)} times; give it once.")
        return values[0] if values else None


async def read_question(request: Request, limits: Limits) -> Question | None:
    """The query that a request asks; `None` where it asks for nothing, and so for a description.

    Raises:
        RequestError: it is no query of the protocol.
    """
    fields = Fields(request.scope["query_string"])
    if request.method == "POST":
        fields = await _read_post(request, fields, limits)
    if fields.all("update"):
        raise RequestError(403, _READ_ONLY)
    sparql = fields.only("query")
    defaults, named = fields.all("default-graph-uri"), fields.all("named-graph-uri")
    if sparql is None:
        if request.method == "POST" or defaults or named:
            raise RequestError(400, "No query. Give it as 'query', or POST it as application/sparql-query.")
        return None
    given = bool(defaults or named)
    return Question(
        sparql=sparql,
        default_graphs=defaults if given else None,
        named_graphs=named if given else None,
        wanted=_read_wanted(request, fields),
    )


async def _read_post(request: Request, fields: Fields, limits: Limits) -> Fields:
    """The parameters of a POST: those of the form, or those of the address with the body as the query."""
    media, _, parameters = request.headers.get("content-type", "").partition(";")
    media = media.strip().lower()
    if media == _UPDATE:
        raise RequestError(403, _READ_ONLY)
    if media not in {_FORM, _QUERY}:
        raise RequestError(415, f"POST takes {_FORM} or {_QUERY}.", {"accept-post": f"{_FORM}, {_QUERY}"})
    if "charset" in parameters.lower() and "utf-8" not in parameters.lower():
        raise RequestError(415, "A query is sent in UTF-8.")
    if "content-encoding" in request.headers:
        raise RequestError(415, "A body is sent as it is, without Content-Encoding.", {"accept-encoding": "identity"})
    body = await read_body(request, limits)
    if media == _FORM:
        found = Fields(body)
        found.pairs = [*found.pairs, *fields.pairs]
        return found
    try:
        fields.pairs.append(("query", body.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise RequestError(400, "The query is not UTF-8.") from error
    return fields


async def read_body(request: Request, limits: Limits) -> bytes:
    """The body of a request.

    Raises:
        RequestError: it is too long, or does not come in time.
    """
    length = request.headers.get("content-length", "0")
    body, size = bytearray(), 0
    try:
        async with asyncio.timeout(limits.head_seconds):
            async for piece in request.stream():
                size += len(piece)
                if size <= limits.body:
                    body += piece
                elif max(size, int(length)) > _POLITE * limits.body:
                    break
    except TimeoutError:
        raise RequestError(408, "The body did not arrive in time.", {"connection": "close"}) from None
    except ClientDisconnect:
        raise RequestError(400, "The body ended early.") from None
    if size > limits.body:
        raise RequestError(413, f"A body has at most {limits.body:,} bytes.", {"connection": "close"})
    return bytes(body)


def read_dump(request: Request) -> Dump:
    """The graph that a request of the Graph Store Protocol reads.

    Raises:
        RequestError: it names no graph, or more than one.
    """
    fields = Fields(request.scope["query_string"])
    name, default = fields.only("graph"), fields.all("default")
    if (name is None) == (not default):
        raise RequestError(400, "Name one graph: ?graph=IRI, or ?default for all graphs as one.")
    return Dump(graph=name, wanted=_read_wanted(request, fields))


def read_wanted(request: Request) -> Wanted:
    """The form that a request without a query wants."""
    return _read_wanted(request, Fields(request.scope["query_string"]))


def _read_wanted(request: Request, fields: Fields) -> Wanted:
    return Wanted(accept=request.headers.get("accept", ""), format=fields.first("format", "output"))
