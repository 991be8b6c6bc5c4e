"""Names to registry entries on a day: namesakes and near spellings in, the one entry that fits, or None, out.

Countries that the article names and the days between which each bearer existed part namesakes. A spelling that no entry
has ("Sergey Lavrof") is held only against entries of the same country, kind and sector, and only a clear winner counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from kgbuild.model import Actor
from kgbuild.registry import Entry, Registry
from kgbuild.registry.names import fold

_NEAR = 84.0  # how alike two names are, of 100: about two letters of a dozen
_NEAR_WORD = 72.0  # and each of their words
_CLEAR = 4.0  # by which the best has to lead
_SHORTEST = 9  # letters; shorter names are alike by chance


def has_begun(entry: Entry, day: str | None) -> bool:
    """Whether an entry existed on a day or before; by years, since announcements run ahead of foundings."""
    return day is None or entry.start is None or entry.start[:4] <= day[:4]


def choose_namesake(
    entries: Sequence[Entry], countries: Mapping[str, int], day: str | None
) -> tuple[Entry | None, str]:
    """The one bearer of a name that fits, and the rule; (None, "") where several fit equally well.

    `countries` says how often the article names each country. Who did not exist yet, or no longer while another of the
    same country did, is no bearer; of those left the country named most often decides, else who belongs to none.
    """
    begun = [entry for entry in entries if has_begun(entry, day)]
    lasting = [
        entry for entry in begun
        if not (_is_over(entry, day) and any(_replaces(other, entry, day) for other in begun))
    ]  # fmt: skip
    here = [entry for entry in lasting if entry.country in countries]
    if len(here) > 1:
        most = max(countries[entry.country or ""] for entry in here)
        here = [entry for entry in here if countries[entry.country or ""] == most]
    if len(here) == 1:
        parted = len({entry.country for entry in entries}) == 1
        return here[0], "namesake by date" if parted else "namesake by country"
    if not here and day:
        living = [entry for entry in lasting if not _is_over(entry, day)]
        if len(living) == 1 and living[0].country is None:
            return living[0], "namesake by date"
    return None, ""


def _is_over(entry: Entry, day: str | None) -> bool:
    return day is not None and entry.end is not None and entry.end < day[: len(entry.end)]


def _replaces(other: Entry, entry: Entry, day: str | None) -> bool:
    return other is not entry and other.country == entry.country and not _is_over(other, day)


def find_near(actor: Actor, name: str, registry: Registry, day: str | None) -> tuple[Entry | None, str]:
    """The entry whose name is nearly the one in the text, and the rule with what was compared.

    Country and sector of the actor have to be known from its own words, and to be the entry's; (None, "") otherwise.
    """
    if actor.country is None or actor.sector is None or len(name) < _SHORTEST or " " not in name:
        return None, ""
    words = _words(name)
    scores: dict[str, float] = {}
    for entry in registry.of_country(actor.country):
        if entry.kind != actor.kind or not has_begun(entry, day) or actor.sector not in _sectors(entry, day):
            continue
        score = max((_likeness(words, _words(known)) for known in (entry.name, *entry.aliases)), default=0.0)
        if score >= _NEAR:
            scores[entry.id] = score
    ranked = sorted(scores, key=lambda near: (-scores[near], near))
    if not ranked:
        return None, ""
    best = ranked[0]
    if len(ranked) > 1 and scores[best] - scores[ranked[1]] < _CLEAR:
        return None, "near names: " + ", ".join(ranked)
    return registry.entry(best), f"spelling near {best} ({scores[best]:.0f} of 100)"


def _sectors(entry: Entry, day: str | None) -> set[str | None]:
    """The sector of a day; of a person also those of all offices, since articles call people by former ones."""
    return {entry.at(day)[1], *(role.sector for role in entry.roles)}


def _words(name: str) -> list[str]:
    return [folded for word in name.replace("-", " ").split() if (folded := fold(word))]


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two names of equally many words are, of 100; 0 if a word differs much or the last begins otherwise."""
    if len(one) != len(other) or one[-1][0] != other[-1][0]:
        return 0.0
    if any(fuzz.ratio(left, right) < _NEAR_WORD for left, right in zip(one, other, strict=True)):
        return 0.0
    return fuzz.ratio(" ".join(one), " ".join(other))
