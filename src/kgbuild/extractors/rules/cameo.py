"""The CAMEO code of an action: a trigger with its arguments and standing in, the code out."""

from __future__ import annotations

from kgbuild.extractors.rules.conditions_dealings import goes_to_help, keeps_peace, rallies
from kgbuild.extractors.rules.roles import Arguments
from kgbuild.extractors.rules.standing import Standing
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.extractors.rules.triggers import Trigger

GOING = frozenset(("cross", "deploy", "troops"))
"""Modes of those who go somewhere."""


def choose_code(tree: Tree, trigger: Trigger, arguments: Arguments, standing: Standing) -> str | None:
    """A frame's own CAMEO code; of what somebody will do, or is only considering, the code of that.

    Who calls on others to march or mobilise against somebody, or for sanctions, rallies them; troops that go to keep
    the peace give protection, whatever moves them, and those who go to help give help.
    """
    codes, frame = tree.lexicon.codes, arguments.frame
    if standing.modality in ("planned", "intended", "hypothetical") and _is_considered(tree, trigger.head):
        return codes.considered
    will = not trigger.nominal and any(
        tree.tokens[j].dep == "aux" and tree.tokens[j].lower in ("will", "'ll", "would")
        for j in tree.tokens[trigger.head].children
    )
    if will and standing.modality == "planned" and standing.polarity == "positive":
        return codes.intended.get(frame.type, frame.cameo)
    if frame.type == "REQUEST" and (frame.cameo or "").startswith("02") and rallies(tree, trigger.head):
        return codes.rallied
    if frame.mode in GOING and keeps_peace(tree, trigger, arguments):
        return codes.peacekeeping
    if frame.mode in GOING and goes_to_help(tree, trigger):
        return codes.help
    return frame.cameo


def _is_considered(tree: Tree, verb: int) -> bool:
    """Whether somebody only thinks of doing it: "is considering sending", "explored the possibility of sending"."""
    words, token = tree.lexicon.words, tree.tokens[verb]
    while token.head != token.i and token.dep in ("conj", "pcomp", "xcomp", "ccomp", "dobj", "prep", "pobj"):
        token = tree.tokens[token.head]
        if token.pos == "VERB":
            return token.lemma in words["considering"]
        if token.pos == "NOUN" and token.lemma not in words["considered"]:
            return False
    return False
