"""Which place the text itself puts around another: the names found in an article in, their `within` set."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.gazetteer import Gazetteer, fold
from kgbuild.language.parse import Parse
from kgbuild.language.place_words import DIRECTIONS, TYPES
from kgbuild.model import Level, Usage

_POSSESSIVE = ("'s", "'", "’s", "’")
_SMALL = 20_000
"""Inhabitants up to which a place may have namesakes that the gazetteer lacks."""
_LINKING = ("ADJ", "NOUN", "PART", "PROPN", "DET")


@dataclass(slots=True)
class Found:
    """A stretch that may be a place: the name is [first, last), its type word included up to `end`.

    `sure` where more than the name itself speaks for a place, `proven` where its own words do so.
    """

    first: int
    last: int
    end: int
    level: Level | None = None
    usage: Usage = "place"
    within: int | None = None
    bearing: str | None = None
    known: bool = True
    sure: bool = True
    proven: bool = False


def contain(parse: Parse, gazetteer: Gazetteer, taken: list[Found]) -> None:
    """Set `within` to the position in `taken` of the place around: "Conakry, Guinea", "Russia's Belgorod region"."""
    for number, found in enumerate(taken):
        if found.usage == "demonym":
            continue
        if number + 1 < len(taken) and _is_followed(parse, gazetteer, found, taken[number + 1]):
            found.within = number + 1
        elif number and _is_preceded(parse, found, taken[number - 1]):
            found.within = number - 1


def _is_followed(parse: Parse, gazetteer: Gazetteer, found: Found, other: Found) -> bool:
    """Whether the wider name stands behind: "Conakry, Guinea", "Goma in eastern Congo"."""
    tokens = parse.tokens
    if tokens[found.first].sentence != tokens[other.first].sentence:
        return False
    if other.usage == "demonym":  # "Aranca, a Venezuelan city"
        gap = [token.lower for token in tokens[found.end : other.first]]
        typed = any(token.lower in TYPES for token in tokens[other.end : other.end + 2])
        return gap in ([",", "a"], [",", "an"], [",", "the"]) and typed
    gap = [token.lower for token in tokens[found.end : other.first]]
    if gap == [","] and tokens[other.end - 1].dep in ("nsubj", "nsubjpass"):
        return False  # "in the Liptako region, Paris announced"
    link = [word for word in gap if word not in DIRECTIONS and word not in TYPES and word not in ("the", "'s")]
    if gap[:1] == [","] and gap[1:2] in (["a"], ["an"], ["the"]) and len(gap) <= 8 and set(gap) & set(TYPES):
        link = [",", "in"] if gap.count("in") == 1 and all(w not in (",", "and") for w in gap[1:]) else link
    return (gap == [","] or link in (["in"], [",", "in"])) and _holds(
        parse, gazetteer, other, found, linked=gap[:1] == ["in"]
    )


def _is_preceded(parse: Parse, found: Found, other: Found) -> bool:
    """Whether the wider name stands before: "Russia's Belgorod region", "the Russian border village of X"."""
    tokens = parse.tokens
    if tokens[found.first].sentence != tokens[other.first].sentence:
        return False
    gap = tokens[other.end : found.first]
    if len(gap) == 2 and gap[0].lower in TYPES and gap[1].lower == "of" and other.usage != "demonym":
        return True  # "the Casamance village of Santa Yalla"
    if other.usage != "demonym" and not (gap and gap[0].lower in _POSSESSIVE):
        return False
    if len(gap) > 6 or not all(token.pos in _LINKING or token.lower == "of" for token in gap):
        return False
    typed = found.level or any(token.lower in TYPES or token.lower in DIRECTIONS for token in gap)
    return bool(typed or (len(gap) == 1 and other.usage != "demonym"))


def _holds(parse: Parse, gazetteer: Gazetteer, outer: Found, inner: Found, *, linked: bool = False) -> bool:
    """Whether the gazetteer lets the outer name hold the inner; a name it lacks may lie anywhere."""
    name, around = parse.mention(inner.first, inner.last).text, parse.mention(outer.first, outer.last).text
    found = gazetteer.candidates(around) or gazetteer.candidates(f"US-{around}")
    wide = [record for record in found if record.level in ("country", "admin1", "admin2", "area")]
    inside = gazetteer.candidates(name)
    if not wide or not inside:
        return bool(wide)
    top = inside[0]
    if not inner.level and (top.level == "country" or (top.level == "admin1" and wide[0].level == "admin1")):
        # "China, Japan" and "Ohio, Texas" are lists, whatever small town shares a name.
        own = fold(top.name) == fold(name) and top.id not in {record.id for record in wide}
        if top.level == "country" or own:
            return False
    for place in inside:
        for record in wide:
            own = place.country == record.country or gazetteer.is_claimed(
                place, record.country, parse.article.published
            )
            state = record.level == "country" and own and place.level != "country"
            if place.id != record.id and (state or record.id in (place.admin1, place.admin2)):
                return True
    if linked and not inner.level and wide[0].level in ("country", "admin1") and top.level == "settlement":
        return top.population < _SMALL  # "Demidovka in Russia's Belgorod region": not its namesake abroad
    # A village that no candidate puts inside may still be an unlisted one; a state may not.
    return inner.level == "settlement" and wide[0].level in ("country", "admin1")
