"""ontology/assembly/events.toml in, the rules by which statements become events out."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from kgbuild.assembly.tables import find_table, read_table
from kgbuild.errors import VocabularyError


class Weights(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a model adds up, by feature, beside its constant; and the scores from which it joins and asks."""

    join: float
    ask: float
    constant: float
    features: dict[str, float]
    fit: float = 0.0
    margin: float = 0.0


class Vague(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What keeps a statement from joining another article's."""

    modalities: frozenset[str]
    precisions: frozenset[str]
    widest_days: int


class Places(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which places are points and which regions, and when two points are neighbours."""

    narrow: frozenset[str]
    regions: frozenset[str]
    near_km: float
    cell_degrees: float
    directions: dict[str, tuple[str, ...]]


class SeriesRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may be a series, and what tells one."""

    families: frozenset[str]
    modalities: frozenset[str]
    precisions: frozenset[str]
    days: int
    longest_part: int


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that tell something of a happening, and words that tell nothing."""

    downing: frozenset[str]
    weapons: frozenset[str]
    arms: frozenset[str]
    salvos: frozenset[str]
    again: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    nouns: tuple[str, ...]
    verbs: frozenset[str]
    delegates: frozenset[str]
    others: frozenset[str]
    many: frozenset[str]
    aside: frozenset[str]
    after: frozenset[str]
    harm: tuple[str, ...]
    apart: frozenset[str]
    common: frozenset[str]
    titles: frozenset[str]
    bodies: dict[str, tuple[str, ...]]
    day: dict[str, frozenset[str]]


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as it stands."""

    families: dict[str, tuple[str, ...]]
    kinds: dict[str, frozenset[str]]
    means: dict[str, tuple[str, ...]]
    victims: dict[str, tuple[str, ...]]
    apart: dict[str, frozenset[str]]
    vague: Vague
    place: Places
    date: dict[str, int]
    series: SeriesRules
    quantities: dict[str, tuple[str, ...] | float]
    words: Words
    inside: Weights
    across: Weights


class Rules(Struct, frozen=True, kw_only=True):
    """The rules, turned so that they are looked up by what a statement says; the file's comments explain them."""

    families: dict[str, str]
    means: dict[str, str]
    victims: dict[str, str]
    means_apart: frozenset[str]
    physical: frozenset[str]
    harm: frozenset[str]
    still: frozenset[str]
    turned: frozenset[str]
    captive: frozenset[str]
    mutual: frozenset[str]
    vague: Vague
    place: Places
    directions: dict[str, str]
    reported_days: int
    series: SeriesRules
    heads: frozenset[str]
    close: float
    words: Words
    bodies: dict[str, str]
    parts_of_day: dict[str, str]
    inside: Weights
    across: Weights

    def family(self, type: str, mode: str | None) -> str:
        """What kind of happening an action is of."""
        return self.families.get(f"{type}:{mode}") or self.families.get(type) or type


@lru_cache
def load_rules(folder: Path | None = None) -> Rules:
    """The rules of ontology/assembly/events.toml, or of another ontology's folder.

    Raises:
        VocabularyError: the file is missing or malformed.
    """
    file = read_table("events", _File, folder)
    try:
        return Rules(
            families=_turn(file.families),
            means=_turn(file.means),
            victims=_turn(file.victims),
            means_apart=file.apart["means"],
            physical=file.kinds["physical"],
            harm=file.kinds["harm"],
            still=file.kinds["still"],
            turned=file.kinds["turned"],
            captive=file.kinds["captive"],
            mutual=file.kinds["mutual"],
            vague=file.vague,
            place=file.place,
            directions=_turn(file.place.directions),
            reported_days=file.date["reported_days"],
            series=file.series,
            heads=frozenset(file.quantities["heads"]),  # type: ignore[arg-type]
            close=float(file.quantities["close"]),  # type: ignore[arg-type]
            words=file.words,
            bodies=_turn(file.words.bodies),
            parts_of_day=_turn(file.words.day),
            inside=file.inside,
            across=file.across,
        )
    except KeyError as error:
        path = find_table("events", folder)
        raise VocabularyError(f"{path}: has no {error}. The comments in the file name its fields.") from error


def _turn(groups: dict[str, tuple[str, ...]] | dict[str, frozenset[str]]) -> dict[str, str]:
    return {member: name for name, members in groups.items() for member in members}
