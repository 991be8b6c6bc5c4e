"""Who stands behind a thing, a happening or a clause: a noun or a verb in its tree in, token heads of somebody out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from kgbuild.extractors.rules.syntax import VERBAL, Tree

SIDES = ("of", "by", "from", "with", "against", "between", "to", "for", "toward", "towards", "on", "in", "over", "upon")
"""Prepositions behind a noun whose object may be its side, nearest in meaning first."""
DUE = frozenset(("dative", "to", "with", "for", "against", "toward", "towards"))
"""Prepositions behind a verb whose object it is done to."""
FURTHER = frozenset(("from", "on", "in", "of", "into"))
SELF = frozenset(("it", "itself", "they", "themselves", "we", "us", "i", "he", "she"))
ABOUT = frozenset(("in", "over", "upon"))
"""Prepositions whose object is what a thing is about: "a deal on the Irish border" is not with the Irish."""
OWN = frozenset(("its", "their", "his", "her", "our", "my"))
"""Possessives that most often point back to the subject."""
ARMED = frozenset(("armed_force", "armed_group"))
DEPTH = 3
"""Clauses inside clauses that are searched: "agreed to help defend"."""

Which = Literal["", "done-to", "doer"]


def is_government(tree: Tree, head: int) -> bool:
    """Whether a place name can stand for those who govern it."""
    place = tree.place(head)
    return place is not None and (place.usage == "metonym" or tree.is_country(head))


def is_armed(tree: Tree, head: int) -> bool:
    """Whether somebody bears arms: troops, or a force or armed group by name or by the name a pronoun stands for."""
    span = tree.actor_headed.get(head)
    if tree.tokens[head].lemma in tree.lexicon.words["troops"]:
        return True
    if span is None:
        return False
    same = [other.kind for other in tree.parse.actors if span.pronoun and span.chain and other.chain == span.chain]
    return bool(ARMED & {span.kind, *same})


def is_side(tree: Tree, head: int) -> bool:
    """Whether a noun, name or adjective of origin is somebody: a person, body, or a place that is governed."""
    kind = tree.noun_class(head)
    if kind == "place":
        return is_government(tree, head)
    token, place = tree.tokens[head], tree.place(head)
    if token.pos == "ADJ" or token.dep in ("amod", "compound", "nmod"):
        return (place is not None and place.usage != "place") or head in tree.actor_at
    return kind == "person"


def owners_of(tree: Tree, head: int) -> Iterator[int]:
    """Whose weapon or attack a noun is: "Israeli airstrikes", "Russia's missiles", "a drone fired by the group"."""
    for j in tree.tokens[head].children:
        token = tree.tokens[j]
        place = tree.place(j)
        if token.dep == "poss" and tree.noun_class(j) in ("person", "place"):
            yield j
        elif token.dep in ("amod", "compound", "nmod"):
            if (place is not None and place.usage != "place") or (
                j in tree.actor_at and tree.noun_class(j) == "person"
            ):
                yield j
            elif place is None and tree.noun_class(j) in ("weapon", "event"):
                yield from owners_of(tree, j)
        elif token.dep == "acl" and token.tag == "VBN":
            yield from (agent for agent in agents(tree, j) if tree.noun_class(agent) == "person")
        elif token.dep == "prep" and token.lower in ("by", "from"):
            yield from (
                k for _, k in tree.prepositions(head) if tree.tokens[k].head == j and tree.noun_class(k) == "person"
            )


def agents(tree: Tree, verb: int) -> list[int]:
    """Who stands behind "by"."""
    return [head for preposition, head in tree.prepositions(verb) if preposition == "by"]


def sides_of(tree: Tree, head: int, depth: int = 0) -> list[int]:
    """Whom a thing or happening belongs or is due to: "Haiti's efforts", "an Indian proposal", "rights of Kurds"."""
    before: list[int] = []
    owners: list[int] = []
    for j in tree.tokens[head].children:
        token = tree.tokens[j]
        if token.dep == "poss":
            if token.lower not in OWN:
                owners += [k for k in tree.coordinated(tree.antecedent(j)) if is_side(tree, k)]
        elif token.dep in ("amod", "compound", "nmod") and is_side(tree, j):
            before.append(j)
    if owners or before:
        return owners or before
    behind = list(tree.prepositions(head))
    for name in SIDES:
        named = [k for preposition, k in behind if preposition == name and (name != "in" or tree.is_country(k))]
        if found := [k for k in named if is_side(tree, k)]:
            return found
        if named and depth < 2 and not _is_topic(tree, head, name) and (inner := sides_of(tree, named[0], depth + 1)):
            return inner
    return []


def _is_topic(tree: Tree, noun: int, preposition: str) -> bool:
    words = tree.lexicon.words
    talked = preposition == "on" and tree.tokens[noun].lemma in words["deal"] | words["talks"]
    return talked or preposition in ABOUT


def content_sides(tree: Tree, head: int, which: Which, taken: set[int], depth: int = 0) -> list[int]:
    """Who in a content is to act ("doer"), or is to get or suffer what is spoken of ("done-to"); none of `taken`."""
    token = tree.tokens[head]
    if token.pos not in VERBAL:
        return [side for side in sides_of(tree, head) if side not in taken]
    groups: list[list[int]] = []
    if which == "doer":
        doers = [k for j in own_subjects(tree, head) for k in tree.coordinated(tree.antecedent(j))]
        groups = [[k for k in doers if is_side(tree, k)], [k for j in doers for k in sides_of(tree, j)]]
    groups += _done_to(tree, head)
    for group in groups:
        if sides := [k for k in group if k not in taken and not (taken and _is_self(tree, k))]:
            return sides
    if depth < DEPTH:
        for j in token.children:
            below = tree.tokens[j]
            if (below.dep in ("xcomp", "ccomp", "conj") and below.pos in VERBAL) or (
                below.dep == "advcl" and below.tag == "VB"
            ):
                sides = content_sides(tree, j, which, taken, depth + 1)
                if sides:
                    return sides
    return []


def _is_own(tree: Tree, head: int) -> bool:
    """Whether a noun is somebody's own ("its troops")."""
    return any(tree.tokens[j].dep == "poss" and tree.tokens[j].lower in OWN for j in tree.tokens[head].children)


def _is_self(tree: Tree, head: int) -> bool:
    token = tree.tokens[head]
    return token.pos == "PRON" and token.lower in SELF


def own_subjects(tree: Tree, verb: int) -> list[int]:
    """The subjects that stand at a verb itself."""
    own = [j for j in tree.tokens[verb].children if tree.tokens[j].dep in ("nsubj", "nsubjpass")]
    return own or [
        k  # "a deadline for the agency to make reforms", where the parser hangs the agency on "for"
        for j in tree.tokens[verb].children
        if tree.tokens[j].dep == "mark" and tree.tokens[j].lower == "for"
        for k in tree.tokens[j].children
        if tree.tokens[k].dep == "pobj"
    ]


def _done_to(tree: Tree, verb: int) -> list[list[int]]:
    """Who may suffer or get what a verb says, best guess first."""
    objects = tree.objects(verb) + (tree.subjects(verb) if tree.is_passive(verb) else [])
    behind = list(tree.prepositions(verb))
    due = [k for name, k in behind if name in DUE]
    return [
        [k for k in due if is_side(tree, k)],
        [k for k in objects if is_side(tree, k) and not _is_own(tree, k)],
        [k for j in (*due, *objects) for k in sides_of(tree, j)],
        [k for name, k in behind if name in FURTHER and is_side(tree, k)],
    ]
