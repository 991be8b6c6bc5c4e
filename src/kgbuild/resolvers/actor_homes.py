"""Places inside names of bodies ("Goma University"): a name's words in, the country of that place or None out."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.gazetteer import Gazetteer
from kgbuild.registry import Registry

_SHARE = 0.9  # of the people who live in places of a name, from which on the name means one country
_PEOPLE = 100_000  # where fewer live, the name is as likely another word or a person's
_LONGEST = 3


def country_in_name(words: Sequence[str], registry: Registry, gazetteer: Gazetteer) -> str | None:
    """The country of the place that opens a body's name, or stands in it after "of".

    A place counts if nearly everybody who lives in a place of that name lives in one country, and if its name is not
    that of a person, of people or of a known actor.

    >>> country_in_name(["Santa", "Marta", "Defence", "Committee"], registry, gazetteer)  # doctest: +SKIP
    'COL'
    """
    starts = [0, *(i + 1 for i, word in enumerate(words) if word == "of")]
    for first in starts:
        for last in range(min(first + _LONGEST, len(words)), first, -1):
            stretch = words[first:last]
            if not all(word[:1].isupper() and word[1:].islower() for word in stretch):
                continue
            if last - first == len(words):
                continue  # nothing but the name: a person or firm as likely as a place
            if last < len(words) and words[last] == "-":
                continue  # "Goma-backed"
            name = " ".join(stretch)
            if country := _country_of(name, registry, gazetteer):
                return country
            if gazetteer.has(name):
                break  # "Santa Cruz" stands in many countries; then "Santa" alone decides nothing
    return None


def country_of_name(words: Sequence[str], registry: Registry, gazetteer: Gazetteer) -> str | None:
    """The country of a place whose name is all that the words are."""
    return _country_of(" ".join(words), registry, gazetteer, least=1)


def _country_of(name: str, registry: Registry, gazetteer: Gazetteer, *, least: int = _PEOPLE) -> str | None:
    people = registry.people
    if name.lower() in people.modifiers or people.noun(name.lower()) or name.lower() in people.name_gender:
        return None
    shares: dict[str, int] = {}
    for place in gazetteer.candidates(name):
        if place.country:
            shares[place.country] = max(shares.get(place.country, 0), place.population)
    total = sum(shares.values())
    country = max(sorted(shares), key=lambda code: shares[code], default="")
    if least == 1 and len(shares) == 1:
        return country
    return country if total >= least and shares[country] >= _SHARE * total else None
