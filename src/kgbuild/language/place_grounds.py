"""Ground that a text points at without a name ("along the border", "in the grey zone"): a parse in, `PlaceSpan`s out.

Such a place is as precise as the text: it says where, and no gazetteer can say more. A phrase that holds a name ("the
border with Chad") is left to the name.
"""

from __future__ import annotations

from kgbuild.language.parse import Parse, PlaceSpan, Token
from kgbuild.lexicon import Lexicon

POINTING = frozenset(("the", "this", "that", "its", "their", "our"))
LOCATIVE = frozenset(
    (
        "in",
        "along",
        "at",
        "near",
        "on",
        "across",
        "through",
        "from",
        "to",
        "into",
        "behind",
        "inside",
        "over",
        "towards",
    )
)


def find_grounds(parse: Parse, lexicon: Lexicon) -> tuple[PlaceSpan, ...]:
    """Noun phrases of the lexicon's class `unnamed_ground` behind a preposition of place, in text order."""
    named = {i for span in parse.places for i in range(span.first, span.last)}
    found = []
    for token in parse.tokens:
        if token.dep != "pobj" or token.pos != "NOUN" or parse.tokens[token.head].lower not in LOCATIVE:
            continue
        first = _beginning(parse, token, lexicon)
        below = parse.subtree(token.i)
        if first is None or not named.isdisjoint(below):
            continue
        if any(parse.tokens[i].lower in POINTING and i < first for i in below):
            mention = parse.mention(first, token.i + 1)
            found.append(PlaceSpan(first, token.i + 1, mention, mention.text, named=False))
    return tuple(found)


def _beginning(parse: Parse, head: Token, lexicon: Lexicon) -> int | None:
    """Where the longest phrase of the class ending in this noun begins."""
    for length in (3, 2, 1):
        first = head.i + 1 - length
        if first < 0:
            continue
        words = [token.lower for token in parse.tokens[first : head.i]] + [head.lemma]
        if " ".join(words) in lexicon.words["unnamed_ground"]:
            return first
    return None
