"""The commands about the gazetteer: add, list, remove, lookup."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kgbuild.cli.talk import FINDINGS, Talk, format_option, printable, quiet_option

if TYPE_CHECKING:
    from kgbuild.gazetteer import Gazetteer

_SHOWN_ROWS = 20
"""Bad rows of a file that are printed; the rest is counted."""


@click.group()
def gazetteer() -> None:
    """Look up places, and add places of your own to those that kgbuild knows.

    Added files are kept as compact copies in your data folder; graphs built from then on know their places, and say in
    their manifest which gazetteer they were built with (docs/gazetteer.md).

    \b
    Examples:
      kgbuild gazetteer lookup Springfield --near Chicago
      kgbuild gazetteer add UA.zip
      kgbuild gazetteer list
    """


@gazetteer.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="What to call the source; without it, the file's name.")
@quiet_option
def add(file: Path, name: str | None, quiet: bool) -> None:
    """Add a GeoNames dump, or a CSV of your own, and compile the gazetteer anew.

    A dump is allCountries.txt or one country's file (UA.txt), or the .zip that it comes in. A CSV has the columns id,
    name, lat, lon, country and level, and if wanted aliases (apart by |), population and admin1. Adding a source of the
    same name again replaces it. Rows that give no place are listed and left out; the exit code is then 1.

    \b
    Examples:
      kgbuild gazetteer add UA.zip
      kgbuild gazetteer add checkpoints.csv --name checkpoints
    """
    from kgbuild.gazetteer import add_source

    talk = Talk(quiet=quiet)
    bad = 0

    def tell(line: int, reason: str) -> None:
        nonlocal bad
        bad += 1
        if bad <= _SHOWN_ROWS:
            talk.warn(f"left out {file}:{line}: {reason}")

    source = add_source(file, name=name, progress=talk.show_progress, bad=tell)
    if bad > _SHOWN_ROWS:
        talk.warn(f"left out {bad - _SHOWN_ROWS:,} more rows of {file}.")
    _open(talk)
    talk.say(f"Added {source.name}: {source.places:,} places with {source.names:,} names; {bad:,} rows left out.")
    click.get_current_context().exit(FINDINGS if bad else 0)


@gazetteer.command()
@click.argument("name", metavar="NAME")
@quiet_option
def remove(name: str, quiet: bool) -> None:
    """Take an added source away again, and compile the gazetteer anew.

    \b
    Example:
      kgbuild gazetteer remove checkpoints
    """
    from kgbuild.gazetteer import remove_source

    talk = Talk(quiet=quiet)
    remove_source(name)
    _open(talk)
    talk.say(f"Removed {name}.")


@gazetteer.command("list")
@format_option("table", "json")
def list_(format: str) -> None:
    """List the sources of the gazetteer, each with its version and how many places it gave.

    \b
    Examples:
      kgbuild gazetteer list
      kgbuild gazetteer list --format json
    """
    opened = _open(Talk(quiet=False))
    rows = list(opened.sources())
    _print(
        ("source", "version", "places"), [*rows, ("all", opened.version, sum(places for _, _, places in rows))], format
    )


@gazetteer.command()
@click.argument("name", metavar="NAME")
@click.option("--near", metavar="PLACE", multiple=True, help="A place that a text mentions beside it. May be repeated.")
@click.option("--country", metavar="XX", help="Keep the places of this state (ISO 3166-1, two or three letters).")
@click.option(
    "--show", metavar="N", type=click.IntRange(min=1), default=10, show_default=True, help="Show at most N places."
)
@format_option("table", "json")
def lookup(name: str, near: tuple[str, ...], country: str | None, show: int, format: str) -> None:
    """Show the places that a name may mean, best first, with scores and reasons.

    The scores are those by which articles are resolved: two that differ by less than 0.5 are equal, and a text that
    says no more leaves the name ambiguous.

    \b
    Examples:
      kgbuild gazetteer lookup Springfield
      kgbuild gazetteer lookup Springfield --near Chicago
      kgbuild gazetteer lookup Tripoli --country LB --format json
    """
    from kgbuild.resolvers.place_lookup import COLUMNS, look_up

    found = look_up(name, _open(Talk(quiet=False)), near=near, country=country)
    rows = [one.cells() for one in found[:show]]
    _print(COLUMNS, rows, format)
    if len(found) > show:
        click.echo(f"{len(found) - show:,} more; --show {len(found)} shows all.", err=True)


def _open(talk: Talk) -> Gazetteer:
    from kgbuild.gazetteer import open_gazetteer

    return open_gazetteer(progress=talk.prepare)


def _print(columns: tuple[str, ...], rows: list[tuple[Any, ...]], format: str) -> None:
    from kgbuild.listing import format_table

    if format == "json":
        click.echo(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
        return
    cells = [tuple("" if cell is None else _cell(cell) for cell in row) for row in rows]
    click.echo(printable(format_table((columns, cells))), nl=False)


def _cell(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


COMMANDS = (gazetteer,)
