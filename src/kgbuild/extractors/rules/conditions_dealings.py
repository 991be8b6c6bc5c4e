"""Is an act one between sides, as dealings are: a trigger with its arguments in, yes or no for each need out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kgbuild.extractors.rules.syntax import Tree
from kgbuild.extractors.rules.triggers import Trigger

if TYPE_CHECKING:
    from kgbuild.extractors.rules.roles import Arguments


def _aid(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    things = [tree.tokens[head].lemma for head in arguments.of("thing")]
    if arguments.of("thing") and all(tree.tokens[head].pos == "PRON" for head in arguments.of("thing")):
        return False  # "gave it to the editor": no telling what
    verbal = bool(set(things) & tree.lexicon.words["no_gift"])
    named = bool(arguments.of("actor")) or bool(set(things) & tree.lexicon.words["goods"])
    return trigger.nominal or (bool(arguments.of("recipient") and things) and named and not verbal)


def _together(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether a meeting has two parties: two sides, several people, or a body; "meet a payment" has none."""
    met = tree.objects(trigger.head) if arguments.frame.roles.get("object") == "recipient" else []
    if met and len(trigger.words) == 1 and all(tree.noun_class(head) in ("thing", "event") for head in met):
        return False
    if trigger.nominal or len(trigger.words) > 1:
        return True
    sides = [head for head in arguments.of("actor", "recipient", "party") if tree.tokens[head].lower != "you"]
    return len(sides) > 1 or any(_is_several(tree, head) for head in sides)


def _is_several(tree: Tree, head: int) -> bool:
    token, span = tree.tokens[head], tree.actor_headed.get(head)
    return (
        token.tag in ("NNS", "NNPS")
        or token.lower in ("they", "we", "both", "who")
        or (span is not None and span.kind != "person")
    )


def _dissent(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether a rally is a protest: for or against something, or told as one; a candidate's rally is none."""
    if arguments.of("recipient") or any(tree.tokens[head].tag in ("NNS", "NNPS") for head in arguments.of("actor")):
        return True
    children = [tree.tokens[j] for i in trigger.words for j in tree.tokens[i].children]
    return any(
        child.lower in ("over", "against", "support", "solidarity")
        or child.lower.startswith(("anti", "pro"))
        or child.lemma in tree.lexicon.words["dissent"]
        or (child.tag == "VB" and child.dep in ("acl", "advcl"))
        for child in children
    )


def _settled(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether something is agreed on, or several agree; "the institute agreed" is of one opinion with another."""
    if trigger.nominal or len(trigger.words) > 1 or arguments.of("content", "thing", "recipient"):
        return True
    actors = arguments.of("actor", "party")
    return len(actors) > 1 or any(tree.tokens[head].tag in ("NNS", "NNPS") for head in actors)


def _promised(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether an offer is a promise: to do something, to somebody, or of help."""
    del trigger
    return bool(arguments.of("recipient", "content")) or any(
        tree.tokens[head].lemma in tree.lexicon.words["goods"] | {"concession", "apology"}
        for head in arguments.of("thing")
    )


def _envoy(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    return len(trigger.words) > 1 or any(
        tree.tokens[head].lemma in tree.lexicon.words["envoy"] for head in arguments.of("recipient")
    )


def _is_held(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether somebody is held: "the pilot was being held", not talks or a town."""
    held = tree.subjects(trigger.head)
    return arguments.passive and bool(held) and all(tree.noun_class(head) == "person" for head in held)


def _not_from(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del arguments
    return all(name != "from" for name, _ in tree.prepositions(trigger.head))


DEALING_NEEDS: dict[str, Callable[[Tree, Trigger, Arguments], bool]] = {
    "aid": _aid,
    "dissent": _dissent,
    "envoy": _envoy,
    "held": _is_held,
    "not-from": _not_from,
    "promised": _promised,
    "settled": _settled,
    "together": _together,
}
"""Needs of meetings, promises, gifts, protests and arrests."""
