"""Statements in, tables out: one row a statement, or one a finding of a check."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kgbuild.assembly.support import find_stance
from kgbuild.exporters._columns import Cell, Column, Row, join, known, read_day
from kgbuild.exporters._ordered import Ordered, name_actor, name_place
from kgbuild.exporters._points import POINT_TEXT, tell_point
from kgbuild.model import Place, Quantity, Statement

Reader = Callable[[Statement], Cell]


def describe_quantity(quantity: Quantity) -> str:
    """Kind, bounds and unit: `killed 12.. person`, `area ~40 km2`; two dots stand for an open or unequal end."""
    low, high = ("" if bound is None else str(bound).removesuffix(".0") for bound in (quantity.low, quantity.high))
    span = low if low == high else f"{low}..{high}"
    return " ".join(
        part for part in (quantity.kind, ("~" if quantity.approximate else "") + span, quantity.unit) if part
    )


def find_point(statement: Statement) -> Place | None:
    """The first place of a statement that has a point."""
    return next((place for place in statement.locations if place.lat is not None and place.lon is not None), None)


def _read_point(name: str) -> Reader:
    def read(one: Statement) -> Cell:
        place = find_point(one)
        return None if place is None else getattr(place, name)

    return read


def _read_date(name: str) -> Reader:
    return lambda one: getattr(one.date, name) if one.date else None


_STATEMENT: tuple[tuple[Column, Reader], ...] = (
    (Column("id", "text", "The statement's id; `kgbuild explain` takes it.", needed=True), lambda one: one.id),
    (
        Column("article", "text", "The article that it stands in.", "articles.id", needed=True),
        lambda one: one.article.id,
    ),
    (Column("url", "text", "Where the article can be read."), lambda one: one.article.url),
    (Column("title", "text", "The article's headline."), lambda one: one.article.title),
    (
        Column("published", "text", "When the article was published: an ISO 8601 day or moment, as given."),
        lambda one: one.article.published,
    ),
    (Column("publisher", "text", "Who published the article."), lambda one: one.article.publisher),
    (Column("agency", "text", "The news agency that the article comes from."), lambda one: one.article.agency),
    (Column("action", "text", "What is said to be done: a type of the action scheme.", needed=True),
     lambda one: one.action.type),
    (Column("mode", "text", "How it is done, or what kind of the action it is."), lambda one: one.action.mode),
    (Column("contexts", "texts", "What the action is about: military, human_rights ..."),
     lambda one: one.action.contexts),
    (Column("cameo", "text", "The code of the action in CAMEO."), lambda one: one.action.cameo),
    (Column("acled", "text", "The sub-event type of the action in ACLED."), lambda one: one.action.acled),
    (Column("actors", "texts", "Who acts: names of the registry, else the article's words."),
     lambda one: known(map(name_actor, one.actors))),
    (Column("actor_ids", "texts", "The registry's ids of those of them that it has."),
     lambda one: known(actor.id for actor in one.actors)),
    (Column("actor_countries", "texts", "Their countries, ISO 3166-1 alpha-3."),
     lambda one: known(actor.country for actor in one.actors)),
    (Column("actor_sectors", "texts", "Their sectors: MIL, GOV, REB ..."),
     lambda one: known(actor.sector for actor in one.actors)),
    (Column("recipients", "texts", "Who is acted upon: names of the registry, else the article's words."),
     lambda one: known(map(name_actor, one.recipients))),
    (Column("recipient_ids", "texts", "The registry's ids of those of them that it has."),
     lambda one: known(actor.id for actor in one.recipients)),
    (Column("recipient_countries", "texts", "Their countries, ISO 3166-1 alpha-3."),
     lambda one: known(actor.country for actor in one.recipients)),
    (Column("recipient_sectors", "texts", "Their sectors: MIL, GOV, REB ..."),
     lambda one: known(actor.sector for actor in one.recipients)),
    (Column("places", "texts", "Where: names of the gazetteer, else the article's words."),
     lambda one: known(map(name_place, one.locations))),
    (Column("relations", "texts", "How each place relates to what is done: in, near, from, to, along, toward."),
     lambda one: known(place.relation for place in one.locations)),
    (Column("geonames", "integers", "GeoNames numbers of the places that have one."),
     lambda one: tuple(place.geonames for place in one.locations if place.geonames is not None)),
    (Column("place_countries", "texts", "Countries of the places, ISO 3166-1 alpha-3."),
     lambda one: known(place.country for place in one.locations)),
    (Column("places_within", "texts", "What the article puts around the places."),
     lambda one: known(place.within for place in one.locations)),
    (Column("places_inside", "texts", "What the gazetteer puts around the places."),
     lambda one: known(place.inside for place in one.locations)),
    (Column("claimed_by", "texts", "Who claims the disputed areas that the places are in."),
     lambda one: tuple(dict.fromkeys(code for place in one.locations for code in place.claimed_by))),
    (Column("lat", "number", "Latitude of the first place that has a point, degrees of WGS 84."), _read_point("lat")),
    (Column("lon", "number", "Its longitude."), _read_point("lon")),
    (Column("date", "text", "The date as precise as the words, in ISO 8601 or EDTF."), _read_date("value")),
    (Column("earliest", "date", "The first day that it can mean."),
     lambda one: read_day(one.date.earliest) if one.date else None),
    (Column("latest", "date", "The last day that it can mean."),
     lambda one: read_day(one.date.latest) if one.date else None),
    (Column("precision", "text", "How precise the date is: day, week, month ...; bound where one end is known."),
     _read_date("precision")),
    (Column("claimants", "texts", "Who says so, from the outermost to the innermost; empty: the article itself."),
     lambda one: tuple(claimant.name for claimant in one.claimants)),
    (Column("status", "text", "asserted by the article itself, or claimed, denied or disputed by the last claimant.",
            needed=True), lambda one: one.status),
    (Column("polarity", "text", "negative: it is said not to have happened.", needed=True), lambda one: one.polarity),
    (Column("modality", "text", "actual, or ongoing, habitual, historical, planned, intended, hypothetical, requested, "
            "threatened.", needed=True), lambda one: one.modality),
    (Column("quantities", "texts", "How many of what: `killed 12.. person`; two dots stand for an open end."),
     lambda one: tuple(map(describe_quantity, one.quantities))),
    (Column("trigger", "text", "The word that the action was read from."), lambda one: one.trigger.text),
    (Column("evidence", "text", "The words of the article that say it."),
     lambda one: join(mention.text for mention in one.evidence)),
    (Column("start", "integer", "Where the evidence starts in the article's text, in characters."),
     lambda one: one.evidence[0].start if one.evidence else None),
    (Column("end", "integer", "Where it ends."), lambda one: one.evidence[-1].end if one.evidence else None),
    (Column("extractor", "text", "What read the statement, with its version."),
     lambda one: f"{one.extractor.name} {one.extractor.version}"),
    (Column("rule", "text", "Which of its rules did."), lambda one: one.extractor.rule),
    (Column("confidence", "number", "How sure it is, from 0 to 1.", needed=True), lambda one: one.confidence),
    (Column("findings", "texts", "Codes of what checks noticed; the table `findings` explains them."),
     lambda one: known(finding.code for finding in one.findings)),
    (Column("day", "date", "The day, where the words tell it; empty where they tell less."),
     lambda one: read_day(one.date.earliest) if one.date and one.date.precision == "day" else None),
    (Column("basis", "text", "Whether the clause, its surroundings or the publication day gave the date."),
     _read_date("basis")),
    (Column("published_day", "date", "The day of publication."), lambda one: read_day(one.article.published)),
    (Column("point", "text", POINT_TEXT), lambda one: tell_point(place) if (place := find_point(one)) else None),
    (Column("stance", "text", "affirms, denies, or neither: plans, threats, what is disputed.", needed=True),
     find_stance),
    (Column("place_levels", "texts", "Levels of the places: country, admin1, admin2, settlement, feature, area."),
     lambda one: known(place.level for place in one.locations)),
    (Column("place_statuses", "texts", "Whether each place is resolved, ambiguous or unresolved."),
     lambda one: known(place.status for place in one.locations)),
)  # fmt: skip
STATEMENT_COLUMNS: tuple[Column, ...] = tuple(column for column, _ in _STATEMENT)
READERS: dict[str, Reader] = {column.name: read for column, read in _STATEMENT}
"""What gives the cell of each column."""


def list_statements(graph: Ordered, *, accepted: bool = True) -> Iterator[Row]:
    """One row a statement."""
    for statement in graph.statements(accepted=accepted):
        yield tuple([read(statement) for read in READERS.values()])


def list_refused(graph: Ordered) -> Iterator[Row]:
    """One row a statement that a check refused."""
    return list_statements(graph, accepted=False)


FINDING_COLUMNS = (
    Column("statement", "text", "The statement, an accepted or a refused one.", needed=True),
    Column("article", "text", "Its article.", "articles.id", needed=True),
    Column("accepted", "truth", "Whether the statement was accepted all the same.", needed=True),
    Column("code", "text", "What was noticed; `kgbuild check --explain CODE` tells more.", needed=True),
    Column("severity", "text", "error, warning or info.", needed=True),
    Column("slot", "text", "The part of the statement that it is about."),
    Column("message", "text", "What is wrong and what to do."),
    Column("url", "text", "Where the article can be read."),
    Column("published", "text", "When it was published, as given."),
    Column("action", "text", "The statement's type of action.", needed=True),
    Column("trigger", "text", "The word that the action was read from."),
    Column("actors", "texts", "Who acts, in the article's words."),
    Column("evidence", "text", "The words of the article that say it."),
)


def list_findings(graph: Ordered) -> Iterator[Row]:
    """One row a finding, of refused statements too; `accepted` tells which those are."""
    for one in graph.statements(accepted=None):
        for finding in one.findings:
            yield (
                one.id, one.article.id, one.accepted, finding.code, finding.severity, finding.slot, finding.message,
                one.article.url, one.article.published, one.action.type, one.trigger.text,
                known(actor.mention.text if actor.mention else actor.name for actor in one.actors),
                join(mention.text for mention in one.evidence),
            )  # fmt: skip
