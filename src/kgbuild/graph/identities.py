"""A record in, its identities out: which key of an actor or a place was joined to which; read when asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from kgbuild.graph.assembled import read_identities
from kgbuild.graph.record import parse_quads
from kgbuild.graph.terms import Names, expand


class KnownIdentities(Mapping[str, str]):
    """Keys to the keys of the identities that they were joined to; a key that stands for itself is not among them.

    `read` gives the lines of the graph of entities, `names` says how its nodes are named.
    """

    def __init__(self, read: Callable[[], Iterable[bytes]], names: Names) -> None:
        self._read, self._names = read, names

    @cached_property
    def _known(self) -> dict[str, str]:
        words = [
            f"<{expand(name)}>".encode() for name in ("kg:LocalName", "kg:identifiedAs", "kg:reason", "rdfs:label")
        ]
        told = b"".join(line for line in self._read() if any(word in line for word in words))
        return {one.key: one.identity for one in read_identities(parse_quads(told), self._names)}

    def __getitem__(self, key: str) -> str:
        return self._known[key]

    def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """As of any mapping, without the cost of an exception for each key that stands for itself."""
        return self._known.get(key, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
