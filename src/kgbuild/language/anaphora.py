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
WHOLE = frozenset(("whole", "entire"))
"""Adjectives that narrow nothing: "the whole town"."""
ASIDE = frozenset(("relcl", "acl", "appos"))
"""What tells more of a noun: a name there is not what the sentence is about ("Sake, a town near Goma")."""
BESIDE = frozenset(("det", "punct", "cc", "conj", "relcl"))
"""What hangs on a noun without narrowing it: "the town and its market", "the town, where they dug in"."""


def take_up_places(parse: Parse) -> tuple[PlaceSpan, ...]:
    """The parse's places and, in text order among them, the nouns with "the" that can mean only one of them.

    The nearest name before that is known to be of the noun's level is meant; a name of unknown level counts for a town
    or village only. A noun with modifiers of its own ("the southern region") is left alone.
    """
    levels = {span.core.lower(): span.level for span in parse.places if span.level is not None}
    found: list[PlaceSpan] = []
    for token in parse.tokens:
        level = LEVEL_OF.get(token.lower)
        first = None if level is None else find_bare(parse, token.i)
        if level is None or first is None:
            continue
        name = _antecedent(parse, token.i, level, levels)
        if name is not None:
            mention = parse.mention(first, token.i + 1)
            found.append(PlaceSpan(first, token.i + 1, mention, name.core, "place", name.level or level, anaphor=True))
    return among_places(parse.places, found)


def among_places(places: Sequence[PlaceSpan], found: Sequence[PlaceSpan]) -> tuple[PlaceSpan, ...]:
    """Further spans put among places in text order; what lies within what stays so."""
    if not found:
        return tuple(places)
    order = sorted((*places, *found), key=lambda span: span.first)
    moved = {number: order.index(span) for number, span in enumerate(places)}
    return tuple(span if span.within is None else replace(span, within=moved[span.within]) for span in order)


def find_bare(parse: Parse, i: int) -> int | None:
    """Where "the region" begins: a noun with the article before it and nothing that names or narrows it; else None."""
    noun = parse.tokens[i]
    opening = i - 2 if i and parse.tokens[i - 1].lower in WHOLE else i - 1
    if opening < 0 or parse.tokens[opening].lower != "the" or parse.tokens[opening].head != i:
        return None
    if any(span.first <= i < span.last for span in parse.places):
        return None
    for j in noun.children:
        child = parse.tokens[j]
        told = child.dep == "relcl" and parse.tokens[i + 1].text != ","  # "the town where he was born" is another
        if told or not (child.dep in BESIDE or j in range(opening, i)):
            return None
    return opening


def _antecedent(parse: Parse, i: int, level: Level, levels: dict[str, Level]) -> PlaceSpan | None:
    """The name that the text called by this very noun, else the nearest fitting one within reach or the only one.

    Of the names of one sentence those that it is about come before those that an aside brings in.
    """
    sentence = parse.tokens[i].sentence
    around = {span.within for span in parse.places}  # "Bara, in North Kordofan": what is around a town is none
    fitting = []
    for number, span in reversed(list(enumerate(parse.places))):
        if span.first >= i or span.usage != "place" or (level == "settlement" and number in around):
            continue
        known = levels.get(span.core.lower())
        if known == level or (level == "settlement" and known is None):
            fitting.append(replace(span, level=known))
    called = [span for span in fitting if parse.tokens[i].lower in _words_beside(parse, span)]
    near = [span for span in fitting if parse.tokens[span.first].sentence >= sentence - REACH]
    last = [span for span in near if parse.tokens[span.first].sentence == parse.tokens[near[0].first].sentence]
    about = [span for span in last if span.bearing is None and not _is_aside(parse, span.first)]
    lone = fitting if len({span.core.lower() for span in fitting}) == 1 else []
    return next(iter((*called, *about, *near, *lone)), None)


def _words_beside(parse: Parse, span: PlaceSpan) -> set[str]:
    """The nouns that tell what a name names: "the village of Bor", "Bor, a village", "Bor village"."""
    inside = parse.sentences[parse.tokens[span.first].sentence]
    before = range(max(inside.first, span.first - 3), span.first)
    after = range(span.last, min(inside.last, span.last + 4))
    opening = parse.tokens[span.first - 1].lower if before else ""
    words = {parse.tokens[span.first - 2].lower} if opening == "of" and len(before) > 1 else {opening}
    if span.last < inside.last and parse.tokens[span.last].text == ",":
        words |= {parse.tokens[j].lower for j in after}
    return words | {parse.tokens[span.last - 1].lower}


def _is_aside(parse: Parse, i: int) -> bool:
    """Whether a name stands in what tells more of another noun: "traders who came from Goma"."""
    return any(parse.tokens[j].dep in ASIDE for j in (i, *parse.ancestors(i)))
