"""A graph in, nodes and edges out: the views of it that network formats and network libraries hold."""

from __future__ import annotations

from collections.abc import Callable

from kgbuild.errors import SettingsError
from kgbuild.exporters._views import actors, claims, events, evidence, places
from kgbuild.exporters._views.building import View
from kgbuild.exporters._views.folding import fold_view
from kgbuild.graph.claim_graph import ClaimGraph

_MAKERS: dict[str, Callable[[ClaimGraph], View]] = {
    "actors": actors.build,
    "claims": claims.build,
    "events": events.build,
    "evidence": evidence.build,
    "places": places.build,
}
VIEWS: tuple[str, ...] = tuple(_MAKERS)
__all__ = ["VIEWS", "View", "build_view", "fold_view"]


def build_view(graph: ClaimGraph, name: str) -> View:
    """The view of that name.

    Raises:
        SettingsError: no such view.
    """
    if name not in _MAKERS:
        raise SettingsError(f"no view '{name}'; have {', '.join(VIEWS)}.")
    return _MAKERS[name](graph)
