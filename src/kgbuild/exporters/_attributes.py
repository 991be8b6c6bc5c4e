"""What the attributes of nodes and edges are: their types, who has them and what they say; no graph needed.

The tables of docs/exports/networks.md are made of these, and tests hold both against the networks themselves.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kgbuild.exporters._normal import ColumnType


class Attribute(Struct, frozen=True):
    """An attribute's name and type, which nodes or edges may have it, and what it says."""

    name: str
    type: ColumnType
    of: str
    says: str


_FOLDED = "folded edges, edges of `places`"

NODES: tuple[Attribute, ...] = (
    Attribute(
        "label", "string", "all", "the name to show; of events and statements with (denied) or (open) where it is so"
    ),
    Attribute("kind", "string", "all", "actor, place, statement, event, article or publisher"),
    Attribute("actor_kind", "string", "actors", "person, armed_group, state ..."),
    Attribute("country", "string", "actors, places", "ISO 3166-1 alpha-3"),
    Attribute("sector", "string", "actors", "code of the sector (MIL, GOV, REB ...)"),
    Attribute("wikidata", "string", "actors", "the Wikidata item of a registered actor"),
    Attribute("acts", "long", "actors of the view `actors`", "statements in which it acts, told, denied or planned"),
    Attribute("suffers", "long", "actors of the view `actors`", "statements in which it is acted upon"),
    Attribute("level", "string", "places", "country, admin1, admin2, settlement, feature or area"),
    Attribute("lat", "double", "places", "degrees north (WGS 84); absent where the place is not resolved"),
    Attribute("lon", "double", "places", "degrees east"),
    Attribute("geonames", "long", "places", "the GeoNames id"),
    Attribute("inside", "string", "places", "what the gazetteer puts around it, the narrowest first"),
    Attribute("claimed_by", "string", "places", "who claims a disputed area"),
    Attribute("statements", "long", "events, places of the view `places`", "how many statements"),
    Attribute("published", "string", "articles", "ISO 8601 date or moment"),
    Attribute("agency", "string", "articles", "the agency behind the report"),
    Attribute("language", "string", "articles", "ISO 639-1"),
    Attribute("articles", "long", "events", "how many reports"),
    Attribute("publishers", "long", "events", "how many publishers"),
    Attribute("sources", "long", "events", "how many independent sources"),
    Attribute("supporting", "long", "events", "independent sources that say it happened"),
    Attribute("denying", "long", "events", "independent sources that say it did not"),
    Attribute("sides", "string", "events", "whose word the support is"),
    Attribute("denying_sides", "string", "events", "whose word the denial is"),
    Attribute("part_of", "string", "events", "the id of the series or larger event"),
    Attribute("action", "string", "events, statements", "type of the action scheme (ASSAULT, CONTROL ...)"),
    Attribute("earliest", "string", "events, statements", "first possible day (ISO 8601)"),
    Attribute("latest", "string", "events, statements", "last possible day"),
    Attribute("publisher", "string", "articles, statements", "who published it"),
    Attribute("url", "string", "articles, statements", "the article's address"),
    Attribute("statement", "string", "statements", "its id, as `kgbuild explain` takes it"),
    Attribute("article", "string", "statements", "the article's id"),
    Attribute("evidence", "string", "statements", "the words"),
    Attribute("mode", "string", "statements", "how (heavy-weapons, capture, killed ...)"),
    Attribute("status", "string", "statements", "asserted, claimed, denied or disputed"),
    Attribute("polarity", "string", "statements", "positive, or negative where the words say that it was not so"),
    Attribute("modality", "string", "statements", "actual, ongoing, planned, threatened ..."),
    Attribute("stance", "string", "statements", "affirms, denies, or neither (plans, threats, what is disputed)"),
    Attribute("precision", "string", "statements", "day, week, month, year, or bound where one end alone is known"),
    Attribute("claimants", "string", "statements", "who says so, outermost first"),
    Attribute("place", "string", "statements", "where: Goma, toward Goma, 40 km north of Goma"),
    Attribute("confidence", "double", "statements", "the extractor's, 0 to 1"),
    Attribute("findings", "string", "statements", "codes of what checks noticed"),
)
EDGES: tuple[Attribute, ...] = (
    Attribute("label", "string", "all", "what to show: the action or the role, with (denied) or (open) where it is so"),
    Attribute("role", "string", "all", "what the edge is: see the views"),
    Attribute("weight", "double", "all", "1 for each statement (of `places`: for each bond)"),
    Attribute("statement", "string", "all", "ids of the statements behind it, as `kgbuild explain` takes them"),
    Attribute("article", "string", "all", "ids of their articles"),
    Attribute("url", "string", "all", "addresses of their articles"),
    Attribute("publisher", "string", "all", "who published them"),
    Attribute("evidence", "string", "all", "their words"),
    Attribute("action", "string", "all but links", "type of the action scheme (ASSAULT, CONTROL ...)"),
    Attribute("mode", "string", "all but links", "how (heavy-weapons, capture, killed ...)"),
    Attribute("status", "string", "all but links", "asserted, claimed, denied or disputed"),
    Attribute("polarity", "string", "all but links", "positive, or negative where the words say that it was not so"),
    Attribute("modality", "string", "all but links", "actual, ongoing, planned, threatened ..."),
    Attribute("stance", "string", "all but links", "affirms, denies, or neither (plans, threats, what is disputed)"),
    Attribute("earliest", "string", "all but links", "first possible day (ISO 8601), folded: the first one known"),
    Attribute("latest", "string", "all but links", "last possible day, folded: the last one known"),
    Attribute("precision", "string", "all but links", "day, week, month, year, or bound where one end alone is known"),
    Attribute("claimants", "string", "all but links", "who says so, outermost first"),
    Attribute("place", "string", "all but links", "where: Goma, toward Goma, 40 km north of Goma"),
    Attribute("relation", "string", "edges to places", "how the words put it there: in, near, from, to, along, toward"),
    Attribute("bearing", "string", "edges to places", "where as seen from the place: 40 km north of, border"),
    Attribute("confidence", "double", "all but links", "the extractor's, 0 to 1; folded: the highest"),
    Attribute("findings", "string", "all but links", "codes of what checks noticed"),
    Attribute("other_statement", "string", "links", "the statement at the other end; `statement` is the first one"),
    Attribute("other_url", "string", "links", "the address of its article"),
    Attribute("slot", "string", "links", "what they agree or differ on"),
    Attribute("reason", "string", "links", "in words"),
    Attribute("statements", "long", _FOLDED, "how many statements"),
    Attribute("days", "string", _FOLDED, "the days of each statement (EDTF intervals, `..` for an unknown end)"),
    Attribute("weight_…", "double", "with `multi=False`", "the part of the weight that affirms an action of this type"),
    Attribute("weight_denies", "double", "with `multi=False`", "the part that denies something"),
    Attribute("weight_neither", "double", "with `multi=False`", "the part that neither affirms nor denies something"),
)
"""Links are the edges between statements: contradicts, updates, corroborates."""


def list_rows(attributes: Iterable[Attribute]) -> list[str]:
    """The lines of a Markdown table."""
    rows = [f"| `{one.name}` | {one.type} | {one.of} | {one.says} |" for one in attributes]
    return ["| attribute | type | of | says |", "|---|---|---|---|", *rows]
