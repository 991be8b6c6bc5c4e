"""Words for somebody in, for whom such a one speaks out: a state, a place, or a body that the registry knows.

A "regional governor" speaks for a state, "hospital officials" do not; a "Pentagon spokesman" speaks for the Pentagon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from kgbuild.assembly.tables import read_table
from kgbuild.model import Claimant, Statement
from kgbuild.registry import Registry, split_words

_WORD = re.compile(r"[\w'’-]+")
_SPEAKS = frozenset({"person", "group", "media"})


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
    ambiguous_words: frozenset[str]
    state_media: frozenset[str]
    networks: frozenset[str]
    patrons: dict[str, Patron]


@cache
def load_side_rules(folder: Path | None = None) -> SideRules:
    """The rules of ontology/assembly/sides.toml, or of another ontology's folder.

    Raises:
        VocabularyError: the file is missing or malformed.
    """
    return read_table("sides", SideRules, folder)


class Office(Struct, frozen=True):
    """What words say of somebody: an organ of a state, of the place that is told of, its country; a known body's id."""

    of_state: bool = False
    local: bool = False
    country: str | None = None
    body: str | None = None

    def __bool__(self) -> bool:
        return self.of_state or self.body is not None


class Offices:
    """Reads for whom a claimant speaks that the registry does not know."""

    def __init__(self, registry: Registry, rules: SideRules) -> None:
        self.registry, self.rules = registry, rules
        self._read: dict[tuple[str, ...], Office] = {}

    def read(self, claimant: Claimant) -> Office:
        """What name and words say."""
        texts = (claimant.name, claimant.mention.text if claimant.mention else claimant.name)
        key = (*texts, claimant.kind, claimant.country or "")
        if key not in self._read:
            found = [self._read_words(text, claimant) for text in dict.fromkeys(texts)]
            self._read[key] = next(filter(None, found), Office())
        return self._read[key]

    def read_all(self, statements: Iterable[Statement]) -> dict[str, Office]:
        """The offices of people by name, as an article tells them once and then goes on by name alone."""
        named = [
            (claimant.mention, claimant)
            for statement in statements
            for claimant in statement.claimants
            if claimant.kind == "person" and claimant.id is None and claimant.mention and claimant.name[:1].isupper()
        ]
        offices: dict[str, Office] = {}
        for _, claimant in sorted(named, key=lambda one: (one[0], one[1].country or "")):
            if claimant.name not in offices and (office := self.read(claimant)):
                offices[claimant.name] = office
        return offices

    def _read_words(self, text: str, claimant: Claimant) -> Office:
        words = split_plainly(text)
        if not self.rules.private_words.isdisjoint(words):
            return Office()
        if body := self._find_body(text, claimant):
            return Office(body=body)
        plain = " ".join(words)
        of_state = self._sector(words) in self.rules.state_sectors or any(
            phrase in plain for phrase in self.rules.state_media
        )
        local = not self.rules.local_words.isdisjoint(words)
        return Office(of_state, of_state and local, claimant.country) if of_state else Office()

    def _find_body(self, text: str, claimant: Claimant) -> str | None:
        """The body of the registry that words name beside a word for who speaks: "YPG commanders", "Hezbollah TV".

        Neither a part of another word ("anti-IS activists") nor a body of another country than the claimant's counts.
        """
        words = split_words(text)
        kinds = {"armed_group"} if claimant.kind == "media" else {"armed_group", "armed_force", "organization"}
        for at in range(len(words)):
            length, entries = self.registry.match(words, at)
            if len(entries) != 1 or entries[0].kind not in kinds or (at and words[at - 1] == "-"):
                continue
            rest = [word.casefold() for word in (*words[:at], *words[at + length :])]
            foreign = claimant.country and entries[0].country and entries[0].country != claimant.country
            if not foreign and any(map(self._speaks, rest)):
                return entries[0].id
        return None

    def _speaks(self, word: str) -> bool:
        noun = self.registry.people.noun(word)
        return noun is not None and noun.kind in _SPEAKS

    def _sector(self, words: Sequence[str]) -> str | None:
        """The sector of the last noun for people among these words; the word before it may say otherwise."""
        people = self.registry.people
        if not people.former.isdisjoint(words):
            return None
        for end in range(len(words), 0, -1):
            for start in range(max(0, end - 3), end):
                phrase = " ".join(words[start:end])
                noun = people.noun(phrase)
                if phrase in self.rules.ambiguous_words:
                    return self._modifier(words[:start])
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


def split_plainly(text: str) -> list[str]:
    """The words of a text in lower case, a possessive ending taken off."""
    return [re.sub(r"['’]s?$", "", word) for word in _WORD.findall(text.casefold())]
