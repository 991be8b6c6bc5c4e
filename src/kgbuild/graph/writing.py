"""Records to N-Quads: an article with its statements in, the sorted lines of its named graphs out.

Lines rather than term objects, because a graph holds about a hundred quads per statement and objects cost ten times
the time. Flat properties on the statement keep an analyst's SPARQL flat; beside them stand the roles, claims and
quantities, which keep words, order and rule. No blank nodes: each node is named below its statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from kgbuild.assembly.keys import actor_key, digest, encode, place_key
from kgbuild.graph.terms import GEONAMES, WIKIDATA, Names, concept, day, expand, iri, number, string, truth, typed
from kgbuild.model import Actor, Article, Claimant, Finding, Mention, Place, Quantity, Statement, When

Terms = dict[str, str]
PROPERTIES = (
    "rdf:type", "rdfs:label", "prov:wasDerivedFrom", "skos:exactMatch", "dcterms:identifier",
    "schema:url", "schema:headline", "schema:datePublished", "schema:inLanguage", "schema:latitude", "schema:longitude",
    "nif:isString", "nif:beginIndex", "nif:endIndex", "nif:anchorOf", "nif:referenceContext",
    "kg:publisher", "kg:publisherBasis", "kg:agency", "kg:byline", "kg:sha256", "kg:refusedCount",
    "kg:action", "kg:mode", "kg:context", "kg:cameo", "kg:acled", "kg:actor", "kg:recipient", "kg:location",
    "kg:claimant", "kg:claim", "kg:nestedIn", "kg:cue", "kg:role", "kg:slot", "kg:position", "kg:order", "kg:filler",
    "kg:readAs",
    "kg:chain", "kg:locationRelation", "kg:placeStatus", "kg:usage", "kg:within", "kg:bearing", "kg:inside",
    "kg:candidate",
    "kg:disputedArea", "kg:claimedBy", "kg:heldBy", "kg:gazetteer", "kg:mention",
    "kg:evidence", "kg:trigger", "kg:earliest", "kg:latest", "kg:edtf", "kg:datePrecision", "kg:dateKind",
    "kg:dateAnchor", "kg:dateBasis", "kg:dateMention", "kg:dateRule", "kg:status", "kg:polarity", "kg:modality",
    "kg:quantity", "kg:low", "kg:high", "kg:approximate", "kg:unit", "kg:quantityKind", "kg:extractor", "kg:rule",
    "kg:confidence", "kg:accepted", "kg:finding", "kg:code", "kg:severity", "kg:message", "kg:actorKind", "kg:sector",
    "kg:country", "kg:level",
)  # fmt: skip
"""Every property that an article's graphs use."""
CLASSES = ("kg:Statement", "kg:Role", "kg:Claim", "kg:Mention", "kg:Article", "kg:Quantity", "kg:Finding")
P: Terms = {name: iri(expand(name)) for name in PROPERTIES}
C: Terms = {name: iri(expand(name)) for name in CLASSES}


def write_article(article: Article, statements: Iterable[Statement], names: Names) -> tuple[list[str], list[str]]:
    """The sorted lines of the article's claims graph and of its refused graph, each line ending in a newline.

    A mention is written once per graph, however many statements share it. The statements must carry this article's
    header; two of one id would be one node, so the caller drops doubles first.
    """
    claims = _Sheet(article, names.claims_graph(article.id), names)
    claims.add_article()
    refused = _Sheet(article, names.refused_graph(article.id), names)
    count = 0
    for statement in statements:
        (claims if statement.accepted else refused).add_statement(statement)
        count += not statement.accepted
    claims.add(claims.home, "kg:refusedCount", typed(str(count), "integer"))
    return sorted(claims.lines), sorted(refused.lines)


class _Sheet:
    """The lines of one named graph while they are being written."""

    def __init__(self, article: Article, graph: str, names: Names) -> None:
        self.article, self.names = article, names
        self.home = iri(names.article(article.id))
        self.end = f" {iri(graph)} .\n"
        self.lines: list[str] = []
        self.mentions: dict[Mention, str] = {}

    def add(self, subject: str, name: str, term: str) -> None:
        """One quad; subject and object are terms."""
        self.lines.append(f"{subject} {P[name]} {term}{self.end}")

    def add_text(self, subject: str, name: str, value: str | None) -> None:
        """One quad with a plain literal, or none."""
        if value is not None:
            self.lines.append(f"{subject} {P[name]} {string(value)}{self.end}")

    def add_code(self, subject: str, name: str, scheme: str, code: str | None) -> None:
        """One quad with a concept, or none."""
        if code is not None:
            self.lines.append(f"{subject} {P[name]} <{concept(scheme, code)}>{self.end}")

    def add_number(self, subject: str, name: str, value: float | None) -> None:
        """One quad with a decimal, or none."""
        if value is not None:
            self.lines.append(f"{subject} {P[name]} {number(value)}{self.end}")

    def add_mention(self, subject: str, name: str, mention: Mention | None) -> None:
        """A link to the words, which are described at their first use."""
        if mention is None:
            return
        node = self.mentions.get(mention)
        if node is None:
            node = self.mentions[mention] = iri(self.name_mention(mention))
            self.add(node, "rdf:type", C["kg:Mention"])
            self.add(node, "nif:beginIndex", typed(str(mention.start), "nonNegativeInteger"))
            self.add(node, "nif:endIndex", typed(str(mention.end), "nonNegativeInteger"))
            self.add(node, "nif:anchorOf", string(mention.text))
            self.add(node, "nif:referenceContext", self.home)
        self.add(subject, name, node)

    def name_mention(self, mention: Mention) -> str:
        """The offsets name it; words that do not stand there (a refused statement's) are told apart by their hash."""
        name = self.names.mention(self.article.id, mention.start, mention.end)
        stands = self.article.text[mention.start : mention.end] == mention.text
        return name if stands else f"{name};words={digest(mention.text)}"

    def add_article(self) -> None:
        """The article's own node with its text."""
        article, node = self.article, self.home
        self.add(node, "rdf:type", C["kg:Article"])
        self.add_text(node, "dcterms:identifier", article.id)
        if article.url is not None:
            self.add(node, "schema:url", typed(article.url, "anyURI"))
        self.add_text(node, "schema:headline", article.title)
        if article.published is not None:
            self.add(node, "schema:datePublished", day(article.published))
        self.add_text(node, "kg:publisher", article.publisher)
        self.add_text(node, "kg:publisherBasis", article.publisher_basis)
        self.add_text(node, "kg:agency", article.agency)
        self.add_text(node, "kg:byline", article.byline)
        self.add_text(node, "schema:inLanguage", article.language)
        self.add_text(node, "kg:sha256", article.sha256)
        self.add_text(node, "nif:isString", article.text)

    def add_statement(self, statement: Statement) -> None:
        """The statement with its flat properties and all nodes below it."""
        bare = self.names.statement(statement.id)
        node = iri(bare)
        action = statement.action
        self.add(node, "rdf:type", C["kg:Statement"])
        self.add(node, "prov:wasDerivedFrom", self.home)
        self.add_code(node, "kg:action", "action", action.type)
        if action.mode is not None:
            self.add_code(node, "kg:mode", "action", f"{action.type}-{action.mode}")
        for context in dict.fromkeys(action.contexts):
            self.add_code(node, "kg:context", "context", context)
        self.add_order(node, "context", [encode(context) for context in action.contexts])
        self.add_text(node, "kg:cameo", action.cameo)
        self.add_text(node, "kg:acled", action.acled)
        self.add_mention(node, "kg:trigger", statement.trigger)
        for mention in dict.fromkeys(statement.evidence):
            self.add_mention(node, "kg:evidence", mention)
        spans = [self.name_mention(mention).partition("#char=")[2] for mention in statement.evidence]
        self.add_order(node, "evidence", spans, inherent=_is_ascending(statement.evidence))
        self.add_code(node, "kg:status", "status", statement.status)
        self.add_code(node, "kg:polarity", "polarity", statement.polarity)
        self.add_code(node, "kg:modality", "modality", statement.modality)
        extractor = statement.extractor
        self.add(node, "kg:extractor", iri(self.names.extractor(extractor.name, extractor.version)))
        self.add_text(node, "kg:rule", extractor.rule)
        self.add_number(node, "kg:confidence", float(statement.confidence))
        self.add(node, "kg:accepted", truth(statement.accepted))
        self.add_date(node, statement.date)
        fillers = {
            "actor": self.add_actors(bare, "actor", statement.actors),
            "recipient": self.add_actors(bare, "recipient", statement.recipients),
            "location": self.add_places(bare, statement.locations),
            "claimant": self.add_claims(bare, statement.claimants),
        }
        for slot, found in fillers.items():
            for filler in sorted(found):
                self.add(node, f"kg:{slot}", filler)
        for position, quantity in enumerate(statement.quantities):
            self.add_quantity(bare, position, quantity)
        for position, finding in enumerate(statement.findings):
            self.add_finding(bare, position, finding)

    def add_order(self, node: str, name: str, values: Sequence[str], *, inherent: bool | None = None) -> None:
        """The order of values that RDF would lose, unless it is ascending anyway (or `inherent`)."""
        if not (_is_ascending(values) if inherent is None else inherent):
            self.add_text(node, "kg:order", " ".join([name, *values]))

    def add_texts(self, node: str, name: str, values: Sequence[str]) -> None:
        """Several texts of one property, with their order where it is not ascending."""
        for value in dict.fromkeys(values):
            self.add_text(node, name, value)
        self.add_order(
            node, name.removeprefix("kg:"), [encode(value) for value in values], inherent=_is_ascending(values)
        )

    def add_date(self, node: str, when: When | None) -> None:
        """The date, flat on the statement."""
        if when is None:
            return
        self.add_mention(node, "kg:dateMention", when.mention)
        self.add_code(node, "kg:dateKind", "date-kind", when.kind)
        self.add_text(node, "kg:edtf", when.value)
        if when.earliest is not None:
            self.add(node, "kg:earliest", day(when.earliest))
        if when.latest is not None:
            self.add(node, "kg:latest", day(when.latest))
        self.add_code(node, "kg:datePrecision", "precision", when.precision)
        self.add_code(node, "kg:dateAnchor", "anchor", when.anchor)
        self.add_code(node, "kg:dateBasis", "basis", when.basis)
        self.add_text(node, "kg:dateRule", when.rule)

    def add_actors(self, bare: str, slot: Literal["actor", "recipient"], actors: Sequence[Actor]) -> set[str]:
        """The roles that actors fill; their entities."""
        fillers = set()
        for position, actor in enumerate(actors):
            key = actor_key(self.article.id, actor, self.name_slot(bare, slot, position))
            filler = self.find_identity(key)
            node = self.add_role(bare, slot, position, filler, actor)
            self.add_reading(node, key, filler)
            if actor.chain is not None:
                self.add(node, "kg:chain", typed(str(actor.chain), "integer"))
            self.add_identity(node, actor)
            self.add_code(node, "kg:sector", "sector", actor.sector)
            if actor.wikidata is not None:
                self.add(node, "skos:exactMatch", iri(WIKIDATA + encode(actor.wikidata)))
            fillers.add(filler)
        return fillers

    def name_slot(self, bare: str, slot: str, position: int) -> str:
        """The key of a slot of a statement."""
        return f"{bare.removeprefix(self.names.base)}/{slot}/{position}"

    def find_identity(self, key: str) -> str:
        """What an actor's or a place's key stands for in this graph."""
        return iri(self.names.base + self.names.identities.get(key, key))

    def add_reading(self, node: str, key: str, filler: str) -> None:
        """The article's own name for a filler that several articles share."""
        local = iri(self.names.base + key)
        if local != filler:
            self.add(node, "kg:readAs", local)

    def add_role(self, bare: str, slot: str, position: int, filler: str, value: Actor | Place) -> str:
        """What every filled slot has; its node."""
        node = iri(f"{bare}/{slot}/{position}")
        self.add(iri(bare), "kg:role", node)
        self.add(node, "rdf:type", C["kg:Role"])
        self.add_text(node, "kg:slot", slot)
        self.add(node, "kg:position", typed(str(position), "integer"))
        self.add(node, "kg:filler", filler)
        self.add_mention(node, "kg:mention", value.mention)
        self.add_text(node, "kg:rule", value.rule)
        return node

    def add_identity(self, node: str, actor: Actor | Claimant) -> None:
        """Name, kind and country as resolved for these words."""
        self.add_text(node, "rdfs:label", actor.name)
        self.add_code(node, "kg:actorKind", "kind", actor.kind)
        self.add_text(node, "kg:country", actor.country)

    def add_places(self, bare: str, places: Sequence[Place]) -> set[str]:
        """The roles that places fill; their entities."""
        fillers = set()
        for position, place in enumerate(places):
            key = place_key(self.article.id, place, self.name_slot(bare, "location", position))
            filler = self.find_identity(key)
            node = self.add_role(bare, "location", position, filler, place)
            self.add_reading(node, key, filler)
            self.add_code(node, "kg:locationRelation", "relation", place.relation)
            self.add_code(node, "kg:placeStatus", "place-status", place.status)
            self.add_code(node, "kg:usage", "usage", place.usage)
            self.add_text(node, "kg:within", place.within)
            self.add_text(node, "kg:bearing", place.bearing)
            self.add_text(node, "kg:inside", place.inside)
            self.add_text(node, "kg:gazetteer", place.gazetteer)
            self.add_text(node, "kg:disputedArea", place.disputed)
            self.add_texts(node, "kg:claimedBy", place.claimed_by)
            self.add_texts(node, "kg:heldBy", place.held_by)
            for candidate in dict.fromkeys(place.candidates):
                self.add(node, "kg:candidate", iri(f"{GEONAMES}{candidate}/"))
            self.add_order(
                node,
                "candidate",
                [str(candidate) for candidate in place.candidates],
                inherent=_is_ascending(place.candidates),
            )
            self.add_text(node, "rdfs:label", place.name)
            self.add_text(node, "kg:country", place.country)
            self.add_code(node, "kg:level", "level", place.level)
            self.add_number(node, "schema:latitude", None if place.lat is None else float(place.lat))
            self.add_number(node, "schema:longitude", None if place.lon is None else float(place.lon))
            fillers.add(filler)
        return fillers

    def add_claims(self, bare: str, claimants: Sequence[Claimant]) -> set[str]:
        """The chain of who says so, each link nested in the one outside it; their entities."""
        sayers = set()
        for position, claimant in enumerate(claimants):
            node = iri(f"{bare}/claim/{position}")
            key = actor_key(self.article.id, claimant, self.name_slot(bare, "claim", position))
            sayer = self.find_identity(key)
            self.add(iri(bare), "kg:claim", node)
            self.add(node, "rdf:type", C["kg:Claim"])
            self.add(node, "kg:position", typed(str(position), "integer"))
            self.add(node, "kg:claimant", sayer)
            self.add_reading(node, key, sayer)
            if position:
                self.add(node, "kg:nestedIn", iri(f"{bare}/claim/{position - 1}"))
            self.add_mention(node, "kg:mention", claimant.mention)
            self.add_mention(node, "kg:cue", claimant.cue)
            self.add_identity(node, claimant)
            sayers.add(sayer)
        return sayers

    def add_quantity(self, bare: str, position: int, quantity: Quantity) -> None:
        """One number with its words and bounds."""
        node = iri(f"{bare}/quantity/{position}")
        self.add(iri(bare), "kg:quantity", node)
        self.add(node, "rdf:type", C["kg:Quantity"])
        self.add(node, "kg:position", typed(str(position), "integer"))
        self.add_mention(node, "kg:mention", Mention(quantity.start, quantity.end, quantity.text))
        self.add_number(node, "kg:low", quantity.low)
        self.add_number(node, "kg:high", quantity.high)
        self.add(node, "kg:approximate", truth(quantity.approximate))
        self.add_text(node, "kg:unit", quantity.unit)
        self.add_code(node, "kg:quantityKind", "quantity", quantity.kind)

    def add_finding(self, bare: str, position: int, finding: Finding) -> None:
        """One thing a check noticed."""
        node = iri(f"{bare}/finding/{position}")
        self.add(iri(bare), "kg:finding", node)
        self.add(node, "rdf:type", C["kg:Finding"])
        self.add(node, "kg:position", typed(str(position), "integer"))
        self.add_text(node, "kg:code", finding.code)
        self.add_code(node, "kg:severity", "severity", finding.severity)
        self.add_text(node, "kg:slot", finding.slot)
        self.add_text(node, "kg:message", finding.message)


def _is_ascending(values: Sequence[Mention] | Sequence[str] | Sequence[int]) -> bool:
    """Strictly, so that a double counts as an order to be kept."""
    return all(values[place] < values[place + 1] for place in range(len(values) - 1))  # type: ignore[operator]
