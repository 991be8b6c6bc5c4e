"""A graph in, what it calls its actors and places and what it knows of them out: the vote of all statements.

A statement's own words for an actor may be those of an office, a spokesperson or an account; what the graph holds for
its name, kind and country is settled over all of them (`kgbuild.graph.entities`), and every format says the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast
from urllib.parse import unquote

import pyoxigraph as ox
from msgspec import Struct

from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.terms import WIKIDATA, expand, read_code
from kgbuild.model import ActorKind, Level

_LABEL, _OTHER = expand("rdfs:label"), expand("skos:altLabel")
_KIND, _SECTOR, _COUNTRY = expand("kg:actorKind"), expand("kg:sector"), expand("kg:country")
_ID, _SAME = expand("kg:registryId"), expand("skos:exactMatch")
_TYPE, _PLACE = expand("rdf:type"), expand("kg:Place")
_LEVEL, _INSIDE, _DISPUTED = expand("kg:level"), expand("kg:inside"), expand("kg:disputedArea")
_LAT, _LON = expand("schema:latitude"), expand("schema:longitude")


class KnownActor(Struct, frozen=True, kw_only=True):
    """An actor as the graph knows it: `id` is the registry's, `aliases` are sorted."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: ActorKind = "unknown"
    id: str | None = None
    country: str | None = None
    sector: str | None = None
    wikidata: str | None = None


class KnownPlace(Struct, frozen=True, kw_only=True):
    """A place as the graph knows it; `inside` is what the gazetteer puts around it, the narrowest first."""

    name: str
    aliases: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    level: Level | None = None
    country: str | None = None
    inside: str | None = None
    disputed: str | None = None


class Entities(Struct, frozen=True):
    """Actors and places by their IRIs, and the names of both by theirs."""

    actors: dict[str, KnownActor]
    places: dict[str, KnownPlace]
    names: dict[str, str]


def read_entities(graph: ClaimGraph) -> Entities:
    """The actors and places of a graph; what has no name is called "unknown"."""
    return read_known(graph.shared("entities"))


def read_known(quads: Iterable[ox.Quad]) -> Entities:
    """The actors and places that these quads of the entities graph describe."""
    values: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            found = values.setdefault(quad.subject.value, {})
            found.setdefault(quad.predicate.value, []).append(quad.object.value)
    return Entities(
        {iri: _make_actor(found) for iri, found in sorted(values.items()) if _KIND in found},
        {iri: _make_place(found) for iri, found in sorted(values.items()) if _PLACE in found.get(_TYPE, ())},
        {iri: found[_LABEL][0] for iri, found in sorted(values.items()) if _LABEL in found},
    )


def _make_actor(found: dict[str, list[str]]) -> KnownActor:
    kind, sector, wikidata = (_first(found, name) for name in (_KIND, _SECTOR, _SAME))
    return KnownActor(
        name=_first(found, _LABEL) or "unknown",
        aliases=tuple(sorted(found.get(_OTHER, ()))),
        kind=cast("ActorKind", read_code(kind)) if kind else "unknown",
        id=_first(found, _ID),
        country=_first(found, _COUNTRY),
        sector=read_code(sector) if sector else None,
        wikidata=unquote(wikidata.removeprefix(WIKIDATA)) if wikidata and wikidata.startswith(WIKIDATA) else None,
    )


def _make_place(found: dict[str, list[str]]) -> KnownPlace:
    lat, lon, level = (_first(found, name) for name in (_LAT, _LON, _LEVEL))
    return KnownPlace(
        name=_first(found, _LABEL) or "unknown",
        aliases=tuple(sorted(found.get(_OTHER, ()))),
        lat=None if lat is None else float(lat),
        lon=None if lon is None else float(lon),
        level=cast("Level", read_code(level)) if level else None,
        country=_first(found, _COUNTRY),
        inside=_first(found, _INSIDE),
        disputed=_first(found, _DISPUTED),
    )


def _first(found: dict[str, list[str]], name: str) -> str | None:
    return next(iter(found.get(name, ())), None)
