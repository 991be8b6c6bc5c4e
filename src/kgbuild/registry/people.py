"""Nouns for people, groups and bodies, and given names: people.toml and first_names.toml in, look-ups by word out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct, ValidationError, convert

from kgbuild.errors import VocabularyError
from kgbuild.model import ActorKind
from kgbuild.registry.entries import SECTORS, read_toml
from kgbuild.registry.names import fold


class PersonNoun(Struct, frozen=True):
    """What a noun says: kind, sector (None: nothing by itself), its class in people.toml and how it combines."""

    kind: ActorKind
    sector: str | None
    cls: str
    role: str = ""


class _Class(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    kind: ActorKind
    sector: str | None = None
    role: str = ""
    nouns: tuple[str, ...]


class _File(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    classes: dict[str, _Class]
    modifiers: dict[str, tuple[str, ...]]
    titles: dict[str, tuple[str, ...]]
    former: tuple[str, ...]
    weapons: tuple[str, ...]
    crewed: tuple[str, ...]
    facilities: tuple[str, ...]
    collective: tuple[str, ...]
    guests: tuple[str, ...]


class _Gendered(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    male: tuple[str, ...]
    female: tuple[str, ...]


class _NameFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    nouns: _Gendered
    names: _Gendered


@dataclass(frozen=True, slots=True)
class People:
    """The nouns by dictionary form and plural; `modifiers` and `titles` give sectors.

    `weapons` are instruments, of which people steer the `crewed` ones. `guests` are nouns for people who are as a rule
    from another country than the one where they are.
    `noun_gender` and `name_gender` give "m" or "f" for nouns (lower case) and given names (folded).
    """

    nouns: dict[str, PersonNoun]
    modifiers: dict[str, str]
    titles: dict[str, str]
    former: frozenset[str]
    weapons: frozenset[str]
    crewed: frozenset[str]
    facilities: frozenset[str]
    collective: frozenset[str]
    guests: frozenset[str]
    firsts: dict[str, int]
    noun_gender: dict[str, str]
    name_gender: dict[str, str]

    def noun(self, lemma: str) -> PersonNoun | None:
        """The class of a noun (dictionary form or plural, lower case; several words joined by blanks)."""
        return self.nouns.get(lemma)


def empty_people() -> People:
    """No nouns at all, for a registry without a lexicon beside it."""
    none: frozenset[str] = frozenset()
    return People({}, {}, {}, none, none, none, none, none, none, {}, {}, {})


def plurals(noun: str) -> tuple[str, ...]:
    """The regular plural of a noun; of several words the last one changes, in "X of Y" and "X in Y" the first."""
    for link in (" of ", " in "):
        head, found, rest = noun.partition(link)
        if found:
            return tuple(form + link + rest for form in plurals(head))
    if noun.endswith(("man", "woman")):
        return (noun[:-2] + "en",)
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return (noun[:-1] + "ies",)
    if noun.endswith(("s", "x", "ch", "sh")):
        return () if noun.endswith("s") and not noun.endswith("ss") else (noun + "es",)  # "troops"; "witness"
    return (noun + "s",)


def _spread(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {word: sector for sector, words in table.items() for word in words}


def load_people(folder: Path) -> People:
    """The people nouns of `folder`/people.toml, and the genders of first_names.toml beside it, if it is there."""
    path = folder / "people.toml"
    try:
        file = convert(read_toml(path), _File)
    except ValidationError as error:
        raise VocabularyError(f"{path}: {error}. The comment at its top names the fields.") from error
    nouns: dict[str, PersonNoun] = {}
    for name, row in file.classes.items():
        if row.sector is not None and row.sector not in SECTORS:
            raise VocabularyError(f"{path}: [classes.{name}] sector {row.sector} is unknown; have {sorted(SECTORS)}.")
        record = PersonNoun(row.kind, row.sector, name, row.role)
        for noun in row.nouns:
            nouns[noun] = record
    for noun in list(nouns):
        for form in plurals(noun):
            nouns.setdefault(form, nouns[noun])
    for form in [form for form in nouns if "-" in form]:
        nouns.setdefault(form.replace("-", " - "), nouns[form])  # as a tokenizer delivers it
    noun_gender, name_gender = _read_genders(folder / "first_names.toml")
    weapons = {form for noun in file.weapons for form in (noun, *plurals(noun))}
    return People(
        nouns=nouns,
        modifiers=_spread(file.modifiers),
        titles=_spread(file.titles),
        former=frozenset(file.former),
        weapons=frozenset(weapons),
        crewed=frozenset(form for noun in file.crewed for form in (noun, *plurals(noun))),
        facilities=frozenset(file.facilities),
        collective=frozenset(file.collective),
        guests=frozenset(form for noun in file.guests for form in (noun, *plurals(noun))),
        firsts=_longest_by_first(nouns),
        noun_gender=noun_gender,
        name_gender=name_gender,
    )


def _read_genders(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The genders of nouns and of given names; a word on both sides is an error."""
    if not path.exists():
        return {}, {}
    try:
        file = convert(read_toml(path), _NameFile)
    except ValidationError as error:
        raise VocabularyError(f"{path}: {error}. The comment at its top names the fields.") from error
    tables: list[dict[str, str]] = []
    for table, form in ((file.nouns, str.lower), (file.names, lambda name: fold(name) or "")):
        male, female = ({form(word) for word in words} for words in (table.male, table.female))
        if both := sorted(male & female):
            raise VocabularyError(f"{path}: {', '.join(both)} stand on both sides. Leave them out.")
        tables.append({**dict.fromkeys(male, "m"), **dict.fromkeys(female, "f")})
    return tables[0], tables[1]


def _longest_by_first(forms: Iterable[str]) -> dict[str, int]:
    """For each first word, the greatest number of words of a form that begins with it."""
    longest: dict[str, int] = {}
    for form in forms:
        words = form.split(" ")
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest
