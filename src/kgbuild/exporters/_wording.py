"""A statement in, one line out that says who says what of whom, so that nobody takes a claim for what happened."""

from __future__ import annotations

from kgbuild.exporters._ordered import name_actor
from kgbuild.exporters._views.facts import name_days, name_place
from kgbuild.model import Actor, Claimant, Place, Statement, When


def list_sayers(statement: Statement) -> list[str]:
    """Who says so, outermost first: the outlet, then the claimants that it quotes; never empty."""
    outlet = statement.article.agency or statement.article.publisher or "an article"
    names = [claimant.name for claimant in statement.claimants]
    return names if names[:1] == [outlet] else [outlet, *names]


def describe_deed(statement: Statement) -> str:
    """What is said: `not ASSAULT (planned), by Rebels, against people, in Goma, 2025-03-02`."""
    action = "/".join(part for part in (statement.action.type, statement.action.mode) if part)
    parts = [f"{'not ' if statement.polarity == 'negative' else ''}{action}"]
    if statement.modality != "actual":
        parts[0] += f" ({statement.modality})"
    for word, actors in (("by", statement.actors), ("against", statement.recipients)):
        if actors:
            parts.append(f"{word} {', '.join(name_party(actor) for actor in actors)}")
    parts += [f"{place.relation} {_describe_place(place)}" for place in statement.locations]
    if statement.date is not None:
        parts.append(describe_date(statement.date))
    return ", ".join(part for part in parts if part)


def describe_date(date: When) -> str:
    """When, no more precise than it is known: `2025-03`, `by 2025-04-08`, `since 2024`; empty where nobody knows."""
    whole = date.value if date.earliest and date.latest else None
    return whole or name_days(date.earliest, date.latest)


def describe_claim(statement: Statement) -> str:
    """Who says it, what, and how it stands: `AFP > DeepState: CONTROL/hold, by ..., near Demidovka [claimed]`."""
    return f"{' > '.join(list_sayers(statement))}: {describe_deed(statement)} [{statement.status}]"


def describe_days(date: When | None) -> dict[str, str | None]:
    """FollowTheMoney's properties: `date` for a known day, else the bounds between which it lies, one maybe open."""
    earliest, latest = (date.earliest, date.latest) if date else (None, None)
    return {"date": earliest} if earliest == latest else {"startDate": earliest, "endDate": latest}


def name_party(party: Actor | Claimant) -> str:
    """What an actor or a claimant is called, else the words."""
    return name_actor(party) or "somebody"


def _describe_place(place: Place) -> str:
    return " ".join(part for part in (place.bearing, name_place(place)) if part)
