"""A graph in, what maps show out: tables with latitude and longitude, and the rows that no map can show.

A row of `statements` is a statement at one of its places. What has no point keeps its row, without one: an ambiguous or
unknown place is nowhere on the map, and is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kgbuild.exporters._columns import Column, Row, Table
from kgbuild.exporters._control import VIEW, make_control
from kgbuild.exporters._ordered import Ordered, name_place, order
from kgbuild.exporters._points import POINT_TEXT, tell_point
from kgbuild.exporters._statement_tables import READERS, Reader
from kgbuild.exporters._tables import make_tables
from kgbuild.exporters._wording import describe_claim
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.model import Place

STATEMENT_COLUMNS = (
    Column("id", "text", "The statement's id and the position of the place in it.", needed=True),
    Column("statement", "text", "The statement's id; `kgbuild explain` takes it.", needed=True),
    Column("article", "text", "The article's id.", needed=True),
    Column("url", "text", "Where the article can be read."),
    Column("publisher", "text", "Who published it."),
    Column("published", "text", "When it was published: an ISO 8601 day or moment, as given."),
    Column("evidence", "text", "The words of the article that say it."),
    Column("claim", "text", "Who says what, and how it stands, in a line."),
    Column("action", "text", "What is said to be done: a type of the action scheme.", needed=True),
    Column("mode", "text", "How it is done, or what kind of the action it is."),
    Column("status", "text", "asserted by the article itself, or claimed, denied or disputed by the last claimant.",
           needed=True),
    Column("polarity", "text", "negative: it is said not to have happened.", needed=True),
    Column("modality", "text", "actual, or ongoing, habitual, historical, planned, intended, hypothetical, requested, "
           "threatened.", needed=True),
    Column("stance", "text", "affirms, denies, or neither: plans, threats, what is disputed.", needed=True),
    Column("claimants", "texts", "Who says so, from the outermost to the innermost; empty: the article itself."),
    Column("actors", "texts", "Who acts."),
    Column("recipients", "texts", "Who is acted upon."),
    Column("quantities", "texts", "How many of what: `killed 12.. person`; two dots stand for an open end."),
    Column("date", "text", "The date as precise as the words, in ISO 8601 or EDTF."),
    Column("earliest", "date", "The first day that it can mean."),
    Column("latest", "date", "The last day that it can mean."),
    Column("precision", "text", "How precise the date is: day, week, month ...; bound where one end is known."),
    Column("place", "text", "The gazetteer's name of the place, else the words."),
    Column("point", "text", POINT_TEXT),
    Column("relation", "text", "How the place relates to what is done: in, near, from, to, along, toward."),
    Column("bearing", "text", "Where it happened as seen from the place: 40 km north of, border."),
    Column("level", "text", "country, admin1, admin2, settlement, feature or area."),
    Column("place_status", "text", "resolved, ambiguous or unresolved; empty: the statement names no place."),
    Column("country", "text", "The place's country, ISO 3166-1 alpha-3."),
    Column("geonames", "integer", "The place's GeoNames number."),
    Column("candidates", "integers", "GeoNames numbers of the places that an ambiguous name may mean."),
    Column("within", "text", "What the article puts around the place."),
    Column("inside", "text", "What the gazetteer puts around it, the narrowest first."),
    Column("disputed", "text", "The disputed area that it is in."),
    Column("claimed_by", "texts", "Who claims that area."),
    Column("held_by", "texts", "Who holds that area."),
    Column("confidence", "number", "How sure the reading is, from 0 to 1.", needed=True),
    Column("findings", "texts", "Codes of what checks noticed."),
    Column("lat", "number", "Latitude, degrees of WGS 84."),
    Column("lon", "number", "Longitude."),
)  # fmt: skip
_OWN: dict[str, Reader] = {"statement": lambda one: one.id, "claim": describe_claim}
_HEADING = [column.name for column in STATEMENT_COLUMNS]
_TOLD: list[Reader] = [(_OWN | READERS)[name] for name in _HEADING[1 : _HEADING.index("place")]]
_LAST: list[Reader] = [READERS[name] for name in ("confidence", "findings")]
"""What gives the cells before those about the place, and those behind: the same as in the table of statements."""
LAYERS = ("statements", "events", "places", VIEW)
_NOWHERE: Row = (*(None,) * 8, (), None, None, None, (), ())
"""The cells about the place of a statement that names none."""


def make_layers(graph: ClaimGraph, *, view: str | None = None, day: str | None = None) -> dict[str, Table]:
    """The layers by name, in the order of `LAYERS`; with the view `control` that one."""
    ordered = order(graph)
    control = make_control(ordered, day)
    if view == VIEW:
        return {VIEW: control}
    tables = make_tables(ordered, only=("events", "places"))
    return {"statements": make_statements(ordered), **tables, VIEW: control}


def make_statements(graph: ClaimGraph) -> Table:
    """The layer of statements: a row for each place of one, and one for a statement without place."""
    text = "What articles say happened where: one row a statement and place, as its claimants tell it."
    return Table("statements", text, STATEMENT_COLUMNS, ("id",), _list_statements(order(graph)))


def _list_statements(graph: Ordered) -> Iterator[Row]:
    for statement in graph.statements():
        facts = [read(statement) for read in _TOLD]
        last = [read(statement) for read in _LAST]
        if not statement.locations:
            yield (statement.id, *facts, *_NOWHERE, *last, None, None)
        for at, place in enumerate(statement.locations):
            yield (f"{statement.id}/{at}", *facts, *_tell_place(place), *last, place.lat, place.lon)


def _tell_place(place: Place) -> Row:
    return (
        name_place(place), tell_point(place), place.relation, place.bearing, place.level, place.status, place.country,
        place.geonames, place.candidates, place.within, place.inside, place.disputed, place.claimed_by, place.held_by,
    )  # fmt: skip


class Sorted:
    """Rows of a layer on their way to a map: those with a point, and how many have none and why."""

    def __init__(self, layer: Table) -> None:
        self.layer = layer
        heading = layer.heading
        self._lat, self._lon = heading.index("lat"), heading.index("lon")
        status = "place_status" if "place_status" in heading else "status"
        self._status = heading.index(status)
        self.shown = 0
        self.missing: Counter[str] = Counter()

    def place(self, row: Row) -> tuple[float, float] | None:
        """Longitude and latitude of a row, or `None`, which is counted."""
        lat, lon = row[self._lat], row[self._lon]
        if isinstance(lat, int | float) and isinstance(lon, int | float):
            self.shown += 1
            return float(lon), float(lat)
        self.missing[str(row[self._status] or "none")] += 1
        return None

    def tell(self, where: str = "") -> list[str]:
        """What the map does not show, in a sentence; `where` says where it is instead."""
        if not self.missing:
            return []
        reasons = {"none": "no place named", "resolved": "resolved without a point"}
        told = ", ".join(f"{count} {reasons.get(why, why)}" for why, count in sorted(self.missing.items()))
        total = self.shown + self.missing.total()
        return [f"{self.missing.total()} of {total} rows of {self.layer.name} have no point ({told}){where}"]
