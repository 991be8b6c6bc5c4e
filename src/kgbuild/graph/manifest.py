"""manifest.json in and out: versions, counts, the hash of graph.nq; no clock: same input, same bytes."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import msgspec
from msgspec import Struct

from kgbuild.errors import GraphError
from kgbuild.graph.files import write_file
from kgbuild.graph.statistics import Stats
from kgbuild.vocabulary import data_folder

MANIFEST = "manifest.json"
FORMAT = 2
"""Raised when the shape of graph.nq changes, so that no release reads another's file wrongly."""


class Manifest(Struct, frozen=True, kw_only=True):
    """What manifest.json says. `sha256` is that of graph.nq, empty before the first build has ended.

    `judgements` is the hash of the judgements that graph.nq follows, empty where there are none.
    """

    format: int = FORMAT
    kgbuild: str
    ontology: str
    base: str
    sha256: str = ""
    judgements: str = ""
    bytes: int = 0
    counts: Stats = Stats()
    settings: dict[str, str] = {}


def read_manifest(path: Path) -> Manifest:
    """The manifest in this file.

    Raises:
        GraphError: it is damaged, or of another release's format.
    """
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError) as error:
        raise GraphError(
            f"{path}: can't be read ({error}). Restore it from a copy, or build the graph anew."
        ) from error
    if manifest.format != FORMAT:
        raise GraphError(
            f"{path}: format {manifest.format} is another release's; this one reads {FORMAT}. "
            f"Use kgbuild {manifest.kgbuild}, or build the graph anew."
        )
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it, whole or not at all."""
    try:
        write_file(folder / MANIFEST, [msgspec.json.format(msgspec.json.encode(manifest), indent=2), b"\n"])
    except OSError as error:
        raise GraphError(
            f"{folder}: can't be written to ({error.strerror}). Give another --graph directory."
        ) from error


def own_version() -> str:
    """The version of kgbuild."""
    return version("kgbuild")


def ontology_version() -> str:
    """The version that the shipped ontology says it has."""
    found = re.search(r'owl:versionInfo "([^"]+)"', (data_folder("ontology") / "kgbuild.ttl").read_text("utf-8"))
    return found[1] if found else "unknown"
