"""Claims of one event, or of a block of neighbouring events, in; how their statements bear on each other out.

Three kinds of links. `contradicts`: two voices say what cannot both be so. `updates`: a later word takes the place of
an earlier one (a toll that rose, a voice that corrects itself). `corroborates`: an independent source and another voice
say the same. Copies of one text neither corroborate nor contradict each other, and no word is wrong for being old.
Each source speaks once for what it says, so links grow with claims times values and never with pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kgbuild.assembly.blocks import ARTICLE, ATTACK, HOLDING, block_keys
from kgbuild.assembly.claims import Claim
from kgbuild.assembly.corroboration import link_support
from kgbuild.assembly.denials import link_denials, link_turns
from kgbuild.assembly.disputes import link_days, link_perpetrators, link_places, link_targets
from kgbuild.assembly.follow_up import link_answers
from kgbuild.assembly.holdings import LASTING, link_holders, read_holdings
from kgbuild.assembly.tolls import link_tolls
from kgbuild.model import Link


def link_statements(claims: Iterable[Claim]) -> list[Link]:
    """All links among these claims, sorted: those inside each event, and those inside each block of neighbours."""
    events: dict[str, list[Claim]] = defaultdict(list)
    blocks: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.type != "SAY":
            events[claim.event].append(claim)
        for key in block_keys(claim):
            blocks[key].append(claim)
    return merge_links(
        [link for members in events.values() for link in link_event(members)]
        + [link for key, members in blocks.items() for link in link_block(key, members)]
    )


def link_event(claims: Iterable[Claim]) -> list[Link]:
    """The links among the claims of one event, sorted."""
    told = sorted(claims, key=lambda claim: claim.order)
    if len(told) < 2:
        return []
    links = [*link_tolls(told), *link_support(told)]
    if any(claim.type not in LASTING for claim in told):
        links += [
            *link_denials(told, same_event=True),
            *link_turns(told),
            *link_perpetrators(told, same_event=True),
            *link_targets(told),
        ]
    elif not all(read_holdings(claim) for claim in told):
        links += link_denials(told, same_event=True)  # what holdings compare by its place has none here
    return merge_links([*links, *link_days(told), *link_places(told)])


def link_block(key: str, claims: Iterable[Claim]) -> list[Link]:
    """The links among the claims of a block, those of `block_keys`, sorted; claims of one event give theirs there."""
    told = sorted(claims, key=lambda claim: claim.order)
    if len(told) < 2:
        return []
    if key.startswith(HOLDING):
        return merge_links(link_holders(told, key.removeprefix(HOLDING)))
    events = {claim.id: claim.event for claim in told}
    links = [
        link
        for link in (
            *link_denials(told, same_event=False),
            *link_perpetrators(told, same_event=False),
            *(link_targets(told, same_event=False) if key.startswith(ATTACK) else ()),
        )
        if events[link.first] != events[link.second]
    ]
    return merge_links([*links, *(link_answers(told) if key.startswith(ARTICLE) else ())])


def merge_links(links: Iterable[Link]) -> list[Link]:
    """Links without doubles, sorted; of two that differ in their reason alone the smaller one."""
    kept: dict[tuple[str, str, str, str], Link] = {}
    for link in sorted(links):
        kept.setdefault((link.first, link.second, link.kind, link.slot), link)
    return sorted(kept.values())
