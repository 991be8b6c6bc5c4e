"""Names in RDF: ids and codes in, IRIs and N-Quads terms out, and back.

Every IRI is minted from ids and offsets, so that the same record has the same name in every graph. The classes and
properties are those of ontology/kgbuild.ttl.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from urllib.parse import unquote

from kgbuild.assembly.keys import actor_key, digest, encode, place_key
from kgbuild.model import Actor, Claimant, Link, Place

KG = "https://w3id.org/kgbuild/ontology#"
SCHEMES = "https://w3id.org/kgbuild/ontology/"
BASE = "https://w3id.org/kgbuild/id/"
"""Where data is named unless a graph says otherwise."""
WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"

PREFIXES: dict[str, str] = {
    "kg": KG,
    "action": SCHEMES + "action/",
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "geof": "http://www.opengis.net/def/function/geosparql/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes that every query may use undeclared."""

_ESCAPES = {ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}
_ESCAPES |= {ord("\b"): "\\b", ord("\f"): "\\f"}
_ESCAPES |= {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F) if code not in _ESCAPES}
_SPECIAL = re.compile(r'[\x00-\x1f"\\\x7f]')
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")


@dataclass(frozen=True)
class Names:
    """The IRIs of one graph's data; `base` ends in a slash or `#`.

    `identities` maps keys of actors and places (`assembly.keys`) to the keys of what they were joined to.
    """

    base: str = BASE
    identities: Mapping[str, str] = field(default_factory=dict, compare=False)

    def article(self, id: str) -> str:
        """The article itself."""
        return f"{self.base}article/{encode(id)}"

    def statement(self, id: str) -> str:
        """The statement; its roles, claims, quantities and findings are named below it."""
        return f"{self.base}statement/{encode(id)}"

    def event(self, id: str) -> str:
        """The event."""
        return f"{self.base}event/{encode(id)}"

    def extractor(self, name: str, version: str) -> str:
        """The software that found a statement."""
        return f"{self.base}extractor/{encode(name)}/{encode(version)}"

    def mention(self, article_id: str, start: int, end: int) -> str:
        """Words at a place in an article's text (offsets as in RFC 5147)."""
        return f"{self.base}article/{encode(article_id)}#char={start},{end}"

    def registered(self, id: str) -> str:
        """An actor that the registry knows."""
        return f"{self.base}actor/{encode(id)}"

    def actor(self, article_id: str, actor: Actor | Claimant, slot: str) -> str:
        """The actor's identity; `slot` is the key of the slot it fills ("statement/s0f4b/actor/0")."""
        key = actor_key(article_id, actor, slot)
        return self.base + self.identities.get(key, key)

    def place(self, article_id: str, place: Place, slot: str) -> str:
        """The place's identity; `slot` is the key of the slot it fills."""
        key = place_key(article_id, place, slot)
        return self.base + self.identities.get(key, key)

    def link(self, link: Link) -> str:
        """How one statement bears on another."""
        return f"{self.base}link/{digest(link.kind, link.slot, link.first, link.second)}"

    def state(self, id: str) -> str:
        """What a side says of who holds a place."""
        return f"{self.base}state/{encode(id)}"

    def question(self, kind: str, first: str, second: str) -> str:
        """Whether two keys are one."""
        return f"{self.base}question/{digest(kind, first, second)}"

    def policy(self, name: str) -> str:
        """A policy."""
        return f"{self.base}policy/{encode(name)}"

    def fact(self, policy: str, event_id: str) -> str:
        """What a policy takes from an event."""
        return f"{self.base}fact/{encode(policy)}/{encode(event_id)}"

    def facts_graph(self, policy: str) -> str:
        """The named graph of what a policy takes for facts."""
        return f"{self.base}graph/facts/{encode(policy)}"

    def claims_graph(self, article_id: str) -> str:
        """The named graph of an article: itself, its accepted statements, their mentions."""
        return f"{self.base}graph/article/{encode(article_id)}"

    def refused_graph(self, article_id: str) -> str:
        """The named graph of an article's refused statements."""
        return f"{self.base}graph/article/{encode(article_id)}/refused"

    @property
    def entities_graph(self) -> str:
        """Actors, places and extractors, derived from the accepted statements."""
        return f"{self.base}graph/entities"

    @property
    def events_graph(self) -> str:
        """What the accepted statements are about."""
        return f"{self.base}graph/events"

    @property
    def questions_graph(self) -> str:
        """What a person may decide."""
        return f"{self.base}graph/questions"

    @property
    def judgements_graph(self) -> str:
        """What persons have decided."""
        return f"{self.base}graph/judgements"

    @property
    def history_graph(self) -> str:
        """What became of articles that stand no more."""
        return f"{self.base}graph/history"

    @property
    def shared_graphs(self) -> tuple[str, ...]:
        """The graphs that articles share, in the order of the record."""
        return (
            self.entities_graph,
            self.events_graph,
            self.questions_graph,
            self.judgements_graph,
            self.history_graph,
        )

    def read_graph(self, iri: str) -> tuple[str, bool] | None:
        """The encoded id of a named graph's article and whether the graph is that of the refused; else `None`."""
        found = re.fullmatch(re.escape(self.base) + r"graph/article/([^/]+)(/refused)?", iri)
        return None if found is None else (found[1], found[2] is not None)

    def read_id(self, iri: str, room: str) -> str | None:
        """The id in an IRI directly below `room` ("statement", "actor" ...), or `None` where it is no such IRI."""
        start = f"{self.base}{room}/"
        rest = iri[len(start) :]
        return unquote(rest) if iri.startswith(start) and rest and not set(rest) & set("/#") else None


def concept(scheme: str, code: str) -> str:
    """The SKOS concept of a code: `concept("status", "denied")`."""
    return f"{SCHEMES}{scheme}/{encode(code)}"


def read_code(iri: str) -> str:
    """The code of a concept's IRI."""
    return unquote(iri[iri.rindex("/") + 1 :])


def expand(name: str) -> str:
    """`kg:actor` to its IRI, the prefix being one of `PREFIXES`."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


# Terms as N-Quads writes them.


def iri(value: str) -> str:
    """An IRI as a term; it must hold no space, angle bracket, quote or brace, which minted IRIs never do."""
    return f"<{value}>"


def string(value: str) -> str:
    """A plain literal, escaped as canonical N-Quads asks."""
    return f'"{value.translate(_ESCAPES)}"' if _SPECIAL.search(value) else f'"{value}"'


def typed(value: str, datatype: str) -> str:
    """A literal of an XML Schema datatype: `typed("3", "integer")`."""
    return f"{string(value)}^^<{PREFIXES['xsd']}{datatype}>"


def number(value: float) -> str:
    """An xsd:decimal without exponent; a float keeps its point, so that 12.0 and 12 stay two things."""
    if isinstance(value, int):
        return typed(str(value), "decimal")
    text = format(Decimal(repr(value)), "f")
    return typed(text if "." in text else text + ".0", "decimal")


def read_number(text: str) -> float | int:
    """The number of a decimal's lexical form: with a point a float, else an int."""
    return float(text) if "." in text else int(text)


def truth(value: bool) -> str:
    """An xsd:boolean."""
    return typed("true" if value else "false", "boolean")


@lru_cache(maxsize=4096)
def day(value: str) -> str:
    """An xsd:date or xsd:dateTime where the words are one, else a plain literal: an ill-typed date lies in queries."""
    try:
        if _DAY.fullmatch(value):
            date.fromisoformat(value)
            return typed(value, "date")
        if _MOMENT.fullmatch(value):
            datetime.fromisoformat(value)
            return typed(value, "dateTime")
    except ValueError:
        pass
    return string(value)
