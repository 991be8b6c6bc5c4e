"""Time expressions to days: `TimeSpan` records in, `When` records out."""

from __future__ import annotations

from kgbuild.language.parse import Parse
from kgbuild.model import When


def resolve_times(parse: Parse) -> tuple[When, ...]:
    """A `When` for each of `parse.times`, in the same order."""
    return tuple(When(mention=span.mention, kind=span.kind) for span in parse.times)
