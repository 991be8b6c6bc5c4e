"""What ground must be for it to change hands: a trigger with its arguments in, yes or no for each need out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kgbuild.extractors.rules.conditions_sides import SIDE_NEEDS, in_place
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.extractors.rules.triggers import Trigger

if TYPE_CHECKING:
    from kgbuild.extractors.rules.roles import Arguments

WHEN = frozenset(("after", "before", "despite", "during", "following", "since", "without"))
"""Prepositions behind "fell" that say when or how a town was lost; "into recession", "behind Lagos" do not."""
STATES = frozenset(("acomp", "oprd", "attr", "prt", "dobj", "xcomp", "npadvmod"))
"""What a place that only falls silent, short or two percent has beside its verb."""


def _given_up(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether a town, and no state, falls without a word of into what, to whom or how far."""
    heads = arguments.of("place")
    if not heads or any(_is_state(tree, head) for head in heads):
        return False
    below = [tree.tokens[j] for j in tree.tokens[trigger.head].children]
    timed = {token.i for token in below if token.i in tree.time_at}
    if any(token.dep in STATES and token.i not in timed for token in below):
        return False
    behind = ((name, head) for name, head in tree.prepositions(trigger.head) if head not in tree.time_at)
    return all(name in WHEN or (name == "in" and tree.noun_class(head) in ("event", "time")) for name, head in behind)


def _is_state(tree: Tree, head: int) -> bool:
    place = tree.place(head)
    return place is not None and (tree.is_country(head) or place.level in ("country", "admin1"))


def _lost_ground(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether a strong point, or a site or a body at its post with the name of the place, is what was lost."""
    del trigger
    strong = tree.lexicon.words["strongpoint"]
    return arguments.passive and any(
        tree.tokens[head].lemma in strong
        or head in tree.site_at
        or (in_place(tree, head) and (tree.noun_class(head) == "facility" or _is_post(tree, head)))
        for head in arguments.of("place")
    )


def _is_post(tree: Tree, head: int) -> bool:
    """Whether a body's name means the ground where it sits: "the Eastern Command in Taunggyi"."""
    return tree.tokens[head].lemma.lower() in tree.lexicon.words["posted"]


def _men_lost(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether it is men, not a body at its post, who are lost."""
    del trigger
    heads = arguments.of("recipient")
    return not (arguments.passive and heads and all(_is_post(tree, head) and in_place(tree, head) for head in heads))


def _forces_leave(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether an armed side leaves, and nothing says for where or what, nor who stays behind."""
    below = [tree.tokens[j] for j in tree.tokens[trigger.head].children]
    bare = not any(token.dep in ("dobj", "xcomp", "oprd", "acomp", "prt", "ccomp") for token in below)
    for_what = any(name in ("for", "to", "with") for name, _ in tree.prepositions(trigger.head))
    return bare and not for_what and SIDE_NEEDS["armed-side"](tree, trigger, arguments)


def _at_site(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether it is a building or a camp that somebody sees, where nobody need be met."""
    del arguments
    words = tree.lexicon.words
    return any(
        tree.place(j) is None
        and tree.tokens[j].lemma in words["facility"]
        and tree.tokens[j].lemma not in words["craft"]
        for j in tree.objects(trigger.head)
    )


def _no_site(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    return not _at_site(tree, trigger, arguments)


GROUND_NEEDS: dict[str, Callable[[Tree, Trigger, Arguments], bool]] = {
    "at-site": _at_site,
    "forces-leave": _forces_leave,
    "given-up": _given_up,
    "lost-ground": _lost_ground,
    "men-lost": _men_lost,
    "no-site": _no_site,
}
"""Needs that look at ground and who is on it."""
