"""A record in, what its store answers out; a store that is missing is made first, one that is damaged is made anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kgbuild.errors import GraphError
from kgbuild.graph.cache import Cache, Step, is_damage, open_cache
from kgbuild.graph.record import Record

Result = TypeVar("Result")


class Door:
    """The way to the store of what queries see of a graph; it is opened when something is first asked."""

    def __init__(self, folder: Path) -> None:
        """`folder` is that of the graph; `turn` says of which record."""
        self._folder = folder
        self._record: Record | None = None
        self._cache: Cache | None = None

    def turn(self, record: Record, sha256: str) -> None:
        """Answer from this record, which has this hash, from now on; from nothing while it has none."""
        if self._cache is not None and self._cache.sha256 != sha256:
            self.close()
        self._record = record if sha256 else None

    def open(self, step: Step | None = None, *, renew: bool = False) -> ox.Store:
        """The store.

        Args:
            step: how the record differs from a former one, which spares loading it all where the store is not there.
            renew: make it anew from the record.

        Raises:
            GraphError: no build has ended in the graph, or the record is damaged.
        """
        if renew:
            self.close()
        if self._cache is None:
            if self._record is None:
                raise GraphError(
                    f"{self._folder}: no build has ended here yet. Run 'kgbuild build' again; it continues."
                )
            self._cache = open_cache(self._folder, self._record, renew=renew, step=step)
        return self._cache.store

    def ask(self, ask: Callable[[ox.Store], Result]) -> Result:
        """Ask the store; if it turns out to be damaged, make it anew and ask again."""
        try:
            return ask(self.open())
        except (OSError, RuntimeError) as error:
            if not is_damage(error):
                raise
            return ask(self.open(renew=True))

    def close(self) -> None:
        """Let go of the store; the next question opens it again."""
        if self._cache is not None:
            self._cache.close()
            self._cache = None
