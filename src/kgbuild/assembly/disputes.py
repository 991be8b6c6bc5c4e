"""Claims of one event or of one block in, links out where voices dispute by whom, to what, when and where.

Of one event little has to agree for two claims to be held against each other, since other evidence joined them. Of
neighbouring events (`same_event` False) the attacker and what was hit must.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kgbuild.assembly.amounts import name_target
from kgbuild.assembly.claims import NARROW, VIOLENCE, Claim, Site, lie_together, may_be_one, speaks_for
from kgbuild.assembly.linking import make_link, measure_km, name_parties
from kgbuild.assembly.pairing import pair_up
from kgbuild.assembly.parties import Party, are_others, share_one
from kgbuild.model import Link

APART_KM = 15.0
"""Towns nearer than this are one place to a hurried report."""


def link_perpetrators(claims: Iterable[Claim], *, same_event: bool) -> Iterator[Link]:
    """Two voices that name different attackers; of neighbouring events only where both hit the same kind of target."""
    for _, group in sorted(_group_attacks(claims, same_event=same_event).items()):
        said: dict[tuple[str, str], set[Party]] = defaultdict(set)
        for claim in group:
            said[claim.article, claim.voice].update(claim.actors)  # Attackers that one voice names are allies.
        blamed = [(tuple(sorted(said[claim.article, claim.voice], key=repr)), claim) for claim in group]
        for (_, one), (_, other) in pair_up(blamed, are_others):
            surely = same_event or (may_be_one(one, other) and _is_blame(one, other))
            if surely and not _fight_each_other(one, other):
                yield make_link("contradicts", "actor", say_attacker(one), say_attacker(other))


def _group_attacks(claims: Iterable[Claim], *, same_event: bool) -> dict[str, list[Claim]]:
    """Attacks of one event, or those of a block by what they hit; people are hit by everything and tell nothing."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.stance == 1 and claim.type in VIOLENCE and claim.actors:
            kinds = {""} if same_event else {name_target(party.words) or "" for party in claim.recipients} - {""}
            for kind in kinds:
                groups[kind].append(claim)
    return groups


def _is_blame(one: Claim, other: Claim) -> bool:
    """Whether two attacks on one kind of target are one: told of one day, or somebody who is blamed blames another."""
    if one.article != other.article and one.dated and other.dated:
        return True
    return any(speaks_for(voice, party) for voice, told in ((one, other), (other, one)) for party in told.actors)


def _fight_each_other(one: Claim, other: Claim) -> bool:
    return share_one(one.actors, other.recipients) and share_one(other.actors, one.recipients)


def say_attacker(claim: Claim) -> tuple[Claim, str]:
    """Whom a claim names."""
    return claim, f"{name_parties(claim.actors)} did it ('{claim.trigger}')"


def link_targets(claims: Iterable[Claim], *, same_event: bool = True) -> Iterator[Link]:
    """One attack, and two sides that name targets of different kinds: a bus depot, a railway yard.

    Of neighbouring events only where the sides are enemies, name one attacker, and each knows of one target alone.
    """
    hit: dict[tuple[str, ...], set[str]] = defaultdict(set)
    told = []
    for claim in claims:
        kinds = {kind for party in claim.recipients if (kind := name_target(party.words))}
        if claim.stance == 1 and claim.type in VIOLENCE and kinds and (same_event or claim.partisan):
            hit[_name_teller(claim, same_event=same_event)] |= kinds
            told.append(claim)
    targets = [(frozenset(hit[_name_teller(claim, same_event=same_event)]), claim) for claim in told]
    for (ours, one), (theirs, other) in pair_up(targets, lambda first, second: not first & second):
        alone = len(ours) == len(theirs) == 1 and share_one(one.actors, other.actors)
        surely = same_event or (alone and lie_together(one, other))
        if one.side != other.side and surely:
            said = [(claim, f"the target was {name_parties(claim.recipients)}") for claim in (one, other)]
            yield make_link("contradicts", "recipient", said[0], said[1])


def _name_teller(claim: Claim, *, same_event: bool) -> tuple[str, ...]:
    return (claim.article, claim.voice) if same_event else (str(claim.side),)


def link_days(claims: Iterable[Claim]) -> Iterator[Link]:
    """Days apart, of an event that other evidence joined; only where both texts give the day."""
    days = [
        ((claim.type, claim.earliest, claim.latest), claim)
        for claim in claims
        if claim.stance == 1 and claim.dated and claim.precision == "day" and claim.earliest and claim.latest
    ]

    def are_apart(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
        return one[0] == other[0] and (one[2] < other[1] or other[2] < one[1])

    for one, other in pair_up(days, are_apart):
        yield make_link("contradicts", "date", *((claim, _say_days(value)) for value, claim in (one, other)))


def _say_days(value: tuple[str, str, str]) -> str:
    _, earliest, latest = value
    return f"it was on {earliest}" if earliest == latest else f"it was between {earliest} and {latest}"


def link_places(claims: Iterable[Claim]) -> Iterator[Link]:
    """Towns apart, of an event that other evidence joined."""
    places = []
    for claim in claims:
        sites = [site for site in claim.sites if site.at and site.level in NARROW]
        if claim.stance == 1 and len(sites) == 1:
            places.append(((claim.type, sites[0]), claim))

    def are_apart(one: tuple[str, Site], other: tuple[str, Site]) -> bool:
        return one[0] == other[0] and one[1].key != other[1].key and measure_km(one[1], other[1]) > APART_KM

    for one, other in pair_up(places, are_apart):
        yield make_link(
            "contradicts", "place", *((claim, f"it was in {value[1].name}") for value, claim in (one, other))
        )
