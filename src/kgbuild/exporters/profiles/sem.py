"""The profile `sem`: events, actors, places and times of the Simple Event Model, each link of them a claimant's view.

An event has no actor, place or time of its own: what it has are views (`sem:View`) that hold according to authorities,
with the actor or place as their `rdf:value`. A claim that the event did not happen, or is only planned, is a view as
well, but the event does not lead to its parts, so that nobody takes a denial for a deed.
"""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.assembly.support import find_stance
from kgbuild.exporters._lines import join_lines
from kgbuild.exporters._wording import describe_date
from kgbuild.exporters.profiles._sheet import Sheet, split_claims
from kgbuild.graph.claim_graph import ClaimGraph, sort_statements
from kgbuild.graph.entities import Entities
from kgbuild.graph.terms import Names, concept, day, expand, iri, string, typed
from kgbuild.graph.writing import write_article
from kgbuild.model import Article, Event, Statement

_PARTS = frozenset({"kg:role", "kg:claim", "kg:order"})
"""Links of a statement to nodes that this profile has no word for."""
_LEFT_OUT = frozenset(iri(expand(name)) for name in (*_PARTS, "nif:isString", "kg:refusedCount"))


def read(graph: ClaimGraph, *, refused: bool) -> Iterator[bytes]:  # noqa: ARG001  # a refused claim is of no event
    """See `kgbuild.exporters.profiles.Reader`."""
    sheet, names = Sheet(), graph.names
    articles = {article.id: article for article in graph.articles()}
    statements = {statement.id: statement for statement in sort_statements(graph)}
    for statement in statements.values():
        _add_statement(sheet, statement, articles[statement.article.id], names)
    for event in graph.events():
        _add_event(sheet, event, [statements[one] for one in event.statements if one in statements], names)
    _add_entities(sheet, list(statements.values()), names)
    return join_lines(sheet.write())


def _add_event(sheet: Sheet, event: Event, statements: list[Statement], names: Names) -> None:
    """What is told of: its type, whose word it is, and where somebody says so, its views."""
    node = names.event(event.id)
    sheet.add(node, "rdf:type", sheet.term("kg:Event"))
    for name, count in (("kg:supportCount", event.supporting), ("kg:denialCount", event.denying)):
        sheet.add(node, name, typed(str(count), "integer"))
    if event.part_of is not None:
        sheet.add(node, "sem:subEventOf", iri(names.event(event.part_of)))
    _add_type(sheet, node, "event", concept("action", event.type))
    for statement in statements:
        sheet.add(node, "kg:statement", iri(names.statement(statement.id)))
        if find_stance(statement) == "affirms":
            sheet.add(node, "rdf:type", sheet.term("sem:Event"))
            for link, part in _list_parts(statement, names):
                sheet.add(node, link, iri(part))


def _add_type(sheet: Sheet, node: str, kind: str, type_: str) -> None:
    """What kind of event, actor, place or role it is."""
    sheet.add(node, f"sem:{kind}Type", iri(type_))
    sheet.add(type_, "rdf:type", sheet.term(f"sem:{kind.capitalize()}Type"))


def _list_parts(statement: Statement, names: Names) -> Iterator[tuple[str, str]]:
    """The views that a statement comes to, with what would lead to them from an event."""
    bare = names.statement(statement.id)
    for slot, filled in (("actor", statement.actors), ("recipient", statement.recipients)):
        for position in range(len(filled)):
            yield "sem:hasActor", f"{bare}/{slot}/{position}"
    for position in range(len(statement.locations)):
        yield "sem:hasPlace", f"{bare}/location/{position}"
    if statement.date is not None and (statement.date.earliest or statement.date.latest):
        yield "sem:hasTime", f"{bare}/time"


def _add_statement(sheet: Sheet, statement: Statement, article: Article, names: Names) -> None:
    """The statement as it is in the graph, and its parts as views of those who say so."""
    home, bare = names.article(article.id), names.statement(statement.id)
    node = iri(bare)
    below = (f"<{home}>", f"<{home}#", f"<{bare}/quantity/", f"<{bare}/finding/")
    lines, _ = write_article(article, [statement], names)
    for subject, predicate, term in split_claims(lines):
        if predicate not in _LEFT_OUT and (subject == node or subject.startswith(below)):
            sheet.copy(subject, predicate, term)
    authorities = [
        names.actor(article.id, claimant, f"{bare.removeprefix(names.base)}/claim/{position}")
        for position, claimant in enumerate(statement.claimants)
    ] or [home]
    for view in (bare, *(part for _, part in _list_parts(statement, names))):
        sheet.add(view, "rdf:type", sheet.term("sem:View"))
        for authority in authorities:
            sheet.add(view, "sem:accordingTo", iri(authority))
            sheet.add(authority, "rdf:type", sheet.term("sem:Authority"))
        if view != bare:
            sheet.add(view, "prov:wasDerivedFrom", node)
    _add_roles(sheet, statement, names)
    _add_places(sheet, statement, names)
    _add_time(sheet, statement, f"{bare}/time")


def _add_roles(sheet: Sheet, statement: Statement, names: Names) -> None:
    """Who did it and who underwent it."""
    bare = names.statement(statement.id)
    for slot, filled in (("actor", statement.actors), ("recipient", statement.recipients)):
        for position, actor in enumerate(filled):
            role = f"{bare}/{slot}/{position}"
            sheet.add(role, "rdf:type", sheet.term("sem:Role"))
            _add_type(sheet, role, "role", expand(f"kg:{slot}"))
            filler = names.actor(statement.article.id, actor, role.removeprefix(names.base))
            sheet.add(role, "rdf:value", iri(filler))
            sheet.add(filler, "rdf:type", sheet.term("sem:Actor"))
            _add_type(sheet, filler, "actor", concept("kind", actor.kind))
            if actor.mention is not None:
                sheet.add(role, "rdfs:label", string(actor.mention.text))


def _add_places(sheet: Sheet, statement: Statement, names: Names) -> None:
    """Where, as far as it is known; the point is the place's, not the happening's."""
    bare = names.statement(statement.id)
    for position, place in enumerate(statement.locations):
        view = f"{bare}/location/{position}"
        filler = names.place(statement.article.id, place, view.removeprefix(names.base))
        sheet.add(view, "rdf:value", iri(filler))
        sheet.add(view, "kg:locationRelation", iri(concept("relation", place.relation)))
        sheet.add(view, "kg:placeStatus", iri(concept("place-status", place.status)))
        sheet.add(filler, "rdf:type", sheet.term("sem:Place"))
        if place.level is not None:
            _add_type(sheet, filler, "place", concept("level", place.level))
        if place.mention is not None:
            sheet.add(view, "rdfs:label", string(place.mention.text))


def _add_time(sheet: Sheet, statement: Statement, view: str) -> None:
    """When, no more precisely than the words: one stamp for a day, else the days between which it lies."""
    when = statement.date
    if when is None or not (when.earliest or when.latest):
        return
    sheet.add(view, "rdf:type", sheet.term("sem:Time"))
    sheet.add(view, "kg:datePrecision", iri(concept("precision", when.precision)))
    sheet.add(view, "rdfs:label", string(describe_date(when)))
    if when.earliest == when.latest:
        sheet.add(view, "sem:hasTimeStamp", day(when.earliest or ""))
        return
    if when.earliest is not None:
        sheet.add(view, "sem:hasEarliestBeginTimeStamp", day(when.earliest))
    if when.latest is not None:
        sheet.add(view, "sem:hasLatestEndTimeStamp", day(when.latest))


def _add_entities(sheet: Sheet, statements: list[Statement], names: Names) -> None:
    """What the statements together say of their actors and places."""
    entities = Entities()
    for statement in statements:
        entities.add(statement)
    for subject, predicate, term in split_claims(entities.join(names.identities).write(names)):
        sheet.copy(subject, predicate, term)
