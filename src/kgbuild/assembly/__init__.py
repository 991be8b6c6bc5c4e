"""Statements to events: what is about one happening, and what copies what."""

from __future__ import annotations

from kgbuild.assembly.copies import find_copies
from kgbuild.assembly.once import assemble
from kgbuild.assembly.whole import Assembly

__all__ = ["Assembly", "assemble", "find_copies"]
