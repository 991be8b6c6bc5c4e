"""Which of several places of one name is meant: candidates and what speaks for them in, a ranking with reasons out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kgbuild.gazetteer import Gazetteer, PlaceRecord, fold
from kgbuild.resolvers.place_context import Context, is_near

MARGIN = 0.5
"""Two candidates whose scores lie closer than this are equal."""
SAME_KM = 60.0
"""Candidates closer than this are the same answer for a reader of a map."""

_BYGONE = 1.2  # what a name that a town bears no longer loses where a town of a size bears it ("Pokrovsk")
_LOCAL = 2.5  # what a name gains in the article's own state where local people or bodies stand beside it
_OF_A_SIZE = 5  # how many times larger the other may be
_key = lru_cache(maxsize=20_000)(fold)  # the same records are weighed again and again


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score and what made it, the weightiest reason first."""

    record: PlaceRecord
    score: float
    reasons: tuple[str, ...]


def rank_places(name: str, gazetteer: Gazetteer, *, near: Iterable[str] = ()) -> list[Ranked]:
    """The places of a name, best first; `near` names places that an article mentions beside it.

    The same scores decide when an article is resolved: the first is the answer if no other comes within `MARGIN`.
    """
    context = Context()
    for other in near:
        found = gazetteer.candidates(other)
        context.vote(other, found)
        settled, _ = choose(other, found, Context())
        if settled is not None:
            context.settle(other, settled)
    found = gazetteer.candidates(name)
    size = _largest(name, found)
    return [
        Ranked(record, round(score, 2), reasons_for(name, record, context, size=size))
        for score, record in rank(name, found, context)
    ]


def choose(
    name: str, candidates: Sequence[PlaceRecord], context: Context, *, local: bool = False
) -> tuple[PlaceRecord | None, list[PlaceRecord]]:
    """The best candidate, or none and those that are equal."""
    if len(candidates) < 2:
        return (candidates[0] if candidates else None), []
    scored = rank(name, candidates, context, local=local)
    top, best = scored[0]
    equal = [record for score, record in scored if top - score < MARGIN]
    if all(is_near(record, best, SAME_KM) for record in equal):
        return best, []
    return None, equal


def reasons_for(
    name: str, record: PlaceRecord, context: Context, *, size: int = 0, local: bool = False
) -> tuple[str, ...]:
    """Why a candidate has its score, in words: what the article says for it, then the name, then the population."""
    key = fold(name)
    found = list(context.reasons(record, key))
    if local and _local_gain(record, context.home(key)):
        found.append(f"local words beside it, and the article is about {record.country}")
    if record.level == "country":
        found.append("a state")
    elif record.feature == "PPLC":
        found.append("a capital")
    elif record.level != "settlement":
        found.append(
            {"admin1": "a first-level division", "admin2": "a second-level division"}.get(record.level, record.level)
        )
    elif record.population:
        found.append(f"{record.population:,} inhabitants")
    if record.alternate:
        found.append(f"further spelling of {record.name}")
    if _loss(record, key, size):
        found.append("no longer its name, and another town bears it")
    return tuple(found)


def rank(
    name: str, candidates: Sequence[PlaceRecord], context: Context, *, local: bool = False
) -> list[tuple[float, PlaceRecord]]:
    """Candidates with their scores, best first; equal scores in an order of their own, whatever order they came in.

    `local` tells that people or bodies of the place stand beside its name ("Paris police"): it then more likely lies in
    the state that the article is about.
    """
    key, size = fold(name), _largest(name, candidates)
    home = context.home(key) if local else ""
    scored = []
    for record in candidates:
        score = _prior(record, key) + context.support(record, key) - _loss(record, key, size)
        scored.append((score + _local_gain(record, home), record))
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].id < 0, -pair[1].population, pair[1].id))


def _local_gain(record: PlaceRecord, home: str) -> float:
    return _LOCAL if home and record.country == home and record.level != "country" else 0.0


def _largest(name: str, candidates: Iterable[PlaceRecord]) -> int:
    """Inhabitants up to which a town that is called otherwise is bygone beside those that bear the name."""
    key = fold(name)
    return _OF_A_SIZE * max(
        (r.population for r in candidates if r.level == "settlement" and _key(r.name) == key), default=0
    )


def _prior(record: PlaceRecord, key: str) -> float:
    """What a name means before the article is looked at."""
    exact = _key(record.name) == key
    if record.level == "country":
        score = 7.8 if exact or not record.alternate else 6.0
    elif record.level in ("area", "feature"):
        # Those of the project's and the user's own lists are well known; a dump has a hill or a dam of any name.
        score = 6.5 if record.id < 0 or record.feature == "CONT" else 1.2
    elif record.feature == "PPLC":
        score = 6.8
    elif record.level == "admin1":
        score = 4.2 + 0.35 * math.log10(record.population + 10) if exact else 2.2
    elif record.level == "admin2":
        score = 2.6 if exact else 0.4
    else:
        score = 0.75 * math.log10(record.population + 10)
    return score - (0.8 if record.alternate else 0.0)


def _loss(record: PlaceRecord, key: str, size: int) -> float:
    """What counts against a town of another name where the name is a town's that is not much smaller."""
    renamed = record.level == "settlement" and _key(record.name) != key and 0 < record.population < size
    return _BYGONE if renamed else 0.0
