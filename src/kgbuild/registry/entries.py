"""Entries of the actor registry: the TOML files of ontology/actors in, frozen `Entry` records out.

Format and conventions: ontology/actors/README.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from msgspec import Struct, ValidationError, convert

from kgbuild.errors import VocabularyError
from kgbuild.model import ActorKind


def word_set(words: str) -> frozenset[str]:
    """The words of a string, as a set."""
    return frozenset(words.split())


SECTORS = word_set(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP REL SOC "
    "IGO IMG NGO NGM MNC UIS INT"
)
INTERNATIONAL = frozenset({"IGO", "IMG", "NGO", "NGM", "MNC", "UIS", "INT"})
KINDS = frozenset(get_args(ActorKind))


class Role(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"start": "from", "end": "to"}):
    """What a person or group was, from one day or year to another (ISO 8601, inclusive; None means open)."""

    title: str
    sector: str
    country: str | None = None
    start: str | None = None
    end: str | None = None


class Entry(Struct, frozen=True, kw_only=True):
    """One known actor. `aliases` are further names, any case; `acronyms` count only in exactly this case.

    `weak` names (a bare surname, "the Kremlin"-like nicknames of several actors) need support from the text.
    `start` and `end` bound its existence; `roles` say what a person was and when.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    parent: str | None = None
    start: str | None = None
    end: str | None = None
    roles: tuple[Role, ...] = ()
    wikidata: str | None = None

    def at(self, day: str | None) -> tuple[str | None, str | None, str]:
        """Country, sector and title on a day (ISO 8601; None: as last known).

        A person whose last office has ended counts as a former official (ELI), unless the office was armed.
        """
        if not self.roles:
            return self.country, self.sector, ""
        moment = day[:10] if day else "9999"
        current = [role for role in self.roles if (role.start or "") <= moment and not _over(role.end, moment)]
        if current:
            role = current[-1]
            return role.country or self._home(role.sector), role.sector, role.title
        past = [role for role in self.roles if _over(role.end, moment)]
        if not past:
            return self.country, self.sector, ""
        role = past[-1]
        sector = "ELI" if role.sector in {"GOV", "LEG", "JUD", "SPY"} else role.sector
        return role.country or self._home(sector), sector, "former " + role.title

    def _home(self, sector: str) -> str | None:
        """The person's country, unless the office is one of an organisation of states."""
        return None if self.kind == "person" and sector in INTERNATIONAL else self.country


def _over(end: str | None, day: str) -> bool:
    """Whether something that ended on a day, or in a year, was over on a day."""
    return end is not None and end < day[: len(end)]


class Row(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"start": "from", "end": "to"}):
    """An entry as its file spells it, with the file's defaults filled in."""

    name: str
    kind: ActorKind | None = None
    country: str | None = None
    sector: str | None = None
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    parent: str | None = None
    start: str | None = None
    end: str | None = None
    roles: tuple[Role, ...] = ()
    wikidata: str | None = None

    def entry(self, slug: str) -> Entry:
        """The entry of this row under its id."""
        if self.kind is None:
            raise VocabularyError(f"[{slug}] has no kind; have {', '.join(sorted(KINDS))}.")
        return Entry(id=slug, **{name: getattr(self, name) for name in Row.__struct_fields__})


class State(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of states.toml: a state (or a territory that news treats as one) and the bodies that act for it."""

    name: str
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    government: tuple[str, ...] = ()
    military: tuple[str, ...] = ()
    legislature: tuple[str, ...] = ()
    police: tuple[str, ...] = ()
    dependency: str | None = None


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a mapping; an unreadable one is a `VocabularyError` that names the place."""
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise VocabularyError(f"{path}: {error}. Correct the file.") from error


def read_entries(path: Path) -> Iterator[Entry]:
    """The entries of one file; the table `defaults` fills kind and sector where an entry leaves them out."""
    table = read_toml(path)
    defaults = table.pop("defaults", {})
    for slug, fields in table.items():
        try:
            row = convert({**defaults, **fields}, Row, strict=True)
        except (ValidationError, TypeError) as error:
            raise VocabularyError(f"{path}: [{slug}] {error}. See README.md beside it for the fields.") from error
        try:
            yield row.entry(slug)
        except VocabularyError as error:
            raise VocabularyError(f"{path}: {error}") from error


def read_states(path: Path) -> dict[str, State]:
    """The rows of states.toml by ISO 3166-1 alpha-3 code."""
    states: dict[str, State] = {}
    for code, fields in read_toml(path).items():
        try:
            states[code] = convert(fields, State, strict=True)
        except ValidationError as error:
            raise VocabularyError(f"{path}: [{code}] {error}. See README.md beside it for the fields.") from error
    return states


def slug_of(name: str) -> str:
    """The id that a name gives: lower case, hyphens for all that is not a letter or digit."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower().replace("'", "")).split())


def expand_state(code: str, state: State) -> Iterator[Entry]:
    """A state and its government, forces, legislature and police, each under its common names.

    The first name of each list is the official one; without a list, `government` and `military` get the plain form
    "Government of X", "Armed Forces of X".
    """
    own, slug = state.name, slug_of(state.name)
    yield Entry(
        id=slug, name=own, kind="state", country=code, aliases=state.aliases, acronyms=state.acronyms,
        weak=state.capitals,
    )  # fmt: skip
    if state.dependency:
        return
    governments = state.government or (f"Government of {own}",)
    bodies: tuple[tuple[str, tuple[str, ...], str | None, ActorKind, str], ...] = (
        ("government", (*governments, *state.metonyms), f"Government of {own}", "organization", "GOV"),
        ("military", state.military, f"Armed Forces of {own}", "armed_force", "MIL"),
        ("legislature", state.legislature, None, "organization", "LEG"),
        ("police", state.police, None, "organization", "COP"),
    )
    for body, names, plain, kind, sector in bodies:
        if not names and plain is None:
            continue
        official, *others = [*names, *([plain] if plain and plain not in names else [])]
        words = {"legislature": "Parliament", "police": "Police"}.get(body)
        if words:
            others.append(f"{words} of {own}")
        acronyms = tuple(name for name in others if is_acronym(name))
        yield Entry(
            id=f"{body}-{slug}", name=official, kind=kind, country=code, sector=sector, parent=slug,
            aliases=tuple(dict.fromkeys(n for n in others if n != official and n not in acronyms)), acronyms=acronyms,
        )  # fmt: skip


def is_acronym(name: str) -> bool:
    """Whether a name is one word of mostly capitals or digits, which counts in this case only."""
    letters = [c for c in name if c.isalpha()]
    return " " not in name and len(letters) > 0 and sum(c.isupper() for c in letters) * 2 > len(letters)
