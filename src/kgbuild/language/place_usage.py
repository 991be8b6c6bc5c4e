"""Place or government: the position of a state's or capital's name in, its usage out."""

from __future__ import annotations

from kgbuild.language.parse import Parse, Token
from kgbuild.language.place_words import ADDRESSED, AGENTIVE, DEALINGS, POWERS, STATIVE
from kgbuild.model import Usage


def usage_of(parse: Parse, first: int, end: int, kind: str) -> Usage:
    """`metonym` where the name of a state ("country") or its "capital" acts, speaks or is spoken to as a government."""
    if not kind:
        return "place"
    tokens = parse.tokens
    head = next((tokens[i] for i in range(first, end) if not first <= tokens[i].head < end), tokens[end - 1])
    return "metonym" if _acts(parse, _first_conjunct(parse, head), kind) else "place"


def _first_conjunct(parse: Parse, token: Token) -> Token:
    while token.dep == "conj" and parse.tokens[token.head].pos in ("PROPN", "NOUN"):
        token = parse.tokens[token.head]
    return token


def _acts(parse: Parse, token: Token, kind: str) -> bool:
    head = parse.tokens[token.head]
    if token.dep == "nsubj" and head.pos in ("VERB", "AUX"):
        dealt = head.lemma in ("hold", "open", "have") and any(
            t.dep == "dobj" and (t.lower in DEALINGS or t.lemma in DEALINGS) for t in parse.children(head.i)
        )  # "Ankara and Damascus held talks"; "Geneva" that stands alone is where they are held
        if dealt and (kind == "country" or parse.children(token.i, "conj")):
            return True
        if head.lemma in AGENTIVE:
            return True
        return kind == "country" and head.pos == "VERB" and head.lemma not in STATIVE
    if token.dep in ("dobj", "dative", "obj") and head.pos == "VERB":
        return head.lemma in ADDRESSED
    if token.dep == "pobj":
        above = parse.tokens[head.head]
        if head.dep == "agent":
            return kind == "country" or above.lemma in AGENTIVE
        if head.lower in ("between", "with", "against"):
            return above.lemma in DEALINGS or above.lower in DEALINGS
        return head.lower == "to" and above.lower == "according"
    if token.dep in ("poss", "compound", "nmod"):
        return kind == "country" and (head.lower in POWERS or head.lemma in POWERS)
    return False
