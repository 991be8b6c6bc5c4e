"""Everything that ontology/ holds, loaded once: the folder in, frozen look-ups out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kgbuild.lexicon import Lexicon, load_lexicon
from kgbuild.registry import Registry, load_registry


@dataclass(frozen=True)
class Vocabulary:
    """The action scheme, the actor registry and the lexicon."""

    folder: Path
    registry: Registry
    lexicon: Lexicon


def data_folder(name: str) -> Path:
    """`ontology` or `queries`: inside the installed package, or in the checkout it is run from."""
    inside = Path(__file__).parent / "_data" / name
    if inside.is_dir():
        return inside
    root = Path(__file__).parents[2]
    return root / "ontology" if name == "ontology" else root / "graph" / name


@cache
def load_vocabulary(folder: Path | None = None) -> Vocabulary:
    """The shipped vocabulary, or that of another folder."""
    folder = folder or data_folder("ontology")
    return Vocabulary(folder, load_registry(folder / "actors"), load_lexicon(folder / "lexicon" / "en"))
