"""A statement and the marks of its report in, whether its core is right out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgbuild.corpus.marks import EventMark, MarkedReport, overlap
from kgbuild.model import Mention, Statement


def is_right(statement: Statement, report: MarkedReport) -> bool:
    """Whether the action happened as marked, and who acts, suffers and says so are the marked ones.

    Type, polarity and modality must be those of a trigger whose words touch the statement's. Of each side nobody may
    be named who is not marked there, and somebody must be if somebody is; the same holds for those who say it.
    Places, dates and numbers are no part of the core.
    """
    return any(
        overlap(event.trigger, statement.trigger)
        and event.type == statement.action.type
        and (event.polarity, event.modality) == (statement.polarity, statement.modality)
        and _are_sides(statement, event)
        and _agree(
            [item.mention for item in statement.claimants if item.mention], list(_sources(report, event.trigger))
        )
        for event in report.events
    )


def _are_sides(statement: Statement, event: EventMark) -> bool:
    for name, fillers in (("actor", statement.actors), ("recipient", statement.recipients)):
        given = [filler.mention for filler in fillers if filler.mention]
        if not _agree(given, [role.words for role in event.roles if role.name == name]):
            return False
    return True


def _sources(report: MarkedReport, trigger: Mention) -> Iterable[Mention]:
    """Who is marked as saying what holds a trigger."""
    for said in report.attributions:
        inside = any(overlap(part, trigger) for part in said.content)
        if said.source is not None and inside and not overlap(said.cue, trigger):
            yield said.source


def _agree(given: Sequence[Mention], marked: Sequence[Mention]) -> bool:
    if bool(given) != bool(marked):
        return False
    return all(any(overlap(one, other) for other in marked) for one in given)
