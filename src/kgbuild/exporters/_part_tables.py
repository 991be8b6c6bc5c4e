"""Statements in, tables of their parts out: one row a party, a place or a number; each with what keeps it a claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kgbuild.exporters._columns import Column, Row, join
from kgbuild.exporters._ordered import Ordered, name_actor, name_place
from kgbuild.exporters._points import POINT_TEXT, tell_point
from kgbuild.graph.claim_graph import list_locations, list_parties
from kgbuild.model import Actor, Claimant, Place, Statement

_OF = Column("statement", "text", "The statement.", "statements.id", needed=True)
_SOURCE = (
    Column("action", "text", "The statement's type of action.", needed=True),
    Column("status", "text", "The statement's: asserted, claimed, denied or disputed.", needed=True),
    Column("polarity", "text", "The statement's; negative: it is said not to have happened.", needed=True),
    Column("modality", "text", "The statement's: actual, planned, threatened ...", needed=True),
    Column("claimants", "texts", "Who says so, from the outermost to the innermost; empty: the article itself."),
    Column("url", "text", "Where the article can be read."),
    Column("evidence", "text", "The words of the article that say it."),
)


def _tell_source(one: Statement) -> Row:
    """What keeps a row about a part of a statement from being taken for a fact."""
    claimants = tuple(claimant.name for claimant in one.claimants)
    words = join(mention.text for mention in one.evidence)
    return one.action.type, one.status, one.polarity, one.modality, claimants, one.article.url, words


PARTY_COLUMNS = (
    _OF,
    Column("slot", "text", "actor, recipient or claimant.", needed=True),
    Column("position", "integer", "The place in its slot, from 0; of claimants, 0 is the outermost.", needed=True),
    Column("actor", "text", "The actor as the graph knows it.", "actors.iri", needed=True),
    Column("id", "text", "The registry's id."),
    Column("name", "text", "The registry's name, else the words."),
    Column("words", "text", "What the article calls it; empty where its byline or the grammar tells."),
    Column("start", "integer", "Where the words start in the article's text, in characters."),
    Column("end", "integer", "Where they end."),
    Column("kind", "text", "person, organization, armed_group, armed_force, state, nationality, group, media, unknown.",
           needed=True),
    Column("country", "text", "Its country, ISO 3166-1 alpha-3."),
    Column("sector", "text", "Its sector: MIL, GOV, REB ... Claimants have none here."),
    Column("wikidata", "text", "Its Wikidata item. Claimants have none here."),
    Column("cue", "text", "Of a claimant, the words that attribute: said, according to ..."),
    *_SOURCE,
)  # fmt: skip


_SLOTS = {"actor": "actor", "recipient": "recipient", "claim": "claimant"}


def list_party_rows(graph: Ordered) -> Iterator[Row]:
    """One row an actor, recipient or claimant of an accepted statement."""
    for statement in graph.statements():
        source = _tell_source(statement)
        counts: Counter[str] = Counter()
        for slot, iri, actor in list_parties(graph, statement):
            at = counts[slot]
            counts[slot] += 1
            sector, wikidata = (actor.sector, actor.wikidata) if isinstance(actor, Actor) else (None, None)
            cue = actor.cue.text if isinstance(actor, Claimant) and actor.cue else None
            yield (
                statement.id, _SLOTS[slot], at, iri, actor.id, name_actor(actor), *_read_mention(actor), actor.kind,
                actor.country, sector, wikidata, cue, *source,
            )  # fmt: skip


LOCATION_COLUMNS = (
    _OF,
    Column("position", "integer", "The place in the statement, from 0.", needed=True),
    Column("place", "text", "The place as the graph knows it.", "places.iri", needed=True),
    Column("relation", "text", "How it relates to what is done: in, near, from, to, along, toward.", needed=True),
    Column("name", "text", "The gazetteer's name, else the words."),
    Column("words", "text", "What the article calls it."),
    Column("start", "integer", "Where the words start in the article's text, in characters."),
    Column("end", "integer", "Where they end."),
    Column("bearing", "text", "Where it happened as seen from the place: 40 km north of, border."),
    Column("usage", "text", "place, or metonym or demonym: the name stands for people.", needed=True),
    Column("level", "text", "country, admin1, admin2, settlement, feature or area."),
    Column("place_status", "text", "resolved, ambiguous or unresolved.", needed=True),
    Column("lat", "number", "Latitude, degrees of WGS 84; empty unless resolved."),
    Column("lon", "number", "Longitude."),
    Column("point", "text", POINT_TEXT),
    Column("country", "text", "The place's country, ISO 3166-1 alpha-3."),
    Column("geonames", "integer", "The place's GeoNames number."),
    Column("within", "text", "What the article puts around it."),
    Column("candidates", "integers", "GeoNames numbers of the places that an ambiguous name may mean."),
    *_SOURCE,
)


def list_location_rows(graph: Ordered) -> Iterator[Row]:
    """One row a place of an accepted statement."""
    for statement in graph.statements():
        source = _tell_source(statement)
        for at, (iri, place) in enumerate(list_locations(graph, statement)):
            yield (
                statement.id, at, iri, place.relation, name_place(place), *_read_mention(place), place.bearing,
                place.usage, place.level, place.status, place.lat, place.lon, tell_point(place), place.country,
                place.geonames, place.within, place.candidates, *source,
            )  # fmt: skip


QUANTITY_COLUMNS = (
    _OF,
    Column("position", "integer", "The place in the statement, from 0.", needed=True),
    Column("kind", "text", "killed, wounded, missing, captured, displaced, troops, area, distance, weapon, money or "
           "other.", needed=True),
    Column("low", "number", "At least so many; empty where the words leave it open."),
    Column("high", "number", "At most so many; empty where the words leave it open."),
    Column("approximate", "truth", "The words say that it is a rough figure.", needed=True),
    Column("unit", "text", "Of what: person, km2 ..."),
    Column("words", "text", "The words of the article."),
    Column("start", "integer", "Where they start in the article's text, in characters.", needed=True),
    Column("end", "integer", "Where they end.", needed=True),
    *_SOURCE,
)  # fmt: skip


def list_quantity_rows(graph: Ordered) -> Iterator[Row]:
    """One row a quantity of an accepted statement."""
    for statement in graph.statements():
        source = _tell_source(statement)
        for at, one in enumerate(statement.quantities):
            yield (
                statement.id, at, one.kind, one.low, one.high, one.approximate, one.unit, one.text, one.start, one.end,
                *source,
            )  # fmt: skip


def _read_mention(one: Actor | Claimant | Place) -> tuple[str | None, int | None, int | None]:
    mention = one.mention
    return (None, None, None) if mention is None else (mention.text, mention.start, mention.end)
