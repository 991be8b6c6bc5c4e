"""The command that sends a graph to a SPARQL store elsewhere: push."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kgbuild.cli.talk import Talk, graph_argument, quiet_option, read_text

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@graph_argument
@click.option("--endpoint", metavar="URL", required=True, help="Where the store answers SPARQL queries.")
@click.option(
    "--graph-store",
    metavar="URL",
    help="Where it speaks the Graph Store Protocol. Without it, where Oxigraph, Fuseki, RDF4J and GraphDB have it "
    "beside that endpoint.",
)
@click.option("--token-file", metavar="FILE", type=_FILE, help="A file with a bearer token and nothing else.")
@click.option("--user", metavar="NAME", help="A user of the store; the password comes from --password-file.")
@click.option("--password-file", metavar="FILE", type=_FILE, help="A file with the user's password and nothing else.")
@click.option("--refused", is_flag=True, help="Push refused statements too, each article's in a graph of their own.")
@click.option(
    "--batch",
    metavar="N",
    type=click.IntRange(min=1),
    default=20_000,
    show_default=True,
    help="The most triples of one request.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0.1),
    default=60.0,
    show_default=True,
    help="How long to wait for an answer before trying again.",
)
@click.option("--again", is_flag=True, help="Send everything, whatever the store was sent before.")
@quiet_option
def push(graph: str, endpoint: str, graph_store: str | None, quiet: bool, **options: Any) -> None:
    """Make a SPARQL 1.1 store hold a graph, one named graph at a time, and count what it holds.

    A second push sends what changed and deletes the graphs of articles that were taken out; one that was cut off
    continues. Lost connections and an overloaded store are tried again. Accepted statements are pushed, refused ones
    on request.

    \b
    Examples:
      kgbuild push my-graph --endpoint http://localhost:7878/query
      kgbuild push my-graph --endpoint https://rdf.example.org/kg/query --user ada --password-file password.txt
      kgbuild push my-graph --endpoint http://localhost:8890/sparql \\
          --graph-store http://localhost:8890/sparql-graph-crud --batch 5000
    """
    from kgbuild.graph.store import Graph
    from kgbuild.stores import Client, make_target, push_graph

    talk = Talk(quiet=quiet)
    target = make_target(endpoint, graph_store, **_read_secrets(options))
    if target.is_open:
        talk.warn(f"note: {target.graph_store} is not encrypted, so the password or token can be read on the way.")
    with Graph.open(graph) as opened, Client(target, timeout=options["timeout"]) as client:
        articles, done = max(1, opened.stats().articles), 0

        def listen(name: str, count: int) -> None:
            nonlocal done
            done += 1
            talk.show_progress(f"{name.removeprefix(opened.names.base)} {count:,}", min(done / articles, 0.99))

        report = push_graph(
            opened,
            client,
            refused=options["refused"],
            batch=options["batch"],
            again=options["again"],
            listen=listen,
        )
        talk.show_progress("", 1)
    if report.strangers:
        shown = ", ".join(report.strangers[:3]) + (" ..." if len(report.strangers) > 3 else "")
        talk.say(
            f"note: the store holds {len(report.strangers):,} other named graphs of this base, which this graph has "
            f"not sent: {shown}. They are left alone; give each graph a base of its own in kgbuild.toml."
        )
    tried = f", {report.retried:,} requests tried again" if report.retried else ""
    talk.say(
        f"{report.graphs:,} named graphs with {report.triples:,} triples are there and counted: {report.sent:,} sent "
        f"({report.sent_triples:,} triples), {report.graphs - report.sent:,} there already, {report.deleted:,} deleted"
        f"{tried}."
    )


def _read_secrets(options: dict[str, Any]) -> dict[str, str | None]:
    """Token, user and password from the files that hold them."""
    token, user, password = (options.pop(name) for name in ("token_file", "user", "password_file"))
    if token is not None and (user is not None or password is not None):
        raise click.UsageError("--token-file and --user exclude each other; give the one that the store asks for.")
    if (user is None) != (password is None):
        raise click.UsageError("--user NAME and --password-file FILE go together.")
    return {"token": _read_secret(token), "user": user, "password": _read_secret(password)}


def _read_secret(path: Path | None) -> str | None:
    if path is None:
        return None
    text = read_text(path).strip()
    if not text:
        raise click.UsageError(f"'{path}' is empty.")
    return text


COMMANDS = (push,)
