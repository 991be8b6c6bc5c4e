"""The profile `webannotation`: each accepted statement and each of its slots as an annotation of the words it rests on.

Annotations are those of the W3C's Web Annotation Data Model. Each is made once, as its JSON; the RDF of the other
formats is what that JSON says. Types stand first in it, so that it can be read as it comes. A target is a stretch of
the article's text, by position and by quotation; the address of the article's page is its scope, as offsets count in
the text and not in the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Quad, RdfFormat, parse

from kgbuild.exporters._json import dump
from kgbuild.exporters._lines import join_lines
from kgbuild.exporters._wording import describe_claim, describe_date
from kgbuild.exporters.profiles._sheet import name_page
from kgbuild.graph.claim_graph import ClaimGraph, sort_statements
from kgbuild.graph.terms import PREFIXES as OWN
from kgbuild.graph.terms import Names, concept, day
from kgbuild.model import Actor, Article, Claimant, Mention, Place, Statement, When

PREFIXES = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
"""Where the W3C keeps the context of annotations."""
PREFIX_CONTEXT = {name: OWN[name] for name in ("kg", "dcterms", "prov", "rdfs", "schema", "xsd")}
"""What annotations of this profile use beside it."""
NEAR = 32
"""Code points of text that are quoted before and after the words, so that they can be found again."""

_LINKS = {
    "body": "hasBody", "target": "hasTarget", "source": "hasSource", "selector": "hasSelector", "scope": "hasScope",
}  # fmt: skip
_WORDS = {"motivation": "motivatedBy", "purpose": "hasPurpose"}
_CLASSES = ("Annotation", "SpecificResource", "TextualBody", "TextPositionSelector", "TextQuoteSelector")
_MOTIVATIONS = ("classifying", "describing", "identifying", "tagging")

Node = dict[str, Any]


def make_context() -> Node:
    """What the W3C's context says of the words that annotations of this profile use."""
    context: Node = {**PREFIXES, "rdf": OWN["rdf"], **PREFIX_CONTEXT, "id": "@id", "type": "@type"}
    context |= {word: {"@id": f"oa:{name}", "@type": "@id"} for word, name in _LINKS.items()}
    context |= {word: {"@id": f"oa:{name}", "@type": "@vocab"} for word, name in _WORDS.items()}
    context |= {name: f"oa:{name}" for name in (*_CLASSES, *_MOTIVATIONS, "exact", "prefix", "suffix")}
    context |= {name: {"@id": f"oa:{name}", "@type": "xsd:nonNegativeInteger"} for name in ("start", "end")}
    context |= {"generator": {"@id": "as:generator", "@type": "@id"}, "Software": "as:Application"}
    return context | {"format": "dc:format", "value": "rdf:value", "name": "foaf:name", "label": "rdfs:label"}


def read(graph: ClaimGraph, *, refused: bool) -> Iterator[bytes]:  # noqa: ARG001  # what was refused is not published
    """See `kgbuild.exporters.profiles.Reader`."""
    context = dump(make_context())
    return join_lines(sorted({f"{quad} .\n" for nodes in annotate_graph(graph) for quad in _parse(nodes, context)}))


def _parse(nodes: Iterable[Node], context: str) -> Iterator[Quad]:
    graph = dump(list(nodes))
    return parse(f'{{"@context": {context}, "@graph": {graph}}}'.encode(), RdfFormat.JSON_LD)


def annotate_graph(graph: ClaimGraph) -> Iterator[list[Node]]:
    """The annotations of each statement, by article and as the text tells them."""
    articles = {article.id: article for article in graph.articles()}
    for statement in sort_statements(graph):
        yield list(_Annotator(statement, articles[statement.article.id], graph.names).annotate())


class _Annotator:
    """The annotations of one statement."""

    def __init__(self, statement: Statement, article: Article, names: Names) -> None:
        self.statement, self.article, self.names = statement, article, names
        self.bare = names.statement(statement.id)
        self.home = f"{names.base}annotation/{self.bare.rpartition('/')[2]}"
        self.page = name_page(article)

    def annotate(self) -> Iterator[Node]:
        """The statement's own annotation, then those of its trigger, its slots, its claimants and its date."""
        statement, action = self.statement, concept("action", self.statement.action.type)
        summary = {
            "type": "TextualBody", "id": f"{self.home}/summary", "value": describe_claim(statement),
            "format": "text/plain", "purpose": "describing",
        }  # fmt: skip
        yield self.make("", "describing", [summary, self.describe()], statement.evidence)
        yield self.make("/trigger", "classifying", action, [statement.trigger])
        for slot, filled in (("actor", statement.actors), ("recipient", statement.recipients)):
            for at, actor in enumerate(filled):
                yield from self.identify(f"{slot}/{at}", actor, actor.name)
        for at, place in enumerate(statement.locations):
            yield from self.identify(f"location/{at}", place, place.name)
        for at, claimant in enumerate(statement.claimants):
            yield from self.identify(f"claim/{at}", claimant, claimant.name)
        if statement.date is not None and statement.date.mention is not None:
            yield from self.tag_date(statement.date, statement.date.mention)

    def make(self, part: str, motivation: str, body: Any, mentions: Iterable[Mention]) -> Node:
        """An annotation of these words."""
        extractor = self.statement.extractor
        software = self.names.extractor(extractor.name, extractor.version)
        return {
            "type": "Annotation",
            "id": self.home + part,
            "motivation": motivation,
            "generator": {"type": "Software", "id": software, "name": extractor.name},
            "body": body,
            "target": [
                self.point(f"{self.home}{part}/target/{at}", mention)
                for at, mention in enumerate(dict.fromkeys(mentions))
            ],
        }

    def point(self, name: str, mention: Mention) -> Node:
        """Words of the article's text, by their place and by themselves with what stands around them."""
        text = self.article.text
        before, after = text[max(0, mention.start - NEAR) : mention.start], text[mention.end : mention.end + NEAR]
        place = {"type": "TextPositionSelector", "id": f"{name}/position", "start": mention.start, "end": mention.end}
        quote = {"type": "TextQuoteSelector", "id": f"{name}/quote", "exact": mention.text}
        quote |= {"prefix": before, "suffix": after}
        target: Node = {"type": "SpecificResource", "id": name, "source": self.names.article(self.article.id)}
        if self.page is not None:
            target["scope"] = self.page
        target["selector"] = [place, quote]
        return target

    def describe(self) -> Node:
        """The claim with its flat properties, as in the graph itself."""
        statement = self.statement
        node: Node = {"type": "kg:Statement", "id": self.bare, "dcterms:identifier": statement.id}
        node["prov:wasDerivedFrom"] = self.describe_article()
        node["kg:action"] = {"id": concept("action", statement.action.type)}
        if statement.action.mode is not None:
            node["kg:mode"] = {"id": concept("action", f"{statement.action.type}-{statement.action.mode}")}
        for name in ("status", "polarity", "modality"):
            node[f"kg:{name}"] = {"id": concept(name, getattr(statement, name))}
        when = statement.date
        if when is not None:
            node |= {"kg:edtf": when.value, "kg:datePrecision": {"id": concept("precision", when.precision)}}
            node |= {
                f"kg:{name}": {"@type": "xsd:date", "@value": value} if day(value).endswith("#date>") else value
                for name, value in (("earliest", when.earliest), ("latest", when.latest))
                if value
            }
        node["kg:confidence"] = {"@type": "xsd:decimal", "@value": str(float(statement.confidence))}
        if statement.findings:
            node["rdfs:comment"] = [f"{one.code} {one.severity}: {one.message}" for one in statement.findings]
        return {name: value for name, value in node.items() if value is not None}

    def describe_article(self) -> Node:
        """Which report it is: enough to find it and to tell whether a text is that text."""
        article = self.article
        node: Node = {
            "type": "kg:Article", "id": self.names.article(article.id), "dcterms:identifier": article.id,
            "kg:sha256": article.sha256, "schema:headline": article.title, "kg:publisher": article.publisher,
            "kg:agency": article.agency,
        }  # fmt: skip
        if article.url is not None:
            node["schema:url"] = {"@type": "xsd:anyURI", "@value": article.url}
        return {name: value for name, value in node.items() if value is not None}

    def identify(self, part: str, filled: Actor | Claimant | Place, name: str | None) -> Iterator[Node]:
        """Whom or what words name, where there are any."""
        if filled.mention is None:
            return
        role = f"{self.bare}/{part}"
        key = role.removeprefix(self.names.base)
        if isinstance(filled, Place):
            node, kind = self.names.place(self.article.id, filled, key), "kg:Place"
        else:
            node, kind = self.names.actor(self.article.id, filled, key), "kg:Actor"
        body: Node = {"type": "SpecificResource", "id": role, "purpose": "identifying"}
        body["source"] = {"type": kind, "id": node}
        body["kg:slot"] = "claimant" if part.startswith("claim/") else part.partition("/")[0]
        if name is not None:
            body["label"] = name
        yield self.make(f"/{part}", "identifying", body, [filled.mention])

    def tag_date(self, when: When, mention: Mention) -> Iterator[Node]:
        """What the words for a date were read as."""
        value = describe_date(when)
        if value:
            body = {"type": "TextualBody", "id": f"{self.home}/date/value", "value": value, "purpose": "tagging"}
            yield self.make("/date", "tagging", body, [mention])
