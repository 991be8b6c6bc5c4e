"""Is a word meant in the sense of a frame: a trigger with its arguments in, yes or no out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.extractors.rules.conditions_clauses import CLAUSE_NEEDS
from kgbuild.extractors.rules.conditions_dealings import DEALING_NEEDS, PUBLIC, is_public
from kgbuild.extractors.rules.conditions_ground import GROUND_NEEDS
from kgbuild.extractors.rules.conditions_sides import SIDE_NEEDS, in_place
from kgbuild.extractors.rules.sides import is_government
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.extractors.rules.triggers import Trigger
from kgbuild.extractors.rules.understood import is_foiled
from kgbuild.language.parse import Token
from kgbuild.lexicon import Frame

if TYPE_CHECKING:
    from kgbuild.extractors.rules.roles import Arguments

MENTIONED = frozenset(("ASSAULT", "PROTEST", "CASUALTY", "COERCE", "SANCTION", "AID", "RETREAT"))
"""Actions whose bare nouns behind another noun are background."""

REPORTS = frozenset(("report", "word"))
"""Nouns behind whose "of" harm is what is told."""

NEEDS = {**CLAUSE_NEEDS, **DEALING_NEEDS, **GROUND_NEEDS, **SIDE_NEEDS}
"""One function for each name in lexicon.NEEDS."""


def ruled_out(tree: Tree, trigger: Trigger, frame: Frame) -> bool:
    """Whether a word stands in the sentence with which the sense is another; "stormed" is no storm."""
    sentence = tree.tokens[trigger.head].sentence
    found = tree.sentence_lemmas[sentence] & frame.not_with
    if found:  # the Rapid Support Forces support nobody by their name
        span = tree.parse.sentences[sentence]
        said = tree.tokens[span.first : span.last]
        found &= {
            token.lemma
            for token in said
            if not (token.pos == "PROPN" and _is_in_name(tree, token.i)) and not _is_telling(tree, token)
        }
    found = frozenset(lemma for lemma in found if not _only_acts(tree, sentence, lemma))
    if found and frame.type == "ASSAULT" and not trigger.nominal and found <= tree.lexicon.words["accident"]:
        return not _is_done(tree, trigger.head, sentence, found)
    if found:
        return True
    return any(_stands(tree, sentence, phrase) for phrase in frame.not_phrases)


def _stands(tree: Tree, sentence: int, phrase: tuple[str, ...]) -> bool:
    """Whether lemmas follow each other in a sentence: "hit it big" is no blow."""
    if not tree.sentence_lemmas[sentence].issuperset(phrase):
        return False
    span = tree.parse.sentences[sentence]
    lemmas = [token.lemma for token in tree.tokens[span.first : span.last]]
    return any(tuple(lemmas[i : i + len(phrase)]) == phrase for i in range(len(lemmas)))


def _is_telling(tree: Tree, token: Token) -> bool:
    """Whether a word that may be what is told is the verb of telling: "rejected the offer, claiming that"."""
    return token.pos == "VERB" and token.dep != "amod" and token.lemma in tree.lexicon.words["claimed"]


def _is_in_name(tree: Tree, i: int) -> bool:
    span = tree.actor_at.get(i)
    return span is not None and span.entity is not None and span.kind in ("armed_force", "armed_group")


def _is_done(tree: Tree, verb: int, sentence: int, accidents: frozenset[str]) -> bool:
    """Whether somebody or a weapon kills, and the accident that the sentence names stands outside that clause."""
    doers = tree.subjects(verb) if not tree.is_passive(verb) else []
    span, clause = tree.parse.sentences[sentence], tree.clause
    beside = all(
        clause[token.i] != clause[verb] for token in tree.tokens[span.first : span.last] if token.lemma in accidents
    )
    somebody = any(tree.noun_class(head) in ("person", "weapon") for head in doers)
    return beside and somebody and bool(tree.objects(verb))


def _only_acts(tree: Tree, sentence: int, lemma: str) -> bool:
    """Whether a word that may name a storm or the like is here the verb of an act of violence."""
    senses = [phrase.frame.type for phrase in tree.lexicon.verbs.get(lemma, ()) if not phrase.rest]
    if "ASSAULT" not in senses:
        return False
    span = tree.parse.sentences[sentence]
    return all(token.pos == "VERB" for token in tree.tokens[span.first : span.last] if token.lemma == lemma)


def holds(tree: Tree, trigger: Trigger, words: tuple[int, ...], arguments: Arguments) -> bool:
    """Whether a frame's conditions on subject, object and further needs are met."""
    frame, roles = arguments.frame, arguments.frame.roles
    single = all(
        tree.tokens[i].dep in ("prt", "advmod") or (trigger.nominal and tree.tokens[i].lower == "of")
        for i in words
        if i != trigger.head
    )
    if trigger.nominal:
        subjects = arguments.of(roles.get("possessive", "actor"))
        objects = [head for key in ("of", "on") if key in roles for head in arguments.of(roles[key])]
    else:
        subjects = arguments.of(roles.get("subject", "actor"))
        objects = arguments.of(roles.get("object", "thing"), "thing") if single else []
    if frame.subjects and subjects and not any(_fits(tree, head, frame.subjects) for head in subjects):
        return False
    unsaid = not subjects and not trigger.nominal and not arguments.passive and single
    if frame.subjects and unsaid and not is_foiled(tree, trigger.head):
        return False
    if (
        frame.objects
        and single
        and not (trigger.nominal and not objects and "force" not in frame.needs)
        and not any(_fits(tree, head, frame.objects) and _is_solid(tree, head, frame.objects) for head in objects)
        and not (frame.type == "CONTROL" and any(_is_building(tree, head) for head in objects))
    ):
        return False
    if frame.type == "ASSAULT" and (single or not trigger.nominal) and _is_figurative(tree, arguments):
        return False
    if frame.type == "REQUEST" and not trigger.nominal and _anonymous(tree, trigger.head):
        return False
    if trigger.nominal and frame.type in MENTIONED and _is_background(tree, trigger, arguments):
        return False
    if frame.type in PUBLIC and frame.mode != "phone" and not is_public(tree, arguments):
        return False
    return all(NEEDS[need](tree, trigger, arguments) for need in frame.needs)


def _anonymous(tree: Tree, verb: int) -> bool:
    """Whether somebody asks not to be named: a courtesy of reporters, no request to a side."""
    below = [tree.tokens[j] for j in tree.tokens[verb].children]
    return any(
        token.lemma in ("identify", "name", "quote") and token.dep == "xcomp" and tree.is_passive(token.i)
        for token in below
    )


def _is_figurative(tree: Tree, arguments: Arguments) -> bool:
    """Whether it is poverty, racism, a storm or a decision that is fought, attacked or killed."""
    heads = arguments.of("recipient")
    causes = tree.lexicon.words["causes"]
    return bool(heads) and all(
        tree.tokens[head].lemma in causes
        or tree.tokens[head].lemma.endswith(("ism", "ness"))
        or tree.noun_class(head) == "accident"
        for head in heads
    )


def _is_background(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Whether a happening is only mentioned: "a response to attacks", "victims of the violence", nobody and nowhere."""
    token = tree.tokens[tree.counter(trigger.head)]
    if arguments.frame.type == "CASUALTY" and tree.tokens[tree.tokens[token.head].head].lemma in REPORTS:
        return False  # "there were no reports of casualties"
    if token.dep != "pobj" or arguments.support is not None or arguments.of("actor", "recipient"):
        return False
    preposition = tree.tokens[token.head]
    return tree.tokens[preposition.head].pos in ("NOUN", "PROPN", "ADJ") and not in_place(tree, trigger.head)


def _is_building(tree: Tree, head: int) -> bool:
    """Whether a body is taken for its building: "the radio headquarters"; "the White House" is won by votes."""
    token = tree.tokens[head]
    words = tree.lexicon.words
    return token.pos == "NOUN" and token.lemma in words["facility"] - words["craft"]


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
        return "vehicle" in classes and tree.tokens[head].lemma not in tree.lexicon.words["strongpoint"]
    if kind == "place":  # a country or capital acts through its government; the caller sees to it
        return "person" in classes and is_government(tree, head)
    if "person" in classes and tree.tokens[head].lemma in tree.lexicon.words["gatherings"]:
        return True
    if "weapon" in classes and tree.tokens[head].lemma in tree.lexicon.words["arms"]:
        return True
    return kind == "weapon" and ("vehicle" in classes or "facility" in classes)
