"""Words that point to a time that is told of, such as "that date" or "the third raid of the day": yes or no out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgbuild.language.parse import Token
from kgbuild.language.times_grammar import Match
from kgbuild.language.times_words import Strip, ordinals

_SHARES = frozenset({"much", "most", "bulk", "majority"})
_RANKS = frozenset({"first", "last", "latest", "final", "only"})
_REMEMBERED = frozenset({"mark", "commemorate", "celebrate", "remember", "honour", "honor", "observe", "recall"})
_DATE_CUES = frozenset(["on", "since", "before", "after", "until", "till", "from"])


def fits_date_word(match: Match, strip: Strip, tokens: Sequence[Token]) -> bool:
    """As in "on that date", "marked the date"; not "set the date", "the date of the vote", "that date from 1200"."""
    token = tokens[strip.tokens[match.last - 1]]
    following = tokens[strip.tokens[match.last]] if match.last < len(strip.words) else None
    if token.pos != "NOUN" or token.dep in {"compound", "relcl"}:
        return False
    if strip.codes[match.first : match.last] != "tM":
        return following is None or following.lower not in {"from", "back"}
    if following is not None and following.lower in {"of", "when", "for", "that", "which", "on", "set", "given"}:
        return False
    cued = match.first > 0 and strip.words[match.first - 1] in _DATE_CUES
    return cued or tokens[token.head].lemma in _REMEMBERED


def fits_among(match: Match, strip: Strip, tokens: Sequence[Token]) -> bool:
    """As in "the third attack of the day", "the deadliest raid of the year", "for much of the week".

    Without such a choice among many it is an idiom: "man of the year", "news of the day".
    """
    if match.parts.get("unit") not in {"day", "week", "month", "year"}:
        return False
    of = tokens[strip.tokens[match.first - 1]]
    counted = tokens[of.head]
    if counted.i >= of.i or strip.codes[match.first - 2 : match.first - 1] in {"u", "U"}:
        return False
    if counted.tag == "JJS" or counted.lower in _SHARES:
        return True
    chosen = [tokens[child] for child in counted.children if child < counted.i]
    chosen += [tokens[child] for token in chosen for child in token.children]
    return any(token.tag in {"JJS", "RBS"} or _is_rank(token) for token in chosen)


def _is_rank(token: Token) -> bool:
    return token.lower in _RANKS or bool(re.fullmatch(r"\d+(?:st|nd|rd|th)", token.lower)) or token.lower in ordinals()
