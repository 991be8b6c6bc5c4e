"""A graph in, the errors that can be planted in it out: each kind breaks a node in one way and says what has to come.

Most kinds change the values of one property, which the shape of the node's class or one rule forbids; these are rows
of the table below. The others break what has to hold between nodes; these are in seeds_between.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copies import Base, Expected, Quad, Seed, term

from kgbuild.graph.terms import SCHEMES, typed

NOWHERE = "<https://example.org/nowhere>"
PARTS = ("kg:role", "kg:claim", "kg:quantity", "kg:finding")


def concept(path: str) -> str:
    return f"<{SCHEMES}{path}>"


TABLE: dict[str, tuple[str, str, str, str]] = {
    # name: class, property, what its values become ("": none; "+...": this one too; "*...": also where there was none),
    # codes of the findings: those of shapes (KG7xx) name the property
    "statement without status": ("kg:Statement", "kg:status", "", "KG701"),
    "status of no scheme": ("kg:Statement", "kg:status", concept("status/said"), "KG701"),
    "polarity of another scheme": ("kg:Statement", "kg:polarity", concept("status/claimed"), "KG701"),
    "two modalities": ("kg:Statement", "kg:modality", f"+{concept('modality/intended')}", "KG701"),
    "context of another scheme": ("kg:Statement", "kg:context", f"*{concept('sector/MIL')}", "KG701"),
    "more than certain": ("kg:Statement", "kg:confidence", typed("1.8", "decimal"), "KG701"),
    "confidence as text": ("kg:Statement", "kg:confidence", '"high"', "KG701"),
    "no such CAMEO code": ("kg:Statement", "kg:cameo", '"294"', "KG701"),
    "two CAMEO codes": ("kg:Statement", "kg:cameo", '+"2099"', "KG701"),
    "date as a number": ("kg:Statement", "kg:edtf", typed("2025", "integer"), "KG701"),
    "anchor of no scheme": ("kg:Statement", "kg:dateAnchor", concept("anchor/title"), "KG701"),
    "extractor that nobody describes": ("kg:Statement", "kg:extractor", NOWHERE, "KG701"),
    "two triggers": ("kg:Statement", "kg:trigger", f"+{NOWHERE}", "KG701 KG801"),
    "property that statements have not": ("kg:Statement", "schema:name", '*"x"', "KG714"),
    "role before the first": ("kg:Role", "kg:position", typed("-1", "integer"), "KG702"),
    "role without position": ("kg:Role", "kg:position", "", "KG702"),
    "role with two kinds": ("kg:Role", "kg:actorKind", f"+{concept('kind/media')}", "KG702"),
    "role with two labels": ("kg:Role", "rdfs:label", '+"another"', "KG702"),
    "role of a country of two letters": ("kg:Role", "kg:country", '"CD"', "KG702"),
    "relation of no scheme": ("kg:Role", "kg:locationRelation", concept("relation/at"), "KG702"),
    "role beyond the pole": ("kg:Role", "schema:latitude", typed("91.5", "decimal"), "KG702"),
    "property that roles have not": ("kg:Role", "schema:name", '*"x"', "KG714"),
    "role without its class": ("kg:Role", "rdf:type", "", "KG822"),
    "claim without position": ("kg:Claim", "kg:position", "", "KG703"),
    "claim of no kind": ("kg:Claim", "kg:actorKind", concept("kind/rumour"), "KG703"),
    "claimant that nobody describes": ("kg:Claim", "kg:claimant", NOWHERE, "KG703"),
    "mention without words": ("kg:Mention", "nif:anchorOf", "", "KG704"),
    "mention without article": ("kg:Mention", "nif:referenceContext", "", "KG704"),
    "mention without begin": ("kg:Mention", "nif:beginIndex", "", "KG704 KG801"),
    "mention that ends first": ("kg:Mention", "nif:beginIndex", typed("99999", "integer"), "KG704 KG807"),
    "words that stand elsewhere": ("kg:Mention", "nif:anchorOf", '"no such words"', "KG807"),
    "article without identifier": ("kg:Article", "dcterms:identifier", "", "KG705"),
    "hash that is none": ("kg:Article", "kg:sha256", '"abc"', "KG705"),
    "publication day as text": ("kg:Article", "schema:datePublished", '"4 March"', "KG705"),
    "fewer refused than none": ("kg:Article", "kg:refusedCount", typed("-1", "integer"), "KG705"),
    "actor of no kind": ("kg:Actor", "kg:actorKind", concept("kind/rebel"), "KG706"),
    "actor with two labels": ("kg:Actor", "rdfs:label", '+"another"', "KG706"),
    "place beyond the pole": ("kg:Place", "schema:latitude", typed("-91.0", "decimal"), "KG707"),
    "place of no level": ("kg:Place", "kg:level", concept("level/village"), "KG707"),
    "quantity of no kind": ("kg:Quantity", "kg:quantityKind", "", "KG708"),
    "number as text": ("kg:Quantity", "kg:low", '"12"', "KG708"),
    "approximate or not": ("kg:Quantity", "kg:approximate", '"perhaps"', "KG708"),
    "finding without message": ("kg:Finding", "kg:message", "", "KG709"),
    "severity of no scheme": ("kg:Finding", "kg:severity", concept("severity/fatal"), "KG709"),
    "event that counts no articles": ("kg:Event", "kg:articleCount", "", "KG710"),
    "event of no action": ("kg:Event", "kg:action", concept("status/claimed"), "KG710"),
    "event of an actor that nobody describes": ("kg:Event", "sem:hasActor", f"*{NOWHERE}", "KG710"),
    "event without its class": ("kg:Event", "rdf:type", "", "KG822"),
    "articles miscounted": ("kg:Event", "kg:articleCount", typed("9", "integer"), "KG812"),
    "sources above articles": ("kg:Event", "kg:sourceCount", typed("9", "integer"), "KG710 KG811"),
    "point that is none": ("geo:Geometry", "geo:asWKT", '"north of the river"', "KG713"),
}


def change_property(base: Base, name: str) -> Iterator[Seed]:
    """The seeds of a row of the table, one for each node of its class that has the property."""
    class_, path, value, codes = TABLE[name]
    for node in base.of_class(class_):
        there = base.get(node, path)
        if value.lstrip("+") in base.values(node, path) or not (there or value.startswith("*")):
            continue
        add = say(base, node, path, value.lstrip("+*")) if value else ()
        wanted = [(code, node, path if code.startswith("KG7") else "") for code in codes.split()]
        if "KG801" in codes and path == "kg:trigger":
            wanted = [("KG701", node, path), ("KG801", NOWHERE, "")]
        if name == "role without its class":
            wanted += [("KG701", owner, "kg:role") for owner in base.subjects("kg:role", node)]
        yield make_seed(base, name, node, drop=() if value[:1] in {"+", "*"} else there, add=add, expect=wanted)


def make_seed(
    base: Base,
    kind: str,
    node: str,
    *,
    drop: Iterable[Quad] = (),
    add: Iterable[Quad] = (),
    expect: Iterable[tuple[str, str, str]],
) -> Seed:
    """A seed at a node; it claims what it touches, and all statements of an event together with it."""
    drop, add = frozenset(drop), frozenset(add)
    touched = {one for quad in drop | add for one in (quad.subject, quad.object)}
    claims = (
        {node} | {quad.subject for quad in drop | add} | {one for one in touched if base.get(one, "nif:beginIndex")}
    )
    claims |= {owner for name in PARTS for one in tuple(claims) for owner in base.subjects(name, one)}
    events = {event for one in claims for event in base.subjects("kg:statement", one)}
    events |= {one for one in claims if base.get(one, "kg:statement")}
    claims |= events | {statement for event in events for statement in base.values(event, "kg:statement")}
    expected = frozenset(Expected(code, focus[1:-1], path) for code, focus, path in expect)
    return Seed(kind, drop, add, expected, frozenset(claims))


def say(base: Base, node: str, path: str, value: str, *, like: str | None = None) -> tuple[Quad, ...]:
    """One quad about a node, in the graph that the node, or `like`, is described in."""
    (graph,) = {quad.graph for quads in base.nodes[like or node].values() for quad in quads}
    return (Quad(node, term(path), value, graph),)
