"""Statements of an article in, its actors as items to compare out; those of the registry are the same everywhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from kgbuild.assembly.body_names import read_body_name
from kgbuild.assembly.keys import actor_key
from kgbuild.assembly.name_data import known_registry
from kgbuild.assembly.person_names import PersonName, read_person_name
from kgbuild.model import Actor, ActorKind, ArticleHeader, Claimant, Statement

_MOST_NAMES = 6


class ActorItem(Struct, frozen=True, kw_only=True):
    """An actor as one article, or the registry, knows it; equal items are one as soon as they match themselves.

    `others` are further names; `doubtful` says that only what stands around gave the country, and `setting` is the
    country that the article speaks of most, where a person has none. `since` and `until` bound the existence of whoever
    the registry knows, and `year` is when the article was published.
    """

    name: str | None
    others: tuple[str, ...] = ()
    kind: ActorKind = "unknown"
    country: str | None = None
    doubtful: bool = False
    setting: str | None = None
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
    told = list(statements)
    for statement in told:
        for slot, filled in (("actor", statement.actors), ("recipient", statement.recipients)):
            for number, actor in enumerate(filled):
                found[actor_key(article.id, actor, f"{statement.id}/{slot}/{number}")].append(actor)
        for number, claimant in enumerate(statement.claimants):
            found[actor_key(article.id, claimant, f"{statement.id}/claim/{number}")].append(claimant)
    year = int(article.published[:4]) if article.published and article.published[:4].isdigit() else None
    setting = find_setting(told)
    items = ((key, _make_item(actors, year, setting)) for key, actors in sorted(found.items()))
    return {key: item for key, item in items if item is not None}


def find_setting(statements: Iterable[Statement]) -> str | None:
    """The country that an article's actors and places are of most often; `None` where two are as often."""
    countries: Counter[str] = Counter()
    for statement in statements:
        countries.update(actor.country for actor in (*statement.actors, *statement.recipients) if actor.country)
        countries.update(place.country for place in statement.locations if place.country)
    most = max(countries.values(), default=0)
    leading = [country for country, count in countries.items() if count == most]
    return leading[0] if len(leading) == 1 else None


def _make_item(actors: list[Actor | Claimant], year: int | None, setting: str | None) -> ActorItem | None:
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
        setting=setting if country is None and first.kind == "person" else None,
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


def name_person(item: ActorItem, name: str) -> PersonName:
    """The name of a person; of a kind unknown only what can be a person's full name."""
    found = read_person_name(name)
    if item.kind == "person":
        return found
    described = known_registry().people.noun(name.rpartition(" ")[2].lower()) is not None
    return PersonName(()) if described or len(found.parts) < 2 else found
