"""Names that can't do their work: entries in; names that two share at one time, and names that are also words, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kgbuild.registry.entries import Entry, is_acronym, read_toml
from kgbuild.registry.names import fold, split_name
from kgbuild.registry.people import load_people

if TYPE_CHECKING:
    from kgbuild.registry.lint import Placed


class CommonWords(Struct, frozen=True):
    """Words of everyday news with what they are, by their folded form."""

    kinds: dict[str, str]

    @classmethod
    def read(cls, folder: Path) -> CommonWords:
        """The nouns for people, months, weekdays and general words of a lexicon's folder, as far as it is there."""
        kinds: dict[str, str] = {}
        if (folder / "general.toml").exists():
            general = read_toml(folder / "general.toml")
            kinds.update(dict.fromkeys((*general.get("verbs", ()), *general.get("nouns", ())), "a common word"))
        if (folder / "people.toml").exists():
            people = load_people(folder)
            kinds.update(dict.fromkeys(people.nouns, "a noun for people"))
        if (folder / "times.toml").exists():
            times = read_toml(folder / "times.toml")
            kinds.update(dict.fromkeys((*times.get("months", ()), *times.get("weekdays", ())), "a month or weekday"))
        return cls({name_key(word): what for word, what in kinds.items()})


def name_key(name: str) -> str:
    """A name as look-ups compare it: without case, accents, hyphens and blanks."""
    return "".join(fold(piece) or "" for piece in split_name(name))


def find_unguarded(entry: Entry, words: CommonWords) -> Iterator[tuple[str, str]]:
    """One-word names and aliases that are common words and count without support from the text, and what they are.

    Acronyms are guarded by their capitals, weak names by the support that they need, longer names by their length.
    """
    for name in dict.fromkeys((entry.name, *entry.aliases)):
        what = words.kinds.get(name_key(name))
        if what is not None and len(split_name(name)) == 1 and not is_acronym(name) and entry.kind != "state":
            yield name, what


def find_clashes(placed: Iterable[Placed]) -> Iterator[tuple[Placed, Placed, str]]:
    """Pairs of entries of one country with one name at the same time, each pair once a name, the later id first."""
    bearers: dict[str, list[tuple[str, Placed]]] = {}
    for one in sorted(placed, key=lambda one: (one.entry.id, one.file)):
        for key, name in sorted(_keys(one.entry).items()):
            bearers.setdefault(key, []).append((name, one))
    for key in sorted(bearers):
        rows = bearers[key]
        for later, (name, one) in enumerate(rows):
            for _, other in rows[:later]:
                same = one.entry.country == other.entry.country and one.entry.id != other.entry.id
                if same and _overlap(one.entry, other.entry):
                    yield one, other, name


def _keys(entry: Entry) -> dict[str, str]:
    """The strong names of an entry by what tells them apart: acronyms by their letters, others folded."""
    keys: dict[str, str] = {}
    for name in (entry.name, *entry.aliases, *entry.acronyms):
        exact = is_acronym(name) or name in entry.acronyms
        keys.setdefault("=" + name.replace(".", "") if exact else name_key(name), name)
    return keys


def _overlap(one: Entry, other: Entry) -> bool:
    """Whether two existed on a common day; open ends reach everywhere."""
    return _before_end(one.start, other.end) and _before_end(other.start, one.end)


def _before_end(start: str | None, end: str | None) -> bool:
    return start is None or end is None or start[: len(end)] <= end[: len(start)]
