"""A user's ontology folder in, an error out if it holds what nobody would read or what would replace a shipped file."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from kgbuild.errors import VocabularyError

LAYOUT = {
    "kgbuild.ttl": "classes and properties",
    "actions.ttl": "types and modes of actions",
    "schemes.ttl": "contexts and sectors",
    "countries.ttl": "countries",
    "shapes.ttl": "what a node has to look like",
    "rules/*.rq": "what has to hold between nodes",
    "codes.toml": "what the codes of these shapes and rules mean",
    "profiles/*.toml": "severities",
    "lexicon/en/*.toml": "which words name actions",
    "actors/*.toml": "who is known by which names",
    "README.md": "",
}
"""What the folder may hold; every file is optional."""
UNIQUE = ("rules/*.rq", "profiles/*.toml")
"""Files that are known by their names, so that one of a shipped name would replace it."""


def list_own_files(folder: Path) -> set[Path]:
    """The files of the folder that are read."""
    return {path for pattern in LAYOUT if pattern != "README.md" for path in folder.glob(pattern)}


def check_own_folder(own: Path, shipped: Path) -> None:
    """See that each file of the folder is one that is read, and that none replaces a shipped one.

    Raises:
        VocabularyError: naming the file, and what a folder may hold.
    """
    if not own.is_dir():
        raise VocabularyError(f"{own}: no such folder. An ontology folder holds any of {', '.join(LAYOUT)}.")
    paths = sorted(path.relative_to(own) for path in own.rglob("*") if path.is_file())
    known = {*list_own_files(own), own / "README.md"}
    for path in paths:
        if own / path not in known and not path.name.startswith("."):
            near = get_close_matches(str(path), LAYOUT, n=1, cutoff=0.5)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise VocabularyError(f"{own / path}: nothing reads it; a folder holds {', '.join(LAYOUT)}.{hint}")
        if any(path.match(pattern) for pattern in UNIQUE) and (shipped / path).exists():
            raise VocabularyError(f"{own / path}: would replace {shipped / path}; give it another name.")
    if not paths:
        raise VocabularyError(f"{own}: empty. An ontology folder holds any of {', '.join(LAYOUT)}.")
