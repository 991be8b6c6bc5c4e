"""What a graph holds at a glance: an open graph in, its counts and its most frequent names out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from kgbuild.graph.statistics import Stats
from kgbuild.graph.store import Graph

MOST = 5
"""How many of the most frequent names a line shows."""


class Summary(Struct, frozen=True, kw_only=True):
    """`counts` of the graph, and names with the number of accepted statements (of `sources`: of articles).

    `actors` are registered ones. Names run from the most frequent to the least, ties by name. `first` and `last` are
    days of publication; `shared_events` are told in more than one article.
    """

    counts: Stats
    first: str | None
    last: str | None
    shared_events: int
    sources: dict[str, int]
    actors: dict[str, int]
    places: dict[str, int]


def summarise(graph: Graph) -> Summary:
    """Count and rank what the graph holds.

    Raises:
        GraphError: no build has ended there yet.
    """
    days = graph.query("SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) { ?article schema:datePublished ?day }")
    sources = (
        "?article a kg:Article OPTIONAL { ?article kg:agency ?agency } OPTIONAL { ?article kg:publisher ?publisher }"
    )
    return Summary(
        counts=graph.stats(),
        first=_day(days.records()[0]["first"]),
        last=_day(days.records()[0]["last"]),
        shared_events=sum(event.articles > 1 for event in graph.events()),
        sources=_rank(graph, f'{sources} BIND (COALESCE(?agency, ?publisher, "(not stated)") AS ?name)', "?article"),
        actors=_rank(graph, "?one kg:actor|kg:recipient ?actor . ?actor kg:registryId ?id ; rdfs:label ?name", "?one"),
        places=_rank(graph, "?one kg:location ?place . ?place rdfs:label ?name", "?one"),
    )


def _day(value: Any) -> str | None:
    return str(value)[:10] if value else None


def _rank(graph: Graph, pattern: str, counted: str) -> dict[str, int]:
    rows = graph.query(f"SELECT ?name (COUNT(DISTINCT {counted}) AS ?number) {{ {pattern} }} GROUP BY ?name").records()
    counts = {str(row["name"]): int(str(row["number"])) for row in rows if row["name"] is not None}
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def format_summary(summary: Summary) -> str:
    """The summary as lines for a reader, a label and its values each."""
    counts = summary.counts
    published = f", published {summary.first} to {summary.last}" if summary.first else ""
    places = {
        "resolved": counts.places_resolved,
        "ambiguous": counts.places_ambiguous,
        "unresolved": counts.places_unresolved,
    }
    asked = _name_most(_ranked(counts.questions))
    days = f"; they tell of {counts.earliest} to {counts.latest}" if counts.earliest else ""
    rows = [
        ("articles", f"{counts.articles:,}{published}"),
        ("sources", _name_most(summary.sources)),
        ("statements", f"{counts.statements:,} accepted, {counts.refused:,} refused{days}"),
        ("actions", _name_most(_ranked(counts.types))),
        ("status", _name_most(_ranked(counts.statuses))),
        ("actors", f"{counts.actors:,}, {counts.actors_registered:,} of them registered: {_name_most(summary.actors)}"),
        ("places", _name_most(summary.places)),
        ("locations", ", ".join(f"{count:,} {status}" for status, count in places.items())),
        ("findings", _name_most(_ranked(counts.findings))),
        ("events", f"{counts.events:,}, {summary.shared_events:,} of them told in more than one article"),
        ("links", _name_most(_ranked(counts.links))),
        ("control", f"{counts.states:,} states of control or presence, as sides claim them"),
        (
            "identity",
            f"{counts.identities:,} names joined across articles; questions: {asked}",
        ),
    ]
    return "\n".join(f"{label:<10}  {value}" for label, value in rows)


def _ranked(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _name_most(counts: Mapping[str, int]) -> str:
    if not counts:
        return "none"
    named = ", ".join(f"{name} {count:,}" for name, count in list(counts.items())[:MOST])
    rest = len(counts) - MOST
    return f"{named} and {rest:,} more" if rest > 0 else named
