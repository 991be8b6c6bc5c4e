"""A graph in, what it calls its actors and places and what it knows of the actors out: the vote of all statements.

A statement's own words for an actor may be those of an office, a spokesperson or an account; what the graph holds for
its name, kind and country is settled over all of them (`kgbuild.graph.entities`), and every format says the same.
"""

from __future__ import annotations

from typing import cast
from urllib.parse import unquote

import pyoxigraph as ox
from msgspec import Struct

from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.terms import WIKIDATA, expand, read_code
from kgbuild.model import ActorKind

_LABEL, _OTHER = expand("rdfs:label"), expand("skos:altLabel")
_KIND, _SECTOR, _COUNTRY = expand("kg:actorKind"), expand("kg:sector"), expand("kg:country")
_ID, _SAME = expand("kg:registryId"), expand("skos:exactMatch")


class KnownActor(Struct, frozen=True, kw_only=True):
    """An actor as the graph knows it: `id` is the registry's, `aliases` are sorted."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: ActorKind = "unknown"
    id: str | None = None
    country: str | None = None
    sector: str | None = None
    wikidata: str | None = None


class Entities(Struct, frozen=True):
    """Actors by their IRIs, and the names of actors and places by theirs."""

    actors: dict[str, KnownActor]
    names: dict[str, str]


def read_entities(graph: ClaimGraph) -> Entities:
    """The actors and places of a graph; what has no name is called "unknown"."""
    values: dict[str, dict[str, list[str]]] = {}
    for quad in graph.shared("entities"):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            found = values.setdefault(quad.subject.value, {})
            found.setdefault(quad.predicate.value, []).append(quad.object.value)
    return Entities(
        {iri: _make_actor(found) for iri, found in sorted(values.items()) if _KIND in found},
        {iri: found[_LABEL][0] for iri, found in sorted(values.items()) if _LABEL in found},
    )


def _make_actor(found: dict[str, list[str]]) -> KnownActor:
    def first(name: str) -> str | None:
        return next(iter(found.get(name, ())), None)

    kind, sector, wikidata = first(_KIND), first(_SECTOR), first(_SAME)
    return KnownActor(
        name=first(_LABEL) or "unknown",
        aliases=tuple(sorted(found.get(_OTHER, ()))),
        kind=cast("ActorKind", read_code(kind)) if kind else "unknown",
        id=first(_ID),
        country=first(_COUNTRY),
        sector=read_code(sector) if sector else None,
        wikidata=unquote(wikidata.removeprefix(WIKIDATA)) if wikidata and wikidata.startswith(WIKIDATA) else None,
    )
