"""The shipped queries in, what the explorer's query page makes forms and tables of out."""

from __future__ import annotations

from msgspec import Struct

from kgbuild.queries import list_queries


class QueryParameter(Struct, frozen=True, kw_only=True):
    """A value that a query asks for; without a `default` it has to be given, and `example` is one to try."""

    name: str
    kind: str
    default: str | None
    description: str
    example: str | None


class QueryColumn(Struct, frozen=True, kw_only=True):
    """A column of the answer."""

    name: str
    kind: str
    description: str


class NamedQuery(Struct, frozen=True, kw_only=True):
    """A shipped query: what it asks in a few words and in a sentence, the heading it stands under, and the SPARQL."""

    name: str
    group: str
    question: str
    description: str
    parameters: tuple[QueryParameter, ...]
    columns: tuple[QueryColumn, ...]
    sparql: str


def list_named_queries() -> list[NamedQuery]:
    """The shipped queries by name."""
    return [
        NamedQuery(
            name=query.name,
            group=query.group,
            question=query.title,
            description=query.question,
            parameters=tuple(
                QueryParameter(
                    name=one.name,
                    kind=one.type,
                    default=one.default,
                    description=one.meaning,
                    example=query.example.get(one.name),
                )
                for one in query.parameters
            ),
            columns=tuple(QueryColumn(name=one.name, kind=one.type, description=one.meaning) for one in query.columns),
            sparql=query.sparql,
        )
        for query in list_queries()
    ]
