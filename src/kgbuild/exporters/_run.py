"""A graph, a format's name and a path in; the finished file or folder out, or a clear error and the former one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from inspect import signature
from pathlib import Path
from typing import BinaryIO

from kgbuild.errors import SettingsError
from kgbuild.exporters._claims import ClaimGraph
from kgbuild.exporters._output import Output
from kgbuild.graph.facts import Facts
from kgbuild.graph.policies import Policy
from kgbuild.graph.store import Graph
from kgbuild.stage import list_stages, load_stage

DATASETS, TRIPLES = ("jsonld", "nquads", "trig"), ("ntriples", "rdfxml", "turtle")
"""Formats of RDF with and without named graphs."""


_VIEWS = "graphml, gexf and node-link, and 'control' with csv and geojson"


def list_formats() -> tuple[str, ...]:
    """Names of the formats, sorted."""
    return list_stages("exporters")


def export_facts(graph: Graph, format: str, path: Path | str | BinaryIO, policies: Sequence[Policy]) -> None:
    """Write what policies take for facts in a graph, in a format of RDF.

    Formats with named graphs hold everything that the graph holds, and the facts of each policy in a graph of their
    own. The others hold the facts alone, with the actors and places that they name: nothing else would keep them apart
    from claims.

    Raises:
        StageError: no such format; the message lists those there are.
        SettingsError: the format is none of RDF, two policies have one name, or the path can't be written.
    """
    if format in list_formats() and format not in (*DATASETS, *TRIPLES):
        have = ", ".join((*DATASETS, *TRIPLES))
        raise SettingsError(f"format '{format}' holds claims; facts by a policy are written as {have}.")
    export_graph(Facts(graph, policies, claims=format in DATASETS), format, path)


def export_graph(
    graph: ClaimGraph,
    format: str,
    path: Path | str | BinaryIO,
    *,
    view: str | None = None,
    day: str | None = None,
    shards: int | None = None,
    gzip: bool = False,
) -> None:
    """Write a graph in a format.

    Each format is one file of this folder with `export(graph, output, ...)`, where `output.open()` gives the file to
    write, or `output.open(name)` one file of a folder.

    Args:
        graph: what to write.
        format: one of `list_formats()`.
        path: a file, a folder for formats of several files, `-` for standard output, or an open binary stream.
        view: for networks: `actors` (the default), `claims`, `events` or `evidence`; for csv and geojson: `control`.
        day: with the view `control`: who holds what on that day, an ISO 8601 date.
        shards: for nquads: how many files of a folder to spread the quads over.
        gzip: for nquads: compress.

    Raises:
        StageError: no such format; the message lists those there are.
        SettingsError: an option does not go with the format, or the path can't be written.
    """
    export = load_stage("exporters", format)
    options: dict[str, str | int] = {}
    for name, value, told, formats in (
        ("view", view, "views", _VIEWS),
        ("day", day, "days", "csv and geojson with the view 'control'"),
        ("shards", shards, "shards", "nquads"),
        ("gzip", gzip or None, "compressed files", "nquads"),
    ):
        if value is not None:
            if name not in signature(export).parameters:
                raise SettingsError(f"format '{format}' has no {told}; {told} go with {formats}.")
            options[name] = value
    try:
        with _aim(path) as output:
            export(graph, output, **options)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(f"can't write {path}: {reason}. Nothing was changed there; try another -o.") from error


def _aim(path: Path | str | BinaryIO) -> Output:
    if path == "-":
        return Output(stream=sys.stdout.buffer)
    if isinstance(path, str | Path):
        return Output(Path(path))
    return Output(stream=path)
