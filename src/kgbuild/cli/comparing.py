"""The commands that lead back to sentences: explain, of one node, and diff, of what changed between two graphs."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, cast

import click

from kgbuild.cli.talk import FINDINGS, Talk, encode_text, format_option, graph_argument, open_output, output_option

if TYPE_CHECKING:
    from kgbuild.graph.difference_text import Format
    from kgbuild.graph.explanation_text import Format as ExplanationFormat


@click.command()
@graph_argument
@click.argument("id")
@format_option("text", "md", "json")
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
        write(encode_text(text, format))


@click.command()
@click.argument("old", metavar="OLD", type=click.Path(file_okay=False))
@click.argument("new", metavar="NEW", type=click.Path(file_okay=False))
@format_option("text", "md", "json")
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=0),
    help="Print at most N changes of a kind; the counts count all.  [default: all]",
)
@click.option(
    "--ignore",
    metavar="SLOT",
    multiple=True,
    help="A slot of statements and events in which a difference is none, such as confidence. May be repeated.",
)
@output_option("the difference")
def diff(old: str, new: str, format: str, limit: int | None, ignore: tuple[str, ...], output: str) -> None:
    """Say what changed from one graph to another, and which sentences caused it.

    OLD and NEW are folders of graphs. Told are settings and versions, articles, former texts, retractions, statements,
    events, links between statements, control states, names that were joined, open questions and judgements: what was
    added (+), removed (-) and changed (~, with each value that is another). Below an event, link or state stand the
    statements that it comes from: new, gone, changed, or in both graphs and now counted here (>) or no longer (<).

    An article whose text changed is known by its address and its statements by their words; those that say what they
    said are counted as renamed and not listed.

    The exit code is 0 if nothing changed, 1 if something did, 3 if a graph can't be read.

    \b
    Examples:
      kgbuild diff yesterday my-graph
      kgbuild diff yesterday my-graph --limit 20 --format md -o changes.md
      kgbuild diff by-rules my-graph --ignore confidence --ignore extractor
      kgbuild diff yesterday my-graph --format json
    """
    from kgbuild.graph.comparing import diff as compare
    from kgbuild.graph.difference_text import format_difference
    from kgbuild.graph.store import Graph

    with ExitStack() as opened:
        graphs = [opened.enter_context(Graph.open(folder)) for folder in (old, new)]
        difference = compare(*graphs, limit=limit, ignore=ignore)
    with open_output(output) as write:
        write(encode_text(format_difference(difference, cast("Format", format)), format))
    click.get_current_context().exit(FINDINGS if difference else 0)


COMMANDS = (explain, diff)
