"""The options that say what a statement has to be about: the same wherever statements are chosen."""

from __future__ import annotations

import click

from kgbuild.cli.talk import Command

_FILTERS = (
    click.option("--place", metavar="NAME", help="Where: a place, or a region or country with the places in it."),
    click.option("--actor", metavar="NAME", help="Who does it."),
    click.option("--recipient", metavar="NAME", help="Who it is done to."),
    click.option("--action", metavar="TYPE", help="What is done ('kgbuild vocab actions' lists the types)."),
    click.option("--claimant", metavar="NAME", help="Who says so, anywhere in the chain of who quotes whom."),
    click.option("--source", metavar="NAME", help="Who published it."),
    click.option("--status", metavar="STATUS", help="asserted, claimed, denied or disputed."),
    click.option("--since", metavar="DAY", help="From this day, month or year on: 2025-03-14, 2025-03, 2025."),
    click.option("--until", metavar="DAY", help="Up to this day, month or year, its last day included."),
)


def filter_options(command: Command) -> Command:
    """--place, --actor ... --until, as `kgbuild.graph.search.filters.make_filters` takes them."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command
