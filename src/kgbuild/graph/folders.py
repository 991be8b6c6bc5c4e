"""A folder in, one that a graph may be made in, or a refusal, out."""

from __future__ import annotations

from pathlib import Path

from kgbuild.errors import GraphError
from kgbuild.graph.cache import FOLDER as STORE
from kgbuild.graph.files import LOCK, write_file
from kgbuild.graph.judgements import FILE as JUDGEMENTS
from kgbuild.graph.manifest import MANIFEST, Manifest
from kgbuild.graph.record import FOLDER as RECORD

JOURNAL = "journal.jsonl"
IGNORED = ".gitignore"
_OWN = frozenset({LOCK, JOURNAL, JUDGEMENTS, STORE, RECORD, IGNORED})
"""What a folder may hold before there is a graph: judgements of a former one are followed by the new one."""


def look_for_graph(folder: Path) -> None:
    """Refuse a folder without a graph.

    Raises:
        GraphError: there is none; the message says how to make one.
    """
    if not (folder / MANIFEST).exists():
        what = "has no manifest.json, so it is no graph" if folder.exists() else "is not there"
        raise GraphError(f"{folder}: {what}. Make one with 'kgbuild build INPUT --graph {folder}'.")


def make_folder(folder: Path) -> None:
    """Make the folder of a graph that there is not yet.

    Raises:
        GraphError: it holds something else, or can't be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = [path.name for path in sorted(folder.iterdir()) if path.name not in _OWN]
        if foreign and not any(name.startswith(MANIFEST) for name in foreign):
            raise GraphError(
                f"{folder}: holds other files ({foreign[0]} ...) and no graph. Give a new or empty directory."
            )
        if not (folder / IGNORED).exists():
            write_file(folder / IGNORED, [f"{line}\n".encode() for line in (f"{STORE}/", JOURNAL, LOCK, "*.part")])
    except OSError as error:
        raise GraphError(
            f"{folder}: can't be made a graph ({error.strerror}). Give another --graph directory."
        ) from error


def check_base(folder: Path, manifest: Manifest, base: str | None) -> None:
    """Refuse a base that is not the graph's own: two bases in one graph would be two graphs.

    Raises:
        GraphError: they differ.
    """
    if base is not None and base != manifest.base:
        raise GraphError(
            f"{folder}: its names start with {manifest.base}, not {base}. Leave the base out, or build a new graph."
        )
