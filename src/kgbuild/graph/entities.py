"""Statements to the graphs that articles share: accepted statements in, lines of actors, places and events out.

An entity's values are a vote over the statements that name it, ties going to the smaller value, so that neither the
order of articles nor a single odd reading decides. What each statement took them for stays on its roles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kgbuild.assembly.keys import encode
from kgbuild.errors import GraphError
from kgbuild.graph.terms import GEONAMES, WIKIDATA, Names, concept, day, expand, iri, number, string, typed
from kgbuild.model import Actor, Claimant, Event, Place, Statement

PROPERTIES = (
    "rdf:type", "rdfs:label", "skos:exactMatch", "kg:registryId", "kg:actorKind", "kg:country", "kg:sector", "kg:level",
    "kg:inside", "kg:disputedArea", "kg:claimedBy", "kg:heldBy", "kg:gazetteer",
    "schema:latitude", "schema:longitude", "geo:hasGeometry", "geo:asWKT", "schema:name", "schema:softwareVersion",
    "kg:action", "kg:statement", "sem:hasActor", "sem:hasPlace", "sem:hasTimeStamp", "kg:earliest", "kg:latest",
    "kg:articleCount", "kg:sourceCount",
)  # fmt: skip
"""Every property that the shared graphs use."""
CLASSES = ("kg:Actor", "kg:Place", "kg:Extractor", "kg:Event", "geo:Geometry")
P = {name: iri(expand(name)) for name in PROPERTIES}
C = {name: iri(expand(name)) for name in CLASSES}

_SEVERAL = "\n"
"""Between terms that are voted on together; no term holds it, line ends being escaped in literals."""

Votes = dict[str, Counter[str]]
"""Property name to how often each term was given for it."""


class Entities:
    """Actors, places and extractors of the statements added so far."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.votes: dict[str, Votes] = defaultdict(lambda: defaultdict(Counter))
        self.words: dict[str, str] = {}
        self.actor_keys: dict[str, set[tuple[str, str]]] = {}
        self.place_keys: dict[str, set[tuple[str, str]]] = {}

    def add(self, statement: Statement) -> None:
        """Count what one accepted statement says of its actors and places."""
        bare, article = self.names.statement(statement.id), statement.article.id
        actors, places = set(), set()
        for slot, filled in (("actor", statement.actors), ("recipient", statement.recipients)):
            for position, actor in enumerate(filled):
                node = self.names.actor(article, actor, f"{bare}/{slot}/{position}")
                self._add_actor(node, actor)
                key = actor.id or actor.name
                if key:
                    actors.add((key, node))
        for position, claimant in enumerate(statement.claimants):
            self._add_actor(self.names.actor(article, claimant, f"{bare}/claim/{position}"), claimant)
        for position, place in enumerate(statement.locations):
            node = self.names.place(article, place, f"{bare}/location/{position}")
            self._add_place(node, place)
            key = str(place.geonames) if place.geonames is not None else place.name
            if key:
                places.add((key, node))
        self.actor_keys[statement.id], self.place_keys[statement.id] = actors, places
        extractor = statement.extractor
        node = self.names.extractor(extractor.name, extractor.version)
        self.votes[node] = {
            "rdf:type": Counter([C["kg:Extractor"]]),
            "schema:name": Counter([string(extractor.name)]),
            "schema:softwareVersion": Counter([string(extractor.version)]),
        }

    def _add_actor(self, node: str, actor: Actor | Claimant) -> None:
        votes = self.votes[node]
        votes["rdf:type"][C["kg:Actor"]] += 1
        votes["kg:actorKind"][iri(concept("kind", actor.kind))] += 1
        if actor.name is not None:
            votes["rdfs:label"][string(actor.name)] += 1
        elif actor.mention is not None:
            self._keep_words(node, actor.mention.text)
        if actor.id is not None:
            votes["kg:registryId"][string(actor.id)] += 1
        if actor.country is not None:
            votes["kg:country"][string(actor.country)] += 1
        if isinstance(actor, Actor):
            if actor.sector is not None:
                votes["kg:sector"][iri(concept("sector", actor.sector))] += 1
            if actor.wikidata is not None:
                votes["skos:exactMatch"][iri(WIKIDATA + encode(actor.wikidata))] += 1

    def _add_place(self, node: str, place: Place) -> None:
        votes = self.votes[node]
        votes["rdf:type"][C["kg:Place"]] += 1
        if place.name is not None:
            votes["rdfs:label"][string(place.name)] += 1
        elif place.mention is not None:
            self._keep_words(node, place.mention.text)
        if place.geonames is not None:
            votes["skos:exactMatch"][iri(f"{GEONAMES}{place.geonames}/")] += 1
        if place.country is not None:
            votes["kg:country"][string(place.country)] += 1
        if place.level is not None:
            votes["kg:level"][iri(concept("level", place.level))] += 1
        for name, value in (
            ("kg:inside", place.inside), ("kg:gazetteer", place.gazetteer), ("kg:disputedArea", place.disputed),
        ):  # fmt: skip
            if value is not None:
                votes[name][string(value)] += 1
        for name, values in (("kg:claimedBy", place.claimed_by), ("kg:heldBy", place.held_by)):
            if values:
                votes[name][_SEVERAL.join(map(string, values))] += 1
        if place.lat is not None and place.lon is not None:
            votes["point"][f"{number(float(place.lat))} {number(float(place.lon))}"] += 1

    def _keep_words(self, node: str, words: str) -> None:
        """The longest words for an unnamed thing, so that "the three gunmen" wins over "they"."""
        known = self.words.get(node)
        if known is None or (-len(words), words) < (-len(known), known):
            self.words[node] = words

    def count_actors(self) -> int:
        """How many actors there are, registered ones and those of single articles."""
        return sum("kg:actorKind" in votes for votes in self.votes.values())

    def count_registered(self) -> int:
        """How many of them the registry knows."""
        return sum("kg:registryId" in votes for votes in self.votes.values())

    def write(self) -> list[str]:
        """The sorted lines of the entities graph."""
        end = f" {iri(self.names.entities_graph)} .\n"
        lines: list[str] = []
        for node, votes in self.votes.items():
            chosen = {name: min(votes[name].items(), key=lambda item: (-item[1], item[0]))[0] for name in votes}
            if "rdfs:label" not in chosen and node in self.words:
                chosen["rdfs:label"] = string(self.words[node])
            point = chosen.pop("point", None)
            lines += {
                f"{iri(node)} {P[name]} {term}{end}" for name, terms in chosen.items() for term in terms.split(_SEVERAL)
            }
            if point is not None:
                lat, lon = point.split(" ")
                lines += self._write_point(node, lat, lon, end)
        return sorted(lines)

    def _write_point(self, node: str, lat: str, lon: str, end: str) -> list[str]:
        shape = iri(f"{node}/geometry")
        plain = [term.partition('"')[2].partition('"')[0] for term in (lon, lat)]
        literal = f'"POINT({plain[0]} {plain[1]})"^^{iri(expand("geo:wktLiteral"))}'
        return [
            f"{iri(node)} {P['schema:latitude']} {lat}{end}",
            f"{iri(node)} {P['schema:longitude']} {lon}{end}",
            f"{iri(node)} {P['geo:hasGeometry']} {shape}{end}",
            f"{shape} {P['rdf:type']} {C['geo:Geometry']}{end}",
            f"{shape} {P['geo:asWKT']} {literal}{end}",
        ]

    def write_events(self, events: Iterable[Event]) -> list[str]:
        """The sorted lines of the events graph; actors and places are those of the events' own statements.

        Raises:
            GraphError: an event names a statement, actor or place that was never added.
        """
        end = f" {iri(self.names.events_graph)} .\n"
        lines: list[str] = []
        for event in events:
            node = iri(self.names.event(event.id))
            terms = [("rdf:type", C["kg:Event"]), ("kg:action", iri(concept("action", event.type)))]
            terms += [("kg:statement", iri(self.names.statement(member))) for member in event.statements]
            terms += [("sem:hasActor", found) for key in event.actors for found in self._find(event, key, "actor")]
            if event.place is not None:
                terms += [("sem:hasPlace", found) for found in self._find(event, event.place, "place")]
            if event.earliest is not None:
                terms.append(("kg:earliest", day(event.earliest)))
                if event.earliest == event.latest:
                    terms.append(("sem:hasTimeStamp", day(event.earliest)))
            if event.latest is not None:
                terms.append(("kg:latest", day(event.latest)))
            terms.append(("kg:articleCount", typed(str(event.articles), "integer")))
            terms.append(("kg:sourceCount", typed(str(event.sources), "integer")))
            lines += dict.fromkeys(f"{node} {P[name]} {term}{end}" for name, term in terms)
        return sorted(lines)

    def _find(self, event: Event, key: str, room: str) -> list[str]:
        """The entities by which the event's statements know an actor or a place."""
        keys = self.actor_keys if room == "actor" else self.place_keys
        found = sorted({node for member in event.statements for name, node in keys.get(member, ()) if name == key})
        if not found:
            raise GraphError(f"event {event.id} names the {room} '{key}', which none of its statements has.")
        return [iri(node) for node in found]


def read_names(quads: Iterable[ox.Quad], names: Names) -> dict[str, str]:
    """From the entities graph: an entity's IRI to how events name it: registry or GeoNames id, else its name."""
    label = expand("rdfs:label")
    known: dict[str, str] = {}
    for quad in quads:
        if quad.predicate.value == label:
            node = quad.subject.value  # type: ignore[union-attr]
            place = names.read_id(node, "place")
            own = place.removeprefix("geonames-") if place else names.read_id(node, "actor")
            known[node] = own or quad.object.value  # type: ignore[union-attr]
        elif quad.predicate.value == expand("kg:registryId"):
            known[quad.subject.value] = quad.object.value  # type: ignore[union-attr]
        elif quad.predicate.value == expand("skos:exactMatch") and quad.object.value.startswith(GEONAMES):  # type: ignore[union-attr]
            known[quad.subject.value] = quad.object.value.removeprefix(GEONAMES).rstrip("/")  # type: ignore[union-attr]
    return known


def read_events(quads: Iterable[ox.Quad], known: Mapping[str, str], names: Names) -> list[Event]:
    """The events of the events graph, sorted by id; `known` comes from `read_names`."""
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        nodes[quad.subject.value][quad.predicate.value].append(quad.object.value)  # type: ignore[union-attr]
    events = []
    for node, values in nodes.items():
        get = {name: values.get(expand(name), []) for name in PROPERTIES}
        places = sorted({known[iri] for iri in get["sem:hasPlace"]})
        events.append(
            Event(
                id=names.read_id(node, "event") or node,
                type=get["kg:action"][0].rpartition("/")[2],
                statements=tuple(sorted(names.read_id(iri, "statement") or iri for iri in get["kg:statement"])),
                actors=tuple(sorted({known[iri] for iri in get["sem:hasActor"]})),
                place=places[0] if places else None,
                earliest=get["kg:earliest"][0] if get["kg:earliest"] else None,
                latest=get["kg:latest"][0] if get["kg:latest"] else None,
                articles=int(get["kg:articleCount"][0]),
                sources=int(get["kg:sourceCount"][0]),
            )
        )
    return sorted(events, key=lambda event: event.id)
