"""Packages that only some formats need: their modules, or how to install what brings them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kgbuild.errors import SettingsError


def load_extra(extra: str, *modules: str) -> tuple[Any, ...]:
    """The modules of these names.

    Raises:
        SettingsError: one is not installed; the message names the extra that brings it.
    """
    try:
        return tuple(import_module(module) for module in modules)
    except ImportError as error:
        raise SettingsError(
            f"this needs {modules[0]}, which is not installed: pip install 'kgbuild[{extra}]'."
        ) from error
