"""Claims of one event in, links between independent sources that bear each other out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kgbuild.assembly.amounts import name_target
from kgbuild.assembly.claims import NARROW, Claim, are_independent
from kgbuild.assembly.holdings import LASTING, name_content, read_holdings
from kgbuild.assembly.linking import make_link, name_deed, name_parties
from kgbuild.model import Link


def link_support(claims: Iterable[Claim]) -> Iterator[Link]:
    """From each independent source to the earliest that says the same: that it happened, who did it, to what, where."""
    told: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.order):
        if claim.stance == 1:
            for slot, values in _list_values(claim).items():
                for value in values:
                    told[slot, value].append(claim)
    for (slot, _), group in sorted(told.items()):
        for one, other in _pair_with_first(group):
            yield make_link("corroborates", slot, (one, _say(one, slot)), (other, _say(other, slot)))


def _list_values(claim: Claim) -> dict[str, set[str]]:
    """What a claim can be borne out in: of who holds a place in that alone."""
    if claim.type in LASTING:
        return {"control": {f"{holding.place} {name_content(holding)}" for holding in read_holdings(claim)}}
    return {
        "polarity": {""},
        "actor": {party.key for party in claim.actors if party.is_known},
        "recipient": {kind for party in claim.recipients if (kind := name_target(party.words))},
        "place": {site.key for site in claim.sites if site.level in NARROW},
    }


def _say(claim: Claim, slot: str) -> str:
    match slot:
        case "actor":
            return f"{name_parties(claim.actors)} did it ('{claim.trigger}')"
        case "recipient":
            return f"the target was {name_parties(claim.recipients)}"
        case "place":
            return f"it was {' and '.join(f'{site.relation} {site.name}' for site in claim.sites)}"
        case _:
            return f"'{name_deed(claim)}'"


def _pair_with_first(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Each lineage's first claim of another voice, with the earliest claim of all."""
    first: Claim | None = None
    seen: set[str] = set()
    for claim in claims:
        first = first or claim
        if claim.lineage not in seen and are_independent(first, claim):
            seen.add(claim.lineage)
            yield first, claim
