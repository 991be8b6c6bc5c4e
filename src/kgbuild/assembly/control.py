"""Claims on who holds or is in a place in, dated states out, as each side tells them; and the states of a day.

A state lasts until the side whose word it is says otherwise: never because another side does, and never by its age.
Those who are on no side speak each for themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct, field

from kgbuild.assembly.claims import SCENE, Claim
from kgbuild.assembly.holdings import Holding, excludes, name_content, read_holdings
from kgbuild.assembly.keys import digest
from kgbuild.model import ControlState

UNKNOWN = "unknown"
"""The side of officials of whom the text does not tell which state they serve."""


class _Span(Struct):
    """A state while it is being put together; `voice` is who says it where that is not a side."""

    first: Holding
    until: str | None = None
    claims: list[Claim] = field(default_factory=list)


def make_states(claims: Iterable[Claim]) -> list[ControlState]:
    """The states that these claims tell of, sorted by id; for one place or for any number of them."""
    told: dict[tuple[str, str, str], list[Holding]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.order):
        side = claim.side or UNKNOWN
        for holding in read_holdings(claim):
            if holding.place.startswith(SCENE):
                continue  # an area without a name: no place that a state could be of
            if _is_own(holding) and claim.speaker is None:
                continue  # the side of an outlet's own voice: no node of the graph, so no state can name it
            told[holding.place, side, "" if claim.partisan else claim.voice].append(holding)
    spans: dict[tuple[str, str], list[_Span]] = defaultdict(list)
    for (place, side, _), holdings in sorted(told.items()):
        spans[place, side] += _follow(holdings)
    states = [_make_state(span, side) for (_, side), found in spans.items() for span in _merge(found)]
    return sorted(states, key=lambda state: state.id)


def claims_on(day: str, states: Iterable[ControlState]) -> list[ControlState]:
    """The states that are claimed on a day, sorted by place, side and id.

    A state counts from the first day on which it may have begun, and no more from the day on which its side says
    otherwise; one without any day counts on none.
    """
    standing = [
        state
        for state in states
        if (since := state.earliest or state.latest) is not None
        and since <= day
        and (state.until is None or day < state.until)
    ]
    return sorted(standing, key=lambda state: (state.place, state.side, state.id))


def _follow(holdings: Iterable[Holding]) -> list[_Span]:
    """One voice's words on one place, in the order of the days that they are about."""
    ordered = sorted(holdings, key=lambda holding: (holding.since is None, holding.since or "", holding.claim.order))
    done: list[_Span] = []
    current: dict[tuple[object, ...], _Span] = {}
    for holding in ordered:
        content = name_content(holding)
        if holding.since is None:
            done.append(_Span(holding, None, [holding.claim]))
            continue
        for other in [other for other, span in current.items() if _ends(holding, span.first)]:
            span = current.pop(other)
            span.until = holding.since
            done.append(span)
        current.setdefault(content, _Span(holding)).claims.append(holding.claim)
    return done + list(current.values())


def _ends(holding: Holding, former: Holding) -> bool:
    """Whether a side's new word takes the place of its former one: another holder, none, or a fight for the place."""
    contested = {holding.mode == "contest", former.mode == "contest"}
    if contested == {True, False}:
        return holding.type == former.type == "CONTROL"
    return excludes(former, holding)


def _merge(spans: Iterable[_Span]) -> list[_Span]:
    """Voices of no side that say the same until the same day share a state, from the earliest of their days."""
    merged: dict[tuple[object, ...], _Span] = {}
    for span in sorted(spans, key=lambda span: (span.first.since or "", span.first.claim.order)):
        key = (name_content(span.first), span.until, span.first.since is None)
        if key in merged and not span.first.claim.partisan:
            merged[key].claims += span.claims
        else:
            merged[(*key, span.first.claim.id) if key in merged else key] = span
    return list(merged.values())


def _is_own(holding: Holding) -> bool:
    """Whether it is held by who says so."""
    return holding.holder is not None and holding.holder.key == holding.claim.voice


def _make_state(span: _Span, side: str) -> ControlState:
    first = span.first
    claim = first.claim
    # A voice goes by its name, which tells the same one in other reports; the graph has a node for each.
    holder = claim.speaker if _is_own(first) else None if first.holder is None else first.holder.key
    dated = claim.earliest is not None or claim.latest is not None
    return ControlState(
        id="c" + digest(first.place, side, holder or "", first.type, first.polarity, first.mode or "", claim.id),
        place=first.place,
        holder=holder,
        type=first.type,
        mode=first.mode,
        side=side,
        earliest=claim.earliest,
        latest=claim.latest if dated else claim.day,
        until=span.until,
        statements=tuple(sorted({claim.id for claim in span.claims})),
        polarity=first.polarity,
    )
