"""Mentions of actors, joined into chains: a parse in, `ActorSpan` records out."""

from __future__ import annotations

from kgbuild.language.parse import ActorSpan, Parse
from kgbuild.registry import Registry


def find_actors(parse: Parse, registry: Registry) -> tuple[ActorSpan, ...]:
    """The actor mentions of an article, in text order; needs `parse.places`."""
    del parse, registry
    return ()
