"""The index of the explorer: what its tables hold, column by column; the records in, JSON out.

A table is an object of arrays of one length. A reference is the number of a row in another table, -1 for none; a code
is a position in the list of that name in `codes`, -1 for none; a day is a number of days since 1970-01-01, `None` for
an open end.
"""

from __future__ import annotations

from typing import get_args

import msgspec
from msgspec import Struct

from kgbuild.model import (
    ActorKind,
    Basis,
    Level,
    LinkKind,
    Modality,
    PlaceStatus,
    Precision,
    QuantityKind,
    Relation,
    Status,
)

FORMAT = 1
"""Raised when a column changes its meaning or goes; columns may be added."""

Row = int
Code = int
Day = int | None


class Counts(Struct, frozen=True, kw_only=True):
    """How much the graph holds; `statements` are accepted ones, `findings` those of refused ones too."""

    articles: int
    statements: int
    refused: int
    events: int
    actors: int
    places: int
    findings: int
    questions: int


class Meta(Struct, frozen=True, kw_only=True):
    """What is shown, in a few words: the head of an index, whether judgements are taken, and where SPARQL is answered.

    `sparql` is the path of the endpoint, `None` in a file.
    """

    format: int
    content: str
    kgbuild: str
    base: str
    name: str
    counts: Counts
    review: bool = False
    sparql: str | None = None


class Codes(Struct, frozen=True, kw_only=True, rename="camel"):
    """The code lists: those that records fix are whole, in the order of `model`; the others hold what occurs, sorted.

    A `mode` goes with the type beside it; a `side` is an ISO 3166-1 alpha-3 code, the registry's id of a group, the key
    of one that the registry does not know, or "unaligned".
    """

    type: tuple[str, ...]
    mode: tuple[str, ...]
    country: tuple[str, ...]
    sector: tuple[str, ...]
    side: tuple[str, ...]
    unit: tuple[str, ...]
    slot: tuple[str, ...]
    status: tuple[str, ...] = get_args(Status)
    modality: tuple[str, ...] = get_args(Modality)
    precision: tuple[str, ...] = get_args(Precision)
    basis: tuple[str, ...] = get_args(Basis)
    relation: tuple[str, ...] = get_args(Relation)
    kind: tuple[str, ...] = get_args(ActorKind)
    level: tuple[str, ...] = get_args(Level)
    place_status: tuple[str, ...] = get_args(PlaceStatus)
    toll: tuple[str, ...] = get_args(QuantityKind)
    link: tuple[str, ...] = get_args(LinkKind)


class Articles(Struct, frozen=True, kw_only=True):
    """By id."""

    id: list[str]
    title: list[str | None]
    publisher: list[str | None]
    agency: list[str | None]
    published: list[str | None]
    url: list[str | None]
    language: list[str | None]


class Actors(Struct, frozen=True, kw_only=True):
    """By key: whoever acts, suffers or speaks in a statement, and holders of places.

    `side` is the one that an actor belonged to when the last of the articles was published, as far as its identity
    tells; whose word a statement is says the statement.
    """

    key: list[str]
    name: list[str]
    kind: list[Code]
    country: list[Code]
    sector: list[Code]
    side: list[Code]
    wikidata: list[str | None]


class Places(Struct, frozen=True, kw_only=True):
    """By key. `inside` is the narrowest region of the table around a place; `radius` is in kilometres (`places`)."""

    key: list[str]
    name: list[str]
    lat: list[float | None]
    lon: list[float | None]
    level: list[Code]
    country: list[Code]
    status: list[Code]
    inside: list[Row]
    radius: list[int]
    disputed: list[str | None]


class Statements(Struct, frozen=True, kw_only=True):
    """By article and place in its text, the accepted ones.

    Rows in `actors`, `recipients`, `places` and `claimants` stand in the order of the record, one for each; `relations`
    has a code for each place. `confidence` is in hundredths, `findings` counts them.
    """

    id: list[str]
    article: list[Row]
    event: list[Row]
    type: list[Code]
    mode: list[Code]
    status: list[Code]
    modality: list[Code]
    negative: list[int]
    actors: list[list[Row]]
    recipients: list[list[Row]]
    places: list[list[Row]]
    relations: list[list[Code]]
    claimants: list[list[Row]]
    side: list[Code]
    earliest: list[Day]
    latest: list[Day]
    precision: list[Code]
    basis: list[Code]
    confidence: list[int]
    findings: list[int]


class Tolls(Struct, frozen=True, kw_only=True):
    """Every quantity of a statement, in the order of the records."""

    statement: list[Row]
    kind: list[Code]
    low: list[float | int | None]
    high: list[float | int | None]
    approximate: list[int]
    unit: list[Code]


class Events(Struct, frozen=True, kw_only=True, rename="camel"):
    """By id. Counts and sides are those of `model.Event`; which statements are about one, theirs tell.

    `actors` and `recipients` are the parties of those statements that have a name, the most named first; where nobody
    in a slot has one, they are the parties of the first statement that fills it.
    """

    id: list[str]
    type: list[Code]
    mode: list[Code]
    actors: list[list[Row]]
    recipients: list[list[Row]]
    place: list[Row]
    earliest: list[Day]
    latest: list[Day]
    articles: list[int]
    publishers: list[int]
    sources: list[int]
    supporting: list[int]
    denying: list[int]
    sides: list[list[Code]]
    denying_sides: list[list[Code]]
    part_of: list[Row]


class Links(Struct, frozen=True, kw_only=True):
    """How one statement bears on another, as in `model.Link`."""

    first: list[Row]
    second: list[Row]
    kind: list[Code]
    slot: list[Code]
    reason: list[str]


class States(Struct, frozen=True, kw_only=True):
    """What one side says of who holds a place, as in `model.ControlState`."""

    id: list[str]
    place: list[Row]
    holder: list[Row]
    type: list[Code]
    mode: list[Code]
    side: list[Code]
    negative: list[int]
    earliest: list[Day]
    latest: list[Day]
    until: list[Day]
    statements: list[list[Row]]


class Index(Struct, frozen=True, kw_only=True):
    """All that the explorer's views filter and draw; the words are in the articles' documents."""

    format: int = FORMAT
    content: str
    kgbuild: str
    base: str
    name: str
    counts: Counts
    codes: Codes
    articles: Articles
    actors: Actors
    places: Places
    statements: Statements
    tolls: Tolls
    events: Events
    links: Links
    states: States


def encode_index(index: Index) -> bytes:
    """The index as JSON; the same index gives the same bytes."""
    return msgspec.json.encode(index)


def make_meta(index: Index) -> Meta:
    """The head of an index, of which nobody judges."""
    return Meta(
        format=index.format,
        content=index.content,
        kgbuild=index.kgbuild,
        base=index.base,
        name=index.name,
        counts=index.counts,
    )
