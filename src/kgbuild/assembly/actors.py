"""Actors of articles in, which two may be one out: what they are compared by, what speaks for it, what forbids it.

Whoever the registry knows is compared by all the registry's names; anyone else by the names that one article uses. A
person and a body are never one, nor are two countries' bodies, two numbers, or two callings that exclude each other.
What only describes ("the army", "residents", "a spokesman") is compared with nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kgbuild.assembly.actor_items import ActorItem, make_actor_items, make_registered_item, name_person
from kgbuild.assembly.body_names import BodyName, read_body_name
from kgbuild.assembly.matching import Match
from kgbuild.assembly.name_data import known_registry, load_names
from kgbuild.assembly.names import compare_body_names, is_apart, list_body_keys
from kgbuild.assembly.person_names import NOTHING, compare_person_names, list_person_keys
from kgbuild.assembly.sounds import script_of
from kgbuild.assembly.weighing import weigh

__all__ = ["ActorItem", "block_keys", "compare", "make_actor_items", "make_registered_item"]

_FAMILIES: dict[str, str] = {"person": "person", "state": "state", "nationality": "state", "media": "media"}
_ARMED = frozenset({"armed_group", "armed_force"})


@lru_cache(maxsize=50_000)
def block_keys(item: ActorItem) -> tuple[str, ...]:
    """What an actor is compared by; nothing for those who are only described."""
    keys: set[str] = set()
    for name in item.names:
        if item.kind in {"media", "state"} and not _is_noun(name):
            keys.add(f"{item.kind[0]}|{_plain(name)}")
        if item.kind in {"person", "unknown"}:
            keys.update(list_person_keys(name_person(item, name), item.country))
        if item.kind not in {"person", "state", "nationality"}:
            keys.update(list_body_keys(read_body_name(name), item.country))
    if item.wikidata:
        keys.add(f"q|{item.wikidata}")
    return tuple(sorted(keys))


def compare(one: ActorItem, other: ActorItem) -> Match | None:
    """How much says that two actors are one; `None` where something forbids it."""
    if one.id and other.id:
        return Match(1.0, "one entry of the registry") if one.id == other.id else None
    if one.wikidata and other.wikidata:
        return Match(1.0, "one entry of Wikidata") if one.wikidata == other.wikidata else None
    if _excludes(one, other):
        return None
    matches = [match for match in _compare_names(one, other) if match is not None]
    if not matches:
        return None
    best = max(matches, key=lambda match: (match.score, match.reason))
    return weigh(best, one, other) if best.score > 0 else NOTHING


def _excludes(one: ActorItem, other: ActorItem) -> bool:
    """Whether kind, calling, country or time of existence forbid that two are one."""
    families = {_FAMILIES.get(item.kind, "body") for item in (one, other) if item.kind != "unknown"}
    if len(families) > 1 and families != {"media", "body"}:
        return True
    if "media" in families and {one.kind, other.kind} & _ARMED:
        return True
    if one.sector and other.sector and frozenset({one.sector, other.sector}) in load_names().apart:
        return True
    if one.country and other.country and one.country != other.country and not (one.doubtful or other.doubtful):
        return True
    for item, further in ((one, other), (other, one)):
        if item.since and (
            (further.until and further.until < item.since) or (further.year and further.year < int(item.since[:4]))
        ):
            return True
    return False


def _compare_names(one: ActorItem, other: ActorItem) -> Iterator[Match | None]:
    """Each name of the one with each of the other; only names first in rank can forbid."""
    script = script_of(one.country, other.country, one.setting, other.setting, names=(one.name or "", other.name or ""))
    country = one.country if one.country == other.country else None
    persons = "person" in {one.kind, other.kind} or one.kind == other.kind == "unknown"
    if not persons and one.name and other.name and is_apart(read_body_name(one.name), read_body_name(other.name)):
        return
    for left in one.names:
        for right in other.names:
            if not persons and _both_have_words(left, one, right, other):
                continue
            if {one.kind, other.kind} & {"media", "state"} and _plain(left) == _plain(right) and not _is_noun(left):
                yield Match(load_names().levels.equal, "one name")
            elif persons:
                whole = not load_names().whole.isdisjoint({one.country, other.country, one.setting, other.setting})
                yield compare_person_names(name_person(one, left), name_person(other, right), script, whole=whole)
            else:
                names = read_body_name(left), read_body_name(right)
                ordered = names if names[0].text <= names[1].text else names[::-1]
                match = compare_body_names(*ordered, script, country=country)
                yield match if match is None or _agree_on_country(names, one, other) else _doubt(match)


def _agree_on_country(names: tuple[BodyName, BodyName], one: ActorItem, other: ActorItem) -> bool:
    """Whether the countries in each name are the other's too: "UN forces in Cyprus" and "UN forces" need not be one."""
    known = [name.countries | ({item.country} - {None}) for name, item in zip(names, (one, other), strict=True)]
    return names[0].countries <= known[1] and names[1].countries <= known[0]


def _doubt(match: Match) -> Match:
    levels = load_names().levels
    return Match(min(match.score, levels.open), f"{match.reason}; a country in one name") if match.score else match


def _both_have_words(left: str, one: ActorItem, right: str, other: ActorItem) -> bool:
    """Whether an acronym is compared although both actors have a name in words: those tell more."""
    names = read_body_name(left), read_body_name(right)
    if not any(name.is_acronym for name in names):
        return False
    return all(any(not read_body_name(name).is_acronym for name in item.names) for item in (one, other))


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _is_noun(name: str) -> bool:
    """Whether a noun for people or bodies is all that a name is, or stands uncapitalised at its end: "news outlets"."""
    people = known_registry().people
    last = name.rpartition(" ")[2]
    if people.noun(name.lower()) is not None or name.lower() in load_names().common:
        return True
    return last.islower() and people.noun(last) is not None
