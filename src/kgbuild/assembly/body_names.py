"""Names of bodies and units in, their parts out: own words, common words, numbers, sizes, arms, countries, acronyms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from kgbuild.assembly.name_data import known_registry, load_names, spell, state_adjectives, state_names
from kgbuild.assembly.sounds import join_articles, spell_out
from kgbuild.registry import split_words
from kgbuild.registry.names import fold

_BRACKETS = re.compile(r"^(.+?)\s*\(([^()]+)\)$")
_ACRONYM = re.compile(r"^(?:[A-Z0-9]\.?-?/?){2,9}$")
_PREFIX = re.compile(r"\b([Cc]o|[Rr]e|[Pp]re|[Cc]ounter|[Aa]nti)-(?=[a-z])")
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)?$")
_NUMBERED = re.compile(r"^([a-z]+)-?(\d+)$")
_WHOSE = frozenset({"his", "her", "their", "its", "our", "my", "your", "whose"})
_ROMAN = re.compile(r"^(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})$")


class BodyName(Struct, frozen=True):
    """A body's name taken apart. `own` words tell it from others, `common` ones many bodies have.

    `described` says that there is no name: nothing but small letters, or a noun for people at the end. `initials` are
    those of the name as it stands, and without its links; `countries` are those that words of it name; `capitals` is
    how many common words have one.
    """

    text: str
    own: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    sizes: frozenset[str] = frozenset()
    arms: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    capitals: int = 0
    acronyms: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    described: bool = False

    @property
    def is_acronym(self) -> bool:
        """Whether the name is its acronym and nothing else."""
        return bool(self.acronyms) and not self.own and not self.common and not self.sizes

    @property
    def is_sole(self) -> bool:
        """Whether a country has one body of this name only."""
        words = (*self.common, *self.sizes, *self.added)
        return not self.own and any(all(word in words for word in phrase) for phrase in load_names().sole)

    @property
    def words(self) -> int:
        """How many words the name has, links and countries aside."""
        return len(self.own) + len(self.common) + len(self.added) + len(self.sizes) + len(self.numbers)


@lru_cache(maxsize=100_000)
def read_body_name(text: str) -> BodyName:
    """The name of a body, a unit or a group, taken apart."""
    found = _BRACKETS.match(text.strip())
    acronyms = set()
    if found:
        outer, inner = found.groups()
        if _ACRONYM.match(inner.strip()) and _ACRONYM.match(outer.strip()):
            text = outer + inner  # "NSCN (IM)"
        elif _ACRONYM.match(inner.strip()):
            acronyms, text = {_letters(inner)}, outer
        elif _ACRONYM.match(outer.strip()):
            acronyms, text = {_letters(outer)}, inner
    if _ACRONYM.match(text.strip()) and not text.strip().isdigit() and not _NUMBERED.match(text.strip().lower()):
        return BodyName(text=text, acronyms=frozenset({_letters(text)}))
    plain = _PREFIX.sub(r"\1", join_articles(text.replace("’", "'")))
    words = [word for word in split_words(plain) if word[:1].isalnum()]
    words, countries = _take_countries(words)
    return _sort_words(text, words, countries, frozenset(acronyms))


def _letters(acronym: str) -> str:
    return "".join(letter for letter in acronym if letter.isalnum())


def _take_countries(words: list[str]) -> tuple[list[str], frozenset[str]]:
    """The words without the names of states and their adjectives ("Sudanese"), and those countries."""
    names, adjectives = state_names(), state_adjectives()
    kept: list[str] = []
    countries: set[str] = set()
    at = 0
    while at < len(words):
        length, entries = names.match(words, at)
        country = entries[0].country if len(entries) == 1 else None
        if country is None and words[at][:1].isupper():
            pair, single = (fold("".join(words[at : at + size])) or "" for size in (2, 1))
            length = 2 if pair in adjectives else 1
            country = adjectives.get(pair) or adjectives.get(single)
        if country:
            countries.add(country)
            at += length
        else:
            kept.append(words[at])
            at += 1
    return kept, frozenset(countries)


def _sort_words(text: str, words: list[str], countries: frozenset[str], acronyms: frozenset[str]) -> BodyName:
    data = load_names()
    plain = [_spell(word) for word in words]
    numbers, taken = take_numbers(words, plain)
    sizes: set[str] = set()
    arms: set[str] = set()
    for table, kept in ((data.sizes, sizes), (data.arms, arms)):
        for first, last, name in find_phrases(plain, table):
            if table is data.arms and not sizes:
                break
            kept.add(name)
            taken |= set(range(first, last))
    own, common, added, sides = [], [], [], set()
    for at, word in enumerate(plain):
        if word in data.sides:
            sides.add(data.sides[word])
        if at in taken or word in data.links or spell_out(words[at]) in data.links or not word:
            continue
        if numbers and (word in data.honours or spell_out(words[at]) in data.honours):
            continue
        if word in data.added:
            added.append(word)
        elif _is_common(words[at], word):
            common.append(word)
        else:
            own.append(word)
    return BodyName(
        text=text, own=tuple(own), common=tuple(sorted(common)), added=tuple(sorted(added)), numbers=numbers,
        sizes=frozenset(sizes), arms=frozenset(arms), sides=frozenset(sides), countries=countries, acronyms=acronyms,
        capitals=sum(word[:1].isupper() and _spell(word) in (*common, *added) for word in words),
        initials=frozenset() if "(" in text else _take_initials(text), described=_is_described(words, text),
    )  # fmt: skip


def _spell(word: str) -> str:
    return spell(spell_out(word), load_names().spellings)


def _is_common(word: str, plain: str) -> bool:
    """Whether many bodies have this word: it has no capital, or stands among the nouns and words of that kind."""
    people = known_registry().people
    lower = word.lower()
    if not word[:1].isupper() and not any(letter.isdigit() for letter in word):
        return True
    known = plain in load_names().common or lower in load_names().common
    return known or people.noun(lower) is not None or lower in people.modifiers


def _is_described(words: Sequence[str], text: str) -> bool:
    """Whether people are described, not named: no capital at all, or at the end a noun for people."""
    if not words or text == text.lower() or words[0].lower() in _WHOSE:
        return True
    named = [word for word in words if spell_out(word) not in load_names().links]
    if named and named[-1][:1].islower() and all(known_registry().demonym([word], 0)[0] for word in named[:-1]):
        return True  # "Kurdish separatists"
    before = [word for word in re.split(r"\s(?:of|in|from|at|for)\s", text)[0].split() if word]
    last = before[-1] if before else ""
    noun = known_registry().people.noun(last.lower())
    if _spell(last) in load_names().added or (_spell(last),) in load_names().sizes:
        return False
    if last.islower() and last.endswith("s") and not last.endswith(("ss", "us", "is", "forces", "services")):
        return True  # "Electricity suppliers"
    if noun is None or last[:1].isupper():
        return False
    return noun.kind in {"person", "group"} and noun.role not in {"counter", "proper", "body"}


def take_numbers(words: Sequence[str], plain: Sequence[str]) -> tuple[tuple[int, ...], set[int]]:
    """The numbers in a name ("55th", "Fifty-fifth", "V" of a unit, the 23 of "M23"), and which words they are."""
    data = load_names()
    unit = any((word,) in data.sizes for word in plain)
    numbers: list[int] = []
    taken: set[int] = set()
    for at, (word, small) in enumerate(zip(words, plain, strict=True)):
        before = data.tens.get(plain[at - 1]) if at else None
        if found := _ORDINAL.match(small):
            numbers.append(int(found.group(1)))
        elif small in data.numerals:
            numbers.append(data.numerals[small] + (before or 0))
            taken |= {at - 1} if before else set()
        elif unit and (roman := _ROMAN.match(word)):
            numbers.append(_read_roman(roman.group()))
        elif found := _NUMBERED.match(small):
            numbers.append(int(found.group(2)))
            continue
        else:
            continue
        taken.add(at)
    return tuple(sorted(numbers)), taken


def _read_roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in text]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def find_phrases(words: Sequence[str], table: Mapping[tuple[str, ...], str]) -> Iterator[tuple[int, int, str]]:
    """Where the longest phrases of a table stand in these words."""
    longest = max(map(len, table), default=0)
    at = 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            name = table.get(tuple(words[at : at + size]))
            if name is not None:
                yield at, at + size, name
                at += size
                break
        else:
            at += 1


def _take_initials(text: str) -> frozenset[str]:
    """The initials of all words, and of those that are no links; a word with a hyphen has one, or one for each part."""
    links = load_names().links
    found = set()
    for cut in (r"[\s/]+", r"[\s/-]+"):
        words = [word for word in re.split(cut, text) if word[:1].isalnum()]
        for kept in (words, [word for word in words if spell_out(word) not in links]):
            if len(kept) > 2:
                found.add("".join(word[0] for word in kept).upper())
    return frozenset(found)
