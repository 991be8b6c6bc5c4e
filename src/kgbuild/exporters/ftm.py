"""The graph as FollowTheMoney entities, JSON Lines, for Aleph, OpenAleph and the tools around them.

FollowTheMoney has facts of a case file and no word for claims. So each statement is an `Event` of its own whose name
says who says what and how it stands, with the article as `proof`; and where one acts on another, an `UnknownLink` whose
role says the same. Articles come without their text.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha1
from itertools import chain

from kgbuild.exporters._json import dump
from kgbuild.exporters._normal import clean_text
from kgbuild.exporters._ordered import Ordered, order
from kgbuild.exporters._output import Output
from kgbuild.exporters._views.facts import name_place
from kgbuild.exporters._wording import describe_claim, describe_days
from kgbuild.gazetteer.data import read_short_codes
from kgbuild.graph.claim_graph import ClaimGraph, list_locations, list_parties
from kgbuild.model import ArticleHeader, Statement

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
    ordered = order(graph)
    articles = sorted((article.header for article in ordered.articles()), key=lambda article: article.id)
    entities = chain(
        (_make_article(ordered, article) for article in articles),
        _list_parties(ordered),
        _list_places(ordered),
        (entity for statement in ordered.statements() for entity in _make_statement(ordered, statement)),
    )
    with output.open() as file:
        file.writelines(f"{dump(entity)}\n".encode() for entity in entities)


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


def _make_article(graph: ClaimGraph, article: ArticleHeader) -> Entity:
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


def _list_parties(graph: Ordered) -> Iterator[Entity]:
    """Everybody who acts, suffers or speaks."""
    for iri, actor in graph.parties.items():
        yield _make_entity(
            iri,
            SCHEMATA.get(actor.kind, "LegalEntity"),
            name=actor.name,
            alias=actor.aliases,
            country=_shorten(actor.country),
            wikidataId=actor.wikidata,
            classification=actor.kind,
        )


def _list_places(graph: Ordered) -> Iterator[Entity]:
    """Every place that something is located at; one without a point has none here either."""
    for iri, (place, _) in graph.places.items():
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
                role=describe_claim(statement),
                status=statement.status,
                **shared,
            )


def _shorten(country: str | None) -> str | None:
    """The alpha-2 code of a state, which FollowTheMoney takes; None where there is none."""
    return read_short_codes().get(country or "", "").lower() or None
