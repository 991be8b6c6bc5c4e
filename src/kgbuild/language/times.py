"""Time expressions: a parse in, `TimeSpan` records out."""

from __future__ import annotations

from kgbuild.language.parse import Parse, TimeSpan


def find_times(parse: Parse) -> tuple[TimeSpan, ...]:
    """The time expressions of an article, in text order, not overlapping."""
    del parse
    return ()
