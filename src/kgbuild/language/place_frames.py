"""What the words around a name say about it: a parse and a stretch of it in, how surely they ask for a place out."""

from __future__ import annotations

from typing import Literal

from kgbuild.language.parse import Parse, Token
from kgbuild.language.place_words import (
    ARRESTING,
    DIRECTIONS,
    ENTERED,
    FORCEFUL,
    LEVELLED,
    MOVING,
    PASSING,
    PLACE_HEADS,
    PRESSED,
    STRONG_CUES,
    STRUCK,
    STRUCK_HEADS,
    TAKEN,
    TRUSTING,
    TYPES,
)

Frame = Literal["", "person", "likely", "certain"]
"""`certain`: if no place, a known person or organisation stands there; `likely`: persons may, too;
`person`: the police or a court takes what stands there."""

_OBJECTS = frozenset(("dobj", "obj", "oprd", "attr", "npadvmod", "advmod", "ccomp", "xcomp", "dep", "dative"))
_BETWEEN = frozenset(("the", "nearby", "neighbouring", "neighboring", "towards", "back"))
_PARTICLES = frozenset(("in", "out", "up", "back", "on", "away", "down", "off"))
_ON = frozenset(("from", "to", "on", "onto", "at", "for", "of", "off", "through", "along", "over", "via", "against"))
_MOVED = frozenset(("from", "to", "on", "onto", "at", "for", "off", "through", "along", "over", "via"))


def frame_of(parse: Parse, first: int, last: int) -> Frame:
    """How surely the words around the name at [first, last) ask for a place.

    The word before the name counts more than the parser's tree, which unknown names often spoil.
    """
    tokens = parse.tokens
    before = _before(parse, first)
    if before is not None and before.pos in ("ADP", "SCONJ", "ADV", "PART", "VERB") and before.lower not in DIRECTIONS:
        found = _after_preposition(parse, before)
        if found:
            return found
    if before is not None and before.pos in ("VERB", "AUX", "PROPN", "NOUN"):
        found = _after_verb(parse, before)
        if found:
            return found
    head = _outer_head(tokens, first, last)
    if head is None:
        return ""
    token = tokens[head]
    above = tokens[token.head]
    if token.dep in _OBJECTS and above.i < first and above.sentence == token.sentence and above.pos == "VERB":
        return _object_of(parse, above) if first - above.i <= 4 else ""
    if token.dep in ("nsubj", "nsubjpass"):
        return _subject_of(parse, token, above)
    return ""


def _before(parse: Parse, first: int) -> Token | None:
    """The word before a name, articles and directions left out."""
    tokens = parse.tokens
    start, i = parse.sentences[tokens[first].sentence].first, first - 1
    while i >= start and (tokens[i].lower in _BETWEEN or tokens[i].lower in DIRECTIONS):
        i -= 1
    return tokens[i] if i >= start else None


def _outer_head(tokens: list[Token], first: int, last: int) -> int | None:
    for i in range(first, last):
        if not first <= tokens[i].head < last or tokens[i].head == i:
            return i
    return None


def _after_preposition(parse: Parse, word: Token) -> Frame:
    """Read "in X", "attack on X" and "retreated from X" by the preposition and by what it depends on."""
    tokens, lower = parse.tokens, word.lower
    start = parse.sentences[word.sentence].first
    if word.i > start and tokens[word.i - 1].lower in ("according", "due", "thanks"):
        return ""
    governor = _governor(parse, word)
    if lower in STRONG_CUES:
        near = tokens[max(start, word.i - 2) : word.i]
        trusting = governor is not None and (governor.lemma in TRUSTING or governor.lower in TRUSTING)
        return "" if trusting or any(t.lemma in TRUSTING for t in near) else "certain"
    if lower == "between":  # "the road between X and Y", not "a clash between X and Y"
        return "certain" if governor is not None and governor.lemma.lower() in PLACE_HEADS else ""
    if lower not in _ON:
        return ""
    for token in (governor, *reversed(tokens[max(start, word.i - 2) : word.i])):
        if token is None:
            continue
        if token.text[0].isupper() and not _in_headline(parse, token) and (token.i > start or token.lower in TYPES):
            break  # "Department of X"
        lemma = token.lemma.lower()
        if lemma in MOVING and lower in _MOVED and token.pos in ("VERB", "ADV", "ADP", "ADJ", "NOUN"):
            return "likely" if lower in ("for", "at") else "certain"
        if lower == "through" and lemma in PASSING:
            return "certain"
        if token.pos in ("NOUN", "PROPN", "VERB", "ADV"):
            if lemma in PLACE_HEADS:
                return "certain"
            if lemma in STRUCK_HEADS:
                return "" if lower in ("from", "against", "for", "to") else "likely"
            if lower == "of" and lemma in TYPES:
                return "certain"
    return ""


def _in_headline(parse: Parse, token: Token) -> bool:
    sentence = parse.sentences[token.sentence]
    return all(t.text[0].isupper() or len(t.text) < 5 for t in parse.tokens[sentence.first : sentence.last])


def _governor(parse: Parse, word: Token) -> Token | None:
    """What a preposition hangs on, other prepositions and particles left out ("close in on")."""
    tokens = parse.tokens
    head = tokens[word.head]
    while head.lower in _PARTICLES and head.head != head.i:
        head = tokens[head.head]
    return head if head.i != word.i and head.sentence == word.sentence else None


def _after_verb(parse: Parse, word: Token) -> Frame:
    if word.pos in ("VERB", "AUX") and _verb(word):
        return _object_of(parse, word)
    # Parsers take rare past forms for nouns: "The army retook X".
    return "certain" if word.lower in TAKEN and word.pos in ("NOUN", "PROPN") else ""


def _verb(token: Token) -> str:
    """The dictionary form of a verb of taking, entering, striking or leaving; "" for others."""
    lemma = token.lemma.lower()
    return lemma if lemma in ENTERED or lemma in STRUCK else ""


def _object_of(parse: Parse, verb: Token) -> Frame:
    lemma = _verb(verb)
    if not lemma:
        return ""
    actor = _actor_of(parse, verb)
    if actor is not None and (actor.lemma.lower() in ARRESTING or actor.lower in ARRESTING):
        return "person" if lemma in ("capture", "hold", "seize", "take", "surround") else ""
    if lemma in ENTERED:
        return "certain"
    if any(child.lower in ("over", "as", "in", "for") and _speech(parse, child) for child in parse.children(verb.i)):
        return ""
    return "likely" if actor is not None and _is_forceful(actor) else ""


def _speech(parse: Parse, preposition: Token) -> bool:
    """Whether "over" or "for" gives the ground of a quarrel rather than a time or place ("attacked X over the law")."""
    return preposition.lower in ("over", "as") and any(t.pos == "NOUN" for t in parse.children(preposition.i))


def _actor_of(parse: Parse, verb: Token) -> Token | None:
    """The subject of a verb, or of the verb on which it hangs ("tried to enter", "came and took")."""
    tokens, seen = parse.tokens, verb
    for _ in range(4):
        subjects = parse.children(seen.i, "nsubj")
        if subjects:
            return subjects[0]
        if seen.dep == "relcl":
            return tokens[seen.head]
        if parse.children(seen.i, "nsubjpass", "agent") or seen.head == seen.i:
            break
        seen = tokens[seen.head]
    return None


def _is_forceful(actor: Token) -> bool:
    lemma = actor.lemma.lower()
    if lemma in FORCEFUL or actor.lower in FORCEFUL or actor.pos in ("PRON", "NUM"):
        return True
    return actor.entity in ("ORG", "NORP", "GPE") or actor.pos == "PROPN"


def _subject_of(parse: Parse, token: Token, verb: Token) -> Frame:
    """Read "X fell to the rebels", "X remains under siege" and "X was shelled"."""
    if token.dep == "nsubj":
        below = parse.children(verb.i, "prep")
        after = {child.lower for child in below}
        pressed = {noun.lower for child in below if child.lower == "under" for noun in parse.children(child.i, "pobj")}
        if pressed & PRESSED:
            return "certain"
        if verb.lemma == "fall" and _is_told_complete(parse, verb):
            return "likely"
        if (verb.lemma == "fall" and after & {"to", "into"}) or (verb.lemma == "come" and "under" in after):
            return "likely"
        return ""
    if verb.lemma == "lose" and _is_told_complete(parse, verb) and token.entity not in ("ORG", "PERSON"):
        return "likely"
    lemma = _verb(verb)
    if not lemma:
        return ""
    agents = [t for by in parse.children(verb.i, "agent") for t in parse.children(by.i, "pobj")]
    if any(t.lemma.lower() in ARRESTING for t in agents):
        return ""
    if lemma in LEVELLED and not agents and token.entity != "ORG":
        return "likely"
    if lemma in ENTERED and lemma != "reach":  # "X can be reached by mail"
        named = any(t.entity == "PERSON" and t.dep == "compound" for t in parse.children(token.i))
        return "" if named else "certain"
    return "likely" if any(_is_forceful(t) for t in agents) else ""


def _is_told_complete(parse: Parse, verb: Token) -> bool:
    """Whether a perfect says all that there is to say: "X has not fallen", "X had been lost"; not "has fallen ill"."""
    below = parse.children(verb.i)
    perfect = any(child.dep == "aux" and child.lemma == "have" for child in below)
    return perfect and not any(child.dep in ("acomp", "oprd", "attr", "dobj", "prt", "prep") for child in below)
