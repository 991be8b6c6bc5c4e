"""The command that writes files for other programs: export."""

from __future__ import annotations

from typing import Any

import click

from kgbuild.cli.filtering import filter_options
from kgbuild.cli.talk import Talk, load_all_policies, policy_option, quiet_option


@click.command()
@click.argument("graph", metavar="GRAPH", type=click.Path(file_okay=False))
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
    help="For networks: actors (the default), events, claims, places or evidence; for tables and maps: control, who "
    "holds which place by whose word; for kml also actions or countries.",
)
@click.option(
    "--profile",
    metavar="NAME",
    help="For RDF: nary (the default), nanopub, rdf12, webannotation or sem; for cypher: neo4j (the default), "
    "memgraph, kuzu or opencypher.",
)
@click.option("--undirected", is_flag=True, help="For networks: forget which end acts.")
@click.option("--fold", is_flag=True, help="For networks: parallel edges as one, with a weight.")
@click.option(
    "--layout",
    metavar="NAME",
    help="For networks but dot and node-link: positions of the nodes too: spring, circular or map.",
)
@click.option("--day", metavar="DAY", help="With --view control: what is claimed of that day, such as 2025-01-21.")
@click.option(
    "--shards",
    metavar="N",
    type=click.IntRange(1, 256),
    help="For nquads: spread over N files of a folder, for bulk loaders.",
)
@click.option("--gzip", is_flag=True, help="For nquads: compress.")
@filter_options
@click.option(
    "--support", metavar="N", type=click.IntRange(min=0), help="Of events that N independent sources or more support."
)
@policy_option("Of events that pass a policy; RDF keeps all claims and adds the events as facts.")
@quiet_option
def export(graph: str, format: str, output: str, **options: Any) -> None:
    """Write a graph, or the part of it that filters leave, as RDF, a network, a property graph, a map or tables.

    A statement is written if it fulfils all filters; one whose day is not known passes neither --since nor --until.
    With it come its article, its event, and the actors and places that it names.

    With --policy an RDF file of the profile nary holds facts too: events with enough sources behind them, as
    'kgbuild policy' tells, in a named graph of their own; formats without such hold the facts alone. The policy's name
    and text stand beside them.

    \b
    Examples:
      kgbuild export my-graph --format turtle -o claims.ttl
      kgbuild export my-graph --format gexf --view claims -o claims.gexf
      kgbuild export my-graph --format xlsx --place Sudan --since 2025-01 -o sudan.xlsx
      kgbuild export my-graph --format geojson --view control --day 2025-01-21 -o control.geojson
      kgbuild export my-graph --format trig --profile nanopub --status claimed -o claims.trig
      kgbuild export my-graph --format trig --policy two-sides -o facts.trig
      kgbuild export my-graph --format nquads --shards 8 --gzip -o shards
    """
    from kgbuild.exporters import Selection, export_graph
    from kgbuild.graph.search.filters import Filters, make_filters
    from kgbuild.graph.store import Graph

    talk = Talk(quiet=options.pop("quiet"))
    selection = Selection(
        filters=make_filters(**{name: options.pop(name) for name in Filters.__struct_fields__}),
        support=options.pop("support") or 0,
        policies=tuple(load_all_policies(options.pop("policies"))),
    )
    with Graph.open(graph) as opened:
        notes = export_graph(opened, format, output, selection=selection, **options)
    for note in notes:
        talk.say(f"{note}.")
    if output != "-":
        talk.say(f"Wrote {output}.")


COMMANDS = (export,)
