"""Statements to counts: what a graph holds and how well it is resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from kgbuild.model import Assembled, Statement


class Stats(Struct, frozen=True, kw_only=True):
    """Counts of a graph. All but `refused` and `findings` are of accepted statements.

    `actors` counts registered actors and, beside them, named and unnamed ones of single articles; places are counted
    per filled slot; `identities` counts names of articles that were joined to one of another; `earliest` and `latest`
    are the first and last day that any statement gives.
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
    identities: int = 0
    links: dict[str, int] = {}
    states: int = 0
    questions: dict[str, int] = {}


class Tally(Struct):
    """Counts while articles pass by."""

    articles: int = 0
    accepted: int = 0
    refused: int = 0
    types: dict[str, int] = {}
    statuses: dict[str, int] = {}
    places: dict[str, int] = {}
    bases: dict[str, int] = {}
    findings: dict[str, int] = {}
    earliest: str | None = None
    latest: str | None = None

    def take(self, other: Tally) -> None:
        """Add the counts of other articles."""
        self.articles += other.articles
        self.accepted += other.accepted
        self.refused += other.refused
        for name in ("types", "statuses", "places", "bases", "findings"):
            total = getattr(self, name)
            for code, count in getattr(other, name).items():
                total[code] = total.get(code, 0) + count
        days = [day for day in (self.earliest, other.earliest, self.latest, other.latest) if day]
        self.earliest, self.latest = (min(days), max(days)) if days else (None, None)

    def finish(self, assembled: Assembled, *, actors: int, registered: int) -> Stats:
        """The counts, each table sorted by name."""
        return Stats(
            articles=self.articles,
            statements=self.accepted,
            refused=self.refused,
            events=len(assembled.events),
            types=dict(sorted(self.types.items())),
            statuses=dict(sorted(self.statuses.items())),
            actors=actors,
            actors_registered=registered,
            places_resolved=self.places.get("resolved", 0),
            places_ambiguous=self.places.get("ambiguous", 0),
            places_unresolved=self.places.get("unresolved", 0),
            dates_stated=self.bases.get("text", 0),
            dates_inherited=self.bases.get("inherited", 0) + self.bases.get("publication", 0),
            earliest=self.earliest,
            latest=self.latest,
            findings=dict(sorted(self.findings.items())),
            identities=len(assembled.identities),
            links=_count(link.kind for link in assembled.links),
            states=len(assembled.states),
            questions=_count(question.kind for question in assembled.questions),
        )


def count_article(statements: Sequence[Statement]) -> Tally:
    """The counts of one article; `accepted` and all that follows leave the refused statements out."""
    accepted = [statement for statement in statements if statement.accepted]
    dates = [statement.date for statement in accepted if statement.date is not None]
    days = [day for when in dates for day in (when.earliest, when.latest) if day]
    return Tally(
        articles=1,
        accepted=len(accepted),
        refused=len(statements) - len(accepted),
        types=_count(statement.action.type for statement in accepted),
        statuses=_count(statement.status for statement in accepted),
        places=_count(place.status for statement in accepted for place in statement.locations),
        bases=_count(when.basis for when in dates),
        findings=_count(finding.code for statement in statements for finding in statement.findings),
        earliest=min(days, default=None),
        latest=max(days, default=None),
    )


def _count(codes: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(codes).items()))
