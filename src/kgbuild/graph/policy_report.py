"""Policies and a graph's events in, how many pass, which, and why the others do not, out: as records and as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from textwrap import fill

import msgspec
from msgspec import Struct

from kgbuild.errors import GraphError
from kgbuild.graph.judgements import shorten_id
from kgbuild.graph.policies import Policy, Verdict, judge_event
from kgbuild.graph.store import Graph
from kgbuild.model import Event

WIDTH = 100
"""Characters of a line of a policy's text."""


class Outcome(Struct, frozen=True, kw_only=True):
    """A policy over the events of a graph. `lacks` counts by requirement the events that do not meet it, `only` those
    that lack nothing else; `passing` are the ids of the others.
    """

    policy: Policy
    events: int
    passing: tuple[str, ...]
    lacks: dict[str, int]
    only: dict[str, int]


def apply_policy(policy: Policy, events: Iterable[Event]) -> Outcome:
    """What a policy makes of these events."""
    verdicts = [judge_event(policy, event) for event in events]
    lacks = Counter(key for verdict in verdicts for key in verdict.lacks)
    only = Counter(key for verdict in verdicts if len(verdict.lacks) == 1 for key in verdict.lacks)
    return Outcome(
        policy=policy,
        events=len(verdicts),
        passing=tuple(sorted(verdict.event.id for verdict in verdicts if verdict.passes)),
        lacks={key: lacks[key] for key in sorted(lacks)},
        only={key: only[key] for key in sorted(only)},
    )


def find_event(graph: Graph, name: str) -> Event:
    """The event of an id or address, or that of a statement.

    Raises:
        GraphError: there is none.
    """
    rest = shorten_id(name, graph.names.base).removeprefix("event/").removeprefix("statement/")
    for event in graph.events():
        if event.id == rest or rest in event.statements:
            return event
    advice = f"'kgbuild policy {graph.path} NAME' lists those that pass a policy"
    raise GraphError(f"{graph.path}: no event '{name}'; {advice}, any query the others.")


def format_outcomes(outcomes: Iterable[Outcome]) -> str:
    """A line for each policy."""
    rows = [(one.policy.name, f"{len(one.passing):,} of {one.events:,}", one.policy.title) for one in outcomes]
    width = max((len(row[0]) for row in rows), default=0)
    count = max((len(row[1]) for row in rows), default=0)
    return "".join(f"{name.ljust(width)}  {passing.rjust(count)}  {title}\n" for name, passing, title in rows)


def format_outcome(outcome: Outcome, events: Sequence[Event], labels: Mapping[str, str], *, show: int) -> str:
    """One policy in full: its text, what keeps how many events out, and the first `show` that pass."""
    policy = outcome.policy
    lines = [f"{policy.name}: {policy.title}", "", fill(policy.text, WIDTH), ""]
    lines.append(f"{len(outcome.passing):,} of {outcome.events:,} events pass.")
    if outcome.lacks:
        lines += ["", "What the others lack (in brackets: nothing else):"]
        width = max(map(len, outcome.lacks))
        lines += [
            f"  {key.ljust(width)}  {count:,} ({outcome.only.get(key, 0):,})" for key, count in outcome.lacks.items()
        ]
    passing = set(outcome.passing)
    shown = sorted((event for event in events if event.id in passing), key=lambda one: (-one.supporting, one.id))[:show]
    if shown:
        lines += ["", "Those that pass" + (f", the first {len(shown):,}" if len(shown) < len(passing) else "") + ":"]
        lines += [f"  {event.id}  {describe_event(event, labels)}" for event in shown]
    return "\n".join(lines) + "\n"


def describe_event(event: Event, labels: Mapping[str, str]) -> str:
    """What, where, when, and how many say so."""
    where = None if event.place is None else labels.get(event.place, event.place)
    days = event.earliest if event.earliest == event.latest else f"{event.earliest or '..'}/{event.latest or '..'}"
    head = " ".join(part for part in (event.type, where and f"in {where}", days) if part)
    deny = "denies" if event.denying == 1 else "deny"
    denied = f", {event.denying} {deny} it ({', '.join(event.denying_sides)})" if event.denying else ""
    sides = f" ({', '.join(event.sides)})" if event.sides else ""
    plural = "source says" if event.supporting == 1 else "sources say"
    return f"{head}: {event.supporting} {plural} so{sides}{denied}"


def format_verdict(policy: Policy, verdict: Verdict, labels: Mapping[str, str]) -> str:
    """Whether one event passes, and what it lacks."""
    head = f"{verdict.event.id}  {describe_event(verdict.event, labels)}\n"
    if verdict.passes:
        return f"{head}passes '{policy.name}': {policy.title}.\n"
    lines = "".join(f"  {key}: {what}\n" for key, what in verdict.lacks.items())
    return f"{head}does not pass '{policy.name}':\n{lines}"


def encode_outcomes(outcomes: Iterable[Outcome]) -> str:
    """The outcomes as JSON."""
    return msgspec.json.format(msgspec.json.encode(list(outcomes)), indent=1).decode() + "\n"


def encode_verdicts(verdicts: Iterable[tuple[Policy, Verdict]]) -> str:
    """What policies say of one event as JSON."""
    rows = [
        {"policy": policy.name, "event": verdict.event.id, "passes": verdict.passes, "lacks": dict(verdict.lacks)}
        for policy, verdict in verdicts
    ]
    return msgspec.json.format(msgspec.json.encode(rows), indent=1).decode() + "\n"
