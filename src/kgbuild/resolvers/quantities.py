"""Numbers to quantities: `NumberSpan` records in, `Quantity` records out."""

from __future__ import annotations

from kgbuild.language.parse import Parse
from kgbuild.model import Quantity


def resolve_numbers(parse: Parse) -> tuple[Quantity, ...]:
    """A `Quantity` for each of `parse.numbers`, in the same order."""
    return tuple(
        Quantity(start=span.mention.start, end=span.mention.end, text=span.mention.text, low=span.low, high=span.high)
        for span in parse.numbers
    )
