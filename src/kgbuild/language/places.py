"""Names of places: a parse in, `PlaceSpan` records out."""

from __future__ import annotations

from dataclasses import replace

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.parse import Parse, PlaceSpan
from kgbuild.language.place_bearings import read_bearings
from kgbuild.language.place_containment import Found, contain
from kgbuild.language.place_embedded import embed
from kgbuild.language.place_lists import complete_lists, repeat, share_types
from kgbuild.language.place_reading import PLACE_LABELS, Reading
from kgbuild.language.place_unknown import find_unknown
from kgbuild.language.place_usage import usage_of
from kgbuild.language.place_verdicts import is_place, is_place_word
from kgbuild.language.place_words import AFTER, DAYS, OPENERS, ORGANISATIONS, TERRAIN, TYPES
from kgbuild.registry import Registry


def find_places(parse: Parse, gazetteer: Gazetteer, registry: Registry) -> tuple[PlaceSpan, ...]:
    """The place names of an article, in text order, not overlapping."""
    reading, i = Reading(parse, gazetteer, registry), 0
    while i < len(parse.tokens):
        found = _at(reading, i) if not reading.covered[i] and reading.words.may_open(i) else None
        if found:
            reading.taken.append(found)
        i = max(i + 1, found.end if found else 0)
    complete_lists(reading)
    repeat(reading)
    embed(reading)
    share_types(reading)
    contain(parse, gazetteer, reading.taken)
    read_bearings(reading)
    return tuple(_span(reading, found) for found in reading.taken)


def _span(reading: Reading, found: Found) -> PlaceSpan:
    mention = reading.parse.mention(found.first, found.end)
    core = reading.parse.mention(found.first, found.last).text
    span = PlaceSpan(found.first, found.end, mention, core, found.usage, found.level, found.within, found.bearing)
    if found.usage == "place" and found.level in (None, "country") and found.known:
        return replace(span, usage=usage_of(reading.parse, found.first, found.end, reading.words.kind(core)))
    return span


def _at(reading: Reading, i: int) -> Found | None:
    """The name that begins here, the longest known one first."""
    last = reading.words.longest(i)
    if last == i + 1 and reading.tokens[i].lower in OPENERS and reading.words.name_end(i) > last:
        last = 0  # "Wadi Barsa" is not Wadi
    if last and _is_longer(reading, i, last):
        last = 0
    words = reading.words.text(i, last) if last else ""
    if last and reading.gazetteer.demonym(words) is not None and not is_place_word(reading, i, last):
        return Found(i, last, last, usage="demonym")
    found = _typed(reading, i, last) if last else None
    if found is None and last and is_place(reading, i, last):
        found = Found(i, last, last)
    if found is None:
        found = find_unknown(reading, i)
    if found:
        _look_inside(reading, found)
        _look_before(reading, found)
        labelled = reading.tokens[found.first].entity in PLACE_LABELS
        found.sure = bool(found.level or labelled or reading.framed(found.first, found.last))
        found.proven = bool(found.level) or (
            found.sure and not found.known and reading.frame(found.first, found.last) == "certain"
        )
    return found


def _typed(reading: Reading, first: int, last: int) -> Found | None:
    """A name with its type word behind it: "Kursk region", "Rapides Parish"."""
    end = reading.words.type_after(last)
    if not end or reading.tokens[first].lower in DAYS or reading.tokens[first].lower in TYPES:
        return None
    if end and (known := reading.gazetteer.candidates(reading.words.text(first, last))) and known[0].level == "country":
        return None
    word = reading.tokens[end - 1].lower
    if word == "camp" and reading.people.is_person(first, last):
        return None
    return Found(first, last, end, level=TYPES.get(word))


def _look_inside(reading: Reading, found: Found) -> None:
    """A known name that ends in its type word ("Kharkiv Oblast"): core and level."""
    word = reading.tokens[found.last - 1].lower
    if found.usage == "place" and found.level is None and found.last - found.first > 1 and word in AFTER:
        top = reading.gazetteer.candidates(reading.words.text(found.first, found.last))[:1]
        if top and top[0].level == TYPES[word] and top[0].level in ("admin1", "admin2"):
            found.level, found.last = TYPES[word], found.last - 1


def _look_before(reading: Reading, found: Found) -> None:
    """Read the level from a type word before the name."""
    core = reading.core(found)
    word, level = reading.words.type_before(found.first)
    if not level or found.level or reading.words.kind(core) == "country":
        return
    top = next(iter(reading.gazetteer.candidates(core)), None)
    if top is not None and reading.tokens[found.first - 1].lower == "of":
        if reading.tokens[word].lower in ("capital", "capitals") and top.level in ("area", "admin1", "admin2"):
            return  # "Nyala, the capital of South Darfur"
        if reading.tokens[word].lower in TERRAIN and top.level not in ("area", "feature"):
            return  # "the mountains of Nuristan"
    found.level = level


def _is_longer(reading: Reading, first: int, last: int) -> bool:
    """Whether the parser takes the name for the first part of a longer one of a site ("Metula Heights")."""
    tokens = reading.tokens
    if last != first + 1 or last >= len(tokens) or tokens[first].entity != "FAC" or tokens[last].entity != "FAC":
        return False
    end = reading.words.name_end(first)
    words = {t.lower for t in tokens[first:end]}
    return end > last and not words & ORGANISATIONS and reading.frame(first, end) != ""
