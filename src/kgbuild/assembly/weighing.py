"""Two actors of like names in, what country, calling, kind and years say for their being one out."""

from __future__ import annotations

from kgbuild.assembly.actor_items import ActorItem, name_person
from kgbuild.assembly.body_names import read_body_name
from kgbuild.assembly.matching import Match
from kgbuild.assembly.name_data import load_names
from kgbuild.assembly.person_names import PersonName, read_person_name


def weigh(match: Match, one: ActorItem, other: ActorItem) -> Match:
    """The match of two names with what else is known of their bearers added to it, or taken from it."""
    data = load_names()
    weights = data.weights
    placed = one.country is not None and one.country == other.country
    if one.country and other.country and not placed:
        score = min(match.score + weights.rival_country, data.thresholds.ask + 0.05)
        return Match(round(score, 4), f"{match.reason}; the countries differ, one is a guess")
    score, reasons = match.score, [match.reason]
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
    far = one.year and other.year and abs(one.year - other.year) > data.limits.far_years
    if far and "person" in {one.kind, other.kind}:
        score += weights.years
        reasons.append("many years apart")
    common = _weigh_name(one, other, placed=placed, alike=called > 0)
    if common:
        score += common
        joined = common == weights.ordinary_placed
        reasons.append("a name that many have" + (", in one country and calling" if joined else ""))
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


def _weigh_name(one: ActorItem, other: ActorItem, *, placed: bool, alike: bool) -> float:
    """What is taken off for a name that many have; `alike` tells that both have one calling that says something."""
    kinds = {one.kind, other.kind}
    if {"media", "state"} & kinds:
        return 0.0
    if "person" in kinds or kinds == {"unknown"}:
        names = [name_person(item, item.name or "") for item in (one, other)]
        shorter = min(names, key=lambda name: (len(name.parts), name.parts))
        near = placed or (one.setting is not None and one.setting == other.setting)
        unlike = (_is_private(one) and _is_public(other)) or (_is_public(one) and _is_private(other))
        return _weigh_person(shorter, near=near, alike=alike, unlike=unlike)
    bodies = [read_body_name(item.name or "") for item in (one, other)]
    return load_names().weights.lone if not placed and min(body.words for body in bodies) < 2 else 0.0


def _weigh_person(name: PersonName, *, near: bool, alike: bool, unlike: bool) -> float:
    """What a person's name has taken off: `near` in one country, `unlike` for a private person and a public one."""
    weights = load_names().weights
    if len(name.parts) < 2:
        return weights.bare + (0.0 if near and not name.ordinary else weights.lone)
    if not name.ordinary:
        return weights.half_ordinary if unlike and len(name.parts) == 2 and name.half_ordinary else 0.0
    if near and alike:
        return weights.ordinary_placed
    return weights.ordinary if len(name.parts) == 2 else weights.ordinary_long


def _is_private(item: ActorItem) -> bool:
    return item.sector in load_names().private


def _is_public(item: ActorItem) -> bool:
    return item.sector in load_names().public
