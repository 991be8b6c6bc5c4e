"""Words that are times only in some places, such as May, fall or 1430: tokens and a position in, yes or no out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kgbuild.language.parse import Token

MONTH_CUES = frozenset({
    "in", "of", "by", "since", "until", "till", "early", "late", "mid", "last", "next", "this", "from", "to",
    "through", "during", "between", "and", "before", "after", "around", "previous", "following", "for", "that",
    "or", "-",
})  # fmt: skip


def neighbours(tokens: Sequence[Token], position: int) -> tuple[str, str]:
    """The words before and after a position, in lower case; empty at the ends."""
    before = tokens[position - 1].lower if position else ""
    return before, tokens[position + 1].lower if position + 1 < len(tokens) else ""


def _is_month(tokens: Sequence[Token], position: int) -> bool:
    """May and March: the modal and the verb lack the capital, or the cue before, or the number beside."""
    token = tokens[position]
    before, after = neighbours(tokens, position)
    numbered = after[:1].isdigit() and len(after.rstrip("stndrh")) in {1, 2, 4}
    if (before[:1].isdigit() and (len(before) < 4 or token.text[0].isupper())) or (
        numbered and token.pos not in {"AUX", "VERB"}
    ):
        return True
    if not token.text[0].isupper() or token.pos in {"AUX", "VERB"} or before in {"the", "long", "a"}:
        return False
    return before in MONTH_CUES or token.entity == "DATE" or (not token.pos and not before)


def _is_autumn(tokens: Sequence[Token], position: int) -> bool:
    """The season, not the collapse: "in the fall", "last fall", "fall 2023", "the fall of 1975"."""
    before, after = neighbours(tokens, position)
    if tokens[position].pos == "VERB":
        return False
    later = tokens[position + 2].lower if position + 2 < len(tokens) else ""
    dated = _is_year(after) or (after == "of" and (_is_year(later) or later in {"that", "last", "this", "next"}))
    earlier = tokens[position - 2].lower if position > 1 else ""
    seasonal = before in {"this", "next", "last", "early", "late", "that", "following"} and after != "of"
    return dated or seasonal or (before == "the" and earlier in {"in", "during", "by", "throughout"} and after != "of")


def _is_spring(tokens: Sequence[Token], position: int) -> bool:
    before, after = neighbours(tokens, position)
    return (
        tokens[position].pos not in {"VERB", "ADJ"}
        and before not in {"arab", "prague"}
        and after not in {"up", "water"}
    )


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit()


def _is_era(tokens: Sequence[Token], position: int) -> bool:
    return tokens[position].text[:2].isupper() and any(
        word[:1].isdigit() or word == "century" for word in neighbours(tokens, position)
    )


def _is_date_word(tokens: Sequence[Token], position: int) -> bool:
    """Words taken only after "this", "that", "the same", "at the": "date", "time", "point"."""
    return neighbours(tokens, position)[0] in {"this", "that", "same", "the", "these", "those"}


def _is_short_unit(tokens: Sequence[Token], position: int) -> bool:
    return neighbours(tokens, position)[0][:1].isdigit()


def is_hour(tokens: Sequence[Token], position: int) -> bool:
    """Whether four digits are a time of day: "at 1430 hours", "2000 GMT"."""
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    word = tokens[position].text
    if len(word) != 4 or not word.isdigit() or following is None or int(word[:2]) > 23 or int(word[2:]) > 59:
        return False
    if following.lower in {"gmt", "utc"}:
        return True
    return following.lower in {"hours", "hrs"} and neighbours(tokens, position)[0] in {"at", "by", "from", "until"}


def _is_zone(tokens: Sequence[Token], position: int) -> bool:
    return tokens[position].text.isupper()


DOUBTFUL: Mapping[str, Callable[[Sequence[Token], int], bool]] = {
    "may": _is_month, "march": _is_month, "fall": _is_autumn, "spring": _is_spring,
    "ad": _is_era, "ce": _is_era, "bc": _is_era, "est": _is_zone, "cet": _is_zone, "hr": _is_short_unit,
    "min": _is_short_unit, "yr": _is_short_unit, "mins": _is_short_unit, "date": _is_date_word, "time": _is_date_word,
    "times": _is_date_word, "period": _is_date_word, "moment": _is_date_word, "point": _is_date_word,
    "era": _is_date_word,
}  # fmt: skip
