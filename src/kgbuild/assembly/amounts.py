"""Numbers of a statement in, amounts that can be compared out: who is counted, from how many to how many."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from kgbuild.assembly.knowledge import load_knowledge
from kgbuild.model import Actor, Quantity, QuantityKind, Statement

EVERYONE = "everyone"
PEOPLE: frozenset[QuantityKind] = frozenset({"killed", "wounded", "missing", "captured", "displaced", "troops"})
_UNCOMPARED: frozenset[QuantityKind] = frozenset({"other"})
FIGHTERS = "fighters"
ARMED = frozenset({"soldiers", FIGHTERS, "police"})
"""Populations of which each side has its own."""
_REACH = 40
"""Characters between a number and the noun that it counts."""
_WORD = re.compile(r"[\w'-]+")
_HEAD_END = re.compile(r"\b(?:of|from|in|at|on|who|that|which|with|near|for)\b")

Relation = Literal["compatible", "more", "fewer"]


class Amount(Struct, frozen=True, order=True):
    """So many of a population: `low` and `high` are inclusive, an open bound is `None`.

    `of` is whom or what is counted, `country` whose. `part` marks the number that is a part of another one.
    """

    kind: QuantityKind
    of: str
    low: float | None
    high: float | None
    country: str | None
    part: bool
    text: str


def read_amounts(statement: Statement) -> tuple[Amount, ...]:
    """What a statement counts; a harm that it says did not happen counts none."""
    amounts = [
        _read_amount(statement, quantity)
        for quantity in statement.quantities
        if quantity.kind not in _UNCOMPARED and not (quantity.low is None and quantity.high is None)
    ]
    action = statement.action
    harmful = action.type in {"CASUALTY", "ASSAULT"}
    if not amounts and harmful and statement.polarity == "negative" and statement.status != "denied":
        kind = _KINDS.get(action.mode or "") or load_knowledge().harm.get(find_head(statement.trigger.text))
        heads = {find_head(actor.mention.text) for actor in statement.recipients if actor.mention}
        if kind is not None and heads <= load_knowledge().parts.nobody:
            return (Amount(kind, EVERYONE, 0, 0, None, False, "none"),)
    return tuple(amounts) if statement.polarity == "positive" and statement.status != "denied" else ()


_KINDS: dict[str, QuantityKind] = {
    "killed": "killed",
    "wounded": "wounded",
    "missing": "missing",
    "captured": "captured",
}


def compare_amounts(one: Amount, other: Amount) -> Relation | None:
    """How the second stands to the first; `None` where they do not count the same.

    Of a part and its whole only this is known: a part that is larger than the whole cannot be.
    """
    if one.kind != other.kind or one.part or other.part:
        return None
    if one.country and other.country and one.country != other.country:
        return None
    if one.of != other.of:
        if one.kind not in PEOPLE or EVERYONE not in {one.of, other.of}:
            return None
        whole, part = (one, other) if one.of == EVERYONE else (other, one)
        if not _exceeds(part, whole):
            return None
        return "more" if part is other else "fewer"
    if _exceeds(other, one):
        return "more"
    return "fewer" if _exceeds(one, other) else "compatible"


def grows(one: Amount, other: Amount) -> bool:
    """Whether a second count of the same goes beyond the first one's floor: "at least 4", then "seven"."""
    return one.of == other.of and one.low is not None and other.low is not None and other.low > one.low


def supports(one: Amount, other: Amount) -> bool:
    """Whether two counts bear each other out: both can hold, and a bare floor is not far below the other."""
    if compare_amounts(one, other) != "compatible":
        return False
    floors = [amount.low for amount in (one, other) if amount.low]
    return len(floors) < 2 or max(floors) <= min(floors) * (1 + load_knowledge().amounts.near)


@lru_cache(maxsize=65536)
def name_target(words: str) -> str | None:
    """The kind of target that these words name ("the railway yard": "railway"), `None` where they name none."""
    targets = load_knowledge().targets
    found = [word.casefold() for word in _WORD.findall(words)]
    for size in (2, 1):
        for start in range(len(found) - size, -1, -1):
            if kind := targets.get(" ".join(found[start : start + size])):
                return kind
    return None


@lru_cache(maxsize=65536)
def find_head(words: str) -> str:
    """The last noun of a noun phrase, in lower case: "the camp for displaced people" gives "camp"."""
    found = _WORD.findall(_HEAD_END.split(words.casefold(), maxsplit=1)[0])
    return found[-1] if found else ""


def _exceeds(one: Amount, other: Amount) -> bool:
    return one.low is not None and other.high is not None and one.low > other.high


def _read_amount(statement: Statement, quantity: Quantity) -> Amount:
    knowledge = load_knowledge()
    counted = _find_counted(statement, quantity)
    words = counted.mention.text if counted is not None and counted.mention is not None else ""
    noun = find_head(words)
    if quantity.kind in PEOPLE:
        of = knowledge.populations.get(noun) or (noun if counted is not None and not noun.isdigit() else EVERYONE)
        if counted is not None and counted.mention is not None and counted.mention.text == quantity.text:
            of = EVERYONE
    else:
        of = " ".join(part for part in (statement.action.type, statement.action.mode, quantity.unit, noun) if part)
    low, high = quantity.low, quantity.high
    if quantity.approximate:
        low = None if low is None else low * (1 - knowledge.amounts.approximate)
        high = None if high is None else high * (1 + knowledge.amounts.approximate)
    if noun in knowledge.amounts.seen:
        high = None
    return Amount(
        kind=quantity.kind,
        of=of,
        low=low,
        high=high,
        country=counted.country if counted is not None and of in ARMED else None,
        part=_is_part(statement, quantity, words),
        text=quantity.text,
    )


def _find_counted(statement: Statement, quantity: Quantity) -> Actor | None:
    """The recipient that the number counts: the one that holds it, else the next after it."""
    near = [
        (max(0, actor.mention.start - quantity.end), position, actor)
        for position, actor in enumerate(statement.recipients)
        if actor.mention is not None
        and (actor.mention.start >= quantity.start or actor.mention.end >= quantity.end > actor.mention.start)
        and actor.mention.start - quantity.end <= _REACH
    ]
    if not near and statement.action.type == "CASUALTY" and len(statement.recipients) == 1:
        return statement.recipients[0]  # "put the number of dead soldiers at 34"
    return min(near, key=lambda one: one[:2])[2] if near else None


def _is_part(statement: Statement, quantity: Quantity, words: str) -> bool:
    knowledge = load_knowledge()
    said = {word.casefold() for word in _WORD.findall(words)}
    if said & knowledge.parts.within or (quantity.kind == "killed" and said & knowledge.parts.residual):
        return True
    for mention in statement.evidence:
        if mention.start <= quantity.start < mention.end:
            before = mention.text[: quantity.start - mention.start].casefold().rstrip(" ,\u2014-")
            if any(before.endswith((word, f"{word} at least", f"{word} some")) for word in knowledge.parts.before):
                return True
    return False
