"""Places of articles in, which two may be one out: names, what encloses them, the country that the article is about.

The gazetteer's places are told apart by their ids. What it does not know is one place with another of its name only
where country or region say so; numbers ("Route 5"), kinds of features, sides of the world and enclosing regions part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from kgbuild.assembly.actor_items import find_setting
from kgbuild.assembly.body_names import find_phrases, take_numbers
from kgbuild.assembly.keys import is_nameless, place_key
from kgbuild.assembly.matching import Match
from kgbuild.assembly.name_data import Script, known_registry, load_names
from kgbuild.assembly.names import are_opposed
from kgbuild.assembly.person_names import NOTHING
from kgbuild.assembly.sounds import (
    TOPONYM,
    Likeness,
    code_of,
    compare_words,
    join_articles,
    script_of,
    sounds_of,
    spell_out,
)
from kgbuild.model import ArticleHeader, Level, Place, Statement
from kgbuild.registry import split_words

_DIVISIONS = frozenset({"country", "admin1", "admin2"})
_SPOTS = frozenset({"settlement", "feature"})
_RANKED: tuple[Likeness, ...] = ("equal", "variant", "loose", "slip", "doubt")


class PlaceItem(Struct, frozen=True, kw_only=True):
    """A place as one article knows it.

    `within` is what the text puts around it, `inside` what the gazetteer does; `setting` is the country that the
    article speaks of most, `candidates` are the gazetteer's ids of an ambiguous name.
    """

    name: str
    country: str | None = None
    within: str | None = None
    inside: str | None = None
    level: Level | None = None
    candidates: tuple[int, ...] = ()
    geonames: int | None = None
    point: tuple[float, float] | None = None
    setting: str | None = None


class PlaceName(Struct, frozen=True):
    """A place's name taken apart; `common` words name no place of their own."""

    own: tuple[str, ...]
    common: tuple[str, ...]
    numbers: tuple[int, ...]
    letters: tuple[str, ...]
    heads: frozenset[str]
    features: frozenset[str]
    sides: frozenset[str]


def make_place_items(article: ArticleHeader, statements: Iterable[Statement]) -> dict[str, PlaceItem]:
    """The places of an article's statements by their keys (`assembly.keys.place_key`); nameless ones are left out."""
    found: dict[str, list[Place]] = defaultdict(list)
    told = list(statements)
    for statement in told:
        for number, place in enumerate(statement.locations):
            found[place_key(article.id, place, f"{statement.id}/location/{number}")].append(place)
    setting = find_setting(told)
    items = {}
    for key, places in sorted(found.items()):
        name = places[0].name or (places[0].mention.text if places[0].mention else None)
        if name is not None and not is_nameless(places[0]):
            items[key] = _make_item(name, min(places, key=repr), setting)
    return items


def _make_item(name: str, place: Place, setting: str | None) -> PlaceItem:
    known = place.geonames is not None
    return PlaceItem(
        name=name,
        country=place.country,
        within=None if known else place.within,
        inside=place.inside,
        level=place.level,
        candidates=place.candidates,
        geonames=place.geonames,
        point=(place.lat, place.lon) if place.lat is not None and place.lon is not None else None,
        setting=None if known else setting,
    )


@lru_cache(maxsize=100_000)
def read_place_name(text: str) -> PlaceName:
    """The name of a place, taken apart: words for what kind of place it is stand for themselves."""
    data = load_names()
    cut = split_words(join_articles(text.replace("’", "'")))
    words = [word for word in cut if word[:1].isalnum() and word.lower() != "s"]
    plain = [data.place_spellings.get(spell_out(word), spell_out(word)) for word in words]
    numbers, taken = take_numbers(words, plain)
    features = set()
    for first, last, name in find_phrases(plain, data.features):
        features.add(name)
        taken |= set(range(first, last))
    own, common, letters = [], [], []
    for at, word in enumerate(plain):
        if at in taken or word in data.links or word in data.particles:
            continue
        if len(word) == 1:
            letters.append(word)
        elif word in data.heads:
            continue
        elif word in data.place_common or not words[at][:1].isupper():
            common.append(word)
        else:
            own.append(word)
    sides = frozenset(data.sides[word] for word in plain if word in data.sides)
    heads = frozenset(word for word in plain if word in data.heads)
    return PlaceName(tuple(own), tuple(sorted(common)), numbers, tuple(letters), heads, frozenset(features), sides)


@lru_cache(maxsize=50_000)
def block_keys(item: PlaceItem) -> tuple[str, ...]:
    """What a place is compared by: its id, the pieces of its name, or kind and number ("Route 5") with the country."""
    name = read_place_name(item.name)
    keys = {f"g|{item.geonames}"} if item.geonames is not None else set()
    if name.own:
        numbers = "-".join(map(str, name.numbers))
        keys.add(f"n|{numbers}|{code_of(''.join(name.own))}")
        keys.add(f"n|{numbers}|{'|'.join(sorted(code_of(word) for word in name.own))}")
    elif name.numbers and name.features and item.country:
        keys.add(f"f|{item.country}|{'-'.join(sorted(name.features))}|{'-'.join(map(str, name.numbers))}")
    return tuple(sorted(keys))


def compare(one: PlaceItem, other: PlaceItem) -> Match | None:
    """How much says that two places are one; `None` where something forbids it."""
    if one.geonames is not None and other.geonames is not None:
        return Match(1.0, "one place of the gazetteer") if one.geonames == other.geonames else None
    left, right = read_place_name(one.name), read_place_name(other.name)
    if _excludes(one, other) or _is_apart(left, right):
        return None
    if one.point is not None and one.point == other.point and one.name == other.name:
        return Match(1.0, "one name and one point")
    around = _compare_around(one, other)
    if around is None:
        return None
    script = (*script_of(one.country, other.country, one.setting, other.setting), TOPONYM)
    named = _compare_names(left, right, script, one, other)
    return _weigh(named, around, one, other) if named.score > 0 else NOTHING


def _excludes(one: PlaceItem, other: PlaceItem) -> bool:
    """Whether country, level or candidates forbid that two places are one."""
    if one.country and other.country and one.country != other.country:
        return True
    if {one.level, other.level} & _DIVISIONS and {one.level, other.level} & _SPOTS:
        return True
    known = [{item.geonames} if item.geonames is not None else set(item.candidates) for item in (one, other)]
    return bool(known[0] and known[1] and known[0].isdisjoint(known[1]))


def _is_apart(one: PlaceName, other: PlaceName) -> bool:
    """Whether numbers, letters, kinds of features or sides of the world in two names part them."""
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return True
    if one.letters and other.letters and one.letters != other.letters:
        return True
    if one.features and other.features and one.features.isdisjoint(other.features):
        return True
    return are_opposed(one.sides, other.sides)


def _compare_around(one: PlaceItem, other: PlaceItem) -> float | None:
    """What the enclosing regions add; `None` where they are two of one kind."""
    left, right = (_region(item) for item in (one, other))
    if left is None or right is None:
        return 0.0
    script = script_of(one.country, other.country, one.setting, other.setting)
    if _same_words(left[0], right[0], script):
        return 0.03
    if len(left[0]) == len(right[0]) and all(map(compare_words, left[0], right[0], [script] * len(left[0]))):
        return 0.0  # perhaps one region in two spellings
    if left[1] and right[1] and left[1] != right[1]:
        return -0.1  # a district and a province: the one may lie in the other
    return None


def _region(item: PlaceItem) -> tuple[tuple[str, ...], str] | None:
    """The words of the region around a place and the word for its kind; nothing where that is a country."""
    text = item.within or item.inside
    if text is None:
        return None
    registry, data = known_registry(), load_names()
    length, entries = registry.match(split_words(text), 0)
    if length == len(split_words(text)) and any(entry.kind == "state" for entry in entries):
        return None
    words = [data.place_spellings.get(spell_out(word), spell_out(word)) for word in split_words(text)]
    words = [word for word in words if word and word not in data.links]
    kinds = [word for word in words if word in data.heads]
    small = "small" if set(kinds) & {"district", "raion", "county", "municipality", "commune"} else ""
    kept = tuple(word for word in words if word not in data.heads)
    return (kept, small or ("large" if kinds else "")) if kept else None


def _same_words(one: tuple[str, ...], other: tuple[str, ...], script: Script) -> bool:
    return len(one) == len(other) and all(
        compare_words(left, right, script) in {"equal", "variant", "loose"}
        for left, right in zip(one, other, strict=True)
    )


def _compare_names(one: PlaceName, other: PlaceName, script: Script, left: PlaceItem, right: PlaceItem) -> Match:
    levels = load_names().levels
    names = " / ".join(sorted({left.name, right.name}))
    placed = left.country is not None and left.country == right.country
    if not one.own and not other.own:
        numbered = bool(one.numbers) and one.numbers == other.numbers and bool(one.features & other.features)
        return Match(levels.shorter, f"one kind and number: {names}") if numbered and placed else NOTHING
    how = _pair(one.own, other.own, script)
    if how is None or one.letters != other.letters or one.numbers != other.numbers:
        return NOTHING
    if any(word in load_names().sides for word in set(one.common) ^ set(other.common)):
        return NOTHING  # "Gainesville", "New Gainesville"
    score = {"equal": levels.equal, "variant": levels.variant, "loose": levels.loose, "slip": levels.slip}.get(
        how, levels.open
    )
    if one.features != other.features and ((one.features and other.heads) or (other.features and one.heads)):
        return NOTHING  # a mountain and a city
    if one.features != other.features or one.common != other.common:
        return Match(levels.open, f"one name says more: {names}")
    said = "one name" if how == "equal" else "one name in two spellings"
    return Match(score, f"{said}: {names}" if left.name != right.name else said)


def _pair(one: tuple[str, ...], other: tuple[str, ...], script: Script) -> Likeness | None:
    """How the words of two names are the same, in any order or written as one; `None` where they are not."""
    if not set(sounds_of("-".join(one), script)).isdisjoint(sounds_of("-".join(other), script)) or (
        len(one) != len(other) and sounds_of("".join(one), script)[0] == sounds_of("".join(other), script)[0]
    ):
        return "equal" if one == other else "variant"
    if len(one) != len(other):
        return None
    rest, worst = list(other), 0
    for word in one:
        alike = [(_RANKED.index(how), at) for at, candidate in enumerate(rest)
                 if (how := compare_words(word, candidate, script)) is not None and how != "initial"]  # fmt: skip
        if not alike:
            return None
        rank, at = min(alike)
        worst = max(worst, rank)
        del rest[at]
    return _RANKED[worst]


def _weigh(match: Match, around: float, one: PlaceItem, other: PlaceItem) -> Match:
    """The match with what countries, settings and candidates add to it or take from it."""
    weights, levels = load_names().weights, load_names().levels
    score, reasons = match.score + around, [match.reason]
    homes = [item.country or item.setting for item in (one, other)]
    if one.country and other.country:
        score += weights.same_country
    elif homes[0] is None or homes[1] is None:
        score += weights.unplaced
        reasons.append("the country is not said")
    elif homes[0] != homes[1]:
        score += 2 * weights.unplaced
        reasons.append("the articles are about two countries")
    if one.candidates or other.candidates:
        # the article did not tell which of them it means, so another article cannot
        score = min(score, load_names().thresholds.ask - 0.05)
        reasons.append("several places have this name")
    elif (one.geonames is None) != (other.geonames is None) and around <= 0:
        score = min(score, levels.initial)
        reasons.append("the gazetteer knows one of them")
    return Match(round(min(max(score, 0.0), 1.0), 4), "; ".join(reasons))
