"""Actors and places in, the keys that tell them apart out: an IRI of the graph is its base and such a key.

What the registry or the gazetteer knows has one key everywhere. Anything else has a key inside its article, made of its
words; which keys of several articles are one identity, `assembly` decides, and the smallest of them then names it.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote

from kgbuild.model import NAMELESS, Actor, Claimant, Place


@lru_cache(maxsize=65536)
def encode(id: str) -> str:
    """An id as one segment of a key."""
    return quote(id, safe="")


def digest(*parts: str) -> str:
    """A short hash of these parts, kept apart by a separator that no text holds."""
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def actor_key(article_id: str, actor: Actor | Claimant, slot: str) -> str:
    """The registry's actor ("actor/m23"), else one that lives in this article only.

    A name is the same actor throughout an article where kind and country agree; the name's hash comes first, so that a
    judgement finds it again when kind or country are read otherwise. An unnamed actor is its coreference chain, else
    the words where they stand, else the slot that it fills: gunmen of two reports are never one.
    """
    if actor.id is not None:
        return f"actor/{encode(actor.id)}"
    local = f"article/{encode(article_id)}/actor/"
    if actor.name is not None:
        return f"{local}{digest(actor.name)}-{actor.kind}" + (f"-{encode(actor.country)}" if actor.country else "")
    if isinstance(actor, Actor) and actor.chain is not None:
        return f"{local}chain-{actor.chain}"
    if actor.mention is not None:
        return f"{local}{actor.mention.start}-{actor.mention.end}"
    return f"{local}{digest(slot)}"


def is_nameless(place: Place) -> bool:
    """Whether nothing but words of a kind tells a place ("a checkpoint"), so that no other is known to be the same."""
    return place.mention is not None and (place.rule or "").startswith(NAMELESS)


def place_key(article_id: str, place: Place, slot: str) -> str:
    """The gazetteer's place ("place/geonames-203104"), else one of this article, by its words and what encloses it.

    What has no name at all is where its words stand: "a checkpoint" here and "a checkpoint" there are two.
    """
    if place.geonames is not None:
        return f"place/geonames-{place.geonames}"
    local = f"article/{encode(article_id)}/place/"
    if place.mention is not None and is_nameless(place):
        return f"{local}{place.mention.start}-{place.mention.end}"
    words = place.name or (place.mention.text if place.mention else None)
    return local + (digest(slot) if words is None else digest(words, place.within or ""))
