"""Judged statements with their signs in, points and knots of a confidence scale and tables of its reliability out.

Nothing is drawn at random: the same statements give the same scale.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple

from kgbuild.evaluation.reference import Reference
from kgbuild.evaluation.slots import compare_slots, is_right
from kgbuild.evaluation.statements import pair_statements
from kgbuild.model import Statement

CORE = frozenset(("actors", "recipients", "parties", "claimants", "status", "polarity", "modality"))
"""Slots that a confidence is about, beside the action itself."""
STEP, ROUNDS = 2.0, 300
BINS = 5
RIDGE = 5.0
"""Strength of the pull of every weight towards nothing: few statements must not make a sign decisive."""
SCALE = 10
"""Points per unit of log odds."""
FEWEST_SHOWN = 12
"""Statements that must show a sign before it gets points."""


class Judged(NamedTuple):
    """A statement of an article, the signs it shows, and whether its core is right."""

    article: str
    signs: frozenset[str]
    right: bool


class Bin(NamedTuple):
    """Statements of like confidence: their mean confidence, how many, how many right."""

    confidence: float
    number: int
    right: int

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.number

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the share."""
        return wilson(self.right, self.number)


def wilson(right: int, number: int, z: float = 1.96) -> tuple[float, float]:
    """The interval of a share that holds 95 % of the time; (0, 1) of nothing."""
    if not number:
        return 0.0, 1.0
    share, spread = right / number, z * z / number
    middle = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / number + spread / (4 * number)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def fit_points(judged: Sequence[Judged], *, against: Collection[str], favour: Collection[str]) -> dict[str, int]:
    """Points by sign: a ridge logistic regression by projected gradient descent, rounded to whole points.

    Signs `against` a statement get none above 0, those in its `favour` none below; a sign that fewer than FEWEST_SHOWN
    statements show gets none.
    """
    shown = Counter(sign for item in judged for sign in item.signs)
    names = sorted(sign for sign in {*against, *favour} if shown[sign] >= FEWEST_SHOWN)
    rows = [([index for index, name in enumerate(names) if name in item.signs], item.right) for item in judged]
    weights, bias = [0.0] * len(names), 0.0
    for _ in range(ROUNDS):
        slopes, slope = [RIDGE * weight for weight in weights], 0.0
        for columns, right in rows:
            error = 1 / (1 + math.exp(-bias - sum(weights[index] for index in columns))) - right
            slope += error
            for index in columns:
                slopes[index] += error
        bias -= STEP * slope / len(rows)
        for index, name in enumerate(names):
            weight = weights[index] - STEP * slopes[index] / len(rows)
            weights[index] = min(weight, 0.0) if name in against else max(weight, 0.0)
    return {name: points for name, weight in zip(names, weights, strict=True) if (points := round(SCALE * weight))}


def total_points(signs: Iterable[str], points: Mapping[str, int]) -> int:
    """The sum of the points of signs."""
    return sum(points.get(sign, 0) for sign in signs)


def fit_knots(totals: Iterable[tuple[int, bool]], *, bins: int = BINS) -> list[tuple[float, float]]:
    """Knots (mean points, share right) of bins of like size, pooled where a higher bin has no higher share.

    `totals` are points and whether the statement is right. Shares are drawn towards the overall one as if two
    statements more had been judged, so none is 0 or 1.
    """
    ordered = sorted(totals)
    overall = sum(right for _, right in ordered) / len(ordered)
    size = len(ordered) / bins
    groups = [ordered[round(number * size) : round((number + 1) * size)] for number in range(bins)]
    pooled: list[list[tuple[int, bool]]] = []
    for group in filter(None, groups):
        pooled.append(list(group))
        while len(pooled) > 1 and (
            _share(pooled[-1], overall) <= _share(pooled[-2], overall) or _mean(pooled[-1]) <= _mean(pooled[-2])
        ):
            last = pooled.pop()
            pooled[-1] += last
    return [(_mean(group), round(_share(group, overall), 3)) for group in pooled]


def _mean(group: Sequence[tuple[int, bool]]) -> float:
    return round(sum(total for total, _ in group) / len(group), 1)


def _share(group: Sequence[tuple[int, bool]], overall: float) -> float:
    return (sum(right for _, right in group) + 2 * overall) / (len(group) + 2)


def part_articles(articles: Iterable[str], parts: int) -> dict[str, int]:
    """For each article the part that it falls into, by a hash of its name: the same on every run and machine."""
    return {name: int(sha256(name.encode()).hexdigest()[:8], 16) % parts for name in articles}


def make_bins(rated: Iterable[tuple[float, bool]], edges: Sequence[float]) -> list[Bin]:
    """Statements by confidence between edges; empty bins are left out."""
    rated = list(rated)
    found = []
    for low, high in pairwise(edges):
        inside = [(confidence, right) for confidence, right in rated if low <= confidence < high]
        if inside:
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            found.append(Bin(mean, len(inside), sum(right for _, right in inside)))
    return found


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: how far confidence and share right lie apart, weighted by number."""
    return sum(abs(item.confidence - item.share) * item.number for item in bins) / sum(item.number for item in bins)


def label_statements(reference: Reference, statements: Iterable[Statement]) -> dict[str, bool]:
    """By statement id whether its core is right by a reference; those that the reference does not speak of are absent.

    A statement is right if a row of its article fits it and every core slot that the row codes is right. One that fits
    no row is wrong, unless it is a saying, which a reference codes as the claimant of what is said.
    """
    labels: dict[str, bool] = {}
    by_article: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.accepted:
            key = statement.article.id if statement.article.id in reference.articles else statement.article.url or ""
            by_article.setdefault(key, []).append(statement)
    for article, rows in reference.articles.items():
        made = sorted(by_article.get(article, ()), key=lambda item: (item.trigger.start, item.id))
        pairs = pair_statements(rows, made)
        for row in rows:
            if (paired := pairs.get(row.n)) is not None:
                slots = compare_slots(row, paired)
                labels[paired.id] = all(is_right(tally) for name, tally in slots.items() if name in CORE)
        told = {(item.trigger.start, item.trigger.end) for item in pairs.values()}
        for statement in made:
            twin = (statement.trigger.start, statement.trigger.end) in told
            if statement.id not in labels and statement.action.type != "SAY" and not twin:
                labels[statement.id] = False
    return labels
