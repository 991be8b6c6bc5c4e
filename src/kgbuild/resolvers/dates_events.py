"""Days of an event told of twice: the dates of an article in, pairs of an open one and the dated one it repeats out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kgbuild.language.parse import TimeSpan
from kgbuild.resolvers.dates_calendar import Stretch

_NAMED_BY = ("ordinal", "mod", "unit", "part", "occasion", "plural")


def same_event_days(
    spans: Sequence[TimeSpan], parts: Sequence[Mapping[str, str]], stretches: Sequence[Stretch]
) -> Iterator[tuple[int, int]]:
    """Positions of days of an event that the text dates elsewhere: "opening night, 3 May" and "the opening night".

    The events must not differ ("the first day of the siege", "of the truce"), nor two days qualify.
    """
    days = [i for i, span in enumerate(spans) if span.form == "eventday"]
    for i in days:
        if stretches[i].value is not None:
            continue
        same = [j for j in days if stretches[j].value is not None and _repeats(parts[i], parts[j])]
        if same and len({stretches[j].value for j in same}) == 1:
            yield i, same[0]


def _repeats(own: Mapping[str, str], other: Mapping[str, str]) -> bool:
    events = {day["event"] for day in (own, other) if "event" in day}
    return len(events) < 2 and all(own.get(name) == other.get(name) for name in _NAMED_BY)
