"""Clusters of statements and the events that a reference gives them in, how well the clusters do out.

B-cubed: each statement asks how much of its cluster is of its event (precision), and how much of its event is in its
cluster (recall); the figures are the means. Only statements that a row with an event is paired with are asked, and only
they count as members; `wanted` tells how many rows there are, so that a high score over few statements shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from kgbuild.evaluation.reference import Row
from kgbuild.evaluation.statements import pair_statements
from kgbuild.model import Statement


class Coreference(Struct, frozen=True, kw_only=True):
    """How well statements were brought together: `found` of the `wanted` rows that name an event have a statement.

    `joined` counts the pairs of statements of one event that different articles tell and that are in one cluster;
    `split` those in two, `mixed` the pairs of two events in one cluster.
    """

    precision: float
    recall: float
    f1: float
    found: int
    wanted: int
    joined: int
    split: int
    mixed: int


def name_events(rows: Iterable[Row], statements: Sequence[Statement]) -> dict[str, tuple[str, str]]:
    """The article and the event of each statement of one article that a row with an event is paired with, by id."""
    held = list(rows)
    pairs = pair_statements(held, [statement for statement in statements if statement.accepted])
    events = {row.n: (row.article, row.event) for row in held if row.event is not None}
    return {pairs[n].id: event for n, event in events.items() if n in pairs}


def score_clusters(
    clusters: Iterable[Iterable[str]], events: Mapping[str, tuple[str, str]], *, wanted: int
) -> Coreference:
    """The score of clusters of statement ids; a statement that is in none is a cluster of its own.

    Args:
        clusters: ids; those that `events` does not name don't count.
        events: by statement id the article and the event, as `name_events` gives them.
        wanted: how many rows name an event.
    """
    homes = {member: at for at, cluster in enumerate(clusters) for member in cluster if member in events}
    places = {one: (homes.get(one, one), event) for one, (_, event) in events.items()}
    cells = Counter(places.values())
    made = Counter(home for home, _ in places.values())
    told = Counter(event for _, event in places.values())
    number = max(1, len(places))
    pairs = [
        (events[one][0] != events[other][0], places[one][0] == places[other][0], places[one][1] == places[other][1])
        for one, other in combinations(places, 2)
    ]
    precision = sum(count * count / made[home] for (home, _), count in cells.items()) / number
    recall = sum(count * count / told[event] for (_, event), count in cells.items()) / number
    return Coreference(
        precision=round(precision, 4),
        recall=round(recall, 4),
        f1=round(2 * precision * recall / (precision + recall), 4) if places else 0.0,
        found=len(places),
        wanted=wanted,
        joined=sum(apart and together and same for apart, together, same in pairs),
        split=sum(apart and same and not together for apart, together, same in pairs),
        mixed=sum(together and not same for _, together, same in pairs),
    )
