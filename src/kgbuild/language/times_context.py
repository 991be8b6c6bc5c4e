"""Whether a form stands in a context that makes it a time: a match and its surroundings in, yes or no out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kgbuild.language.numbers_context import is_person_noun
from kgbuild.language.parse import Token
from kgbuild.language.times_events import fits_event_day
from kgbuild.language.times_grammar import Match
from kgbuild.language.times_present import is_nowadays, is_title
from kgbuild.language.times_tense import tense_of
from kgbuild.language.times_told import fits_among, fits_date_word
from kgbuild.language.times_words import Strip

_YEAR_CUES = frozenset({
    "in", "by", "since", "until", "till", "from", "to", "of", "during", "between", "and", "through", "before",
    "after", "around", "early", "late", "mid", "year", "years", "for", "circa", "c.", "ca.", "about", "(", "[",
    "-", "–", "—", ",", ";", ":", "/", "or", "than", "over", "throughout", "least", "most", "pre", "post",
})  # fmt: skip
_NAME_ENTITIES = frozenset({"ORG", "PERSON", "WORK_OF_ART", "PRODUCT", "LAW"})
_DURATION_CUES = frozenset({
    "for", "in", "within", "after", "over", "during", "of", "lasted", "last", "lasting", "took", "take", "many",
    "through",
})  # fmt: skip
_CLOCK_CUES = frozenset({
    "at", "from", "by", "around", "about", "to", "before", "after", "until", "till", "since", ",", "(", "-", "–",
    "and", "between",
})  # fmt: skip
_DAY_CUES = frozenset(["on", "by", "until", "till", "from", "since", "to", "of", "through", "and"])
_PART_CUES = frozenset(
    [
        "at",
        "by",
        "in",
        "before",
        "until",
        "till",
        "from",
        "after",
        "since",
        "during",
        "through",
        "all",
        "around",
        "about",
        "throughout",
        "over",
        "just",
    ]
)
_TIME_CUES = frozenset(
    ["at", "by", "during", "in", "since", "until", "till", "from", "before", "after", "around", "about"]
)
_EVENT_NAMES = frozenset({
    "cup", "expo", "euro", "games", "olympics", "paralympics", "championship", "championships", "summit", "festival",
    "forum", "congress", "convention", "conference", "exhibition",
})  # fmt: skip
_CAMPAIGNS = frozenset({
    "offensive", "counteroffensive", "counter-offensive", "campaign", "operation", "assault", "attack", "fighting",
    "raid", "advance", "counter",
})  # fmt: skip
_WEEKEND_CUES = frozenset(["over", "at", "on", "during", "throughout", "through", "for", "by", "in"])


def fits(match: Match, strip: Strip, tokens: Sequence[Token]) -> bool:
    """Whether the context lets this match be a time expression."""
    judge = _JUDGES.get(match.form)
    return judge is None or judge(match, strip, tokens)


def _word(strip: Strip, position: int) -> str:
    return strip.words[position] if 0 <= position < len(strip.words) else ""


def _token(strip: Strip, tokens: Sequence[Token], position: int) -> Token | None:
    return tokens[strip.tokens[position]] if 0 <= position < len(strip.words) else None


def _fits_date(match: Match, strip: Strip, tokens: Sequence[Token]) -> bool:
    parts, first = match.parts, match.first
    token = tokens[strip.tokens[match.last - 1]]
    alone = match.last - first == 1
    if "month" in parts and "day" in parts and not 1 <= int(parts["day"]) <= 31:
        return False
    if "iso" in parts:
        return 1 <= int(parts["month"] or 0) <= 12 and 1 <= int(parts["day"] or 0) <= 31
    if "month" in parts:
        return not (alone and token.entity in _NAME_ENTITIES and _word(strip, first - 1) not in {"in", "of", "since"})
    if "era" in parts or "mod" in parts or "unit" in parts:
        return True
    year = parts.get("year", "")
    if year.startswith("'"):
        return _word(strip, first - 1) in {"in", "since", "of"} and strip.starts[first] + 1 == strip.starts[first + 1]
    if strip.words[first] == "the" and not alone:
        return True
    return _is_year(match.last - 1, first, int(year or 0), strip, tokens)


def _is_year(position: int, first: int, year: int, strip: Strip, tokens: Sequence[Token]) -> bool:
    """A four-digit number is a year after a cue, before a noun that it dates, or where the parser sees a date."""
    token, before = tokens[strip.tokens[position]], _word(strip, first - 1)
    if _names_event(token, tokens[strip.tokens[first - 1]] if first else None):  # "Expo 2020"
        return 1850 <= year < 2200
    following = _token(strip, tokens, position + 1)
    if following is not None and following.sentence == token.sentence:
        if following.lower in {"level", "levels", "prices"}:  # "half of 2019 levels"
            return 1800 <= year < 2100
        counted = following.tag in {"NNS", "NNPS"} and token.dep == "nummod"
        if is_person_noun(following) and following.tag in {"NNS", "NNPS"}:
            return False
        if counted and (token.entity != "DATE" or before in {"of", "than"}):
            return False
        if strip.codes[position + 1 : position + 2] in {"u", "U"}:
            return False
        if following.lower in {
            "%",
            "percent",
            "km",
            "kilometers",
            "kilometres",
            "miles",
            "meters",
            "metres",
            "million",
        }:
            return False
    if strip.codes[position + 1 : position + 3] in {"-y", "-j", "-k", "-i"}:
        return True
    if before in {"the", "a", "that"} and following is not None and following.tag in {"NN", "NNP", "JJ"}:
        return year >= 1700
    if before in {"$", "£", "€", "no.", "number", "resolution", "us$"} or token.entity in {"MONEY", "QUANTITY"}:
        return False
    if before in _YEAR_CUES and (
        year >= 1400 or before in {"in", "since", "until", "of", "from", "by", "between", "("}
    ):
        return year < 2200
    return token.entity == "DATE" or (year >= 1500 and (not before or strip.codes[first - 1] == "|" or not token.pos))


def _names_event(year: Token, before: Token | None) -> bool:
    """Whether a bare year ends the name of a recurring event, as the word before it or the parser tells."""
    if before is None or before.sentence != year.sentence or not before.text[:1].isupper():
        return False
    return before.lower in _EVENT_NAMES or (before.entity == year.entity == "EVENT")


def _fits_dayonly(match: Match, strip: Strip, tokens: Sequence[Token]) -> bool:
    following = _token(strip, tokens, match.last)
    named = following is not None and following.pos in {"NOUN", "PROPN", "ADJ", "NUM"}
    return "ofunit" in match.parts or (_word(strip, match.first - 1) in _DAY_CUES and not named)


def _fits_season(match: Match, strip: Strip, tokens: Sequence[Token]) -> bool:
    """A season before a noun is no date ("winter coats"), but for fighting: "the spring offensive"."""
    token, following = tokens[strip.tokens[match.last - 1]], _token(strip, tokens, match.last)
    if following is not None and following.lemma.lower() in _CAMPAIGNS:
        return True
    named = token.dep == "compound" and token.text[0].isupper()
    if named and following is not None and token.head == following.i and following.tag in {"NNP", "NNPS"}:
        return False  # "the 2014 Winter Olympics" is dated by its year alone
    return match.last - match.first > 1 or (token.pos not in {"VERB", "ADJ"} and token.dep != "compound")


def _fits_weather(match: Match, strip: Strip, tokens: Sequence[Token]) -> bool:
    """As in "the dry season", "a dry season offensive"; no date in "rainy season floods"."""
    token, following = tokens[strip.tokens[match.last - 1]], _token(strip, tokens, match.last)
    return token.dep != "compound" or (following is not None and following.lemma.lower() in _CAMPAIGNS)


def _fits_weekday(match: Match, strip: Strip, tokens: Sequence[Token]) -> bool:
    token = tokens[strip.tokens[match.last - 1]]
    named = token.entity in _NAME_ENTITIES and match.last - match.first == 1
    if "mod" in match.parts and match.parts.get("ofunit", "day") != "day":  # "the end of the week Sunday"
        return False
    return not named and _word(strip, match.last) not in {"times", "telegraph", "post", "express"}


def _fits_deictic(match: Match, strip: Strip, tokens: Sequence[Token]) -> bool:
    token = tokens[strip.tokens[match.last - 1]]
    before = _token(strip, tokens, match.first - 1)
    if match.last - match.first == 1 and is_title(token, tokens):
        return False
    if match.last - match.first == 1 and token.lower == "today" and is_nowadays(token, before, tokens):
        return False
    named = (
        token.text[:1].isupper() and before is not None and before.pos == "PROPN" and before.sentence == token.sentence
    )
    return not named


def _fits_duration(match: Match, strip: Strip, tokens: Sequence[Token]) -> bool:
    """Ages and rates are no durations; bare plurals need a cue ("for weeks")."""
    words, codes, last = strip.words, strip.codes, match.last
    if codes[last : last + 1] == "Y" or codes[last : last + 2] == "-Y" or words[last : last + 2] == ["of", "age"]:
        return False
    first = match.first
    while first > 1 and codes[first - 1] in "-&>" and codes[first - 2] in "ijkw":  # "aged 8 to 10 years"
        first -= 2
    before = _word(strip, first - 1)
    if before in {"aged", "age", "ages"} or (before == "of" and _word(strip, first - 2) == "age"):
        return False
    span = codes[match.first : last]
    if span[0] == "a" and span[1:2] in {"u", "C"}:  # "$20 a day", "three times a week"
        previous = _token(strip, tokens, match.first - 1)
        return previous is None or not (previous.pos in {"NUM", "SYM", "NOUN"} or previous.lower.isdigit())
    if span in {"yu", "yC"}:  # "the 2018 day"
        return False
    if span in {"U", "Uu"}:
        return before in _DURATION_CUES
    return True


def _fits_clock(match: Match, strip: Strip, _tokens: Sequence[Token]) -> bool:
    if "clock" not in match.parts:
        return False
    if match.last - match.first > 1:
        return True
    return int(match.parts["clock"][:2]) < 24 and (
        _word(strip, match.first - 1) in _CLOCK_CUES or strip.codes[match.last : match.last + 1] in tuple("-zU")
    )


def _fits_part(match: Match, strip: Strip, tokens: Sequence[Token]) -> bool:
    """A bare part of day needs a cue: "in the evening", not "the big hit of the evening"."""
    token = tokens[strip.tokens[match.last - 1]]
    if strip.codes[match.first : match.last] == "tp":
        after = strip.codes[match.last : match.last + 2]
        dated = after[:1] == "f" and after[1:] in set("tijomWHSn")
        return dated or _word(strip, match.first - 1) in _PART_CUES | {"on"}
    if token.dep == "compound" or token.entity in _NAME_ENTITIES:
        return match.last - match.first > 1 and "shift" in match.parts
    return match.last - match.first > 1 or _word(strip, match.first - 1) in _PART_CUES


def _fits_shift(match: Match, strip: Strip, tokens: Sequence[Token]) -> bool:
    codes = strip.codes[match.first : match.last]
    if codes[0] in "uU":
        return match.parts.get("mod") == "end"
    if (
        strip.words[match.last - 4 : match.last] == ["end", "of", "the", "day"]
        and "at" in strip.words[max(0, match.last - 6) : match.first]
    ):  # "At the end of the day, it is a question of trust": after all is said
        return tense_of(tokens, strip.tokens[match.last - 1]) in {"past", ""}
    if match.parts.get("shift") == "that" and "same" not in strip.words[match.first : match.last]:
        token = tokens[strip.tokens[match.first]]
        if token.lower == "that" and token.pos == "SCONJ":
            return False
    plural = codes[-1] == "U" and codes.startswith(("D", "T")) and "count" not in match.parts
    return not plural or strip.words[match.first] == "this"  # "this years" is a slip for "this year's"


def _fits_reference(match: Match, strip: Strip, tokens: Sequence[Token]) -> bool:
    codes, words = strip.codes[match.first : match.last], strip.words[match.first : match.last]
    if words[-1] == "date" and not fits_date_word(match, strip, tokens):
        return False
    if codes == "tM":
        return words[-1] == "date"
    if codes == "tL":
        return words[-1] == "past" and tokens[strip.tokens[match.last - 1]].pos == "NOUN"
    if codes == "TM" and words[-1] == "time" and _word(strip, match.first - 1) not in _TIME_CUES:
        return False  # on this occasion: "the guests this time were", "again, this time with tanks"
    if codes == "DM" and _word(strip, match.first - 1) == ",":
        return False
    if "D" in codes or "T" in codes:
        return True
    return words[-1] in {"time", "moment"} and words[0] == "at"


def _fits_holiday(match: Match, strip: Strip, tokens: Sequence[Token]) -> bool:
    token, before = tokens[strip.tokens[match.first]], _token(strip, tokens, match.first - 1)
    bare = match.last - match.first == 1
    named = bare and token.entity == "PERSON"
    if bare and before is not None and before.pos == "PROPN" and token.dep != "compound":  # "Operation Ramadan"
        named = before.sentence == token.sentence
    if token.text == "new" and _word(strip, match.first - 1) != "the":  # "as with all new year celebrations"
        return False
    return not named and _word(strip, match.first - 1) not in {"operation", "chinese", "lunar"}


def _fits_weekend(match: Match, strip: Strip, _tokens: Sequence[Token]) -> bool:
    """As in "over the weekend"; no other unit stands so."""
    return strip.meanings.get(match.last - 1) == "weekend" and _word(strip, match.first - 1) in _WEEKEND_CUES


def _fits_division(match: Match, strip: Strip, _tokens: Sequence[Token]) -> bool:
    """A bare quarter needs a cue and the unit: "in the second quarter", not "the second half" of a match."""
    if strip.codes[match.first : match.last] not in {"tOA", "R"}:
        return True
    quarter = match.parts.get("division", "quarter") == "quarter"
    return quarter and _word(strip, match.first - 1) in _PART_CUES and _word(strip, match.last) != "of"


def _fits_set(match: Match, strip: Strip, tokens: Sequence[Token]) -> bool:
    if strip.words[match.first] == "per":  # a rate
        return False
    token, before = tokens[strip.tokens[match.first]], _token(strip, tokens, match.first - 1)
    return not (token.text[:1].isupper() and before is not None and before.pos == "PROPN")


_JUDGES: dict[str, Callable[[Match, Strip, Sequence[Token]], bool]] = {
    "date": _fits_date,
    "dayonly": _fits_dayonly,
    "season": _fits_season,
    "weather": _fits_weather,
    "eventday": fits_event_day,
    "weekday": _fits_weekday,
    "deictic": _fits_deictic,
    "duration": _fits_duration,
    "clock": _fits_clock,
    "part": _fits_part,
    "shift": _fits_shift,
    "holiday": _fits_holiday,
    "set": _fits_set,
    "reference": _fits_reference,
    "among": fits_among,
    "weekend": _fits_weekend,
    "division": _fits_division,
}
