"""Which language a text is in: its opening words in, an ISO 639-1 code out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

OPENING = 1000
"""Characters that are looked at."""

FEWEST_LETTERS = 60
"""Below this a Latin-script text is taken as English: an identifier errs on headlines."""

LANGUAGES = (
    "am", "ar", "az", "be", "bg", "bn", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "ha", "he", "hi", "hr",
    "hu", "hy", "id", "it", "ja", "ka", "ko", "ku", "my", "nl", "no", "pl", "ps", "pt", "ro", "ru", "rw", "so", "sr",
    "sv", "sw", "th", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
"""Languages that conflict reporting comes in; fewer choices make fewer mistakes."""

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "that",
        "was",
        "said",
        "were",
        "with",
        "from",
        "has",
        "have",
        "for",
        "by",
        "been",
        "which",
        "they",
        "this",
    ]
)
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-_]+)?")


def normalize_language(tag: str | None) -> str | None:
    """The primary subtag in lower case ("en-GB" is "en"); None for what is no language tag."""
    match = _TAG.fullmatch((tag or "").strip())
    return match.group(1).lower() if match else None


def identify_language(text: str) -> str | None:
    """The likeliest of `LANGUAGES`; None where there are no letters."""
    opening = text[:OPENING]
    words = _WORD.findall(opening.lower())
    letters = sum(map(len, words))
    if not letters:
        return None
    # One word in ten being an English function word is beyond doubt, and saves loading a model (a second).
    if sum(word in _ENGLISH for word in words) * 10 >= len(words) >= 12:
        return "en"
    if letters < FEWEST_LETTERS and sum(letter < "\u0250" for word in words for letter in word) > letters // 2:
        return "en"
    language: str = _load_identifier().classify(opening)[0]
    return language


@cache
def _load_identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(LANGUAGES)
    return identifier
