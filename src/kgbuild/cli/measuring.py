"""The command that measures: evaluate."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from kgbuild.cli.talk import (
    FINDINGS,
    Talk,
    common_options,
    format_option,
    model_option,
    open_output,
    output_option,
    printable,
    strict_option,
)


@click.command()
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.option(
    "--articles",
    "inputs",
    metavar="INPUT",
    multiple=True,
    help="The articles that GOLD was coded from: the extractor reads those that it names. May be repeated. "
    "[default: what lies beside GOLD]",
)
@click.option(
    "--statements",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Compare these statements (JSON Lines, as 'extract' writes them) in place of the extractor's.",
)
@click.option(
    "--graph",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Compare the statements of this graph.",
)
@click.option("--misses", metavar="FILE", help="Write every difference to this file, as CSV (.csv) or JSON Lines.")
@click.option(
    "--show",
    metavar="N",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="List at most N differences of each kind in the table.",
)
@format_option("table", "json")
@click.option("--json", "format", flag_value="json", help="The same as --format json.")
@output_option("the figures")
@click.option("--reader", metavar="NAME", help="Read every input as this format, whatever its name.")
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(min=1),
    help="Read articles in N processes; the result is the same for any N.  [default: 1]",
)
@model_option
@strict_option
@common_options
def evaluate(gold: Path, inputs: tuple[str, ...], format: str, output: str, **options: Any) -> None:
    """Compare statements with your own gold file (CSV or JSON Lines), slot by slot.

    Give --articles to measure the extractor, --statements or --graph to measure what is there already; without any of
    them the extractor reads the articles in the folder of GOLD. Told are
    precision, recall and F1 of whole statements, of each slot and of each action type, with 95 % intervals, and each
    row that was missed, each statement that no row asks for, and each slot that differs, with its sentence. How GOLD
    is written, and what the figures mean, stands in docs/evaluate.md.

    \b
    Examples:
      kgbuild evaluate reports/gold.csv
      kgbuild evaluate gold.csv --articles reports/
      kgbuild evaluate gold.csv --statements statements.jsonl --misses misses.csv
      kgbuild evaluate gold.jsonl --graph my-graph --json
    """
    import msgspec

    from kgbuild.evaluating import evaluate as compare
    from kgbuild.evaluation.report import format_evaluation, format_misses
    from kgbuild.settings import load_settings, with_options

    if options["graph"] and (inputs or options["statements"]):
        raise click.UsageError("--graph holds articles and statements; leave --articles and --statements out.")
    talk = Talk(quiet=options["quiet"], verbose=options["verbose"])
    if not (inputs or options["statements"] or options["graph"]):
        inputs = (str(gold.parent),)
        talk.say(f"note {gold}: articles are looked for beside it; --articles INPUT names another place.")
    with ExitStack() as outputs:  # opened first, so that a folder that isn't there costs no work
        write_misses = outputs.enter_context(open_output(options["misses"])) if options["misses"] else None
        write = outputs.enter_context(open_output(output))
        evaluation = compare(
            gold,
            articles=inputs,
            statements=options["statements"],
            graph=options["graph"],
            settings=with_options(
                load_settings(options["settings_file"]), workers=options["workers"], model=options["model"]
            ),
            reader=options["reader"],
            listen=talk.hear,
        )
        if write_misses:
            write_misses(format_misses(evaluation.misses, table=options["misses"].endswith(".csv")).encode())
        if format == "json":
            text = msgspec.json.format(msgspec.json.encode(evaluation), indent=1).decode() + "\n"
        else:
            text = printable(format_evaluation(evaluation, show=options["show"]))
        write(text.encode())
    if options["misses"]:
        talk.say(f"Wrote {len(evaluation.misses):,} differences to {options['misses']}.")
    click.get_current_context().exit(FINDINGS if talk.errors or (options["strict"] and talk.skipped) else 0)


COMMANDS = (evaluate,)
