"""Actors of articles in, which two may be one out: what they are compared by, what speaks for it, what forbids it.

Whoever the registry knows is compared by all the registry's names; anyone else by the names that one article uses. A
person and a body are never one, nor are two countries' bodies, two numbers, or two callings that exclude each other.
What only describes ("the army", "residents", "a spokesman") is compared with nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from kgbuild.assembly.body_names import BodyName, read_body_name
from kgbuild.assembly.keys import actor_key
from kgbuild.assembly.matching import Match
from kgbuild.assembly.name_data import known_registry, load_names
from kgbuild.assembly.names import compare_body_names, is_apart, list_body_keys
from kgbuild.assembly.person_names import (
    NOTHING,
    PersonName,
    compare_person_names,
    list_person_keys,
    read_person_name,
)
from kgbuild.assembly.sounds import script_of
from kgbuild.model import Actor, ActorKind, ArticleHeader, Claimant, Statement

JOIN, ASK = load_names().thresholds.join, load_names().thresholds.ask
_FAMILIES: dict[str, str] = {"person": "person", "state": "state", "nationality": "state", "media": "media"}
_ARMED = frozenset({"armed_group", "armed_force"})
_MOST_NAMES = 6


class ActorItem(Struct, frozen=True, kw_only=True):
    """An actor as one article, or the registry, knows it; equal items are one as soon as they match themselves.

    `others` are further names; `doubtful` says that only the setting gave the country; `since` and `until` bound the
    existence of whoever the registry knows, and `year` is when the article was published.
    """

    name: str | None
    others: tuple[str, ...] = ()
    kind: ActorKind = "unknown"
    country: str | None = None
    doubtful: bool = False
    sector: str | None = None
    id: str | None = None
    wikidata: str | None = None
    since: str | None = None
    until: str | None = None
    year: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the first one first."""
        return (self.name, *self.others) if self.name else self.others


def make_actor_items(article: ArticleHeader, statements: Iterable[Statement]) -> dict[str, ActorItem]:
    """The actors of an article's statements by their keys (`assembly.keys.actor_key`); the nameless are left out.

    Kind, country and sector are what most mentions say, ties going to the smaller value.
    """
    found: dict[str, list[Actor | Claimant]] = defaultdict(list)
    for statement in statements:
        for slot, filled in (("actor", statement.actors), ("recipient", statement.recipients)):
            for number, actor in enumerate(filled):
                found[actor_key(article.id, actor, f"{statement.id}/{slot}/{number}")].append(actor)
        for number, claimant in enumerate(statement.claimants):
            found[actor_key(article.id, claimant, f"{statement.id}/claim/{number}")].append(claimant)
    year = int(article.published[:4]) if article.published and article.published[:4].isdigit() else None
    items = ((key, _make_item(actors, year)) for key, actors in sorted(found.items()))
    return {key: item for key, item in items if item is not None}


def _make_item(actors: list[Actor | Claimant], year: int | None) -> ActorItem | None:
    first = actors[0]
    if first.id is not None:
        return make_registered_item(first.id)
    if first.name is None:
        return None
    country = _most(actor.country for actor in actors)
    given = [actor for actor in actors if isinstance(actor, Actor)]
    rules = [actor.rule or "" for actor in given if actor.country == country]
    texts = Counter(actor.mention.text for actor in actors if actor.mention is not None)
    texts.pop(first.name, None)
    others = sorted((text for text in texts if _may_name(text, first)), key=lambda text: (-texts[text], text))
    return ActorItem(
        name=first.name,
        others=tuple(sorted(others[: _MOST_NAMES - 1])),
        kind=first.kind,
        country=country,
        doubtful=bool(country) and all("country" in rule for rule in rules),
        sector=_most(actor.sector for actor in given),
        wikidata=_most(actor.wikidata for actor in given),
        year=year,
    )


@lru_cache(maxsize=20_000)
def make_registered_item(id: str) -> ActorItem | None:
    """The item of an entry of the registry, the same for every article; `None` if it has none of this id."""
    entry = known_registry().entry(id)
    if entry is None:
        return None
    names = dict.fromkeys((entry.name, *entry.aliases, *entry.acronyms))
    return ActorItem(
        name=entry.name,
        others=tuple(list(names)[1:]),
        kind=entry.kind,
        country=entry.country,
        sector=entry.sector,
        id=entry.id,
        wikidata=entry.wikidata,
        since=entry.start,
        until=entry.end,
    )


def _most(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _may_name(text: str, actor: Actor | Claimant) -> bool:
    """Whether a mention is a name too, and not a pronoun, an office, a last name or a description."""
    if actor.kind == "person":
        parts = read_person_name(text).parts
        return len(parts) > 1 and not set(parts).isdisjoint(read_person_name(actor.name or "").parts)
    body = read_body_name(text)
    if body.is_acronym:
        return max(map(len, body.acronyms)) > 2
    return not body.described and len(body.own) > 1


def block_keys(item: ActorItem) -> list[str]:
    """What an actor is compared by; nothing for those who are only described."""
    keys: set[str] = set()
    for name in item.names:
        if item.kind in {"media", "state"} and not _is_noun(name):
            keys.add(f"{item.kind[0]}|{_plain(name)}")
        if item.kind in {"person", "unknown"}:
            keys.update(list_person_keys(_person(item, name), item.country))
        if item.kind not in {"person", "state", "nationality"}:
            keys.update(list_body_keys(read_body_name(name), item.country))
    if item.wikidata:
        keys.add(f"q|{item.wikidata}")
    return sorted(keys)


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
    return _weigh(best, one, other) if best.score > 0 else NOTHING


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
    script = script_of(one.country, other.country, names=(one.name or "", other.name or ""))
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
                whole = (one.country or other.country) in load_names().whole
                yield compare_person_names(_person(one, left), _person(other, right), script, whole=whole)
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


def _person(item: ActorItem, name: str) -> PersonName:
    """The name of a person; of a kind unknown only what can be a person's full name."""
    found = read_person_name(name)
    if item.kind == "person":
        return found
    described = known_registry().people.noun(name.rpartition(" ")[2].lower()) is not None
    return PersonName(()) if described or len(found.parts) < 2 else found


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _is_noun(name: str) -> bool:
    """Whether a noun for people or bodies is all that a name is, or stands uncapitalised at its end: "news outlets"."""
    people = known_registry().people
    last = name.rpartition(" ")[2]
    if people.noun(name.lower()) is not None or name.lower() in load_names().common:
        return True
    return last.islower() and people.noun(last) is not None


def _weigh(match: Match, one: ActorItem, other: ActorItem) -> Match:
    """The match with what country, calling, kind and years add to it or take from it."""
    weights = load_names().weights
    score, reasons = match.score, [match.reason]
    placed = one.country is not None and one.country == other.country
    if one.country and other.country and not placed:
        return Match(min(score - 0.35, ASK + 0.05), f"{match.reason}; the countries differ, one is a guess")
    if placed:
        score += weights.same_country
    elif one.country or other.country:
        score += weights.one_country
    called = _weigh_callings(one, other)
    score += called
    if called < 0:
        reasons.append("other callings")
    if one.kind != other.kind and "unknown" not in {one.kind, other.kind}:
        score += weights.other_kind
    far = one.year and other.year and abs(one.year - other.year) > load_names().limits.far_years
    if far and "person" in {one.kind, other.kind}:
        score += weights.years
        reasons.append("many years apart")
    common = _weigh_ordinary(one, other, placed=placed, alike=called > 0)
    if common:
        score += common
        reasons.append("a name that many have")
    return Match(round(min(max(score, 0.0), 1.0), 4), "; ".join(reasons))


def _weigh_callings(one: ActorItem, other: ActorItem) -> float:
    data = load_names()
    callings = [_calling(item) for item in (one, other)]
    if None in callings or set(callings) & data.plain:
        return 0.0
    if callings[0] == callings[1]:
        return data.weights.same_calling
    rivals = frozenset(callings) in data.rivals
    return data.weights.rival if rivals else data.weights.other_calling


def _calling(item: ActorItem) -> str | None:
    """The sector of an actor, else the one that a person's title says."""
    if item.sector or item.kind != "person":
        return item.sector
    return next((found for name in item.names if (found := read_person_name(name).calling)), None)


def _weigh_ordinary(one: ActorItem, other: ActorItem, *, placed: bool, alike: bool) -> float:
    """What is taken off for a name that many have, a name of one word among them."""
    data = load_names()
    weights = data.weights
    if {"media", "state"} & {one.kind, other.kind}:
        return 0.0
    if "person" in {one.kind, other.kind} or one.kind == other.kind == "unknown":
        names = [_person(item, item.name or "") for item in (one, other)]
        fewest = min(names, key=lambda name: (len(name.parts), name.parts))
        if len(fewest.parts) < 2:
            return weights.bare + (0.0 if placed and not fewest.ordinary else weights.lone)
        if not fewest.ordinary:
            callings = {one.sector, other.sector}
            unlike = callings & data.private and callings & data.public
            return weights.half_ordinary if unlike and len(fewest.parts) == 2 and fewest.half_ordinary else 0.0
        if placed and alike:
            return weights.ordinary_placed
        return weights.ordinary if len(fewest.parts) == 2 else weights.ordinary_long
    bodies: list[BodyName] = [read_body_name(item.name or "") for item in (one, other)]
    return weights.lone if not placed and min(body.words for body in bodies) < 2 else 0.0
