"""Times told in two pieces, such as "10:30 on Friday" or "last year in May": matches in, each time as one out."""

from __future__ import annotations

from kgbuild.language.times_grammar import Match
from kgbuild.language.times_words import Strip

DAY_FORMS = frozenset({"date", "numeric", "dayonly", "weekday", "deictic", "holiday", "shift", "adjacent"})


def join_matches(matches: list[Match], strip: Strip) -> list[Match]:
    """One span of "10:30 on Friday", "the night of 3 March", "overnight Monday", "a week ago Monday"."""
    found: list[Match] = []
    for match in matches:
        kept = _kept_before(found[-1], match, strip) if found else None
        if kept is None:
            found.append(match)
        else:
            left = found[-1]
            dated = left.form == "date" and match.form == "offset"  # "5 May, a year ago" is the date
            form, more = (left.form, {}) if dated else (match.form, match.parts)
            found[-1] = Match(left.first, match.last, form, {**kept, **more})
    return found


def _kept_before(left: Match, match: Match, strip: Strip) -> dict[str, str] | None:
    """The parts that a match takes over from the one before when both are one expression; None when they are two."""
    gap = strip.codes[left.last : match.first]
    if _counts_back(left, match, strip) and match.form == "offset":
        return {**left.parts, "ago": f"{match.parts.get('count', '1')} {match.parts['unit']}"}
    if _counts_back(left, match, strip):
        return {"ago": f"{left.parts.get('count', '1')} {left.parts['unit']}"}
    if _counts_on(left, match, strip):
        return {"ago": f"-{left.parts['count']} {left.parts['unit']}"}
    if (outer := _enclosing(left, match, strip)) is not None:
        return outer
    if left.parts.get("part") == "overnight" and match.form in {"weekday", "date"} and gap in {"", "I", ","}:
        return None if "part" in match.parts else {"part": "overnight"}
    dayless = match.form == "shift" and match.parts.get("unit") != "day"
    if left.form not in {"clock", "part"} or match.form not in DAY_FORMS or dayless or "shift" in left.parts:
        return None
    if gap not in {"", ",", "f", "I", ",I"}:
        return None
    return {key: value for key, value in left.parts.items() if key not in {"the", "mod"}}


def _enclosing(left: Match, match: Match, strip: Strip) -> dict[str, str] | None:
    """The parts for what is told by its week, month or year first: "last week on Thursday", "last year in May"."""
    unit = left.parts.get("unit", "")
    if (
        left.form != "shift"
        or unit not in {"week", "month", "year"}
        or left.parts.keys() & {"count", "plural", "vague"}
    ):
        return None
    if strip.words[left.last : match.first] not in ([], ["on"], ["in"]) or match.parts.keys() & {"shift", "ofunit"}:
        return None
    whole: dict[str, str] = {}
    if "shift" in left.parts:
        whole = {"ofunit": unit, "ofshift": left.parts["shift"]}
        if strip.codes[left.first] == "t":
            whole["of_the"] = "yes"
    if match.form == "weekday":
        return whole if whole and unit == "week" else None
    if match.form != "date" or "month" not in match.parts or "year" in match.parts:
        return None
    if unit == "year":
        return whole or None
    return {} if "day" in match.parts else None


def _counts_on(left: Match, match: Match, strip: Strip) -> bool:
    """Whether a count of units and what follows are one day to come: "a week from Monday", "two days from today"."""
    whole = left.form == "duration" and left.parts.get("unit") in {"day", "week", "fortnight", "month", "year"}
    if not whole or left.parts.keys() & {"vague", "high", "bound"} or not left.parts.get("count", "").isdigit():
        return False
    joined = strip.words[left.last : match.first] == ["from"]
    return joined and match.form in {"weekday", "deictic"} and not match.parts.keys() & {"shift", "ofunit", "unit"}


def _counts_back(left: Match, match: Match, strip: Strip) -> bool:
    """Whether an offset and what follows are one: "a week ago Monday", "two years ago this month"."""
    months = left.form == "date" and {"month", "day"} <= left.parts.keys() and "year" not in left.parts
    if months and match.form == "offset" and strip.codes[left.last : match.first] in {"", ","}:  # "5 May, a year ago"
        whole = match.parts.get("unit") == "year" and match.parts.get("count", "1").isdigit()
        return whole and match.parts.get("direction") == "ago" and not match.parts.keys() & {"vague", "high", "bound"}
    if left.form != "offset" or left.parts.get("direction") != "ago" or left.parts.keys() & {"vague", "high", "bound"}:
        return False
    if strip.codes[left.last : match.first] not in {"", "I"} or left.parts.get("unit") in {None, "hour", "minute"}:
        return False
    shifted = match.form == "shift" and match.parts.get("shift") == "this"
    return shifted or match.form in {"weekday", "deictic"}
