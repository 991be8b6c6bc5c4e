"""A difference between reference and statements, and the article's text, in; the same with offsets and sentence out."""

from __future__ import annotations

import re

from msgspec.structs import replace

from kgbuild.evaluation.reference import Row
from kgbuild.evaluation.scores import Miss

_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s)|\n")


def find_row(row: Row, text: str) -> tuple[int, int] | None:
    """Offsets of a row's trigger in the article's text, of its evidence where the trigger isn't in it, or None."""
    if row.start is not None and row.end is not None:
        return row.start, row.end
    found = [(at, at + len(words)) for words in row.evidence if (at := text.find(words)) >= 0]
    if row.evidence and not found:
        return None
    folded = text.casefold() if len(text.casefold()) == len(text) else text
    for spelling in filter(None, row.trigger.split("|")):
        for first, last in found or [(0, len(text))]:
            at = folded.find(spelling.casefold(), first, last)
            if at >= 0:
                return at, at + len(spelling)
    return found[0] if found else None


def add_sentence(miss: Miss, text: str, at: tuple[int, int] | None) -> Miss:
    """The difference with the offsets given (where it has none yet) and the sentence around them.

    A sentence ends at a full stop, question or exclamation mark before white space, or at a line's end, so an
    abbreviation may cut it short; it is for reading, the offsets are what counts.
    """
    start, end = (miss.start, miss.end) if miss.start is not None and miss.end is not None else at or (None, None)
    if start is None or end is None or not 0 <= start <= end <= len(text):
        return miss
    first = max((found.end() for found in _END.finditer(text, 0, start)), default=0)
    after = _END.search(text, max(end - 1, 0))
    last = after.end() if after else len(text)
    return replace(miss, start=start, end=end, sentence=" ".join(text[first:last].split()))
