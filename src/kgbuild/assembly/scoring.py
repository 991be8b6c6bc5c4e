"""Features in, a `Match` out: a weighted sum between 0 and 1, with what spoke for it as the reason."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

from kgbuild.assembly.matching import Match
from kgbuild.assembly.rules import Weights


def rate_features(features: Mapping[str, float], weights: Weights) -> float:
    """The logistic of the features' weights. A feature without a weight counts for nothing."""
    known = weights.features
    return 1 / (1 + exp(-weights.constant - sum([known.get(name, 0.0) * value for name, value in features.items()])))


def score_features(features: Mapping[str, float], weights: Weights) -> Match:
    """The same with the features that spoke for it, the heaviest first."""
    shares = sorted((-weights.features.get(name, 0.0) * value, name) for name, value in features.items())
    return Match(rate_features(features, weights), ", ".join(name for share, name in shares if share < 0))
