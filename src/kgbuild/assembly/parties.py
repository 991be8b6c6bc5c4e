"""Actors and recipients of claims, and whether two of them are one.

Three answers, since reports name the same forces in many ways: certainly one, certainly two, or nobody can tell.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from kgbuild.assembly.amounts import find_head
from kgbuild.assembly.knowledge import load_knowledge
from kgbuild.model import ActorKind

STATE_KINDS = frozenset({"state", "armed_force", "nationality"})
LOCAL = "article/"
"""How the key of an actor or a place starts that only its own article knows."""


class Party(Struct, frozen=True, order=True):
    """An actor or a recipient by the key of its identity; `words` are those of its mention."""

    key: str
    name: str
    kind: ActorKind
    country: str | None
    words: str

    @property
    def is_known(self) -> bool:
        """Whether this is somebody: registered, or called by a proper name ("Armed men" is none)."""
        return not self.key.startswith(LOCAL) or is_proper(self.name)


@lru_cache(maxsize=65536)
def is_proper(name: str) -> bool:
    """Whether a name has a capital that no sentence's start explains: "Lions of Kordofan", "JNIM"; not "Local men"."""
    words = name.split()
    return any(word[:1].isupper() for word in words[1:]) or (len(words) == 1 and name.isupper() and len(name) > 1)


def name_band(party: Party) -> str | None:
    """Which of the two sides of a civil war words without a name mean: "the army", "an army drone", "rebels"."""
    if not party.key.startswith(LOCAL):
        return None
    return _read_band(party.words)


@lru_cache(maxsize=65536)
def _read_band(words: str) -> str | None:
    knowledge, told = load_knowledge(), set(re.findall(r"[\w-]+", words.casefold()))
    bands = {"government": knowledge.control.government, "insurgents": knowledge.control.insurgents}
    found = [name for name, known in bands.items() if not known.isdisjoint(told)]
    return found[0] if len(found) == 1 else None


def is_weapon(party: Party) -> bool:
    """Whether the words name what did it and not who: "a drone", "two shells"."""
    return (
        party.key.startswith(LOCAL)
        and find_head(party.words) in load_knowledge().parties.weapons
        and not name_band(party)
    )


def _find_band(party: Party) -> str | None:
    if band := name_band(party):
        return band
    if not party.is_known:
        return None
    return "insurgents" if party.kind == "armed_group" else "government" if party.kind in STATE_KINDS else None


def are_one(one: Party, other: Party) -> bool | None:
    """Whether two parties are one: `None` where either may be anybody."""
    if one.key == other.key:
        return True
    if one.country and one.country == other.country and {one.kind, other.kind} <= STATE_KINDS:
        return True  # A state, its army and its nationals stand for each other in every report.
    at_home = not one.country or not other.country or one.country == other.country
    if at_home and {_find_band(one), _find_band(other)} == {"government", "insurgents"}:
        return False  # Whoever they are, the state's forces and those who fight them are two.
    if not (one.is_known and other.is_known):
        return None
    if one.country and one.country == other.country and "armed_group" not in {one.kind, other.kind}:
        return None  # A body and its head, a unit and its army: no registry knows all of them.
    first, second = (set(party.name.casefold().split()) for party in (one, other))
    return None if first <= second or second <= first else False


def are_others(ours: tuple[Party, ...], theirs: tuple[Party, ...]) -> bool:
    """Whether both name somebody and nobody of the one can be anybody of the other."""
    return bool(ours and theirs) and all(are_one(one, other) is False for one in ours for other in theirs)


def share_one(ours: tuple[Party, ...], theirs: tuple[Party, ...]) -> bool:
    """Whether somebody of the one is somebody of the other for certain."""
    return any(are_one(one, other) is True for one in ours for other in theirs)
