"""Who fills the roles of a frame: a trigger and its tree in, role fillers out; its conditions are judged here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kgbuild.extractors.rules.conditions import holds
from kgbuild.extractors.rules.conditions_clauses import FRIENDLY, SELVES, will, will_not
from kgbuild.extractors.rules.sides import agents, content_sides, is_government, owners_of, sides_of
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.extractors.rules.triggers import Trigger, find_triggers
from kgbuild.lexicon import Frame, Role

ON_LIGHT = frozenset(
    ("on", "against", "at", "with", "between", "to", "for", "toward", "towards", "upon", "over", "dative")
)
"""Prepositions that stand by a light verb although they belong to its noun ("held talks on Monday with")."""
REFUSAL = "reject.will-not"
PROMISE = "agree.will"
PROMISED = frozenset(("AID", "CONCEDE", "RETREAT", "COOPERATE"))
BODILY = frozenset(("ASSAULT", "CASUALTY", "CONTROL", "DISPLACE", "MOVE", "PRESENCE", "MOBILIZE"))
"""Actions that things and buildings suffer themselves; of all others the recipient is somebody."""


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
            yield trigger, *meant
            if _is_promise(tree, trigger, meant[2]):
                promise = replace(meant[2], frame=tree.lexicon.frame(PROMISE))
                yield trigger, promise.frame, words, promise


def _is_promise(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether it is said what somebody will do for others, and no verb of promising above says so already."""
    token = tree.tokens[trigger.head]
    return (
        not trigger.nominal
        and arguments.frame.type in PROMISED
        and bool(arguments.of("actor"))
        and not arguments.passive
        and will(tree, trigger.head)
        and not any(token.dep == "ccomp" and tree.tokens[j].lower in SELVES for j in token.children)
    )


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
        if holds(tree, trigger, words, arguments):
            if frame.type in FRIENDLY and not trigger.nominal and will_not(tree, trigger.head):
                arguments.frame = tree.lexicon.frame(REFUSAL)  # what one will not do, one refuses
            _settle(tree, arguments)
            if arguments.frame.type not in BODILY and not trigger.nominal and len(words) > 1:
                _add_inner_sides(tree, words, arguments)
            if arguments.frame.from_content and not arguments.of("recipient"):
                _add_content_sides(tree, trigger, arguments)
            return arguments.frame, words, arguments
    return None


# ---------------------------------------------------------------- fillers


def _fill_verbal(tree: Tree, verb: int, words: tuple[int, ...], arguments: Arguments) -> None:
    roles = arguments.frame.roles
    passive = arguments.passive = tree.is_passive(verb)
    inside = set(words)
    for head in tree.subjects(verb):
        if head not in inside:
            _put(arguments, roles.get("object" if passive else "subject"), head)
    objects = [
        head
        for head in tree.objects(verb)
        if head not in inside
        or (roles.get("object") == "recipient" and tree.noun_class(head) in ("person", "facility"))
    ]  # "took hostages": somebody inside the trigger stays the recipient
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
            if base not in objects and role is None and tree.tokens[head].dep == "pcomp":
                role = "content"  # "is committed to opening the border"
            _put(arguments, role, head)
    for base in words:
        for child in tree.tokens[base].children:
            dep = tree.tokens[child].dep
            if child in inside:
                continue
            if dep in ("ccomp", "xcomp") or (
                base != verb and dep in ("acl", "advcl") and tree.tokens[child].tag == "VB"
            ):
                arguments.add("content", child)  # "is willing to send", "has an obligation to send"


def _fill_nominal(tree: Tree, noun: int, words: tuple[int, ...], arguments: Arguments) -> None:
    roles = arguments.frame.roles
    behind = {name for name, _ in tree.prepositions(noun)}
    for i in words:
        for j in tree.tokens[i].children:
            token = tree.tokens[j]
            if j in words:
                continue
            if token.dep == "poss":
                suffers = tree.tokens[noun].lemma in tree.lexicon.words["patient_noun"] and "of" not in behind
                for head in tree.coordinated(tree.antecedent(j)):
                    _put(arguments, "recipient" if suffers else roles.get("possessive"), head)
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
    particle = any(tree.tokens[j].dep == "prt" or tree.tokens[j].lower in ("back", "off") for j in governor.children)
    if token.dep == "dobj" or passive:
        if (
            governor.lemma in words["repel"] and (governor.lemma not in ("push", "beat", "stop", "fend") or particle)
        ) or governor.lemma in words["suffer"]:
            _put_defender(tree, governor.i, arguments, passive=passive)
        elif governor.lemma in words["light"] and not (passive and not agents(tree, governor.i)):
            arguments.support = governor.i
            for head in agents(tree, governor.i) if passive else tree.subjects(governor.i):
                _put(arguments, roles.get("possessive"), head)
            for preposition, head in tree.prepositions(governor.i):
                if preposition in ON_LIGHT and preposition in roles:
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
    for head in agents(tree, verb) if passive else tree.subjects(verb):
        arguments.add("recipient", head)


def _put(arguments: Arguments, role: Role | None, head: int) -> None:
    if role is not None:
        arguments.add(role, head)


def _is_time(tree: Tree, i: int) -> bool:
    return i in tree.time_at


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
    if arguments.frame.type == "RETREAT" and arguments.frame.mode == "withdraw":  # whose land is left, gets it back
        recipients += [head for head in arguments.of("origin") if tree.is_country(head) and head not in recipients]
    for head in recipients:
        kind = tree.noun_class(head)
        if kind == "time" or head in arguments.of("actor"):
            continue
        if tree.tokens[head].pos == "VERB" and kind == "thing":  # arrested for helping
            arguments.add("content", head)
            continue
        if kind == "thing" and arguments.frame.type == "ASSAULT" and _is_manner(tree, head):
            continue
        if (kind == "place" and not tree.is_country(head)) or (
            kind == "area" and (arguments.frame.type in ("CONTROL", "MOVE", "PRESENCE") or _has_name(tree, head))
        ):  # a state can be a side; a town is where it happens
            arguments.add("place", head)
        elif arguments.frame.type not in BODILY and kind in ("thing", "event", "accident", "weapon"):
            sides = [side for side in sides_of(tree, head) if side not in arguments.of("actor")]
            for side in sides:
                arguments.add("recipient", side)
            if not sides:  # "arrested on suspicion": a thing behind a preposition is what it is about
                about = arguments.frame.spoken or tree.tokens[head].dep in ("pobj", "pcomp")
                arguments.add("content" if about else "recipient", head)
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


def _add_content_sides(tree: Tree, trigger: Trigger, arguments: Arguments) -> None:
    """Fill an empty recipient from the content: who is to get what is promised, who is to do what is demanded."""
    heads = [*arguments.of("content"), *arguments.of("thing")]
    if trigger.nominal:
        heads += [j for i in trigger.words for j in tree.tokens[i].children if tree.tokens[j].dep in ("acl", "ccomp")]
    taken = set(arguments.of("actor"))
    for head in heads:
        sides = content_sides(tree, head, arguments.frame.from_content, taken)
        for side in sides:
            arguments.add("recipient", side)
        if sides:
            return


def _add_inner_sides(tree: Tree, words: tuple[int, ...], arguments: Arguments) -> None:
    """Whose is the object inside a trigger: "rejected North Korea's demand", "dismissed an appeal from the envoy"."""
    if arguments.of("recipient"):
        return
    for i in words[1:]:
        if tree.tokens[i].pos in ("NOUN", "PROPN"):
            for side in sides_of(tree, i):
                if side not in arguments.of("actor"):
                    arguments.add("recipient", side)
