"""The graph as one text of Cypher: MERGE in batches, for Neo4j, Memgraph, FalkorDB, Kuzu and Ladybug.

The data is written in the part of the language that all of them read: lists of maps unwound, one label a node, no
parameters, no functions. What differs is how a database is made ready, so `profile` says for which one the head is
written. A text that is run twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from kgbuild.errors import SettingsError
from kgbuild.exporters._output import Output
from kgbuild.exporters._property_columns import NODES, Row, Value
from kgbuild.exporters._property_graph import PropertyGraph, make_property_graph
from kgbuild.exporters.neo4j import INDEXES, write_constraints, write_tables
from kgbuild.graph.claim_graph import ClaimGraph

PROFILES = ("neo4j", "memgraph", "kuzu", "opencypher")
BATCH = 200
"""Rows of one statement: an engine plans a text as a whole."""
_ESCAPES = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def export(graph: ClaimGraph, output: Output, *, profile: str = "neo4j") -> None:
    """Write the text; `profile` is neo4j, memgraph, kuzu (Ladybug too), or opencypher for the data alone.

    Raises:
        SettingsError: no such profile.
    """
    if profile not in PROFILES:
        raise SettingsError(f"format 'cypher' has no profile '{profile}'; have {', '.join(PROFILES)}.")
    whole = make_property_graph(graph)
    with output.open() as file:
        for line in _write_head(profile):
            file.write(line.encode())
        for line in _write_data(whole):
            file.write(line.encode())


def _write_head(profile: str) -> Iterator[str]:
    if profile == "neo4j":
        yield from write_constraints()
    elif profile == "memgraph":
        for label in NODES:
            yield f"CREATE CONSTRAINT ON (n:{label}) ASSERT n.iri IS UNIQUE;\n"
            yield f"CREATE INDEX ON :{label}(iri);\n"
        for label, column in INDEXES:
            yield f"CREATE INDEX ON :{label}({column});\n"
    elif profile == "kuzu":
        yield from write_tables(lists=True)


def _write_data(whole: PropertyGraph) -> Iterator[str]:
    for label, rows in whole.nodes.items():
        for batch in _pack(rows.values()):
            names = [name for name in batch[0] if name != "iri"]
            yield from _unwind(batch)
            yield f"MERGE (n:{label} {{iri: row.iri}})" + _set("n", names)
    for (role, start, end), relations in whole.relations.items():
        for batch in _pack({"start": one.start, "stop": one.end, **one.values} for one in relations):
            names = [name for name in batch[0] if name not in {"start", "stop", "id"}]
            yield from _unwind(batch)
            yield f"MATCH (a:{start} {{iri: row.start}})\nMATCH (b:{end} {{iri: row.stop}})\n"
            yield f"MERGE (a)-[r:{role} {{id: row.id}}]->(b)" + _set("r", names)


def _set(name: str, columns: list[str]) -> str:
    told = ", ".join(f"{name}.{column} = row.{column}" for column in columns)
    return f"\nSET {told};\n" if told else ";\n"


def _pack(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Batches of rows that have the same columns: in Kuzu the maps of one list are of one role, and null is of none."""
    alike: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        alike.setdefault(tuple(row), []).append(row)
    for _, group in sorted(alike.items()):
        rest = iter(group)
        while batch := list(islice(rest, BATCH)):
            yield batch


def _unwind(batch: list[Row]) -> Iterator[str]:
    yield "UNWIND [\n"
    for at, row in enumerate(batch):
        pairs = ", ".join(f"{name}: {write_literal(value)}" for name, value in row.items())
        yield f"  {{{pairs}}}" + (",\n" if at + 1 < len(batch) else "\n")
    yield "] AS row\n"


def write_literal(value: Value) -> str:
    r"""A value as Cypher spells it.

    No `\u` is written: Neo4j reads such escapes before it looks for the ends of strings.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(map(write_literal, value))}]"
    return f"'{value.translate(_ESCAPES)}'" if isinstance(value, str) else repr(value)
