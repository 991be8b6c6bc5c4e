"""The command that asks a graph: query, with a shipped question or with one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

import click

from kgbuild.cli.linting import report_traps, warn_of_traps
from kgbuild.cli.talk import (
    encode_text,
    format_option,
    graph_argument,
    load_all_policies,
    open_output,
    output_option,
    policy_option,
    read_text,
)

if TYPE_CHECKING:
    from kgbuild.graph.rows import Rows
    from kgbuild.graph.store import Graph
    from kgbuild.queries import Format, Query


@click.command()
@graph_argument
@click.argument("name", metavar="[NAME]", required=False)
@click.argument("parameters", metavar="[KEY=VALUE]...", nargs=-1)
@click.option("-q", "sparql", metavar="SPARQL", help="A question of your own in SPARQL 1.1.")
@click.option(
    "-f",
    "file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The same from a file; one with a header (docs/queries.md) takes KEY=VALUE too.",
)
@click.option(
    "--queries",
    "folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of questions of your own (.rq files), beside the shipped ones.",
)
@click.option("--about", is_flag=True, help="Ask nothing; say what NAME answers, its parameters, columns, an example.")
@format_option(
    *("table", "csv", "json", "md", "geojson"),
    help="How to print; json is SPARQL 1.1 JSON results, geojson puts each row on the map, and only table cuts long "
    "cells.",
)
@policy_option("Ask what passes a policy, and nothing else: -q and -f then see facts in place of claims.")
@click.option(
    "--lint",
    is_flag=True,
    help="Ask nothing; report the traps of the query, as text or with --format json. Exits with 1 if there are any.",
)
@click.option("--quiet", is_flag=True, help="Do not warn of traps.")
@output_option("the answer")
def query(
    graph: str, name: str | None, parameters: tuple[str, ...], sparql: str | None, file: Path | None, **options: Any
) -> None:
    """Ask a graph a shipped question (NAME, with its parameters) or your own. Without either, list the shipped ones.

    On the map (--format geojson) a row stands at its columns lat and lon, at a WKT point, or at the places of the
    statements, events and places whose addresses it holds; a row without any has no geometry.

    In your own SPARQL the prefixes kg, action, prov, sem, nif, geo, geof, skos, schema, dcterms, rdfs, rdf, owl and xsd
    are known. It is held against traps that make a query slow or its answer wrong without a word, such as NOT EXISTS of
    joined patterns or a day compared with a year; warnings go to standard error, with a better query
    (docs/sparql-traps.md).

    \b
    Examples:
      kgbuild query my-graph
      kgbuild query my-graph casualties --about
      kgbuild query my-graph casualties place=Goma --format csv -o casualties.csv
      kgbuild query my-graph control --format geojson -o control.geojson
      kgbuild query my-graph -q 'SELECT ?s { ?s a kg:Statement } ORDER BY ?s LIMIT 5'
      kgbuild query my-graph -f own.rq place=Goma
      kgbuild query my-graph -f own.rq --lint
      kgbuild query my-graph --policy two-sides -q 'SELECT ?f ?day { ?f a kg:Fact ; sem:hasTimeStamp ?day }'
    """
    if name is not None and "=" in name and (sparql is not None or file is not None):
        parameters, name = (name, *parameters), None
    if (name is not None) + (sparql is not None) + (file is not None) > 1:
        raise click.UsageError("Give one of NAME, -q SPARQL and -f FILE.")
    if options["policies"] and sparql is None and file is None:
        raise click.UsageError("--policy goes with -q or -f: the shipped questions are about claims.")
    from kgbuild.graph.store import Graph
    from kgbuild.queries import ask_query, format_rows, list_queries
    from kgbuild.queries.listing import describe_query, list_by_group

    text = sparql if file is None else read_text(file)
    with Graph.open(graph) as opened:
        named = _find(name, file, text, options["folder"])
        if options["lint"]:
            _lint(opened, named, text, options["format"], options["output"])
        elif options["about"]:
            if named is None:
                raise click.UsageError("--about goes with NAME, or with -f FILE that has a header.")
            click.echo(describe_query(named, graph), nl=False)
            return
        elif named is not None and not options["policies"]:
            known = [one.name for one in named.parameters]
            if file is not None and not options["quiet"]:
                warn_of_traps(opened, named.sparql, known)
            rows = ask_query(opened, named, _read_parameters(parameters, known))
        elif text is not None:
            if named is not None and named.parameters:
                raise click.UsageError(f"--policy goes with a question that has no parameters; '{file}' has some.")
            if parameters:
                raise click.UsageError(f"'{parameters[0]}' goes with NAME, or with -f FILE that has a header.")
            if not options["quiet"]:
                warn_of_traps(opened, text)
            rows = _ask(opened, text, options["policies"])
        else:
            click.echo(list_by_group(list_queries(options["folder"])), nl=False)
            return
        answer = format_rows(rows, cast("Format", options["format"]), opened)
    with open_output(options["output"]) as write:
        write(encode_text(answer, options["format"]))


def _find(name: str | None, file: Path | None, text: str | None, folder: Path | None) -> Query | None:
    """The query of that name, or of a file that has a header."""
    from kgbuild.queries import find_query, has_header, read_query

    if file is not None and text is not None:
        return read_query(file) if has_header(text) else None
    return None if name is None else find_query(name, folder)


def _lint(graph: Graph, named: Query | None, text: str | None, format: str, output: str) -> NoReturn:
    """Report the traps of a named query, or of SPARQL."""
    if named is not None:
        report_traps(graph, named.sparql, [one.name for one in named.parameters], format, output)
    if text is None:
        raise click.UsageError("--lint goes with NAME, -q SPARQL or -f FILE.")
    report_traps(graph, text, (), format, output)


def _ask(graph: Graph, sparql: str, policies: tuple[str, ...]) -> Rows:
    if not policies:
        return graph.query(sparql)
    from kgbuild.graph.facts import query_facts

    return query_facts(graph, load_all_policies(policies), sparql)


def _read_parameters(parameters: tuple[str, ...], known: list[str]) -> dict[str, str]:
    pairs = [parameter.partition("=") for parameter in parameters]
    for key, equals, _ in pairs:
        if not equals:
            have = f"The question knows {', '.join(known)}." if known else "The question takes none."
            raise click.UsageError(f"'{key}' is not of the form KEY=VALUE. {have}")
    return {key: value for key, _, value in pairs}


COMMANDS = (query,)
