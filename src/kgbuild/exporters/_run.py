"""A graph, a format's name and a path in; the finished file or folder out, or a clear error and the former one."""

from __future__ import annotations

import sys
from inspect import signature
from pathlib import Path
from typing import BinaryIO, cast

from msgspec.structs import replace

from kgbuild.errors import SettingsError
from kgbuild.exporters._output import Output
from kgbuild.exporters.profiles import ALL, GRAPHS
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.facts import Facts
from kgbuild.graph.selection import Selection, select
from kgbuild.graph.store import Graph
from kgbuild.stage import list_stages, load_stage

NARY = "nary"
"""The profile of RDF that the graph itself is in."""
EVERYTHING = Selection()


def list_formats() -> tuple[str, ...]:
    """Names of the formats, sorted."""
    return list_stages("exporters")


def export_graph(
    graph: ClaimGraph,
    format: str,
    path: Path | str | BinaryIO,
    *,
    selection: Selection = EVERYTHING,
    **options: str | int | bool | None,
) -> tuple[str, ...]:
    """Write a graph in a format.

    Each format is one file of this folder with `export(graph, output, ...)`, where `output.open()` gives the file to
    write, or `output.open(name)` one file of a folder.

    What passes a policy is what an export holds; in RDF, whose profile `nary` has words for facts, the facts of each
    policy stand beside all claims in a named graph of their own, and in a format without named graphs stand alone, with
    the actors and places that they name: nothing else would keep them apart from claims.

    Args:
        graph: what to write; to be narrowed it has to be a `kgbuild.graph.store.Graph`.
        format: one of `list_formats()`.
        path: a file, a folder for formats of several files, `-` for standard output, or an open binary stream.
        selection: what a statement has to be to be written.
        options: `view`, `day`, `profile`, `layout`, `shards`, `gzip` ...: those that the format's `export` takes; None
            and False stand for its default.

    Returns:
        What there is to know about the export: which names the filters were taken for, what was left out and why.

    Raises:
        StageError: no such format; the message lists those there are.
        SettingsError: an option does not go with the format, nothing passes, or the path can't be written.
        GraphError: a filter names what the graph does not hold.
    """
    export = load_stage("exporters", format)
    given = {name: value for name, value in options.items() if value is not None and value is not False}
    for name in given:
        if name not in signature(export).parameters:
            raise SettingsError(f"format '{format}' takes no --{name}; {_list_takers(name)}.")
    source, taken = _narrow(graph, format, selection, has_facts=given.get("profile", NARY) == NARY)
    try:
        with _aim(path) as output:
            export(source, output, **given)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(f"can't write {path}: {reason}. Nothing was changed there; try another -o.") from error
    return (*taken, *output.notes)


def _narrow(
    graph: ClaimGraph, format: str, selection: Selection, *, has_facts: bool
) -> tuple[ClaimGraph, tuple[str, ...]]:
    """The part of a graph that passes, with the facts of its policies where the format has words for them."""
    if selection.is_free:
        return graph, ()
    if not isinstance(graph, Graph):
        raise SettingsError("only a whole graph can be narrowed; give one that Graph.open opened.")
    policies = selection.policies if has_facts and format in ALL else ()
    rest = replace(selection, policies=()) if policies else selection
    part: ClaimGraph = graph
    taken: tuple[str, ...] = ()
    if not rest.is_free:
        part, taken = select(graph, rest)
    return Facts(cast("Graph", part), policies, claims=format in GRAPHS) if policies else part, taken


def _list_takers(option: str) -> str:
    formats = [name for name in list_formats() if option in signature(load_stage("exporters", name)).parameters]
    return f"it goes with {', '.join(formats)}" if formats else "no format does"


def _aim(path: Path | str | BinaryIO) -> Output:
    if path == "-":
        return Output(stream=sys.stdout.buffer)
    if isinstance(path, str | Path):
        return Output(Path(path))
    return Output(stream=path)
