"""The command that looks after a graph's files: verify."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.talk import (
    FINDINGS,
    Talk,
    encode_text,
    format_option,
    graph_argument,
    open_output,
    output_option,
    quiet_option,
)


@click.command()
@graph_argument
@click.option("--deep", is_flag=True, help="Also make the whole record anew from its articles, and compare.")
@click.option(
    "--drop",
    is_flag=True,
    help="Give up files that can't be mended, with the articles in them; a build reads them again.",
)
@click.option("--no-mend", is_flag=True, help="Only look; write nothing.")
@format_option("text", "json")
@output_option("what was found")
@quiet_option
def verify(graph: str, *, deep: bool, drop: bool, no_mend: bool, format: str, output: str, quiet: bool) -> None:
    """See whether a graph's files are as they were written, and mend what can be mended.

    Every file of the record is held against its hash, every mention against the text that it was cut from, and the
    caches against the record. A damaged file is made again from what else there is, where that gives it back byte for
    byte; a cache that lies is rebuilt. The exit code is 1 if something wrong remains.

    \b
    Examples:
      kgbuild verify my-graph
      kgbuild verify my-graph --deep
      kgbuild verify my-graph --drop
    """
    from kgbuild.graph.store import Graph
    from kgbuild.graph.verifying import format_faults, verify_graph, verify_manifest

    if no_mend and drop:
        raise click.UsageError("--no-mend writes nothing, --drop does; leave one of them out.")
    talk = Talk(quiet=quiet)
    broken = verify_manifest(Path(graph), mend=not no_mend)
    with Graph.open(graph) as opened:
        faults = broken + verify_graph(opened, mend=not no_mend, deep=deep, drop=drop)
        articles = len(opened.manifest.articles)
    with open_output(output) as write:
        write(encode_text(format_faults(faults, format), format))
    mended = sum(fault.mended for fault in faults)
    talk.say(f"{articles:,} articles looked at, {len(faults):,} faults, {mended:,} of them mended.")
    click.get_current_context().exit(FINDINGS if any(not fault.mended for fault in faults) else 0)


COMMANDS = (verify,)
