"""The graph as a STIX 2.1 bundle, for OpenCTI, MISP and other threat intelligence platforms.

Each statement is a `note` with its words, whose abstract says who says what; it points to the actors (`identity`), the
places (`location`) and the `incident` that it is about, and articles are `report`s of their notes. An incident says
how many sources report it and how many deny it. What STIX has no property for stands in an extension, which the bundle
defines. `created` and `modified` are the day on which an article was published, since a bundle made twice has to be
the same; without such a day they are 1970-01-01.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from uuid import UUID, uuid5

from kgbuild.assembly.support import find_stance
from kgbuild.exporters._json import write_array
from kgbuild.exporters._normal import clean_text
from kgbuild.exporters._ordered import Ordered, order
from kgbuild.exporters._output import Output
from kgbuild.exporters._statement_tables import describe_quantity
from kgbuild.exporters._views.facts import name_place
from kgbuild.exporters._wording import describe_claim, list_sayers
from kgbuild.gazetteer.data import read_short_codes
from kgbuild.graph.claim_graph import ClaimGraph, list_locations, list_parties
from kgbuild.model import ArticleHeader, Place, Statement

NAMESPACE = UUID("5f0d2d51-6c1c-5d38-9d3c-1c6f0e2f6a10")
"""Of the ids of all objects: a node of the graph has the same id in every export."""
UNKNOWN_DAY = "1970-01-01"
KINDS = {
    "person": "individual",
    "group": "class",
    "nationality": "class",
    "unknown": "unknown",
}
"""Kinds of actors as STIX's identity classes; all others are organizations."""
Object = dict[str, object]


def export(graph: ClaimGraph, output: Output) -> None:
    """Write one bundle; places without coordinates and country are in the words of their notes alone."""
    bundle = _Bundle(order(graph))
    objects = chain(
        _list_own(),
        bundle.list_identities(),
        bundle.list_locations(),
        bundle.list_incidents(),
        bundle.list_claims(),
        bundle.list_reports(),
    )
    with output.open() as file:
        file.write(f'{{"type": "bundle", "id": "{_name("bundle", graph.names.base)}", "objects": '.encode())
        write_array(file, objects)
        file.write(b"}\n")
    if bundle.unplaced:
        output.notes.append(f"places without country and coordinates, which notes alone name: {bundle.unplaced}")


def _name(kind: str, iri: str) -> str:
    return f"{kind}--{uuid5(NAMESPACE, f'{kind} {iri}')}"


def _day(published: str | None) -> str:
    return f"{(published or UNKNOWN_DAY)[:10]}T00:00:00.000Z"


OWNER, EXTENSION = _name("identity", "kgbuild"), _name("extension-definition", "claim")


class _Bundle:
    """The objects of one graph."""

    def __init__(self, graph: Ordered) -> None:
        self.graph = graph
        self.days = {statement.id: _day(statement.article.published) for statement in graph.statements()}
        self.incidents = {one: self.graph.names.event(event.id) for event in graph.events() for one in event.statements}
        self.unplaced = 0

    @cached_property
    def first_days(self) -> dict[str, str]:
        """The first day on which an article names each actor and place."""
        days: dict[str, str] = {}
        for statement in self.graph.statements():
            day = self.days[statement.id]
            parties = (iri for _, iri, _ in list_parties(self.graph, statement))
            for iri in chain(parties, (iri for iri, _ in list_locations(self.graph, statement))):
                days[iri] = min(days.get(iri, day), day)
        return days

    def list_identities(self) -> Iterator[Object]:
        """Everybody who acts, suffers or speaks."""
        for iri, actor in self.graph.parties.items():
            yield _make(
                "identity",
                iri,
                self.first_days[iri],
                name=clean_text(actor.name),
                identity_class=KINDS.get(actor.kind, "organization"),
                description=clean_text(f"Also called {', '.join(actor.aliases)}.") if actor.aliases else None,
                external_references=_refer_to_item(actor.wikidata),
            )

    def list_locations(self) -> Iterator[Object]:
        """Every place with a country or a point; the others are counted."""
        for iri, (place, _) in self.graph.places.items():
            if not _can_be_placed(place):
                self.unplaced += 1
                continue
            yield _make(
                "location",
                iri,
                self.first_days[iri],
                name=clean_text(name_place(place)),
                description=f"{place.status}; {place.level}" if place.level else place.status,
                country=read_short_codes().get(place.country or ""),
                latitude=place.lat,
                longitude=place.lon,
            )

    def list_incidents(self) -> Iterator[Object]:
        """What statements are about; that it happened is not said."""
        for event in sorted(self.graph.events(), key=lambda event: event.id):
            days = "/".join(dict.fromkeys(day for day in (event.earliest, event.latest) if day))
            yield _make(
                "incident",
                self.graph.names.event(event.id),
                min(self.days[one] for one in event.statements),
                name=f"{event.type}, as reported{f', {days}' if days else ''}",
                description=f"Reported, not established: independent sources that say it happened: "
                f"{event.supporting}; that it did not: {event.denying}.",
                extensions=_extend(earliest=event.earliest, latest=event.latest, supporting=event.supporting,
                                   denying=event.denying, sources=event.sources, statements=list(event.statements)),
            )  # fmt: skip

    def list_claims(self) -> Iterator[Object]:
        """A note for each statement, and a relationship from each who acts to each who is acted upon."""
        for statement in self.graph.statements():
            yield self._make_note(statement)
            yield from self._relate(statement)

    def _make_note(self, statement: Statement) -> Object:
        parties = [_name("identity", iri) for _, iri, _ in list_parties(self.graph, statement)]
        places = [_name("location", iri) for iri, one in list_locations(self.graph, statement) if _can_be_placed(one)]
        incident = self.incidents.get(statement.id)
        about = [*([_name("incident", incident)] if incident else []), *parties, *places]
        return _make(
            "note",
            self.graph.names.statement(statement.id),
            self.days[statement.id],
            abstract=clean_text(describe_claim(statement)),
            content=clean_text(" … ".join(mention.text for mention in statement.evidence)),
            authors=[clean_text(name) for name in list_sayers(statement)],
            confidence=round(100 * statement.confidence),
            object_refs=list(dict.fromkeys(about)) or [OWNER],
            external_references=_refer(statement.article),
            extensions=_describe(statement),
        )

    def _relate(self, statement: Statement) -> Iterator[Object]:
        ends = {slot: dict.fromkeys(iri for one, iri, _ in list_parties(self.graph, statement) if one == slot)
                for slot in ("actor", "recipient")}  # fmt: skip
        for actor in ends["actor"]:
            for recipient in ends["recipient"]:
                yield _make(
                    "relationship",
                    f"{self.graph.names.statement(statement.id)} {actor} {recipient}",
                    self.days[statement.id],
                    relationship_type=_name_relation(statement),
                    description=clean_text(describe_claim(statement)),
                    source_ref=_name("identity", actor),
                    target_ref=_name("identity", recipient),
                    external_references=_refer(statement.article),
                    extensions=_describe(statement),
                )

    def list_reports(self) -> Iterator[Object]:
        """The articles with their notes; one of no known day is a grouping, as a report needs a day."""
        notes: dict[str, list[str]] = {}
        articles: dict[str, ArticleHeader] = {}
        for statement in self.graph.statements():
            note = _name("note", self.graph.names.statement(statement.id))
            notes.setdefault(statement.article.id, []).append(note)
            articles[statement.article.id] = statement.article
        for key, refs in sorted(notes.items()):
            article = articles[key]
            day = _day(article.published)
            yield _make(
                "report" if article.published else "grouping",
                self.graph.names.article(article.id),
                day,
                name=clean_text(article.title or article.url or article.id),
                object_refs=refs,
                external_references=_refer(article),
                **({"published": day.replace(".000Z", "Z")} if article.published else {"context": "unspecified"}),
            )


def _make(kind: str, iri: str, created: str, **values: object) -> Object:
    """An object with the values that are known; `iri` is the node that it stands for."""
    known = {name: value for name, value in values.items() if value not in (None, [], {})}
    return {
        "type": kind, "spec_version": "2.1", "id": _name(kind, iri), "created": created, "modified": created, **known
    }  # fmt: skip


def _extend(**values: object) -> dict[str, Object]:
    """The properties of our own that are known."""
    known = {name: value for name, value in values.items() if value not in (None, [])}
    return {EXTENSION: {"extension_type": "property-extension", **known}}


def _describe(statement: Statement) -> dict[str, Object]:
    date = statement.date
    return _extend(
        statement=statement.id,
        action=statement.action.type,
        mode=statement.action.mode,
        claimants=[clean_text(claimant.name) for claimant in statement.claimants],
        status=statement.status,
        polarity=statement.polarity,
        modality=statement.modality,
        earliest=date.earliest if date else None,
        latest=date.latest if date else None,
        precision=date.precision if date else None,
        quantities=[describe_quantity(one) for one in statement.quantities],
        article=statement.article.id,
        start=statement.evidence[0].start,
        end=statement.evidence[-1].end,
    )


def _name_relation(statement: Statement) -> str:
    """`reported-assault`, `planned-assault`, `denied-assault`: never the plain deed, which would be a fact."""
    standing = statement.status if statement.status in {"denied", "disputed"} else "reported"
    is_told = standing != "reported" or find_stance(statement) != "neither"
    parts = (
        standing if is_told else "",
        statement.modality if statement.modality != "actual" else "",
        "not" if statement.polarity == "negative" else "",
        statement.action.type.lower().replace("_", "-"),
    )
    return "-".join(part for part in parts if part)


def _refer(article: ArticleHeader) -> list[Object]:
    source = clean_text(article.publisher or article.agency or "article")
    reference: Object = {"source_name": source, "external_id": clean_text(article.id)}
    return [{**reference, "url": clean_text(article.url)} if article.url else reference]


def _refer_to_item(wikidata: str | None) -> list[Object]:
    return [{"source_name": "wikidata", "external_id": wikidata}] if wikidata else []


def _can_be_placed(place: Place) -> bool:
    """Whether STIX takes it: it wants a country or a point."""
    return place.lat is not None or place.country in read_short_codes()


def _list_own() -> Iterator[Object]:
    """Who made the bundle, and what the properties of its own mean."""
    yield {**_make("identity", "", _day(None), name="kgbuild", identity_class="system"), "id": OWNER}
    definition = _make(
        "extension-definition",
        "",
        _day(None),
        created_by_ref=OWNER,
        name="kgbuild claim",
        description="Who claims what: claimants, status, polarity and modality of a statement, the days between which "
        "it happened, and what leads back to its sentence; of an incident how many independent sources say so.",
        schema="https://w3id.org/kgbuild/ontology",
        version="1.0.0",
        extension_types=["property-extension"],
    )
    yield {**definition, "id": EXTENSION}
