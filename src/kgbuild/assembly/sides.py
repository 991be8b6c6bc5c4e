"""Those who say a thing in, the side whose word it is out.

A side is the ISO 3166-1 alpha-3 code of a state for the state itself, its forces, organs and office holders; the id of
an armed group; `UNALIGNED` for witnesses, medics, aid groups, bodies of several states and the media's own voice.
Officials of a state that the text does not tell have no side at all: nothing is guessed, and they make no second side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgbuild.assembly.offices import Office, Offices, SideRules, load_side_rules, split_plainly
from kgbuild.model import ArticleHeader, Claimant, Statement
from kgbuild.registry import Entry, Registry, split_words

UNALIGNED = "unaligned"
_PRONOUNS = frozenset({"he", "i", "it", "she", "they", "we", "who", "which", "his", "her", "their", "its"})
"""Names of claimants of whom the text was not understood to say who they are."""
_THERE = frozenset({"in", "near", "along"})
"""Relations of a place where it happened; what a missile came from is not where the governor sits."""


class Sides:
    """Finds whose word a statement is, by the registry and ontology/assembly/sides.toml.

    Each answer depends on what is asked alone, so one finder serves any number of statements.
    """

    def __init__(self, registry: Registry, rules: SideRules | None = None) -> None:
        self.registry = registry
        self.rules = rules or load_side_rules()
        self.offices = Offices(registry, self.rules)
        self._named: dict[str, str | None] = {}
        self._entries: dict[tuple[str, str | None], str | None] = {}

    def of_statement(
        self,
        statement: Statement,
        keys: Sequence[str | None] = (),
        offices: Mapping[str, Office] | None = None,
    ) -> str | None:
        """The side of the innermost claimant that has one, else of who published it.

        Args:
            statement: what is said.
            keys: the identities of its claimants, in their order: an armed group that the registry does not know is a
                side by its identity.
            offices: what the article says elsewhere of people whom it goes on to call by name (`Offices.read_all`).

        `None`: officials speak, and of which state the text does not tell.
        """
        places = frozenset(place.country for place in statement.locations if place.country and place.relation in _THERE)
        return self.of_word(statement.claimants, statement.article, places=places, keys=keys, offices=offices)

    def of_word(
        self,
        claimants: Sequence[Claimant],
        article: ArticleHeader,
        *,
        places: frozenset[str] = frozenset(),
        keys: Sequence[str | None] = (),
        offices: Mapping[str, Office] | None = None,
    ) -> str | None:
        """As `of_statement`; `places` are the countries where it happened, for which a local official speaks."""
        day = article.published[:10] if article.published else None
        found: list[Office] = []
        for number in reversed(range(len(claimants))):
            claimant = claimants[number]
            known = claimant.id is not None and claimant.id in self.registry.entries
            office = Office() if known else self.offices.read(claimant) or (offices or {}).get(claimant.name, Office())
            side = self._of_claimant(claimant, office, keys[number] if number < len(keys) else None, day)
            if side is not None:
                return side
            found.append(office)
        for name in (article.agency, article.publisher):
            if name is not None and (side := self._of_name(name, day)) is not None:
                return side
        if claimants and claimants[-1].name.casefold() in _PRONOUNS:
            return None
        innermost = next((office for office in found if office.of_state), None)
        if innermost is None:
            return UNALIGNED
        return next(iter(places)) if innermost.local and len(places) == 1 else None

    def _of_claimant(self, claimant: Claimant, office: Office, key: str | None, day: str | None) -> str | None:
        """The side that is certain."""
        if claimant.id is not None and claimant.id in self.registry.entries:
            return self.of_entry(claimant.id, day)
        if office.body is not None:
            return self.of_entry(office.body, day)
        if claimant.kind in {"state", "armed_force"} and claimant.country is not None:
            return claimant.country
        if claimant.kind == "armed_group":
            return key
        return (claimant.country or office.country) if office.of_state else None

    def of_actor(
        self, key: str, *, id: str | None, kind: str, country: str | None, day: str | None = None
    ) -> str | None:
        """The side that somebody acts for, by identity and the rest that a graph knows of it.

        Whoever is called by an office alone ("the governor") has none here: it takes the words of a statement to tell.
        """
        if id is not None and id in self.registry.entries:
            return self.of_entry(id, day)
        if kind in {"state", "armed_force"}:
            return country
        return key if kind == "armed_group" else None

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
        return entry.kind == "organization" and not self.rules.organ_words.isdisjoint(split_plainly(entry.name))

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
