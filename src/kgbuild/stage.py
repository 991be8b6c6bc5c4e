"""How a stage is found by its file name: group and name in, the stage's function out.

A folder is the shelf: `exporters/gexf.py` is the exporter `gexf`. Listing imports nothing; asking imports that file.
Other installed packages add stages through entry points of the group `kgbuild.<group>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Literal, cast

from kgbuild.errors import StageError

Group = Literal["readers", "extractors", "exporters", "checks"]
VERBS: dict[str, str] = {"readers": "read", "extractors": "extract", "exporters": "export", "checks": "check"}
"""The function that a stage file of each group defines."""


def list_stages(group: Group) -> tuple[str, ...]:
    """Names of the stages of a group, sorted; hyphens stand where the file has underscores."""
    folder = Path(__file__).parent / group
    own = {path.stem for path in folder.iterdir() if not path.name.startswith(("_", ".")) and _is_stage(path, group)}
    foreign = {point.name for point in entry_points(group=f"kgbuild.{group}")}
    return tuple(sorted(name.replace("_", "-") for name in own | foreign))


def _is_stage(path: Path, group: Group) -> bool:
    """Whether a file (or a folder's `__init__.py`) defines the group's function; others are its helpers."""
    file = path if path.suffix == ".py" else path / "__init__.py"
    if not file.is_file():
        return False
    return bool(
        re.search(rf"^def {VERBS[group]}\(|\bimport\b.*\b{VERBS[group]}\b", file.read_text("utf-8"), re.MULTILINE)
    )


def load_stage(group: Group, name: str) -> Callable[..., Any]:
    """The function of that stage.

    Raises:
        StageError: there is no such stage; the message lists those there are.
    """
    for point in entry_points(group=f"kgbuild.{group}"):
        if point.name.replace("_", "-") == name:
            return cast("Callable[..., Any]", point.load())
    if name not in list_stages(group):
        have = ", ".join(list_stages(group))
        file = name.replace("-", "_")
        raise StageError(
            f"no {group[:-1]} '{name}'; have {have}. Add {group}/{file}.py with {VERBS[group]}() to make one."
        )
    module = import_module(f"kgbuild.{group}.{name.replace('-', '_')}")
    return cast("Callable[..., Any]", getattr(module, VERBS[group]))
