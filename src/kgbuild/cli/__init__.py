"""The command line: words in, one function of the package called, its results printed, an exit code out.

Exit codes: 0 done, 1 done but with error-level findings, refused statements among them (or, with --strict, with skipped
inputs), 2 usage, 3 stopped because nothing further could be right, 130 interrupted.
"""

from __future__ import annotations

import click

from kgbuild.cli import (
    asking,
    comparing,
    exporting,
    judging,
    keeping,
    knowing,
    looking,
    making,
    measuring,
    places,
    policies,
    pushing,
    retracting,
    reviewing,
    searching,
    serving,
)
from kgbuild.cli.talk import Commands


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="kgbuild", message="%(prog)s %(version)s")
def app() -> None:
    """Turn conflict reporting into a checked graph of claims.

    Each claim says who says that who did what to whom, where and when, and in which words of which article.

    \b
    Start here:
      kgbuild build reports/ --graph my-graph      read articles into a graph
      kgbuild stats my-graph                       what is in it
      kgbuild query my-graph                       which questions are ready to ask
      kgbuild explain my-graph ID                  from any node back to the sentence

    INPUT is a file, a folder, '-' (JSON Lines on standard input) or an address (http, https).
    Data goes to standard output, talk to standard error.
    """


for room in (
    making,
    looking,
    asking,
    searching,
    comparing,
    exporting,
    retracting,
    judging,
    reviewing,
    policies,
    keeping,
    serving,
    pushing,
    measuring,
    knowing,
    places,
):
    for command in room.COMMANDS:
        app.add_command(command)


def main() -> None:
    """The console script `kgbuild`."""
    app(prog_name="kgbuild")
