"""A graph in, a labelled property graph out: rows of typed columns by label, and relationships by type and ends.

Actor, Place, Article, Publisher, Statement and Event are nodes; what an article says is never an edge from actor to
actor but a Statement between them, so that a denial can't be read as a deed. Every relationship that stands for a
statement carries its id, the article's address, the evidence and its standing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import asdict

from kgbuild.assembly.keys import digest, encode
from kgbuild.exporters._columns import join
from kgbuild.exporters._entity_tables import COUNTS
from kgbuild.exporters._normal import clean_text
from kgbuild.exporters._ordered import order
from kgbuild.exporters._property_columns import ENDS, NODES, RELATIONS, Columns, Row, Value
from kgbuild.exporters._statement_tables import describe_quantity
from kgbuild.graph.claim_graph import ClaimGraph, count_parties
from kgbuild.model import Actor, Article, ArticleHeader, Claimant, Event, Mention, Place, Statement


class Relation(Struct, frozen=True):
    """A relationship between two nodes, by their IRIs."""

    start: str
    end: str
    values: Row


class PropertyGraph(Struct, frozen=True):
    """Nodes by label and IRI, relationships by type and labels of their ends."""

    nodes: dict[str, dict[str, Row]]
    relations: dict[tuple[str, str, str], list[Relation]]


def make_property_graph(graph: ClaimGraph) -> PropertyGraph:
    """The accepted statements with all that they name, everything sorted.

    Texts have no characters that XML lacks; what is unknown is absent from a row.
    """
    build = _Builder(graph)
    build.add_all()
    nodes = {label: dict(sorted(build.nodes[label].items())) for label in NODES}
    relations = {
        (role, *ends): sorted(build.relations[role, *ends], key=lambda one: str(one.values["id"]))
        for role in RELATIONS
        for ends in ENDS[role]
    }
    return PropertyGraph(nodes, relations)


class _Builder:
    """A property graph while it is being made."""

    def __init__(self, graph: ClaimGraph) -> None:
        self.graph, self.names = order(graph), graph.names
        self.entities = self.graph.entities
        self.nodes: dict[str, dict[str, Row]] = {label: {} for label in NODES}
        self.relations: dict[tuple[str, str, str], list[Relation]] = defaultdict(list)

    def add_all(self) -> None:
        for header in sorted((article.header for article in self.graph.articles()), key=lambda one: one.id):
            self.add_article(header)
        statements = {statement.id: statement for statement in self.graph.statements()}
        for statement in statements.values():
            self.add_statement(statement)
        self.count_statements(statements.values())
        self.add_events(statements)
        for link in self.graph.assembled().links:
            if link.first in statements and link.second in statements:
                facts: Row = {"other": link.second, "slot": link.slot, "reason": link.reason}
                first, second = (("Statement", self.names.statement(one)) for one in (link.first, link.second))
                values = {"id": f"{link.first}/{link.second}/{link.slot}", **_source(statements[link.first]), **facts}
                self.link(link.kind.upper(), first, second, values)

    def add_article(self, article: Article | ArticleHeader) -> tuple[str, str]:
        node = ("Article", self.names.article(article.id))
        if node[1] in self.nodes["Article"]:
            return node
        self.add(*node, {name: getattr(article, name, None) for name in NODES["Article"]})
        for role, name in (("publisher", article.publisher), ("agency", article.agency)):
            if name is not None:
                publisher = ("Publisher", f"{self.names.base}publisher/{digest(name)}")
                self.add(*publisher, {"name": name})
                self.link("PUBLISHED", publisher, node, {"id": f"{article.id}/{role}", "role": role})
        return node

    def add_events(self, statements: dict[str, Statement]) -> None:
        events = {event.id: event for event in self.graph.events()}
        for event in events.values():
            node = self.names.event(event.id)
            self.add("Event", node, _describe_event(event))
            for number in event.statements:
                if number in statements:
                    values = {"id": f"{number}/event", **_source(statements[number])}
                    self.link("IN_EVENT", ("Statement", self.names.statement(number)), ("Event", node), values)
            if event.part_of in events:
                whole = self.names.event(event.part_of)
                self.link("PART_OF", ("Event", node), ("Event", whole), {"id": f"{event.id}/part"})

    def add_statement(self, statement: Statement) -> None:
        node = ("Statement", self.names.statement(statement.id))
        article = self.add_article(statement.article)
        source = _source(statement)
        self.add(*node, _describe_statement(statement))
        for at, mention in enumerate(statement.evidence):
            values = {"id": f"{statement.id}/evidence/{at}", **source, **_offsets(mention), "evidence": mention.text}
            self.link("EVIDENCE", node, article, values)
        self.add_sayers(statement, node, article)
        for role, slot, parties in (
            ("HAS_ACTOR", "actor", statement.actors),
            ("HAS_RECIPIENT", "recipient", statement.recipients),
        ):
            for at, actor in enumerate(parties):
                key = f"{statement.id}/{slot}/{at}"
                party = self.add_actor(statement, f"{slot}/{at}", actor)
                values = {"id": key, **source, **_words(actor.mention)}
                self.link(role, node, party, values)
        for at, place in enumerate(statement.locations):
            values = {"id": f"{statement.id}/location/{at}", **source, **_words(place.mention)}
            values |= {"relation": place.relation, "bearing": place.bearing}
            self.link("AT", node, self.add_place(statement, at, place), values)

    def add_sayers(self, statement: Statement, node: tuple[str, str], article: tuple[str, str]) -> None:
        """The chain of claimants, outermost first; where there is none, the article says it in its own voice."""
        source = _source(statement)
        chain = [
            (self.add_actor(statement, f"claim/{at}", claimant), claimant)
            for at, claimant in enumerate(statement.claimants)
        ]
        for at, ((outer, _), (inner, claimant)) in enumerate(pairwise(chain)):
            values = {"id": f"{statement.id}/quotes/{at}", **source, **_attribute(claimant)}
            self.link("QUOTES", outer, inner, values)
        values = {"id": f"{statement.id}/says", **source}
        if chain:
            values |= _attribute(chain[-1][1])
        self.link("SAYS", chain[-1][0] if chain else article, node, values)

    def add_actor(self, statement: Statement, slot: str, actor: Actor | Claimant) -> tuple[str, str]:
        home = f"statement/{encode(statement.id)}"
        node = self.names.actor(statement.article.id, actor, f"{home}/{slot}")
        self.add("Actor", node, asdict(self.entities.actors[node]))
        return "Actor", node

    def count_statements(self, statements: Iterable[Statement]) -> None:
        """Tell of each actor in how many statements it acts, is acted upon, and is among those who say so."""
        counts = count_parties(self.graph, statements)
        for node, row in self.nodes["Actor"].items():
            row.update({column: counts[node, slot] for slot, column in COUNTS.items()})

    def add_place(self, statement: Statement, at: int, place: Place) -> tuple[str, str]:
        node = self.names.place(statement.article.id, place, f"statement/{encode(statement.id)}/location/{at}")
        facts: Row = {name: getattr(place, name) for name in NODES["Place"] if name not in {"iri", "name"}}
        facts["name"] = self.entities.names.get(node)
        self.add("Place", node, facts)
        return "Place", node

    def add(self, label: str, node: str, facts: Row) -> None:
        """The node; a second telling fills gaps and changes nothing."""
        row = self.nodes[label].setdefault(node, {"iri": node})
        for name, value in _clean(facts, NODES[label]):
            row.setdefault(name, value)

    def link(self, role: str, start: tuple[str, str], end: tuple[str, str], values: Row) -> None:
        relation = Relation(start[1], end[1], dict(_clean(values, RELATIONS[role])))
        self.relations[role, start[0], end[0]].append(relation)


def _clean(facts: Row, columns: Columns) -> Iterator[tuple[str, Value]]:
    """What is known, in the order of the columns."""
    for name in columns:
        value = facts.get(name)
        if isinstance(value, str):
            yield name, clean_text(value)
        elif isinstance(value, tuple):
            # The unit separator parts the values of a list in the files, and is no character of XML.
            parts = tuple(text for text in map(clean_text, value) if text)
            if parts:
                yield name, parts
        elif value is not None:
            yield name, value


def _source(statement: Statement) -> Row:
    return {
        "statement": statement.id,
        "url": statement.article.url,
        "evidence": join(mention.text for mention in statement.evidence),
        "status": statement.status,
        "polarity": statement.polarity,
        "modality": statement.modality,
    }


def _offsets(mention: Mention) -> Row:
    return {"start_offset": mention.start, "end_offset": mention.end}


def _words(mention: Mention | None) -> Row:
    return {"words": mention.text, **_offsets(mention)} if mention else {}


def _attribute(claimant: Claimant) -> Row:
    return {**_words(claimant.mention), "cue": claimant.cue.text if claimant.cue else None}


def _describe_statement(statement: Statement) -> Row:
    date, article, action = statement.date, statement.article, statement.action
    killed = [one for one in statement.quantities if one.kind == "killed"]
    # The larger of several counts of one sentence holds the others.
    most = max(killed, key=lambda one: (one.low or one.high or 0, one.start), default=None)
    return {
        **_source(statement), "id": statement.id, "action": action.type, "mode": action.mode,
        "contexts": action.contexts, "cameo": action.cameo, "acled": action.acled,
        "edtf": date.value if date else None, "earliest": date.earliest if date else None,
        "latest": date.latest if date else None, "precision": date.precision if date else None,
        "trigger": statement.trigger.text, "article": article.id, "published": article.published,
        "publisher": article.publisher,
        "claimants": tuple(claimant.name for claimant in statement.claimants),
        "quantities": tuple(map(describe_quantity, statement.quantities)),
        "killed_low": None if most is None or most.low is None else float(most.low),
        "killed_high": None if most is None or most.high is None else float(most.high),
        "confidence": float(statement.confidence),
        "extractor": f"{statement.extractor.name} {statement.extractor.version}", "rule": statement.extractor.rule,
        "findings": tuple(finding.code for finding in statement.findings),
    }  # fmt: skip


def _describe_event(event: Event) -> Row:
    return {
        "action": event.type,
        **{name: getattr(event, name) for name in NODES["Event"] if name not in {"iri", "action"}},
    }
