"""An index and the graph that it is of in, everything in it that can't be so out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from kgbuild.explorer import Index
from kgbuild.graph.claim_graph import ClaimGraph, list_locations, list_parties
from kgbuild.model import Statement

EPOCH, CYCLE = date(1970, 1, 1), 146_097
TABLES = ("articles", "actors", "places", "statements", "tolls", "events", "links", "states")
ROWS = {
    "articles": ("statements.article",),
    "actors": ("statements.actors", "statements.recipients", "statements.claimants", "events.actors",
               "events.recipients", "states.holder"),
    "places": ("places.inside", "statements.places", "events.place", "states.place"),
    "statements": ("tolls.statement", "links.first", "links.second", "states.statements"),
    "events": ("statements.event", "events.part_of"),
}  # fmt: skip
"""The columns of rows, by the table that they point into."""
CODES = {
    "type": ("statements.type", "events.type", "states.type"),
    "mode": ("statements.mode", "events.mode", "states.mode"),
    "status": ("statements.status",), "modality": ("statements.modality",), "precision": ("statements.precision",),
    "basis": ("statements.basis",), "relation": ("statements.relations",), "kind": ("actors.kind",),
    "country": ("actors.country", "places.country"), "sector": ("actors.sector",),
    "side": ("actors.side", "statements.side", "events.sides", "events.denying_sides", "states.side"),
    "level": ("places.level",),
    "place_status": ("places.status",), "toll": ("tolls.kind",), "unit": ("tolls.unit",), "link": ("links.kind",),
    "slot": ("links.slot",),
}  # fmt: skip
NEEDED = ("statements.article", "tolls.statement", "links.first", "links.second", "states.place", "statements.type",
          "statements.status", "statements.modality", "actors.kind", "places.status", "events.type", "tolls.kind",
          "links.kind", "links.slot", "states.type", "states.side")  # fmt: skip
"""The columns in which every row points somewhere; and so does every member of a list."""


def find_faults(index: Index) -> Iterator[str]:
    """What is wrong inside of the index."""
    for table in TABLES:
        lengths = {len(column) for column in _columns(index, table).values()}
        if len(lengths) != 1:
            yield f"{table}: columns of the lengths {lengths}"
    for table, names in ROWS.items():
        for name in names:
            yield from _find_stray(index, name, len(next(iter(_columns(index, table).values()))))
    for codes, names in CODES.items():
        for name in names:
            yield from _find_stray(index, name, len(getattr(index.codes, codes)))
    for table, name in (("articles", "id"), ("actors", "key"), ("places", "key"), ("events", "id"), ("states", "id")):
        column = _columns(index, table)[name]
        if column != sorted(set(column)):
            yield f"{table}: not sorted, or twice the same {name}"
    places = index.places
    for row in range(len(places.key)):
        above, seen = places.inside[row], {row}
        while above >= 0:
            if above in seen:
                yield f"place {row} is inside of itself"
                break
            seen.add(above)
            above = places.inside[above]
    counts = index.counts
    for name in ("articles", "statements", "events", "actors", "places"):
        if getattr(counts, name) != len(next(iter(_columns(index, name).values()))):
            yield f"counts.{name} is not the length of its table"


def find_differences(index: Index, graph: ClaimGraph) -> Iterator[str]:
    """What the index says of an accepted statement otherwise than its record."""
    rows = {one: row for row, one in enumerate(index.statements.id)}
    told = {one.id: one for one in graph.statements(accepted=True)}
    if rows.keys() != told.keys():
        yield f"other statements: {rows.keys() ^ told.keys()}"
        return
    for statement in told.values():
        for name, given, found in _compare(index, rows[statement.id], graph, statement):
            if given != found:
                yield f"{statement.id}, {name}: {found!r} in place of {given!r}"


def _compare(index: Index, row: int, graph: ClaimGraph, one: Statement) -> Iterator[tuple[str, Any, Any]]:
    table, codes, base = index.statements, index.codes, graph.names.base
    slots = {"actor": "actors", "recipient": "recipients", "claim": "claimants"}
    for slot, column in slots.items():
        keys = [node.removeprefix(base) for name, node, _ in list_parties(graph, one) if name == slot]
        yield column, keys, [index.actors.key[at] for at in getattr(table, column)[row]]
    where = list(list_locations(graph, one))
    yield "places", [node.removeprefix(base) for node, _ in where], [index.places.key[at] for at in table.places[row]]
    yield "relations", [place.relation for _, place in where], [codes.relation[at] for at in table.relations[row]]
    yield "article", one.article.id, index.articles.id[table.article[row]]
    yield "type", one.action.type, codes.type[table.type[row]]
    yield "mode", one.action.mode, _name(codes.mode, table.mode[row])
    yield "status", one.status, codes.status[table.status[row]]
    yield "modality", one.modality, codes.modality[table.modality[row]]
    yield "negative", one.polarity == "negative", bool(table.negative[row])
    yield "findings", len(one.findings), table.findings[row]
    for end in ("earliest", "latest"):
        yield end, count_days(getattr(one.date, end, None)), getattr(table, end)[row]
    yield "precision", one.date and one.date.precision, _name(codes.precision, table.precision[row])
    yield "basis", one.date and one.date.basis, _name(codes.basis, table.basis[row])
    tolls = [at for at, home in enumerate(index.tolls.statement) if home == row]
    yield "tolls", [(q.kind, q.low, q.high, q.approximate, q.unit) for q in one.quantities], [
        (codes.toll[index.tolls.kind[at]], index.tolls.low[at], index.tolls.high[at],
         bool(index.tolls.approximate[at]), _name(codes.unit, index.tolls.unit[at]))
        for at in tolls
    ]  # fmt: skip


def count_days(day: str | None) -> int | None:
    """The number of a day, by the standard library, whose years start at 1; the year before is 400 years earlier."""
    if day is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return None
    shift = day.startswith("0000")
    try:
        return (date.fromisoformat(day.replace("0000", "0400") if shift else day) - EPOCH).days - shift * CYCLE
    except ValueError:
        return None


def _name(codes: Iterable[str], number: int) -> str | None:
    return None if number < 0 else list(codes)[number]


def _columns(index: Index, table: str) -> dict[str, list[Any]]:
    whole = getattr(index, table)
    return {name: getattr(whole, name) for name in whole.__struct_fields__}


def _find_stray(index: Index, name: str, size: int) -> Iterator[str]:
    table, _, column = name.partition(".")
    for row, value in enumerate(_columns(index, table)[column]):
        least = 0 if isinstance(value, list) or name in NEEDED else -1
        for one in value if isinstance(value, list) else [value]:
            if not least <= one < size:
                yield f"{name}[{row}] is {one} of {size}"
