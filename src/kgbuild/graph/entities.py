"""Statements to the graph of entities: accepted statements in, lines of actors, places and extractors out.

An entity's values are a vote over the statements that name it, ties going to the smaller value, so that neither the
order of articles nor a single odd reading decides. What each statement took them for stays on its roles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from kgbuild.assembly.keys import actor_key, encode, place_key
from kgbuild.graph.terms import GEONAMES, WIKIDATA, Names, concept, expand, iri, number, string
from kgbuild.model import Actor, Claimant, Place, Statement

PROPERTIES = (
    "rdf:type", "rdfs:label", "skos:altLabel", "skos:exactMatch", "kg:registryId", "kg:actorKind", "kg:country",
    "kg:sector", "kg:level", "kg:inside", "kg:disputedArea", "kg:claimedBy", "kg:heldBy", "kg:gazetteer",
    "schema:latitude", "schema:longitude", "geo:hasGeometry", "geo:asWKT", "schema:name", "schema:softwareVersion",
)  # fmt: skip
"""Every property that entities have."""
CLASSES = ("kg:Actor", "kg:Place", "kg:Extractor", "geo:Geometry")
P = {name: iri(expand(name)) for name in PROPERTIES}
C = {name: iri(expand(name)) for name in CLASSES}

_SEVERAL = "\n"
"""Between terms that are voted on together; no term holds it, line ends being escaped in literals."""

_OWN = frozenset({"kg:registryId", "skos:exactMatch", "point"})
"""What an identity has from the name that it is called by, whatever else was joined to it."""

Votes = dict[str, Counter[str]]
"""Property name to how often each term was given for it; `WORDS` to what an unnamed thing is called by."""
WORDS = "words"
PUBLISHER = "publisher"
"""Before the property: what an actor is as a publisher, which counts where no words say what it is."""


class Entities:
    """Actors, places and extractors of the statements added so far, by key; which keys are one, `write` is told."""

    def __init__(self) -> None:
        self.votes: dict[str, Votes] = defaultdict(lambda: defaultdict(Counter))

    def add(self, statement: Statement) -> None:
        """Count what one accepted statement says of its actors and places."""
        home, article = f"statement/{encode(statement.id)}", statement.article.id
        for slot, filled in (("actor", statement.actors), ("recipient", statement.recipients)):
            for position, actor in enumerate(filled):
                self._add_actor(actor_key(article, actor, f"{home}/{slot}/{position}"), actor)
        for position, claimant in enumerate(statement.claimants):
            self._add_actor(actor_key(article, claimant, f"{home}/claim/{position}"), claimant)
        for position, place in enumerate(statement.locations):
            self._add_place(place_key(article, place, f"{home}/location/{position}"), place)
        extractor = statement.extractor
        self.votes[f"extractor/{encode(extractor.name)}/{encode(extractor.version)}"] = {
            "rdf:type": Counter([C["kg:Extractor"]]),
            "schema:name": Counter([string(extractor.name)]),
            "schema:softwareVersion": Counter([string(extractor.version)]),
        }

    def take(self, votes: Mapping[str, Mapping[str, Mapping[str, int]]]) -> None:
        """Count what was counted before."""
        for key, slots in votes.items():
            own = self.votes[key]
            for slot, counts in slots.items():
                own[slot].update(counts)

    def _add_actor(self, key: str, actor: Actor | Claimant) -> None:
        votes = self.votes[key]
        votes["rdf:type"][C["kg:Actor"]] += 1
        publishes = PUBLISHER if actor.id is not None and actor.mention is None and actor.kind == "media" else ""
        votes[publishes + "kg:actorKind"][iri(concept("kind", actor.kind))] += 1
        if actor.name is not None:
            votes[publishes + "rdfs:label"][string(actor.name)] += 1
        elif actor.mention is not None:
            votes[WORDS][actor.mention.text] += 1
        if actor.id is not None:
            votes["kg:registryId"][string(actor.id)] += 1
        if actor.country is not None:
            votes["kg:country"][string(actor.country)] += 1
        if isinstance(actor, Actor):
            if actor.sector is not None:
                votes["kg:sector"][iri(concept("sector", actor.sector))] += 1
            if actor.wikidata is not None:
                votes["skos:exactMatch"][iri(WIKIDATA + encode(actor.wikidata))] += 1

    def _add_place(self, key: str, place: Place) -> None:
        votes = self.votes[key]
        votes["rdf:type"][C["kg:Place"]] += 1
        if place.name is not None:
            votes["rdfs:label"][string(place.name)] += 1
        elif place.mention is not None:
            votes[WORDS][place.mention.text] += 1
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

    def join(self, identities: Mapping[str, str]) -> Joined:
        """The entities when keys that are one identity vote together."""
        votes: dict[str, Votes] = {}
        for key in sorted(self.votes):
            name = identities.get(key, key)
            if name not in votes:
                votes[name] = {slot: Counter(counts) for slot, counts in self.votes[key].items()}
            else:
                for slot, counts in self.votes[key].items():
                    if not (slot in _OWN and slot in votes[name]):
                        votes[name].setdefault(slot, Counter()).update(counts)
        return Joined(votes)


class Joined:
    """The entities of a graph, one per identity."""

    def __init__(self, votes: Mapping[str, Votes]) -> None:
        self.votes = votes

    def write(self, names: Names) -> list[str]:
        """The sorted lines of the entities graph; names that lost the vote stay as other labels.

        The longest words name an unnamed thing, so that "the three gunmen" wins over "they".
        """
        end = f" {iri(names.entities_graph)} .\n"
        lines: list[str] = []
        for key, votes in self.votes.items():
            node = names.base + key
            chosen = {name: min(votes[name].items(), key=lambda item: (-item[1], item[0]))[0] for name in votes}
            for name in [name for name in chosen if name.startswith(PUBLISHER)]:
                chosen.setdefault(name.removeprefix(PUBLISHER), chosen.pop(name))
            if chosen.pop(WORDS, None) is not None and "rdfs:label" not in chosen:
                chosen["rdfs:label"] = string(min(votes[WORDS], key=lambda words: (-len(words), words)))
            point = chosen.pop("point", None)
            others = {label for slot in (PUBLISHER, "") for label in votes.get(slot + "rdfs:label", ())}
            others.discard(chosen.get("rdfs:label", ""))
            lines += {f"{iri(node)} {P['skos:altLabel']} {label}{end}" for label in others}
            lines += {
                f"{iri(node)} {P[name]} {term}{end}" for name, terms in chosen.items() for term in terms.split(_SEVERAL)
            }
            if point is not None:
                lat, lon = point.split(" ")
                lines += _write_point(node, lat, lon, end)
        return sorted(lines)


def _write_point(node: str, lat: str, lon: str, end: str) -> list[str]:
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
