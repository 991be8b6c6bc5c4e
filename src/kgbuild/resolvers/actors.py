"""Actor mentions to identities: `ActorSpan` records in, `Actor` records out."""

from __future__ import annotations

from kgbuild.language.parse import Parse
from kgbuild.model import Actor
from kgbuild.registry import Registry


def resolve_actors(parse: Parse, registry: Registry) -> tuple[Actor, ...]:
    """An `Actor` for each of `parse.actors`, in the same order."""
    del registry
    return tuple(Actor(mention=span.mention, kind=span.kind, chain=span.chain) for span in parse.actors)
