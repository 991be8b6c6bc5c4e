"""The command by which people take articles out of a graph: retract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kgbuild.cli.talk import Talk, encode_text, format_option, graph_argument, open_output, output_option, quiet_option

if TYPE_CHECKING:
    from kgbuild.graph.store import Graph


@click.command()
@graph_argument
@click.argument("article", metavar="[ARTICLE]", required=False)
@click.option("--why", metavar="TEXT", help="The reason, for those who read it later.")
@click.option("--who", metavar="NAME", help="Whose word it is.")
@click.option("--when", metavar="DAY", help="The day of the retraction, as YYYY-MM-DD.  [default: today]")
@click.option("--undo", is_flag=True, help="Take the retraction back: the next build reads the article again.")
@format_option("table", "json", help="How to list.")
@output_option("the list")
@quiet_option
def retract(graph: str, article: str | None, undo: bool, **options: Any) -> None:
    """Take an article out of a graph, its text and its statements with it. Without ARTICLE, list what was taken out.

    ARTICLE is an id, an address, or the beginning of an id that no other begins with. What is left is a tombstone:
    which article it was, why it went, by whose word and when. Later builds skip the article and say so; another text of
    it is read. A former text, which a later one has replaced, is retracted by its key, as 'explain' prints it.

    \b
    Examples:
      kgbuild retract my-graph r7 --why 'a hoax, see the correction' --who 'analyst 7'
      kgbuild retract my-graph https://example.org/news/market
      kgbuild retract my-graph
      kgbuild retract my-graph r7 --undo
    """
    told = [name for name in ("why", "who", "when") if options[name] is not None]
    if told and (undo or article is None):
        raise click.UsageError(f"--{told[0]} is of a retraction; name an ARTICLE, and leave --undo out.")
    if undo and article is None:
        raise click.UsageError("--undo needs the ARTICLE whose retraction is taken back.")
    from kgbuild.graph.retracting import undo_retraction
    from kgbuild.graph.store import Graph

    talk = Talk(quiet=options["quiet"])
    with Graph.open(graph) as opened:
        if article is None:
            _list(opened, options["format"], options["output"])
        elif undo:
            gone = undo_retraction(opened, article)
            talk.say(f"{gone.id} is retracted no more; the next build that is given it reads it again.")
        else:
            _retract(opened, article, talk, options)


def _retract(graph: Graph, article: str, talk: Talk, options: dict[str, Any]) -> None:
    from kgbuild.graph.gone import describe_former
    from kgbuild.graph.judgements import choose_day
    from kgbuild.graph.retracting import retract

    when = choose_day(options["when"], "retract")
    before = graph.stats()
    gone = retract(graph, article, why=options["why"], who=options["who"], when=when)
    now = graph.stats()
    talk.say(
        f"Retracted {gone.id}. The graph has {now.articles:,} {'article' if now.articles == 1 else 'articles'} "
        f"({before.articles:,} before) and {now.statements:,} statements ({before.statements:,} before)."
    )
    for note in describe_former(graph, gone.id):
        talk.say(f"note: it {note}; a build that is given that text reads it. Retract it too if it is wrong as well.")


def _list(graph: Graph, format: str, output: str) -> None:
    from kgbuild.graph.retracting import format_retractions

    listed = format_retractions(graph.history().retractions.values(), format)
    with open_output(output) as write:
        write(encode_text(listed, format))


COMMANDS = (retract,)
