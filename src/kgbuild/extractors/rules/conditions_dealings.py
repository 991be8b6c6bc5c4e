"""Is an act one between sides, as dealings are: a trigger with its arguments in, yes or no for each need out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kgbuild.extractors.rules.sides import sides_of
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.extractors.rules.triggers import Trigger, meanings

if TYPE_CHECKING:
    from kgbuild.extractors.rules.roles import Arguments

OF_TALK = frozenset(("it", "they", "he", "she", "we", "i", "you"))
"""Pronouns by which a clause that is said speaks of the one who says it or hears it."""
NAMING = frozenset(("acomp", "appos", "attr", "ccomp", "dobj", "oprd", "xcomp"))
"""How a word hangs that says what somebody is called."""
YIELDING = frozenset(("CONCEDE", "RETREAT"))
"""What somebody does who stops doing something against another."""
PUBLIC = frozenset(("AGREE", "CONCEDE", "CONSULT", "COOPERATE", "REQUEST", "SUPPORT"))
"""Dealings that are none when only private persons take part: a mother's advice, a customer's request."""


def _aid(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    things = [tree.tokens[head].lemma for head in arguments.of("thing")]
    if arguments.of("thing") and all(tree.tokens[head].pos == "PRON" for head in arguments.of("thing")):
        return False  # "gave it to the editor": no telling what
    verbal = bool(set(things) & tree.lexicon.words["no_gift"])
    named = bool(arguments.of("actor")) or bool(set(things) & tree.lexicon.words["goods"])
    goods = bool(set(things) & tree.lexicon.words["goods"]) and bool(arguments.of("actor"))
    return trigger.nominal or (bool(arguments.of("recipient") and things) and named and not verbal) or goods


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
    children += [tree.tokens[j] for name, j in tree.prepositions(trigger.head) if name == "in"]
    if not tree.sentence_lemmas[tree.tokens[trigger.head].sentence].isdisjoint(tree.lexicon.words["protesters"]):
        return True
    return any(
        child.lower in ("over", "against", "support", "solidarity")
        or child.lower.startswith(("anti", "pro"))
        or child.lemma in tree.lexicon.words["dissent"]
        or (child.tag == "VB" and child.dep in ("acl", "advcl"))
        for child in children
    )


def _state_or_body(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether no people act by themselves: what they hold against somebody, they do in the street."""
    del trigger
    people = [head for head in arguments.of("actor") if tree.noun_class(head) == "person" and not tree.is_country(head)]
    spans = [tree.actor_headed.get(head) for head in people]
    return all(span is not None and span.kind not in {"person", "group", "unknown"} for span in spans)


def _peacekeeping(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether troops are lent for peacekeeping, which is help to the country where they go."""
    return bool(arguments.of("actor")) and keeps_peace(tree, trigger, arguments)


def keeps_peace(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether those who go, or are sent, are peacekeepers or go on a mission of peacekeeping."""
    going = (*trigger.words, *arguments.of("actor", "thing", "recipient"))
    if any(tree.tokens[i].lemma == "peacekeeper" for i in going):
        return True
    sentence = tree.parse.sentences[tree.tokens[trigger.head].sentence]
    said = tree.tokens[sentence.first : sentence.last]
    top = tree.tokens[trigger.head].head if trigger.nominal else trigger.head  # "announced the deployment on a mission"
    return any(token.lemma == "peacekeeping" and _is_below(tree, token.i, top) for token in said)


def goes_to_help(tree: Tree, trigger: Trigger) -> bool:
    """Whether those who go, or are sent, are to help: "arrived in Nepal to deliver aid"."""
    queue = [
        j
        for i in trigger.words
        for j in tree.tokens[i].children
        if tree.tokens[j].dep in ("advcl", "xcomp", "acl")
        and any(tree.tokens[k].lower == "to" and tree.tokens[k].dep == "aux" for k in tree.tokens[j].children)
    ]
    return any("AID" in {frame.type for frame in meanings(tree, tree.tokens[j])[:1]} for j in queue)


def rallies(tree: Tree, verb: int) -> bool:
    """Whether what somebody calls for is a protest, a mobilisation or sanctions against somebody."""
    sentence = tree.parse.sentences[tree.tokens[verb].sentence]
    for token in tree.tokens[sentence.first : sentence.last]:
        above = tree.tokens[token.head]
        if token.lower == "against" and above.i > verb and _is_below(tree, above.i, verb):
            names = (*tree.lexicon.verbs.get(above.lemma, ()), *tree.lexicon.nouns.get(above.lemma, ()))
            eased = any(
                phrase.frame.type in YIELDING and any(above.lemma in lemmas for lemmas in phrase.rest)
                for phrase in tree.lexicon.verbs.get(tree.tokens[above.head].lemma, ())
            )  # "called on Togo to lift its sanctions against Mali"
            if not eased and any(
                not phrase.rest and phrase.frame.type in tree.lexicon.codes.rallied_to for phrase in names
            ):
                return True
    return False


def _is_below(tree: Tree, i: int, head: int) -> bool:
    while i != head and tree.tokens[i].head != i:
        i = tree.tokens[i].head
    return i == head


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


def is_public(tree: Tree, arguments: Arguments) -> bool:
    """Whether one who takes part in public affairs deals here: not only kin, customers, reporters or "someone"."""
    heads = [head for head in arguments.of("actor", "recipient", "party") if _sides(tree, head)]
    return not heads or any(not _is_private(tree, head) for head in heads)


def _is_private(tree: Tree, head: int) -> bool:
    private = tree.lexicon.words["private"]
    token, span = tree.tokens[head], tree.actor_headed.get(head)
    if span is not None and span.kind == "media":
        return True
    if tree.noun_class(head) not in ("person", "place"):
        return all(_is_private(tree, side) for side in sides_of(tree, head))
    if span is None or not span.pronoun or not span.chain:
        return token.lemma in private or token.lower in private
    mates = [mate.head for mate in tree.parse.actors if mate.chain == span.chain and not mate.pronoun]
    return (token.lower in private and not mates) or any(tree.tokens[mate].lemma in private for mate in mates)


def _sides(tree: Tree, head: int) -> list[int]:
    """The side that a word names, or those whose thing it is."""
    return [head] if tree.noun_class(head) in ("person", "place", "area") else sides_of(tree, head)


def _sided(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether somebody or something of somebody's is acted on: to recognise a difficulty is no recognition."""
    heads = arguments.of("recipient")
    return trigger.nominal or any(_sides(tree, head) or _is_owned(tree, head) for head in heads)


def _is_owned(tree: Tree, head: int) -> bool:
    return any(tree.tokens[j].dep == "poss" for j in tree.tokens[head].children)


def _permits(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether somebody permits an act or a side; of a passive without an agent a right, habit or rule is told."""
    objects = tree.objects(trigger.head)
    things = bool(objects) and all(tree.noun_class(head) == "thing" and not sides_of(tree, head) for head in objects)
    return bool(arguments.of("actor")) and (not things or bool(arguments.of("content")))


def _coercive(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether a warning is one to an adversary: not of dangers, by experts, or to one's own public."""
    words = tree.lexicon.words
    if not arguments.of("recipient") or (trigger.nominal and not arguments.of("actor")):
        return False
    if any(tree.tokens[head].lemma in words["warned_public"] for head in arguments.of("recipient")):
        return False
    if any(tree.tokens[head].lemma in words["commentator"] for head in arguments.of("actor")):
        return False
    clauses = [head for head in arguments.of("content") if tree.tokens[head].dep == "ccomp"]
    sides = {tree.tokens[head].lower for head in arguments.of("actor", "recipient")} | OF_TALK
    doers = [tree.tokens[j].lower for head in clauses for j in tree.subjects(head)]
    return trigger.nominal or not clauses or not doers or any(doer in sides for doer in doers)


def _unsaid(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether nothing behind the words says in what or as what somebody takes part."""
    del arguments
    return all(name not in ("in", "as", "at") for i in trigger.words for name, _ in tree.prepositions(i))


def _demanded(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether it is a demand or the like that is given in to."""
    heads = tree.subjects(trigger.head) if arguments.passive else tree.objects(trigger.head)
    return any(tree.tokens[head].lemma in tree.lexicon.words["demands"] for head in heads)


def _of_others(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether nothing says that it is one's own: who defends his own policy supports nobody."""
    del arguments
    things = [i for i in {*trigger.words, *tree.objects(trigger.head)} if tree.noun_class(i) == "thing"]
    owners = [tree.tokens[j] for i in things for j in tree.tokens[i].children if tree.tokens[j].dep == "poss"]
    return all(owner.pos != "PRON" for owner in owners)


def _insulted(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del arguments
    return insult_of(tree, trigger.head) is not None


def insult_of(tree: Tree, verb: int) -> int | None:
    """The bad thing that somebody is called, which parsers hang on the verb or on whom it is said of."""
    insults = tree.lexicon.words["insult"]
    for token in tree.tokens[verb + 1 : tree.parse.sentences[tree.tokens[verb].sentence].last]:
        if token.dep not in NAMING or tree.clause[token.i] != tree.clause[verb]:
            continue
        below = [tree.tokens[j] for j in token.children if j < token.i]
        words = {token.lemma, *(child.lemma for child in below if child.dep in ("amod", "compound", "nmod"))}
        if words & insults and (token.pos == "ADJ" or any(child.lower in ("a", "an") for child in below)):
            return token.i
    return None


def _not_from(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del arguments
    return all(name != "from" for name, _ in tree.prepositions(trigger.head))


def _to_come(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether people are what is cleared: goods and money are approved for transfer too."""
    del arguments
    token = tree.tokens[trigger.head]
    who = tree.subjects(token.i) if tree.is_passive(token.i) else tree.objects(token.i)
    return any(tree.noun_class(head) == "person" for head in who)


DEALING_NEEDS: dict[str, Callable[[Tree, Trigger, Arguments], bool]] = {
    "aid": _aid,
    "coercive": _coercive,
    "demanded": _demanded,
    "dissent": _dissent,
    "envoy": _envoy,
    "held": _is_held,
    "insulted": _insulted,
    "not-from": _not_from,
    "of-others": _of_others,
    "peacekeeping": _peacekeeping,
    "permits": _permits,
    "promised": _promised,
    "settled": _settled,
    "sided": _sided,
    "state-or-body": _state_or_body,
    "to-come": _to_come,
    "together": _together,
    "unsaid": _unsaid,
}
"""Needs of meetings, promises, gifts, protests and arrests."""
