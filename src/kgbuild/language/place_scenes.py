"""Buildings and ground without a name where something may happen ("in a nearby prison"): a parse in, places out.

They are `PlaceSpan`s that are not `named`, and `site`s: a thing to the grammar, so that who is hit is still the
hospital. What is told of one is the statement's place where its clause names none.
"""

from __future__ import annotations

from kgbuild.language.parse import Parse, PlaceSpan, Token
from kgbuild.lexicon import Lexicon

MODIFIERS = frozenset(("amod", "compound", "nmod", "poss", "punct"))
OUTSIDE = frozenset(("DET", "NUM", "PRON"))
"""What stands before a noun and tells which or how many."""
INSIDE = frozenset(("dobj", "pobj", "conj", "nsubjpass"))
"""Where a noun is ground that somebody is at, enters, leaves or holds; as a subject it is those who run it."""

REACH = 4
"""Words behind a noun in which a name is taken for the noun's, wherever the parser hangs it: "the market of Bor"."""


def find_scenes(parse: Parse, lexicon: Lexicon) -> tuple[PlaceSpan, ...]:
    """Noun phrases of the lexicon's class `scene` that are no place yet and hold no name of one, in text order."""
    taken = {i for span in parse.places for i in range(span.first, span.last)}
    named = {i for span in parse.places if span.usage == "place" for i in range(span.first, span.last)}
    found = []
    for token in parse.tokens:
        if token.pos != "NOUN" or token.dep not in INSIDE or token.i in taken:
            continue
        if token.lemma not in lexicon.words["scene"] or _stands_for_people(parse, token):
            continue
        first = _beginning(parse, token)
        inside = {*parse.subtree(token.i), *range(token.i + 1, token.i + REACH)}
        if named.isdisjoint(inside) and not _is_bare(token) and not _is_named(parse, token):
            mention = parse.mention(first, token.i + 1)
            found.append(PlaceSpan(first, token.i + 1, mention, mention.text, named=False, site=True))
    return tuple(found)


def _is_bare(token: Token) -> bool:
    """Whether a noun stands alone, and so for what it is there for: "in prison", "to school"."""
    return token.tag == "NN" and not token.children


def _is_named(parse: Parse, token: Token) -> bool:
    """Whether a name behind it, of which no gazetteer knows, says which one it is: "the market of Bor"."""
    following = parse.tokens[token.i + 1 : token.i + 3]
    return len(following) == 2 and following[0].pos == "ADP" and following[1].pos == "PROPN"


def _stands_for_people(parse: Parse, token: Token) -> bool:
    """Whether a mention of somebody has its head here: "the court", "the hospital" as a body."""
    return any(span.head == token.i and span.entity is not None for span in parse.actors)


def _beginning(parse: Parse, head: Token) -> int:
    """Where the phrase begins, without its article and its number: "two protest camps" are "protest camps"."""
    first = head.i
    for j in reversed([j for j in head.children if j < head.i]):
        child, below = parse.tokens[j], parse.subtree(j)
        if child.dep not in MODIFIERS or child.pos in OUTSIDE or below[-1] + 1 != first:
            break
        first = below[0]
    while parse.tokens[first].pos in OUTSIDE | {"PUNCT"}:
        first += 1
    return first
