"""Statements to events: what is about one happening, and what copies what."""

from __future__ import annotations

from kgbuild.assembly.copies import find_copies
from kgbuild.assembly.copy_rules import load_copy_rules
from kgbuild.assembly.knowledge import load_knowledge
from kgbuild.assembly.name_data import load_names
from kgbuild.assembly.offices import load_side_rules
from kgbuild.assembly.once import assemble
from kgbuild.assembly.rules import load_rules
from kgbuild.assembly.whole import Assembly

__all__ = ["Assembly", "assemble", "check_tables", "find_copies"]


def check_tables() -> None:
    """Read the data files of ontology/assembly, so that a malformed one stops a run at its start and not at its end.

    Raises:
        VocabularyError: a file is missing or malformed.
    """
    for load in (load_copy_rules, load_knowledge, load_names, load_rules, load_side_rules):
        load()
