"""The command that finds words in a graph: search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import click

from kgbuild.cli.filtering import filter_options
from kgbuild.cli.talk import Talk, encode_text, format_option, graph_argument, open_output, output_option, quiet_option

if TYPE_CHECKING:
    from kgbuild.graph.search.answers import Kind
    from kgbuild.graph.search.formats import Format


@click.command()
@graph_argument
@click.argument("question", metavar="WORDS")
@filter_options
@click.option(
    "--in",
    "kinds",
    multiple=True,
    type=click.Choice(("articles", "evidence", "names")),
    help="What to search; all three unless given. May be repeated.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="The most hits to print."
)
@format_option("table", "json", "csv", "md", help="How to print; only table cuts long cells.")
@output_option("the hits")
@quiet_option
def search(graph: str, question: str, kinds: tuple[str, ...], limit: int, format: str, **options: Any) -> None:
    """Find words in the articles, in the evidence of statements and in the names of a graph, best first.

    Words are found in singular and plural, without regard to case and accents, all of them in one passage; "words in
    quotes" side by side as written; begin* by their beginning. AND, OR, NOT and brackets join them.

    The filters ask the graph: a statement passes if it fulfils all of them, a passage if such a statement stands in it,
    a name if such a statement names it. Names are taken by any wording that the graph has for them. A statement whose
    day is not known passes neither --since nor --until.

    \b
    Examples:
      kgbuild search my-graph "drone strike"
      kgbuild search my-graph "drone strike" --place Belgorod --since 2025-03
      kgbuild search my-graph '"at least" (killed OR wounded)' --in evidence --status claimed
      kgbuild search my-graph 'shell* NOT gas' --actor "March 23 Movement" --format csv -o hits.csv
    """
    from kgbuild.graph.search.answers import search as search_graph
    from kgbuild.graph.search.filters import make_filters
    from kgbuild.graph.search.formats import format_found
    from kgbuild.graph.store import Graph

    output, talk = options.pop("output"), Talk(quiet=options.pop("quiet"))
    with Graph.open(graph) as opened:
        found = search_graph(
            opened, question, make_filters(**options), kinds=cast("tuple[Kind, ...]", kinds), limit=limit
        )
    for line in found.taken:
        talk.say(f"{line}.")
    with open_output(output) as write:
        write(encode_text(format_found(found, cast("Format", format)), format))


COMMANDS = (search,)
