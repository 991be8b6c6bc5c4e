"""What the mentions of one chain share, and what owners give to what is theirs: resolved actors in, actors out."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kgbuild.language.parse import Parse
from kgbuild.model import Actor
from kgbuild.registry.entries import INTERNATIONAL, word_set
from kgbuild.registry.phrases import Phrase

_OTHERS = word_set(
    "neighbor neighbour enemy foe rival adversary ally opponent counterpart guest host captor attacker backer "
    "neighbors neighbours enemies foes rivals adversaries allies opponents counterparts guests hosts captors "
    "attackers backers"
)


def spread_values(parse: Parse, actors: list[Actor], phrases: list[Phrase | None], named: list[bool]) -> list[Actor]:
    """What any mention of a chain says, for all: its entry, else the fullest name, the first country and sector."""
    members: dict[int, list[int]] = {}
    for number, span in enumerate(parse.actors):
        members.setdefault(span.chain, []).append(number)
    found = list(actors)
    for numbers in members.values():
        if len(numbers) == 1:
            continue
        nouns = [number for number in numbers if phrases[number] is not None]
        if not nouns:
            continue
        identified = next((actors[number] for number in nouns if actors[number].id), None)
        source = identified or _fullest([actors[number] for number in nouns if named[number]])
        country = next((actors[number].country for number in nouns if actors[number].country), None)
        sector = next((actors[number].sector for number in nouns if actors[number].sector), None)
        for number in numbers:
            actor = actors[number]
            if actor.id is None:
                like = source or actors[nouns[0]]
                found[number] = replace(
                    actor, name=like.name, id=like.id, kind=like.kind, wikidata=like.wikidata,
                    country=like.country or country, sector=like.sector or sector,
                    rule=actor.rule if like is actor else "chain",
                )  # fmt: skip
    return found


def place_by_owners(parse: Parse, actors: Sequence[Actor], phrases: Sequence[Phrase | None]) -> list[Actor]:
    """The actors, "its troops" and "his government" with the country of whom the possessive means."""
    countries = {actor.chain: actor.country for actor in actors if actor.country and actor.sector not in INTERNATIONAL}
    found = list(actors)
    for number, (span, actor, phrase) in enumerate(zip(parse.actors, actors, phrases, strict=True)):
        country = countries.get(span.owner) if span.owner is not None else None
        if country is None or actor.country or actor.id or phrase is None or phrase.noun is None:
            continue
        if parse.tokens[span.last - 1].lower not in _OTHERS and actor.sector not in INTERNATIONAL:
            found[number] = replace(actor, country=country, rule=f"{actor.rule or 'words'}, country of the owner")
    return found


def is_name(phrase: Phrase) -> bool:
    """Whether a phrase names somebody rather than describes."""
    return phrase.noun is None or bool(phrase.named)


def _fullest(actors: list[Actor]) -> Actor | None:
    return max(actors, key=lambda actor: len(actor.name or ""), default=None)
