"""The graph as one MISP event: objects of published templates, with references between them.

Each statement is an `ftm-Event` whose name says who says what and how it stands, with machine tags for status, polarity
and modality; articles are `news-media`, whoever acts, suffers or speaks an `identity`, places `geolocation`. Nothing is
an indicator (`to_ids` is false) and nothing correlates. The event's day is that of the latest article, since an export
made twice has to be the same; without any it is 1970-01-01.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain
from uuid import UUID, uuid5

from kgbuild.exporters._json import dump, write_array
from kgbuild.exporters._normal import clean_text
from kgbuild.exporters._ordered import Ordered, order
from kgbuild.exporters._output import Output
from kgbuild.exporters._views.facts import name_place
from kgbuild.exporters._wording import describe_claim, describe_days, list_sayers
from kgbuild.exporters.stix import KINDS, UNKNOWN_DAY
from kgbuild.graph.claim_graph import ClaimGraph, list_locations, list_parties
from kgbuild.model import ArticleHeader, Statement

NAMESPACE = UUID("1f6f2f0c-3f0e-5d53-8c43-2a1c9f6a7b21")
"""Of the ids of all objects: a node of the graph has the same id in every export."""
TEMPLATES = {
    "ftm-Event": ("0f0a252f-a425-46c0-a46a-dabd632d6b59", "1", "followthemoney"),
    "news-media": ("691463c5-5302-4847-9bec-4c56ccfec677", "3", "misc"),
    "identity": ("ae85b960-b507-4de2-a32c-9cfb8f25f990", "1", "misc"),
    "geolocation": ("cd6f2238-ba55-4888-82c4-104e6e1acf21", "8", "misc"),
}
"""Templates of github.com/MISP/misp-objects: their id, version and category."""
TYPES = {"link": "link", "sourceUrl": "url", "latitude": "float", "longitude": "float"}
"""Attributes of these templates that are no text."""
CATEGORIES = {"link": "External analysis", "url": "External analysis"}
"""Where MISP shows an attribute by default; all others are `Other`."""
ROLES = {"actor": "reported-actor", "recipient": "reported-recipient", "claim": "claimed-by"}
Object = dict[str, object]
Reference = tuple[str, str]


def export(graph: ClaimGraph, output: Output) -> None:
    """Write the event; places without coordinates and country have only their name."""
    ordered = order(graph)
    headers = {statement.article.id: statement.article for statement in ordered.statements()}
    cited = [header for _, header in sorted(headers.items())]
    count = sum(1 for _ in ordered.statements())
    day = max((article.published[:10] for article in cited if article.published), default=UNKNOWN_DAY)
    stamp = str(int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()))
    head = {
        "uuid": _name(graph.names.base),
        "info": f"Claims in news reports: {count} statements of {len(cited)} articles",
        "date": day,
        "timestamp": stamp,
        "threat_level_id": "4",
        "analysis": "2",
        "distribution": "0",
        "published": False,
    }
    objects = chain(
        (_make_article(graph, article, stamp) for article in cited),
        _list_identities(ordered, stamp),
        _list_places(ordered, stamp),
        (_make_statement(graph, statement, stamp) for statement in ordered.statements()),
    )
    with output.open() as file:
        file.write(f'{{"Event": {dump(head)[:-1]}, "Object": '.encode())
        write_array(file, objects)
        file.write(b"}}\n")


def _name(iri: str) -> str:
    return str(uuid5(NAMESPACE, iri))


def _make_article(graph: ClaimGraph, article: ArticleHeader, stamp: str) -> Object:
    values = [("title", article.title), ("source", article.publisher or article.agency), ("link", article.url)]
    if not any(value for name, value in values if name != "title"):
        values.append(("source", article.id))
    return _make("news-media", graph.names.article(article.id), stamp, values)


def _list_identities(graph: Ordered, stamp: str) -> Iterator[Object]:
    for iri, actor in graph.parties.items():
        names = (actor.name, *actor.aliases)
        values = [*(("name", name) for name in names), ("identity_class", KINDS.get(actor.kind, "organization"))]
        yield _make("identity", iri, stamp, values)


def _list_places(graph: Ordered, stamp: str) -> Iterator[Object]:
    for iri, (place, _) in graph.places.items():
        name = "region" if place.level in {"admin1", "admin2", "area"} else "city"
        values = [
            ("country" if place.level == "country" else name, name_place(place)),
            ("countrycode", place.country),
            ("latitude", place.lat),
            ("longitude", place.lon),
            ("text", "; ".join(part for part in (place.status, place.level, place.inside or place.within) if part)),
        ]
        yield _make("geolocation", iri, stamp, values)


def _make_statement(graph: ClaimGraph, statement: Statement, stamp: str) -> Object:
    article = statement.article
    places = list(list_locations(graph, statement))
    values = [
        ("name", describe_claim(statement)),
        ("summary", " … ".join(mention.text for mention in statement.evidence)),
        ("description", f"By {' > '.join(list_sayers(statement))}."),
        *describe_days(statement.date).items(),
        *(("location", name_place(place)) for _, place in places),
        ("recordId", statement.id),
        ("publisher", article.publisher),
        ("sourceUrl", article.url),
    ]
    references = [
        (graph.names.article(article.id), "derived-from"),
        *((iri, ROLES[slot]) for slot, iri, _ in list_parties(graph, statement)),
        *((iri, "located-at") for iri, _ in places),
    ]
    tags = [
        f'kgbuild:{name}="{value}"'
        for name, value in (
            ("status", statement.status), ("polarity", statement.polarity), ("modality", statement.modality),
            ("action", statement.action.type),
        )
    ]  # fmt: skip
    return _make("ftm-Event", graph.names.statement(statement.id), stamp, values, references, tags)


def _make(
    template: str,
    iri: str,
    stamp: str,
    values: Iterable[tuple[str, object]],
    references: Iterable[Reference] = (),
    tags: Iterable[str] = (),
) -> Object:
    """An object with the values that are known; the first of its attributes carries the tags."""
    uuid, version, category = TEMPLATES[template]
    made: Object = {
        "uuid": _name(iri), "name": template, "meta-category": category, "description": "", "template_uuid": uuid,
        "template_version": version, "timestamp": stamp, "distribution": "5",
    }  # fmt: skip
    known = [(name, clean_text(str(value))) for name, value in values if value is not None and str(value).strip()]
    attributes = [_make_attribute(iri, name, value, stamp) for name, value in dict.fromkeys(known)]
    if attributes and tags:
        attributes[0]["Tag"] = [{"name": tag} for tag in tags]
    made["Attribute"] = attributes
    made["ObjectReference"] = [
        {
            "uuid": _name(f"{iri} {kind} {target}"), "object_uuid": _name(iri), "referenced_uuid": _name(target),
            "relationship_type": kind, "comment": "",
        }
        for target, kind in dict.fromkeys(references)
    ]  # fmt: skip
    return made


def _make_attribute(iri: str, name: str, value: str, stamp: str) -> Object:
    kind = TYPES.get(name, "text")
    return {
        "uuid": _name(f"{iri} {name} {value}"), "type": kind, "object_relation": name, "value": value,
        "category": CATEGORIES.get(kind, "Other"), "to_ids": False, "disable_correlation": True, "timestamp": stamp,
        "distribution": "5", "comment": "",
    }  # fmt: skip
