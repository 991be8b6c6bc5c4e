"""A text in, the names out that stand where a place is named: "in Gao", "near Wad Madani"; nothing is looked up.

The extractor gives a place to half of what it reads. What is told without one is looked for where its sentence or its
article names a place, and this finds the name even where no gazetteer knows it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kgbuild.assembly.name_data import known_registry
from kgbuild.registry import split_words

_PLACED = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Aa]t|[Aa]round|[Oo]utside|[Tt]o|[Ff]rom|[Tt]oward|[Tt]owards|[Aa]cross|[Aa]bove|[Oo]f|on)\s+"
    r"(?:the\s+)?((?:[A-Z][^\W\d_]+)(?:[ -][A-Z][^\W\d_]+)?)"
)
_CALLED = re.compile(r"(?<=[^\s.!?:;\"“”(])[ ]((?:[A-Z][^\W\d_]+)(?:[ -][A-Z][^\W\d_]+){0,2})")
_OWNING = re.compile(r"(?:^|[.!?:]\s+|\n)[\"“]?([A-Z][^\W\d_]+)['’]s\b")
LEAST = 4
"""Shorter names are too many things."""


def find_toponyms(text: str, common: frozenset[str]) -> list[str]:
    """The names, folded, in their order; what the registry knows (states, groups, bodies) is none, nor is a month."""
    found = (match.group(1) for match in _PLACED.finditer(text))
    return [
        name.casefold()
        for name in found
        if len(name) >= LEAST and common.isdisjoint(name.casefold().split()) and not _is_somebody(name)
    ]


def find_names(text: str, common: frozenset[str]) -> list[str]:
    """All proper names, folded, but those of the registry; at the start of a sentence only those that own something.

    Of a name in which a common word stands ("Governor Ivan Fedorov") the words after it are kept.
    """
    names = []
    for match in (*_CALLED.finditer(text), *_OWNING.finditer(text)):
        words = match.group(1).split(" ")
        while words and words[0].casefold() in common:
            words = words[1:]
        name = " ".join(words)
        if len(name) >= LEAST and common.isdisjoint(name.casefold().split()) and not _is_somebody(name):
            names.append(name.casefold())
    return names


@lru_cache(maxsize=65536)
def _is_somebody(name: str) -> bool:
    words, registry = split_words(name), known_registry()
    known = not words or registry.match(words, 0)[0] > 0 or registry.demonym(words, 0)[0] > 0
    return known or registry.people.noun(words[0].lower()) is not None
