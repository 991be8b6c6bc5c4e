"""Events with their statements in, rows for tables of events out; and a list of those that are no event, with why.

A statement counts for an event if it says that something was done: no denial, no plan, demand, threat or fear, no act
of speech. An event that nobody says happened is left out. Who did it and where is what these statements say most often,
of the place what the others say where these do not name it; nothing is filled in that no statement of the event says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec import Struct

from kgbuild.assembly.amounts import read_amounts
from kgbuild.assembly.support import find_stance
from kgbuild.exporters._columns import distinct, known, read_day
from kgbuild.exporters._ordered import Ordered, list_evidence, list_urls
from kgbuild.exporters._wording import list_sayers, name_party
from kgbuild.graph.claim_graph import list_locations, list_parties
from kgbuild.model import Actor, Event, Place, QuantityKind, Statement

_REAL = frozenset({"actual", "ongoing", "historical"})
_WHY = {
    "planned": "only planned", "intended": "only planned", "hypothetical": "only feared or possible",
    "requested": "only demanded", "threatened": "only threatened", "habitual": "told as a habit, not as an event",
}  # fmt: skip
SPEECH = "SAY"


class Toll(Struct, frozen=True):
    """How many were killed, or wounded ...: the fewest and the most that anybody says; an open end is `None`.

    `told` marks that somebody says that people were, with a number or without.
    """

    low: int | None = None
    high: int | None = None
    told: bool = False


class Happening(Struct, frozen=True, kw_only=True):
    """An event as the statements have it that say it happened; `others` are the other statements of the event.

    `at_odds` are the slots in which statements of it contradict each other; `is_whole` marks an event that others are
    part of.
    """

    event: Event
    statements: tuple[Statement, ...]
    others: tuple[Statement, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    place: Place | None
    mode: str | None
    acled: str | None
    cameo: str | None
    at_odds: tuple[str, ...]
    is_whole: bool

    @property
    def day(self) -> str | None:
        """The day it happened, if the statements give one, and one of this calendar."""
        return self.event.earliest if self.span == 1 else None

    @property
    def span(self) -> int | None:
        """On how many days it may have happened; `None` where an end is open, or before the year 1."""
        first, last = read_day(self.event.earliest), read_day(self.event.latest)
        return (last - first).days + 1 if first and last else None

    def count(self, kind: QuantityKind) -> Toll:
        """How many people were killed, wounded ... by the word of anybody."""
        return count_harm((*self.statements, *self.others), kind)

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who printed it or wired it, each once."""
        return distinct(one.article.agency or one.article.publisher for one in self.statements)

    @property
    def year(self) -> int | None:
        """The year, if it is one."""
        first, last = read_day(self.event.earliest), read_day(self.event.latest)
        return first.year if first and last and first.year == last.year else None


class LeftOut(Struct, frozen=True):
    """An event that a table does not hold, and why."""

    event: Event
    statements: tuple[Statement, ...]
    reason: str


def list_happenings(graph: Ordered) -> tuple[list[Happening], list[LeftOut]]:
    """The events that somebody says happened, and those that nobody does, both by id."""
    told = {statement.id: statement for statement in graph.statements()}
    wholes = {event.part_of for event in graph.events()}
    odds: dict[str, set[str]] = defaultdict(set)
    homes = {number: event.id for event in graph.events() for number in event.statements}
    for link in graph.assembled().links:
        if link.kind == "contradicts" and link.first in homes and homes[link.first] == homes.get(link.second):
            odds[homes[link.first]].add(link.slot)
    happenings, left = [], []
    for event in graph.events():
        statements = tuple(told[one] for one in event.statements if one in told)
        deeds = tuple(one for one in statements if why_no_deed(one) is None)
        if deeds:
            rest = tuple(one for one in statements if why_no_deed(one) is not None)
            at_odds = tuple(sorted(odds.get(event.id, ())))
            happenings.append(_make_happening(graph, event, deeds, rest, at_odds, is_whole=event.id in wholes))
        elif statements:
            reasons = Counter(why_no_deed(one) or "" for one in statements)
            left.append(LeftOut(event, statements, "; ".join(sorted(reasons))))
    return happenings, left


def why_no_deed(statement: Statement) -> str | None:
    """Why a statement does not say that something was done; `None` if it does."""
    if statement.action.type == SPEECH:
        return "an act of speech"
    if statement.status == "denied":
        return "denied"
    if statement.polarity == "negative":
        return "said not to have happened"
    return None if statement.modality in _REAL else _WHY.get(statement.modality, statement.modality)


def _make_happening(
    graph: Ordered,
    event: Event,
    deeds: tuple[Statement, ...],
    others: tuple[Statement, ...],
    at_odds: tuple[str, ...],
    *,
    is_whole: bool,
) -> Happening:
    parties: dict[str, dict[str, list[Actor]]] = {"actor": defaultdict(list), "recipient": defaultdict(list)}
    for statement in deeds:
        for slot, iri, actor in list_parties(graph, statement):
            if isinstance(actor, Actor):
                parties[slot][iri].append(actor)
    own = [one for one in deeds if one.action.type == event.type]
    return Happening(
        event=event,
        statements=deeds,
        others=others,
        actors=_rank(parties["actor"]),
        recipients=_rank(parties["recipient"]),
        place=_find_place(graph, event, deeds) or _find_place(graph, event, others),
        mode=_vote(one.action.mode for one in own),
        acled=_vote(one.action.acled for one in own),
        cameo=_vote(one.action.cameo for one in own),
        at_odds=at_odds,
        is_whole=is_whole,
    )


def _find_place(graph: Ordered, event: Event, statements: Iterable[Statement]) -> Place | None:
    """The event's place as these statements tell of it most often: in it, near it, 40 km north of it."""
    if event.place is None:
        return None
    iri = graph.names.base + event.place
    told = [place for one in statements for found, place in list_locations(graph, one) if found == iri]
    counts = Counter((place.relation, place.bearing) for place in told)
    return max(told, key=lambda place: (place.lat is not None, counts[place.relation, place.bearing]), default=None)


def _rank(parties: dict[str, list[Actor]]) -> tuple[Actor, ...]:
    """One record for each identity, the one named most often first; of several records the one that knows most."""
    ranked = sorted(parties.values(), key=len, reverse=True)
    return tuple(max(records, key=_count_known) for records in ranked)


def _count_known(actor: Actor) -> int:
    return sum(value is not None for value in (actor.id, actor.name, actor.country, actor.sector))


def _vote(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def count_harm(statements: Iterable[Statement], kind: QuantityKind) -> Toll:
    """The toll of that kind that the statements of an event give, whoever says so; plans and denials count nobody.

    In one statement counts of several groups add up, and a part is in its whole.
    """
    lows, highs, told = [], [], False
    for statement in statements:
        if statement.modality not in _REAL or statement.status == "denied":
            continue
        counts = [one for one in read_amounts(statement) if one.kind == kind and not one.part]
        everyone = [one for one in counts if one.of == "everyone"]
        words = {one.text: one for one in statement.quantities if one.kind == kind}
        # "About 20" is 20 in a table: the leeway that comparing allows is nobody's word.
        spans = [
            (words[one.text].low, words[one.text].high) if one.text in words else (one.low, one.high)
            for one in everyone[:1] or counts
        ]
        if spans:
            lows.append(_add(low for low, _ in spans))
            highs.append(_add(high for _, high in spans))
        if statement.polarity == "positive":
            told = told or bool(spans) or (statement.action.type, statement.action.mode) == ("CASUALTY", kind)
    floors = [low for low in lows if low is not None]
    most = max((high for high in highs if high is not None), default=None)
    # "At least 20" beside "12": how many at the most, nobody says.
    open_ended = most is None or any(low > most for low in floors)
    return Toll(min(floors, default=None), None if open_ended else most, told)


def _add(bounds: Iterable[float | None]) -> int | None:
    total = 0
    for bound in bounds:
        if bound is None:
            return None
        total += int(bound)
    return total


def describe_standing(happening: Happening) -> dict[str, str | int | tuple[str, ...] | None]:
    """Our own columns, which stand behind those of another table: whose word a row is, and where it can be read."""
    event, statements = happening.event, happening.statements
    # Whoever denies a plan, or says that there is none, says nothing of the event.
    denials = [one for one in happening.others if find_stance(one) == "denies"]
    # "Moscow denied it" is an act of speech.
    denials += [one for one in happening.others if (one.action.type, one.action.mode) == (SPEECH, "deny")]
    return {
        "event": event.id,
        "action": "/".join(known((event.type, happening.mode))),
        "status": tuple(sorted({one.status for one in statements})),
        "claimants": distinct(name for one in statements for name in list_sayers(one)[-1:]),
        "denied_by": distinct(name for one in denials for name in _list_deniers(one)),
        "supporting": event.supporting,
        "denying": event.denying,
        "at_odds": happening.at_odds,
        "earliest": event.earliest,
        "latest": event.latest,
        "statements": tuple(one.id for one in statements),
        "urls": list_urls(statements),
        "evidence": list_evidence(statements),
    }


def _list_deniers(statement: Statement) -> list[str]:
    if statement.action.type == SPEECH:
        return [name_party(actor) for actor in statement.actors]
    return list_sayers(statement)[-1:]
