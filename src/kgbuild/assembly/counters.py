"""One article's statements and answers in, its counter-charges out: who denies a deed and says that another did it.

"The movement denied shelling the camp and said that the army had attacked it": the two name two attackers, and one
attack. A side that tells of another place, another target or a deed of its own answers nothing by it. Who confirms or
denies a deed and says that nobody was harmed speaks of that deed too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kgbuild.assembly.amounts import name_target
from kgbuild.assembly.answers import Answer
from kgbuild.assembly.claims import VIOLENCE
from kgbuild.assembly.follow_up import REACH
from kgbuild.model import Actor, Article, Claimant, Statement

_OWN = re.compile(r"\b(?:its|their|his|her)\b[^.!?]*$", re.IGNORECASE)
_BEFORE = 60
"""Characters before a name in which "its spokesman" may stand."""


def find_counters(statements: Iterable[Statement], answers: Iterable[Answer], article: Article) -> dict[str, str]:
    """By the id of each counter-charge that of the statement whose denial it comes with, and of "no civilians died"."""
    ordered = sorted(statements, key=lambda one: (one.trigger, one.id))
    known = {one.id: one for one in ordered}
    counters: dict[str, str] = {}
    for answer in answers:
        about = known.get(answer.about)
        if about is None or about.action.type not in VIOLENCE:
            continue
        for one in ordered:
            gap = one.trigger.start - answer.statement.trigger.start
            if not 0 < gap <= REACH or one.id == about.id or not _is_claimed_by(one, answer.statement, article):
                continue
            if _spares(one) or (answer.stance == "denies" and _counters(one, about, answer.statement)):
                counters.setdefault(one.id, about.id)
    return counters


def _is_claimed_by(one: Statement, answer: Statement, article: Article) -> bool:
    """Whether a statement is told of violence by who gives the answer."""
    told = one.action.type in VIOLENCE and one.status == "claimed"
    return told and bool(one.claimants) and _says(one.claimants[-1], answer, article)


def _spares(one: Statement) -> bool:
    """Whether nobody was harmed, whoever did it."""
    return one.polarity == "negative" and not one.actors and bool(one.recipients)


def _counters(one: Statement, about: Statement, denial: Statement) -> bool:
    """Whether somebody else did it, to no other target."""
    if one.polarity != "positive" or not one.actors:
        return False
    named = _name_all(one.actors)
    if not named.isdisjoint(_name_all(denial.actors)) or not named.isdisjoint(_name_all(about.actors)):
        return False
    ours, theirs = (_list_targets(each.recipients) for each in (one, about))
    return not ours or not theirs or not ours.isdisjoint(theirs)


def _says(claimant: Claimant, denial: Statement, article: Article) -> bool:
    """Whether a claimant is the denier, or one of "its" right after the denial."""
    if {claimant.id, claimant.name} & _name_all(denial.actors):
        return True
    if claimant.mention is None or claimant.mention.start < denial.trigger.end:
        return False
    before = article.text[max(denial.trigger.end, claimant.mention.start - _BEFORE) : claimant.mention.end]
    return _OWN.search(before) is not None


def _name_all(actors: Iterable[Actor]) -> set[str]:
    return {name for actor in actors for name in (actor.id, actor.name) if name}


def _list_targets(actors: Iterable[Actor]) -> set[str]:
    return {kind for actor in actors if actor.mention and (kind := name_target(actor.mention.text))}
