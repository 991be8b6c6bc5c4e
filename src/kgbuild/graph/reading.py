"""Quads to records: the quads of one article's named graphs in, the article and its statements out.

The inverse of `writing`: what was written comes back equal, field by field.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar
from urllib.parse import unquote

import pyoxigraph as ox

from kgbuild.errors import GraphError
from kgbuild.graph.terms import GEONAMES, WIKIDATA, Names, expand, read_code, read_number
from kgbuild.graph.writing import PROPERTIES
from kgbuild.model import (
    Action,
    Actor,
    Article,
    Claimant,
    Finding,
    FoundBy,
    Mention,
    Place,
    Quantity,
    Statement,
    When,
)

ADVICE = "Run 'kgbuild verify' on its folder: it says what to do."
Node = dict[str, list[str]]
"""What is said of one subject: prefixed property name to the values' IRIs or lexical forms."""
Record = TypeVar("Record")
_SHORT = {expand(name): name for name in PROPERTIES}
ARTICLE_FIELDS = {
    "id": "dcterms:identifier",
    "url": "schema:url",
    "title": "schema:headline",
    "published": "schema:datePublished",
    "publisher": "kg:publisher",
    "publisher_basis": "kg:publisherBasis",
    "agency": "kg:agency",
    "byline": "kg:byline",
    "language": "schema:inLanguage",
    "sha256": "kg:sha256",
    "text": "nif:isString",
}
"""The fields of an article by the properties that hold them."""


def read_article(quads: Iterable[ox.Quad], names: Names) -> tuple[Article, list[Statement]]:
    """The article of these quads and its statements, accepted and refused, in the order of the text.

    Args:
        quads: all quads of the article's claims graph and refused graph, in any order.
        names: the base that the graph was written with.

    Raises:
        GraphError: a property is missing or holds what its record doesn't allow.
    """
    nodes: dict[str, Node] = {}
    for quad in quads:
        node = nodes.setdefault(quad.subject.value, {})  # type: ignore[union-attr]
        name = _SHORT.get(quad.predicate.value)
        if name is None:
            raise GraphError(
                f"{quad.subject}: the property {quad.predicate} is unknown. Restore the record, or read it with "
                "the kgbuild that wrote it."
            )
        values = node.setdefault(name, [])
        value = quad.object.value  # type: ignore[union-attr]
        if value not in values:
            values.append(value)
    try:
        return _Page(nodes, names).read()
    except ValueError as error:  # what should be a number is none
        raise GraphError(f"a value is none that its property takes ({error}). {ADVICE}") from error


def order_statements(statements: Iterable[Statement]) -> list[Statement]:
    """As the text tells them: by trigger, then evidence, then id."""
    return sorted(statements, key=lambda statement: (statement.trigger, statement.evidence, statement.id))


class _Page:
    """The nodes of one article while its records are being read."""

    def __init__(self, nodes: dict[str, Node], names: Names) -> None:
        self.nodes, self.names = nodes, names
        self.mentions: dict[str, Mention] = {}

    def read(self) -> tuple[Article, list[Statement]]:
        article: Article | None = None
        statements = []
        for node in self.nodes.values():
            if "nif:isString" in node:
                fields = {field: _first(node, name) for field, name in ARTICLE_FIELDS.items()}
                article = _make(Article, fields, "an article")
        if article is None:
            raise GraphError(f"a named graph holds no article. {ADVICE}")
        header = article.header
        for iri, node in self.nodes.items():
            if "kg:accepted" in node:
                statements.append(self.read_statement(iri, node, header))
        return article, order_statements(statements)

    def read_statement(self, iri: str, node: Node, header: Any) -> Statement:
        """The statement of this node."""
        roles: dict[str, list[Node]] = {"actor": [], "recipient": [], "location": []}
        for role in self.read_parts(node, "kg:role"):
            slot = _need(role, "kg:slot", "a role")
            if slot not in roles:
                raise GraphError(f"a role has the slot '{slot}'. {ADVICE}")
            roles[slot].append(role)
        extractor = _need(node, "kg:extractor", iri).rsplit("/", 2)
        fields = {
            "id": self.names.read_id(iri, "statement"),
            "article": header,
            "evidence": self.read_evidence(node),
            "trigger": self.read_mention(_need(node, "kg:trigger", iri)),
            "action": self.read_action(node, iri),
            "actors": tuple(self.read_actor(role) for role in roles["actor"]),
            "recipients": tuple(self.read_actor(role) for role in roles["recipient"]),
            "locations": tuple(self.read_place(role) for role in roles["location"]),
            "date": self.read_date(node),
            "claimants": tuple(self.read_claimant(part) for part in self.read_parts(node, "kg:claim")),
            "status": _code(node, "kg:status"),
            "polarity": _code(node, "kg:polarity"),
            "modality": _code(node, "kg:modality"),
            "quantities": tuple(self.read_quantity(part) for part in self.read_parts(node, "kg:quantity")),
            "extractor": FoundBy(unquote(extractor[1]), unquote(extractor[2]), _need(node, "kg:rule", iri)),
            "confidence": float(_need(node, "kg:confidence", iri)),
            "findings": tuple(_read_finding(part) for part in self.read_parts(node, "kg:finding")),
            "accepted": _first(node, "kg:accepted") == "true",
        }
        return _make(Statement, fields, iri)

    def read_parts(self, node: Node, name: str) -> list[Node]:
        """The nodes that a property points to, by position."""
        parts = [self.nodes[iri] for iri in node.get(name, ()) if iri in self.nodes]
        return sorted(parts, key=lambda part: int(_need(part, "kg:position", name)))

    def read_mention(self, iri: str | None) -> Mention | None:
        """The words; every mention that shares a node is one object."""
        if iri is None:
            return None
        mention = self.mentions.get(iri)
        if mention is None:
            node = self.nodes.get(iri, {})
            begin, end = int(_need(node, "nif:beginIndex", iri)), int(_need(node, "nif:endIndex", iri))
            mention = self.mentions[iri] = Mention(begin, end, _need(node, "nif:anchorOf", iri))
        return mention

    def read_evidence(self, node: Node) -> tuple[Mention | None, ...]:
        by_span = {iri.partition("#char=")[2]: self.read_mention(iri) for iri in node.get("kg:evidence", ())}
        order = _order(node, "evidence")
        if order is not None:
            return tuple(by_span[span] for span in order)
        return tuple(sorted(mention for mention in by_span.values() if mention is not None))

    def read_action(self, node: Node, iri: str) -> Action:
        type_ = read_code(_need(node, "kg:action", iri))
        mode = _code(node, "kg:mode")
        contexts = [read_code(value) for value in sorted(node.get("kg:context", ()))]
        order = _order(node, "context")
        fields = {
            "type": type_,
            "mode": None if mode is None else mode[len(type_) + 1 :],
            "contexts": tuple(contexts if order is None else map(unquote, order)),
            "cameo": _first(node, "kg:cameo"),
            "acled": _first(node, "kg:acled"),
        }
        return _make(Action, fields, iri)

    def read_actor(self, role: Node) -> Actor:
        chain, wikidata = _first(role, "kg:chain"), _first(role, "skos:exactMatch")
        fields = {
            "mention": self.read_mention(_first(role, "kg:mention")),
            "id": self.names.read_id(_read_filler(role, "kg:filler", "a role"), "actor"),
            **_read_identity(role),
            "sector": _code(role, "kg:sector"),
            "wikidata": None if wikidata is None else unquote(wikidata.removeprefix(WIKIDATA)),
            "chain": None if chain is None else int(chain),
            "rule": _first(role, "kg:rule"),
        }
        return _make(Actor, fields, "an actor")

    def read_place(self, role: Node) -> Place:
        place = self.names.read_id(_read_filler(role, "kg:filler", "a role"), "place")
        order = _order(role, "candidate")
        candidates = (int(iri.removeprefix(GEONAMES).rstrip("/")) for iri in role.get("kg:candidate", ()))
        fields = {
            "mention": self.read_mention(_first(role, "kg:mention")),
            "relation": _code(role, "kg:locationRelation"),
            "name": _first(role, "rdfs:label"),
            "geonames": None if place is None else int(place.removeprefix("geonames-")),
            "lat": _number(role, "schema:latitude"),
            "lon": _number(role, "schema:longitude"),
            "country": _first(role, "kg:country"),
            "level": _code(role, "kg:level"),
            "status": _code(role, "kg:placeStatus"),
            "usage": _code(role, "kg:usage"),
            "within": _first(role, "kg:within"),
            "candidates": tuple(sorted(candidates) if order is None else map(int, order)),
            "rule": _first(role, "kg:rule"),
            "inside": _first(role, "kg:inside"),
            "disputed": _first(role, "kg:disputedArea"),
            "claimed_by": _texts(role, "claimedBy"),
            "held_by": _texts(role, "heldBy"),
            "gazetteer": _first(role, "kg:gazetteer"),
            "bearing": _first(role, "kg:bearing"),
        }
        return _make(Place, fields, "a place")

    def read_date(self, node: Node) -> When | None:
        if "kg:dateKind" not in node:
            return None
        fields = {
            "mention": self.read_mention(_first(node, "kg:dateMention")),
            "kind": _code(node, "kg:dateKind"),
            "value": _first(node, "kg:edtf"),
            "earliest": _first(node, "kg:earliest"),
            "latest": _first(node, "kg:latest"),
            "precision": _code(node, "kg:datePrecision"),
            "anchor": _code(node, "kg:dateAnchor"),
            "basis": _code(node, "kg:dateBasis"),
            "rule": _first(node, "kg:dateRule"),
        }
        return _make(When, fields, "a date")

    def read_claimant(self, claim: Node) -> Claimant:
        fields = {
            "mention": self.read_mention(_first(claim, "kg:mention")),
            "cue": self.read_mention(_first(claim, "kg:cue")),
            "id": self.names.read_id(_read_filler(claim, "kg:claimant", "a claim"), "actor"),
            **_read_identity(claim),
        }
        return _make(Claimant, fields, "a claimant")

    def read_quantity(self, node: Node) -> Quantity:
        words = self.read_mention(_need(node, "kg:mention", "a quantity"))
        assert words is not None
        fields = {
            "start": words.start,
            "end": words.end,
            "text": words.text,
            "low": _number(node, "kg:low"),
            "high": _number(node, "kg:high"),
            "approximate": _first(node, "kg:approximate") == "true",
            "unit": _first(node, "kg:unit"),
            "kind": _code(node, "kg:quantityKind"),
        }
        return _make(Quantity, fields, "a quantity")


def _read_filler(node: Node, name: str, where: str) -> str:
    """What the article itself was taken to speak of, whatever it was joined to."""
    return _first(node, "kg:readAs") or _need(node, name, where)


def _read_identity(node: Node) -> dict[str, str | None]:
    return {
        "name": _first(node, "rdfs:label"),
        "kind": _code(node, "kg:actorKind"),
        "country": _first(node, "kg:country"),
    }


def _read_finding(node: Node) -> Finding:
    fields = {
        "code": _first(node, "kg:code"),
        "severity": _code(node, "kg:severity"),
        "slot": _first(node, "kg:slot"),
        "message": _first(node, "kg:message"),
    }
    return _make(Finding, fields, "a finding")


def _first(node: Node, name: str) -> str | None:
    values = node.get(name)
    return values[0] if values else None


def _need(node: Node, name: str, where: str) -> str:
    value = _first(node, name)
    if value is None:
        raise GraphError(f"{where} has no {name}. {ADVICE}")
    return value


def _code(node: Node, name: str) -> str | None:
    value = _first(node, name)
    return None if value is None else read_code(value)


def _number(node: Node, name: str) -> float | int | None:
    value = _first(node, name)
    return None if value is None else read_number(value)


def _order(node: Node, name: str) -> list[str] | None:
    """The kept order of a property's values, where it was not ascending."""
    for value in node.get("kg:order", ()):
        kind, *values = value.split(" ")
        if kind == name:
            return values
    return None


def _texts(node: Node, name: str) -> tuple[str, ...]:
    """The texts of a property, in their order."""
    order = _order(node, name)
    return tuple(sorted(node.get(f"kg:{name}", ())) if order is None else map(unquote, order))


def _make(record: type[Record], fields: dict[str, Any], where: str) -> Record:
    """The record, its field values checked against their types only where building it is cheap enough to be read."""
    try:
        return record(**fields)
    except TypeError as error:
        raise GraphError(f"{where}: {error}. {ADVICE}") from error
