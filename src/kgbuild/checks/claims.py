"""Statements in, findings about who says so out (KG6xx)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgbuild.model import Actor, Article, Claimant, Finding, Place, Statement
from kgbuild.vocabulary import Vocabulary
from kgbuild.vocabulary.codes import make_finding

Key = tuple[object, ...]


def check(statements: Sequence[Statement], article: Article, vocabulary: Vocabulary) -> Iterator[tuple[str, Finding]]:
    """Findings about chains of claimants, and about claimants who contradict themselves."""
    del article, vocabulary
    for statement in statements:
        for finding in (*_chain(statement.claimants), *_status(statement)):
            yield statement.id, finding
    yield from _contradictions(statements)


def _chain(claimants: Sequence[Claimant]) -> Iterator[Finding]:
    seen: set[str] = set()
    for claimant in claimants:
        key = _claimant_key(claimant)
        if key in seen:
            yield make_finding("KG602", claimant=claimant.name)
        seen.add(key)


def _claimant_key(claimant: Claimant) -> str:
    return claimant.id or claimant.name.casefold()


def _status(statement: Statement) -> Iterator[Finding]:
    claimants = statement.claimants
    if statement.status in {"claimed", "denied"} and not claimants:
        yield make_finding("KG603", status=statement.status)
    if statement.status == "asserted" and claimants:
        innermost = claimants[-1]
        if innermost.kind != "media" and innermost.cue is not None:
            yield make_finding("KG604", claimant=innermost.name)


def _contradictions(statements: Sequence[Statement]) -> Iterator[tuple[str, Finding]]:
    groups: dict[Key, dict[bool, list[Statement]]] = {}
    for statement in statements:
        # "One says this, one says that" is what disputed means; it is no contradiction.
        if statement.claimants and statement.status != "disputed":
            upholds = (statement.status != "denied") == (statement.polarity == "positive")
            groups.setdefault(_matter(statement), {}).setdefault(upholds, []).append(statement)
    for sides in groups.values():
        if len(sides) == 2:
            for side, others in ((sides[True], sides[False]), (sides[False], sides[True])):
                for statement in side:
                    name = statement.claimants[-1].name
                    yield statement.id, make_finding("KG601", claimant=name, other=others[0].id)


def _matter(statement: Statement) -> Key:
    """Who says what about what: statements that share it can contradict each other."""
    when = statement.date
    return (
        _claimant_key(statement.claimants[-1]),
        statement.action.type,
        statement.action.mode,
        statement.modality,
        tuple(sorted(_actor_key(actor) for actor in statement.actors)),
        tuple(sorted(_actor_key(actor) for actor in statement.recipients)),
        tuple(sorted(_place_key(place) for place in statement.locations)),
        (when.earliest, when.latest) if when is not None else None,
    )


def _actor_key(actor: Actor) -> str:
    return actor.id or (actor.name or (actor.mention.text if actor.mention is not None else "")).casefold()


def _place_key(place: Place) -> str:
    if place.geonames is not None:
        return str(place.geonames)
    return (place.name or (place.mention.text if place.mention is not None else "")).casefold()
