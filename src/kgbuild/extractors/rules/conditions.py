"""Is a word meant in the sense of a frame: a trigger with its arguments in, yes or no out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kgbuild.extractors.rules.sides import is_side, own_subjects
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.extractors.rules.triggers import Trigger, meanings

if TYPE_CHECKING:
    from kgbuild.extractors.rules.arguments import Arguments

HOSTILE = frozenset(
    ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "THREATEN", "REJECT", "ACCUSE", "REQUEST", "CONTROL")
)
FRIENDLY = frozenset(("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"))
THREATENED = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "REJECT", "CONTROL"))
"""What it is a threat to announce; to announce a demand or an accusation is to make it."""
MENTIONED = frozenset(("ASSAULT", "PROTEST", "CASUALTY", "COERCE", "SANCTION", "AID", "RETREAT"))
"""Actions whose bare nouns behind another noun are background."""
OF_THE_CLAUSE = frozenset(("will", "will-not", "must", "own-will"))
"""Needs that speak of a verb's clause, not of its sense."""
ARMED = frozenset(("armed_force", "armed_group"))
WILL = frozenset(("will", "'ll", "would", "wo"))
SELVES = frozenset(("it", "they", "he", "she", "we", "i"))


def holds(tree: Tree, trigger: Trigger, words: tuple[int, ...], arguments: Arguments) -> bool:
    """Whether a frame's conditions on subject, object and further needs are met."""
    frame, roles = arguments.frame, arguments.frame.roles
    single = all(tree.tokens[i].dep in ("prt", "advmod") for i in words if i != trigger.head)
    if trigger.nominal:
        subjects = arguments.of(roles.get("possessive", "actor"))
        objects = [head for key in ("of", "on") if key in roles for head in arguments.of(roles[key])]
    else:
        subjects = arguments.of(roles.get("subject", "actor"))
        objects = arguments.of(roles.get("object", "thing"), "thing") if single else []
    if frame.subjects and subjects and not any(_fits(tree, head, frame.subjects) for head in subjects):
        return False
    if frame.subjects and not subjects and not trigger.nominal and not arguments.passive and single:
        return False
    if (
        frame.objects
        and single
        and not (trigger.nominal and not objects and "force" not in frame.needs)
        and not any(_fits(tree, head, frame.objects) and _is_solid(tree, head, frame.objects) for head in objects)
    ):
        return False
    if trigger.nominal and frame.type in MENTIONED and _is_background(tree, trigger, arguments):
        return False
    return all(NEEDS[need](tree, trigger, arguments) for need in frame.needs)


def _is_background(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether a happening is only mentioned: "a response to attacks", "victims of the violence", nobody and nowhere."""
    token = tree.tokens[trigger.head]
    if token.dep != "pobj" or arguments.support is not None or arguments.of("actor", "recipient"):
        return False
    preposition = tree.tokens[token.head]
    return tree.tokens[preposition.head].pos in ("NOUN", "PROPN", "ADJ") and not _in_place(tree, trigger.head)


def _is_solid(tree: Tree, head: int, classes: frozenset[str]) -> bool:
    return "event" in classes or tree.noun_class(head) != "event"


def _fits(tree: Tree, head: int, classes: frozenset[str]) -> bool:
    kind = tree.noun_class(head)
    if kind in classes:
        return True
    if kind == "area":
        return "place" in classes or "facility" in classes
    if kind == "event":
        return "weapon" in classes
    if kind == "facility":
        return "vehicle" in classes
    if kind == "place":  # a country or capital acts through its government; the caller sees to it
        return "person" in classes and tree.is_country(head)
    return kind == "weapon" and ("vehicle" in classes or "facility" in classes)


# ---------------------------------------------------------------- needs, one function a name


def _in_place(tree: Tree, i: int) -> bool:
    return any(tree.noun_class(head) in ("place", "area") for _, head in tree.prepositions(i)) or any(
        tree.place(j) is not None for j in tree.tokens[i].children
    )


def _target_or_side(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    return bool(arguments.of("actor", "recipient")) or _in_place(tree, trigger.head)


def _goal_or_origin(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del trigger
    for head in arguments.of("goal", "origin"):
        kind = tree.noun_class(head)
        if kind in ("place", "area", "facility"):
            return True
    return False


def _phone(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    lemmas = tree.sentence_lemmas[tree.tokens[trigger.head].sentence]
    return bool(lemmas & {"phone", "telephone"}) and bool(arguments.of("recipient") or len(arguments.of("actor")) > 1)


def _aid(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    things = [tree.tokens[head].lemma for head in arguments.of("thing")]
    verbal = bool(set(things) & tree.lexicon.words["no_gift"])
    return trigger.nominal or (bool(arguments.of("recipient") and things) and not verbal)


def _given_to(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del tree, trigger
    return bool(arguments.of("recipient"))


def _two_sides(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del tree
    recipients = arguments.of("recipient")
    return bool(recipients) and (not trigger.nominal or bool(arguments.of("actor")))


def _side_or_place(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    return bool(arguments.of("recipient", "place", "goal")) or _in_place(tree, trigger.head)


def _clause(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether a clause follows, or quotation marks stand in the sentence."""
    sentence = tree.parse.sentences[tree.tokens[trigger.head].sentence]
    return any(tree.tokens[head].dep == "ccomp" for head in arguments.of("content")) or any(
        token.text == '"' for token in tree.tokens[sentence.first : sentence.last]
    )


def _force(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del tree, trigger
    return bool(arguments.of("actor"))


def _content(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del tree, trigger
    return bool(arguments.of("content"))


def _called_for(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """A call is for something or on somebody; a verb has its object."""
    if not trigger.nominal:
        return bool(arguments.of("content", "thing")) or any(
            tree.tokens[j].dep in ("dobj", "pobj", "prep") for j in tree.tokens[trigger.words[-1]].children
        )
    return bool(arguments.of("actor")) and (
        bool(arguments.of("content", "recipient"))
        or any(tree.tokens[j].dep in ("acl", "ccomp") for j in tree.tokens[trigger.head].children)
    )


def _verbs_of(tree: Tree, arguments: Arguments) -> list[int]:
    return [head for head in arguments.of("content") if tree.tokens[head].pos in VERBAL]


def _fought(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether a war has two sides here; by its name alone it is background."""
    del tree, trigger
    return len(arguments.of("actor", "recipient")) > 1


def _no_object(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del tree
    return trigger.nominal or not arguments.of("thing")


def _friendly(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether what is planned or announced is known to be cooperative."""
    del trigger
    for head in _verbs_of(tree, arguments):
        types = _types(tree, head)
        if types & FRIENDLY and not types & HOSTILE:
            return True
    return False


def _hostile(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether what is planned or announced is known to be hostile."""
    del trigger
    return any(_types(tree, head) & THREATENED for head in _verbs_of(tree, arguments))


def _not_hostile(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether something is planned, and is not known to be hostile."""
    del trigger
    heads = arguments.of("content")
    return bool(heads) and not any(_types(tree, head) & HOSTILE for head in heads if tree.tokens[head].pos in VERBAL)


def _types(tree: Tree, verb: int) -> set[str]:
    """The action types that a verb's longest reading has; of "help" and "continue" those of the verb below."""
    token = tree.tokens[verb]
    below = tree.child(verb, "xcomp", "ccomp")
    if below is not None and below.pos in VERBAL and token.lemma in ("help", "continue", "begin", "start", "try", "be"):
        return _types(tree, below.i)
    senses = [frame for frame in meanings(tree, token) if not frame.needs & OF_THE_CLAUSE]
    return {frame.type for frame in senses[:1]}


def _own_will(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether the speaker says what he himself will do."""
    del trigger
    for head in _verbs_of(tree, arguments):
        children = [tree.tokens[j] for j in tree.tokens[head].children]
        if any(child.dep == "neg" for child in children) or tree.is_passive(head):
            continue
        future = any(child.dep == "aux" and child.lower in WILL for child in children)
        if future and any(tree.tokens[j].lower in SELVES for j in own_subjects(tree, head)):
            return True
    return False


def _must(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether somebody else is said to have to act."""
    del trigger
    for head in _verbs_of(tree, arguments):
        children = [tree.tokens[j] for j in tree.tokens[head].children]
        duty = any(child.dep == "aux" and child.lower in ("must", "should", "ought") for child in children) or (
            tree.tokens[head].lemma in ("have", "need") and any(child.dep == "xcomp" for child in children)
        )
        if duty and any(is_side(tree, j) and tree.tokens[j].lower not in SELVES for j in own_subjects(tree, head)):
            return True
    return False


def will(tree: Tree, verb: int) -> bool:
    """Whether a verb says, without condition, what somebody will do."""
    children = [tree.tokens[j] for j in tree.tokens[verb].children]
    return any(child.dep == "aux" and child.lower in ("will", "'ll") for child in children) and not any(
        child.dep in ("neg", "mark") or (child.dep == "advcl" and tree.child(child.i, "mark") is not None)
        for child in children
    )


def will_not(tree: Tree, verb: int) -> bool:
    """Whether a verb says what somebody will not do."""
    children = [tree.tokens[j] for j in tree.tokens[verb].children]
    return any(child.dep == "neg" for child in children) and any(
        child.dep == "aux" and child.lower in WILL for child in children
    )


def _will_not(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del arguments
    return will_not(tree, trigger.head)


def _will(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del arguments
    return will(tree, trigger.head)


def _money(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    if not arguments.of("recipient") and not arguments.of("actor"):
        return False
    if trigger.nominal or len(trigger.words) > 1:
        return True
    lemmas = tree.sentence_lemmas[tree.tokens[trigger.head].sentence]
    return bool(
        lemmas & {"$", "€", "£", "dollar", "euro", "pound", "franc", "compensation", "ransom", "bribe", "reparation"}
    )


def _crowd(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    if not trigger.nominal:
        return True
    core = tree.tokens[trigger.head].dep in ("nsubj", "dobj", "nsubjpass", "ROOT")
    return core or bool(arguments.of("actor", "recipient")) or _in_place(tree, trigger.head)


def _labor(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del arguments
    lemmas = tree.sentence_lemmas[tree.tokens[trigger.head].sentence]
    return bool(lemmas & tree.lexicon.words["labor"]) and not lemmas & {"missile", "rocket", "warplane", "drone", "air"}


def _is_armed(tree: Tree, head: int) -> bool:
    span = tree.actor_headed.get(head)
    return (span is not None and span.kind in ARMED) or tree.tokens[head].lemma in tree.lexicon.words["troops"]


def _civilian(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del trigger
    actors = arguments.of("actor")
    return bool(actors) and not any(_is_armed(tree, head) for head in actors)


def _armed_side(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del trigger
    return any(_is_armed(tree, head) for head in arguments.of("actor"))


def _armed_thing(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    return len(trigger.words) > 1 or any(_is_armed(tree, head) for head in arguments.of("thing", "recipient"))


def _refugees(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del trigger
    return any(tree.tokens[head].lemma in tree.lexicon.words["displaced"] for head in arguments.of("recipient"))


def _harmed(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del trigger
    return any(tree.noun_class(head) == "person" for head in arguments.of("recipient"))


def _moved(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del trigger
    return any(tree.noun_class(head) == "person" for head in arguments.of("thing", "actor"))


def _forced(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del tree
    return trigger.nominal or bool(arguments.of("content"))


def _not_yielding(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether nothing is given in to: to concede to demands is no confirmation."""
    del arguments
    return trigger.nominal or len(trigger.words) > 1 or all(name != "to" for name, _ in tree.prepositions(trigger.head))


NEEDS: dict[str, Callable[[Tree, Trigger, Arguments], bool]] = {
    "aid": _aid,
    "armed-side": _armed_side,
    "armed-thing": _armed_thing,
    "called-for": _called_for,
    "civilian": _civilian,
    "clause": _clause,
    "content": _content,
    "crowd": _crowd,
    "force": _force,
    "forced": _forced,
    "fought": _fought,
    "friendly": _friendly,
    "given-to": _given_to,
    "goal-or-origin": _goal_or_origin,
    "harmed": _harmed,
    "hostile": _hostile,
    "labor": _labor,
    "money": _money,
    "moved": _moved,
    "must": _must,
    "no-object": _no_object,
    "not-hostile": _not_hostile,
    "not-yielding": _not_yielding,
    "own-will": _own_will,
    "phone": _phone,
    "refugees": _refugees,
    "side-or-place": _side_or_place,
    "target-or-side": _target_or_side,
    "two-sides": _two_sides,
    "will": _will,
    "will-not": _will_not,
}
"""One function for each name in lexicon.NEEDS."""
