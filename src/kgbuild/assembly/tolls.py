"""Claims of one event in, links between the numbers that they give out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kgbuild.assembly.amounts import ARMED, EVERYONE, FIGHTERS, PEOPLE, Amount, compare_amounts, grows, supports
from kgbuild.assembly.claims import REAL, Claim, are_independent, is_later_word, speaks_for
from kgbuild.assembly.knowledge import load_knowledge
from kgbuild.assembly.linking import make_link
from kgbuild.assembly.pairing import Holding, pair_up, represent
from kgbuild.assembly.parties import are_others, share_one
from kgbuild.model import Link

Count = Holding[Amount]


def link_tolls(claims: Iterable[Claim]) -> Iterator[Link]:
    """Links between the counts of each kind: killed, wounded, displaced ..."""
    for kind, counts in sorted(_collect(claims).items()):
        yield from _contradict(kind, counts)
        yield from _update(kind, counts)
        yield from _corroborate(kind, counts)


def _collect(claims: Iterable[Claim]) -> dict[str, list[Count]]:
    """By kind the whole counts; of several that one voice gives in one article the largest, which holds the others."""
    largest: dict[tuple[str, str, str, str], Count] = {}
    for claim in sorted(claims, key=lambda claim: claim.order):
        if claim.modality not in REAL or claim.status == "disputed":
            continue
        for amount in claim.amounts:
            key = (amount.kind, amount.of, claim.article, claim.voice)
            if not amount.part and (key not in largest or _size(amount) > _size(largest[key][0])):
                largest[key] = (amount, claim)
    by_kind: dict[str, list[Count]] = defaultdict(list)
    for (kind, *_), count in largest.items():
        by_kind[kind].append(count)
    return by_kind


def _size(amount: Amount) -> float:
    return amount.low if amount.low is not None else amount.high or 0


Admitted = tuple[Amount, str | None]
"""A count, and whose it is where that side counts nobody but the enemy's fighters."""


def _contradict(kind: str, counts: Sequence[Count]) -> Iterator[Link]:
    """Counts that cannot both hold, unless the later one is what became of the earlier one.

    Weapons, ground and money are counted of somebody: two voices have to name one actor to differ.
    """
    counted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for amount, claim in counts:
        counted[claim.article, claim.voice].add(amount.of)
    told = [
        ((amount, claim.side if claim.partisan and _admits(counted[claim.article, claim.voice]) else None), claim)
        for amount, claim in counts
    ]
    for ((before, _), earlier), ((after, _), later) in pair_up(told, _clash):
        if kind not in PEOPLE and not share_one(earlier.actors, later.actors):
            continue
        excluded = compare_amounts(before, after) is not None
        if not _replaces((before, earlier), (after, later)) and (excluded or earlier.side != later.side):
            yield make_link("contradicts", kind, _say((before, earlier)), _say((after, later)))


def _admits(counted: set[str]) -> bool:
    """Whether a voice counts nobody but the enemy's fighters, or nobody but "worshippers", who are all its dead."""
    known = {*load_knowledge().populations.values(), EVERYONE} - {FIGHTERS}
    return len(counted) == 1 and counted.isdisjoint(known)


def _clash(one: Admitted, other: Admitted) -> bool:
    """Whether two counts exclude each other, by their numbers or by whom a side admits to have been hit.

    To "11 fighters" of a side that counts nobody else, "33 people" of others is another toll, and so is "3 herders".
    To its "three worshippers" alone "13 people" is.
    """
    if compare_amounts(one[0], other[0]) in {"more", "fewer"}:
        return True
    for (amount, side), (rival, rivals) in ((one, other), (other, one)):
        if side is None or amount.part or rival.part or amount.high is None:
            continue
        if rivals is None and rival.of == EVERYONE and (rival.low or 0) > amount.high:
            return True
        if amount.of == FIGHTERS and rival.of not in {EVERYONE, *ARMED}:
            return True
    return False


def _replaces(one: Count, other: Count) -> bool:
    """Whether the later count is a toll that rose: said on a later day, higher, and not by the enemy."""
    (before, earlier), (after, later) = one, other
    return (
        compare_amounts(before, after) == "more"
        and earlier.day is not None
        and later.day is not None
        and earlier.day < later.day
        and not are_opposed(earlier, later)
    )


def are_opposed(one: Claim, other: Claim) -> bool:
    """Whether the two speak for different sides, blame two, or one of them counts those whom its own side hit."""
    sides = one.partisan and other.partisan and one.side != other.side
    return sides or _boasts(one) != _boasts(other) or are_others(one.actors, other.actors)


def _boasts(claim: Claim) -> bool:
    return any(speaks_for(claim, party) for party in claim.actors)


def _update(kind: str, counts: Sequence[Count]) -> Iterator[Link]:
    """From each source's count to the one that it replaces: its own last one, else the last that it goes beyond."""
    latest: dict[tuple[object, ...], Count] = {}
    own: dict[tuple[str, str], Count] = {}
    for amount, claim in represent(counts):
        speaker = str(claim.side) if claim.partisan else claim.voice
        former = own.get((speaker, amount.of)) or own.get((speaker, _NOBODY))
        if former is None or not _is_revised(former, (amount, claim)):
            earlier = [count for count in latest.values() if _goes_beyond(count, (amount, claim))]
            former = max(earlier, key=lambda count: (count[1].day or "", _size(count[0]), count[1].order), default=None)
        if former is not None:
            yield make_link("updates", kind, _say(former), _say((amount, claim)))
        own[speaker, _NOBODY if amount.high == 0 else amount.of] = (amount, claim)
        latest[amount.of, amount.low, amount.high] = (amount, claim)


_NOBODY = "nobody"
"""Who says that nobody was hurt counts whomever it counts later."""


def _is_revised(one: Count, other: Count) -> bool:
    """Whether one voice gives another number later; in one article it rather counts something else."""
    (before, earlier), (after, later) = one, other
    return (
        is_later_word(earlier, later)
        and (before.low, before.high) != (after.low, after.high)
        and compare_amounts(before, after) is not None
    )


def _goes_beyond(one: Count, other: Count) -> bool:
    (before, earlier), (after, later) = one, other
    return (
        earlier.voice != later.voice
        and earlier.article != later.article
        and earlier.lineage != later.lineage
        and earlier.day is not None
        and later.day is not None
        and earlier.day < later.day
        and not are_opposed(earlier, later)
        and (
            compare_amounts(before, after) == "more"
            or (compare_amounts(before, after) == "compatible" and grows(before, after))
        )
    )


def _corroborate(kind: str, counts: Sequence[Count]) -> Iterator[Link]:
    """From each independent source's first count to the earliest compatible one of another voice."""
    firsts: dict[tuple[object, ...], Count] = {}
    done: set[tuple[str, str]] = set()
    for amount, claim in represent(counts):
        for before, earlier in firsts.values():
            if (
                (claim.lineage, amount.of) not in done
                and are_independent(earlier, claim)
                and supports(before, amount)
                and not _goes_beyond((before, earlier), (amount, claim))
            ):
                yield make_link("corroborates", kind, _say((before, earlier)), _say((amount, claim)))
                done.add((claim.lineage, amount.of))
        firsts.setdefault((amount.of, amount.low, amount.high), (amount, claim))


def _say(count: Count) -> tuple[Claim, str]:
    amount, claim = count
    whom = "" if amount.of == EVERYONE else f" {amount.of}"
    return claim, f"{amount.text}{whom} {amount.kind}"
