"""Numbers and measures: a parse in, `NumberSpan` records out."""

from __future__ import annotations

from kgbuild.language.parse import NumberSpan, Parse


def find_numbers(parse: Parse) -> tuple[NumberSpan, ...]:
    """The numbers of an article with their bounds, in text order, not overlapping; dates and times are not numbers."""
    del parse
    return ()
