"""How far an actor phrase reaches to the left of its head: a unit in, the first token of its phrase out."""

from __future__ import annotations

from kgbuild.language.actor_units import Unit, joins
from kgbuild.language.parse import Token
from kgbuild.registry import Registry
from kgbuild.registry.entries import word_set

_MODIFIERS = frozenset(
    {"compound", "amod", "nmod", "poss", "npadvmod", "advmod", "case", "punct", "quantmod", "nummod"}
)
_BEFORE_NOUN = frozenset({"compound", "amod", "nmod", "nummod"})
_SO_CALLED = frozenset({"called", "styled", "named"})
_RANKS = word_set("deputy acting interim vice senior chief assistant prime foreign supreme special")
_OBJECTS = frozenset({"dobj", "pobj", "nsubjpass"})
_LEADING = word_set("most more many several few fewer such certain")


def extend_left(unit: Unit, tokens: list[Token], taken: bytearray, registry: Registry, places: list[int]) -> int:
    """Where the phrase begins: modifiers and possessor before the unit, without determiners and numbers."""
    first, sentence = unit.first, tokens[unit.head].sentence
    j = first - 1
    while j >= 0 and not taken[j]:
        token = tokens[j]
        if token.sentence != sentence or token.tag in {"DT", "PDT", "WDT", "WP$", "IN", "CC", ","}:
            break
        if token.tag == "PRP$":
            if token.dep == "poss" and j < token.head < unit.last:
                first = j
            break
        if token.tag == "POS":
            j -= 1
            continue
        if token.text in {"-", "–", "—", "--"}:
            if not joins(tokens, j, places):
                break
            j -= 1
            continue
        if not token.text[0].isalnum():
            break
        inside = j < token.head < unit.last and token.dep in _MODIFIERS
        # "a Serbian army jet": the parser hangs both words on the weapon
        inside |= unit.what == "noun" and token.head == tokens[unit.head].head > unit.head and token.dep in _BEFORE_NOUN
        # "Syrian and Russian forces": the parser hangs the second word of origin on the first
        inside |= j == first - 1 and token.dep == "conj" and token.tag == "JJ" and tokens[token.head].tag == "JJ"
        title = (
            j == first - 1 and unit.what in {"person", "name"} and tokens[unit.head].head == j and token.tag[:2] == "NN"
        )
        # "accused Azerbaijani forces of": the parser takes both words for objects
        twin = (token.dep, token.head) == (tokens[unit.head].dep, tokens[unit.head].head)
        inside |= j == first - 1 and twin and bool(registry.demonym([token.text], 0)[0])
        # "killed girlfriend Ivo Brand": the parser parts the word from the name
        noun = registry.people.noun(token.lower) if j == first - 1 and unit.what in {"person", "name"} else None
        title |= noun is not None and noun.kind == "person" and token.tag == "NN" and token.dep in _OBJECTS
        if not (inside or title) or (token.tag == "CD" and token.dep in {"nummod", "quantmod"}):
            break
        if token.dep == "advmod" and token.tag == "RB" and tokens[token.head].pos == "NOUN":
            break
        first = j
        j -= 1
    while first < unit.first and (tokens[first].tag in {"CD", "POS", "HYPH", "RB"} or tokens[first].lower in _LEADING):
        first += 1
    return _without_description(unit, tokens, first, registry)


def _without_description(unit: Unit, tokens: list[Token], first: int, registry: Registry) -> int:
    """Where the phrase begins without words that only describe: ages, "so-called", and a participle before a name."""
    people = registry.people
    named = unit.what in {"person", "name", "organization", "state"}
    while first < unit.first:
        token = tokens[first]
        lower = token.lower
        if lower in {"year", "month", "week", "day", "years"} and tokens[first + 1].text in {"-", "old"}:
            while first < unit.first and tokens[first].lower in {"year", "month", "week", "day", "years", "-", "old"}:
                first += 1
            continue
        if lower == "star" and first > 1 and tokens[first - 1].text == "-":  # "a two-star general"
            first += 1
            continue
        if lower in _SO_CALLED or (lower == "so" and tokens[first + 2].lower in _SO_CALLED) or lower == "-":
            first += 2 if lower == "so" else 1
            continue
        plain = token.tag in {"VBN", "VBG", "VBD", "JJ", "JJR", "JJS", "RB"} and not token.text[:1].isupper()
        said = lower in people.modifiers or lower in people.titles or lower in people.former or people.noun(lower)
        if not (named and plain) or said or tokens[first + 1].text == "-" or lower in _RANKS:
            return first
        first += 1
    return first
