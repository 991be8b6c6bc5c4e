"""Which words name an action: a tree in, candidate triggers with their frames out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from kgbuild.extractors.rules.syntax import Tree
from kgbuild.language.parse import Token
from kgbuild.lexicon import Frame, Phrase

SKIPPABLE = frozenset(("DET", "ADJ", "ADV", "NUM", "PRON", "PART"))
MODIFIERS = frozenset(("compound", "poss", "case", "amod", "nmod", "prt", "npadvmod", "nummod", "quantmod"))
GAP = 14
"""Tokens that an object inside a multi-word trigger may take, relative clauses included."""
REACH = 8
"""Tokens that may stand between two words of a multi-word trigger, all of them modifiers."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A head token, the tokens of the whole expression (in order) and the frames it may mean, most specific first."""

    head: int
    words: tuple[int, ...]
    frames: tuple[tuple[Frame, tuple[int, ...]], ...]
    nominal: bool


def find_triggers(tree: Tree) -> Iterator[Trigger]:
    """Candidates in text order, two a first word at most; the frames' conditions are not judged yet."""
    told = {trigger.words[0]: trigger for token in tree.tokens for trigger in _passives(tree, token)}
    for token in tree.tokens:
        if token.i in told:
            yield told[token.i]
        counted = _is_counted(tree, token)
        nominal = (
            counted
            or token.pos in ("NOUN", "PROPN")
            or (token.pos == "ADJ" and token.lower in tree.lexicon.nouns)
            or _is_misread(tree, token)
        )
        index = tree.lexicon.nouns if nominal else tree.lexicon.verbs
        if not nominal and not _is_verbal(token):
            continue
        phrases = index.get(token.lemma, ())
        if nominal and token.pos == "VERB" and not counted:
            phrases = index.get(token.lower, ())
        if nominal and (counted or not phrases):
            phrases = index.get(token.lower, ()) or index.get(token.lower.removesuffix("s"), ())
        if not nominal and tree.tokens[token.i - 1].text == "-" and token.i > 1:  # tear-gassed
            phrases = index.get(f"{tree.tokens[token.i - 2].lower}-{token.lemma}", phrases)
        if token.pos == "ADJ" and not counted:
            phrases = tuple(phrase for phrase in phrases if phrase.rest)
        matches = list(_matches(tree, token, phrases, nominal=nominal))
        if not matches or (nominal and (_is_name(tree, token) or token.i in tree.time_at)):
            continue
        head = _nominal_head(tree, matches[0][1]) if nominal else token.i
        if token.dep in ("aux", "auxpass") and token.head in matches[0][1]:  # "is committed to", "are missing"
            head = token.head
        if nominal and _is_modifier(tree, head):
            continue
        yield Trigger(head, matches[0][1], tuple(matches), nominal)


def _passives(tree: Tree, noun: Token) -> Iterator[Trigger]:
    """The trigger whose object a passive's subject is: "sanctions on Togo were lifted" as "lifted sanctions".

    It takes the words before the noun with it, so that "peace talks" are no talks where they were called off.
    """
    verb = tree.tokens[noun.head]
    whole = noun.dep in ("nsubjpass", "csubjpass") and verb.pos == "VERB" and tree.child(verb.i, "auxpass") is not None
    if not whole or tree.noun_class(noun.i) == "person":
        return
    matches = []
    for phrase in tree.lexicon.verbs.get(verb.lemma, ()):
        inside = [number for number, lemmas in enumerate(phrase.rest) if noun.lemma in lemmas and "*" not in lemmas]
        if inside:
            further = phrase.rest[: inside[0]] + phrase.rest[inside[0] + 1 :]
            words = _follow(tree, verb, further, nominal=False)
            if words is not None:
                before = (j for j in noun.children if j < noun.i and tree.tokens[j].dep in ("amod", "compound"))
                matches.append((phrase.frame, (*before, noun.i, *words)))
    if matches:
        yield Trigger(verb.i, matches[0][1], tuple(matches), nominal=False)


def _is_counted(tree: Tree, token: Token) -> bool:
    """Whether a participle or adjective stands for people behind their number: "30 injured", "20 dead"."""
    return (
        token.pos in ("VERB", "ADJ")
        and token.lower in tree.lexicon.nouns
        and token.i - 1 in tree.number_at
        and token.dep != "amod"
        and tree.child(token.i, "dobj", "auxpass") is None
    )


def _is_misread(tree: Tree, token: Token) -> bool:
    """Whether the parser took an event noun for a verb: "killed in government airstrikes", "the shooting death of"."""
    if token.tag == "VBZ":
        return token.dep in ("pobj", "dobj") and token.lower.removesuffix("s") in tree.lexicon.event_nouns
    following = tree.tokens[token.i + 1] if token.i + 1 < len(tree.tokens) else token
    return (
        token.tag == "VBG"
        and token.dep in ("amod", "compound")
        and token.head == following.i
        and any(
            len(phrase.rest) == 1 and following.lemma in phrase.rest[0]
            for phrase in tree.lexicon.nouns.get(token.lower, ())
        )
    )


def meanings(tree: Tree, token: Token) -> list[Frame]:
    """The frames that a verb may mean, most specific first, its conditions not judged."""
    return [frame for frame, _ in _matches(tree, token, tree.lexicon.verbs.get(token.lemma, ()), nominal=False)]


def _nominal_head(tree: Tree, words: tuple[int, ...]) -> int:
    """The last word ("air strike"), or the one before a preposition ("exchange of fire")."""
    for i, j in itertools.pairwise(words):
        if tree.tokens[j].pos == "ADP":
            return i
    return words[-1]


def _is_modifier(tree: Tree, head: int) -> bool:
    """Whether an event noun only says of what kind another noun is ("assault rifle", "protest camp")."""
    token = tree.tokens[head]
    return (
        token.dep == "compound"
        and token.head > head
        and tree.tokens[token.head].pos == "NOUN"
        and tree.tokens[token.head].lemma not in tree.lexicon.event_nouns
    )


def _is_verbal(token: Token) -> bool:
    return (
        (token.pos == "VERB" and token.lower != "gon")  # "gonna" goes nowhere
        or (token.pos == "AUX" and token.lemma == "be")
        or (token.pos in ("ADJ", "PROPN", "NOUN") and token.tag in ("VBN", "VBG", "VBD", "VBZ", "VBP"))
    )


def _is_name(tree: Tree, token: Token) -> bool:
    """Whether a capitalised word stands inside a name ("Operation Storm", "Strike Group 8")."""
    following = tree.tokens[token.i + 1] if token.i + 1 < len(tree.tokens) else None
    if token.text[0].isupper() and token.pos == "PROPN" and token.i in tree.place_at:  # "the Line of Control"
        return True
    inside = tree.actor_at.get(token.i)
    if inside is not None and token.text[0].isupper() and (inside.head != token.i or token.pos == "PROPN"):
        return True
    return (
        token.pos == "PROPN"
        and token.text[0].isupper()
        and (
            token.dep == "compound"
            and following is not None
            and following.pos == "PROPN"
            and following.text[0].isupper()
        )
    )


def _matches(
    tree: Tree, token: Token, phrases: tuple[Phrase, ...], *, nominal: bool
) -> Iterator[tuple[Frame, tuple[int, ...]]]:
    if not nominal and token.lemma in tree.lexicon.words["phrasal"] and tree.child(token.i, "prt") is not None:
        phrases = tuple(phrase for phrase in phrases if phrase.rest)  # "took up" is no taking
    for phrase in phrases:
        words = _follow(tree, token, phrase.rest, nominal=nominal)
        if words is not None and not (not nominal and _is_joined(tree, token) and token.head in words):
            yield phrase.frame, words


def _is_joined(tree: Tree, token: Token) -> bool:
    """Whether a participle belongs to the noun behind it by a hyphen.

    "Rebel-led protests" are led by no subject, a "history-making trip" makes no trip.
    """
    return token.dep == "amod" and token.tag in ("VBN", "VBG") and tree.tokens[token.i - 1].text == "-"


def _follow(tree: Tree, token: Token, rest: tuple[frozenset[str], ...], *, nominal: bool) -> tuple[int, ...] | None:
    """Positions of the whole expression when its further words follow, with modifiers between them at the most."""
    found = [token.i]
    at = token.i + 1
    last = tree.parse.sentences[token.sentence].last
    gap = False
    gapped = any("*" in lemmas for lemmas in rest)
    for number, lemmas in enumerate(rest):
        if "*" in lemmas:  # the object stands here: "forced * from their homes"
            gap = True
            continue
        if gap:
            gap = False
            further = _beyond_object(tree, token, lemmas, at, last)
            if further is None:
                return None
            found.append(further)
            at = further + 1
            continue
        if nominal and tree.tokens[found[-1]].pos == "ADP" and at < last and tree.tokens[at].pos == "NUM":
            at += 1  # "deployment of 230 troops"
        limit = min(last, at + (1 if nominal else REACH))
        while at < limit:
            here = tree.tokens[at]
            if (
                (here.lemma in lemmas or here.lower in lemmas or _hyphened(tree, at) in lemmas)
                and not (nominal and here.pos == "VERB" and here.tag != "VBG")
                and (nominal or here.dep != "compound" or number + 1 < len(rest))
                and not (here.pos == "VERB" and (here.dep == "amod" or _is_other_act(here, lemmas)))
            ):
                break
            if here.dep == "neg" or not _stands_between(tree, here):
                return None
            at += 1
        else:
            return None
        found.append(at)
        at += 1
    return tuple(found) if nominal or gapped else _without_content(tree, found)


def _stands_between(tree: Tree, token: Token) -> bool:
    """Whether a word may stand inside a trigger: what modifies its noun, joined or not ("old and new sanctions")."""
    if token.pos in SKIPPABLE or token.dep in MODIFIERS or token.text == "-":
        return True
    joined = tree.tokens[token.head] if token.dep in ("cc", "conj") else token
    return joined is not token and joined.dep in MODIFIERS and joined.pos != "VERB"


def _hyphened(tree: Tree, i: int) -> str:
    """A word with the one that a hyphen joins to it: "cease-fire"."""
    return f"{tree.tokens[i - 2].lower}-{tree.tokens[i].lemma}" if i > 1 and tree.tokens[i - 1].text == "-" else ""


def _is_other_act(token: Token, lemmas: frozenset[str]) -> bool:
    """Whether a gerund is an act of its own where the trigger means a noun: "started talking" is no start of talks."""
    return token.tag == "VBG" and token.dep == "xcomp" and token.lower not in lemmas


def _without_content(tree: Tree, found: list[int]) -> tuple[int, ...]:
    """The words up to an infinitive: "threatened to attack" is a threat, and the attack a content of its own."""
    for number, i in enumerate(found[1:], 1):
        token = tree.tokens[i]
        below = token.dep in ("xcomp", "ccomp", "advcl", "acl")
        if token.pos == "VERB" and below and token.i != tree.tokens[found[0]].head:
            return tuple(j for j in found[:number] if tree.tokens[j].lower != "to")
    return tuple(found)


def _is_in_place_name(tree: Tree, token: Token) -> bool:
    """Whether an "of" joins a kind of ground to its name: "the village of Badme"."""
    return (
        token.lower == "of"
        and tree.noun_class(token.head) == "area"
        and any(tree.noun_class(j) == "place" for j in token.children)
    )


def _beyond_object(tree: Tree, verb: Token, lemmas: frozenset[str], at: int, last: int) -> int | None:
    """The word behind a verb's object, where the object has at least one word and the word hangs on it or the verb."""
    for i in range(at + 1, min(last, at + GAP)):
        token = tree.tokens[i]
        if token.lemma in lemmas or token.lower in lemmas:
            heads = {verb.i, *(j for j in verb.children if tree.tokens[j].dep in ("dobj", "ccomp", "oprd", "nsubj"))}
            heads.update(head for _, head in tree.prepositions(verb.i))
            if _is_in_place_name(tree, token):  # "cleared the village of Badme": of nobody
                continue
            return i if token.head in heads or tree.tokens[token.head].head in heads else None
    return None
