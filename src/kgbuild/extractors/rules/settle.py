"""Who of the fillers is a side: role fillers as the grammar gives them in, people, places and things apart out."""

from __future__ import annotations

from kgbuild.extractors.rules.conditions_dealings import insult_of
from kgbuild.extractors.rules.roles import Arguments
from kgbuild.extractors.rules.sides import agents, content_sides, is_government, owners_of, sides_of
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.extractors.rules.triggers import Trigger
from kgbuild.lexicon import Frame

BODILY = frozenset(("ASSAULT", "CASUALTY", "CONTROL", "DISPLACE", "MOVE", "PRESENCE", "MOBILIZE"))
"""Actions that things and buildings suffer themselves; of all others the recipient is somebody."""
PLACING = frozenset(("CONTROL", "MOVE", "PRESENCE", "RETREAT", "DISPLACE"))
"""Actions whose areas are where, from where or where to."""
DEALINGS = frozenset(("AID", "AGREE", "COOPERATE", "SANCTION", "SUPPORT", "REJECT", "ACCUSE", "THREATEN"))
MUTUAL = frozenset(("exchange", "swap", "trade"))
HARMS = frozenset(("ASSAULT", "CASUALTY"))


def settle(tree: Tree, trigger: Trigger, arguments: Arguments) -> None:
    """Replace weapons and events among the actors by whose they are, drop what can be no side, move places."""
    _settle_actors(tree, arguments)
    if arguments.frame.type in HARMS and not trigger.nominal and not arguments.of("actor"):
        for name, head in tree.prepositions(trigger.head):
            if name in ("in", "during") and is_attack(tree, head):  # "were killed in Russian airstrikes"
                for owner in owners_of(tree, head):
                    if tree.noun_class(owner) == "person":
                        arguments.add("actor", owner)
    _settle_company(tree, trigger, arguments)
    if arguments.frame.type == "MOBILIZE" and arguments.passive and not arguments.of("actor"):
        for head in arguments.of("thing"):  # "peacekeepers are being deployed": by whom is not said
            if tree.noun_class(head) == "person":
                arguments.add("actor", head)
    recipients = arguments.roles.pop("recipient", [])
    if "insulted" in arguments.frame.needs:  # "called him a thief": no thief is accused
        recipients = [head for head in recipients if head != insult_of(tree, trigger.head)]
    if arguments.frame.type == "RETREAT" and arguments.frame.mode == "withdraw":  # whose land is left, gets it back
        recipients += [head for head in arguments.of("origin") if tree.is_country(head) and head not in recipients]
    if arguments.frame.type == "MOVE":  # "sent policemen to the border": who is moved
        recipients += [head for head in arguments.of("thing") if tree.noun_class(head) == "person"]
    somebody = any(tree.noun_class(head) == "person" and tree.tokens[head].dep != "pobj" for head in recipients)
    for head in recipients:
        _settle_recipient(tree, trigger, arguments, head, somebody=somebody)


def _settle_company(tree: Tree, trigger: Trigger, arguments: Arguments) -> None:
    """Somebody behind "with" is no means: he is fired back at, or suffers the same ("was killed with two guards")."""
    token = tree.tokens[trigger.head]
    if arguments.frame.type != "ASSAULT" or not (token.lemma in MUTUAL or arguments.passive):
        return
    for head in list(arguments.of("instrument")):
        if tree.noun_class(head) == "person":
            arguments.roles["instrument"].remove(head)
            arguments.add("recipient", head)


def _settle_actors(tree: Tree, arguments: Arguments) -> None:
    actors: list[int] = []
    for head in arguments.roles.pop("actor", []):
        kind = tree.noun_class(head)
        if kind in ("weapon", "event"):
            owners = list(owners_of(tree, head)) or _crew(tree, head)
            actors += [owner for owner in owners if owner not in actors]
            if not owners and tree.tokens[head].lemma in tree.lexicon.words["craft"]:
                actors.append(head)  # an unidentified drone stays itself
                continue
            if not owners and kind == "event":
                arguments.by_event = head
            arguments.add("instrument", head)
        elif kind == "person" or (kind == "place" and is_government(tree, head)):
            actors.append(head)
        elif arguments.frame.type == "MOVE" and tree.tokens[head].lemma in tree.lexicon.words["craft"]:
            actors += _crew(tree, head) or [head]  # a convoy that enters a town moves itself
        elif kind == "accident":
            arguments.add("instrument", head)
    if actors:
        arguments.roles["actor"] = sorted(set(actors))
    if "actor" not in arguments.roles:
        for head in arguments.roles.get("instrument", []):
            for owner in owners_of(tree, head):
                arguments.add("actor", owner)


def _crew(tree: Tree, head: int) -> list[int]:
    """The force that a craft is one of: "a tank of the 4th Division"."""
    if tree.tokens[head].lower not in tree.people.crewed:
        return []
    return [k for name, k in tree.prepositions(head) if name == "of" and tree.noun_class(k) == "person"]


def _settle_recipient(tree: Tree, trigger: Trigger, arguments: Arguments, head: int, *, somebody: bool) -> None:
    """Put one recipient where it belongs; `somebody` says that a person stands beside it, nearer to the trigger."""
    kind, token, frame = tree.noun_class(head), tree.tokens[head], arguments.frame
    behind, craft = token.dep in ("pobj", "pcomp"), tree.lexicon.words["craft"]
    if kind == "time" or head in arguments.of("actor"):
        return
    if kind == "facility" and behind and frame.type == "ASSAULT" and frame.harm == "killed":
        return  # "the massacre at a mosque": buildings are not killed
    if kind == "area" and token.dep == "conj" and tree.noun_class(token.head) == "place":
        return  # "Sake and its surrounding areas": ground beside a town
    owners = list(owners_of(tree, head)) if token.lemma in tree.lexicon.words["held"] else []
    named = [owner for owner in owners if owner in tree.actor_at and not tree.actor_at[owner].pronoun]
    if frame.type == "ASSAULT" and owners and named == owners:
        for owner in owners:  # "struck Taliban positions": whose they are is hit
            arguments.add("recipient", owner)
    elif token.pos == "VERB" and kind == "thing":  # arrested for helping
        arguments.add("content", head)
    elif frame.type == "ASSAULT" and kind == "event" and not is_attack(tree, head) and not list(owners_of(tree, head)):
        return  # "fight the war"
    elif kind == "thing" and frame.type == "ASSAULT" and token.lemma not in craft and _is_manner(tree, head):
        return
    elif (kind == "place" and not is_governed(tree, frame, head)) or (
        kind == "area" and (frame.type in PLACING or _has_name(tree, head))
    ):  # a state can be a side; a town is where it happens
        arguments.add("place", head)
    elif frame.type == "ASSAULT" and is_attack(tree, head):  # "battled an offensive by the rebels"
        for owner in list(owners_of(tree, head)) or agents(tree, trigger.head):
            if owner not in arguments.of("actor"):
                arguments.add("recipient", owner)
    elif (
        frame.type == "ASSAULT" and trigger.nominal and kind == "weapon" and behind and token.lemma not in craft
    ):  # "a volley of bullets"
        arguments.add("instrument", head)
    elif frame.type not in BODILY and kind in ("thing", "event", "accident", "weapon"):
        sides = [] if somebody and behind else sides_of(tree, head)
        sides = [side for side in sides if side not in arguments.of("actor")]
        for side in sides:
            arguments.add("recipient", side)
        if not sides:  # "arrested on suspicion": a thing behind a preposition is what it is about
            arguments.add("content" if frame.spoken or behind else "recipient", head)
    else:
        arguments.add("recipient", head)


def is_governed(tree: Tree, frame: Frame, head: int) -> bool:
    """Whether a place can be a side: a state, and in dealings between governments its capital ("aid to Bamako")."""
    return tree.is_country(head) or (frame.type in DEALINGS and tree.is_capital(head))


def is_attack(tree: Tree, noun: int) -> bool:
    """Whether a noun names violence that one side does to another: an airstrike or raid, but no clash or war."""
    phrases = tree.lexicon.nouns.get(tree.tokens[noun].lemma, ())
    return any(
        not phrase.rest and phrase.frame.type == "ASSAULT" and phrase.frame.roles.get("between") != "actor"
        for phrase in phrases
    )


def _is_manner(tree: Tree, head: int) -> bool:
    """Whether a thing behind "at" or "on" tells how rather than whom: "shot at point-blank range"."""
    token = tree.tokens[head]
    before = tree.tokens[token.head].lower if token.dep == "pobj" else ""
    if before == "on" and any(
        tree.tokens[j].dep == "poss" or tree.tokens[j].lower in ("a", "an") for j in token.children
    ):
        return False  # "fired on their canoe"
    return before in ("at", "on", "with")


def _has_name(tree: Tree, head: int) -> bool:
    """Whether an area noun carries the name of a place ("Sumy and Kharkiv regions", "the city of Sake")."""
    named = [j for j in tree.tokens[head].children if tree.tokens[j].dep != "poss"]
    named += [j for name, j in tree.prepositions(head) if name == "of"]
    return any((place := tree.place(j)) is not None and place.usage == "place" for j in named)


def add_content_sides(tree: Tree, trigger: Trigger, arguments: Arguments) -> None:
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


def add_inner_sides(tree: Tree, words: tuple[int, ...], arguments: Arguments) -> None:
    """Whose is the object inside a trigger: "rejected North Korea's demand", "dismissed an appeal from the envoy"."""
    if arguments.of("recipient"):
        return
    for i in words[1:]:
        if tree.tokens[i].pos in ("NOUN", "PROPN"):
            for side in sides_of(tree, i):
                if side not in arguments.of("actor"):
                    arguments.add("recipient", side)
