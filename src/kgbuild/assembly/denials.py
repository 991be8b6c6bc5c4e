"""Claims of one event or of one block in, links out between who says that it was so and who says that it was not.

Of one event little has to agree for two claims to be held against each other, since other evidence joined them. Of
neighbouring events (`same_event` False) the attacker and what was hit must.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from kgbuild.assembly.amounts import PEOPLE, find_head, name_target
from kgbuild.assembly.claims import NARROW, VIOLENCE, Claim, is_later_word, may_be_one
from kgbuild.assembly.knowledge import load_knowledge
from kgbuild.assembly.linking import make_link, name_deed
from kgbuild.assembly.pairing import pair_up
from kgbuild.assembly.parties import STATE_KINDS, Party, are_others, is_weapon, share_one
from kgbuild.assembly.rules import load_rules
from kgbuild.model import Link


class Deed(Struct, frozen=True):
    """What a claim says was done, by whom and to whom; `stance` is 1 where it says so, -1 where it says not so.

    `outright` tells that somebody says so, rather than that an outlet tells it in the negative; `denied` that it is
    told as a denial; `harms` are what it did to people, and the verb; `spots` are the towns where it was done,
    `hit` the recipients that are no town. `side` is whose word a denial is.
    """

    family: str
    mode: str | None
    harms: frozenset[str]
    stance: int
    outright: bool
    denied: bool
    verb: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    spots: frozenset[str]
    hit: tuple[Party, ...]
    side: str | None


def read_deed(claim: Claim) -> Deed:
    """The deed that a claim tells of; an assault and its harm are one family."""
    family = "violence" if claim.type in VIOLENCE else claim.type
    actors = tuple(party for party in claim.actors if not is_weapon(party))
    towns = {site.name.casefold() for site in claim.sites} | load_knowledge().control.towns
    harms = {amount.kind for amount in claim.amounts} | {claim.mode, claim.trigger.casefold()}
    return Deed(
        family=family,
        mode=claim.mode,
        harms=frozenset(filter(None, harms)),
        stance=claim.stance,
        outright=claim.denies,
        denied=claim.status == "denied",
        verb=find_head(claim.trigger)[:_STEM],
        actors=actors or claim.blamed,
        recipients=claim.recipients,
        spots=frozenset(site.key for site in claim.sites if site.at and site.level in NARROW),
        hit=tuple(party for party in claim.recipients if party.words.casefold() not in towns),
        side=claim.side if claim.partisan and claim.status == "denied" else None,
    )


def link_denials(claims: Iterable[Claim], *, same_event: bool) -> Iterator[Link]:
    """Who denies what whom says. In one event a denial that nothing answers word for word is held against its deed."""
    deeds = [
        (read_deed(claim), claim)
        for claim in claims
        if claim.stance > 0 or (claim.stance < 0 and not is_harmless(claim) and (claim.denies or not claim.is_noun))
    ]
    if {deed.stance for deed, _ in deeds} != {1, -1}:
        return
    answered = set()
    for loosely in (False, True) if same_event else (False,):
        left = [(deed, claim) for deed, claim in deeds if not (loosely and claim.id in answered and deed.stance < 0)]
        for (_, one), (_, other) in pair_up(left, lambda first, second: denies(first, second, loosely=loosely)):  # noqa: B023  # used at once
            if same_event or (may_be_one(one, other) and _may_be_of_one(one, other)):
                answered |= {one.id, other.id}
                yield make_link("contradicts", "polarity", say_deed(one), say_deed(other))


def _may_be_of_one(one: Claim, other: Claim) -> bool:
    """Whether two deeds without a recipient can be about one thing; what is agreed on, as both name it."""
    if one.type != "AGREE" or one.recipients or other.recipients:
        return True
    ours, theirs = (_name_matters(claim) for claim in (one, other))
    if ours and theirs:
        return not ours.isdisjoint(theirs)
    return not _list_telling(one).isdisjoint(_list_telling(other))


def _name_matters(claim: Claim) -> set[str]:
    matters = load_knowledge().matters
    return {matters[word] for word in _WORD.findall(claim.words.casefold()) if word in matters}


def _list_telling(claim: Claim) -> set[str]:
    """The words after the verb that tell what it is about, the plural aside."""
    common = load_rules().words.common
    words = _WORD.findall(claim.words.casefold())[1:]
    return {word.removesuffix("s") for word in words if len(word) > _SHORT and word not in common}


def is_harmless(claim: Claim) -> bool:
    """Whether a claim says that nobody was hurt, which is a toll of none and denies no attack."""
    if claim.polarity == "positive" or claim.status == "denied" or claim.type not in VIOLENCE:
        return False
    heads = {find_head(party.words) for party in claim.recipients}
    return claim.type == "CASUALTY" or (bool(heads) and heads <= load_knowledge().parts.nobody)


def denies(one: Deed, other: Deed, *, loosely: bool = False) -> bool:
    """Whether one of two deeds is the other denied; loosely, of one event, where not all is named."""
    if one.stance == other.stance or one.family != other.family:
        return False
    no, yes = (one, other) if one.stance < 0 else (other, one)
    if _spares_civilians(no):
        return any(_is_civil(party) for party in yes.recipients) and bool(_HARM & {yes.verb, no.verb})
    if no.mode in PEOPLE and no.mode not in yes.harms:
        return False  # Who says that none were captured says nothing of the dead.
    if no.actors and not share_one(no.actors, yes.actors) and not _clears(no, yes):
        # Who denies to have done it says nothing of whether it was done; but "the sides" agree, or they do not.
        return (
            loosely
            and no.outright
            and no.family != "violence"
            and bool(yes.actors)
            and not are_others(no.actors, yes.actors)
        )
    # "It was not hit" is of another hit than "it was shot at", where nobody is named and nothing denied outright.
    alike = no.denied or no.verb == yes.verb
    if no.recipients and yes.recipients and have_one_target(no.recipients, yes.recipients):
        return bool(no.actors) or alike
    if not no.recipients and not yes.recipients and no.family not in _ANYWHERE:
        return bool(no.actors) and alike
    if no.actors and no.denied and not no.hit and not yes.hit and no.mode is not None:
        # "denied shelling the town": the town is what was hit.
        return no.mode == yes.mode and (loosely or not no.spots.isdisjoint(yes.spots))
    close = bool(no.actors) or (no.mode is not None and no.mode == yes.mode)
    return loosely and no.outright and close and not are_others(no.recipients, yes.recipients)


def _clears(no: Deed, yes: Deed) -> bool:
    """Whether a body of a state denies for it what its forces are said to have done: "the defence ministry denied"."""
    return (
        no.side is not None
        and all(party.country == no.side for party in no.actors)
        and any(party.country == no.side and party.kind in STATE_KINDS for party in yes.actors)
    )


def _spares_civilians(deed: Deed) -> bool:
    """Whether a deed is that no civilians were harmed."""
    civil = {name_kind(party) for party in deed.recipients} == {"civilians"}
    return civil and not deed.actors and not deed.denied and deed.family == "violence" and deed.verb in _HARM


def _is_civil(party: Party) -> bool:
    return (
        name_kind(party) in {"civilians", "women", "children"} or find_head(party.words) in load_knowledge().parts.civil
    )


_HARM = frozenset({"harm", "hurt", "kill", "inju", "woun", "hit", "died", "die"})
"""Stems of verbs that tell what happened to people."""
_STEM = 4
"""Letters that two forms of a verb share: "agree", "agreed"."""
_WORD = re.compile(r"[\w-]+")
_SHORT = 3
"""Letters of "to", "the" and "for", which tell nothing."""
_ANYWHERE = frozenset({"violence", "SAY", "MOVE", "CONTROL", "PRESENCE", "RETREAT"})
"""Families in which a deed without a recipient may be any of many; who holds a place `holdings` compares."""


def say_deed(claim: Claim) -> tuple[Claim, str]:
    """What a claim says of its deed."""
    if claim.stance > 0:
        return claim, f"'{name_deed(claim)}'"
    return claim, f"it is not so that '{name_deed(claim)}'"


def have_one_target(ours: Iterable[Party], theirs: Iterable[Party]) -> bool:
    """Whether both hit the same: the same actor, or by their words the same thing or population."""
    ours, theirs = tuple(ours), tuple(theirs)
    return share_one(ours, theirs) or bool({name_kind(one) for one in ours} & {name_kind(other) for other in theirs})


def name_kind(party: Party) -> str:
    """What a recipient is, in a word: a kind of target, a population, or the noun itself."""
    head = find_head(party.words)
    return name_target(party.words) or load_knowledge().populations.get(head) or head


def link_turns(claims: Iterable[Claim]) -> Iterator[Link]:
    """A voice that denies what it said before, or says what it denied: the later word updates its earlier one."""
    last: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda claim: claim.order):
        if not claim.stance or is_harmless(claim):
            continue
        speaker = str(claim.side) if claim.partisan else claim.voice
        former = last.get(speaker)
        if former and is_later_word(former, claim) and denies(read_deed(former), read_deed(claim)):
            yield make_link("updates", "polarity", say_deed(former), say_deed(claim))
        last[speaker] = claim
