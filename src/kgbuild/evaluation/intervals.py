"""Scores of articles in, percentile-bootstrap intervals of precision, recall and F1 out: the same for the same scores.

Articles are drawn, not statements: those of one article rise and fall together, so drawing them one by one would make
an interval look narrower than it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from msgspec import Struct

from kgbuild.evaluation.scores import Tally

RESAMPLES = 1000
SEED = 20
LEVEL = 0.95

Interval = tuple[float, float]


class Measure(Struct, frozen=True, kw_only=True):
    """Counts, what they make, and how far that may be off; None where it is undefined, as precision of nothing is."""

    right: int
    given: int
    wanted: int
    precision: float | None
    recall: float | None
    f1: float | None
    precision_interval: Interval | None = None
    recall_interval: Interval | None = None
    f1_interval: Interval | None = None


def measure(
    articles: Sequence[Mapping[str, Tally]], *, resamples: int = RESAMPLES, seed: int = SEED
) -> dict[str, Measure]:
    """The measures by name, over articles that each hold a tally by name.

    An interval runs from the 2.5th to the 97.5th percentile of what resamples of as many articles give; resamples in
    which a measure is undefined are left out. With fewer than two articles there is none.
    """
    names = sorted({name for article in articles for name in article})
    draw = Random(seed)  # noqa: S311  # a repeatable sequence, not a secret
    samples = (
        [draw.choices(range(len(articles)), k=len(articles)) for _ in range(resamples)] if len(articles) > 1 else []
    )
    return {name: _measure([article.get(name, Tally()) for article in articles], samples) for name in names}


def _measure(tallies: Sequence[Tally], samples: Sequence[Sequence[int]]) -> Measure:
    rights = [tally.right for tally in tallies]
    givens = [tally.given for tally in tallies]
    wanteds = [tally.wanted for tally in tallies]
    drawn = [tuple(sum(map(counts.__getitem__, sample)) for counts in (rights, givens, wanteds)) for sample in samples]
    right, given, wanted = sum(rights), sum(givens), sum(wanteds)
    return Measure(
        right=right,
        given=given,
        wanted=wanted,
        precision=_precision(right, given, wanted),
        recall=_recall(right, given, wanted),
        f1=_f1(right, given, wanted),
        precision_interval=_interval(drawn, _precision),
        recall_interval=_interval(drawn, _recall),
        f1_interval=_interval(drawn, _f1),
    )


def _interval(drawn: Sequence[tuple[int, ...]], make: Callable[[int, int, int], float | None]) -> Interval | None:
    values = sorted(value for counts in drawn if (value := make(*counts)) is not None)
    if not values:
        return None
    cut = (1 - LEVEL) / 2
    return values[int(cut * len(values))], values[min(len(values) - 1, int((1 - cut) * len(values)))]


def _precision(right: int, given: int, wanted: int) -> float | None:
    del wanted
    return right / given if given else None


def _recall(right: int, given: int, wanted: int) -> float | None:
    del given
    return right / wanted if wanted else None


def _f1(right: int, given: int, wanted: int) -> float | None:
    return 2 * right / (given + wanted) if given + wanted else None
