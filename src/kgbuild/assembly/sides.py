"""Those who say a thing in, the side whose word it is out.

A side is the ISO 3166-1 alpha-3 code of a state for the state itself, its forces, organs and office holders; the id of
an armed group; `UNALIGNED` for witnesses, medics, aid groups, bodies of several states and the media's own voice.
Officials of a state that the text does not tell have no side at all: nothing is guessed, and they make no second side.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from msgspec import Struct, ValidationError, convert

from kgbuild.errors import VocabularyError
from kgbuild.model import ArticleHeader, Claimant, Statement
from kgbuild.registry import Entry, Registry, split_words
from kgbuild.vocabulary import data_folder

UNALIGNED = "unaligned"
_WORD = re.compile(r"[\w'’-]+")
_PRONOUNS = frozenset({"he", "i", "it", "she", "they", "we", "who", "which", "his", "her", "their", "its"})
"""Names of claimants of whom the text was not understood to say who they are."""
_THERE = frozenset({"in", "near", "along"})
"""Relations of a place where it happened; what a missile came from is not where the governor sits."""


class Patron(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"start": "from", "end": "to"}):
    """The side that an actor of the registry counts to, from one day to another, and what that rests on."""

    side: str
    why: str
    start: str | None = None
    end: str | None = None

    def holds(self, day: str | None) -> bool:
        """Whether it holds on a day; without a day, whether it still holds."""
        moment = day or "9999"
        return (self.start or "") <= moment and (self.end is None or moment <= self.end)


class SideRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ontology/assembly/sides.toml says; the comments there explain each field."""

    state_sectors: frozenset[str]
    organ_words: frozenset[str]
    local_words: frozenset[str]
    private_words: frozenset[str]
    state_media: frozenset[str]
    networks: frozenset[str]
    patrons: dict[str, Patron]


class Office(NamedTuple):
    """What words say of somebody's office: whether it is one of a state, and of the place that is told of."""

    of_state: bool
    local: bool


@cache
def load_side_rules() -> SideRules:
    """The rules of ontology/assembly/sides.toml.

    Raises:
        VocabularyError: the file is missing or malformed.
    """
    path = data_folder("ontology") / "assembly" / "sides.toml"
    try:
        return convert(tomllib.loads(path.read_text(encoding="utf-8")), SideRules)
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise VocabularyError(f"{path}: {error}. The comments in the file name its fields.") from error


class Sides:
    """Finds whose word a statement is, by the registry and ontology/assembly/sides.toml.

    Each answer depends on what is asked alone, so one finder serves any number of statements.
    """

    def __init__(self, registry: Registry, rules: SideRules | None = None) -> None:
        self.registry = registry
        self.rules = rules or load_side_rules()
        self._named: dict[str, str | None] = {}
        self._entries: dict[tuple[str, str | None], str | None] = {}

    def of_statement(self, statement: Statement, keys: Sequence[str | None] = ()) -> str | None:
        """The side of the innermost claimant that has one, else of who published it.

        `keys` are the identities of the claimants, in their order: an armed group that the registry does not know is
        a side by its identity. `None`: officials speak, and of which state the text does not tell.
        """
        places = frozenset(place.country for place in statement.locations if place.country and place.relation in _THERE)
        return self.of_word(statement.claimants, statement.article, places=places, keys=keys)

    def of_word(
        self,
        claimants: Sequence[Claimant],
        article: ArticleHeader,
        *,
        places: frozenset[str] = frozenset(),
        keys: Sequence[str | None] = (),
    ) -> str | None:
        """As `of_statement`; `places` are the countries where it happened, for which a local official speaks."""
        day = article.published[:10] if article.published else None
        offices: list[Office] = []
        for number in reversed(range(len(claimants))):
            key = keys[number] if number < len(keys) else None
            side, office = self._of_claimant(claimants[number], key, day)
            if side is not None:
                return side
            offices.append(office)
        for name in (article.agency, article.publisher):
            if name is not None and (side := self._of_name(name, day)) is not None:
                return side
        if claimants and claimants[-1].name.casefold() in _PRONOUNS:
            return None
        innermost = next((office for office in offices if office.of_state), None)
        if innermost is None:
            return UNALIGNED
        return next(iter(places)) if innermost.local and len(places) == 1 else None

    def _of_claimant(self, claimant: Claimant, key: str | None, day: str | None) -> tuple[str | None, Office]:
        """The side that is certain, and what the words say of an office where none is."""
        if claimant.id is not None and claimant.id in self.registry.entries:
            return self.of_entry(claimant.id, day), Office(of_state=False, local=False)
        if claimant.kind in {"state", "armed_force"} and claimant.country is not None:
            return claimant.country, Office(of_state=True, local=False)
        if claimant.kind == "armed_group":
            return key, Office(of_state=False, local=False)
        office = self._read_office(claimant)
        return (claimant.country if office.of_state else None), office

    def of_entry(self, id: str, day: str | None = None) -> str | None:
        """The side of an actor of the registry on a day, `None` where it has none."""
        if (id, day) not in self._entries:
            self._entries[id, day] = self._find_entry(id, day, seen=frozenset())
        return self._entries[id, day]

    def _find_entry(self, id: str, day: str | None, seen: frozenset[str]) -> str | None:
        entry = self.registry.entry(id)
        if entry is None or id in seen:
            return None
        patron = self.rules.patrons.get(id)
        if patron is not None and patron.holds(day):
            return patron.side
        country, sector, title = entry.at(day)
        if self._of_state(entry, sector) and not title.startswith("former "):
            return country
        if entry.parent is not None and entry.parent not in self.rules.networks:
            side = self._find_entry(entry.parent, day, seen | {id})
            if side is not None:
                return side
        if entry.kind == "armed_group":
            return id
        return self._of_title(title, day, seen | {id}) if entry.kind == "person" else None

    def _of_state(self, entry: Entry, sector: str | None) -> bool:
        """Whether an entry acts for its country: a state, a force, or a body or person of a sector of the state."""
        if entry.kind in {"state", "armed_force"} or sector in self.rules.state_sectors:
            return entry.kind != "media"
        return entry.kind == "organization" and not self.rules.organ_words.isdisjoint(_split(entry.name))

    def _of_title(self, title: str, day: str | None, seen: frozenset[str]) -> str | None:
        """The side of the group that an office names ("spokesman of the Houthi forces"); a past office has none."""
        words = split_words(title)
        if title.startswith("former "):
            return None
        for at in range(len(words)):
            _, entries = self.registry.match(words, at)
            groups = [entry for entry in entries if entry.kind == "armed_group"]
            if len(groups) == 1:
                return self._find_entry(groups[0].id, day, seen)
        return None

    def _of_name(self, name: str, day: str | None) -> str | None:
        """The side of a publisher or agency that the registry knows by this very name."""
        if name not in self._named:
            words = split_words(name)
            length, entries = self.registry.match(words, 0) if words else (0, ())
            self._named[name] = entries[0].id if length == len(words) and len(entries) == 1 else None
        known = self._named[name]
        return None if known is None else self.of_entry(known, day)

    def _read_office(self, claimant: Claimant) -> Office:
        """What name and words say: a "regional governor" speaks for a state, "hospital officials" do not."""
        texts = [claimant.name] + ([claimant.mention.text] if claimant.mention else [])
        of_state = local = False
        for words in map(_split, texts):
            if not self.rules.private_words.isdisjoint(words):
                return Office(of_state=False, local=False)
            plain = " ".join(words)
            of_state |= any(phrase in plain for phrase in self.rules.state_media)
            of_state |= self._sector(words) in self.rules.state_sectors
            local |= not self.rules.local_words.isdisjoint(words)
        return Office(of_state, of_state and local)

    def _sector(self, words: Sequence[str]) -> str | None:
        """The sector of the last noun for people among these words; the word before it may say otherwise."""
        people = self.registry.people
        if not people.former.isdisjoint(words):
            return None
        for end in range(len(words), 0, -1):
            for start in range(max(0, end - 3), end):
                phrase = " ".join(words[start:end])
                noun = people.noun(phrase)
                if noun is not None and noun.role in {"speaker", "member", "body"}:
                    return self._modifier(words[:start]) or noun.sector
                if noun is not None and noun.role != "counter" and noun.sector is not None:
                    return noun.sector
                if phrase in people.titles:
                    return people.titles[phrase]
        return None

    def _modifier(self, words: Sequence[str]) -> str | None:
        """The sector that the words before a noun give it, the nearest and longest first."""
        people = self.registry.people
        for end in (len(words), len(words) - 1):
            for start in range(max(0, end - 2), end):
                phrase = " ".join(words[start:end])
                noun = people.noun(phrase)
                if phrase in people.modifiers:
                    return people.modifiers[phrase]
                if noun is not None and noun.sector is not None:
                    return noun.sector
        return None


def _split(text: str) -> list[str]:
    """The words of a text in lower case, a possessive ending taken off."""
    return [re.sub(r"['’]s?$", "", word) for word in _WORD.findall(text.casefold())]
