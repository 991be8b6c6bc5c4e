"""What kind of thing a noun stands for: a token in its tree in, one of a few classes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kgbuild.lexicon import Phrase

if TYPE_CHECKING:
    from kgbuild.extractors.rules.syntax import Tree

NounClass = Literal["person", "place", "weapon", "event", "accident", "facility", "area", "time", "thing"]

EVENTS = frozenset(("ASSAULT", "CONTROL", "COERCE", "PROTEST", "MOBILIZE", "CASUALTY", "MOVE"))
"""Actions whose nouns are happenings, never somebody."""
PERSONAL = frozenset(("i", "we", "you", "he", "she", "they", "it", "us", "them",
    "him", "her", "me", "who", "whom", "itself", "themselves", "himself", "herself"))  # fmt: skip
FIRED = frozenset(("it", "them"))
RECENT = 40
"""Words back in which what a pronoun says was fired must have been named."""


def noun_class(tree: Tree, i: int) -> NounClass:
    """What kind of thing a noun or pronoun stands for, by registry, gazetteer and word lists before the parser."""
    token = tree.tokens[i]
    words = tree.lexicon.words
    place = tree.place(i)
    if place is not None and place.usage == "place":
        return "place"
    if i in tree.time_at and token.pos != "PRON":
        return "time"
    number = tree.number_at.get(i)
    if number is not None and tree.parse.numbers[number].unit == "km2":
        return "area"
    if token.tag == "VBG" and token.lower in tree.lexicon.event_nouns:
        return "event"
    if token.lemma in words["accident"]:
        return "accident"
    if token.lemma in words["weapon"] and not (i in tree.actor_headed and _acts(tree, i)):
        return "event" if token.lemma in words["event"] else "weapon"
    if token.lower in FIRED and _is_fired(tree, i):
        return "weapon"
    span = tree.actor_headed.get(i)
    if token.lemma in words["strongpoint"] and (span.entity is None if span is not None else token.text.islower()):
        return "facility"  # "every military base"
    if i in tree.actor_headed or token.lower in PERSONAL or tree.people.noun(token.lemma) is not None:
        return "person"
    if token.lemma in words["event"]:
        return "event"
    if token.lemma in words["polity"] and _is_subject(tree, i):
        return "person"
    if token.lemma in words["facility"]:
        return "area" if token.lemma in words["area_noun"] else "facility"
    if token.lemma in words["area_noun"]:
        return "area"
    if any(_names_event(phrase) for phrase in tree.lexicon.nouns.get(token.lemma, ())):
        return "event"
    if token.tag == "NNS" and _is_people(tree, i):
        return "person"
    if place is not None or token.entity in ("PERSON", "ORG", "NORP", "GPE"):
        return "person"
    if any(tree.tokens[j].tag == "$" for j in token.children):
        return "thing"  # "$1.2 billion"
    if token.pos == "NUM" or token.lower in (
        "others",
        "dozens",
        "hundreds",
        "scores",
        "thousands",
        "some",
        "many",
        "those",
    ):
        return "person"
    if token.pos == "PROPN" and any(_is_area(tree, j) for j in token.children if tree.tokens[j].dep == "appos"):
        return "area"  # "Sangin, a district in the south": no gazetteer has every village
    return "thing"


def _is_area(tree: Tree, i: int) -> bool:
    return tree.tokens[i].lemma in tree.lexicon.words["area_noun"]


def _is_subject(tree: Tree, i: int) -> bool:
    """Whether a noun, or the first of those coordinated with it, acts, or is addressed: "accused the country"."""
    token = tree.tokens[i]
    if token.lemma == "state" and any(name == "of" and tree.place(head) is None for name, head in tree.prepositions(i)):
        return False  # "a state of siege"
    while token.dep == "conj" and token.head != token.i:
        token = tree.tokens[token.head]
    above = tree.tokens[token.head]
    if token.dep == "pobj" and above.lower in ("on", "upon"):  # "called on other countries"
        above = tree.tokens[above.head]
        return above.lemma == "call"
    spoken = any(phrase.frame.spoken and not phrase.rest for phrase in tree.lexicon.verbs.get(above.lemma, ()))
    return above.pos == "VERB" and (token.dep == "nsubj" or (token.dep == "dobj" and spoken))


def _acts(tree: Tree, i: int) -> bool:
    """Whether a craft with its owner's words ("Turkish jets") does something rather than suffers it."""
    token = tree.tokens[i]
    while token.dep == "conj" and token.head != token.i:
        token = tree.tokens[token.head]
    return token.dep not in ("dobj", "nsubjpass") and (token.dep != "pobj" or tree.tokens[token.head].lower == "by")


def _names_event(phrase: Phrase) -> bool:
    """Whether a word alone names a happening; "bodies" and "wounded" name those who are counted."""
    return not phrase.rest and phrase.frame.type in EVENTS and not {"self", "count"} & phrase.frame.roles.keys()


def _is_people(tree: Tree, i: int) -> bool:
    """Whether a plural that no list holds means people: by its ending, or by where they are said to come from."""
    token = tree.tokens[i]
    if token.lower.endswith(("ers", "ors", "ists", "ians", "men", "ees")):
        return not {token.lemma, token.lower.removesuffix("s")} & tree.lexicon.words["no_people"]
    return any((place := tree.place(j)) is not None and place.usage == "demonym" for j in tree.tokens[i].children)


def _is_fired(tree: Tree, i: int) -> bool:
    """Whether a pronoun is the object of a verb of firing and takes up a weapon: "rockets hit ... who fired them"."""
    token = tree.tokens[i]
    verb = tree.tokens[token.head]
    frames = [phrase.frame for phrase in tree.lexicon.verbs.get(verb.lemma, ()) if not phrase.rest]
    asked = any(tree.tokens[j].lower == "who" for j in verb.children) and verb.dep != "relcl"
    fires = any(one.type == "ASSAULT" and one.objects == {"weapon"} for one in frames)
    if asked or token.dep != "dobj" or not fires:
        return False
    tags = ("NNS", "NNPS") if token.lower == "them" else ("NN", "NNP")
    before = (tree.tokens[j] for j in range(i - 1, max(-1, i - RECENT), -1))
    fired = tree.lexicon.words["weapon"] - tree.lexicon.words["event"]
    return any(other.tag in tags and other.lemma in fired for other in before)
