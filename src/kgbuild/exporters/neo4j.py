"""The graph as files for Neo4j's bulk import: rows and their headings apart, a script, constraints; Kuzu's too.

`import.sh` is for `neo4j-admin database import full` (Neo4j 5 and newer), `constraints.cypher` for `cypher-shell`
after it; `kuzu.cypher` makes tables of the same files in Kuzu and Ladybug. Lists are joined by the unit separator
(U+001F), which no text holds; an empty cell is what nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgbuild.exporters._output import Output
from kgbuild.exporters._property_columns import ENDS, NODES, RELATIONS, Columns, Value
from kgbuild.exporters._property_graph import PropertyGraph, make_property_graph
from kgbuild.graph.claim_graph import ClaimGraph

SEPARATOR = "\x1f"
_KUZU = {"string": "STRING", "int": "INT64", "float": "DOUBLE", "boolean": "BOOL", "string[]": "STRING"}
_HEAD = """#!/bin/sh
# Loads the files of this folder into a new Neo4j database (Neo4j 5 or newer, which has to be stopped meanwhile):
#   sh import.sh [DATABASE [OPTION...]]     for example: sh import.sh neo4j --overwrite-destination
# Start the database afterwards and run: cypher-shell -d DATABASE -f constraints.cypher
set -eu
cd "$(dirname "$0")"
database="${1:-neo4j}"
[ "$#" -eq 0 ] || shift
exec neo4j-admin database import full "$database" \\
  --id-type=string --array-delimiter=U+001F --multiline-fields=true \\
"""
INDEXES = (
    ("Actor", "name"), ("Place", "name"), ("Statement", "id"), ("Statement", "action"), ("Statement", "earliest"),
    ("Event", "id"), ("Event", "action"),
)  # fmt: skip


def export(graph: ClaimGraph, output: Output) -> None:
    """Write the folder: two files for each label and each kind of relationship, the script and the constraints."""
    whole = make_property_graph(graph)
    for label, columns in NODES.items():
        heads = [f"iri:ID({label})", *_name_columns(columns), ":LABEL"]
        rows = ([*map(row.get, columns), _name_labels(label, row.get("claims"))] for row in whole.nodes[label].values())
        _write(output, label, heads, rows)
    for (role, start, end), relations in whole.relations.items():
        columns = RELATIONS[role]
        heads = [f":START_ID({start})", f":END_ID({end})", *_name_columns(columns), ":TYPE"]
        cells = ([one.start, one.end, *map(one.values.get, columns), role] for one in relations)
        _write(output, f"{start}-{role}-{end}", heads, cells)
    for name, lines in (
        ("import.sh", _write_script(whole)),
        ("constraints.cypher", write_constraints()),
        ("kuzu.cypher", write_tables(copy=whole)),
    ):
        with output.open(name) as file:
            file.writelines(line.encode() for line in lines)


def _name_columns(columns: Columns) -> list[str]:
    return [f"{name}:{kind}" for name, kind in columns.items() if name != "iri"]


def _name_labels(label: str, claims: Value) -> tuple[str, ...]:
    return (label, "Claimant") if claims else (label,)


def _write(output: Output, name: str, heads: list[str], rows: Iterable[list[Value]]) -> None:
    with output.open(f"{name}.header.csv") as file:
        file.write((",".join(heads) + "\n").encode())
    with output.open(f"{name}.csv") as file:
        file.writelines((",".join(map(_write_cell, row)) + "\n").encode() for row in rows)


def _write_cell(value: Value) -> str:
    """A cell as RFC 4180 has it; texts are always quoted, so that an empty one is not taken for an unknown one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        value = SEPARATOR.join(value)
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return repr(value)


def _write_script(whole: PropertyGraph) -> Iterator[str]:
    """A file without rows is not named: an import of nothing is an error."""
    yield _HEAD
    for label in NODES:
        if whole.nodes[label]:
            yield f'  --nodes="{label}.header.csv,{label}.csv" \\\n'
    for (role, start, end), relations in whole.relations.items():
        if relations:
            yield f'  --relationships="{start}-{role}-{end}.header.csv,{start}-{role}-{end}.csv" \\\n'
    yield '  "$@"\n'


def write_constraints() -> Iterator[str]:
    """Neo4j's constraints and indexes."""
    for label in NODES:
        yield f"CREATE CONSTRAINT {label.lower()}_iri IF NOT EXISTS FOR (n:{label}) REQUIRE n.iri IS UNIQUE;\n"
    for label, column in INDEXES:
        name = f"{label.lower()}_{column}"
        yield f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{column});\n"


def write_tables(*, copy: PropertyGraph | None = None, lists: bool = False) -> Iterator[str]:
    """Kuzu's tables, and with `copy` the orders that fill them from the files; without `lists` these stay text."""
    kinds = {**_KUZU, "string[]": "STRING[]"} if lists else _KUZU
    for label, columns in NODES.items():
        told = ", ".join(f"{name} {kinds[kind]}" for name, kind in columns.items())
        last = "" if lists else ", labels STRING"
        yield f"CREATE NODE TABLE IF NOT EXISTS {label}({told}{last}, PRIMARY KEY(iri));\n"
    for role, columns in RELATIONS.items():
        ends = ", ".join(f"FROM {start} TO {end}" for start, end in ENDS[role])
        told = ", ".join(f"{name} {kinds[kind]}" for name, kind in columns.items())
        last = "" if lists else ", relationship STRING"
        yield f"CREATE REL TABLE IF NOT EXISTS {role}({ends}, {told}{last});\n"
    if copy is None:
        return
    options = "HEADER=false, PARALLEL=false, QUOTE='\"', ESCAPE='\"'"
    for label in NODES:
        yield f"COPY {label} FROM '{label}.csv' ({options});\n"
    for role, start, end in copy.relations:
        yield f"COPY {role} FROM '{start}-{role}-{end}.csv' (FROM='{start}', TO='{end}', {options});\n"
