"""A graph in, flat tables out, in a fixed order and row by row: statements, events, actors, places, articles ..."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from kgbuild.exporters import _entity_tables as entities
from kgbuild.exporters import _event_tables as events
from kgbuild.exporters import _part_tables as parts
from kgbuild.exporters import _statement_tables as statements
from kgbuild.exporters._columns import Column, Row, Table
from kgbuild.exporters._ordered import Ordered, order
from kgbuild.exporters._statement_tables import STATEMENT_COLUMNS
from kgbuild.graph.claim_graph import ClaimGraph


class Design(Struct, frozen=True):
    """A table without rows, and what makes them."""

    text: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    make_rows: Callable[[Ordered], Iterator[Row]]


DESIGNS: dict[str, Design] = {
    "statements": Design(
        "What articles say: one row a statement that the checks accepted.",
        STATEMENT_COLUMNS, ("id",), statements.list_statements,
    ),
    "refused": Design(
        "Statements that a check refused; the table `findings` says why.",
        STATEMENT_COLUMNS, ("id",), statements.list_refused,
    ),
    "parties": Design(
        "One row an actor, recipient or claimant of a statement.",
        parts.PARTY_COLUMNS, ("statement", "slot", "position"), parts.list_party_rows,
    ),
    "locations": Design(
        "One row a place of a statement.",
        parts.LOCATION_COLUMNS, ("statement", "position"), parts.list_location_rows,
    ),
    "quantities": Design(
        "One row a number of a statement: dead, wounded, troops, money ...",
        parts.QUANTITY_COLUMNS, ("statement", "position"), parts.list_quantity_rows,
    ),
    "events": Design(
        "What is taken for one happening: the statements about it, and how many sources stand behind them.",
        events.EVENT_COLUMNS, ("id",), events.list_events,
    ),
    "members": Design(
        "Which statements an event is made of.",
        events.MEMBER_COLUMNS, ("event", "statement"), events.list_members,
    ),
    "links": Design(
        "Pairs of statements of which one contradicts, updates or corroborates the other.",
        events.LINK_COLUMNS, ("kind", "slot", "first", "second"), events.list_links,
    ),
    "states": Design(
        "Who holds which place, or is there, by whose word and from when on.",
        events.STATE_COLUMNS, ("id",), events.list_states,
    ),
    "actors": Design(
        "Who acts, is acted upon, or says so: one row an actor as the graph knows it.",
        entities.ACTOR_COLUMNS, ("iri",), entities.list_actors,
    ),
    "places": Design(
        "Where: one row a place as the graph knows it.",
        entities.PLACE_COLUMNS, ("iri",), entities.list_place_rows,
    ),
    "identities": Design(
        "Names of articles that were joined to one actor or place.",
        events.IDENTITY_COLUMNS, ("local",), events.list_identities,
    ),
    "questions": Design(
        "Things that may be one, for a person to judge.",
        events.QUESTION_COLUMNS, ("kind", "first", "second"), events.list_questions,
    ),
    "articles": Design(
        "The reports that were read, without their texts.",
        entities.ARTICLE_COLUMNS, ("id",), entities.list_articles,
    ),
    "findings": Design(
        "What checks noticed, in accepted and refused statements.",
        statements.FINDING_COLUMNS, (), statements.list_findings,
    ),
}  # fmt: skip
TABLES: tuple[str, ...] = tuple(DESIGNS)
"""Names of the tables, in the order in which they are written."""


def make_table(graph: ClaimGraph, name: str) -> Table:
    """The table of this name."""
    return make_tables(graph, only=(name,))[name]


def make_tables(graph: ClaimGraph, *, only: Iterable[str] = TABLES) -> dict[str, Table]:
    """The tables of these names (see `TABLES`), in that order; the graph is read once for all of them."""
    ordered = order(graph)
    tables = {}
    for name in only:
        design = DESIGNS[name]
        tables[name] = Table(name, design.text, design.columns, design.key, design.make_rows(ordered))
    return tables
