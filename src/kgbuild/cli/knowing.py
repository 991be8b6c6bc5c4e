"""The commands that say what kgbuild knows: vocab, stages, schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from kgbuild.cli.talk import Talk, common_options, format_option, ontology_option, open_output, output_option, printable
from kgbuild.errors import StopRun

_format_option = format_option("table", "json", "tsv")


def _print(table: tuple[tuple[str, ...], list[tuple[str, ...]]], format: str, output: str = "-") -> None:
    from kgbuild.listing import format_table
    from kgbuild.vocabulary.crosswalk_tables import format_tsv

    columns, rows = table
    if format == "table":
        text = format_table(table)
    elif format == "tsv":
        text = format_tsv(table)
    else:
        text = json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=1) + "\n"
    with open_output(output) as write:
        write(text.encode())


@click.command()
@click.argument("name", metavar="[LIST]", required=False)
@click.argument("word", metavar="[WORD]", default="")
@click.option(
    "--lang",
    "language",
    metavar="CODE",
    help="Add the labels in this language to the list of actions or modes: ar, en, es, fr, ru or uk.",
)
@click.option(
    "--unmatched",
    "inputs",
    metavar="INPUT",
    multiple=True,
    help="In place of a list: the verbs and event nouns of these articles that no frame reads. May be repeated.",
)
@click.option(
    "--new-actors",
    "graph",
    metavar="GRAPH",
    type=click.Path(path_type=Path),
    help="In place of a list: the named actors of this graph that the registry does not hold.",
)
@click.option(
    "--show",
    metavar="N",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="Show at most N unmatched verbs, and as many nouns, or N new actors.",
)
@_format_option
@output_option("the list")
@ontology_option
@common_options
def vocab(
    name: str | None,
    word: str,
    language: str | None,
    inputs: tuple[str, ...],
    graph: Path | None,
    format: str,
    output: str,
    **options: Any,
) -> None:
    """Show a list of the vocabulary, or, without LIST, which lists there are.

    WORD keeps the rows that contain it. The lists: actions, modes, contexts, sectors, kinds, countries, actors (the
    registry), frames (the verbs and nouns that tell of an action), and the codes of other schemes with the actions that
    match them: ace, acled, cameo, plover and ucdp. There 'narrowMatch' means that the code is the narrower of the two.

    --unmatched reads articles of yours and tells which of their verbs and event nouns no frame has, those first that
    most often have actors of conflict, weapons or places around them: the words to add (docs/adding-a-stage.md).

    --new-actors tells which named actors of a graph no entry of the registry holds, those first that most articles
    name, and writes an entry for each to complete: kind, country and sector are guesses of most statements.

    \b
    Examples:
      kgbuild vocab
      kgbuild vocab actions
      kgbuild vocab modes --lang fr
      kgbuild vocab actors sudan
      kgbuild vocab frames ASSAULT --format json
      kgbuild vocab cameo 1823
      kgbuild vocab cameo --format tsv -o cameo.tsv
      kgbuild vocab --unmatched reports/ --show 40
      kgbuild vocab --new-actors my-graph
    """
    from kgbuild.listing import count_vocabulary, list_vocabulary

    if language is not None and name is None:
        raise click.UsageError("--lang goes with a list: 'kgbuild vocab actions --lang fr'.")
    if inputs and name is not None:
        raise click.UsageError(f"--unmatched reads articles; leave '{name}' out, or --unmatched.")
    if graph is not None and (inputs or name is not None):
        raise click.UsageError(f"--new-actors reads a graph; leave {'--unmatched' if inputs else repr(name)} out.")
    if format == "tsv" and (inputs or graph is not None):
        raise click.UsageError("--format tsv goes with a list; take table or json.")
    if graph is not None:
        _tell_new_actors(graph, format, output, show=options["show"])
    elif inputs:
        _tell_unmatched(inputs, format, output, **options)
    else:
        from kgbuild.chain import see_ontology
        from kgbuild.settings import load_settings, with_options

        settings = with_options(load_settings(options["settings_file"]), ontology=options["ontology"])
        vocabulary, _ = see_ontology(settings)
        table = (
            count_vocabulary(vocabulary)
            if name is None
            else list_vocabulary(name, containing=word, language=language, vocabulary=vocabulary)
        )
        _print(table, format, output)


def _tell_new_actors(graph: Path, format: str, output: str, *, show: int) -> None:
    """Print the named actors of a graph that the registry does not hold."""
    import msgspec

    from kgbuild.listing import format_new_actors
    from kgbuild.new_actors import find_new_actors

    found = find_new_actors(graph)
    if format == "json":
        text = msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"
    else:
        text = printable(format_new_actors(found, show=show))
    with open_output(output) as write:
        write(text.encode())


def _tell_unmatched(inputs: tuple[str, ...], format: str, output: str, **options: Any) -> None:
    """Print the words of articles that no frame reads."""
    import sys

    import msgspec

    from kgbuild.listing import format_unmatched
    from kgbuild.pipeline import read_articles
    from kgbuild.settings import load_settings
    from kgbuild.unmatched import find_unmatched

    talk = Talk(quiet=options["quiet"], verbose=options["verbose"])
    articles = read_articles(inputs, stdin=sys.stdin.buffer, listen=talk.hear)
    found = find_unmatched(articles, load_settings(options["settings_file"]), listen=talk.hear)
    if not talk.read:
        raise StopRun("no article could be read, so there are no words to look at.")
    if format == "json":
        text = msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"
    else:
        text = printable(format_unmatched(found, show=options["show"]))
    with open_output(output) as write:
        write(text.encode())
    talk.say(f"{talk.read:,} {'article' if talk.read == 1 else 'articles'} read, {talk.skipped:,} skipped.")
    click.get_current_context().exit(talk.exit_code(strict=False))


@click.command()
@click.argument("group", metavar="[GROUP]", required=False)
@_format_option
def stages(group: str | None, format: str) -> None:
    """List the stages of the chain: readers, extractors, exporters, checks, or those of one GROUP.

    A stage is one file of its folder; installed packages add theirs by entry points (docs/adding-a-stage.md).

    \b
    Examples:
      kgbuild stages
      kgbuild stages exporters
    """
    from kgbuild.listing import list_all_stages

    _print(list_all_stages(group), format)


@click.command()
@click.argument("name", metavar="[NAME]", required=False)
@output_option("the schema")
def schema(name: str | None, output: str) -> None:
    """Print the JSON Schema of a record: article, annotation, statement, event, link ...; without NAME list them.

    \b
    Examples:
      kgbuild schema
      kgbuild schema statement
      kgbuild schema article -o article.schema.json
    """
    from kgbuild.schemas import format_schema, list_schemas

    with open_output(output) as write:
        write((format_schema(name) if name else "".join(f"{one}\n" for one in list_schemas())).encode())


COMMANDS = (vocab, stages, schema)
