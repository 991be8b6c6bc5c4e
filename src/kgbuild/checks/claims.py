"""Statements in, findings about who says so out (KG6xx)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgbuild.model import Actor, Article, Claimant, Finding, Place, Statement
from kgbuild.vocabulary import Vocabulary
from kgbuild.vocabulary.codes import make_finding

Key = tuple[object, ...]

PRONOUNS = frozenset({"i", "we", "you", "he", "she", "it", "they", "who", "this", "that"})
"""Names of claimants that tell nobody from anybody else."""
CHARGES = frozenset(
    {"accused", "charged", "convicted", "indicted", "implicated", "suspected", "sentenced", "blamed", "arrested"}
)
"""Words of attribution that make whom they are said of a defendant, not a speaker."""


def check(statements: Sequence[Statement], article: Article, vocabulary: Vocabulary) -> Iterator[tuple[str, Finding]]:
    """Findings about chains of claimants, and about claimants who contradict themselves."""
    del vocabulary
    for statement in statements:
        for finding in (*_chain(statement.claimants, article), *_status(statement), *_accused(statement)):
            yield statement.id, finding
    yield from _contradictions(statements)


def _chain(claimants: Sequence[Claimant], article: Article) -> Iterator[Finding]:
    keys = [_claimant_key(claimant) for claimant in claimants]
    for at, claimant in enumerate(claimants):
        # An outlet that names itself in its own report says it once.
        itself = at == 1 and _is_silent(claimants[0]) and not _is_silent(claimant)
        if keys[at] in keys[: 0 if itself else at]:
            yield make_finding("KG602", claimant=claimant.name)
    silent = {claimant.name for claimant in claimants if _is_silent(claimant)}
    if article.agency != article.publisher and {article.agency, article.publisher} <= silent:
        yield make_finding("KG606", publisher=article.publisher, agency=article.agency)


def _is_silent(claimant: Claimant) -> bool:
    """Whether the article is its word, as that of a publisher or agency is; all others are quoted somewhere in it."""
    return claimant.mention is None and claimant.cue is None


def _claimant_key(claimant: Claimant) -> Key:
    """The id, else the name; for a pronoun the place where it stands, as two of a kind can mean two people."""
    if claimant.id is None and claimant.name.casefold() in PRONOUNS and claimant.mention is not None:
        return ("mention", claimant.mention.start)
    return ("name", claimant.id or claimant.name.casefold())


def _accused(statement: Statement) -> Iterator[Finding]:
    """Who is charged with an act does not claim it."""
    if not statement.claimants:
        return
    claimant = statement.claimants[-1]
    if claimant.cue is None or claimant.mention is None or claimant.cue.text.casefold() not in CHARGES:
        return
    starts = {actor.mention.start for actor in statement.actors if actor.mention is not None}
    if claimant.mention.start in starts:
        yield make_finding("KG605", claimant=claimant.name, cue=claimant.cue.text)


def _status(statement: Statement) -> Iterator[Finding]:
    claimants = statement.claimants
    # Who published it is always there; it speaks in its own voice, and says so only with words of saying.
    unnamed = all(_is_silent(claimant) and claimant.kind == "media" for claimant in claimants)
    if statement.status in {"claimed", "denied"} and unnamed:
        yield make_finding("KG603", status=statement.status)
    if statement.status == "asserted" and claimants:
        innermost = claimants[-1]
        if innermost.kind != "media" and innermost.cue is not None:
            yield make_finding("KG604", claimant=innermost.name)


def _contradictions(statements: Sequence[Statement]) -> Iterator[tuple[str, Finding]]:
    groups: dict[Key, dict[bool, list[Statement]]] = {}
    for statement in statements:
        # "One says this, one says that" is what disputed means; it is no contradiction.
        if statement.claimants and statement.status != "disputed" and _is_definite(statement):
            upholds = (statement.status != "denied") == (statement.polarity == "positive")
            groups.setdefault(_matter(statement), {}).setdefault(upholds, []).append(statement)
    for sides in groups.values():
        if len(sides) == 2:
            for side, others in ((sides[True], sides[False]), (sides[False], sides[True])):
                for statement in side:
                    name = statement.claimants[-1].name
                    yield statement.id, make_finding("KG601", claimant=name, other=others[0].id)


def _is_definite(statement: Statement) -> bool:
    """Whether two statements alike in all slots are about one thing; two strikes of an air force need not be."""
    filled = sum(map(bool, (statement.actors, statement.recipients, statement.locations)))
    return statement.action.type != "SAY" and filled > 1


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
