"""ontology/assembly/copies.toml in, the figures and phrases by which reports are folded out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import Struct

from kgbuild.assembly.tables import read_table


class StoryRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When two texts are one story of one source."""

    days: int
    least_text: float
    least_lead: float
    least_marks: float
    quoted: int
    quoted_share: float


class CopyRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file says; the comments there explain each field."""

    words_in_shingle: int
    least_shingles: int
    shortest: int
    most_kept: int
    same_text: float
    same_lead: float
    same_text_later: float
    same_marks: float
    least_marks: int
    standing: tuple[str, ...]
    contributed: tuple[str, ...]
    story: StoryRules


@cache
def load_copy_rules(folder: Path | None = None) -> CopyRules:
    """The rules of ontology/assembly/copies.toml, or of another ontology's folder.

    Raises:
        VocabularyError: the file is missing or malformed.
    """
    return read_table("copies", CopyRules, folder)
