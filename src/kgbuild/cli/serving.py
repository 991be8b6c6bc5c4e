"""The command that answers others: serve."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.talk import Talk, graph_argument, quiet_option, read_text


@click.command()
@graph_argument
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="Listen on this address; one that other machines can reach needs a token.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7474, show_default=True, help="Listen on this port; 0: a free one."
)
@click.option(
    "--token",
    metavar="TOKEN",
    help="What clients must send; others on this machine can see it in the list of processes, so rather use a file.",
)
@click.option(
    "--token-file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file whose first line is the token.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(0.1, 86400),
    default=30,
    show_default=True,
    help="Stop a question after so long.",
)
@click.option(
    "--rows",
    metavar="N",
    type=click.IntRange(1),
    default=1_000_000,
    show_default=True,
    help="End answers that have more rows or triples.",
)
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(1, 64),
    default=4,
    show_default=True,
    help="Answer so many questions side by side, each in a process.",
)
@click.option(
    "--memory",
    metavar="MB",
    type=click.IntRange(16),
    default=128,
    show_default=True,
    help="What one question may take beyond an idle worker.",
)
@click.option(
    "--cors",
    "origins",
    metavar="ORIGIN",
    multiple=True,
    help="Let pages of this site (https://example.org) read answers. May be repeated.",
)
@click.option(
    "--review", is_flag=True, help="Take judgements on identity in the explorer, and let the graph follow them."
)
@click.option("--who", metavar="NAME", help="With --review: whose judgements they are where nobody is named.")
@quiet_option
def serve(
    graph: str,
    host: str,
    port: int,
    token: str | None,
    token_file: Path | None,
    timeout: float,
    rows: int,
    workers: int,
    memory: int,
    origins: tuple[str, ...],
    review: bool,
    who: str | None,
    quiet: bool,
) -> None:
    """Open a graph in the browser, and answer SPARQL over HTTP, for this machine unless told otherwise.

    The explorer is at the address that is printed, its JSON API under /api/ (/api/openapi.json describes it). /sparql
    follows the SPARQL 1.1 Protocol; single graphs are read at /rdf-graph-store, and /.well-known/void says what there
    is. Questions never change the graph and never reach another address; with --review people judge in the explorer as
    with 'kgbuild judge'. When the graph is built anew, new questions see its new content. SIGTERM and Ctrl-C end the
    server once running answers are out, after seconds.

    With a token, add it to the address in the browser: http://host:port/#token=...

    \b
    Examples:
      kgbuild serve my-graph
      kgbuild serve my-graph --port 8080 --timeout 10 --rows 10000
      kgbuild serve my-graph --host 0.0.0.0 --token-file token.txt
      kgbuild serve my-graph --cors https://yasgui.example.org
      kgbuild serve my-graph --review --who 'analyst 7'
    """
    from kgbuild.server.limits import MEGABYTE, Limits
    from kgbuild.server.running import serve as run

    if token is not None and token_file is not None:
        raise click.UsageError("Give one of --token and --token-file.")
    if token_file is not None:
        token = read_text(token_file).partition("\n")[0].strip()
    limits = Limits(timeout=timeout, rows=rows, memory=memory * MEGABYTE, workers=workers)
    if who is not None and not review:
        raise click.UsageError("--who says whose judgements they are; give it with --review.")
    talk = Talk(quiet=quiet)
    run(graph, host=host, port=port, token=token, origins=origins, limits=limits, review=review, who=who, tell=talk.say)


COMMANDS = (serve,)
