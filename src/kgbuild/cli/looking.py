"""The commands that look at a graph and at what kgbuild knows: check, query, export, explain, stats, vocab, stages, schema."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from kgbuild.cli.talk import FINDINGS, Talk, open_output, output_option, printable, quiet_option

_GRAPH = click.argument("graph", metavar="GRAPH", type=click.Path(file_okay=False))
QUERY_FORMATS = ("table", "csv", "json", "md", "geojson")
LISTS = ("actions", "modes", "contexts", "sectors", "kinds", "countries", "actors", "frames")


@click.command()
@click.argument("graph_or_file", metavar="GRAPH_OR_FILE", type=click.Path())
@click.option(
    "--articles",
    "inputs",
    metavar="INPUT",
    multiple=True,
    help="Articles that a statements file was made from: the checks then run anew, offsets included. May be repeated.",
)
@click.option("--format", "format", type=click.Choice(("table", "jsonl")), default="table", help="How to print.")
@output_option("the report")
@quiet_option
def check(graph_or_file: str, inputs: tuple[str, ...], format: str, output: str, quiet: bool) -> None:
    """Report what the checks notice in a graph, an RDF file or a file of statements.

    A graph's folder or an RDF file (.nq, .nt, .trig, .ttl, .jsonld, .rdf) goes through the ontology's rules and shapes;
    a file of statements (JSON Lines, as 'extract' writes them) through the checks of statements. The exit code is 1 if
    a finding is an error.

    \b
    Examples:
      kgbuild check my-graph
      kgbuild check statements.jsonl --articles reports/
      kgbuild check claims.ttl --format jsonl
    """
    from kgbuild.checking import check_path, format_findings

    talk = Talk(quiet=quiet)
    report = check_path(Path(graph_or_file), inputs=inputs, listen=talk.hear)
    with open_output(output) as write:
        write(format_findings(report, format).encode())
    counts = {severity: sum(row.severity == severity for row in report) for severity in ("error", "warning", "info")}
    talk.say(", ".join(f"{count:,} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items()) + ".")
    click.get_current_context().exit(FINDINGS if counts["error"] else 0)


@click.command()
@_GRAPH
@click.argument("name", required=False)
@click.option("-q", "--sparql", metavar="SPARQL", help="A question of your own, in SPARQL 1.1.")
@click.option("-f", "--file", "file", metavar="FILE", type=click.Path(dir_okay=False), help="The same, from a file.")
@click.option("-p", "--param", "params", metavar="NAME=VALUE", multiple=True, help="A value for a variable. May be repeated.")
@click.option("--format", "format", type=click.Choice(QUERY_FORMATS), default="table", help="How to print.")
@output_option("the answer")
def query(
    graph: str, name: str | None, sparql: str | None, file: str | None, params: tuple[str, ...], format: str, output: str
) -> None:
    """Ask a graph a question that is shipped (NAME) or your own. Without either, list the shipped ones.

    \b
    Examples:
      kgbuild query my-graph
      kgbuild query my-graph who-did-what --format csv -o answer.csv
      kgbuild query my-graph -q 'SELECT ?s { ?s a kg:Statement } LIMIT 5'
    """
    given = [value for value in (name, sparql, file) if value is not None]
    if len(given) > 1:
        raise click.UsageError("give one of NAME, -q SPARQL and -f FILE, not several.")
    ...


COMMANDS = (check, query)
