"""How far a statement is to be trusted: what its words look like in, the share of such statements that are right out.

A statement shows *signs* (its trigger is a noun, its actor a pronoun, the sentence has no finite verb ...). Each sign
has points; their sum is turned into a share by knots that were measured on judged statements. Both stand in
ontology/lexicon/en/confidence.toml; docs/confidence.md says how they were measured and how well they hold.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from kgbuild.errors import VocabularyError
from kgbuild.extractors.rules.roles import Arguments
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.extractors.rules.triggers import Trigger
from kgbuild.model import Statement

FAR = 8
"""Tokens between trigger and actor from which an attachment is a long one."""
LIKELY, SURE, CERTAIN = 0.5, 0.9, 0.97
"""Shares from which the tagger takes something to be so, from which it is sure, and from which it has no doubt."""
EARLY = 10
"""Tokens at the beginning of a sentence, where its main clause mostly has its verb."""
LONG = 35
"""Tokens of a sentence that parsers often get wrong."""
FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))
UNDER = frozenset(("acl", "advcl", "pcomp", "relcl", "xcomp"))

AGAINST: Mapping[str, str] = {
    "noun": "the trigger is a noun",
    "many-senses": "the trigger's words have other frames too",
    "under": "the trigger's clause hangs on another as a participle, an infinitive or a relative clause",
    "beneath": "the trigger stands in the sentence below that of another statement",
    "no-actor": "nobody acts",
    "pronoun-actor": "an actor is a pronoun",
    "bare-actor": "an actor is a noun phrase that is no known kind of actor",
    "far-actor": f"the nearest actor stands {FAR} words away or more",
    "two-actors": "several act",
    "no-recipient": "the frame has room for a recipient, and there is none",
    "pronoun-recipient": "a recipient is a pronoun",
    "bare-recipient": "a recipient is a noun phrase that is no known kind of actor",
    "two-recipients": "several suffer or receive",
    "claimed": "somebody in the text says so",
    "nested": "somebody says that somebody says so",
    "denied": "it is denied or negated",
    "unreal": "it is planned, wished, hypothetical or the like",
    "quoted": "the trigger stands between quotation marks",
    "long-sentence": f"the sentence has {LONG} words or more",
    "no-verb": "the sentence has no finite verb: a headline or a caption",
    "odd-root": "the sentence's head is no verb",
    "doubted": "a single word names the action in any company, and the tagger does not think that it does here",
    "silent": "the tagger takes the trigger for no action, of whatever type",
    "sure-noun": "the tagger is sure of a noun, and nouns are what it is sure of too easily",
    "other-standing": "the tagger reads polarity or modality otherwise",
    "other-sides": "the tagger takes none of those who act, or none of those who suffer, for such",
}
"""Signs of trouble, whose points are never above 0."""
FOR: Mapping[str, str] = {
    "saying": "the action is SAY: verbs of saying are many, plain and seldom misread",
    "main": "the trigger's clause is the sentence's main one",
    "early": f"the trigger is one of the sentence's first {EARLY} words",
    "told": "the trigger's clause is what the main verb tells, or joined to it",
    "full": "somebody acts, and somebody or something is acted on, received, reached or told",
    "phrase": "the trigger has several words",
    "sense": "the frame has conditions, and they hold",
    "named-actor": "an actor is in the registry",
    "named-recipient": "a recipient is in the registry",
    "placed": "a place is named",
    "dated": "the clause has a date of its own",
    "likely": "the tagger takes the trigger for one of this type",
    "agreed": "the tagger is sure of the trigger and its type",
    "certain": "the tagger has no doubt of the trigger and its type",
    "same-sides": "the tagger takes all who act and suffer for such",
    "counted": "a number of people, weapons or the like is given",
}
"""Signs of a reading that fits together, whose points are never below 0."""
SIGNS: Mapping[str, str] = {**AGAINST, **FOR}
"""What each sign means; the table may give points to these and to no others."""


@dataclass(frozen=True)
class Scale:
    """Points by sign, and knots (sum of points, share right) in rising order, between which shares are interpolated."""

    points: Mapping[str, int]
    knots: tuple[tuple[float, float], ...]

    def rate(self, signs: Iterable[str]) -> float:
        """The share of statements with these signs that are right, 0 to 1, to two places."""
        total = sum(self.points.get(sign, 0) for sign in signs)
        if total <= self.knots[0][0]:
            return round(self.knots[0][1], 2)
        for (low, below), (high, above) in pairwise(self.knots):
            if total <= high:
                return round(below + (above - below) * (total - low) / (high - low), 2)
        return round(self.knots[-1][1], 2)


@cache
def load_scale(path: Path, name: Literal["tagged", "rules"]) -> Scale:
    """A scale of a file: that of rules with the tagger, or that of rules alone.

    Raises:
        VocabularyError: the file is missing or malformed, names an unknown sign, or its shares don't rise with points.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))[name]
        points = {str(name): int(value) for name, value in content["points"].items()}
        knots = tuple((float(total), float(share)) for total, share in content["knots"])
    except (OSError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise VocabularyError(
            f"{path}: {error}. It needs [{name}.points] and `knots` in [{name}]; see docs/confidence.md."
        ) from error
    if unknown := points.keys() - SIGNS.keys():
        raise VocabularyError(f"{path}: unknown signs {sorted(unknown)}; have {', '.join(SIGNS)}")
    wrong = sorted(name for name, value in points.items() if value * (1 if name in FOR else -1) < 0)
    if wrong:
        raise VocabularyError(
            f"{path}: {wrong} speak for a statement with points below 0 or against it with some above"
        )
    rising = all(one[0] < two[0] and one[1] <= two[1] for one, two in pairwise(knots))
    if not (knots and rising and knots[0][1] >= 0 and knots[-1][1] <= 1):
        raise VocabularyError(f"{path}: knots are pairs of points and a share from 0 to 1, both rising")
    return Scale(points, knots)


def find_signs(
    tree: Tree, trigger: Trigger, arguments: Arguments, statement: Statement, acts: Collection[int]
) -> frozenset[str]:
    """What speaks for and against a statement, as names of SIGNS; `acts` are the words of all triggers but of SAY."""
    tests = {
        **_trigger_signs(tree, trigger, arguments),
        **_side_signs(tree, trigger, arguments, statement),
        **_claim_signs(statement),
        **_sentence_signs(tree, trigger),
        **_tagger_signs(tree, trigger, arguments, statement),
        "saying": statement.action.type == "SAY",
        "beneath": _is_beneath(tree, trigger, acts),
    }
    return frozenset(name for name, shown in tests.items() if shown)


def _is_beneath(tree: Tree, trigger: Trigger, acts: Collection[int]) -> bool:
    """Whether a word above a trigger belongs to another act."""
    own, i = {trigger.head, *trigger.words}, trigger.head
    while tree.tokens[i].head != i:
        i = tree.tokens[i].head
        if i in acts and i not in own:
            return True
    return False


def _trigger_signs(tree: Tree, trigger: Trigger, arguments: Arguments) -> dict[str, bool]:
    base = trigger.head if arguments.support is None else arguments.support
    clause = tree.tokens[tree.clause[base]]
    return {
        "noun": trigger.nominal,
        "phrase": len(trigger.words) > 1,
        "sense": arguments.frame.conditions > 0,
        "many-senses": len(trigger.frames) > 1,
        "under": clause.dep in UNDER,
        "early": trigger.head - tree.parse.sentences[tree.tokens[trigger.head].sentence].first < EARLY,
        "main": clause.dep == "ROOT",
        "told": clause.dep in ("ccomp", "conj"),
        "quoted": tree.quoted_at[trigger.head],
    }


def _side_signs(tree: Tree, trigger: Trigger, arguments: Arguments, statement: Statement) -> dict[str, bool]:
    actors, recipients = arguments.of("actor", "party"), arguments.of("recipient")
    return {
        "no-actor": not actors,
        "full": bool(actors) and bool(arguments.of("recipient", "place", "goal", "content")),
        "named-actor": any(_is_named(tree, head) for head in actors),
        "pronoun-actor": any(tree.tokens[head].pos == "PRON" for head in actors),
        "bare-actor": any(_is_bare(tree, head) for head in actors),
        "far-actor": bool(actors) and min(abs(head - trigger.head) for head in actors) >= FAR,
        "two-actors": len(statement.actors) > 1,
        "no-recipient": "recipient" in arguments.frame.roles.values() and not recipients,
        "pronoun-recipient": any(tree.tokens[head].pos == "PRON" for head in recipients),
        "bare-recipient": any(_is_bare(tree, head) for head in recipients),
        "named-recipient": any(_is_named(tree, head) for head in recipients),
        "two-recipients": len(statement.recipients) > 1,
        "placed": bool(statement.locations),
        "dated": statement.date is not None and statement.date.mention is not None and statement.date.basis == "text",
        "counted": any(item.kind != "other" for item in statement.quantities),
    }


def _is_bare(tree: Tree, head: int) -> bool:
    return head not in tree.actor_headed and head not in tree.actor_at and tree.place(head) is None


def _is_named(tree: Tree, head: int) -> bool:
    span = tree.actor_headed.get(head)
    return span is not None and span.entity is not None


def _claim_signs(statement: Statement) -> dict[str, bool]:
    chain = [item for item in statement.claimants if item.mention is not None]
    return {
        "claimed": len(chain) == 1,
        "nested": len(chain) > 1,
        "denied": statement.status == "denied" or statement.polarity == "negative",
        "unreal": statement.modality not in ("actual", "ongoing"),
    }


def _tagger_signs(tree: Tree, trigger: Trigger, arguments: Arguments, statement: Statement) -> dict[str, bool]:
    tags = tree.parse.tags
    if tags is None:
        return {}
    words = {trigger.head, *trigger.words}
    share = max(tags.share(i, statement.action.type) for i in words)
    now = bool(
        arguments.frame.needs & {"will", "will-not"}
    )  # "will not sign" is refused now: the tagger reads the verb
    special = bool(arguments.frame.conditions) or len(trigger.words) > 1  # a sense that the rules tell by more words
    heads = [(role, head) for role in ("actor", "recipient") for head in arguments.of(role)]
    agreed = [(role, tags.role_share(trigger.head, head, role) >= LIKELY) for role, head in heads]
    return {
        "doubted": share < LIKELY and not special,
        "silent": max(tags.likeliest(i)[1] for i in words) < LIKELY,
        "likely": share >= LIKELY,
        "agreed": share >= SURE,
        "certain": share >= CERTAIN,
        "sure-noun": share >= SURE and trigger.nominal,
        "other-standing": not now and tags.standing(trigger.head) != (statement.polarity, statement.modality),
        "other-sides": any(
            not any(same for other, same in agreed if other == role) for role in {role for role, _ in agreed}
        ),
        "same-sides": bool(agreed) and all(same for _, same in agreed),
    }


def _sentence_signs(tree: Tree, trigger: Trigger) -> dict[str, bool]:
    sentence = tree.parse.sentences[tree.tokens[trigger.head].sentence]
    tokens = tree.tokens[sentence.first : sentence.last]
    root = next((token for token in tokens if token.head == token.i), tokens[0])
    return {
        "long-sentence": len(tokens) >= LONG,
        "no-verb": not any(token.tag in FINITE for token in tokens),
        "odd-root": root.pos not in VERBAL,
    }
