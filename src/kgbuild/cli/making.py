"""The commands that read articles: build, annotate, extract."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from kgbuild.cli.talk import (
    Command,
    Talk,
    common_options,
    model_option,
    ontology_option,
    open_output,
    output_option,
    profile_option,
    strict_option,
)


def _input_options(command: Command) -> Command:
    options = (
        click.argument("inputs", metavar="INPUT...", nargs=-1, required=True),
        click.option(
            "--reader",
            metavar="NAME",
            help="Read every input as this format, whatever its name ('kgbuild stages readers' lists them).",
        ),
        click.option(
            "--workers",
            metavar="N",
            type=click.IntRange(min=1),
            help="Read articles in N processes; the result is the same for any N.  [default: 1]",
        ),
        model_option,
        ontology_option,
        profile_option,
        strict_option,
        common_options,
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@_input_options
@click.option(
    "--graph",
    "directory",
    metavar="DIR",
    required=True,
    type=click.Path(file_okay=False),
    help="The folder that holds the graph; made if it is not there.",
)
def build(directory: str, inputs: tuple[str, ...], **options: Any) -> None:
    """Read articles into a graph: extract claims, resolve, check, assemble, store.

    Articles that the graph holds already are not read again; after an interruption the same command goes on where it
    stopped. Another text of an article that it holds (with the same id, or without ids at the same address) takes its
    place; articles that were retracted are skipped. Statements that a check refuses are kept with their reason and
    listed.

    \b
    Examples:
      kgbuild build report.txt --graph my-graph
      kgbuild build reports/ more.jsonl --graph my-graph --workers 2
      cat today.jsonl | kgbuild build - --graph my-graph
    """
    from kgbuild.pipeline import build_graph

    talk, settings = _prepare(options)
    stdin = sys.stdin.buffer
    report = build_graph(inputs, directory, settings, stdin=stdin, reader=options["reader"], listen=talk.hear)
    talk.count("statements")
    if report.new or report.known:
        talk.say(f"The graph is in {directory}. Look around: kgbuild stats {directory}")
    else:
        talk.warn("No article could be used, so there is nothing to look at yet.")
    click.get_current_context().exit(talk.exit_code(strict=options["strict"]))


@click.command()
@_input_options
@output_option("the annotations")
def annotate(inputs: tuple[str, ...], **options: Any) -> None:
    """Write the text layers of each article: one JSON object per article per line.

    Sentences, actors, places, dates, quantities, attributions and events, with offsets into the article's text
    ('kgbuild schema annotation' describes the fields).

    \b
    Examples:
      kgbuild annotate report.txt
      kgbuild annotate reports/ -o layers.jsonl
    """
    from kgbuild.pipeline import annotate_articles

    _write(annotate_articles, "events", inputs, **options)


@click.command()
@_input_options
@output_option("the statements")
def extract(inputs: tuple[str, ...], **options: Any) -> None:
    """Write the statements of each article: one JSON object per statement per line, without a graph.

    Refused statements are written too, with "accepted": false and their findings ('kgbuild schema statement' describes
    the fields).

    \b
    Examples:
      kgbuild extract report.txt
      kgbuild extract reports/ -o statements.jsonl
      cat today.jsonl | kgbuild extract - | jq .action.type
    """
    from kgbuild.pipeline import extract_articles

    def statements(*arguments: Any, **named: Any) -> Any:
        for _, found in extract_articles(*arguments, **named):
            yield from found

    _write(statements, "statements", inputs, **options)


def _write(make: Callable[..., Any], found: str, inputs: tuple[str, ...], **options: Any) -> None:
    """Write one JSON line for each record that `make` gives."""
    import msgspec

    from kgbuild.pipeline import read_articles

    talk, settings = _prepare(options)
    stdin = sys.stdin.buffer
    articles = read_articles(inputs, stdin=stdin, reader=options["reader"], listen=talk.hear)
    encode = msgspec.json.Encoder().encode
    with open_output(options["output"]) as write:
        for record in make(articles, settings, listen=talk.hear):
            write(encode(record) + b"\n")
    talk.count(found)
    click.get_current_context().exit(talk.exit_code(strict=options["strict"]))


def _prepare(options: dict[str, Any]) -> tuple[Talk, Any]:
    from kgbuild.settings import load_settings, with_options

    given = {name: options[name] for name in ("workers", "model", "ontology", "profile")}
    settings = with_options(load_settings(options["settings_file"]), **given)
    return Talk(quiet=options["quiet"], verbose=options["verbose"]), settings


COMMANDS = (build, annotate, extract)
