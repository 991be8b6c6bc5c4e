"""Which known actors words may mean, for a person to look at: words in, entries with scores and reasons out."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from rapidfuzz import fuzz, process

from kgbuild.registry import Entry, Registry, split_words

NEAR = 80.0
"""Names less alike than this, of 100, are not shown."""


class LookedUpActor(Struct, frozen=True, kw_only=True):
    """An actor of the registry: how alike its name is to the words (100: the same), and which name that is."""

    score: float
    entry: Entry
    reason: str


def look_up_actor(words: str, registry: Registry, *, most: int = 5) -> list[LookedUpActor]:
    """The actors that words may mean, best first: those whose name stands in them, then those of a name like them."""
    found = {one.entry.id: one for one in _list_named(words, registry)}
    for one in _list_like(words, registry, most):
        found.setdefault(one.entry.id, one)
    return sorted(found.values(), key=lambda one: (-one.score, one.entry.id))[:most]


def _list_named(words: str, registry: Registry) -> Iterator[LookedUpActor]:
    """The entries whose name stands in the words; a surname or a capital alone is half a name."""
    pieces = split_words(words)
    at = 0
    while at < len(pieces):
        length, entries = registry.match(pieces, at)
        weak = 0
        if not length:
            weak, entries = registry.match(pieces, at, weak=True)
        name = " ".join(pieces[at : at + (length or weak)])
        for entry in entries:
            whole = (length or weak) == len(pieces)
            score = (100.0 if whole else 90.0) if length else 50.0
            reason = (
                f"'{name}' is a name of it" if length else f"'{name}' may stand for it where the text supports that"
            )
            yield LookedUpActor(score=score, entry=entry, reason=reason)
        at += max(1, length, weak)


def _list_like(words: str, registry: Registry, most: int) -> Iterator[LookedUpActor]:
    names = {(entry.id, name): name for entry in registry.entries.values() for name in (entry.name, *entry.aliases)}
    near = process.extract(words, names, scorer=fuzz.ratio, score_cutoff=NEAR, limit=4 * most)
    for name, score, (id, _) in sorted(near, key=lambda row: (-row[1], row[2])):  # noqa: A001  # a registry id
        yield LookedUpActor(
            score=min(99.0, round(score, 1)), entry=registry.entries[id], reason=f"spelling near '{name}'"
        )
