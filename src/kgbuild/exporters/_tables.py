"""A graph in, flat tables out: one row a statement, event, actor, place, article or finding, in a fixed order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from kgbuild.assembly.keys import encode
from kgbuild.exporters._claims import ClaimGraph, sort_statements
from kgbuild.graph.terms import Names
from kgbuild.model import Actor, Claimant, Place, Quantity, Statement

Cell = str | int | float | bool | None


class Table(Struct, frozen=True):
    """Column names and rows as long as they are."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


STATEMENT_COLUMNS: dict[str, Callable[[Statement], Cell]] = {
    "id": lambda one: one.id,
    "article": lambda one: one.article.id,
    "url": lambda one: one.article.url,
    "title": lambda one: one.article.title,
    "published": lambda one: one.article.published,
    "publisher": lambda one: one.article.publisher,
    "agency": lambda one: one.article.agency,
    "action": lambda one: one.action.type,
    "mode": lambda one: one.action.mode,
    "contexts": lambda one: join(one.action.contexts),
    "cameo": lambda one: one.action.cameo,
    "acled": lambda one: one.action.acled,
    "actors": lambda one: join(map(name_actor, one.actors)),
    "actor_ids": lambda one: join(actor.id for actor in one.actors),
    "actor_countries": lambda one: join(actor.country for actor in one.actors),
    "actor_sectors": lambda one: join(actor.sector for actor in one.actors),
    "recipients": lambda one: join(map(name_actor, one.recipients)),
    "recipient_ids": lambda one: join(actor.id for actor in one.recipients),
    "recipient_countries": lambda one: join(actor.country for actor in one.recipients),
    "recipient_sectors": lambda one: join(actor.sector for actor in one.recipients),
    "places": lambda one: join(map(name_place, one.locations)),
    "relations": lambda one: join(place.relation for place in one.locations),
    "geonames": lambda one: join(place.geonames for place in one.locations),
    "place_countries": lambda one: join(place.country for place in one.locations),
    "places_within": lambda one: join(place.within for place in one.locations),
    "places_inside": lambda one: join(place.inside for place in one.locations),
    "claimed_by": lambda one: join(dict.fromkeys(code for place in one.locations for code in place.claimed_by)),
    "lat": lambda one: next((place.lat for place in one.locations if place.lat is not None), None),
    "lon": lambda one: next((place.lon for place in one.locations if place.lon is not None), None),
    "date": lambda one: one.date.value if one.date else None,
    "earliest": lambda one: one.date.earliest if one.date else None,
    "latest": lambda one: one.date.latest if one.date else None,
    "precision": lambda one: one.date.precision if one.date else None,
    "claimants": lambda one: join(claimant.name for claimant in one.claimants),
    "status": lambda one: one.status,
    "polarity": lambda one: one.polarity,
    "modality": lambda one: one.modality,
    "quantities": lambda one: join(map(describe_quantity, one.quantities)),
    "trigger": lambda one: one.trigger.text,
    "evidence": lambda one: join(mention.text for mention in one.evidence),
    "start": lambda one: one.evidence[0].start if one.evidence else None,
    "end": lambda one: one.evidence[-1].end if one.evidence else None,
    "extractor": lambda one: f"{one.extractor.name} {one.extractor.version}",
    "rule": lambda one: one.extractor.rule,
    "confidence": lambda one: one.confidence,
    "findings": lambda one: join(finding.code for finding in one.findings),
}
"""Each column with how it is read. `lat` and `lon` are of the first place that has any.

`places_within` is what the text puts around the places, `places_inside` what the gazetteer does.
"""


def make_tables(graph: ClaimGraph, *, only: Iterable[str]) -> dict[str, Table]:
    """The tables of these names (see `TABLES`), in that order."""
    return {name: _MAKERS[name](graph) for name in only}


def join(values: Iterable[object]) -> str | None:
    """Known values as one cell, in their order."""
    return "; ".join(str(value) for value in values if value is not None) or None


def name_actor(actor: Actor) -> str | None:
    """The registry's name, else the words."""
    return actor.name or (actor.mention.text if actor.mention else None)


def name_place(place: Place) -> str | None:
    """The gazetteer's name, else the words."""
    return place.name or (place.mention.text if place.mention else None)


def describe_quantity(quantity: Quantity) -> str:
    """Kind, bounds and unit: `killed 12.. person`, `area ~40 km2`; two dots stand for an open or unequal end."""
    low, high = ("" if bound is None else str(bound).removesuffix(".0") for bound in (quantity.low, quantity.high))
    span = low if low == high else f"{low}..{high}"
    return " ".join(
        part for part in (quantity.kind, ("~" if quantity.approximate else "") + span, quantity.unit) if part
    )


def _make_statements(graph: ClaimGraph, *, accepted: bool = True) -> Table:
    rows = tuple(
        tuple(read(statement) for read in STATEMENT_COLUMNS.values())
        for statement in sort_statements(graph, accepted=accepted)
    )
    return Table(tuple(STATEMENT_COLUMNS), rows)


def _make_refused(graph: ClaimGraph) -> Table:
    return _make_statements(graph, accepted=False)


def _make_events(graph: ClaimGraph) -> Table:
    """One row an event, actors and place by name."""
    columns = ("id", "action", "earliest", "latest", "place", "actors", "articles", "publishers", "sources",
               "supporting", "denying", "sides", "denying_sides", "part_of", "statements")  # fmt: skip
    called = name_entities(graph)
    rows = [
        (one.id, one.type, one.earliest, one.latest, called.get(one.place or ""), join(map(called.get, one.actors)),
         one.articles, one.publishers, one.sources, one.supporting, one.denying, join(one.sides),
         join(one.denying_sides), one.part_of, join(one.statements))
        for one in sorted(graph.events(), key=lambda event: event.id)
    ]  # fmt: skip
    return Table(columns, tuple(rows))


def _make_links(graph: ClaimGraph) -> Table:
    """One row for each pair of statements of which one contradicts, updates or corroborates the other."""
    rows = tuple((one.kind, one.slot, one.first, one.second, one.reason) for one in graph.assembled().links)
    return Table(("kind", "slot", "first", "second", "reason"), rows)


def _make_states(graph: ClaimGraph) -> Table:
    """One row for what a side says of who holds a place from a day on, by name."""
    columns = ("id", "place", "holder", "action", "mode", "polarity", "side", "earliest", "latest", "until",
               "statements")  # fmt: skip
    called = name_entities(graph)
    rows = [
        (one.id, called.get(one.place), called.get(one.holder or ""), one.type, one.mode, one.polarity, one.side,
         one.earliest, one.latest, one.until, join(one.statements))
        for one in graph.assembled().states
    ]  # fmt: skip
    return Table(columns, tuple(rows))


def _make_identities(graph: ClaimGraph) -> Table:
    """One row for a name of an article that was joined to an identity of several."""
    base = graph.names.base
    rows = tuple((base + one.key, one.name, base + one.identity, one.reason) for one in graph.assembled().identities)
    return Table(("local", "name", "iri", "reason"), rows)


def _make_questions(graph: ClaimGraph) -> Table:
    """One row for two things that may be one."""
    rows = tuple((one.kind, one.first, one.second, one.score, one.reason) for one in graph.assembled().questions)
    return Table(("kind", "first", "second", "score", "reason"), rows)


def name_entities(graph: ClaimGraph) -> dict[str, str]:
    """Keys of actors and places to what they are called, most often."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    base = graph.names.base
    for statement in sort_statements(graph):
        home = f"statement/{encode(statement.id)}"
        for _, iri, actor in _list_parties(graph, statement):
            votes[iri.removeprefix(base)][actor.name or (actor.mention.text if actor.mention else "")] += 1
        for at, place in enumerate(statement.locations):
            iri = graph.names.place(statement.article.id, place, f"{home}/location/{at}")
            votes[iri.removeprefix(base)][name_place(place) or ""] += 1
    return {key: min(counts, key=lambda name: (-counts[name], name)) for key, counts in votes.items()}


def _make_actors(graph: ClaimGraph) -> Table:
    """One row an actor as the graph knows it; the counts are of accepted statements."""
    columns = ("iri", "id", "name", "kind", "country", "sector", "wikidata", "acts", "suffers", "claims")
    known: dict[str, dict[str, Cell]] = {}
    counts: dict[tuple[str, str], int] = {}
    for statement in sort_statements(graph):
        for slot, iri, actor in _list_parties(graph, statement):
            row = known.setdefault(iri, {"iri": iri})
            words = actor.mention.text if actor.mention else None
            kind = None if actor.kind == "unknown" else actor.kind
            facts: dict[str, Cell] = {
                "id": actor.id,
                "name": actor.name or words,
                "kind": kind,
                "country": actor.country,
            }
            if isinstance(actor, Actor):
                facts |= {"sector": actor.sector, "wikidata": actor.wikidata}
            for name, value in facts.items():
                if value is not None:
                    row.setdefault(name, value)
            counts[iri, slot] = counts.get((iri, slot), 0) + 1
    for iri, row in known.items():
        row.setdefault("kind", "unknown")
        row |= {slot: counts.get((iri, slot), 0) for slot in ("acts", "suffers", "claims")}
    return Table(columns, tuple(tuple(known[iri].get(name) for name in columns) for iri in sorted(known)))


def _list_parties(graph: ClaimGraph, statement: Statement) -> Iterator[tuple[str, str, Actor | Claimant]]:
    home = f"statement/{encode(statement.id)}"
    parties: tuple[tuple[str, str, tuple[Actor | Claimant, ...]], ...] = (
        ("acts", "actor", statement.actors),
        ("suffers", "recipient", statement.recipients),
        ("claims", "claim", statement.claimants),
    )
    for column, slot, members in parties:
        for at, actor in enumerate(members):
            yield column, graph.names.actor(statement.article.id, actor, f"{home}/{slot}/{at}"), actor


def _make_places(graph: ClaimGraph) -> Table:
    """One row a place as the graph knows it; `statements` counts the accepted ones located there."""
    columns = ("iri", "geonames", "name", "country", "level", "lat", "lon", "status", "inside", "disputed",
               "claimed_by", "held_by", "gazetteer", "statements")  # fmt: skip
    names: Names = graph.names
    known: dict[str, Place] = {}
    counts: dict[str, int] = {}
    for statement in sort_statements(graph):
        home = f"statement/{encode(statement.id)}"
        for at, place in enumerate(statement.locations):
            iri = names.place(statement.article.id, place, f"{home}/location/{at}")
            known.setdefault(iri, place)
            counts[iri] = counts.get(iri, 0) + 1
    rows = [
        (iri, place.geonames, name_place(place), place.country, place.level, place.lat, place.lon, place.status,
         place.inside, place.disputed, join(place.claimed_by), join(place.held_by), place.gazetteer, counts[iri])
        for iri, place in sorted(known.items())
    ]  # fmt: skip
    return Table(columns, tuple(rows))


def _make_articles(graph: ClaimGraph) -> Table:
    """One row an article, without its text; `statements` counts the accepted ones."""
    columns = ("id", "url", "title", "published", "publisher", "agency", "byline", "language", "sha256")
    counts: dict[str, int] = {}
    for statement in graph.statements(accepted=True):
        counts[statement.article.id] = counts.get(statement.article.id, 0) + 1
    rows = [
        (*(getattr(article, name) for name in columns), counts.get(article.id, 0))
        for article in sorted(graph.articles(), key=lambda article: article.id)
    ]
    return Table((*columns, "statements"), tuple(rows))


def _make_findings(graph: ClaimGraph) -> Table:
    """One row a finding, of refused statements too; `accepted` tells which those are."""
    columns = ("statement", "article", "accepted", "code", "severity", "slot", "message", "url", "published", "action",
               "trigger", "actors", "evidence")  # fmt: skip
    rows = [
        (one.id, one.article.id, one.accepted, finding.code, finding.severity, finding.slot, finding.message,
         one.article.url, one.article.published, one.action.type, one.trigger.text,
         join(actor.mention.text if actor.mention else actor.name for actor in one.actors),
         join(mention.text for mention in one.evidence))
        for one in sort_statements(graph, accepted=None)
        for finding in one.findings
    ]  # fmt: skip
    return Table(columns, tuple(rows))


_MAKERS: dict[str, Callable[[ClaimGraph], Table]] = {
    "statements": _make_statements,
    "refused": _make_refused,
    "events": _make_events,
    "links": _make_links,
    "states": _make_states,
    "actors": _make_actors,
    "places": _make_places,
    "identities": _make_identities,
    "questions": _make_questions,
    "articles": _make_articles,
    "findings": _make_findings,
}
TABLES: tuple[str, ...] = tuple(_MAKERS)
"""Names of the tables, in the order in which they are written."""
