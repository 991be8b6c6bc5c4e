"""Which time expressions belong among an article's dates: a span and the words around it in, yes or no out.

What is left out still stands in `parse.times`: its numbers count nothing, and its words tell what is repeated.
"""

from __future__ import annotations

from kgbuild.language.parse import Parse, TimeSpan

_HOURS = {"hour": 1.0, "minute": 1 / 60, "second": 1 / 3600}


def is_calendar_time(parse: Parse, span: TimeSpan) -> bool:
    """Whether an expression has a place on a calendar: hours short of a day and everyday adjectives have none.

    Lengths of 24 hours and more stay, as of truces and ultimatums; so do hours counted from a moment ("two hours
    ago"), which tell the day, while minutes and seconds counted so only order what happens within it.
    """
    parts = dict(span.parts)
    if span.form == "shift" and parts.get("unit") in {"minute", "second"}:
        return False
    if span.form == "duration" and parts.get("unit") in _HOURS:
        return float(parts.get("count", 0)) * _HOURS[parts["unit"]] >= 24
    if span.form == "offset" and parts.get("unit") in _HOURS:
        return parts["unit"] == "hour" and float(parts.get("count", 1)) >= 1
    return not (span.kind == "set" and _is_adjective(parse, span, parts))


def _is_adjective(parse: Parse, span: TimeSpan, parts: dict[str, str]) -> bool:
    """As in "the annual pilgrimage", "their every day lives": a sort of thing, no days."""
    token = parse.tokens[span.last - 1]
    owned = span.first > 0 and parse.tokens[span.first - 1].tag in {"PRP$", "POS"}
    if not owned and (token.dep not in {"amod", "compound", "nmod"} or token.head < span.last):
        return False
    everyday = parts.get("every") == "yes" and parts.get("unit") == "day" and "count" not in parts
    return everyday or parts.get("value") == "R/P1Y"
