"""Who fills the roles of a frame: a trigger and its tree in, role fillers out; its conditions are judged here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kgbuild.extractors.rules.syntax import Tree
from kgbuild.extractors.rules.triggers import Trigger
from kgbuild.lexicon import Frame, Role

PLACE_RELATIONS = frozenset(("in", "at", "near", "inside", "outside", "around", "along", "across", "over", "toward"))
BELLIGERENT = frozenset(("armed_force", "armed_group", "state", "nationality"))


@dataclass(slots=True)
class Arguments:
    """Token heads by role, in text order; `by_event` is the event noun whose own sides are the actors here."""

    frame: Frame
    roles: dict[Role, list[int]] = field(default_factory=dict)
    passive: bool = False
    by_event: int | None = None
    support: int | None = None
    """The verb that an event noun leans on ("carried out an attack"): its clause dates and places the event."""

    def add(self, role: Role, head: int) -> None:
        """Note a filler once."""
        if head not in self.roles.setdefault(role, []):
            self.roles[role].append(head)

    def of(self, *roles: Role) -> list[int]:
        """Fillers of some roles, in text order."""
        return sorted({head for role in roles for head in self.roles.get(role, ())})


def read_arguments(tree: Tree, trigger: Trigger) -> tuple[Frame, tuple[int, ...], Arguments] | None:
    """The first frame whose conditions hold, the trigger's words under it, and its arguments; None if none does."""
    lemmas = tree.sentence_lemmas[tree.tokens[trigger.head].sentence]
    for frame, words in trigger.frames:
        if frame.not_with and any(word in lemmas for word in frame.not_with if " " not in word):
            continue
        arguments = Arguments(frame)
        if trigger.nominal:
            _fill_nominal(tree, trigger.head, words, arguments)
        else:
            _fill_verbal(tree, trigger.head, words, arguments)
        if _holds(tree, trigger, words, arguments):
            _settle(tree, arguments)
            return frame, words, arguments
    return None


# ---------------------------------------------------------------- fillers


def _fill_verbal(tree: Tree, verb: int, words: tuple[int, ...], arguments: Arguments) -> None:
    roles = arguments.frame.roles
    passive = arguments.passive = tree.is_passive(verb)
    inside = set(words)
    for head in tree.subjects(verb):
        if head not in inside:
            _put(arguments, roles.get("object" if passive else "subject"), head)
    objects = [head for head in tree.objects(verb) if head not in inside]
    for head in objects:
        _put(arguments, roles.get("thing" if passive else "object", "recipient" if passive else None), head)
    for base in (verb, *(word for word in words if word != verb), *objects):
        for preposition, head in tree.prepositions(base):
            if head in inside or (base in objects and preposition in ("of", "by")):
                continue
            if preposition == "by" and not (passive or tree.tokens[verb].dep == "acl"):
                continue
            role = "actor" if preposition == "by" and roles.get("subject") == "actor" else roles.get(preposition)
            if base in objects and tree.tokens[head].i in arguments.of("recipient", "actor"):
                continue
            _put(arguments, role, head)
    for child in tree.tokens[verb].children:
        if tree.tokens[child].dep in ("ccomp", "xcomp") and child not in inside:
            arguments.add("content", child)


def _fill_nominal(tree: Tree, noun: int, words: tuple[int, ...], arguments: Arguments) -> None:
    roles = arguments.frame.roles
    for i in words:
        for j in tree.tokens[i].children:
            token = tree.tokens[j]
            if j in words:
                continue
            if token.dep == "poss":
                for head in tree.coordinated(tree.antecedent(j)):
                    _put(arguments, roles.get("possessive"), head)
            elif token.dep in ("amod", "compound", "nmod") and not _is_time(tree, j):
                _put_modifier(tree, arguments, j)
    for preposition, head in [pair for i in words for pair in tree.prepositions(i)]:
        _put(arguments, roles.get(preposition), head)
    for j in tree.tokens[noun].children:
        token = tree.tokens[j]
        if token.dep == "acl" and token.tag == "VBN":  # attacks carried out by, claimed by, blamed on
            for preposition, head in tree.prepositions(j):
                if preposition == "by" and token.lemma in tree.lexicon.words["light"]:
                    _put(arguments, roles.get("by"), head)
    _lean(tree, noun, arguments)


def _put_modifier(tree: Tree, arguments: Arguments, j: int) -> None:
    """A modifier before an event noun: whose raid it is ("Israeli", "rebel"), what it hit, or where ("Tillaberi")."""
    place, kind = tree.place(j), tree.noun_class(j)
    roles = arguments.frame.roles
    if place is not None and place.usage != "place":
        _put(arguments, roles.get("demonym"), j)
    elif kind == "person" and j in tree.actor_at:
        _put(arguments, roles.get("compound", roles.get("demonym")), j)


def _lean(tree: Tree, noun: int, arguments: Arguments) -> None:
    """Arguments from the verb that an event noun leans on: carried out, launched, suffered, repelled."""
    words, roles = tree.lexicon.words, arguments.frame.roles
    token = tree.tokens[noun]
    while token.dep == "conj" and token.head != token.i:
        token = tree.tokens[token.head]
    governor = tree.tokens[token.head]
    if governor.dep == "prep" or governor.pos == "ADP":
        verb = tree.tokens[governor.head]
        if governor.lower == "for" and verb.lemma == "responsibility":  # claimed responsibility for the attack
            arguments.support = verb.head
            for head in tree.subjects(verb.head):
                _put(arguments, roles.get("possessive"), head)
        elif governor.lower in ("of", "for") and verb.lemma in ("accuse", "suspect", "blame", "condemn", "criticize"):
            patient = tree.child(verb.i, "dobj", "nsubjpass")
            if patient is not None and not arguments.of("actor"):
                _put(arguments, roles.get("possessive"), patient.i)
        elif governor.lower == "under" and verb.lemma == "come":
            for head in tree.subjects(verb.i):
                arguments.add("recipient", head)
        return
    if governor.pos not in ("VERB", "AUX"):
        return
    passive = token.dep == "nsubjpass"
    particle = any(tree.tokens[j].dep == "prt" for j in governor.children)
    if token.dep == "dobj" or passive:
        if (
            governor.lemma in words["repel"] and (governor.lemma not in ("push", "beat", "stop", "fend") or particle)
        ) or governor.lemma in words["suffer"]:
            _put_defender(tree, governor.i, arguments, passive=passive)
        elif governor.lemma in words["light"] and not (passive and not _agents(tree, governor.i)):
            arguments.support = governor.i
            for head in _agents(tree, governor.i) if passive else tree.subjects(governor.i):
                _put(arguments, roles.get("possessive"), head)
            for preposition, head in tree.prepositions(governor.i):
                if preposition in ("on", "against", "at", "with", "between") and preposition in roles:
                    _put(arguments, roles[preposition], head)
        if governor.lemma in words["light"] or governor.lemma in words["repel"]:
            arguments.support = governor.i
    elif token.dep == "nsubj" and governor.lemma in words["happen"]:
        arguments.support = governor.i
        for preposition, head in tree.prepositions(governor.i):
            if preposition in ("between", "with", "against", "on"):
                _put(arguments, roles.get(preposition), head)


def _put_defender(tree: Tree, verb: int, arguments: Arguments, *, passive: bool) -> None:
    """Who repels or suffers an attack is its recipient, never its actor."""
    arguments.support = verb
    for head in _agents(tree, verb) if passive else tree.subjects(verb):
        arguments.add("recipient", head)


def _agents(tree: Tree, verb: int) -> list[int]:
    return [head for preposition, head in tree.prepositions(verb) if preposition == "by"]


def _put(arguments: Arguments, role: Role | None, head: int) -> None:
    if role is not None:
        arguments.add(role, head)


def _is_time(tree: Tree, i: int) -> bool:
    return i in tree.time_at


# ---------------------------------------------------------------- conditions


def _holds(tree: Tree, trigger: Trigger, words: tuple[int, ...], arguments: Arguments) -> bool:
    frame, roles = arguments.frame, arguments.frame.roles
    if trigger.nominal:
        subjects = arguments.of(roles.get("possessive", "actor"))
        objects = [head for key in ("of", "on") if key in roles for head in arguments.of(roles[key])]
    else:
        subjects = arguments.of(roles.get("subject", "actor"))
        objects = arguments.of(roles.get("object", "thing"), "thing") if len(words) == 1 else []
    if frame.subjects and subjects and not any(_fits(tree, head, frame.subjects) for head in subjects):
        return False
    if frame.subjects and not subjects and not trigger.nominal and not arguments.passive and len(words) == 1:
        return False
    if (
        frame.objects
        and len(words) == 1
        and not any(_fits(tree, head, frame.objects) and tree.noun_class(head) != "event" for head in objects)
    ):
        return False
    return all(_has(tree, trigger, need, arguments) for need in frame.needs)


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


def _has(tree: Tree, trigger: Trigger, need: str, arguments: Arguments) -> bool:
    if need == "target-or-side":
        return bool(arguments.of("actor", "recipient")) or _in_place(tree, trigger.head)
    if need == "goal-or-origin":
        return any(tree.noun_class(head) == "place" for head in arguments.of("goal", "origin"))
    if need == "phone":
        lemmas = tree.sentence_lemmas[tree.tokens[trigger.head].sentence]
        return bool(lemmas & {"phone", "telephone"}) and bool(
            arguments.of("recipient") or len(arguments.of("actor")) > 1
        )
    if need == "aid":
        things = [tree.tokens[head].lemma for head in arguments.of("thing")]
        verbal = bool(set(things) & tree.lexicon.words["no_gift"])
        return trigger.nominal or (bool(arguments.of("recipient") and things) and not verbal)
    if need == "clause":
        return any(tree.tokens[head].dep == "ccomp" for head in arguments.of("content")) or _quotes(tree, trigger.head)
    if need == "force":
        return bool(arguments.of("actor"))
    if need == "relations":
        return trigger.nominal or _is_relation(tree, trigger, arguments)
    return bool(arguments.of("content")) if need == "content" else True


def _quotes(tree: Tree, verb: int) -> bool:
    """Whether quotation marks stand in a verb's sentence."""
    sentence = tree.parse.sentences[tree.tokens[verb].sentence]
    return any(token.text == '"' for token in tree.tokens[sentence.first : sentence.last])


def _is_relation(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    if trigger.nominal or len(trigger.words) > 1:
        return True
    lemmas = {tree.tokens[head].lemma for head in arguments.of("thing")}
    alone = tree.tokens[trigger.head].lemma in ("sanction", "blacklist", "embargo")
    return alone or bool(lemmas & tree.lexicon.words["relation"])


def _in_place(tree: Tree, i: int) -> bool:
    return any(tree.noun_class(head) == "place" for _, head in tree.prepositions(i)) or any(
        tree.place(j) is not None for j in tree.tokens[i].children
    )


# ---------------------------------------------------------------- who is a side, and what is not


def _settle(tree: Tree, arguments: Arguments) -> None:
    """Replace weapons and events among the actors by whose they are, drop what can be no side, move places."""
    actors: list[int] = []
    for head in arguments.roles.pop("actor", []):
        kind = tree.noun_class(head)
        if kind in ("weapon", "event"):
            owners = list(owners_of(tree, head))
            actors += [owner for owner in owners if owner not in actors]
            if not owners and tree.tokens[head].lemma in tree.lexicon.words["craft"]:
                actors.append(head)  # an unidentified drone stays itself
                continue
            if not owners and kind == "event":
                arguments.by_event = head
            arguments.add("instrument", head)
        elif kind == "person" or (kind == "place" and is_government(tree, head)):
            actors.append(head)
        elif kind == "accident":
            arguments.add("instrument", head)
    if actors:
        arguments.roles["actor"] = sorted(set(actors))
    instruments = arguments.roles.get("instrument", [])
    if "actor" not in arguments.roles:
        for head in instruments:
            for owner in owners_of(tree, head):
                arguments.add("actor", owner)
    recipients = arguments.roles.pop("recipient", [])
    for head in recipients:
        kind = tree.noun_class(head)
        if kind == "time" or head in arguments.of("actor"):
            continue
        if kind == "thing" and arguments.frame.type == "ASSAULT" and _is_manner(tree, head):
            continue
        if (kind == "place" and not tree.is_country(head)) or (
            kind == "area" and (arguments.frame.type in ("CONTROL", "MOVE", "PRESENCE") or _has_name(tree, head))
        ):  # a state can be a side; a town is where it happens
            arguments.add("place", head)
        else:
            arguments.add("recipient", head)


def _is_manner(tree: Tree, head: int) -> bool:
    """Whether a thing behind "at" or "on" tells how rather than whom: "shot at point-blank range"."""
    return tree.tokens[head].dep == "pobj" and tree.tokens[tree.tokens[head].head].lower in ("at", "on", "with")


def _has_name(tree: Tree, head: int) -> bool:
    """Whether an area noun carries the name of a place ("Sumy and Kharkiv regions", "the city of Sake")."""
    return any(tree.place(j) is not None and tree.tokens[j].dep != "poss" for j in tree.tokens[head].children) or any(
        tree.place(j) is not None for name, j in tree.prepositions(head) if name == "of"
    )


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
            yield from (agent for agent in _agents(tree, j) if tree.noun_class(agent) == "person")
        elif token.dep == "prep" and token.lower in ("by", "from"):
            yield from (
                k for _, k in tree.prepositions(head) if tree.tokens[k].head == j and tree.noun_class(k) == "person"
            )


def is_government(tree: Tree, head: int) -> bool:
    """Whether a place name can stand for those who govern it."""
    place = tree.place(head)
    return place is not None and (place.usage == "metonym" or tree.is_country(head))
