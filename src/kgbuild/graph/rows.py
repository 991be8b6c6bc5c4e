"""Query answers: solutions of the engine in, columns and rows of Python values out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias, cast

import pyoxigraph as ox

from kgbuild.errors import GraphError
from kgbuild.graph.keywords import has_dataset
from kgbuild.graph.terms import PREFIXES, read_number

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Value: TypeAlias = str | int | float | bool | date | None
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_XSD = PREFIXES["xsd"]


@dataclass(frozen=True)
class Rows:
    """A table of answers.

    `rows` holds Python values: IRIs and plain text as str, numbers as int or float, xsd:boolean as bool, xsd:date as
    date, xsd:dateTime as datetime, what is unbound as None. `terms` holds the same cells as RDF terms, for formats that
    tell an IRI from a text. `types` is what a named query's header says of each column ("date", "integer" ...); of
    other SPARQL nothing is known beforehand, and it is empty.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    terms: tuple[tuple[Term | None, ...], ...]
    types: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def records(self) -> list[dict[str, Value]]:
        """The rows as dictionaries by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a pandas frame with nullable types (`graph.frames` says which).

        Raises:
            GraphError: pandas is not installed; the extra `pandas` brings it.
        """
        from kgbuild.graph.frames import make_pandas

        return make_pandas(self)

    def to_polars(self) -> pl.DataFrame:
        """The rows as a polars frame.

        Raises:
            GraphError: polars is not installed; the extra `polars` brings it.
        """
        from kgbuild.graph.frames import make_polars

        return make_polars(self)


def make_rows(columns: tuple[str, ...], terms: list[tuple[Term | None, ...]], types: tuple[str, ...] = ()) -> Rows:
    """The table of these terms."""
    return Rows(columns, tuple(tuple(map(read_value, row)) for row in terms), tuple(terms), types)


def read_answer(answer: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> Rows:
    """SELECT gives its columns; CONSTRUCT and DESCRIBE give subject, predicate, object; ASK one cell, `answer`."""
    if isinstance(answer, ox.QuerySolutions):
        columns = tuple(variable.value for variable in answer.variables)
        return make_rows(columns, [tuple(cast("tuple[Term | None, ...]", tuple(row))) for row in answer])
    if isinstance(answer, ox.QueryTriples):
        triples = [cast("tuple[Term | None, ...]", (row.subject, row.predicate, row.object)) for row in answer]
        return make_rows(("subject", "predicate", "object"), triples)
    literal = ox.Literal("true" if answer else "false", datatype=ox.NamedNode(_XSD + "boolean"))
    return make_rows(("answer",), [(literal,)])


def read_value(term: Term | None) -> Value:
    """The Python value of a term; a literal that isn't of its own datatype stays text."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode | ox.BlankNode):
        return term.value
    if isinstance(term, ox.Triple):
        return str(term)
    name = term.datatype.value.removeprefix(_XSD)
    try:
        match name:
            case "integer" | "int" | "long" | "nonNegativeInteger":
                return int(term.value)
            case "decimal":
                return read_number(term.value)
            case "double" | "float":
                return float(term.value)
            case "boolean":
                return term.value in {"true", "1"}
            case "date":
                return date.fromisoformat(term.value)
            case "dateTime":
                return datetime.fromisoformat(term.value)
            case _:
                return term.value
    except ValueError:
        return term.value


def make_term(value: Value | ox.NamedNode | ox.Literal) -> ox.NamedNode | ox.Literal:
    """The term of a Python value, text becoming a plain literal; terms pass through.

    Raises:
        GraphError: None, which no variable can be bound to.
    """
    if value is None:
        raise GraphError("a query variable can't be bound to None; leave it out instead.")
    if isinstance(value, ox.NamedNode | ox.Literal):
        return value
    if isinstance(value, datetime):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(_XSD + "dateTime"))
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(_XSD + "date"))
    return ox.Literal(value)


def answer_sparql(
    run: Callable[[Callable[[ox.Store], Rows]], Rows],
    sparql: str,
    bindings: Mapping[str, Value | ox.NamedNode | ox.Literal] | None = None,
) -> Rows:
    """The answer of a query over the union of all graphs, or over those it names with FROM; `run` gives the store.

    Raises:
        GraphError: the query isn't SPARQL, or a bound variable isn't in its SELECT clause.
    """
    terms: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]
    terms = {ox.Variable(name): make_term(value) for name, value in (bindings or {}).items()}

    union = not has_dataset(sparql)  # the engine would let the union win over FROM

    def ask(store: ox.Store) -> Rows:
        answer = store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=union, substitutions=terms)
        return read_answer(answer)

    try:
        return run(ask)
    except SyntaxError as error:
        raise GraphError(f"the query is not SPARQL: {error}. The prefixes known are {', '.join(PREFIXES)}.") from error
    except (RuntimeError, ValueError) as error:
        raise GraphError(f"the query can't be answered: {error}. Name bound variables in SELECT.") from error


def describe_term(term: Term) -> dict[str, object]:
    """A term as SPARQL 1.1 JSON results write it, a triple as those of SPARQL 1.2 do."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: describe_term(part) for name, part in parts.items()}}
    described: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        described["xml:lang"] = term.language
    elif term.datatype.value != _XSD + "string":
        described["datatype"] = term.datatype.value
    return described
