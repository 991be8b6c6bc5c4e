"""Statements to events: what is about one happening, and what copies what."""

from __future__ import annotations

from kgbuild.assembly.copies import find_copies
from kgbuild.assembly.events import assemble

__all__ = ["assemble", "find_copies"]
