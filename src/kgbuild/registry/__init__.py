"""The actor registry: ontology/actors/*.toml in, look-ups by id, by name and by word of origin out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kgbuild.errors import VocabularyError
from kgbuild.registry.entries import Entry, Role, expand_state, read_entries, read_states, read_toml
from kgbuild.registry.names import NameIndex, fold, split_name, split_words
from kgbuild.registry.people import People, PersonNoun, empty_people, load_people

__all__ = ["Entry", "People", "PersonNoun", "Registry", "Role", "load_people", "load_registry", "split_words"]


class Registry:
    """Known actors by id and name, the words of origin, and the nouns that describe people.

    The order of `entries` has no influence on any answer.
    """

    def __init__(
        self,
        entries: Iterable[Entry] = (),
        *,
        people: People | None = None,
        demonyms: dict[str, str | None] | None = None,
    ) -> None:
        self.entries = {entry.id: entry for entry in sorted(entries, key=lambda entry: entry.id)}
        self.people = people or empty_people()
        self.demonyms = dict(demonyms or {})
        self.states = {entry.country: entry for entry in self.entries.values() if entry.kind == "state"}
        self._bodies = {entry.id: entry for entry in self.entries.values() if entry.parent is not None}
        by_country: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            if entry.country is not None:
                by_country.setdefault(entry.country, []).append(entry)
        self._by_country = {country: tuple(entries) for country, entries in by_country.items()}
        self._names = NameIndex(self.entries.values())
        self._demonyms: dict[str, str | None] = {}
        self._demonym_words = 1
        for words, country in sorted((demonyms or {}).items()):
            pieces = split_name(words)
            self._demonyms["".join(fold(piece) or "" for piece in pieces)] = country
            self._demonym_words = max(self._demonym_words, len(pieces))

    def entry(self, id: str) -> Entry | None:
        """The entry of an id, if there is one."""
        return self.entries.get(id)

    def of_country(self, country: str) -> tuple[Entry, ...]:
        """The entries of a country, by id."""
        return self._by_country.get(country, ())

    def match(self, words: Sequence[str], at: int, *, weak: bool = False) -> tuple[int, tuple[Entry, ...]]:
        """Length in words of the longest known name starting at `at`, with all entries of that name; (0, ()) if none.

        `weak` admits surnames alone and capitals, which need support from the text.
        """
        return self._names.match(words, at, weak=weak)

    def demonym(self, words: Sequence[str], at: int) -> tuple[int, str | None]:
        """Length in words of the word of origin at `at` and its country (None: a people without one); (0, None)."""
        if not words[at][:1].isupper():
            return 0, None
        joined = ""
        best: tuple[int, str | None] = (0, None)
        for i in range(at, min(len(words), at + self._demonym_words)):
            piece = fold(words[i])
            if piece is None:
                break
            joined += piece
            if piece and joined in self._demonyms:
                best = (i - at + 1, self._demonyms[joined])
        return best

    def body(self, body: str, country: str | None) -> Entry | None:
        """A country's own `government`, `military`, `legislature` or `police`, where the registry has it."""
        state = self.states.get(country)
        return self.entries.get(f"{body}-{state.id}") if state else None

    def force_of(self, country: str | None) -> Entry | None:
        """The armed forces of a country (ISO 3166-1 alpha-3)."""
        return self.body("military", country)

    def force_of_demonym(self, word: str) -> Entry | None:
        """The armed forces that a word of origin or a country's name points to ("Israeli", "US") or an alpha-3 code.

        >>> load_registry(Path("ontology/actors")).force_of_demonym("Israeli").name  # doctest: +SKIP
        'Israel Defense Forces'
        """
        if word in self.states:
            return self.force_of(word)
        words = split_words(word)
        length, country = self.demonym(words, 0) if words else (0, None)
        if not length and words:
            entries = self.match(words, 0)[1]
            country = entries[0].country if len(entries) == 1 and entries[0].kind == "state" else None
        return self.force_of(country)


def load_registry(folder: Path, *others: Path) -> Registry:
    """The registry of the files in `folder`, with the nouns of its neighbour lexicon/en and places/demonyms.toml.

    Entries of other folders are added.
    """
    entries: dict[str, Entry] = {}
    for path in (path for one in (folder, *others) for path in sorted(one.glob("*.toml"))):
        found = (
            (entry for code, state in read_states(path).items() for entry in expand_state(code, state))
            if path.name == "states.toml"
            else read_entries(path)
        )
        for entry in found:
            if entry.id in entries:
                raise VocabularyError(f"{path}: [{entry.id}] stands twice. Give one of the two another id.")
            entries[entry.id] = entry
    people = folder.parent / "lexicon" / "en"
    return Registry(
        entries.values(),
        people=load_people(people) if (people / "people.toml").exists() else None,
        demonyms=_read_demonyms(folder.parent / "places" / "demonyms.toml"),
    )


def _read_demonyms(path: Path) -> dict[str, str | None]:
    """Word of origin -> country; the format is explained at the top of the file itself."""
    if not path.exists():
        return {}
    table = read_toml(path)
    found: dict[str, str | None] = {}
    for row in table.get("peoples", ()):
        found.update(dict.fromkeys(row["words"], row.get("country")))
    for country, row in table.get("countries", {}).items():
        found.update(dict.fromkeys((*row["adjectives"], *row["people"]), country))
    return found
