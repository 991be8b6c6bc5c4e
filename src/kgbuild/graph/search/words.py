"""Text in, its words out: where each stands, and the form under which it is found whatever its accents and case.

The words are cut and folded here rather than by SQLite, so that every hit leads back to offsets, and so that Arabic
vowel signs, Cyrillic and letters newer than SQLite's tables are read alike everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u0900-\u0963\u0980-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e"
    "\u1000-\u1049\u135d-\u135f\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe20-\ufe2f"
)
"""Signs that stand inside words and are no letters to Python: accents, vowel signs, joiners."""
_SINGLE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
"""Letters of scripts without spaces: each is a word, and words are found as a run of them."""
_LETTER = rf"(?:[^\W_{_SINGLE}]|[{_MARKS}])"
_WORD = re.compile(rf"[{_SINGLE}]|{_LETTER}+(?:['’‘`´]{_LETTER}+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a"}
    | dict.fromkeys("ـʼʻʿʾʹʺ")
)
_ENDING = re.compile(r"(?<=..)(?:(?<=[sc]k)(?:yy|iy|yi|ii|ij|yj|y|i)|(?:yy|iy|yi|ii|ij|yj))$")
_NAMES = ("i", "ii", "ij", "iy", "y", "yi", "yj", "yy")
"""How one ending of Slavic names is spelled in Latin letters: Zelensky, Zelenskyy, Zelenskiy, Zelenskii."""
_LONGEST = 700
"""Characters of a passage, where sentences let it end."""
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE = re.compile(r"(?<=[.!?…؟。])[\"'”’»)\]]*\s+")


class Word(NamedTuple):
    """A word of a text by its offsets, and the form under which it is found."""

    start: int
    end: int
    form: str


def list_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of `text[start:end]` with offsets into the text."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [Word(one.start(), one.end(), form) for one in found if (form := fold(one[0]))]


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word without case, accents, apostrophes and a possessive 's; empty where no letter or figure is left."""
    if not word.isascii():
        word = normalize("NFKD", normalize("NFKD", word).casefold().translate(_LETTERS))
    return "".join(letter for letter in _POSSESSIVE.sub("", word).casefold() if letter.isalnum())


def find_variants(form: str) -> tuple[str, ...]:
    """A folded word with its other number (strike, strikes) and its other spellings of a Slavic ending; sorted."""
    found = {form}
    if form.isascii() and form.isalpha() and len(form) > 2:
        found |= _numbers(form)
    if _ENDING.search(form):
        stem = _ENDING.sub("", form)
        found |= {stem + ending for ending in _NAMES}
    return tuple(sorted(found))


def _numbers(form: str) -> set[str]:
    """Singular and plural of an English word, by its end alone; a form that is no word finds nothing."""
    if form.endswith("ies"):
        return {form[:-3] + "y"}
    if form.endswith(("ss", "us", "is")):
        return {form + "es"}
    if form.endswith(("sses", "shes", "ches", "xes", "zes", "oes")):
        return {form[:-2], form[:-1]}
    if form.endswith("s"):
        return {form[:-1]}
    if form.endswith("y"):
        return {form + "s", form[:-1] + "ies"}
    return {form + ("es" if form.endswith(("sh", "ch", "x", "z", "o")) else "s"), form + "s"}


def unify(form: str) -> str:
    """One spelling for all of a Slavic ending, to compare names."""
    return _ENDING.sub("y", form)


def cut_passages(text: str) -> Iterator[tuple[int, int]]:
    """Where passages begin and end: paragraphs, long ones cut between sentences; white space is in none."""
    at = 0
    for gap in (*_PARAGRAPH.finditer(text), None):
        end = len(text) if gap is None else gap.start()
        yield from _cut_sentences(text, at, end)
        at = end if gap is None else gap.end()


def _cut_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start > _LONGEST:
        first = last = start
        for gap in _SENTENCE.finditer(text, start, end):
            if gap.end() - first > _LONGEST and last > first:
                yield from _trim(text, first, last)
                first = last
            last = gap.end()
        if end - first > _LONGEST and last > first:
            yield from _trim(text, first, last)
            first = last
        start = first
    yield from _trim(text, start, end)


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    if part.strip():
        yield start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
