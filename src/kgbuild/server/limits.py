"""What the endpoint allows: bounds of time, rows, memory and size in `Limits`, who may ask in `Access`."""

from __future__ import annotations

from msgspec import Struct

MEGABYTE = 1 << 20
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Limits(Struct, frozen=True, kw_only=True):
    """Bounds of one endpoint; times are seconds, sizes bytes."""

    timeout: float = 30.0
    """From the moment a worker takes a question until it has found the end of its answer."""
    rows: int = 1_000_000
    """Rows or triples of an answer to a query."""
    workers: int = 4
    """Also where there are fewer cores: one that works on a long question must not keep short ones waiting."""
    memory: int = 128 * MEGABYTE
    """What one question may take beyond an idle worker."""
    patience: float = 0.5
    """Of a processor's time, after which a question is slow: others go first, and the oldest slow one makes way."""
    queue: int = 256
    """Questions that may wait for a worker."""
    wait: float = 30.0
    """For a worker, or to judge. Who waits does so for all before, so that the `timeout` of one is no bound here."""
    body: int = MEGABYTE // 2
    head: int = 64 * 1024
    """A request's first line and headers."""
    head_seconds: float = 10.0
    """For the headers of a request to arrive, and then for its body."""
    stall: float = 30.0
    """For a client that has stopped reading."""
    hold: int = MEGABYTE // 4
    """What is gathered of an answer before it begins: up to here a failure still has its own status."""
    untaken: int = 512 * MEGABYTE
    """What may lie on the disk of answers that clients have yet to take, all together."""
    connections: int = 500
    farewell: float = 5.0
    """For running questions when the server is asked to stop."""


class Access(Struct, frozen=True, kw_only=True):
    """Who may ask: whoever holds the `token` where there is one, else whoever is on this machine."""

    token: str | None = None
    hosts: frozenset[str] | None = LOOPBACK
    """Names that a request's Host header may carry; `None` for any."""
    origins: tuple[str, ...] = ()
    """Sites whose pages may read answers, such as https://example.org."""
