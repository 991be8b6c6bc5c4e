"""What statements are about in, tables out: one row an actor, a place or an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec.structs import asdict

from kgbuild.exporters._columns import Column, Row, read_day
from kgbuild.exporters._ordered import Ordered, name_place
from kgbuild.exporters._points import tell_extent
from kgbuild.graph.claim_graph import count_parties

ACTOR_COLUMNS = (
    Column("iri", "text", "The actor's address in the graph.", needed=True),
    Column("id", "text", "The registry's id."),
    Column("name", "text", "What the graph calls it: the registry's name, else the words that most articles use."),
    Column("kind", "text", "person, organization, armed_group, armed_force, state, nationality, group, media, unknown.",
           needed=True),
    Column("country", "text", "Its country, ISO 3166-1 alpha-3."),
    Column("sector", "text", "Its sector: MIL, GOV, REB ..."),
    Column("wikidata", "text", "Its Wikidata item."),
    Column("acts", "integer", "In how many accepted statements it acts.", needed=True),
    Column("suffers", "integer", "In how many it is acted upon.", needed=True),
    Column("claims", "integer", "In how many it is among those who say so.", needed=True),
    Column("aliases", "texts", "What else it is called in the articles."),
)  # fmt: skip
COUNTS = {"actor": "acts", "recipient": "suffers", "claim": "claims"}
"""Slots with the columns that count the statements in which an actor fills them."""


def list_actors(graph: Ordered) -> Iterator[Row]:
    """One row an actor as the graph knows it; the counts are of accepted statements."""
    counts = count_parties(graph, graph.statements())
    actors = graph.entities.actors
    for iri in sorted({iri for iri, _ in counts}):
        row = {"iri": iri, **asdict(actors[iri]), **{column: counts[iri, slot] for slot, column in COUNTS.items()}}
        yield tuple(row.get(column.name) for column in ACTOR_COLUMNS)


PLACE_COLUMNS = (
    Column("iri", "text", "The place's address in the graph.", needed=True),
    Column("geonames", "integer", "Its GeoNames number."),
    Column("name", "text", "The gazetteer's name, else the words."),
    Column("country", "text", "Its country, ISO 3166-1 alpha-3."),
    Column("level", "text", "country, admin1, admin2, settlement, feature or area."),
    Column("lat", "number", "Latitude, degrees of WGS 84; empty unless resolved."),
    Column("lon", "number", "Longitude."),
    Column("status", "text", "resolved, ambiguous or unresolved.", needed=True),
    Column("inside", "text", "What the gazetteer puts around it, the narrowest first."),
    Column("disputed", "text", "The disputed area that it is in."),
    Column("claimed_by", "texts", "Who claims that area."),
    Column("held_by", "texts", "Who holds that area."),
    Column("gazetteer", "text", "The source of the place."),
    Column("statements", "integer", "How many accepted statements are located there.", needed=True),
    Column("point", "text", "place, or region: the point is the middle of this country, region or area."),
    Column("within", "text", "What the article puts around it."),
    Column("candidates", "integers", "GeoNames numbers of the places that an ambiguous name may mean."),
)


def list_place_rows(graph: Ordered) -> Iterator[Row]:
    """One row a place as the graph knows it."""
    for iri, (place, count) in graph.places.items():
        yield (
            iri, place.geonames, name_place(place), place.country, place.level, place.lat, place.lon, place.status,
            place.inside, place.disputed, place.claimed_by, place.held_by, place.gazetteer, count, tell_extent(place),
            place.within, place.candidates,
        )  # fmt: skip


ARTICLE_COLUMNS = (
    Column("id", "text", "The article's id.", needed=True),
    Column("url", "text", "Where it can be read."),
    Column("title", "text", "Its headline."),
    Column("published", "text", "When it was published: an ISO 8601 day or moment, as given."),
    Column("publisher", "text", "Who published it."),
    Column("agency", "text", "The news agency that it comes from."),
    Column("byline", "text", "Who wrote it."),
    Column("language", "text", "Its language, ISO 639-1."),
    Column("sha256", "text", "The SHA-256 of its text.", needed=True),
    Column("statements", "integer", "How many accepted statements were read in it.", needed=True),
    Column("published_day", "date", "The day of publication."),
    Column("publisher_basis", "text", "Whether the article states the publisher, or its url does."),
)
_HEADER = tuple(column.name for column in ARTICLE_COLUMNS[:-3])


def list_articles(graph: Ordered) -> Iterator[Row]:
    """One row an article, without its text."""
    counts = Counter(statement.article.id for statement in graph.statements())
    for one in sorted((article.header for article in graph.articles()), key=lambda header: header.id):
        fields = [getattr(one, name) for name in _HEADER]
        yield (*fields, counts[one.id], read_day(one.published), one.publisher_basis)
