"""A store of anyone's graph in, its articles and statements as records out, as far as they can be read back.

What others name their nodes says nothing, so each node gets the name that kgbuild would have given it: a statement that
of its own address, words that of their offsets, an actor that of its registry id, a place that of its GeoNames id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

import msgspec
import pyoxigraph as ox
from msgspec import Struct, structs

from kgbuild.assembly.keys import encode
from kgbuild.errors import GraphError
from kgbuild.graph.reading import ADVICE, read_article
from kgbuild.graph.terms import GEONAMES, WIKIDATA, Names, concept, expand
from kgbuild.graph.writing import PROPERTIES
from kgbuild.model import Actor, Article, Claimant, Place, Quantity, Statement, When

PARTS = ("kg:role", "kg:claim", "kg:quantity")
MENTIONS = ("kg:trigger", "kg:evidence", "kg:dateMention", "kg:mention", "kg:cue")
FILLERS = ("kg:filler", "kg:claimant")
LINKS = (
    ("kg:role", "kg:filler", ("kg:actor", "kg:recipient", "kg:location")),
    ("kg:claim", "kg:claimant", ("kg:claimant",)),
)
"""Parts, the property by which they name somebody, and those by which the statement links the same."""
NEEDED = ("kg:action", "kg:status", "kg:polarity", "kg:modality", "kg:confidence")
"""What a statement has to say itself: no default stands for it."""
REQUIRED = {
    field.name
    for record in (Actor, Place, Claimant, When, Quantity)
    for field in structs.fields(record)
    if field.required
}
"""Fields without a default; what nothing was said of is `None` in these."""
DATES = {"kg:edtf", "kg:earliest", "kg:latest", "kg:dateMention"}
LONGEST = 7
"""Digits of an offset that is believed where there is no text to hold it against."""
KNOWN = {expand(name): name for name in PROPERTIES}
NAMES = Names()

Subject = ox.NamedNode | ox.BlankNode
Term = Subject | ox.Literal | ox.Triple
Properties = dict[str, list[Term]]
"""What is said of one node, by prefixed property."""


class ForeignArticle(Struct, frozen=True, kw_only=True):
    """An article with its statements, whose ids are the addresses of their nodes; `None` where none could be read.

    `accepted` tells of each statement whether it is part of what the graph claims, `unread` lists those that are no
    records, each with the reason.
    """

    article: Article | None
    statements: list[Statement]
    accepted: dict[str, bool]
    unread: list[tuple[str, str]]


def read_articles(store: ox.Store) -> Iterator[ForeignArticle]:
    """The articles that statements come from, in no order, one in memory at a time."""
    derived, kind = ox.NamedNode(expand("prov:wasDerivedFrom")), ox.NamedNode(expand("rdf:type"))
    of_article: dict[Term | None, list[Subject]] = defaultdict(list)
    seen = set()
    for quad in store.quads_for_pattern(None, kind, ox.NamedNode(expand("kg:Statement")), None):
        if quad.subject not in seen and not isinstance(quad.subject, ox.Triple):
            seen.add(quad.subject)
            sources = [one.object for one in store.quads_for_pattern(quad.subject, derived, None, None)]
            of_article[min(sources, key=str) if sources else None].append(quad.subject)
    for article, statements in of_article.items():
        yield _Reader(store, article, statements).read()


class _Reader:
    """One article with its statements while they are being read."""

    def __init__(self, store: ox.Store, article: Term | None, statements: list[Subject]) -> None:
        self.store, self.node, self.subjects = store, article, statements
        self.known: dict[Term, Properties] = {}
        self.given: dict[str, str] = {}
        """Names that kgbuild would have given, with the addresses they stand for."""

    def describe(self, node: Term) -> Properties:
        """What the graph says of a node in properties of the ontology, each value once."""
        if node not in self.known:
            found: dict[str, dict[Term, None]] = defaultdict(dict)
            if isinstance(node, ox.NamedNode | ox.BlankNode):
                for quad in self.store.quads_for_pattern(node, None, None, None):
                    if name := KNOWN.get(quad.predicate.value):
                        found[name][quad.object] = None
            self.known[node] = {name: list(values) for name, values in found.items()}
        return self.known[node]

    def read(self) -> ForeignArticle:
        """The article and all of its statements that are records."""
        article, found, accepted, unread = None, [], {}, []
        described = {} if self.node is None else self.describe(self.node)
        header = list(self.write_article(described)) if described else []
        for subject in sorted(self.subjects, key=str):
            address = _address(subject)
            try:
                own = list(self.write_statement(subject, bool(header)))
                article, statements = read_article([*header, *own], NAMES)
                statement = msgspec.convert(_drop_absent(msgspec.to_builtins(statements[0])), Statement)
            except GraphError as error:
                unread.append((address, self.explain(str(error).removesuffix(f". {ADVICE}"))))
            except (msgspec.ValidationError, ValueError, LookupError) as error:
                unread.append((address, self.explain(f"a value is none that its property takes ({error})")))
            else:
                found.append(structs.replace(statement, id=address))
                accepted[address] = statement.accepted
        return ForeignArticle(article=article, statements=found, accepted=accepted, unread=unread)

    def explain(self, reason: str) -> str:
        """The reason, nodes called by their own addresses."""
        for name in sorted(self.given, key=len, reverse=True):
            reason = reason.replace(name, self.given[name])
        return reason

    def write_article(self, article: Properties) -> Iterator[ox.Quad]:
        """The article as kgbuild writes it; without a text, with one that has the words of all mentions in place."""
        assert self.node is not None
        own, id_ = dict(article), _first(article, "dcterms:identifier") or _address(self.node)
        text, stated = _first(article, "nif:isString"), own.get("kg:sha256")
        if text is None:
            text = _lay_out(self.describe(node) for one in self.subjects for node in self.find_mentions(one))
            stated = None
        own["kg:sha256"] = stated or [ox.Literal(sha256(text.encode("utf-8", "surrogatepass")).hexdigest())]
        own["nif:isString"], own["dcterms:identifier"] = [ox.Literal(text)], [ox.Literal(id_)]
        return _write(NAMES.article(id_), own)

    def find_mentions(self, statement: Subject) -> Iterator[Term]:
        """The words that a statement and its parts point to."""
        own = self.describe(statement)
        for owner in (own, *(self.describe(part) for name in PARTS for part in own.get(name, ()))):
            for name in MENTIONS:
                yield from owner.get(name, ())

    def write_statement(self, node: Subject, has_article: bool) -> Iterator[ox.Quad]:
        """The statement and all nodes below it, named as kgbuild names them.

        Raises:
            GraphError: there is no article, something is missing, or somebody is linked whom no part names.
        """
        if not has_article:
            raise GraphError("it comes from no article that the graph describes")
        own = {name: values for name, values in self.describe(node).items() if name != "kg:finding"}
        for name in NEEDED:
            if name not in own:
                raise GraphError(f"it has no {name}")
        self.refuse_bare_links(own)
        if DATES & own.keys():
            own.setdefault("kg:dateKind", [ox.NamedNode(concept("date-kind", "date"))])
        own.setdefault("kg:accepted", [ox.Literal(value=True)])
        own.setdefault("kg:rule", [ox.Literal("")])
        own["kg:extractor"] = [ox.NamedNode(self.name_extractor(one)) for one in own.get("kg:extractor", ())]
        yield from self.write_node(self.give(NAMES.statement(_address(node)), node), own)
        for name in PARTS:
            for part in own.get(name, ()):
                described = self.describe(part)
                yield from self.write_node(_name(part), self.add_label(described) if name == "kg:claim" else described)
        for mention in dict.fromkeys(self.find_mentions(node)):
            yield from _write(self.name_mention(mention), self.describe(mention))

    def refuse_bare_links(self, own: Properties) -> None:
        """Raise for a part that is a mere address, and for an actor or place that stands in no part."""
        for name in PARTS:
            for part in own.get(name, ()):
                if not self.describe(part):
                    raise GraphError(f"nothing is said of {part}, its {name}")
        for part_name, link, names in LINKS:
            filled = {one for part in own.get(part_name, ()) for one in self.describe(part).get(link, ())}
            for name in names:
                for one in own.get(name, ()):
                    if one not in filled:
                        raise GraphError(f"no {part_name} tells the words of {one}, its {name}")

    def add_label(self, claim: Properties) -> Properties:
        """A claim with a name: its own, else that of who claims, else the words."""
        known = [label for one in claim.get("kg:claimant", ()) for label in self.describe(one).get("rdfs:label", ())]
        words = [text for one in claim.get("kg:mention", ()) for text in self.describe(one).get("nif:anchorOf", ())]
        return {"rdfs:label": known or words} | claim

    def write_node(self, name: str, own: Properties) -> Iterator[ox.Quad]:
        """A statement or a part of one, the nodes that it points to renamed."""
        renamed = dict(own)
        for links, rename in ((MENTIONS, self.name_mention), (FILLERS, self.name_filler), (PARTS, _name)):
            for link in links:
                if link in own:
                    renamed[link] = [ox.NamedNode(rename(one)) for one in own[link]]
        if matches := own.get("skos:exactMatch"):
            renamed["skos:exactMatch"] = [one for one in matches if _address(one).startswith(WIKIDATA)]
        return _write(name, renamed)

    def give(self, name: str, node: Term) -> str:
        """The name, its node remembered."""
        self.given[name] = _address(node)
        return name

    def name_mention(self, node: Term) -> str:
        """Words are named by their offsets, by which their order is kept."""
        address = _name(node)
        if "#char=" in address:
            return address
        described = self.describe(node)
        start, end = _first(described, "nif:beginIndex"), _first(described, "nif:endIndex")
        return self.give(f"{NAMES.base}mention#char={start},{end};node={encode(address)}", node)

    def name_filler(self, node: Term) -> str:
        """An actor that the registry knows, a place of GeoNames, or somebody else."""
        if registered := self.look_up(node, "kg:registryId"):
            return NAMES.registered(registered[0])
        geonames = [one for one in self.look_up(node, "skos:exactMatch") if one.startswith(GEONAMES)]
        if geonames:
            return f"{NAMES.base}place/geonames-{geonames[0].removeprefix(GEONAMES).rstrip('/')}"
        return _name(node)

    def name_extractor(self, node: Term) -> str:
        """The extractor by name and version."""
        name, version = (self.look_up(node, name) for name in ("schema:name", "schema:softwareVersion"))
        return NAMES.extractor(*(values[0] if values else "" for values in (name, version)))

    def look_up(self, node: Term, name: str) -> list[str]:
        """The values of a property that only shared nodes have, sorted."""
        if not isinstance(node, ox.NamedNode | ox.BlankNode):
            return []
        return sorted(
            _address(one.object) for one in self.store.quads_for_pattern(node, ox.NamedNode(expand(name)), None)
        )


def _drop_absent(record: Any) -> Any:
    """The record without the fields that nothing was said of, so that they take their defaults and not None."""
    if isinstance(record, list | tuple):
        return [_drop_absent(one) for one in record]
    if not isinstance(record, dict):
        return record
    return {name: _drop_absent(one) for name, one in record.items() if one is not None or name in REQUIRED}


def _write(name: str, own: Properties) -> Iterator[ox.Quad]:
    for property_, values in own.items():
        for value in values:
            yield ox.Quad(ox.NamedNode(name), ox.NamedNode(expand(property_)), value)


def _lay_out(mentions: Iterable[Properties]) -> str:
    """A text that has the words of these mentions at their offsets, the shorter ones last, and spaces between."""
    places: set[tuple[int, int, str]] = set()
    for mention in mentions:
        begin, words = _first(mention, "nif:beginIndex"), _first(mention, "nif:anchorOf")
        if words and begin and begin.isdecimal() and len(begin) <= LONGEST:
            places.add((len(words), int(begin), words))
    text = [" "] * max((start + length for length, start, _ in places), default=0)
    for length, start, words in sorted(places, reverse=True):
        text[start : start + length] = words
    return "".join(text)


def _first(own: Properties, name: str) -> str | None:
    values = own.get(name)
    return _address(values[0]) if values else None


def _address(node: Term) -> str:
    """An IRI or the text of a literal; a blank node as Turtle writes it."""
    return str(node) if isinstance(node, ox.BlankNode | ox.Triple) else node.value


def _name(node: Term) -> str:
    """An IRI for a node that may have none."""
    return node.value if isinstance(node, ox.NamedNode) else f"urn:node:{encode(_address(node))}"
