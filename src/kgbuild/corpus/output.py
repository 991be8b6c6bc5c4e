"""What the tool makes of a report in, the same as marks out, so that it can be compared with a person's."""

from __future__ import annotations

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
)
from kgbuild.model import ActorMention, Annotation, DateMention, EventMention, Mention, PlaceMention


def mark_output(report: MarkedReport, annotation: Annotation) -> MarkedReport:
    """A report's own text with the marks of `annotate` in place of a person's."""
    return replace(
        report,
        events=tuple(_event(one) for one in annotation.events),
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


def _event(event: EventMention) -> EventMark:
    roles = (
        Role(name=one.role, words=Mention(one.start, one.end, one.text), relation=one.relation)
        for one in event.arguments
    )
    return EventMark(
        trigger=event.trigger,
        type=event.type,
        mode=event.mode,
        polarity=event.polarity,
        modality=event.modality,
        roles=tuple(roles),
    )


def _words(mention: ActorMention | PlaceMention | DateMention) -> Mention:
    return Mention(mention.start, mention.end, mention.text)
