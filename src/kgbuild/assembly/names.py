"""Names of bodies and units in, how alike two of them are out: numbers, sizes, sides of the world, then the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from kgbuild.assembly.body_names import BodyName
from kgbuild.assembly.matching import Match
from kgbuild.assembly.name_data import Script, load_names
from kgbuild.assembly.person_names import NOTHING
from kgbuild.assembly.sounds import Likeness, code_of, codes_of, compare_words, sounds_of

_RANKED: tuple[Likeness, ...] = ("equal", "variant", "loose", "slip", "doubt", "initial")


@lru_cache(maxsize=200_000)
def compare_body_names(one: BodyName, other: BodyName, script: Script, *, country: str | None) -> Match | None:
    """How alike two names of bodies are; `None` where a number, a size, an arm or a side of the world parts them.

    `country` is the one that both are of; without it, names that many countries have say nothing.
    """
    if is_apart(one, other):
        return None
    if one.is_acronym or other.is_acronym:
        return _compare_acronyms(one, other, country)
    if one.described or other.described:
        return NOTHING
    paired = _pair_all(one, other, script)
    if paired is None:
        return NOTHING
    names = " / ".join(sorted({one.text, other.text}))
    levels = load_names().levels
    if paired.more and country is not None and _is_one_unit(one, other) and not (one.own and other.own):
        return Match(levels.shorter, f"one number, arm and size: {names}")
    if not paired.pairs and not _is_named(one, other, country):
        numbered = not paired.more and one.numbers and one.numbers == other.numbers and one.sizes & other.sizes
        return Match(levels.open, f"one number, no country: {names}") if numbered else NOTHING
    return _rate(one, other, paired, names)


class _Paired(NamedTuple):
    """How the words of two names are the same, and those that only one of them has."""

    pairs: list[Likeness]
    more: list[str]


def _pair_all(one: BodyName, other: BodyName, script: Script) -> _Paired | None:
    """The words of two names paired; `None` where each has one that the other lacks."""
    pairs, left, right = _pair_words(one.own, other.own, script)
    if (left or right) and _join(one, script) == _join(other, script):
        pairs, left, right = ["variant"], [], []
    missing = _missing(one.common, other.common), _missing(other.common, one.common)
    slips, left, right = _pair_words([*left, *missing[0]], [*right, *missing[1]], script)
    return None if left and right else _Paired(pairs + slips, left + right)


def _rate(one: BodyName, other: BodyName, paired: _Paired, names: str) -> Match:
    levels = load_names().levels
    if paired.more:
        enough = len(paired.more) == 1 and len(paired.pairs) >= 2 and one.words + other.words >= 7
        return Match(levels.open, f"a word more: {names}") if enough else NOTHING
    added = set(one.added) ^ set(other.added)
    if added and one.added and other.added:
        return NOTHING
    if (one.arms, one.numbers, one.sizes) != (other.arms, other.numbers, other.sizes):
        named = not one.numbers and not other.numbers and one.sizes == other.sizes
        return Match(levels.shorter if named else levels.open, f"one name says more: {names}")
    worst = max(paired.pairs, key=_RANKED.index, default="equal")
    score = {
        "equal": levels.equal, "variant": levels.variant, "loose": levels.loose, "slip": levels.slip,
    }.get(worst, levels.open)  # fmt: skip
    said = "one name" if worst == "equal" else "one name in two spellings"
    return Match(min(score, levels.shorter) if added else score, said if one.text == other.text else f"{said}: {names}")


def is_apart(one: BodyName, other: BodyName) -> bool:
    """Whether numbers, sizes, arms, countries or sides of the world in two names say that they are two bodies."""
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return True
    if one.sizes and other.sizes and one.sizes.isdisjoint(other.sizes):
        return True
    if one.arms and other.arms and not (one.arms <= other.arms or other.arms <= one.arms):
        return True
    if one.countries and other.countries and one.countries.isdisjoint(other.countries):
        return True
    return are_opposed(one.sides, other.sides)


def are_opposed(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each has a side that the other lacks, and the two are opposites: north and south, old and new."""
    opposites = load_names().opposites
    return any(frozenset({left, right}) in opposites for left in one - other for right in other - one)


def _is_named(one: BodyName, other: BodyName, country: str | None) -> bool:
    """Whether common words alone name a body: that a country has once, a numbered unit, or a title of three words."""
    if country is None:
        return False
    numbered = bool(one.numbers) and one.numbers == other.numbers and (bool(one.sizes) or one.capitals > 1)
    titled = min(one.capitals, other.capitals) + len(one.countries & other.countries) > 2
    return numbered or titled or (one.is_sole and other.is_sole)


def _is_one_unit(one: BodyName, other: BodyName) -> bool:
    return bool(one.numbers and one.arms) and (one.numbers, one.arms, one.sizes) == (
        other.numbers,
        other.arms,
        other.sizes,
    )


def _missing(words: Sequence[str], others: Sequence[str]) -> list[str]:
    rest = list(others)
    missing = []
    for word in words:
        if word in rest:
            rest.remove(word)
        else:
            missing.append(word)
    return missing


def _pair_words(
    one: Sequence[str], other: Sequence[str], script: Script
) -> tuple[list[Likeness], list[str], list[str]]:
    """How each word is one of the other name's, and the words left over on either side."""
    rest, pairs, left = list(other), [], []
    for word in one:
        found = [(compare_words(word, candidate, script), candidate) for candidate in rest]
        alike = sorted((_RANKED.index(how), candidate) for how, candidate in found if how and how != "initial")
        if alike:
            pairs.append(_RANKED[alike[0][0]])
            rest.remove(alike[0][1])
        else:
            left.append(word)
    return pairs, left, rest


def _join(name: BodyName, script: Script) -> str:
    return sounds_of("".join(name.own), script)[0]


def _compare_acronyms(one: BodyName, other: BodyName, country: str | None) -> Match:
    """One acronym, or one that stands for the other's words: that is enough only where the country is one."""
    levels = load_names().levels
    if shared := sorted(one.acronyms & other.acronyms):
        same = max(map(len, shared)) > 2 and country is not None
        return Match(levels.equal if same else levels.open, f"one acronym: {shared[0]}")
    short, long = (one, other) if one.is_acronym else (other, one)
    letters = next(iter(short.acronyms))
    if letters.upper() in long.initials and country is not None and len(letters) > 2 and not long.described:
        score = levels.acronym if len(letters) > 3 else levels.short_acronym
        return Match(score, f"the initials of a name: {letters} / {long.text}")
    return NOTHING


def list_body_keys(name: BodyName, country: str | None) -> Iterator[str]:
    """What a name is compared by: pairs of its own words, its number and size, its acronym, or what its country has."""
    for acronym in name.acronyms:
        yield f"a|{acronym.upper()}"
    if name.is_acronym or name.described:
        return
    for initials in name.initials:
        yield f"a|{initials}"
    codes = sorted({code_of(word) for word in name.own})[:5]
    if len(codes) == 1:
        for code in codes_of(name.own[0]):
            yield f"b|{code}"
    for pair in combinations(codes, 2):
        yield f"b|{'|'.join(pair)}"
    if len(name.own) > 1:
        yield f"b|{code_of(''.join(name.own))}"
    if name.numbers and (name.sizes or name.common):
        yield f"u|{'-'.join(map(str, name.numbers))}|{'-'.join(sorted(name.sizes) or name.common[:1])}"
    if country is not None and not name.own and (name.is_sole or name.capitals + len(name.countries) > 2):
        yield f"o|{country}|{'-'.join(name.common)}"
