"""ontology/assembly/agreement.toml in, the words and figures by which reports are held against each other out."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

from msgspec import Struct

from kgbuild.assembly.tables import read_table
from kgbuild.model import QuantityKind

Words = frozenset[str]


class Days(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many days a word reaches."""

    denial: int
    standing: int
    attack: int


class AmountRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far apart two numbers may be, and what is counted on the spot."""

    approximate: float
    near: float
    seen: Words


class Group(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words for one population, one kind of target or one matter that parties agree on."""

    name: str
    words: tuple[str, ...]
    example: str


class PartWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What makes a number a part of another one, or none."""

    before: tuple[str, ...]
    within: Words
    residual: Words
    nobody: Words
    civil: Words


class DenialWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a denial is about where its content is not repeated."""

    pronouns: Words
    nouns: Words
    content: Words
    deeds: Words


class PartyWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parties that are the speaker's own, those who met just before, and weapons in the place of who fires them."""

    own: Words
    both: Words
    weapons: Words


class ControlWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who holds a place and which, where the words name neither."""

    government: Words
    insurgents: Words
    neither: Words
    towns: Words
    areas: Words
    fell: Words
    again: Words
    driven: Words
    ours: Words


class Knowledge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """What the file says; the comments there explain each field."""

    days: Days
    amounts: AmountRules
    population: tuple[Group, ...]
    target: tuple[Group, ...]
    matter: tuple[Group, ...]
    parts: PartWords
    denials: DenialWords
    harm: dict[str, QuantityKind]
    parties: PartyWords
    control: ControlWords

    @cached_property
    def populations(self) -> dict[str, str]:
        """The population that a noun counts."""
        return {word: group.name for group in self.population for word in group.words}

    @cached_property
    def targets(self) -> dict[str, str]:
        """The kind of target that a noun names."""
        return {word: group.name for group in self.target for word in group.words}

    @cached_property
    def matters(self) -> dict[str, str]:
        """The matter that a word of an agreement names."""
        return {word: group.name for group in self.matter for word in group.words}


@cache
def load_knowledge(folder: Path | None = None) -> Knowledge:
    """The knowledge of the shipped ontology, or of another ontology's folder.

    Raises:
        VocabularyError: the file is missing or malformed.
    """
    return read_table("agreement", Knowledge, folder)
