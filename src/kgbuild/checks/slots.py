"""Statements in, findings about who does it and to whom out (KG1xx; numbers are looked at in quantities.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgbuild.model import Actor, Article, Finding, Statement
from kgbuild.vocabulary import Vocabulary
from kgbuild.vocabulary.codes import make_finding

FIGHTING = frozenset({"ASSAULT", "CONTROL", "MOBILIZE"})
"""Acts that no medium does, whatever the parse says; its people do move about."""
MUTUAL = "COOPERATE"
"""The act that two actors do to each other, so that neither is the recipient."""
BEARERS = frozenset({"armed_force", "armed_group", "state"})
"""Kinds that may fight even when they run the site that publishes the report."""
NOBODY = frozenset(
    {"a", "an", "the", "who", "whom", "whose", "which", "what", "that"}
    | {"is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did"}
)
"""Words that stand in for a name and name nobody by themselves; WHO and IS are not among them."""
AMOUNT = re.compile(r"(?:[A-Z]{1,3})?[$€£¥]\s?\d[\d.,]*(?:\s?(?:thousand|million|billion|trillion|bn|mn|m|k))?")
"""A sum of money and nothing else."""


def check(statements: Sequence[Statement], article: Article, vocabulary: Vocabulary) -> Iterator[tuple[str, Finding]]:
    """Findings about roles; `article` is the one the statements were read from."""
    places: set[tuple[int, int]] = set()
    named: set[str] = set()
    for statement in statements:
        for place in statement.locations:
            if place.mention is not None and place.usage == "place":
                places.add((place.mention.start, place.mention.end))
                if place.status == "resolved":
                    named.add(place.mention.text.casefold())
    media = {name.casefold() for name in (article.agency, article.publisher) if name}
    for statement in statements:
        for finding in (
            *_roles(statement, vocabulary),
            *_places(statement, places, named),
            *_reporters(statement, media),
            *_both_sides(statement),
            *_words_for_nobody(statement),
        ):
            yield statement.id, finding


def _roles(statement: Statement, vocabulary: Vocabulary) -> Iterator[Finding]:
    dated = statement.date is not None and statement.date.mention is not None
    if not (statement.actors or statement.recipients or statement.locations or statement.quantities or dated):
        yield make_finding("KG101")
    elif not statement.recipients:
        concept = vocabulary.action_types.get(statement.action.type)
        mutual = statement.action.type == MUTUAL and len(statement.actors) > 1
        if concept is not None and concept.needs_recipient and not mutual:
            yield make_finding("KG102", type=statement.action.type)
    if not 0 <= statement.confidence <= 1:
        yield make_finding("KG109", value=statement.confidence)


def _places(statement: Statement, places: set[tuple[int, int]], named: set[str]) -> Iterator[Finding]:
    """An actor in the very words of a place, or unknown but for a name that is a place elsewhere in the article."""
    for actor in statement.actors:
        mention = actor.mention
        if mention is None or actor.kind in {"state", "nationality"}:
            continue
        unknown = actor.kind == "unknown" and actor.id is None
        if (mention.start, mention.end) in places or (unknown and mention.text.casefold() in named):
            yield make_finding("KG103", words=mention.text)


def _reporters(statement: Statement, media: set[str]) -> Iterator[Finding]:
    if statement.action.type not in FIGHTING:
        return
    for actor in statement.actors:
        words = _words(actor)
        publishes = bool({words.casefold(), (actor.name or "").casefold()} & media) and actor.kind not in BEARERS
        # "Daily News" is a medium, "local journalists" are people.
        titled = (actor.name or words).split()[-1][:1].isupper()
        if publishes or (actor.kind == "media" and (actor.id is not None or titled)):
            yield make_finding("KG104", words=words, type=statement.action.type)


def _both_sides(statement: Statement) -> Iterator[Finding]:
    if statement.recipients:
        acting = {key for actor in statement.actors for key in _keys(actor)}
        for recipient in statement.recipients:
            if not acting.isdisjoint(_keys(recipient)):
                yield make_finding("KG105", words=_words(recipient))


def _keys(actor: Actor) -> list[tuple[str, object]]:
    """What makes two actors one: the id, else the name; the very same words; the chain of mentions they belong to."""
    keys: list[tuple[str, object]] = []
    if actor.id is not None:
        keys.append(("id", actor.id))
    elif actor.name is not None and not actor.name.islower():  # "a girl" and "another girl" are two
        keys.append(("name", actor.name.casefold()))
    if actor.mention is not None:
        keys.append(("mention", (actor.mention.start, actor.mention.end)))
    if actor.chain is not None:
        keys.append(("chain", actor.chain))
    return keys


def _words_for_nobody(statement: Statement) -> Iterator[Finding]:
    slots = (("actors", statement.actors), ("recipients", statement.recipients), ("claimants", statement.claimants))
    for slot, parties in slots:
        for party in parties:
            mention = party.mention
            if mention is None or party.id is not None:
                continue
            if slot != "claimants" and AMOUNT.fullmatch(mention.text):
                yield make_finding("KG110", slot=slot, words=mention.text)
            elif (
                mention.text.lower() in NOBODY and not mention.text.isupper() and _is_unnamed(party.name, mention.text)
            ):
                yield make_finding("KG111", slot=slot, words=mention.text)


def _is_unnamed(name: str | None, words: str) -> bool:
    return name is None or name.casefold() == words.casefold()


def _words(actor: Actor) -> str:
    return actor.mention.text if actor.mention is not None else actor.name or "somebody"
