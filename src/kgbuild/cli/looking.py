"""The commands that look at a graph: stats, query, explain, check, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

import click

from kgbuild.cli.linting import report_traps, warn_of_traps
from kgbuild.cli.talk import (
    FINDINGS,
    Talk,
    common_options,
    load_all_policies,
    ontology_option,
    open_output,
    output_option,
    policy_option,
    printable,
    profile_option,
    quiet_option,
)

if TYPE_CHECKING:
    from kgbuild.graph.explanation_text import Format as ExplanationFormat
    from kgbuild.graph.rows import Rows
    from kgbuild.graph.store import Graph
    from kgbuild.queries import Format
    from kgbuild.settings import Settings

_GRAPH = click.argument("graph", metavar="GRAPH", type=click.Path(file_okay=False))


@click.command()
@_GRAPH
@click.option(
    "--format", "format", type=click.Choice(("table", "json")), default="table", show_default=True, help="How to print."
)
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
@_GRAPH
@click.option(
    "--format", "format", metavar="FMT", required=True, help="The format ('kgbuild stages exporters' lists them)."
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    default="-",
    type=click.Path(allow_dash=True),
    help="A file, or a folder for formats of several files; '-' (the default) is standard output.",
)
@click.option(
    "--view",
    metavar="VIEW",
    help="For networks: actors (the default), claims, events or evidence; for csv and geojson: control, who holds "
    "which place by whose word.",
)
@click.option("--day", metavar="DAY", help="With --view control: what is claimed of that day, such as 2025-01-21.")
@click.option(
    "--shards",
    metavar="N",
    type=click.IntRange(1, 256),
    help="For nquads: spread over N files of a folder, for bulk loaders.",
)
@click.option("--gzip", is_flag=True, help="For nquads: compress.")
@policy_option(
    "Add the events that pass a policy as facts, in a named graph; formats without such hold the facts alone."
)
@quiet_option
def export(graph: str, format: str, output: str, policies: tuple[str, ...], quiet: bool, **options: Any) -> None:
    """Write a graph as an RDF, network, map or table file.

    With --policy an RDF file holds facts too: events with enough sources behind them, as 'kgbuild policy' tells. The
    policy's name and text stand beside them.

    \b
    Examples:
      kgbuild export my-graph --format turtle -o claims.ttl
      kgbuild export my-graph --format gexf --view claims -o claims.gexf
      kgbuild export my-graph --format csv -o tables
      kgbuild export my-graph --format geojson --view control --day 2025-01-21 -o control.geojson
      kgbuild export my-graph --format trig --policy two-sides -o facts.trig
      kgbuild export my-graph --format nquads --shards 8 --gzip -o shards
    """
    from kgbuild.exporters import export_facts, export_graph
    from kgbuild.graph.store import Graph

    if policies and (options["view"] or options["day"]):
        raise click.UsageError("--policy goes with formats of RDF, --view with others; leave one of them out.")
    if policies and (options["shards"] or options["gzip"]):
        raise click.UsageError("--shards and --gzip are of the whole graph; leave --policy out.")
    with Graph.open(graph) as opened:
        if policies:
            export_facts(opened, format, output, load_all_policies(policies))
        else:
            export_graph(opened, format, output, **options)
    if output != "-" and not quiet:
        click.echo(f"Wrote {output}.", err=True)


@click.command()
@_GRAPH
@click.argument("name", metavar="[NAME]", required=False)
@click.argument("parameters", metavar="[KEY=VALUE]...", nargs=-1)
@click.option("-q", "sparql", metavar="SPARQL", help="A question of your own in SPARQL 1.1.")
@click.option(
    "-f",
    "file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The same from a file.",
)
@click.option(
    "--format",
    "format",
    type=click.Choice(("table", "csv", "json", "md", "geojson")),
    default="table",
    show_default=True,
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

    In your own SPARQL the prefixes kg, action, prov, sem, nif, geo, skos, schema, dcterms, rdfs, rdf, owl and xsd are
    known. It is held against traps that make a query slow or its answer wrong without a word, such as NOT EXISTS of
    joined patterns or a day compared with a year; warnings go to standard error, with a better query
    (docs/sparql-traps.md).

    \b
    Examples:
      kgbuild query my-graph
      kgbuild query my-graph casualties place=Goma --format csv -o casualties.csv
      kgbuild query my-graph control --format geojson -o control.geojson
      kgbuild query my-graph -q 'SELECT ?s { ?s a kg:Statement } ORDER BY ?s LIMIT 5'
      kgbuild query my-graph -f own.rq --lint
      kgbuild query my-graph --policy two-sides -q 'SELECT ?f ?day { ?f a kg:Fact ; sem:hasTimeStamp ?day }'
    """
    from kgbuild.queries import find_query, format_rows, run_query

    if (name is not None) + (sparql is not None) + (file is not None) > 1:
        raise click.UsageError("Give one of NAME, -q SPARQL and -f FILE.")
    if options["policies"] and sparql is None and file is None:
        raise click.UsageError("--policy goes with -q or -f: the shipped questions are about claims.")
    from kgbuild.graph.store import Graph

    with Graph.open(graph) as opened:
        if options["lint"]:
            _lint(opened, name, sparql, file, **options)
        elif name is not None:
            given = _read_parameters(parameters, [parameter.name for parameter in find_query(name).parameters])
            rows = run_query(opened, name, given)
        elif sparql is not None or file is not None:
            text = sparql if sparql is not None else _read_text(file)
            if not options["quiet"]:
                warn_of_traps(opened, text)
            rows = _ask(opened, text, options["policies"])
        else:
            click.echo(_describe_queries(), nl=False)
            return
        answer = format_rows(rows, cast("Format", options["format"]), opened)
    with open_output(options["output"]) as write:
        write(answer.encode())


def _lint(graph: Graph, name: str | None, sparql: str | None, file: Path | None, **options: Any) -> NoReturn:
    """Report the traps of a shipped query, of SPARQL, or of a file."""
    if name is not None:
        from kgbuild.queries import find_query

        known = find_query(name)
        report_traps(graph, known.sparql, [one.name for one in known.parameters], options["format"], options["output"])
    if sparql is None and file is None:
        raise click.UsageError("--lint goes with NAME, -q SPARQL or -f FILE.")
    report_traps(graph, sparql if sparql is not None else _read_text(file), (), options["format"], options["output"])


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


def _read_text(file: Path | None) -> str:
    assert file is not None
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"'{file}' can't be read: {error}") from error


def _describe_queries() -> str:
    from kgbuild.queries import list_queries

    lines = []
    for one in list_queries():
        lines.append(f"{one.name}\n    {one.question}\n")
        for parameter in one.parameters:
            default = "required" if parameter.default is None else f"default '{parameter.default}'"
            lines.append(f"    {parameter.name}= {parameter.meaning} ({default})\n")
    return "".join(lines)


@click.command()
@_GRAPH
@click.argument("id")
@click.option(
    "--format",
    "format",
    type=click.Choice(("text", "md", "json")),
    default="text",
    show_default=True,
    help="How to print.",
)
@click.option("--no-candidates", is_flag=True, help="Do not look up what else the words may mean.")
@output_option("the explanation")
def explain(graph: str, id: str, format: str, no_candidates: bool, output: str) -> None:
    """Say where a node comes from: the sentence, the words of each slot, the rules, the checks, the article, the run.

    ID is that of a statement, article, event, control state, link, question, registered actor (m23) or place (a
    GeoNames number), or any address that a query gives. Of an edge give both ends, the acting one first, and between
    them the action if it matters; or the key that an exported network gives it. Of an article that was retracted, or
    replaced by a later text, it says what became of it.

    What the words of a statement, or the name of an actor or a place, may mean is looked up anew, with scores: the
    record keeps what was chosen, the rule, and which places were equal.

    \b
    Examples:
      kgbuild explain my-graph s0f4bd7e2c1a9
      kgbuild explain my-graph actor/m23 --format md
      kgbuild explain my-graph 'm23 ASSAULT 216281' --no-candidates
    """
    from kgbuild.graph.candidates import Finder
    from kgbuild.graph.explaining import explain as explain_node
    from kgbuild.graph.explanation_text import format_explanation
    from kgbuild.graph.store import Graph

    finder = None if no_candidates else Finder(Talk(quiet=False).prepare)
    with Graph.open(graph) as opened:
        explanation = explain_node(opened, id, finder=finder)
    text = format_explanation(explanation, cast("ExplanationFormat", format))
    with open_output(output) as write:
        write((text if format == "json" else printable(text)).encode())


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
@click.option(
    "--format",
    "format",
    type=click.Choice(("table", "jsonl", "ttl", "nt", "jsonld")),
    default="table",
    show_default=True,
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


COMMANDS = (stats, query, explain, check, export)
