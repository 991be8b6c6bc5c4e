"""By which means an act of violence was done: a trigger with its arguments in, a mode of ASSAULT out."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.extractors.rules.roles import Arguments
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.extractors.rules.triggers import Trigger

MEANS = (
    ("means_drone", "drone"),
    ("means_aerial", "aerial"),
    ("means_heavy", "heavy-weapons"),
    ("means_explosive", "explosives"),
    ("means_firearm", "firearms"),
    ("means_hand", "primitive"),
)
"""Classes of words.toml with their mode; where several means are named, the first of these counts."""
OPEN = frozenset((None, "explosives"))
"""Modes that a named means may fill or correct: what jets bombed was bombed from the air."""
BY = frozenset(("by", "with", "in", "from", "using"))


def mode_of(tree: Tree, trigger: Trigger, arguments: Arguments) -> str | None:
    """The frame's mode; of an assault whose words leave the means open that of the weapon or craft beside it."""
    frame = arguments.frame
    if frame.type != "ASSAULT" or frame.mode not in OPEN:
        return frame.mode
    words = tree.lexicon.words
    means = list(_means(tree, trigger, arguments))
    if any(tree.tokens[j].lemma == "suicide" for i in means for j in (i, *tree.tokens[i].children)):
        return "suicide-attack"
    lemmas = {word for i in means for word in (tree.tokens[i].lemma, tree.tokens[i].lower)}
    return next((mode for name, mode in MEANS if lemmas & words[name]), frame.mode)


def _means(tree: Tree, trigger: Trigger, arguments: Arguments) -> Iterator[int]:
    """Weapons and craft that act, stand behind "with" or "in", make up an event noun, or are "used to" do it."""
    yield from arguments.of("instrument", "actor")
    for name, head in tree.prepositions(trigger.head):
        if name in BY:
            yield head
    if trigger.nominal:
        yield from (j for j in tree.tokens[trigger.head].children if tree.tokens[j].dep in ("compound", "amod"))
    token = tree.tokens[trigger.head]
    if token.dep in ("xcomp", "advcl") and tree.tokens[token.head].lemma == "use":
        yield from tree.objects(token.head)
