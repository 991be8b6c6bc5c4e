"""An article's text in, where its sentences and paragraphs begin out; close enough to tell near from far."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

_END = re.compile(r"""(?<=[.!?])["'”’)]*\s+(?=["“'(]?[A-Z0-9])|\n+""")
_PARAGRAPH = re.compile(r"\n\s*\n")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_UNIT = re.compile(rf"\b(\d+)(?:st|nd|rd|th)\b(?! (?:of|century|time|day|year|anniversary|{_MONTHS})\b)")
HEADLINE = 120
"""A first line of up to so many characters, a blank line after it and no full stop at its end, is a headline."""


class Spot(NamedTuple):
    """Where a trigger stands: which sentence and paragraph, from 0, and whether that is the headline.

    `lead` are the folded words of its sentence before it, from a space to a space. `units` are the numbers of the units
    ("57th Brigade") that its sentence names, or, where that names none, the sentence before.
    """

    sentence: int
    paragraph: int
    headline: bool
    lead: str
    units: frozenset[str] = frozenset()


class Layout:
    """Where the sentences and paragraphs of a text begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._sentences = [0, *(match.end() for match in _END.finditer(text))]
        self._paragraphs = [0, *(match.end() for match in _PARAGRAPH.finditer(text))]
        first = text[: self._paragraphs[1]].strip() if len(self._paragraphs) > 1 else ""
        self._headline = bool(first) and len(first) <= HEADLINE and not first.endswith((".", "!", "?", ":", '"', "”"))

    def find(self, offset: int) -> Spot:
        """The spot of an offset; without a text nothing is known of it."""
        if not self.text:
            return Spot(-1, -1, False, " ")
        sentence = bisect_right(self._sentences, offset) - 1
        paragraph = bisect_right(self._paragraphs, offset) - 1
        words = re.findall(r"[\w'’-]+", self.text[self._sentences[sentence] : offset].casefold())
        units = self._find_units(sentence) or self._find_units(sentence - 1)
        return Spot(sentence, paragraph, self._headline and paragraph == 0, f" {' '.join(words)} ", units)

    def count_paragraphs(self, start: int, end: int) -> int:
        """How many paragraphs begin between two offsets; lines count as such where no blank line parts any."""
        if len(self._paragraphs) == 1:
            return self.text.count("\n", start, end)
        return bisect_right(self._paragraphs, end) - bisect_right(self._paragraphs, start)

    def are_neighbours(self, start: int, end: int) -> bool:
        """Whether one of two offsets is in the sentence after the other's, in one paragraph."""
        sentences = bisect_right(self._sentences, end) - bisect_right(self._sentences, start)
        return sentences == 1 and not self.count_paragraphs(start, end)

    def open_sentence(self, offset: int) -> str:
        """What a sentence says up to this offset."""
        return self.text[self._sentences[bisect_right(self._sentences, offset) - 1] : offset]

    def _find_units(self, sentence: int) -> frozenset[str]:
        if sentence < 0:
            return frozenset()
        start, end = [*self._sentences, len(self.text)][sentence : sentence + 2]
        return frozenset(_UNIT.findall(self.text, start, end))


@lru_cache(maxsize=8)
def lay_out(text: str) -> Layout:
    """The layout of a text; those of the last few texts are kept."""
    return Layout(text)
