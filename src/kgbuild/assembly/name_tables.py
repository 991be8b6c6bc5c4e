"""The tables of ontology/assembly/names.toml as the file spells them; its comments say what each holds."""

from __future__ import annotations

from msgspec import Struct


class Thresholds(Struct, frozen=True, forbid_unknown_fields=True):
    """From `join` on two names are one; from `ask` on it is a question."""

    join: float
    ask: float


class Levels(Struct, frozen=True, forbid_unknown_fields=True):
    """How alike two names are, before anything else is weighed."""

    equal: float
    variant: float
    loose: float
    slip: float
    shorter: float
    initial: float
    open: float
    acronym: float
    short_acronym: float


class Weights(Struct, frozen=True, forbid_unknown_fields=True):
    """What country, calling, kind and years add or take."""

    same_country: float
    one_country: float
    rival_country: float
    same_calling: float
    other_calling: float
    other_kind: float
    ordinary: float
    ordinary_long: float
    ordinary_placed: float
    half_ordinary: float
    years: float
    rival: float
    lone: float
    unplaced: float
    bare: float


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """Lengths and spans from which on a rule holds."""

    far_years: int
    slip_letters: int
    slip_letters_asked: int
    loose_consonants: int


class CallingsTable(Struct, frozen=True, forbid_unknown_fields=True):
    """What sectors say of each other."""

    apart: tuple[tuple[str, str], ...]
    rivals: tuple[tuple[str, str], ...]
    plain: tuple[str, ...]
    private: tuple[str, ...]
    public: tuple[str, ...]


class TitlesTable(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands before a person's name."""

    short: dict[str, str]
    words: tuple[str, ...]
    weak: tuple[str, ...]


class PersonTable(Struct, frozen=True, forbid_unknown_fields=True):
    """How names of persons are put together."""

    particles: tuple[str, ...]
    joined: tuple[str, ...]
    whole: tuple[str, ...]


class OrdinaryTable(Struct, frozen=True, forbid_unknown_fields=True):
    """Names that thousands bear."""

    names: tuple[tuple[str, ...], ...]
    families: tuple[str, ...]


class BodiesTable(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of names of bodies."""

    same: tuple[tuple[str, ...], ...]
    added: tuple[str, ...]
    links: tuple[str, ...]
    common: tuple[str, ...]
    sole: tuple[str, ...]


class UnitsTable(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of names of armed units."""

    sizes: dict[str, tuple[str, ...]]
    arms: dict[str, tuple[str, ...]]
    honours: tuple[str, ...]
    ordinals: tuple[str, ...]
    tens: dict[str, int]
    tenths: dict[str, int]


class OppositesTable(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that stand against each other."""

    pairs: tuple[tuple[str, str], ...]
    forms: dict[str, tuple[str, ...]]


class PlacesTable(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of names of places."""

    heads: tuple[str, ...]
    features: dict[str, tuple[str, ...]]
    common: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]


class NameFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The file as a whole."""

    thresholds: Thresholds
    names: Levels
    weights: Weights
    limits: Limits
    callings: CallingsTable
    titles: TitlesTable
    person: PersonTable
    ordinary: OrdinaryTable
    sounds: dict[str, tuple[tuple[str, str], ...]]
    scripts: dict[str, tuple[str, ...]]
    bodies: BodiesTable
    units: UnitsTable
    opposites: OppositesTable
    places: PlacesTable
