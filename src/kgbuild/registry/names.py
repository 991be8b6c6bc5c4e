"""The index of names: word sequences in, the longest known name and its entries out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kgbuild.registry.entries import Entry, is_acronym

_APOSTROPHES = frozenset("'’‘`")
_SILENT = frozenset("-‐‑–'’‘ʼ`.")


@lru_cache(maxsize=100_000)
def fold(word: str) -> str | None:
    """A word without case, accents, hyphens, apostrophes and full stops; None for other punctuation."""
    plain = word
    if not word.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        plain = plain.replace("’", "'").replace("ı", "i").replace("ł", "l").replace("ø", "o")
    kept = "".join(c for c in plain if c not in _SILENT)
    if not kept:
        return ""
    if not kept.isalnum() and kept != "&":
        kept = "".join(c for c in kept if c.isalnum())
        if not kept:
            return None
    return kept.lower()


def split_name(name: str) -> list[str]:
    """The pieces of a name in which a tokenizer may deliver it: cut at spaces and hyphens, "'s" on its own."""
    return name.replace("’", "'").replace("'s ", " 's ").replace("-", " - ").replace("–", " - ").split()


_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['’](?!s\b)[^\W_]+|&[^\W_]+|\.(?=[^\W_]))*|['’]s?\b|\S")


def split_words(text: str) -> list[str]:
    """Words of a phrase as a tokenizer cuts them: hyphens, punctuation and "'s" stand alone."""
    return _WORD.findall(text)


class NameIndex:
    """Known names, folded, with every beginning of them, so that a scan stops at the first word that can't go on.

    The order in which entries arrive has no influence on what is found.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._beginnings: set[str] = set()
        self._names: dict[str, list[tuple[str | None, bool, Entry]]] = {}
        for entry in entries:
            for name in (entry.name, *entry.aliases):
                self._add(name, entry, exact=name.replace(".", "") if is_acronym(name) else None, weak=False)
            for name in entry.acronyms:
                self._add(name, entry, exact=name.replace(".", ""), weak=False)
            for name in entry.weak:
                self._add(name, entry, exact=None, weak=True)
        for rows in self._names.values():
            rows.sort(key=lambda row: row[2].id)

    def _add(self, name: str, entry: Entry, *, exact: str | None, weak: bool) -> None:
        joined = ""
        for piece in split_name(name):
            joined += fold(piece) or ""
            self._beginnings.add(joined)
        rows = self._names.setdefault(joined, [])
        if not any(row[2] is entry and row[0] == exact for row in rows):
            rows.append((exact, weak, entry))

    def match(self, words: Sequence[str], at: int, *, weak: bool = False) -> tuple[int, tuple[Entry, ...]]:
        """Length in words of the longest name that starts at `at`, and the entries it may denote; (0, ()) if none.

        Names need a capital somewhere unless they have several words; acronyms need exactly their own letters.
        `weak` admits weak names (surnames, capitals) too.
        """
        joined, best = "", 0
        found: tuple[Entry, ...] = ()
        beginnings, names, count = self._beginnings, self._names, len(words)
        i = at
        if words[at][:1] in _APOSTROPHES:
            return 0, ()  # "the town's has" begins no name
        while i < count:
            piece = fold(words[i])
            if piece is None or (not piece and not joined):
                break
            joined += piece
            if joined not in beginnings:
                break
            i += 1
            if piece and joined in names:
                entries = self._fitting(names[joined], words, at, i, weak=weak)
                if entries:
                    best, found = i - at, entries
        return best, found

    @staticmethod
    def _fitting(
        rows: list[tuple[str | None, bool, Entry]], words: Sequence[str], first: int, last: int, *, weak: bool
    ) -> tuple[Entry, ...]:
        found: list[Entry] = []
        cased = "".join(words[first:last]).replace(".", "").replace("-", "")
        single = last - first == 1
        for exact, is_weak, entry in rows:
            if is_weak and not weak:
                continue
            if exact is not None:
                if exact.replace("-", "").replace(" ", "") != cased:
                    continue
            elif single and cased == cased.lower():
                continue
            if entry not in found:
                found.append(entry)
        return tuple(found)
