"""Which acts are only what another one is about: the triggers of an article in, the governor of each content out.

Who agrees, refuses, demands or threatens to do something does one thing, not two: "refused to lift the curfew" is a
refusal, "called for sanctions" a call. An act that is only agreed, refused, demanded or talked about is told by the
statement that governs it, whose evidence holds its words and whose recipient it may name ("agreed to send medicine to
Mozambique"). What stays a statement of its own beside its governor: acts of force and movement ("threatened to shell
the port"), with the modality that the governor gives them, and whatever already happened.
"""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.extractors.rules.roles import Arguments
from kgbuild.extractors.rules.settle import add_content_sides
from kgbuild.extractors.rules.sides import OWN, SELF, is_side
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.extractors.rules.triggers import Trigger
from kgbuild.language.parse import Token
from kgbuild.lexicon import Frame, Role

Read = tuple[Trigger, Frame, tuple[int, ...], Arguments]
"""A trigger with the frame that it means, the words of it and its arguments."""

VERBAL_ACTS = frozenset(("SAY", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT"))
DEALINGS = VERBAL_ACTS | {"COOPERATE", "AID", "RETREAT", "SANCTION"}
CONTENTS: dict[str, frozenset[str]] = {
    "AGREE": DEALINGS,
    "REQUEST": DEALINGS,
    "REJECT": DEALINGS,
    "THREATEN": DEALINGS,
    "CONSULT": DEALINGS - {"SANCTION", "ACCUSE", "SAY"},
    "SUPPORT": DEALINGS,
    "PROTEST": frozenset(("REQUEST", "ACCUSE", "REJECT", "SUPPORT")),
}
"""Action types that a governing type tells with itself."""
BEHIND = frozenset(("for", "of", "to", "on", "upon", "about", "over", "with", "from", "against"))
"""Prepositions between a governor and a noun or gerund that names its content."""
PURPOSED = frozenset(("REQUEST", "REJECT", "CONSULT", "PROTEST", "SUPPORT"))
"""Types to which a clause of purpose belongs: "called on both sides to", "met to discuss", "marched to demand"."""
LENT: dict[str, tuple[Role, ...]] = {
    "AGREE": ("recipient", "party", "actor"),
    "REQUEST": ("actor", "recipient", "party"),
    "PROTEST": ("recipient",),
}
"""Which sides of a content may be the governor's recipient, best guess first; of other types as of AGREE."""
STEPS = 10


def find_governors(tree: Tree, found: Sequence[Read]) -> dict[int, int]:
    """For each content its governor, both as positions in `found`; a governor may be another's content."""
    at: dict[int, int] = {}
    for number, (_, _, words, _) in enumerate(found):
        for word in words:
            at.setdefault(word, number)
    governors = {}
    for number, (trigger, frame, _, _) in enumerate(found):
        talk = at.get(tree.tokens[trigger.head].head)
        if talk is not None and _is_same_talk(tree, trigger, frame, found[talk]):
            governors[number] = talk
        elif frame.type in DEALINGS and (trigger.nominal or _is_unrealised(tree, trigger.head)):
            governor = _governor(tree, found, at, number)
            if governor is not None:
                governors[number] = governor
    return governors


def lend_recipients(tree: Tree, found: Sequence[Read], governors: dict[int, int]) -> None:
    """A governor whose own words name no recipient takes the content's; its arguments note where contents stand.

    Contents come before their governors, so that "insisted on its demand that Togo pay" hands Togo upwards. What no
    content names is read from the grammar of the clause.
    """
    governed: dict[int, list[int]] = {}
    for number, governor in governors.items():
        governed.setdefault(governor, []).append(number)
    for number, (trigger, frame, _, arguments) in sorted(enumerate(found), key=lambda item: -item[0]):
        contents = governed.get(number, [])
        arguments.contents += [found[content][0].head for content in contents]
        if frame.from_content:
            arguments.contents += [head for head in arguments.of("content") if tree.tokens[head].pos in VERBAL]
        for content in contents:
            if not arguments.of("recipient"):
                _lend(tree, found[content][3], arguments)
        if frame.from_content and not arguments.of("recipient"):
            add_content_sides(tree, trigger, arguments)


def _lend(tree: Tree, content: Arguments, governor: Arguments) -> None:
    """Give a governor the first of the content's sides that can be its recipient."""
    taken = set(governor.of("actor", "party"))
    for role in LENT.get(governor.frame.type, LENT["AGREE"]):
        sides = [
            head
            for head in content.of(role)
            if head not in taken and is_side(tree, head) and tree.tokens[head].lower not in SELF | OWN
        ]
        for head in sides:
            governor.add("recipient", head)
        if sides:
            return


def _is_unrealised(tree: Tree, verb: int) -> bool:
    """Whether a verb form tells no fact: an infinitive, a gerund behind a preposition, "would", a bare subjunctive."""
    token = tree.tokens[verb]
    if token.tag == "VB" or (token.tag == "VBG" and token.dep in ("pcomp", "dobj", "pobj", "xcomp")):
        return True
    return any(
        tree.tokens[j].dep in ("aux", "auxpass") and tree.tokens[j].tag in ("MD", "VB", "TO") for j in token.children
    )


def _is_same_talk(tree: Tree, trigger: Trigger, frame: Frame, above: Read) -> bool:
    """Whether a participle tells what a meeting was about: "spoke by telephone, discussing the truce"."""
    token = tree.tokens[trigger.head]
    return frame.type == above[1].type == "CONSULT" and token.dep == "advcl" and token.tag == "VBG"


def _governor(tree: Tree, found: Sequence[Read], at: dict[int, int], number: int) -> int | None:
    """The read above a content that governs it, over coordination, contents between them and verbs that add nothing."""
    trigger, frame, words, arguments = found[number]
    i = _outer(tree, trigger.head, words) if trigger.nominal else trigger.head
    nominal = trigger.nominal
    for _ in range(STEPS):
        token = tree.tokens[i]
        above = tree.tokens[token.head]
        if above.i == i:
            return None
        over = at.get(above.i)
        type_over = None if over in (None, number) else found[over][1].type
        if token.dep == "conj":
            if token.pos in VERBAL and token.tag != above.tag:
                return None  # "agreed to resign and left": the second verb is a fact
        elif not _leads_up(tree, i):
            return None
        elif over is not None and type_over is not None:
            if frame.type in CONTENTS.get(type_over, ()) and (token.dep != "advcl" or type_over in PURPOSED):
                of_others = trigger.nominal and (type_over == "SUPPORT" or _is_of_another(tree, arguments, found[over]))
                return None if of_others else over
            if type_over not in DEALINGS or type_over == "SAY":
                return None
            nominal = False
        elif _is_fact(tree, token, above, nominal=nominal):
            return None
        elif above.pos in VERBAL:
            nominal = False
        i = above.i
    return None


def _is_fact(tree: Tree, token: Token, above: Token, *, nominal: bool) -> bool:
    """Whether the word between a content and its governor makes the content a fact: "close the inquiry", "decision to".

    Verbs that only carry an event noun ("hold talks", "continue aid") do not.
    """
    if above.pos in VERBAL:
        return (nominal and above.lemma not in tree.lexicon.words["light"]) or (
            token.dep == "advcl" and above.tag != "VB"
        )
    return above.pos == "NOUN" and (nominal or above.lemma in tree.lexicon.words["decided"])


def _is_of_another(tree: Tree, content: Arguments, governor: Read) -> bool:
    """Whether an event noun names its own doer, so that it is something that another does or did.

    What is demanded, and what is talked about, is another's to do.
    """
    if content.frame.type == "CONSULT" or governor[1].type in ("REQUEST", "CONSULT"):
        return False
    own = {*governor[3].of("actor", "party")}
    return any(head not in own and tree.tokens[head].lower not in OWN for head in content.of("actor"))


def _outer(tree: Tree, noun: int, words: tuple[int, ...]) -> int:
    """The word of a nominal trigger whose head lies outside it."""
    while tree.tokens[noun].head in words and tree.tokens[noun].head != noun:
        noun = tree.tokens[noun].head
    return noun


def _leads_up(tree: Tree, i: int) -> bool:
    """Whether a word is part of what the word above it is about."""
    token = tree.tokens[i]
    above = tree.tokens[token.head]
    if token.pos == "ADP" or token.dep == "prep":
        return token.lower in BEHIND
    if token.pos in VERBAL:
        if token.dep in ("acl", "advcl"):
            further = [tree.tokens[j] for j in token.children]  # "the reminder that it must", "the call to"
            return token.tag == "VB" and any(child.lower == "to" or child.tag == "MD" for child in further)
        return token.dep in ("xcomp", "ccomp", "pcomp", "acomp")
    if token.dep in ("dobj", "nsubjpass", "attr", "acomp", "dative"):
        return above.pos in VERBAL
    return token.dep in ("pobj", "compound", "xcomp", "ccomp")
