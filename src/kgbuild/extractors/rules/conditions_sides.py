"""Who and what must stand beside a trigger: a trigger with its arguments in, yes or no for each need out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kgbuild.extractors.rules.sides import is_armed, is_side
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.extractors.rules.told import has_time
from kgbuild.extractors.rules.triggers import Trigger

if TYPE_CHECKING:
    from kgbuild.extractors.rules.roles import Arguments

LYING = frozenset(("lay", "lie", "litter"))
"""Verbs by which bodies are seen; parsers give "lay" either lemma."""
LENGTHS = frozenset(("kilometer", "kilometre", "km", "meter", "metre", "mile"))
WHILE = frozenset(("amid", "at", "during"))


def in_place(tree: Tree, i: int) -> bool:
    """Whether a noun or verb names its own place."""
    return any(tree.noun_class(head) in ("place", "area") for _, head in tree.prepositions(i)) or any(
        tree.place(j) is not None and tree.tokens[j].lower != "there" for j in tree.tokens[i].children
    )


def _target_or_side(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    bases = [trigger.head] if arguments.support is None else [trigger.head, arguments.support]
    return bool(arguments.of("actor", "recipient")) or any(in_place(tree, i) or has_time(tree, i) for i in bases)


def _goal_or_origin(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del trigger
    return any(_is_ground(tree, head) for head in arguments.of("goal", "origin"))


def _is_ground(tree: Tree, head: int) -> bool:
    """Whether one can go somewhere: a place or building, or what carries a place's name ("a Gao court")."""
    kind = tree.noun_class(head)
    words, token = tree.lexicon.words, tree.tokens[head]
    if token.lemma in words["facility"] and token.tag == "NN" and not token.children:  # to go to school or to jail
        return False
    if token.lower == "streets":  # who goes to the streets protests, who walks through them goes nowhere
        return False
    if kind in ("place", "area", "facility") or tree.tokens[head].lemma in words["ground"] | words["facility"]:
        return True
    named = any(
        tree.tokens[j].dep in ("compound", "poss", "nmod") and _is_locality(tree, j) for j in tree.tokens[head].children
    )
    return named and kind in ("thing", "time")  # "heads to Gao Monday": parsers take the day for the goal


def _is_locality(tree: Tree, i: int) -> bool:
    place = tree.place(i)
    return place is not None and place.usage == "place"


def _armed_or_ground(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    return _armed_side(tree, trigger, arguments) or _goal_or_origin(tree, trigger, arguments)


def _phone(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether the sentence speaks of a telephone, or somebody with a name is called to be told something."""
    lemmas = tree.sentence_lemmas[tree.tokens[trigger.head].sentence]
    if lemmas & {"phone", "telephone"}:
        return bool(arguments.of("recipient") or len(arguments.of("actor")) > 1)
    named = [i for i in arguments.of("recipient") if tree.tokens[i].pos == "PROPN" and tree.noun_class(i) == "person"]
    below = [tree.tokens[j] for j in tree.tokens[trigger.head].children]
    talks = tree.lexicon.words["on_phone"]
    aims = any(token.lemma in talks and token.tag == "VB" and token.dep in ("xcomp", "advcl") for token in below)
    return not trigger.nominal and tree.tokens[trigger.head].lemma == "call" and bool(named) and aims


def _given_to(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del tree, trigger
    return bool(arguments.of("recipient"))


def _receiver_behind(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether somebody who can receive a thing stands behind "to" in the rest of the sentence."""
    sentence = tree.parse.sentences[tree.tokens[trigger.head].sentence]
    behind = [
        token for token in tree.tokens[trigger.head : sentence.last] if token.lower == "to" and token.pos == "ADP"
    ]
    sides = [head for token in behind for head in token.children if is_side(tree, head)]
    return bool(sides) and bool(arguments.of("actor"))


def _two_sides(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    others = bool(arguments.of("recipient"))
    if arguments.frame.from_content == "doer" and not trigger.nominal:  # "set a deadline for the rebels to leave"
        doers = [j for head in arguments.of("content") for j in tree.tokens[head].children]
        others = others or any(tree.tokens[j].dep == "nsubj" and is_side(tree, j) for j in doers)
    return others and (not trigger.nominal or bool(arguments.of("actor")))


def _side_or_place(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    return bool(arguments.of("recipient", "place", "goal")) or in_place(tree, trigger.head)


def _force(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del tree, trigger
    return bool(arguments.of("actor"))


def _fought(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether a war has two sides, one that wages it somewhere or an armed opponent.

    By its name alone it is background, as is one that only says when: "during the fight against the rebels".
    """
    against = any(name == "against" for name, _ in tree.prepositions(trigger.head))
    if against and _armed_prey(tree, trigger, arguments) and not _is_occasion(tree, trigger.head):
        return True
    if arguments.support is not None and arguments.of("actor") and in_place(tree, trigger.head):
        return True
    return len(arguments.of("actor", "recipient")) > 1


def _opponent(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether it is a fight with somebody, somewhere, or by arms; one fights "for freedom" without any of these."""
    sides = arguments.of("actor", "recipient")
    return (
        bool(arguments.of("recipient"))
        or len(sides) > 1
        or in_place(tree, trigger.head)
        or (_armed_side(tree, trigger, arguments))
    )


def _policing(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether the police and the like act: their raids are searches."""
    del trigger
    actors = arguments.of("actor")
    return bool(actors) and all(tree.tokens[head].lemma in tree.lexicon.words["police"] for head in actors)


def _caught_doing(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether somebody is caught doing something, or by the police or armed men; one is also caught in a storm."""
    if _policing(tree, trigger, arguments) or _armed_side(tree, trigger, arguments):
        return True
    below = [tree.tokens[j] for j in tree.tokens[trigger.head].children]
    doing = any(
        token.tag == "VBG" and token.dep in ("xcomp", "advcl", "ccomp") and tree.child(token.i, "nsubj") is None
        for token in below
    )  # "he's caught her stealing" is no passive, whatever the parser says
    return arguments.passive and doing and not tree.objects(trigger.head)


def _laden(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether a vehicle, vessel or aircraft carries somebody or something: "lorries carrying tents"."""
    del trigger
    craft = tree.lexicon.words["craft"]
    carriers, freight = arguments.of("actor"), arguments.of("recipient")
    cargo = tree.lexicon.words["freight"]
    loaded = any(
        tree.noun_class(head) in ("person", "weapon")
        or tree.tokens[head].tag == "NNS"
        or tree.tokens[head].lemma in cargo
        for head in freight
    )
    return loaded and bool(carriers) and all(tree.tokens[head].lemma in craft for head in carriers)


def _armed_or_placed(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    placed = _side_or_place(tree, trigger, arguments) or any(in_place(tree, i) for i in trigger.words)
    return placed or _armed_side(tree, trigger, arguments)


def _by_arms(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether an armed side acts, a building or town is hit or weapons are named: rules and campaigns target too."""
    suffering = arguments.of("recipient", "place") if arguments.passive and not arguments.of("actor") else ()
    if any(tree.place(head) is not None and not tree.is_country(head) for head in suffering):
        return True
    if any(tree.tokens[head].lemma in tree.lexicon.words["facility"] for head in arguments.of("recipient")):
        return True
    words = tree.lexicon.words
    lemmas = tree.sentence_lemmas[tree.tokens[trigger.head].sentence]
    if any(tree.tokens[head].lemma == "civilian" for head in arguments.of("recipient")):
        return True
    return _armed_side(tree, trigger, arguments) or bool(lemmas & (words["weapon"] | words["event"]) - {"campaign"})


def _not_by_words(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether no words follow by which somebody attacks: "attacked his rival, saying that ..."."""
    del arguments
    said = tree.lexicon.words["speech"] | {"call", "accuse", "claim", "blame"}
    below = [tree.tokens[j] for j in tree.tokens[trigger.head].children]
    return trigger.nominal or not any(
        token.dep == "advcl" and token.tag == "VBG" and token.lemma in said for token in below
    )


def _not_by_votes(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether no election, court or debate is named in which or by whose votes one side beats another."""
    words = tree.lexicon.words
    won = any(tree.tokens[head].lemma in words["contests"] for head in arguments.of("recipient", "place", "thing"))
    return not won and not any(
        tree.tokens[j].lemma in (words["margins"] if name == "by" else words["contests"])
        for name, j in tree.prepositions(trigger.head)
        if name in ("in", "at", "by")
    )


def _found_dead(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether bodies are found or brought: a body is also a council."""
    token = tree.tokens[tree.counter(trigger.head)]
    lemma = tree.tokens[token.head].lemma
    lying = token.dep == "nsubj" and token.tag == "NNS" and lemma in LYING
    found = token.dep in ("dobj", "nsubjpass") and lemma in tree.lexicon.words["find_dead"]
    return (lying or found) and _are_people(tree, trigger, arguments)


def _are_people(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    heads = [head for head in arguments.of("recipient") if head != trigger.head]
    return all(tree.noun_class(head) == "person" for head in heads)


def _fired(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether a weapon that has no crew comes down: aircraft land, shells are fired."""
    del trigger
    crewed = tree.lexicon.words["means_aerial"] | tree.lexicon.words["craft"]
    heads = arguments.of("actor")
    return any(tree.tokens[head].lemma in tree.lexicon.words["weapon"] - crewed for head in heads)


def _at_sea(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether a weapon is fired over water only, as a trial or a show."""
    goals = arguments.of("goal") or _flown_into(tree, trigger.head)
    return bool(goals) and all(
        {tree.tokens[head].lemma, *(tree.tokens[head].lower.split("-"))} & tree.lexicon.words["waters"]
        or any(word in tree.lexicon.words["waters"] for word in _place_words(tree, head))
        for head in goals
    )


def _flown_into(tree: Tree, verb: int) -> list[int]:
    """Where what is fired comes down, said of what it is: "fired what may be a missile into the sea"."""
    below = [k for j in tree.objects(verb) for k in tree.parse.subtree(j)]
    return [head for k in below for name, head in tree.prepositions(k) if name == "into"]


def _place_words(tree: Tree, head: int) -> list[str]:
    place = tree.place(head)
    return place.mention.text.lower().split() if place is not None else []


def _no_object(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether a verb has no object; how far somebody goes is none ("advanced two kilometres")."""
    things = [head for head in arguments.of("thing") if tree.tokens[head].lemma not in LENGTHS]
    return trigger.nominal or not things


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
    core = core or any(_is_building(tree, head) for _, head in tree.prepositions(trigger.head))
    core = core or has_time(tree, trigger.head) or _is_occasion(tree, trigger.head)
    return core or bool(arguments.of("actor", "recipient")) or in_place(tree, trigger.head)


def _is_occasion(tree: Tree, noun: int) -> bool:
    """Whether something else happens while a happening goes on: "was shot during a march"."""
    token = tree.tokens[tree.counter(noun)]
    return token.dep == "pobj" and tree.tokens[token.head].lower in WHILE


def _is_building(tree: Tree, head: int) -> bool:
    return tree.noun_class(head) == "facility" or tree.tokens[head].lemma in tree.lexicon.words["facility"]


def _labor(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del arguments
    lemmas = tree.sentence_lemmas[tree.tokens[trigger.head].sentence]
    if any(name == "on" and head not in tree.time_at for name, head in tree.prepositions(trigger.head)):
        return False  # "a strike on a villa"
    return bool(lemmas & tree.lexicon.words["labor"]) and not lemmas & {"missile", "rocket", "warplane", "drone", "air"}


def _civilian(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del trigger
    actors = arguments.of("actor")
    return bool(actors) and not any(is_armed(tree, head) for head in actors)


def _armed_side(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del trigger
    return any(is_armed(tree, head) for head in arguments.of("actor"))


def _armed_thing(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    return len(trigger.words) > 1 or any(is_armed(tree, head) for head in arguments.of("thing", "recipient"))


def _refugees(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    own = [j for j in tree.tokens[trigger.head].children if tree.tokens[j].dep == "compound"] if trigger.nominal else []
    heads = [*arguments.of("recipient", "actor"), *own]
    return any(tree.tokens[head].lemma in tree.lexicon.words["displaced"] for head in heads)


def _uprooted(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether residents, families or the like are driven away."""
    del trigger
    return any(tree.tokens[head].lemma in tree.lexicon.words["displaced"] for head in arguments.of("recipient"))


def _harmed(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del trigger
    return any(
        tree.noun_class(head) == "person" and tree.tokens[head].lower not in ("it", "its")
        for head in arguments.of("recipient")
    )


def _armed_prey(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether it is fighters or the enemy who are hit or driven away."""
    del trigger
    return any(is_armed(tree, head) or tree.tokens[head].lemma == "enemy" for head in arguments.of("recipient"))


def _cleared_ground(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether a place or building is cleared, and of somebody: people are cleared of blame."""
    del trigger
    ground = [head for head in arguments.of("place") if _is_ground(tree, head)]
    return bool(ground) and any(tree.noun_class(head) == "person" for head in arguments.of("recipient"))


def _reported(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether harm is what is reported or confirmed, or of what there are reports; whose it is stays open."""
    del arguments
    token = tree.tokens[tree.counter(trigger.head)]
    above = tree.tokens[token.head]
    if token.dep == "nsubjpass":
        return above.lemma in ("confirm", "record", "report")
    return token.dep == "pobj" and above.lower == "of" and tree.tokens[above.head].lemma in ("report", "word")


def _moved(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    del trigger
    return any(tree.noun_class(head) == "person" for head in arguments.of("thing", "recipient", "actor"))


SIDE_NEEDS: dict[str, Callable[[Tree, Trigger, Arguments], bool]] = {
    "armed-or-ground": _armed_or_ground,
    "armed-or-placed": _armed_or_placed,
    "armed-prey": _armed_prey,
    "armed-side": _armed_side,
    "armed-thing": _armed_thing,
    "at-sea": _at_sea,
    "by-arms": _by_arms,
    "caught-doing": _caught_doing,
    "civilian": _civilian,
    "cleared-ground": _cleared_ground,
    "crowd": _crowd,
    "fired": _fired,
    "force": _force,
    "fought": _fought,
    "found-dead": _found_dead,
    "given-to": _given_to,
    "goal-or-origin": _goal_or_origin,
    "harmed": _harmed,
    "labor": _labor,
    "laden": _laden,
    "money": _money,
    "moved": _moved,
    "no-object": _no_object,
    "not-by-votes": _not_by_votes,
    "not-by-words": _not_by_words,
    "opponent": _opponent,
    "phone": _phone,
    "policing": _policing,
    "refugees": _refugees,
    "reported": _reported,
    "side-or-place": _side_or_place,
    "target-or-side": _target_or_side,
    "receiver-behind": _receiver_behind,
    "two-sides": _two_sides,
    "uprooted": _uprooted,
}
"""Needs that look at sides, places and things."""
