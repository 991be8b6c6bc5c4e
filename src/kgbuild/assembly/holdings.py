"""Claims on who holds a place in, holdings and the links between those that dispute each other out.

A holding is one claim's word that somebody has a place, or has it no more, from a day on. Near a place is not the
place, and a plan to take it is no holding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import Literal

from msgspec import Struct

from kgbuild.assembly.amounts import find_head
from kgbuild.assembly.claims import Claim, Site, is_later_word, may_differ
from kgbuild.assembly.knowledge import load_knowledge
from kgbuild.assembly.linking import count_days, make_link, name_parties
from kgbuild.assembly.pairing import CHOICES
from kgbuild.assembly.parties import Party, are_one, name_band
from kgbuild.model import Level, Link, LinkKind, Polarity

LEAVES = frozenset({("MOVE", "withdraw"), ("RETREAT", "withdraw")})
LASTING = frozenset({"CONTROL", "PRESENCE", "MOVE", "RETREAT"})
"""Types whose disagreement, if any, is on who holds a place."""
CHANGES = frozenset({"capture", "lose"})
"""Modes by which a place changes hands; the others tell of a state that was there before."""


class Holding(Struct, frozen=True):
    """That `holder` is at `place` (polarity positive) or not (negative), by its type and mode.

    `spot` is the place by its point where it has one: gazetteers hold a town twice, as a town and as its district.
    `since` is the first day that it is said of, or the day on which it was said where the words give none.
    """

    place: str
    spot: str
    place_name: str
    holder: Party | None
    polarity: Polarity
    type: Literal["CONTROL", "PRESENCE"]
    mode: str | None
    since: str | None
    claim: Claim


def read_holdings(claim: Claim) -> list[Holding]:
    """What a claim says of who is where; nothing where it is planned, nearby, or about something else.

    A denied loss says that the loser still holds the place; a denied capture that the taker does not, and of no other.
    """
    if claim.type not in {"CONTROL", "PRESENCE"} and (claim.type, claim.mode) not in LEAVES and not drives_out(claim):
        return []
    stance = claim.stance
    if not stance:
        return []
    sites = _choose_sites(claim)
    holdings: list[Holding] = []
    for holder, polarity, kind, mode in _read_holders(claim, stance):
        since = (claim.latest if _lasts(claim) else claim.earliest) or claim.latest or claim.day
        holdings += [
            Holding(site.key, name_spot(site), site.name, holder, polarity, kind, mode, since, claim) for site in sites
        ]
    return holdings


Word = tuple[Party | None, Polarity, Literal["CONTROL", "PRESENCE"], str | None]


def _read_holders(claim: Claim, stance: int) -> list[Word]:
    yes: Polarity = "positive" if stance > 0 else "negative"
    no: Polarity = "negative" if stance > 0 else "positive"
    if (claim.type, claim.mode) in LEAVES:
        return [(party, no, "PRESENCE", None) for party in claim.actors]
    if drives_out(claim):
        return [(party, no, "PRESENCE", None) for party in claim.recipients]
    if claim.type == "PRESENCE":
        return [(party, yes, "PRESENCE", claim.mode) for party in claim.actors]
    if claim.mode == "contest":
        return [(None, yes, "CONTROL", "contest")]
    if claim.mode == "lose":
        lost: list[Word] = [(party, no, "CONTROL", "lose" if stance > 0 else "hold") for party in claim.actors]
        taken: list[Word] = [(party, yes, "CONTROL", "capture") for party in claim.recipients]
        return lost + taken or _read_own_loss(claim, no)
    nobody = load_knowledge().control.neither
    holders = [_name_own(claim) if _is_own(claim, party) else party for party in claim.actors]
    return [(None if find_head(party.words) in nobody else party, yes, "CONTROL", claim.mode) for party in holders]


def drives_out(claim: Claim) -> bool:
    """Whether somebody is driven out of a place, which he has no more: "had driven the infantry out of the plant"."""
    if claim.type != "ASSAULT" or not claim.recipients:
        return False
    first, *rest = claim.trigger.casefold().split() or [""]
    driven = load_knowledge().control.driven
    return first in driven and ("out" in rest or "from" in rest)


def _is_own(claim: Claim, party: Party) -> bool:
    """Whether a side that says "units hold the plant" can mean none but its own."""
    if not claim.partisan or claim.mode != "hold" or party.is_known:
        return False
    return party.words.casefold() in load_knowledge().control.ours


def _lasts(claim: Claim) -> bool:
    """Whether a place has been held up to the day on which it is said: "since November"."""
    return claim.mode == "hold" and claim.latest is not None and claim.latest == claim.day


def _read_own_loss(claim: Claim, no: Polarity) -> list[Word]:
    """A side's word that ground "has been lost" or "has not fallen": its own, where nobody else is named.

    Which side a town fell to its fall alone does not tell.
    """
    fell = find_head(claim.trigger) in load_knowledge().control.fell
    if not claim.partisan or claim.side is None or (claim.stance > 0 and fell):
        return []
    return [(_name_own(claim), no, "CONTROL", "lose" if no == "negative" else "hold")]


def _name_own(claim: Claim) -> Party:
    """The forces of the side that speaks."""
    side = str(claim.side)
    state = len(side) == _CODE and side.isupper()
    return Party(
        key=claim.voice,
        name=claim.voice_name,
        kind="armed_force" if state else "armed_group",
        country=side if state else None,
        words="government" if state else claim.voice_name,
    )


_CODE = 3
"""Letters of a country's code."""


def name_spot(site: Site) -> str:
    """The point of a place to about a kilometre, its key where it has none."""
    return site.key if site.lat is None or site.lon is None else f"{site.lat:.2f} {site.lon:.2f}"


def _choose_sites(claim: Claim) -> list[Site]:
    """The narrowest places: the town and not its province, the airport and not its town."""
    leaves = (claim.type, claim.mode) in LEAVES
    sites = [site for site in claim.sites if site.at or (leaves and site.relation == "from" and not site.beside)]
    ranks = {site: _RANKS.get(site.level, 1) for site in sites}
    narrowest = min(ranks.values(), default=0)
    return list({site.key: site for site, rank in sorted(ranks.items(), key=repr) if rank == narrowest}.values())


_RANKS: dict[Level | None, int] = {
    "feature": 0,
    "settlement": 1,
    None: 1,
    "admin2": 2,
    "admin1": 3,
    "area": 3,
    "country": 4,
}


# Links


def link_holders(claims: Iterable[Claim], place: str) -> Iterator[Link]:
    """Links between the words on one place: who disputes whose hold, and which word a later capture overtakes."""
    recent: dict[Hashable, list[Holding]] = defaultdict(list)
    for holding in _represent(claims, place):
        for content in sorted(recent, key=repr):
            if excludes(recent[content][-1], holding):
                yield from _link_to_latest(recent[content], holding)
        held = recent[_name_word(holding)]
        others = [one for one in held if one.claim.voice != holding.claim.voice]
        held[:] = [*others[-CHOICES + 1 :], holding]


def _represent(claims: Iterable[Claim], place: str) -> list[Holding]:
    """The earliest of each source, content and day, in the order of days; only what names a holder by its side."""
    kept: dict[Hashable, Holding] = {}
    for claim in sorted(claims, key=lambda claim: claim.order):
        for holding in read_holdings(claim):
            if (
                place in {holding.place, holding.spot}
                and holding.since is not None
                and _is_told(holding)
                and not _is_vague(claim)
            ):
                kept.setdefault((claim.source, _name_word(holding), holding.since), holding)
    return sorted(kept.values(), key=lambda holding: (holding.since or "", holding.claim.order))


def _is_told(holding: Holding) -> bool:
    return holding.holder is None or holding.holder.is_known or name_band(holding.holder) is not None


def _is_vague(claim: Claim) -> bool:
    both = claim.earliest is not None and claim.latest is not None and not _lasts(claim)
    return both and count_days(str(claim.earliest), str(claim.latest)) > load_knowledge().days.standing


def _name_word(holding: Holding) -> Hashable:
    """As `name_content`; "has not fallen" is a word of its own beside "soldiers hold the town"."""
    return name_content(holding), holding.claim.stance < 0


def name_content(holding: Holding) -> tuple[str, Polarity, str, bool]:
    """What a holding says, whoever says it in whatever words."""
    party = holding.holder
    name = "" if party is None else (name_band(party) or party.key)
    return name, holding.polarity, holding.type, holding.mode == "contest"


def excludes(one: Holding, other: Holding) -> bool:
    """Whether the two cannot both be so on one day."""
    if "contest" in {one.mode, other.mode}:
        return False
    if one.polarity == other.polarity:
        return one.polarity == "positive" and one.type == other.type == "CONTROL" and _differ(one.holder, other.holder)
    no, yes = (one, other) if one.polarity == "negative" else (other, one)
    if no.holder is None:
        return yes.holder is not None and yes.type == "CONTROL"
    if no.type == "CONTROL" and yes.type == "PRESENCE":
        return False  # Who lost a town may be in it yet.
    return yes.holder is not None and is_same_holder(no.holder, yes.holder)


def is_same_holder(one: Party, other: Party) -> bool:
    """Whether two parties are one for certain, by name or as the only army that the words can mean."""
    return are_one(one, other) is True or (name_band(one) is not None and name_band(one) == name_band(other))


def _differ(one: Party | None, other: Party | None) -> bool:
    return one is not None and other is not None and are_one(one, other) is False


def _link_to_latest(earlier: Iterable[Holding], holding: Holding) -> Iterator[Link]:
    """The link to the latest of these words that the holding can be held against."""
    for former in sorted(earlier, key=lambda one: (one.since or "", one.claim.order), reverse=True):
        kind = _judge(former, holding)
        if kind is not None:
            yield make_link(kind, "control", _say(former), _say(holding))
            return


def _judge(former: Holding, holding: Holding) -> LinkKind | None:
    """A capture that is later by the words is the next turn; a place still held after another took it is a dispute."""
    one, other = former.claim, holding.claim
    gap = count_days(former.since or "", holding.since or "")
    leaves = (other.type, other.mode) in LEAVES or drives_out(other)
    changes = other.stance == 1 and (holding.mode in CHANGES or leaves)
    again = find_head(other.trigger) in load_knowledge().control.again
    turns = changes and (again or (gap > 0 and other.dated and other.earliest is not None))
    if is_later_word(one, other):
        # of one side, a voice that still sees it where another told of a change disputes that voice
        if one.voice == other.voice or changes or former.mode not in CHANGES:
            return "updates"
    elif not may_differ(one, other):
        return None
    if turns or (changes and gap > load_knowledge().days.attack):
        return "updates" if one.order < other.order else None
    return "contradicts" if gap <= load_knowledge().days.standing else None


def _say(holding: Holding) -> tuple[Claim, str]:
    who = "nobody" if holding.holder is None else name_parties([holding.holder])
    verb = "holds" if holding.type == "CONTROL" else "is in"
    if holding.mode == "capture" and holding.polarity == "positive":
        verb = "has taken"
    if holding.polarity == "positive" or holding.holder is None:
        return holding.claim, f"{who} {verb} {holding.place_name}"
    return holding.claim, f"{who} {_NOT[verb]} {holding.place_name}"


_NOT = {"holds": "does not hold", "is in": "is not in"}
