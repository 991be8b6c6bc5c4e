"""Statements in, findings about who, to whom and how many out (KG1xx)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kgbuild.model import Actor, Article, Finding, Quantity, Statement
from kgbuild.vocabulary import Vocabulary
from kgbuild.vocabulary.codes import make_finding

FIGHTING = frozenset({"ASSAULT", "CONTROL", "MOBILIZE", "MOVE"})
"""Acts that no medium does, whatever the parse says."""
BEARERS = frozenset({"armed_force", "armed_group", "state"})
"""Kinds that may fight even when they run the site that publishes the report."""
LARGEST: dict[str, float] = {
    "killed": 2_000_000,
    "wounded": 5_000_000,
    "missing": 2_000_000,
    "captured": 2_000_000,
    "displaced": 130_000_000,  # all displaced people of the world in 2024: 123 million (UNHCR)
    "troops": 5_000_000,
    "area": 149_000_000,  # the land of the Earth in km2
    "distance": 40_075,  # the equator in km
    "weapon": 100_000_000,
}
"""The most that one report can mean; kinds not listed have no upper end."""
LIMITED_UNITS = frozenset({None, "km", "km2", "person"})
"""Units in which `LARGEST` counts; other units are not compared."""
REACH = 80
"""How many code points may lie between a whole and the words for its part."""
PART_WORDS = re.compile(r"\b(?:including|among (?:them|whom)|of (?:them|whom)|at least one of)\b", re.IGNORECASE)


def check(statements: Sequence[Statement], article: Article, vocabulary: Vocabulary) -> Iterator[tuple[str, Finding]]:
    """Findings about roles and quantities; `article` is the one the statements were read from."""
    places = {
        (place.mention.start, place.mention.end)
        for statement in statements
        for place in statement.locations
        if place.mention is not None and place.usage == "place"
    }
    media = {name.casefold() for name in (article.agency, article.publisher) if name}
    for statement in statements:
        for finding in (
            *_roles(statement, vocabulary),
            *_actors(statement, places, media),
            *_quantities(statement.quantities, article.text),
        ):
            yield statement.id, finding


def _roles(statement: Statement, vocabulary: Vocabulary) -> Iterator[Finding]:
    dated = statement.date is not None and statement.date.mention is not None
    if not (statement.actors or statement.recipients or statement.locations or statement.quantities or dated):
        yield make_finding("KG101")
    elif not statement.recipients:
        concept = vocabulary.action_types.get(statement.action.type)
        if concept is not None and concept.needs_recipient:
            yield make_finding("KG102", type=statement.action.type)
    if not 0 <= statement.confidence <= 1:
        yield make_finding("KG109", value=statement.confidence)


def _actors(statement: Statement, places: set[tuple[int, int]], media: set[str]) -> Iterator[Finding]:
    for actor in statement.actors:
        mention = actor.mention
        named = (actor.name or "").casefold() in media or (mention is not None and mention.text.casefold() in media)
        if (
            mention is not None
            and (mention.start, mention.end) in places
            and actor.kind not in {"state", "nationality"}
        ):
            yield make_finding("KG103", words=_words(actor))
        if statement.action.type in FIGHTING and (actor.kind == "media" or (named and actor.kind not in BEARERS)):
            yield make_finding("KG104", words=_words(actor), type=statement.action.type)
    if statement.recipients:
        acting = {key for actor in statement.actors for key in _keys(actor)}
        for recipient in statement.recipients:
            if not acting.isdisjoint(_keys(recipient)):
                yield make_finding("KG105", words=_words(recipient))


def _words(actor: Actor) -> str:
    return actor.mention.text if actor.mention is not None else actor.name or "somebody"


def _keys(actor: Actor) -> list[tuple[str, object]]:
    """What makes two actors one: the id, else the name; or the very same words."""
    keys: list[tuple[str, object]] = []
    if actor.id is not None:
        keys.append(("id", actor.id))
    elif actor.name is not None:
        keys.append(("name", actor.name.casefold()))
    if actor.mention is not None:
        keys.append(("mention", (actor.mention.start, actor.mention.end)))
    return keys


def _quantities(quantities: Sequence[Quantity], text: str) -> Iterator[Finding]:
    for quantity in quantities:
        low, high = quantity.low, quantity.high
        if low is not None and high is not None and low > high:
            yield make_finding("KG106", words=quantity.text, low=low, high=high)
        most = LARGEST.get(quantity.kind, float("inf")) if quantity.unit in LIMITED_UNITS else float("inf")
        for value in (low, high):
            if value is not None and not 0 <= value <= most:
                yield make_finding(
                    "KG107", words=quantity.text, value=value, kind=quantity.kind, least=0, most=f"{most:,.0f}"
                )
                break
    if len(quantities) > 1:
        ordered = sorted(quantities, key=lambda quantity: quantity.start)
        for whole, part in pairwise(ordered):
            near = part.start - whole.end < REACH
            if near and whole.kind == part.kind and PART_WORDS.search(text, whole.end, part.start):
                yield make_finding("KG108", words=part.text, whole=whole.text)
