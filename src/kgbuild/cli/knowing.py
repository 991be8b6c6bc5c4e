"""The commands that say what kgbuild knows: vocab, stages, schema."""

from __future__ import annotations

import json

import click

from kgbuild.cli.talk import Command, open_output, output_option

_FORMATS = ("table", "json")


def _format_option(command: Command) -> Command:
    return click.option(
        "--format", "format", type=click.Choice(_FORMATS), default="table", show_default=True, help="How to print."
    )(command)


def _print(table: tuple[tuple[str, ...], list[tuple[str, ...]]], format: str) -> None:
    from kgbuild.listing import format_table

    columns, rows = table
    if format == "table":
        click.echo(format_table(table), nl=False)
    else:
        records = [dict(zip(columns, row, strict=True)) for row in rows]
        click.echo(json.dumps(records, ensure_ascii=False, indent=1))


@click.command()
@click.argument("name", metavar="[LIST]", required=False)
@click.argument("word", metavar="[WORD]", default="")
@_format_option
def vocab(name: str | None, word: str, format: str) -> None:
    """Show a list of the vocabulary, or, without LIST, which lists there are.

    WORD keeps the rows that contain it. The lists: actions, modes, contexts, sectors, kinds, countries, actors (the
    registry) and frames (the verbs and nouns that tell of an action).

    \b
    Examples:
      kgbuild vocab
      kgbuild vocab actions
      kgbuild vocab actors sudan
      kgbuild vocab frames ASSAULT --format json
    """
    from kgbuild.listing import count_vocabulary, list_vocabulary

    _print(count_vocabulary() if name is None else list_vocabulary(name, containing=word), format)


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
    """Print the JSON Schema of a record: annotation, article, event, finding or statement; without NAME list them.

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
