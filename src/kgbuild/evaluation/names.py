"""Whether the words or name of a slot's filler are one of the spellings that a person wrote down."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kgbuild.evaluation.scores import Tally

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b|['’](?=\s|$)")
_ARTICLES = frozenset(("a", "an", "the"))


@lru_cache(maxsize=20_000)
def split_words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase, lower case, without accents, articles and possessive endings."""
    folded = unicodedata.normalize("NFKD", phrase.casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return tuple(word for word in _WORD.findall(_POSSESSIVE.sub("", plain)) if word not in _ARTICLES)


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are equal, or one is the other with more words in front.

    "General Oleksandr Syrsky" is "Syrsky"; "Russia" is not "Russia's military".
    """
    first, second = split_words(one), split_words(other)
    if not first or not second or first[-1] != second[-1]:
        return False
    return set(first) <= set(second) or set(second) <= set(first)


def is_named(labels: Iterable[str], spellings: Iterable[str]) -> bool:
    """Whether any label of a filler (its words, its resolved name) is one of the spellings."""
    known = tuple(spellings)
    return any(is_same_name(label, spelling) for label in labels for spelling in known)


def split_spellings(filler: str) -> tuple[tuple[str, ...], bool]:
    """The spellings of a wanted filler, and whether it may be absent: "Kyiv|Ukraine" must be there, "Kyiv?" may be."""
    return tuple(filler.rstrip("?").split("|")), filler.endswith("?")


def match_fillers(given: Sequence[tuple[str, ...]], wanted: Sequence[str]) -> tuple[Tally, frozenset[int]]:
    """Pair fillers one to one, required ones first; the indexes are those of `given` that are right.

    A wanted filler that ends in "?" counts neither when it is there nor when it is not.
    """
    parsed = sorted((split_spellings(filler) for filler in wanted), key=lambda pair: pair[1])
    open_items = dict(enumerate(given))
    right: set[int] = set()
    excused: set[int] = set()
    for spellings, optional in parsed:
        found = next((index for index, labels in open_items.items() if is_named(labels, spellings)), None)
        if found is not None:
            del open_items[found]
            (excused if optional else right).add(found)
    required = sum(not optional for _, optional in parsed)
    tally = Tally(right=len(right), given=len(given) - len(excused), wanted=required)
    return tally, frozenset(right | excused)


def share_in_order(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of the shorter sequence stands in the longer one in order (longest common subsequence), 0 to 1."""
    if not one or not other:
        return 0.0
    above = [0] * (len(other) + 1)
    for word in one:
        row = [0]
        for column, candidate in enumerate(other):
            row.append(above[column] + 1 if word == candidate else max(above[column + 1], row[column]))
        above = row
    return above[-1] / min(len(one), len(other))
