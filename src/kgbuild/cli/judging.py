"""The commands by which people say what is one and what is not: judge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kgbuild.cli.talk import Talk, encode_text, format_option, graph_argument, open_output, output_option, quiet_option

if TYPE_CHECKING:
    from kgbuild.graph.store import Graph
    from kgbuild.model import Judgement


@click.command()
@graph_argument
@click.argument(
    "verdict", metavar="[same|different|unsure", required=False, type=click.Choice(("same", "different", "unsure"))
)
@click.argument("first", metavar="A", required=False)
@click.argument("second", metavar="B]", required=False)
@click.option("--who", metavar="NAME", help="Whose word it is.")
@click.option("--when", metavar="DATE", help="The day of the judgement, as YYYY-MM-DD.  [default: today]")
@click.option("--why", metavar="TEXT", help="The reason, for those who read it later.")
@click.option(
    "--withdraw",
    nargs=2,
    metavar="A B",
    help="In place of a judgement: take the last word on A and B out again; the word before it holds, if there is one.",
)
@click.option(
    "--apply", "follow", is_flag=True, help="In place of a judgement: follow judgements.csv as it was edited."
)
@format_option("table", "jsonl", help="How to list.")
@output_option("the list")
@quiet_option
def judge(graph: str, verdict: str | None, first: str | None, second: str | None, **options: Any) -> None:
    """Say whether two nodes are one: actors, places or events. Without more, list what has been said.

    A and B are addresses or ids as queries and 'explain' print them: of a statement or event, a registry id (m23), a
    GeoNames number, "article/…/actor/…". Your word overrules the machine. It is kept in judgements.csv in the graph's
    folder, which is yours to read and edit, and every later build follows it. Of two words on one pair the later one
    holds; 'unsure' takes both back, so that the machine decides again.

    The exit code is 1 if judgements clash.

    \b
    Examples:
      kgbuild judge my-graph same m23 article/r7/actor/0f4bd7e2c1a98b35-armed_group
      kgbuild judge my-graph different s0f4bd7e2c1a9 s77a1 --who 'analyst 7' --why 'two strikes, an hour apart'
      kgbuild judge my-graph
      kgbuild judge my-graph --withdraw s0f4bd7e2c1a9 s77a1
    """
    given = (verdict is not None) + bool(options["withdraw"]) + options["follow"]
    if given > 1 or (verdict is not None and (first is None or second is None)):
        raise click.UsageError("Give a verdict with A and B, or --withdraw A B, or --apply, or nothing to list.")
    from kgbuild.graph.judgements import choose_day
    from kgbuild.graph.judging import prepare_judgement
    from kgbuild.graph.store import Graph

    talk = Talk(quiet=options["quiet"])
    with Graph.open(graph) as opened:
        if not given:
            _list(opened, options["format"], options["output"])
            return
        if verdict is not None and first is not None and second is not None:
            when = choose_day(options["when"], "judge")
            word = prepare_judgement(opened, first, second, verdict, who=options["who"], when=when, why=options["why"])
            opened.judge(word)
        elif options["withdraw"]:
            opened.withdraw(_find_last(opened, *options["withdraw"]))
        follow_judgements(opened, talk)
    click.get_current_context().exit(talk.exit_code(strict=False))


def _list(graph: Graph, format: str, output: str) -> None:
    from kgbuild.graph.judging import format_said, list_said

    said = list_said(graph)
    with open_output(output) as write:
        write(encode_text(format_said(said, format), format))


def _find_last(graph: Graph, first: str, second: str) -> Judgement:
    from kgbuild.errors import GraphError
    from kgbuild.graph.judging import find_judgements

    found = find_judgements(graph, first, second)
    if not found:
        raise GraphError(
            f"nobody has judged '{first}' and '{second}'. 'kgbuild judge {graph.path}' lists what was said."
        )
    return found[-1]


def follow_judgements(graph: Graph, talk: Talk) -> None:
    """Let the graph follow its judgements; say what that changed and which of them clash."""
    from kgbuild.graph.judging import describe_clash, describe_loss, describe_overruling, find_overruling, settle

    before = _count(graph)
    graph.finish()
    told = [
        f"{now:,} {what[:-1] if now == 1 else what}" + (f" ({was:,} before)" if was != now else "")
        for (what, now), was in zip(_count(graph).items(), before.values(), strict=True)
    ]
    talk.say(f"The graph has {', '.join(told)}.")
    settled = settle(graph)
    for clash in settled.clashes:
        talk.errors += 1
        talk.warn(f"clash: {describe_clash(clash)}")
    for judgement in find_overruling(graph, settled):
        talk.say(f"note: {describe_overruling(judgement)}")
    for lost in settled.lost:
        talk.say(f"note: {describe_loss(lost)}")


def _count(graph: Graph) -> dict[str, int]:
    """What a word on identity may change the number of."""
    stats = graph.stats()
    return {"events": stats.events, "actors": stats.actors, "joined names": stats.identities}


COMMANDS = (judge,)
