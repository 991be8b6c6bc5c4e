"""ontology/assembly/names.toml in, what kgbuild knows of the writing of names out; the file says what each table is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kgbuild.assembly.name_tables import Levels, Limits, NameFile, OrdinaryTable, Thresholds, Weights
from kgbuild.assembly.tables import find_table, read_table
from kgbuild.errors import VocabularyError
from kgbuild.registry import Registry
from kgbuild.registry.entries import read_toml
from kgbuild.registry.names import NameIndex, fold
from kgbuild.vocabulary import data_folder, load_vocabulary

Script = tuple[str, ...]
"""Tables of [sounds] in names.toml, applied in turn: how names of another script are written; none for Latin."""


@dataclass(frozen=True, slots=True)
class NameData:
    """The tables of names.toml, turned for looking up.

    `ordinary` gives the group of a name that many bear, `listed` the groups of given names and
    `families` those of family names that the file itself lists.
    `sizes`, `arms`, `features` and `sides` give the word that stands for a form.
    """

    thresholds: Thresholds
    levels: Levels
    weights: Weights
    limits: Limits
    apart: frozenset[frozenset[str]]
    rivals: frozenset[frozenset[str]]
    plain: frozenset[str]
    private: frozenset[str]
    public: frozenset[str]
    titles: frozenset[str]
    short_titles: Mapping[str, str]
    weak_titles: frozenset[str]
    particles: frozenset[str]
    joined: frozenset[str]
    whole: frozenset[str]
    ordinary: Mapping[str, int]
    listed: frozenset[int]
    families: frozenset[int]
    sounds: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]
    scripts: Mapping[str, Script]
    spellings: Mapping[str, str]
    added: frozenset[str]
    links: frozenset[str]
    common: frozenset[str]
    sole: tuple[tuple[str, ...], ...]
    sizes: Mapping[tuple[str, ...], str]
    arms: Mapping[tuple[str, ...], str]
    honours: frozenset[str]
    numerals: Mapping[str, int]
    tens: Mapping[str, int]
    opposites: frozenset[frozenset[str]]
    sides: Mapping[str, str]
    heads: frozenset[str]
    features: Mapping[tuple[str, ...], str]
    place_common: frozenset[str]
    place_spellings: Mapping[str, str]


@cache
def load_names(folder: Path | None = None) -> NameData:
    """The shipped knowledge of names, or that of another ontology folder.

    Raises:
        VocabularyError: the file is missing or malformed.
    """
    path, file = find_table("names", folder), read_table("names", NameFile, folder)
    spellings = _first_of(file.bodies.same)
    ordinary = _number_names(file.ordinary, path)
    return NameData(
        thresholds=file.thresholds,
        levels=file.names,
        weights=file.weights,
        limits=file.limits,
        apart=frozenset(map(frozenset, file.callings.apart)),
        rivals=frozenset(map(frozenset, file.callings.rivals)),
        plain=frozenset(file.callings.plain),
        private=frozenset(file.callings.private),
        public=frozenset(file.callings.public),
        titles=frozenset(file.titles.words) | frozenset(file.titles.short),
        short_titles=file.titles.short,
        weak_titles=frozenset(file.titles.weak),
        particles=frozenset(file.person.particles),
        joined=frozenset(file.person.joined),
        whole=frozenset(file.person.whole),
        ordinary=ordinary,
        listed=frozenset(range(len(file.ordinary.names))),
        families=frozenset(ordinary[fold(name) or ""] for name in file.ordinary.families),
        sounds={name: _compile(rules, name, path) for name, rules in file.sounds.items()},
        scripts=_list_scripts(file.scripts),
        spellings=spellings,
        added=_spell(file.bodies.added, spellings),
        links=frozenset(file.bodies.links),
        common=_spell((*file.bodies.common, *" ".join(file.bodies.sole).split()), spellings),
        sole=tuple(tuple(spell(word, spellings) for word in name.split()) for name in file.bodies.sole),
        sizes=_phrases(file.units.sizes, spellings),
        arms=_phrases(file.units.arms, spellings),
        honours=frozenset(file.units.honours),
        numerals={
            **{word: number for number, word in enumerate(file.units.ordinals, 1)},
            **file.units.tenths,
        },
        tens=file.units.tens,
        opposites=frozenset(map(frozenset, file.opposites.pairs)),
        sides={form: side for side, forms in file.opposites.forms.items() for form in forms},
        heads=frozenset(file.places.heads),
        features=_phrases(file.places.features, _first_of(file.places.same)),
        place_common=frozenset(file.places.common),
        place_spellings=_first_of(file.places.same),
    )


@cache
def known_registry() -> Registry:
    """The registry that names are held against."""
    return load_vocabulary().registry


@cache
def state_names() -> NameIndex:
    """The names of states, without those of their bodies."""
    return NameIndex(known_registry().states.values())


@cache
def state_adjectives() -> Mapping[str, str]:
    """Country by its adjective, folded; peoples inside a country have none: "Karen" is no word for Myanmar."""
    table = read_toml(data_folder("ontology") / "places" / "demonyms.toml").get("countries", {})
    return {fold(word) or "": country for country, row in table.items() for word in row["adjectives"]}


def _list_scripts(table: Mapping[str, tuple[str, ...]]) -> dict[str, Script]:
    found: dict[str, Script] = {}
    for name, countries in table.items():
        for country in countries:
            found[country] = (*found.get(country, ()), name)
    return found


def _first_of(groups: Iterable[tuple[str, ...]]) -> dict[str, str]:
    return {form: group[0] for group in groups for form in group}


def spell(word: str, spellings: Mapping[str, str]) -> str:
    """The spelling that stands for all of a word's, its plural among them."""
    if word in spellings:
        return spellings[word]
    single = word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
    return spellings.get(single, single)


def _spell(words: Iterable[str], spellings: Mapping[str, str]) -> frozenset[str]:
    return frozenset(spell(word, spellings) for word in words)


def _phrases(table: Mapping[str, tuple[str, ...]], spellings: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    return {
        tuple(spell(word, spellings) for word in form.split()): name for name, forms in table.items() for form in forms
    }


def _compile(rules: Iterable[tuple[str, str]], name: str, path: Path) -> tuple[tuple[re.Pattern[str], str], ...]:
    try:
        return tuple((re.compile(pattern), put) for pattern, put in rules)
    except re.error as error:
        raise VocabularyError(f"{path}: [sounds] {name}: {error}. Each rule is a regular expression.") from error


def _number_names(table: OrdinaryTable, path: Path) -> dict[str, int]:
    """Each form's group: those of the file, then the given names of the lexicon and the family names, one each."""
    numbered: dict[str, int] = {}
    for number, forms in enumerate(table.names):
        for form in forms:
            if numbered.setdefault(form, number) != number:
                raise VocabularyError(f"{path}: [ordinary] '{form}' stands in two groups. Leave it in one of them.")
    families = [fold(name) or "" for name in table.families]
    for form in (*families, *sorted(known_registry().people.name_gender)):
        numbered.setdefault(form, len(table.names) + len(numbered))
    return numbered
