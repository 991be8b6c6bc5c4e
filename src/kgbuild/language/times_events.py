"""Days of an event, such as "the first day of the war": a match and its surroundings in, whether and of what out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgbuild.language.parse import Token
from kgbuild.language.times_grammar import Match
from kgbuild.language.times_words import Strip

_SHORT_UNITS = frozenset(["hour", "minute", "second"])
_DAY_CUES = frozenset(["on", "by", "until", "till", "from", "since", "through"])
_APPOSED = re.compile(r"(?:ft?_{1,3})?,")


def fits_event_day(match: Match, strip: Strip, tokens: Sequence[Token]) -> bool:
    """Days of a happening: "the first day of the war", "on the third evening", "day five", "the opening night"."""
    codes, words, parts = strip.codes[match.first : match.last], strip.words, match.parts
    token, following = tokens[strip.tokens[match.last - 1]], _after(match, strip, tokens)
    of, before = strip.codes.startswith("f", match.last), strip.words[match.first - 1] if match.first else ""
    if "occasion" in parts or (codes[-1] in "up" and "Q" in codes):
        named = "occasion" in parts or {"opening", "closing"} & set(words[match.first : match.last])
        return bool(named) and parts.get("unit") not in _SHORT_UNITS and token.dep != "compound"
    if codes[0] == "u":
        ends = following is None or following.sentence != token.sentence or following.pos in {"PUNCT", "ADP", "AUX"}
        return words[match.first] == "day" and ends and before not in {"the", "a", "per", "every", "each", "one"}
    if parts.get("unit") in _SHORT_UNITS | {"weekend", "decade", "century"}:
        return False
    return of or (codes[-1] in "up" and before in _DAY_CUES)


def add_event(
    match: Match, before: Match | None, following: Match | None, strip: Strip, tokens: Sequence[Token]
) -> None:
    """Parts that the surroundings give: the noun of the `event`, and in `inherit` the date that it stands beside."""
    codes, parts = strip.codes, match.parts
    if codes.startswith("f", match.last):
        of = strip.tokens[match.last]
        noun = next((tokens[child] for child in tokens[of].children if tokens[child].dep == "pobj"), None)
        if noun is not None:
            parts["event"] = noun.lemma.lower()
    if before and codes[before.last : match.first] == ",":  # "on 21 July, the fifth day of the revolt"
        parts["inherit"] = "previous"
    elif following and _APPOSED.fullmatch(codes[match.last : following.first]):
        after = _after(following, strip, tokens)  # "the first day of the battle, 1 July 1916."
        if after is None or codes[following.last] == "|" or after.pos == "PUNCT":
            parts["inherit"] = "next"


def _after(match: Match, strip: Strip, tokens: Sequence[Token]) -> Token | None:
    return tokens[strip.tokens[match.last]] if match.last < len(strip.words) else None
