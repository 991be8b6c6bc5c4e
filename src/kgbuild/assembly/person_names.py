"""Names of persons in, how alike two of them are out: titles dropped, parts paired, spellings allowed for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from msgspec import Struct

from kgbuild.assembly.matching import Match
from kgbuild.assembly.name_data import Script, known_registry, load_names
from kgbuild.assembly.sounds import Likeness, code_of, codes_of, compare_words, group_of, join_articles, spell_out
from kgbuild.registry.names import fold

NOTHING = Match(0.0, "nothing in common")
_JUNIOR = re.compile(r",? (Jr|Sr)(?=\.|$)")
_GENERATIONS = frozenset({"jr", "sr", "junior", "senior", "ii", "iii"})
_INITIALS = re.compile(r"^(?:[A-Z]\.){2,3}$")
_RANKED: tuple[Likeness, ...] = ("equal", "variant", "loose", "slip", "initial", "doubt")


class PersonName(Struct, frozen=True):
    """The parts of a person's name in their order; none where the words name nobody.

    `generation` is "jr" and the like, `calling` the sector that a title before the name says.
    """

    parts: tuple[str, ...]
    generation: str = ""
    calling: str | None = None

    @property
    def ordinary(self) -> bool:
        """Whether thousands bear this name: a known first name with one that the data file lists as common."""
        known = all(group_of(part) is not None or len(part) == 1 for part in self.parts)
        return known and (len(self.parts) < 2 or self.half_ordinary)

    @property
    def half_ordinary(self) -> bool:
        """Whether thousands bear a part of this name as their last name."""
        data = load_names()
        return len(self.parts) > 1 and group_of(self.parts[-1]) in data.listed | data.families


@lru_cache(maxsize=100_000)
def read_person_name(text: str) -> PersonName:
    """The name in a person's words: no title, particle or word of lower case; "Abu" and its like join the next."""
    data = load_names()
    said = join_articles(_JUNIOR.sub(r" \1", text).partition(",")[0].replace("’", "'")).split()
    if not {"and", "or", "&", "with"}.isdisjoint(said):
        return PersonName(())  # two persons, or one among others
    words = _drop_titles(said)
    parts: list[str] = []
    pending = generation = ""
    for word in words:
        pieces = [piece for piece in word.replace("–", "-").split("-") if piece]
        while len(pieces) > 1 and spell_out(pieces[0]) in data.particles:
            del pieces[0]
        kept = "-".join(pieces)
        plain = fold(kept) or ""
        if parts and plain in _GENERATIONS:
            generation = plain
            continue
        if _INITIALS.match(word):
            parts += plain
            continue
        if not plain or (plain in data.particles and (parts or not pending)):
            if plain in data.particles and not parts and not pending and len(plain) > 2 and word[:1].isupper():
                parts.append(plain)  # "Ben Wallace", "Van Nguyen": in front and with a capital it is a name
            continue
        if not kept[:1].isupper() and not pending:
            return PersonName(())
        if plain in data.joined and word is not words[-1]:
            pending += "abd" if plain.startswith("abd") else plain
            continue
        bare = [piece.lower().strip(".'ʼ`") for piece in pieces]
        parts.append(pending + ("-".join(bare) if len(kept) > 3 else "".join(bare)))
        pending = ""
    if _is_office(text, words[-1] if len(parts) == 1 else ""):
        return PersonName(())
    if all(len(part) == 1 for part in parts):
        return PersonName(())
    return PersonName(tuple(parts), generation, _find_calling(said[: len(said) - len(words)]))


def _find_calling(titles: list[str]) -> str | None:
    """The sector that the last title says: "Gov." is the government's."""
    data, people = load_names(), known_registry().people
    for at in range(len(titles)):
        said = " ".join(fold(word) or "" for word in titles[at:])
        if found := people.titles.get(data.short_titles.get(said, said)):
            return found
    return None


def _is_office(text: str, word: str) -> bool:
    """Whether words of a person name none: "President", "First Lady", "He"."""
    people = known_registry().people
    lower = word.lower()
    if people.noun(text.lower()) is not None or lower in load_names().common or lower in people.titles:
        return True
    return people.noun(lower) is not None and group_of(word) is None


def _drop_titles(words: list[str]) -> list[str]:
    """The words after the last title that stands in front, "Gen." and "Lt Col" as well as offices of the lexicon."""
    data, people = load_names(), known_registry().people
    at = 0
    while at < len(words) - 1:
        for size in (3, 2, 1):
            said = " ".join((fold(word) or "") for word in " ".join(words[at : at + size]).replace("-", " ").split())
            known = said in data.titles or said in people.titles
            noun = people.noun(said)
            if at + size < len(words) and (known or (noun is not None and noun.kind in {"person", "group"})):
                if said in data.weak_titles and (len(words) - at - size < 2 or fold(words[at]) in _NAMES_TOO):
                    return words[at:]
                at += size
                break
        else:
            break
    for last in range(len(words) - 1, at, -1):  # "Ohio Gov. John Kasich", "Village chief John"
        said = fold(words[last - 1]) or ""
        if words[last - 1].islower() and people.noun(said) is not None:
            return words[last:]
        if last == len(words) - 1:
            continue
        if said in data.titles - data.weak_titles or (said in people.titles and said not in data.weak_titles):
            return words[last:]
    return words[at:]


_NAMES_TOO = frozenset({"major", "dean", "king"})


@lru_cache(maxsize=200_000)
def compare_person_names(one: PersonName, other: PersonName, script: Script, *, whole: bool = False) -> Match | None:
    """How alike two names of persons are; `None` where a part says that they are two persons.

    `whole` is for names of which no part is ever left out.
    """
    if not one.parts or not other.parts:
        return NOTHING
    if one.generation and other.generation and one.generation != other.generation:
        return None
    match = _compare_parts(one, other, script, whole=whole)
    if match is not None and one.generation != other.generation:
        said = f"{match.reason}; one is {one.generation or other.generation}"
        return Match(min(match.score, load_names().levels.open), said)
    return match


def _compare_parts(one: PersonName, other: PersonName, script: Script, *, whole: bool) -> Match | None:
    short, long = sorted((one.parts, other.parts), key=lambda parts: (len(parts), parts))
    for parts in _ways_to_write(short, long):
        found = _pair(parts[0], parts[1], script)
        if found is not None:
            return _rate(found, show(one.parts), show(other.parts))
    if len(short) == len(long) or whole:
        return None
    return _compare_lengths(short, long, script)


def show(parts: tuple[str, ...]) -> str:
    """The parts of a name as a reader writes them."""
    return " ".join(parts).title()


def _ways_to_write(short: tuple[str, ...], long: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The two as they are, if equally long; the longer with two neighbours in one word, where it has one more."""
    if len(short) == len(long):
        yield short, long
    elif len(short) + 1 == len(long):
        for at in range(len(short)):
            yield short, (*long[:at], long[at] + long[at + 1], *long[at + 2 :])


def _pair(one: tuple[str, ...], other: tuple[str, ...], script: Script) -> list[Likeness] | None:
    """How each part is the one in its place in the other name; `None` if any is not."""
    found: list[Likeness] = []
    for left, right in zip(one, other, strict=True):
        likeness = compare_words(left, right, script)
        if likeness is None:
            return None
        found.append(likeness)
    return found


def _rate(found: list[Likeness], one: str, other: str) -> Match:
    levels = load_names().levels
    worst = max(found, key=_RANKED.index)
    score = {
        "equal": levels.equal, "variant": levels.variant, "loose": levels.loose, "slip": levels.slip,
        "initial": levels.initial, "doubt": levels.open,
    }[worst]  # fmt: skip
    sure = sum(likeness in {"equal", "variant"} for likeness in found)
    if worst == "doubt" and sure > 1 and len(found) - sure == 1:
        score = levels.loose  # two parts speak for the third
    if found.count("loose") + found.count("slip") > 1 or (worst == "initial" and len(found) < 2):
        score = levels.open
    said = {
        "equal": "one name", "variant": "one name in two spellings", "loose": "one name in two transliterations",
        "slip": "one letter apart", "initial": "an initial for a name", "doubt": "two names much alike",
    }[worst]  # fmt: skip
    return Match(score, said if one == other else f"{said}: {' / '.join(sorted((one, other)))}")


def _compare_lengths(short: tuple[str, ...], long: tuple[str, ...], script: Script) -> Match | None:
    """Names of which one has more parts: middle names may be left out, last ones hardly, first ones never."""
    levels = load_names().levels
    names = " / ".join(sorted((show(short), show(long))))
    if len(short) == 1:
        bare = compare_words(short[0], long[-1], script)
        return Match(levels.open - 0.05, f"a last name alone: {names}") if bare in {"equal", "variant"} else NOTHING
    ends = _pair((short[0], short[-1]), (long[0], long[-1]), script)
    if ends is not None and _runs_through(short, long, script):
        if "initial" in ends or "doubt" in ends or "slip" in ends or len(short) > 2:
            return Match(levels.open, f"a name left out, and more: {names}")
        return Match(levels.shorter, f"a middle name left out: {names}")
    if _is_part(short, long[: len(short)], script):
        return Match(levels.open, f"a last name left out: {names}")
    one_more = len(long) == len(short) + 1
    if one_more and len(long[0]) == 1 and _is_part(short, long[1:], script):
        return Match(levels.shorter, f"an initial left out: {names}")
    if one_more and group_of(long[0]) == group_of("mohammed") and _pair(short, long[1:], script) is not None:
        return Match(levels.shorter, f"Mohammed left out in front: {names}")
    if _is_part(short, long[-len(short) :], script):
        return Match(levels.open, f"a first name left out: {names}")
    return None


def _is_part(short: tuple[str, ...], stretch: tuple[str, ...], script: Script) -> bool:
    """Whether a name is that stretch of a longer one, letters that stand for names aside."""
    found = _pair(short, stretch, script)
    return found is not None and "initial" not in found


def _runs_through(short: tuple[str, ...], long: tuple[str, ...], script: Script) -> bool:
    """Whether all parts of the shorter name stand in the longer one, in order."""
    rest = iter(long)
    return all(any(compare_words(part, candidate, script) for candidate in rest) for part in short)


def list_person_keys(name: PersonName, country: str | None) -> Iterator[str]:
    """What a name is compared by: each two of its parts, and a rare last name in a known country."""
    parts = name.parts
    for first, last in combinations(parts[:5], 2):  # any part but these two may be left out
        for initial in codes_of(first):
            for code in codes_of(last):
                yield f"p|{code}|{initial[:1]}"
    if len(parts) > 2:  # "Wolde Tensae" may be one word
        yield f"p|{code_of(parts[-2] + parts[-1])}|{code_of(parts[0])[:1]}"
    if parts and country and group_of(parts[-1]) is None and len(code_of(parts[-1])) > 1:
        yield f"s|{country}|{code_of(parts[-1])}"
