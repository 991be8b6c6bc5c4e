"""The graph as FollowTheMoney entities, JSON Lines, for Aleph, OpenAleph and the tools around them.

FollowTheMoney has facts of a case file and no word for claims. So each statement is an `Event` of its own whose name
says who says what and how it stands, with the article as `proof`; and where one acts on another, an `UnknownLink` whose
role says the same. Articles come without their text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha1
from itertools import chain

from kgbuild.exporters._claims import ClaimGraph, list_locations, list_parties, sort_statements
from kgbuild.exporters._entities import read_entities
from kgbuild.exporters._network import name_place
from kgbuild.exporters._normal import clean_text
from kgbuild.exporters._output import Output
from kgbuild.exporters._wording import describe_claim, describe_days, describe_deed, list_sayers
from kgbuild.gazetteer.data import read_short_codes
from kgbuild.model import Article, Place, Statement

SCHEMATA = {
    "person": "Person",
    "organization": "Organization",
    "media": "Organization",
    "armed_group": "Organization",
    "armed_force": "PublicBody",
    "state": "PublicBody",
}
"""Kinds of actors; all others are legal entities, which is what FollowTheMoney calls whoever can act."""
Entity = dict[str, object]


def export(graph: ClaimGraph, output: Output) -> None:
    """Write articles, actors, places and statements as entities, in this order."""
    articles = sorted(graph.articles(), key=lambda article: article.id)
    statements = sort_statements(graph)
    entities = chain(
        (_make_article(graph, article) for article in articles),
        _list_parties(graph, statements),
        _list_places(graph, statements),
        (entity for statement in statements for entity in _make_statement(graph, statement)),
    )
    with output.open() as file:
        for entity in entities:
            file.write(json.dumps(entity, ensure_ascii=False).encode() + b"\n")


def _make_entity(iri: str, schema: str, **properties: object) -> Entity:
    """An entity with the values that are known, each a list of texts without characters that tools choke on."""
    values: dict[str, list[str]] = {}
    for name, value in properties.items():
        given = value if isinstance(value, list | tuple) else [value]
        texts = dict.fromkeys(clean_text(str(one)) for one in given if one is not None and str(one).strip())
        if texts:
            values[name] = list(texts)
    return {"id": _name(iri), "schema": schema, "properties": values}


def _name(iri: str) -> str:
    """An entity's id: letters and digits alone, as Aleph takes them."""
    return f"kgbuild-{sha1(iri.encode(), usedforsecurity=False).hexdigest()}"


def _make_article(graph: ClaimGraph, article: Article) -> Entity:
    return _make_entity(
        graph.names.article(article.id),
        "Article",
        fileName=article.url or article.id,
        title=article.title or article.url or article.id,
        publishedAt=article.published,
        sourceUrl=article.url,
        publisher=[article.agency, article.publisher],
        author=article.byline,
    )


def _list_parties(graph: ClaimGraph, statements: Iterable[Statement]) -> Iterator[Entity]:
    """Everybody who acts, suffers or speaks."""
    actors = read_entities(graph).actors
    for iri in sorted({iri for statement in statements for _, iri, _ in list_parties(graph, statement)}):
        actor = actors[iri]
        yield _make_entity(
            iri,
            SCHEMATA.get(actor.kind, "LegalEntity"),
            name=actor.name,
            alias=actor.aliases,
            country=_shorten(actor.country),
            wikidataId=actor.wikidata,
            classification=actor.kind,
        )


def _list_places(graph: ClaimGraph, statements: Iterable[Statement]) -> Iterator[Entity]:
    """Every place that something is located at; one without a point has none here either."""
    known: dict[str, Place] = {}
    for statement in statements:
        for iri, place in list_locations(graph, statement):
            known.setdefault(iri, place)
    for iri, place in sorted(known.items()):
        yield _make_entity(
            iri,
            "Address",
            full=", ".join(part for part in (name_place(place), place.inside or place.within) if part),
            city=place.name if place.level == "settlement" else None,
            country=_shorten(place.country),
            latitude=place.lat,
            longitude=place.lon,
            remarks=f"{place.status}, {place.level}" if place.level else place.status,
        )


def _make_statement(graph: ClaimGraph, statement: Statement) -> Iterator[Entity]:
    """The statement as an event, and a link from each who acts to each who is acted upon."""
    iri = graph.names.statement(statement.id)
    article = statement.article
    parties = list(list_parties(graph, statement))
    actors, recipients = ([_name(iri) for slot, iri, _ in parties if slot == one] for one in ("actor", "recipient"))
    shared = {
        **describe_days(statement.date),
        "summary": " … ".join(mention.text for mention in statement.evidence),
        "sourceUrl": article.url,
        "publisher": [article.agency, article.publisher],
        "proof": _name(graph.names.article(article.id)),
        "recordId": statement.id,
    }
    yield _make_entity(
        iri,
        "Event",
        name=describe_claim(statement),
        description=f"{statement.status}; {statement.polarity}; {statement.modality}",
        involved=[*actors, *recipients],
        location=[name_place(place) for place in statement.locations],
        addressEntity=[_name(iri) for iri, _ in list_locations(graph, statement)],
        country=[_shorten(place.country) for place in statement.locations],
        **shared,
    )
    for actor in dict.fromkeys(actors):
        for recipient in dict.fromkeys(recipients):
            yield _make_entity(
                f"{iri}/{actor}/{recipient}",
                "UnknownLink",
                subject=actor,
                object=recipient,
                role=f"{' > '.join(list_sayers(statement))}: {describe_deed(statement)}",
                status=statement.status,
                **shared,
            )


def _shorten(country: str | None) -> str | None:
    """The alpha-2 code of a state, which FollowTheMoney takes; None where there is none."""
    return read_short_codes().get(country or "", "").lower() or None
