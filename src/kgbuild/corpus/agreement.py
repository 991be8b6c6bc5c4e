"""Two readings of one report in, how far they agree in each layer out: two annotators, or an annotator and the tool."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TypeVar

from kgbuild.corpus.marks import AttributionMark, EventMark, MarkedReport, Role, overlap
from kgbuild.evaluation.scores import Tally
from kgbuild.model import Mention

T = TypeVar("T")

LAYERS = (
    "triggers", "modes", "standing", "arguments", "cues", "sources", "contents", "actors", "chains", "places", "dates",
    "counts",
)  # fmt: skip


def compare_readings(wanted: MarkedReport, given: MarkedReport) -> dict[str, Tally]:
    """For each layer what both readings have, what one gives and what the other wants.

    Triggers agree if they overlap and have one type; modes and standing are those of agreeing triggers; an argument
    agrees if it stands in the same role of such a trigger, and its words overlap. Cues agree by overlap, sources and
    contents by overlap within agreeing cues. Two mentions of actors are a link where they share a chain.
    """
    events = _pair(wanted.events, given.events, _is_same_event, lambda one: one.trigger)
    cues = _pair(wanted.attributions, given.attributions, _always, lambda one: one.cue)
    roles = [_pair(one.roles, other.roles, _is_same_role, lambda role: role.words) for one, other in events]
    sources = [(one, other) for one, other in cues if one.source and other.source]
    actors = _pair(wanted.actors, given.actors, _always, lambda one: one.words)
    found = {
        "triggers": Tally(len(events), len(given.events), len(wanted.events)),
        "modes": _same(events, lambda one: one.mode),
        "standing": _same(events, lambda one: (one.polarity, one.modality)),
        "arguments": Tally(sum(map(len, roles)), _roles(given.events), _roles(wanted.events)),
        "cues": Tally(len(cues), len(given.attributions), len(wanted.attributions)),
        "sources": Tally(
            sum(overlap(one.source, other.source) for one, other in sources if one.source and other.source),
            sum(one.source is not None for one in given.attributions),
            sum(one.source is not None for one in wanted.attributions),
        ),
        "contents": Tally(sum(_is_said(*pair) for pair in cues), len(given.attributions), len(wanted.attributions)),
        "actors": Tally(len(actors), len(given.actors), len(wanted.actors)),
        "chains": _links([(one.chain, other.chain) for one, other in actors]),
    }
    for layer, same in (("places", "usage"), ("dates", "value"), ("counts", "kind")):
        ones, others = getattr(wanted, layer), getattr(given, layer)
        pairs = _pair(ones, others, _has_same(same), lambda one: one.words)
        found[layer] = Tally(len(pairs), len(others), len(ones))
    return found


def add_readings(readings: Iterable[dict[str, Tally]]) -> dict[str, Tally]:
    """The tallies of several reports together, layer by layer."""
    total = dict.fromkeys(LAYERS, Tally())
    for reading in readings:
        for layer, tally in reading.items():
            total[layer] += tally
    return total


def _pair(
    wanted: Sequence[T], given: Sequence[T], is_same: Callable[[T, T], bool], words: Callable[[T], Mention]
) -> list[tuple[T, T]]:
    """Marks of two readings one to one: those of the same words first, then those that overlap, in text order."""
    pairs: list[tuple[T, T]] = []
    left, right = list(wanted), list(given)
    for fits in (lambda a, b: (a.start, a.end) == (b.start, b.end), overlap):
        for one in list(left):
            other = next((o for o in right if fits(words(one), words(o)) and is_same(one, o)), None)
            if other is not None:
                pairs.append((one, other))
                left.remove(one)
                right.remove(other)
    return pairs


def _always(*_: object) -> bool:
    return True


def _is_same_event(one: EventMark, other: EventMark) -> bool:
    return one.type == other.type


def _is_same_role(one: Role, other: Role) -> bool:
    return one.name == other.name and one.relation == other.relation


def _has_same(name: str) -> Callable[[object, object], bool]:
    return lambda one, other: bool(getattr(one, name) == getattr(other, name))


def _same(pairs: Sequence[tuple[EventMark, EventMark]], value: Callable[[EventMark], object]) -> Tally:
    return Tally(sum(value(one) == value(other) for one, other in pairs), len(pairs), len(pairs))


def _roles(events: Iterable[EventMark]) -> int:
    return sum(len(event.roles) for event in events)


def _is_said(one: AttributionMark, other: AttributionMark) -> bool:
    """Whether two contents share at least half of the words of both."""
    first, second = (set(chain.from_iterable(range(c.start, c.end) for c in mark.content)) for mark in (one, other))
    return 2 * len(first & second) >= max(len(first), len(second)) > 0


def _links(chains: Sequence[tuple[str, str]]) -> Tally:
    """Pairs of mentions in one chain, of the mentions that both readings have."""
    both = given = wanted = 0
    for number, (one, other) in enumerate(chains):
        for earlier, late in chains[:number]:
            wanted += one == earlier
            given += other == late
            both += one == earlier and other == late
    return Tally(both, given, wanted)
