"""The file of record in, its identities out: which key of an actor or a place was joined to which; read when asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from kgbuild.graph.assembled import read_identities
from kgbuild.graph.record import find_shared, parse_quads
from kgbuild.graph.terms import Names, expand


class KnownIdentities(Mapping[str, str]):
    """Keys to the keys of the identities that they were joined to; a key that stands for itself is not among them."""

    def __init__(self, record: Path, names: Names) -> None:
        self._record, self._names = record, names

    @cached_property
    def _known(self) -> dict[str, str]:
        words = [
            f"<{expand(name)}>".encode() for name in ("kg:LocalName", "kg:identifiedAs", "kg:reason", "rdfs:label")
        ]
        lines = find_shared(self._record, self._names.entities_graph).splitlines(keepends=True)
        told = b"".join(line for line in lines if any(word in line for word in words))
        return {one.key: one.identity for one in read_identities(parse_quads(told), self._names)}

    def __getitem__(self, key: str) -> str:
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
