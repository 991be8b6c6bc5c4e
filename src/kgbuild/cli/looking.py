"""The commands that look at a graph: stats, query, explain, check, export."""

from __future__ import annotations

import click

from kgbuild.cli.talk import open_output, output_option

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
@click.option("--view", metavar="VIEW", help="For networks: actors (the default), claims, events or evidence.")
@click.option("--quiet", is_flag=True, help="Say only what went wrong.")
def export(graph: str, format: str, output: str, view: str | None, quiet: bool) -> None:
    """Write a graph as an RDF, network, map or table file.

    \b
    Examples:
      kgbuild export my-graph --format turtle -o claims.ttl
      kgbuild export my-graph --format gexf --view claims -o claims.gexf
      kgbuild export my-graph --format csv -o tables
    """
    from kgbuild.exporters import export_graph
    from kgbuild.graph.store import Graph

    with Graph.open(graph) as opened:
        export_graph(opened, format, output, view=view)
    if output != "-" and not quiet:
        click.echo(f"Wrote {output}.", err=True)


COMMANDS = (stats, export)
