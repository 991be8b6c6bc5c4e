"""Statements to counts: what a graph holds and how well it is resolved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from msgspec import Struct

from kgbuild.model import Statement


class Stats(Struct, frozen=True, kw_only=True):
    """Counts of a graph. All but `refused` and `findings` are of accepted statements.

    `actors` counts registered actors and, beside them, named and unnamed ones of single articles; places are counted
    per filled slot; `earliest` and `latest` are the first and last day that any statement gives.
    """

    articles: int = 0
    statements: int = 0
    refused: int = 0
    events: int = 0
    types: dict[str, int] = {}
    statuses: dict[str, int] = {}
    actors: int = 0
    actors_registered: int = 0
    places_resolved: int = 0
    places_ambiguous: int = 0
    places_unresolved: int = 0
    dates_stated: int = 0
    dates_inherited: int = 0
    earliest: str | None = None
    latest: str | None = None
    findings: dict[str, int] = {}


@dataclass
class Tally:
    """Counts while statements pass by."""

    articles: int = 0
    accepted: int = 0
    refused: int = 0
    types: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    bases: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    days: list[str] = field(default_factory=list)

    def add(self, statement: Statement) -> None:
        """Count one statement."""
        self.findings.update(finding.code for finding in statement.findings)
        if not statement.accepted:
            self.refused += 1
            return
        self.accepted += 1
        self.types[statement.action.type] += 1
        self.statuses[statement.status] += 1
        self.places.update(place.status for place in statement.locations)
        when = statement.date
        if when is not None:
            self.bases[when.basis] += 1
            # Kept to two, so that a long build holds no list of all days.
            self.days = sorted({*self.days, *(day for day in (when.earliest, when.latest) if day)})
            self.days = [self.days[0], self.days[-1]] if self.days else []

    def finish(self, *, actors: int, registered: int, events: int) -> Stats:
        """The counts, each table sorted by name."""
        return Stats(
            articles=self.articles,
            statements=self.accepted,
            refused=self.refused,
            events=events,
            types=dict(sorted(self.types.items())),
            statuses=dict(sorted(self.statuses.items())),
            actors=actors,
            actors_registered=registered,
            places_resolved=self.places["resolved"],
            places_ambiguous=self.places["ambiguous"],
            places_unresolved=self.places["unresolved"],
            dates_stated=self.bases["text"],
            dates_inherited=self.bases["inherited"] + self.bases["publication"],
            earliest=self.days[0] if self.days else None,
            latest=self.days[-1] if self.days else None,
            findings=dict(sorted(self.findings.items())),
        )
