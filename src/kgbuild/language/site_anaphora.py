"""Sites and "there" that take up where they are: a parse in, `PlaceSpan` records among its places out.

"Shells hit a camp outside Bor. The army shelled the camp again": the camp is the one outside Bor. Sites are what the
lexicon's class `site` lists; they stay what they are, so that who is hit is the camp and where is Bor.
"""

from __future__ import annotations

from kgbuild.language.anaphora import among_places, find_bare
from kgbuild.language.parse import Parse, PlaceSpan, Token
from kgbuild.lexicon import Lexicon

LIES = frozenset(("in", "at", "near", "outside"))
"""Prepositions between a site and the place where it lies."""
BESIDE = frozenset(("near", "outside"))
HIT = frozenset(("dobj", "pobj", "nsubjpass", "conj"))
"""Where a site is a thing or ground; as a subject it is those who run it ("the hospital said")."""
REACH = 8
"""Words between a site and the name of where it lies: "a camp for displaced people outside Bor"."""
CLAUSES = frozenset(("VB", "VBD", "VBP", "VBZ", "MD"))
"""Tags of verbs over which no name says where a site lies."""


def take_up_sites(parse: Parse, lexicon: Lexicon) -> tuple[PlaceSpan, ...]:
    """The parse's places and, among them, "the camp" where all sites of that noun so far lie in one place, and "there".

    A strong point ("the base") may also take up the only town that the sentence before it names, and "there" the only
    place of its own sentence before it, else of the one before that.
    """
    known: dict[str, list[tuple[PlaceSpan, bool]]] = {}
    found: list[PlaceSpan] = []
    for token in parse.tokens:
        span = None
        if token.lower == "there" and token.dep == "advmod" and token.pos == "ADV":
            name = _only_name(parse, token)
            span = name and _take_up(parse, name, token.i, token.i, beside=False)
        elif token.lemma in lexicon.words["site"] and token.pos in ("NOUN", "PROPN"):
            own = _where(parse, token)
            if own is not None:
                known.setdefault(token.lemma, []).append(own)
            elif (first := find_bare(parse, token.i)) is not None and token.dep in HIT:
                lies = known.get(token.lemma, [])
                if len({name.core for name, _ in lies}) == 1:
                    span = _take_up(parse, lies[-1][0], first, token.i, beside=lies[-1][1])
                elif not lies and token.lemma in lexicon.words["strongpoint"]:
                    name = _only_name(parse, token, town=True)
                    span = name and _take_up(parse, name, first, token.i, beside=False)
        if span is not None:
            found.append(span)
    return among_places(parse.places, found)


def _take_up(parse: Parse, name: PlaceSpan, first: int, last: int, *, beside: bool) -> PlaceSpan:
    mention = parse.mention(first, last + 1)
    site = first < last
    return PlaceSpan(
        first, last + 1, mention, name.core, "place", name.level, anaphor=True, site=site, beside=beside or name.beside
    )


def _where(parse: Parse, site: Token) -> tuple[PlaceSpan, bool] | None:
    """The name of where a site lies, and whether only beside it; of "Muna camp" the name itself."""
    for span in parse.places:
        if span.usage != "place" or not span.named or span.anaphor:
            continue
        if span.first <= site.i < span.last:
            return span, False
        if site.i < span.first <= site.i + REACH and parse.tokens[span.first].sentence == site.sentence:
            between = parse.tokens[site.i + 1 : span.first]
            lies = between and between[-1].lower in LIES
            if lies and not any(token.tag in CLAUSES or token.text in (",", ";") for token in between):
                return span, between[-1].lower in BESIDE
            return None
    return None


def _only_name(parse: Parse, token: Token, *, town: bool = False) -> PlaceSpan | None:
    """The one place named before a word in its sentence, else in the sentence before; None where there are several."""
    for sentence in (token.sentence, token.sentence - 1):
        names = [
            span
            for span in parse.places
            if span.first < token.i and parse.tokens[span.first].sentence == sentence and span.usage == "place"
        ]
        inner = [span for span in names if parse.places.index(span) not in {other.within for other in names}]
        if inner:
            fits = inner[0].level in (None, "settlement") or not town
            lone = len({span.core for span in inner}) == 1 and inner[0].named and inner[0].bearing is None
            return inner[0] if lone and fits else None
    return None
