"""Time expressions: a parse in, `TimeSpan` records out.

A span leaves out the preposition ("March" of "in March") and keeps determiner and modifiers ("early March", "the next
day", "more than three years ago"). Both ends of a range are spans of their own; the first says so in its part `link`.
Parts are listed at `times_grammar.read_parts`; added here are

    tense   past, present, future: of the verb that governs the expression
    link    range, list: with the next span ("between 3 and 5 March"), from which missing parts may be taken
    anchor  event, next, text: what "two days after" counts from: an event, the span that follows, the text so far
    head    yes: a bare year that its sentence is told in ("In 1944, ..."), no aside
    inherit next, previous: the span that lends month and year to a lone number ("3" of "3-5 March"), or its day to
            the day of an event that it stands beside ("on 21 July, the fifth day of the revolt")
    event   the noun of the event whose day it is: "war" of "the first day of the war"
    ago     how far back it counts: "1 week" of "a week ago Monday"; "-1 week" of "a week from Monday"
    deadline yes: the last day of what is named, "by the end of the year", unless past by its verb
    told    yes: a part of the day that the text tells of ("in the evening"), not "on the morning he fell"
    saying  where the day stands that a quoted date counts from (see `times_sayings`)
    night   begins, ends: what "overnight" does on the day that follows ("overnight into Tuesday")
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from kgbuild.language.parse import Parse, TimeSpan, Token
from kgbuild.language.times_context import fits
from kgbuild.language.times_events import add_event
from kgbuild.language.times_grammar import Match, read_forms
from kgbuild.language.times_joins import DAY_FORMS, join_matches
from kgbuild.language.times_sayings import count_from_sayings
from kgbuild.language.times_tense import tense_of
from kgbuild.language.times_words import Strip, classify, plain_tokens
from kgbuild.model import DateKind, Mention

Bound = Literal["since", "until", "by", "before", "after"]
SINCE_THEN = "since then"
"""The rule of a date that an adverb counts from: "invaded last year and has since held the town"."""
_KINDS: dict[str, DateKind] = {"duration": "duration", "set": "set", "clock": "time", "part": "time"}
_LIST_CUES = frozenset(["between", "on", "from", "the", "in", "both"])
_BOUNDS: dict[str, Bound] = {
    "since": "since", "from": "since", "starting": "since", "beginning": "since", "until": "until", "till": "until",
    "til": "until", "through": "until", "thru": "until", "by": "by", "before": "before", "prior": "before",
    "pre": "before", "after": "after", "following": "after", "post": "after",
}  # fmt: skip
_TOLD_IN = frozenset(["in", "by", "during", "of", "until", "from", "through", "to", "throughout"])
_BOUND_SKIPS = frozenset(["the", "at", "least", "about", "around", "in", "on", "of", "to", "that"])


def find_times(parse: Parse) -> tuple[TimeSpan, ...]:
    """The time expressions of an article, in text order, not overlapping."""
    return count_from_sayings(parse, _spans(parse.tokens, parse.article.text))


def read_words(words: str) -> tuple[TimeSpan, ...]:
    """The time expressions of a few words, without a parser; context rules that need one do not apply."""
    return _spans(plain_tokens(words), words)


def bound_of(parse: Parse, span: TimeSpan) -> Bound | None:
    """The side on which the word before a span opens it: "since March", "until 2019", "by Friday"; None elsewhere."""
    position = span.first - 1
    sentence = parse.tokens[span.first].sentence
    for _ in range(4):
        if position < 0 or parse.tokens[position].sentence != sentence:
            return None
        if any(other.first <= position < other.last for other in parse.times):  # "two days after 3 March"
            return None
        low = parse.tokens[position].lower
        if low in _BOUNDS:
            return _bound_of_hour(low, span) if span.kind == "time" else _BOUNDS[low]
        if low == "to":
            earlier = {token.lower for token in parse.tokens[max(0, position - 6) : position]}
            return "until" if "from" in earlier or "up" in earlier else None
        if low not in _BOUND_SKIPS:
            return None
        position -= 1
    return None


def _bound_of_hour(word: str, span: TimeSpan) -> Bound | None:
    """Hours bound within their day: "before 6 p.m. on Friday" may be Friday, "before dawn on Friday" is."""
    parts = dict(span.parts)
    if "clock" not in parts and parts.get("part") in {"dawn", "noon", "midnight", "dusk"}:
        return None if word in {"before", "after"} else _BOUNDS[word]
    return {"before": "by", "after": "since"}.get(_BOUNDS[word], _BOUNDS[word])  # type: ignore[return-value]


def _spans(tokens: Sequence[Token], text: str) -> tuple[TimeSpan, ...]:
    strip = classify(tokens)
    matches = list(read_forms(strip, lambda match: fits(_trimmed(match, strip), strip, tokens)))
    matches = join_matches(_with_range_ends(matches, strip, tokens), strip)
    found = []
    for number, match in enumerate(matches):
        following = matches[number + 1] if number + 1 < len(matches) else None
        _add_context(match, following, strip, tokens)
        if match.form == "eventday":
            add_event(match, matches[number - 1] if number else None, following, strip, tokens)
        first, last = strip.tokens[match.first], strip.tokens[match.last - 1] + 1
        start, end = strip.starts[match.first], strip.ends[match.last - 1]
        found.append(
            TimeSpan(
                first,
                last,
                Mention(start, end, text[start:end]),
                _kind_of(match),
                match.form,
                tuple(sorted(match.parts.items())),
            )
        )
    return tuple(found)


def _kind_of(match: Match) -> DateKind:
    if match.form in _KINDS:
        return _KINDS[match.form]
    if "every" in match.parts:
        return "set"
    return "time" if "part" in match.parts or "clock" in match.parts else "date"


def _trimmed(match: Match, strip: Strip) -> Match:
    """The match without a preposition or apostrophe at its edges."""
    while match.last - match.first > 1 and strip.codes[match.last - 1] in "',I":
        match.last -= 1
    while match.form == "reference" and strip.codes[match.first] == "I" and strip.words[match.first] != "at":
        match.first += 1
    if match.form == "among" and strip.codes[match.first] == "f":
        match.first += 1
    if match.form in {"date", "holiday"} and strip.codes.startswith(("tm", "tH", "tqm", "tq-m"), match.first):
        match.first += 1  # "the April 12 incident", "the mid-May raids"
    if match.form == "duration" and re.match(r"a[ijklw]", strip.codes[match.first : match.last]):
        match.first += strip.words[match.first + 1] not in {"dozen", "hundred", "thousand"}  # "a seven-day truce"
    if match.form == "date" and strip.codes[match.first] == "~" and match.parts.get("bound") != "about":
        match.parts.pop("bound", None)  # "since at least 2014" is since 2014
        match.first += len(strip.codes[match.first : match.last]) - len(
            strip.codes[match.first : match.last].lstrip("~")
        )
    return match


def _with_range_ends(matches: list[Match], strip: Strip, tokens: Sequence[Token]) -> list[Match]:
    """Add the lone numbers beside a date: "3" of "3-5 March", "14" of "January 7-14", "18" of "1914-18"."""
    found: list[Match] = []
    codes, words = strip.codes, strip.words
    taken = 0
    for number, match in enumerate(matches):
        if match.first < taken:
            continue
        first, last, parts = match.first, match.last, match.parts
        limit = matches[number + 1].first if number + 1 < len(matches) else len(codes)
        if match.form == "date":
            found.extend(_numbers_before(match, strip, taken))
        found.append(match)
        taken = last
        if match.form != "date" or last + 1 >= limit:
            continue
        code, joint = codes[last + 1], codes[last]
        if "day" in parts and "month" in parts and code in "ijo" and codes[first:last].endswith(tuple("ijo")):
            free = joint == "-" or (joint in ">&" and _stands_alone(tokens, strip.tokens[last + 1]))
            if free:
                end = last + 2
                more = {
                    "day": words[last + 1].strip("stndrh").lstrip("0"),
                    "month": parts["month"],
                    "inherit": "previous",
                }
                year = 1 if codes[end : end + 1] == "y" else 2 if codes[end : end + 2] == ",y" else 0
                if year:
                    end += year
                    more["year"] = parts["year"] = words[end - 1]
                found.append(Match(last + 1, end, "date", more))
                taken = end
        elif (
            "year" in parts and joint == "-" and code in "ijk" and codes[last - 1] == "y" and len(words[last + 1]) == 2
        ):
            short, whole = int(words[last + 1]), int(parts["year"])
            if short > whole % 100 and codes[last + 2 : last + 3] not in ("u", "U", "x"):
                found.append(Match(last + 1, last + 2, "date", {"year": str(whole // 100 * 100 + short)}))
                taken = last + 2
    return found


def _numbers_before(match: Match, strip: Strip, taken: int) -> list[Match]:
    """The "3" of "3-5 March", "3" and "4" of "on 3, 4 and 5 March", "264" of "264-241 BC"."""
    codes, words, parts, first = strip.codes, strip.words, match.parts, match.first
    if first - 2 < taken:
        return []
    if "era" in parts and "month" not in parts and codes[first - 2] in "ijkly":
        if codes[first - 1] in "->" or words[first - 3 : first - 2] in (["between"], ["from"]):
            return [Match(first - 2, first - 1, "date", {"year": words[first - 2], "era": parts["era"]})]
        return []
    if "day" not in parts or "month" not in parts or codes[first] not in "ijot":
        return []
    lent: dict[str, str] = {key: parts[key] for key in ("month", "year", "era") if key in parts}
    found: list[Match] = []
    position, joint = first, ""
    while position - 2 >= taken and codes[position - 1] in "-,&>" and codes[position - 2] in "ijo":
        joint, position = codes[position - 1], position - 2
        day = words[position].strip("stndrh").lstrip("0")
        found.insert(0, Match(position, position + 1, "date", {"day": day, "inherit": "next", **lent}))
    if found and ((len(found) == 1 and joint == "-") or (position and words[position - 1] in _LIST_CUES)):
        return found
    return []


def _stands_alone(tokens: Sequence[Token], i: int) -> bool:
    """Whether a number counts nothing: "March 3 and 4", not "March 3 and 4 people"."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    return following is None or following.pos not in {"NOUN", "ADJ", "PROPN", "NUM", "SYM"}


def _add_context(match: Match, following: Match | None, strip: Strip, tokens: Sequence[Token]) -> None:
    """Parts that the surroundings give: tense, link and anchor."""
    parts, codes = match.parts, strip.codes
    gap = codes[match.last : following.first] if following else "_"
    if following and gap in {"-", "&", ">", ",", ",&"} and following.form == match.form:
        cue = strip.words[match.first - 1] if match.first else ""
        ranged = gap in {"-", ">"} or (gap == "&" and cue == "between")
        parts["link"] = "range" if ranged else "list"
    if parts.get("direction") in {"before", "after", "following", "previous"} or match.form == "adjacent":
        if following and gap in {"", "t", "f"}:
            parts["anchor"] = "next"
        else:
            after = tokens[strip.tokens[match.last]] if match.last < len(strip.words) else None
            free = (
                after is None or codes[match.last] in "|,&" or after.pos in {"PUNCT", "VERB", "AUX", "CCONJ", "ADP", ""}
            )
            parts["anchor"] = "text" if free or parts.get("direction") not in {"before", "after"} else "event"
    if following and parts.get("part") == "overnight" and following.form in DAY_FORMS:
        between = strip.words[match.last : following.first]
        if between in (["into"], ["to"], ["from"], ["between"]):
            parts["anchor"], parts["night"] = "next", "ends" if between[0] in {"into", "to"} else "begins"
    if match.form == "part" and match.first and strip.words[match.first - 1] in {"in", "during", "by", "throughout"}:
        parts["told"] = "yes"
    if match.form == "shift" and parts.get("shift") == "this" and parts["unit"] == "year" and "count" not in parts:
        parts.pop("plural", None)  # "this years" is a slip for "this year's"
    if match.form == "shift" and codes.startswith("f", match.last):
        parts["anchor"] = "event"  # "the last month of the war"
    if match.form == "date" and "month" not in parts:
        cue = strip.words[match.first - 1] if match.first else ""
        after = tokens[strip.tokens[match.last]] if match.last < len(strip.words) else None
        attributive = after is not None and after.pos in {"NOUN", "PROPN", "ADJ"}
        if (cue in _TOLD_IN and not attributive) or not match.first or strip.codes[match.first - 1] == "|":
            parts["head"] = "yes"
    if match.form not in {"duration", "set", "reference"} and tokens[strip.tokens[match.first]].pos:
        tense = tense_of(tokens, strip.tokens[match.last - 1])
        if tense:
            parts["tense"] = tense
    due = parts.get("mod") == "end" and match.first and strip.words[match.first - 1] == "by"
    if (
        due and parts.get("tense") != "past"
    ):  # "must leave by the end of the year", not "by the end of May it had fallen"
        parts["deadline"] = "yes"
