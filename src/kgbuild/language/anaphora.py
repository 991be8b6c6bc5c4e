"""Words that take up a place named before ("the region", "the town"): a parse in, further `PlaceSpan` records out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgbuild.language.parse import Parse, PlaceSpan
from kgbuild.model import Level

LEVEL_OF: dict[str, Level] = {
    "region": "admin1", "province": "admin1", "oblast": "admin1", "governorate": "admin1", "state": "admin1",
    "district": "admin2", "county": "admin2",
    "city": "settlement", "town": "settlement", "village": "settlement", "settlement": "settlement",
}  # fmt: skip
REACH = 3
"""Sentences back in which the name must stand, unless it is the only one so far."""


def take_up_places(parse: Parse) -> tuple[PlaceSpan, ...]:
    """The parse's places and, in text order among them, the nouns with "the" that can mean only one of them.

    The nearest name before that is known to be of the noun's level is meant; a name of unknown level counts for a town
    or village only. A noun with modifiers of its own ("the southern region") is left alone.
    """
    levels = {span.core.lower(): span.level for span in parse.places if span.level is not None}
    found: list[PlaceSpan] = []
    for token in parse.tokens:
        level = LEVEL_OF.get(token.lower)
        if level is None or not _is_bare(parse, token.i):
            continue
        name = _antecedent(parse, token.i, level, levels)
        if name is not None:
            mention = parse.mention(token.i - 1, token.i + 1)
            found.append(
                PlaceSpan(token.i - 1, token.i + 1, mention, name.core, "place", name.level or level, anaphor=True)
            )
    return among_places(parse.places, found)


def among_places(places: Sequence[PlaceSpan], found: Sequence[PlaceSpan]) -> tuple[PlaceSpan, ...]:
    """Further spans put among places in text order; what lies within what stays so."""
    if not found:
        return tuple(places)
    order = sorted((*places, *found), key=lambda span: span.first)
    moved = {number: order.index(span) for number, span in enumerate(places)}
    return tuple(span if span.within is None else replace(span, within=moved[span.within]) for span in order)


def _is_bare(parse: Parse, i: int) -> bool:
    """Whether a noun stands as "the region": the article before it, nothing that names or narrows it."""
    if i == 0 or parse.tokens[i - 1].lower != "the" or parse.tokens[i - 1].head != i:
        return False
    if any(span.first <= i < span.last for span in parse.places):
        return False
    return all(parse.tokens[j].dep in ("det", "punct") for j in parse.tokens[i].children)


def _antecedent(parse: Parse, i: int, level: Level, levels: dict[str, Level]) -> PlaceSpan | None:
    """The name that the text called by this very noun, else the nearest fitting one within reach or the only one."""
    sentence = parse.tokens[i].sentence
    fitting = []
    for span in reversed(parse.places):
        if span.first >= i or span.usage != "place":
            continue
        known = levels.get(span.core.lower())
        if known == level or (level == "settlement" and known is None):
            fitting.append(replace(span, level=known))
    called = [span for span in fitting if parse.tokens[i].lower in _words_beside(parse, span)]
    near = [span for span in fitting if parse.tokens[span.first].sentence >= sentence - REACH]
    lone = fitting if len({span.core.lower() for span in fitting}) == 1 else []
    return next(iter((*called, *near, *lone)), None)


def _words_beside(parse: Parse, span: PlaceSpan) -> set[str]:
    """The nouns that tell what a name names: "the village of Bor", "Bor, a village", "Bor village"."""
    inside = parse.sentences[parse.tokens[span.first].sentence]
    before = range(max(inside.first, span.first - 3), span.first)
    after = range(span.last, min(inside.last, span.last + 4))
    words = {
        parse.tokens[j].lower for j in before if parse.tokens[span.first - 1].lower in ("of", parse.tokens[j].lower)
    }
    if span.last < inside.last and parse.tokens[span.last].text == ",":
        words |= {parse.tokens[j].lower for j in after}
    return words | {parse.tokens[span.last - 1].lower}
