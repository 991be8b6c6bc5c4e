"""Who fills the roles of a frame: a trigger and its tree in, role fillers out; its conditions are judged here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kgbuild.extractors.rules.conditions import holds, ruled_out
from kgbuild.extractors.rules.conditions_clauses import FRIENDLY, SELVES, will, will_not
from kgbuild.extractors.rules.fillers import fill_nominal, fill_verbal
from kgbuild.extractors.rules.roles import Arguments
from kgbuild.extractors.rules.settle import BODILY, add_inner_sides, settle
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.extractors.rules.triggers import Trigger, find_triggers
from kgbuild.lexicon import Frame

REFUSAL = "reject.will-not"
PROMISE = "agree.will"
PROMISED = frozenset(("AID", "COOPERATE"))
"""Types of which a plain future is a promise (CAMEO 03); who will withdraw or release has planned an act."""


def read_triggers(tree: Tree) -> Iterator[tuple[Trigger, Frame, tuple[int, ...], Arguments]]:
    """The triggers that mean something, in text order, with frame, words and arguments; no word serves two of them."""
    taken: set[int] = set()
    for trigger in find_triggers(tree):
        if trigger.words[0] in taken or trigger.head in taken:
            continue
        meant = read_arguments(tree, trigger)
        if meant is not None:
            words = meant[1]
            taken.update(words)
            if not trigger.nominal:
                taken.update(
                    i
                    for i in range(words[0], words[-1])
                    if tree.tokens[i].head in words and tree.tokens[i].dep in ("amod", "compound", "nummod")
                )
            if _is_promise(tree, trigger, meant[2]):  # what one will do for others, one promises
                promise = replace(meant[2], frame=tree.lexicon.frame(PROMISE))
                yield trigger, promise.frame, words, promise
            else:
                yield trigger, *meant


def _is_promise(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether it is said what somebody will do for others, and no verb of promising above says so already."""
    token = tree.tokens[trigger.head]
    return (
        not trigger.nominal
        and arguments.frame.type in PROMISED
        and arguments.frame.mode != "resign"
        and bool(arguments.of("actor"))
        and not arguments.passive
        and will(tree, trigger.head)
        and not any(token.dep == "ccomp" and tree.tokens[j].lower in SELVES for j in token.children)
    )


def read_arguments(tree: Tree, trigger: Trigger) -> tuple[Frame, tuple[int, ...], Arguments] | None:
    """The first frame whose conditions hold, the trigger's words under it, and its arguments; None if none does."""
    for frame, words in trigger.frames:
        if ruled_out(tree, trigger, frame):
            continue
        arguments = Arguments(frame)
        if trigger.nominal:
            fill_nominal(tree, trigger.head, words, arguments)
        else:
            fill_verbal(tree, trigger.head, words, arguments)
        if holds(tree, trigger, words, arguments):
            if frame.type in FRIENDLY and not trigger.nominal and will_not(tree, trigger.head):
                arguments.frame = tree.lexicon.frame(REFUSAL)  # what one will not do, one refuses
            settle(tree, trigger, arguments)
            if arguments.frame.type not in BODILY and not trigger.nominal and len(words) > 1:
                add_inner_sides(tree, words, arguments)
            return arguments.frame, words, arguments
    return None
