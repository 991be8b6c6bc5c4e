"""What the tool makes of a report in, the same as marks out, so that it can be compared with a person's."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from kgbuild.corpus.marks import (
    ActorMark,
    AttributionMark,
    CountMark,
    DateMark,
    EventMark,
    MarkedReport,
    PlaceMark,
    Role,
    RoleName,
)
from kgbuild.model import ActorMention, Annotation, DateMention, Mention, PlaceMention, Statement


def mark_output(report: MarkedReport, statements: Iterable[Statement], annotation: Annotation) -> MarkedReport:
    """A report's own text with the marks of `extract` (accepted statements) and `annotate` in place of a person's.

    Triggers that say too little for a statement stand without roles.
    """
    told = [_event(one) for one in statements if one.accepted]
    taken = {one.trigger for one in told}
    bare = [
        EventMark(trigger=one.trigger, type=one.type, mode=one.mode, polarity=one.polarity, modality=one.modality)
        for one in annotation.events
        if one.trigger not in taken
    ]
    return replace(
        report,
        events=tuple(sorted((*told, *bare), key=lambda one: one.trigger)),
        attributions=tuple(
            AttributionMark(source=one.source, cue=one.cue, content=one.content, kind=one.kind)
            for one in annotation.attributions
        ),
        actors=tuple(
            ActorMark(words=_words(one), chain=str(one.chain or f"#{one.start}"), kind=one.kind, country=one.country)
            for one in annotation.actors
        ),
        places=tuple(
            PlaceMark(words=_words(one), usage=one.usage, level=one.level, country=one.country)
            for one in annotation.places
        ),
        dates=tuple(DateMark(words=_words(one), kind=one.kind, value=one.value) for one in annotation.dates),
        counts=tuple(
            CountMark(
                words=Mention(one.start, one.end, one.text),
                kind=one.kind,
                low=one.low,
                high=one.high,
                approximate=one.approximate,
            )
            for one in annotation.quantities
        ),
    )


def _event(statement: Statement) -> EventMark:
    found: list[Role] = []
    sides: tuple[tuple[RoleName, Iterable[Mention | None]], ...] = (
        ("actor", (one.mention for one in statement.actors)),
        ("recipient", (one.mention for one in statement.recipients)),
        ("date", (statement.date.mention if statement.date else None,)),
        ("count", (Mention(one.start, one.end, one.text) for one in statement.quantities)),
    )
    for name, mentions in sides:
        found += [Role(name=name, words=mention) for mention in mentions if mention is not None]
    found += [
        Role(name="place", words=place.mention, relation=place.relation)
        for place in statement.locations
        if place.mention is not None
    ]
    return EventMark(
        trigger=statement.trigger,
        type=statement.action.type,
        mode=statement.action.mode,
        polarity=statement.polarity,
        modality=statement.modality,
        roles=tuple(found),
    )


def _words(mention: ActorMention | PlaceMention | DateMention) -> Mention:
    return Mention(mention.start, mention.end, mention.text)
