"""Names of places: a parse in, `PlaceSpan` records out."""

from __future__ import annotations

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.parse import Parse, PlaceSpan
from kgbuild.registry import Registry


def find_places(parse: Parse, gazetteer: Gazetteer, registry: Registry) -> tuple[PlaceSpan, ...]:
    """The place names of an article, in text order, not overlapping."""
    del parse, gazetteer, registry
    return ()
