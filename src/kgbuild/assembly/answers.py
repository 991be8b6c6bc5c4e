"""One article's statements in, its denials and confirmations out, each with the statement that it answers.

Speech is no happening, but "the army denied it" is a word on one: it counts among those who deny the event, and stands
with the other statements about it. What is answered is what the words report; a denial whose content the text does not
repeat answers what was last told before it, by somebody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import replace

from kgbuild.assembly.follow_up import REACH, denies_it
from kgbuild.assembly.support import Stance, find_stance
from kgbuild.assembly.tellings import SILENT
from kgbuild.model import Claimant, Statement

_TURNED: Mapping[Stance, Stance] = MappingProxyType({"affirms": "denies", "denies": "affirms", "neither": "neither"})


class Answer(NamedTuple):
    """A denial or confirmation, said by who makes it; `about` is the id of what it answers, `action` its type."""

    statement: Statement
    about: str
    action: str
    stance: Stance


def find_answers(statements: Iterable[Statement]) -> list[Answer]:
    """The answers of one article, in the order of the text; what answers nothing that is told here is left out."""
    ordered = sorted(statements, key=lambda one: (one.trigger, one.id))
    told = [one for one in ordered if one.action.type not in SILENT]
    answers = []
    for one in ordered:
        if one.action.type not in SILENT or one.action.mode not in {"deny", "confirm"}:
            continue
        content = _find_content(one, told)
        about = content or _find_before(one, told)
        if about is not None:
            stance = _find_stance(one, about, reported=content is not None)
            answers.append(Answer(_let_actor_say(one), about.id, about.action.type, stance))
    return answers


def _find_content(answer: Statement, told: Sequence[Statement]) -> Statement | None:
    """What the word itself reports, or names behind it in its own stretch of the text."""
    start, end = answer.trigger.start, max(mention.end for mention in answer.evidence)
    for other in told:
        if any(one.cue is not None and one.cue.start == start for one in other.claimants):
            return other
    return next((other for other in told if start < other.trigger.start < end), None)


def _find_before(answer: Statement, told: Sequence[Statement]) -> Statement | None:
    """What "it" or "the accusation" takes up: what was last told, first of all by somebody whom an article quotes."""
    rest = max(answer.evidence, key=lambda mention: mention.end)
    words = rest.text[max(0, answer.trigger.start - rest.start) :]
    if not denies_it(words):
        return None
    own = {one.id or one.name for one in answer.actors}
    near = [
        other
        for other in reversed(told)
        if 0 < answer.trigger.start - other.trigger.start <= REACH
        and not (other.claimants and (other.claimants[-1].id or other.claimants[-1].name) in own)
    ]
    quoted = (other for other in near if other.status == "claimed" and other.actors)
    return next(quoted, next(iter(near), None))


def _find_stance(answer: Statement, about: Statement, *, reported: bool) -> Stance:
    """What the answer says of the happening; not to confirm says neither."""
    stance = find_stance(about)
    if answer.polarity == "negative":
        return "neither"
    if answer.action.mode == "confirm" or (reported and about.status == "denied"):
        return stance
    return _TURNED[stance]


def _let_actor_say(answer: Statement) -> Statement:
    """The statement with whoever denies or confirms as its innermost claimant."""
    sayers = tuple(
        Claimant(
            name=actor.name or (actor.mention.text if actor.mention else "unknown"),
            kind=actor.kind,
            mention=actor.mention,
            cue=answer.trigger,
            id=actor.id,
            country=actor.country,
        )
        for actor in answer.actors[:1]
    )
    return replace(answer, claimants=(*answer.claimants, *sayers))
