"""Features in, a `Match` out: a weighted sum between 0 and 1, with what spoke for it as the reason."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

from kgbuild.assembly.matching import Match
from kgbuild.assembly.rules import Weights


def score_features(features: Mapping[str, float], weights: Weights) -> Match:
    """The logistic of the features' weights. A feature without a weight counts for nothing."""
    total, pros = weights.constant, []
    for name, value in features.items():
        weight = weights.features.get(name, 0.0) * value
        total += weight
        if weight > 0:
            pros.append((-weight, name))
    return Match(1 / (1 + exp(-total)), ", ".join(name for _, name in sorted(pros)))
