"""The pieces of an actor phrase, left to right up to the end of its core: words in; names, nouns, origins out."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kgbuild.registry import Registry
from kgbuild.registry.entries import Entry, word_set
from kgbuild.registry.people import PersonNoun

_LINKS = word_set("of in from at for with within across to on under near against by between among who that which")
_SPONSORED = word_set("led backed based aligned affiliated controlled linked allied supported sponsored trained run")
_AGAINST = frozenset({"pro", "anti", "non"})
_LED = frozenset({"led", "run"})


class Piece(Struct):
    """A stretch of words, `first` to `last` (exclusive), and what it is."""

    what: str  # name, origin, base (a seat: "Somalia-based"), noun, modifier, former, other
    first: int
    last: int
    entries: tuple[Entry, ...] = ()
    country: str | None = None
    noun: PersonNoun | None = None
    sector: str | None = None
    word: str = ""


def cut_phrase(words: Sequence[str], first: int, registry: Registry, *, weak: bool) -> tuple[list[Piece], int]:
    """The pieces of the core, from `first` to the first link or comma, and where the core ends."""
    people, pieces, i = registry.people, [], first
    while i < len(words):
        word = words[i]
        lower = word.lower()
        length, entries = registry.match(words, i, weak=weak)
        size, noun = longest_noun(words, i, registry)
        if noun is not None and noun.role == "proper" and not words[i + size - 1][:1].isupper():
            size, noun = 0, None
        origin, country = registry.demonym(words, i)
        if length >= max(size, origin, 1):
            state = entries[0] if len(entries) == 1 and entries[0].kind == "state" else None
            if is_sponsored(words, i, i + length):
                seat = state.country if state and _seated(words, i + length) else None
                pieces.append(Piece("base" if seat else "other", i, i + length, word=word, country=seat))
            elif state and i + length < len(words) and words[i + length] not in {",", "of", "in"}:
                pieces.append(Piece("origin", i, i + length, country=state.country, entries=entries))
            else:
                pieces.append(Piece("name", i, i + length, entries=entries))
            i += length
        elif origin and origin >= size:
            if is_sponsored(words, i, i + origin):
                seat = country if _seated(words, i + origin) else None
                pieces.append(Piece("base" if seat else "other", i, i + origin, country=seat))
            elif i and words[i - 1].lower() == "ethnic":
                pieces.append(Piece("other", i, i + origin))  # "ethnic Albanians" live anywhere
            else:
                pieces.append(Piece("origin", i, i + origin, country=country))
            i += origin
        elif noun and (pieces or lower not in _LINKS):
            pieces.append(Piece("noun", i, i + size, noun=noun, sector=people.modifiers.get(lower), word=word))
            i += size
        elif (pieces and lower in _LINKS) or word in {",", "(", ";", "and", "or"}:
            break
        elif lower in people.former:
            pieces.append(Piece("former", i, i + 1))
            i += 1
        elif lower in people.modifiers:
            pieces.append(Piece("modifier", i, i + 1, sector=people.modifiers[lower], word=lower))
            i += 1
        else:
            if word not in {"-", "'s", "’s", "'", "’"}:
                pieces.append(Piece("other", i, i + 1, word=word))
            i += 1
    return pieces, i


def longest_noun(words: Sequence[str], at: int, registry: Registry) -> tuple[int, PersonNoun | None]:
    """Length in words of the longest people noun starting at `at`, and its class; (0, None) if none."""
    nouns = registry.people.nouns
    first = words[at].lower()
    for size in range(min(registry.people.firsts.get(first, 0), len(words) - at), 1, -1):
        found = nouns.get(" ".join(words[at : at + size]).lower())
        if found:
            return size, found
    found = nouns.get(first)
    return (1, found) if found else (0, None)


def _seated(words: Sequence[str], last: int) -> bool:
    """Whether what follows a name says that somebody sits there or is led from there ("Somalia-based", "US-led")."""
    after = [word.lower() for word in words[last : last + 2]]
    return len(after) == 2 and after[0] == "-" and (after[1] == "based" or after[1] in _LED)


def is_sponsored(words: Sequence[str], first: int, last: int) -> bool:
    """Whether a name only says whose side somebody is on ("Iran-backed", "pro-Russian")."""
    after = [word.lower() for word in words[last : last + 2]]
    before = [word.lower() for word in words[max(first - 2, 0) : first]]
    return (len(after) == 2 and after[0] == "-" and after[1] in _SPONSORED) or (
        len(before) == 2 and before[1] == "-" and before[0] in _AGAINST
    )
