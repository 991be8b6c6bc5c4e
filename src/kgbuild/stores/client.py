"""Requests to a SPARQL 1.1 store: named graphs in by the Graph Store HTTP Protocol, counts out by queries.

What may pass is tried again with growing pauses: lost connections, time-outs, an overloaded server. Every request can
be repeated without harm, since a graph is a set. What will not pass is a direction at once.
"""

from __future__ import annotations

import http.client
import json
import ssl
import time
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Self
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from msgspec import Struct

from kgbuild.errors import EndpointError

TRIES = 6
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
"""Seconds between the first two tries, doubled after each; and the most, whatever the server asks for."""
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_TOLD = 300
"""Characters of a server's own words that an error quotes."""
_ASKED = 400
"""Graphs that one query counts: few enough for the limits that stores put on queries and answers."""
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Target(Struct, frozen=True, kw_only=True):
    """Where to push: the SPARQL endpoint, the Graph Store, and the Authorization header, if any."""

    endpoint: str
    graph_store: str
    authorization: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether a secret would travel unencrypted to another machine."""
        parts = [urlsplit(url) for url in (self.endpoint, self.graph_store)]
        return self.authorization is not None and any(
            part.scheme == "http" and part.hostname not in _LOOPBACK for part in parts
        )


def make_target(
    endpoint: str,
    graph_store: str | None = None,
    *,
    token: str | None = None,
    user: str | None = None,
    password: str | None = None,
) -> Target:
    """The target of these addresses.

    Args:
        endpoint: where SPARQL queries are answered.
        graph_store: where the Graph Store Protocol is spoken; without it the address next to the endpoint that
            Oxigraph, Fuseki, RDF4J and GraphDB use.
        token: sent as a bearer token.
        user: sent as HTTP Basic authentication.
        password: goes with the user.

    Raises:
        EndpointError: an address is none, holds a password, or leads to no Graph Store by rule.
    """
    _check_address(endpoint, "--endpoint")
    store = graph_store or _guess_store(endpoint)
    _check_address(store, "--graph-store")
    secret = None
    if token is not None:
        secret = f"Bearer {token}"
    elif user is not None:
        secret = "Basic " + b64encode(f"{user}:{password or ''}".encode()).decode()
    if secret is not None and not (secret.isascii() and secret.isprintable()):
        raise EndpointError("the token holds characters that no header can; give the file that holds the token alone.")
    return Target(endpoint=endpoint, graph_store=store, authorization=secret)


def _check_address(url: str, option: str) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise EndpointError(f"{option} '{url}' is no address ({error}). Write http://localhost:7878/query.") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0 or not url.isascii():
        raise EndpointError(f"{option} '{url}' is no address of a store. Write http://localhost:7878/query.")
    if parts.username or parts.password:
        raise EndpointError(f"{option} holds a user or a password. Give them with --user and --password-file.")
    if any(sign.isspace() for sign in url):
        raise EndpointError(f"{option} '{url}' holds a space. Write it as %20.")


def _guess_store(endpoint: str) -> str:
    """The Graph Store beside an endpoint, where stores are known to put it."""
    parts = urlsplit(endpoint)
    steps = parts.path.rstrip("/").split("/")
    if steps == ["", "query"]:
        path = "/store"  # Oxigraph
    elif len(steps) > 2 and steps[-2] == "repositories":
        path = f"{'/'.join(steps)}/rdf-graphs/service"  # RDF4J, GraphDB
    elif len(steps) == 3 and steps[-1] in {"query", "sparql"}:
        path = f"/{steps[1]}/data"  # Fuseki
    else:
        raise EndpointError(
            f"--endpoint {endpoint}: where its Graph Store is does not follow from that. Give it with --graph-store; "
            "the store's manual names it under 'Graph Store Protocol'."
        )
    return parts._replace(path=path, query="", fragment="").geturl()


class Client:
    """One store, spoken to over connections that are kept open. Use it in a `with` block, or `close` it."""

    def __init__(
        self,
        target: Target,
        *,
        timeout: float = 60.0,
        tries: int = TRIES,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        self.target, self.timeout, self.tries, self.pause = target, timeout, tries, pause
        self.retried = 0
        self._connections: dict[tuple[str, str], http.client.HTTPConnection] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        for connection in self._connections.values():
            connection.close()
        self._connections.clear()

    def put(self, graph: str, lines: Iterable[str]) -> None:
        """Replace a named graph by these lines of N-Triples."""
        self._store("PUT", graph, "".join(lines).encode())

    def add(self, graph: str, lines: Iterable[str]) -> None:
        """Add lines of N-Triples to a named graph."""
        self._store("POST", graph, "".join(lines).encode())

    def delete(self, graph: str) -> None:
        """Take a named graph away; one that is not there is as good."""
        self._store("DELETE", graph, None)

    def count(self, graphs: Sequence[str]) -> dict[str, int]:
        """How many triples each of these named graphs holds; those that hold none are left out."""
        found: dict[str, int] = {}
        for start in range(0, len(graphs), _ASKED):
            values = " ".join(f"<{one}>" for one in graphs[start : start + _ASKED])
            sparql = (
                "SELECT ?graph (COUNT(*) AS ?count) WHERE { VALUES ?graph { "
                f"{values} }} GRAPH ?graph {{ ?s ?p ?o }} }} GROUP BY ?graph"
            )
            found |= {row["graph"]: int(row["count"]) for row in self._ask(sparql) if row.get("graph")}
        return {graph: count for graph, count in found.items() if count}

    def list_graphs(self, start: str) -> list[str]:
        """The named graphs whose names begin so, sorted; as many as the store lists in one answer."""
        # Without a filter: a store that keeps its graphs' names answers at once, and reads every triple to filter.
        rows = self._ask("SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } }")
        return sorted({row["graph"] for row in rows if row.get("graph", "").startswith(start)})

    def _ask(self, sparql: str) -> list[dict[str, str]]:
        """The rows of a SELECT query, values as text."""
        body = urlencode({"query": sparql}).encode()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/sparql-results+json",
        }
        answer = self._send("POST", self.target.endpoint, body, headers)
        try:
            rows = json.loads(answer)["results"]["bindings"]
            return [{name: term["value"] for name, term in row.items()} for row in rows]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise EndpointError(
                f"{self.target.endpoint}: answers a query with something else than SPARQL JSON results "
                f"({_quote(answer)}). Is it the address for queries? Give that with --endpoint."
            ) from error

    def _store(self, method: str, graph: str, body: bytes | None) -> None:
        url = self.target.graph_store
        url += ("&" if "?" in url else "?") + "graph=" + quote(graph, safe="")
        headers = {} if body is None else {"Content-Type": "application/n-triples"}
        self._send(method, url, body, headers)

    def _send(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> bytes:
        """Send a request until it is answered; the answer's body."""
        for attempt in range(1, self.tries + 1):
            wait = min(_FIRST_PAUSE * 2 ** (attempt - 1), _LONGEST_PAUSE)
            try:
                status, answer, wanted = self._try(method, url, body, headers)
            except ssl.SSLCertVerificationError as error:
                raise EndpointError(f"{url}: its certificate is not trusted ({error.verify_message}).") from error
            except (OSError, http.client.HTTPException) as error:
                self.close()
                reason = str(error) or type(error).__name__
            else:
                if status < 300 or (method == "DELETE" and status == 404):
                    return answer
                if status not in _PASSING:
                    raise EndpointError(_explain(method, url, status, answer, wanted))
                reason = f"HTTP {status}: {_quote(answer)}"
                if wanted.isdecimal():
                    wait = min(max(wait, float(wanted)), _LONGEST_PAUSE)
            if attempt < self.tries:
                self.retried += 1
                self.pause(wait)
        raise EndpointError(
            f"{url}: {method} failed {self.tries} times, the last time with {reason}. Is the store running and the "
            "address right, or a smaller --batch called for? When it answers, run the same command again: it continues "
            "where this one stopped."
        )

    def _try(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, bytes, str]:
        """Send it once: status, body, and what the answer says of where or when to go on."""
        parts = urlsplit(url)
        connection = self._connect(parts)
        given = {"User-Agent": "kgbuild", **headers}
        if self.target.authorization is not None:
            given["Authorization"] = self.target.authorization
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, body=body, headers=given)
        answer = connection.getresponse()
        content = answer.read()
        wanted = answer.getheader("Location" if 300 <= answer.status < 400 else "Retry-After") or ""
        if answer.will_close:
            connection.close()
        return answer.status, content, wanted

    def _connect(self, parts: SplitResult) -> http.client.HTTPConnection:
        key = (parts.scheme, parts.netloc)
        if key not in self._connections:
            assert parts.hostname is not None
            if parts.scheme == "https":
                self._connections[key] = http.client.HTTPSConnection(
                    parts.hostname, parts.port, timeout=self.timeout, context=ssl.create_default_context()
                )
            else:
                self._connections[key] = http.client.HTTPConnection(parts.hostname, parts.port, timeout=self.timeout)
        return self._connections[key]


def _quote(answer: bytes) -> str:
    """A server's own words, in one line."""
    line = " ".join(answer[: 4 * _TOLD].decode(errors="replace").split())
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)
    return (shown if len(shown) <= _TOLD else shown[: _TOLD - 1] + "…") or "no more words"


def _explain(method: str, url: str, status: int, answer: bytes, wanted: str) -> str:
    """What a refusal means and what to do."""
    if 300 <= status < 400:
        return f"{url}: sends on to '{wanted}' (HTTP {status}). Give that address if you trust it."
    advice = {
        400: "Is it the right address, and the store's release able to read RDF 1.1?",
        401: "Give --token-file FILE, or --user NAME with --password-file FILE.",
        403: "The account may not write there; ask for one that may.",
        404: "Name the store's own addresses with --endpoint and --graph-store.",
        405: "It takes no data there: give its Graph Store's address with --graph-store, and start it writable.",
        411: "A proxy in between cuts requests; go round it.",
        413: "Send less at once with a smaller --batch.",
        415: "It reads no N-Triples; give the Graph Store's address with --graph-store.",
        501: "It does not speak the Graph Store Protocol there; give its address with --graph-store.",
        507: "Its disk is full.",
    }.get(status, "See the store's log.")
    return f"{url}: {method} is refused (HTTP {status}: {_quote(answer)}). {advice}"
