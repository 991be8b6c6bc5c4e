"""The commands that look at a graph as a whole: stats, check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from kgbuild.cli.talk import (
    FINDINGS,
    Talk,
    common_options,
    format_option,
    graph_argument,
    ontology_option,
    open_output,
    output_option,
    profile_option,
)

if TYPE_CHECKING:
    from kgbuild.settings import Settings


@click.command()
@graph_argument
@format_option("table", "json")
def stats(graph: str, format: str) -> None:
    """Count what a graph holds: articles, sources, statements, actions, actors, places, events, findings.

    \b
    Examples:
      kgbuild stats my-graph
      kgbuild stats my-graph --format json
    """
    import msgspec

    from kgbuild.graph.store import Graph
    from kgbuild.summary import format_summary, summarise

    with Graph.open(graph) as opened:
        summary = summarise(opened)
    text = format_summary(summary) if format == "table" else msgspec.json.format(msgspec.json.encode(summary)).decode()
    click.echo(text)


@click.command()
@click.argument("graph_or_file", metavar="[GRAPH_OR_FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--codes", is_flag=True, help="In place of a report: list every code that a finding can have.")
@click.option("--explain", "code", metavar="CODE", help="In place of a report: what a code means and what to do.")
@click.option(
    "--articles",
    "inputs",
    metavar="INPUT",
    multiple=True,
    help="Articles that a file of statements was made from: its checks then run anew. May be repeated.",
)
@format_option(
    *("table", "jsonl", "ttl", "nt", "jsonld"),
    help="How to print; ttl, nt and jsonld are a SHACL validation report of a graph.",
)
@output_option("the report")
@ontology_option
@profile_option
@common_options
def check(graph_or_file: Path | None, inputs: tuple[str, ...], format: str, output: str, **options: Any) -> None:
    """Report what the checks notice in a graph, an RDF file, a file of statements or the ontology's own files.

    A graph's folder, or an RDF file (.nq .nt .trig .ttl .jsonld .rdf), is held against the ontology's rules and shapes;
    what its statements have carried since they were read is listed too, and not counted where the statement was
    refused. The statements of an RDF file, whoever wrote it, are also read back and checked one by one. Of a file of
    statements (JSON Lines, as 'extract' writes them) the findings of each statement are given.
    Of an ontology (a folder with 'kgbuild.ttl') each faulty term, code, shape, rule and entry is named with file, line
    and what to do; of its actor registry alone (the folder 'actors', or a .toml file of actors) each faulty entry.
    The exit code is 1 if a finding is an error.

    \b
    Examples:
      kgbuild check my-graph
      kgbuild check my-graph --format ttl -o report.ttl
      kgbuild check statements.jsonl --articles reports/
      kgbuild check claims.ttl --format jsonl
      kgbuild check my-graph --profile strict --ontology my-ontology
      kgbuild check ontology
      kgbuild check ontology/actors
      kgbuild check --codes
      kgbuild check --explain KG203
    """
    from kgbuild.checking import check_path, describe_refused, find_in_graph, format_findings, list_rows
    from kgbuild.settings import load_settings, with_options

    talk = Talk(quiet=options["quiet"], verbose=options["verbose"])
    settings = with_options(
        load_settings(options["settings_file"]), ontology=options["ontology"], profile=options["profile"]
    )
    if options["codes"] or options["code"]:
        if graph_or_file is not None:
            raise click.UsageError(f"--codes and --explain read nothing; leave '{graph_or_file}' out.")
        if format not in {"table", "jsonl"}:
            raise click.UsageError(f"--format {format} is of a graph; codes are printed as table or jsonl.")
        _tell_codes(options["code"], settings, format, output)
        return
    if graph_or_file is None:
        raise click.UsageError("name what to check: GRAPH_OR_FILE; or ask for --codes or --explain CODE.")
    if format in {"table", "jsonl"}:
        rows = check_path(graph_or_file, inputs=inputs, settings=settings, listen=talk.hear)
        report = format_findings(rows, format).encode()
    else:
        from kgbuild.graph.report import ReportFormat, format_report

        findings = find_in_graph(graph_or_file, settings)
        rows, report = list_rows(findings), format_report(findings, cast("ReportFormat", format))
    with open_output(output) as write:
        write(report)
    counted = [row for row in rows if not row.refused]
    counts = {severity: sum(row.severity == severity for row in counted) for severity in ("error", "warning", "info")}
    if refused := describe_refused(rows, graph_or_file):
        talk.say(refused)
    talk.say(", ".join(f"{count:,} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items()) + ".")
    click.get_current_context().exit(FINDINGS if counts["error"] else talk.exit_code(strict=False))


def _tell_codes(code: str | None, settings: Settings, format: str, output: str) -> None:
    from kgbuild.chain import see_ontology
    from kgbuild.listing import explain_code, format_codes

    vocabulary, severities = see_ontology(settings)
    folders = vocabulary.folders
    text = format_codes(severities, format, *folders) if code is None else explain_code(code, severities, *folders)
    with open_output(output) as write:
        write(text.encode())


COMMANDS = (stats, check)
