"""A node of a graph in, sentences on what assembly made of it out: its event, its links, the names that are one."""

from __future__ import annotations

import pyoxigraph as ox

from kgbuild.assembly.keys import digest
from kgbuild.graph.lookups import JUDGED, find_event_of, find_links
from kgbuild.graph.store import Graph

_EVENT = """SELECT ?articles ?publishers ?sources ?support ?denial ?whole ?node {
  ?node a kg:Event ; kg:articleCount ?articles ; kg:publisherCount ?publishers ; kg:sourceCount ?sources ;
    kg:supportCount ?support ; kg:denialCount ?denial .
  OPTIONAL { ?node kg:partOf ?whole }
}"""
_NAMES = """SELECT ?name ?reason ?article ?node {
  ?local kg:identifiedAs ?node ; rdfs:label ?name ; kg:reason ?reason .
  OPTIONAL { ?local prov:wasDerivedFrom/dcterms:identifier ?article }
} ORDER BY ?name ?article ?reason"""
_STATE = """SELECT ?place ?placeName ?holder ?holderName ?action ?mode ?side ?polarity ?from ?to ?until ?node {
  ?node kg:place ?place ; kg:action ?action ; kg:side ?side ; kg:polarity ?polarity .
  OPTIONAL { ?place rdfs:label ?placeName }
  OPTIONAL { ?node kg:holder ?holder OPTIONAL { ?holder rdfs:label ?holderName } }
  OPTIONAL { ?node kg:mode ?mode }
  OPTIONAL { ?node kg:earliest ?from }
  OPTIONAL { ?node kg:latest ?to }
  OPTIONAL { ?node kg:until ?until }
} ORDER BY ?holderName"""
_LINK = """SELECT ?first ?second ?concept ?slot ?reason ?node {
  ?node kg:first ?first ; kg:second ?second ; kg:linkKind ?concept ; kg:slot ?slot ; kg:reason ?reason
}"""
_QUESTION = """SELECT ?first ?second ?slot ?score ?reason ?node {
  ?node kg:first ?first ; kg:second ?second ; kg:slot ?slot ; kg:score ?score ; kg:reason ?reason
}"""
_OTHERS = {"updates": "is updated by", "contradicts": "contradicts", "corroborates": "corroborates"}


def describe_links(graph: Graph, statement_id: str) -> tuple[str, ...]:
    """The event of a statement, and what contradicts, updates or corroborates it, each with slot and reason."""
    event = find_event_of(graph, statement_id)
    notes = [] if event is None else [f"told of: {event}"]
    ends = [
        (link, link.second if link.first == statement_id else link.first) for link in find_links(graph, statement_id)
    ]
    for link, other in sorted(ends, key=lambda end: (end[0].kind, end[0].slot, graph.names.statement(end[1]))):
        verb = link.kind if link.first == statement_id else _OTHERS[link.kind]
        notes.append(f"{verb} {other} ({link.slot}): {link.reason}")
    return tuple(notes)


def describe_event(graph: Graph, node: ox.NamedNode) -> tuple[str, ...]:
    """How many report it, who supports and who denies it, and what it is part of."""
    notes = []
    for row in graph.query(_EVENT, bindings={"node": node}).records():
        notes.append(
            f"{_count(row['articles'], 'report')} by {_count(row['publishers'], 'publisher')}, "
            f"{_count(row['sources'], 'independent source')}"
        )
        for name, verb, count in (("side", "supported", row["support"]), ("denyingSide", "denied", row["denial"])):
            if count:
                sides = _list_values(graph, node, f"kg:{name}")
                notes.append(
                    f"{verb} by {_count(count, 'independent source')}" + (f", sides: {sides}" if sides else "")
                )
        if row["whole"] is not None:
            notes.append(f"part of {graph.names.read_id(str(row['whole']), 'event')}")
    parts = graph.query("SELECT ?part ?node { ?part kg:partOf ?node } ORDER BY ?part", bindings={"node": node}).rows
    return (*notes, *(f"has the part {graph.names.read_id(str(part[0]), 'event')}" for part in parts))


def describe_identity(graph: Graph, node: ox.NamedNode) -> tuple[str, ...]:
    """The names of articles that were joined to an actor or a place, with the reasons."""
    return tuple(
        f'also "{row["name"]}"' + (f" in {row['article']}" if row["article"] else "") + f": {row['reason']}"
        for row in graph.query(_NAMES, bindings={"node": node}).records()
    )


def describe_link(graph: Graph, node: ox.NamedNode) -> tuple[str, ...]:
    """How one statement bears on another, and why."""
    return tuple(
        f"{_shorten(graph, row['first'])} {_code(row['concept'])} {_shorten(graph, row['second'])} "
        f"({row['slot']}): {row['reason']}"
        for row in graph.query(_LINK, bindings={"node": node}).records()
    )


def describe_state(graph: Graph, node: ox.NamedNode) -> tuple[str, ...]:
    """Whose word it is that somebody holds a place, or is there, and for which days."""
    notes = []
    for row in graph.query(_STATE, bindings={"node": node}).records():
        what = _code(row["action"] if row["mode"] is None else row["mode"])
        denied = "not " if _code(row["polarity"]) == "negative" else ""
        holder = row["holderName"] or (_shorten(graph, row["holder"]) if row["holder"] else "nobody named")
        place = row["placeName"] or _shorten(graph, row["place"])
        began = f"began between {row['from'] or '..'} and {row['to'] or '..'}"
        until = (
            f"the same side says otherwise on {row['until']}" if row["until"] else "the same side never says otherwise"
        )
        notes += [f"by the word of {row['side']}: {denied}{what}, {holder}, {place}", f"{began}; {until}"]
    return tuple(notes)


def describe_question(graph: Graph, node: ox.NamedNode) -> tuple[str, ...]:
    """What may be one with what, how alike they are, and what speaks for it."""
    return tuple(
        f"are these one {row['slot']}? {_shorten(graph, row['first'])} and {_shorten(graph, row['second'])}: "
        f"alike by {row['score']}, {row['reason']}"
        for row in graph.query(_QUESTION, bindings={"node": node}).records()
    )


def describe_judgements(graph: Graph, node: ox.NamedNode, *, only: str | None = None) -> tuple[str, ...]:
    """What people say of the node, of the names joined to it, or of the statements of an event.

    `only` keeps the judgement of this id.
    """
    notes = []
    for row in graph.query(JUDGED, bindings={"node": node}).records():
        if only is not None and only != digest(_shorten(graph, row["first"]), _shorten(graph, row["second"])):
            continue
        first, second = (str(row[name]).removeprefix(graph.names.base) for name in ("first", "second"))
        signed = ", ".join(str(row[name]) for name in ("who", "when") if row[name] is not None)
        note = f"judged {row['verdict']}: {first} and {second}" + (f" ({signed})" if signed else "")
        notes.append(note if row["why"] is None else f"{note}: {row['why']}")
    return tuple(notes)


def _shorten(graph: Graph, value: object) -> str:
    return str(value).removeprefix(graph.names.base)


def _code(concept: object) -> str:
    return str(concept).rpartition("/")[2]


def _list_values(graph: Graph, node: ox.NamedNode, name: str) -> str:
    rows = graph.query(f"SELECT ?value ?node {{ ?node {name} ?value }} ORDER BY ?value", bindings={"node": node})
    return ", ".join(str(row[0]) for row in rows.rows)


def _count(count: object, thing: str) -> str:
    return f"{count} {thing}" + ("" if count == 1 else "s")
