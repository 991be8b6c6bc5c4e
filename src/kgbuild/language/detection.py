"""Which language a text is in: text in, an ISO 639-1 code out, or None where the words do not tell."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(
    {
        "the", "of", "and", "to", "in", "a", "that", "is", "was", "for", "on", "said", "with", "by", "at", "from",
        "has", "have", "had", "be", "were", "are", "it", "as", "not", "who", "which", "an", "its", "their", "his",
        "after", "been", "but", "they", "this", "will",
    }
)  # fmt: skip
ENOUGH = 0.2
"""Share of English function words from which a text is English without asking a model (news prose has 0.35 to 0.5)."""
MARGIN = 12.0
"""Difference of log-likelihoods from which the model's other language is believed; a headline stays below it."""
SAMPLE = 5_000
"""Characters that are looked at; a report's language shows in its first paragraphs."""


def detect_language(text: str) -> str | None:
    """The text's language, `None` where it is too short to tell ("RSF seizes El Fasher")."""
    sample = text[:SAMPLE].lower()
    words = _WORD.findall(sample)
    if len(words) >= 5 and sum(word in _COMMON for word in words) >= ENOUGH * len(words):
        return "en"
    if not words:
        return None
    from py3langid import rank

    scores = {str(language): float(score) for language, score in rank(sample)}
    best = max(scores, key=lambda language: (scores[language], language))
    if best == "en" or scores[best] - scores["en"] < MARGIN:
        return "en" if best == "en" and len(words) >= 5 else None
    return best
