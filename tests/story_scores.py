"""Clusters of a story's statements and the events that its marks tell in, precision and recall out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from stories import Story, score_b_cubed

Clusters = Sequence[Sequence[str]]


class Figures(NamedTuple):
    """Precision and recall."""

    precision: float
    recall: float

    @property
    def f(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F {self.f:.3f}"


def average(scored: Iterable[tuple[Clusters, Mapping[str, str]]]) -> Figures:
    """B-cubed of several clusterings with their events, every statement counting once."""
    precision = recall = number = 0.0
    for found, events in scored:
        one, other = score_b_cubed(found, events)
        precision, recall, number = precision + one * len(events), recall + other * len(events), number + len(events)
    return Figures(precision / max(1, number), recall / max(1, number))


def count_pairs(found: Clusters, events: Mapping[str, str], home: Mapping[str, str], *, across: bool) -> list[int]:
    """How many pairs of statements are joined, are joined rightly, and are one event: of two articles, or of one."""
    cluster = {member: at for at, members in enumerate(found) for member in members}
    counts = [0, 0, 0]
    for one, other in combinations(sorted(events), 2):
        if (home[one] != home[other]) == across:
            joined, same = cluster[one] == cluster[other], events[one] == events[other]
            counts = [counts[0] + joined, counts[1] + (joined and same), counts[2] + same]
    return counts


def score_counts(counts: Iterable[Sequence[int]]) -> Figures:
    """Precision and recall of counts such as `count_pairs` gives."""
    joined, right, same = (sum(column) for column in zip(*counts, strict=True))
    return Figures(right / max(1, joined), right / max(1, same))


def list_false_merges(story: Story, found: Clusters, events: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The pairs of events that the marks keep apart and that are one here, with what they differ in."""
    merges = set()
    for members in found:
        for pair in combinations(sorted({events[member] for member in members if member in events}), 2):
            if pair in story.apart:
                merges.add((*pair, story.apart[pair]))
    return sorted(merges)
