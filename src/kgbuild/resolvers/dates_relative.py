"""Dates that are counted: "last week", "two days earlier", "on Monday" in; the stretch they lie at out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from kgbuild.model import Anchor
from kgbuild.resolvers import dates_calendar as calendar
from kgbuild.resolvers.dates_calendar import UNKNOWN, Stretch
from kgbuild.resolvers.dates_named import around_night, read_date
from kgbuild.resolvers.dates_setting import (
    NOTHING,
    STEPS,
    Parts,
    Result,
    Setting,
    counts_in_text,
    day_of,
    explicit_year,
    step_of,
)

_DAYS_AND_MONTHS = frozenset({"day", "week", "month"})
_HOURS = {"hour": 1.0, "minute": 1 / 60, "second": 1 / 3600}
_RANK = {"day": 0, "weekend": 1, "week": 1, "fortnight": 1, "month": 2, "year": 3, "decade": 4, "century": 5}


def _read_deictic(parts: Parts, setting: Setting) -> Result:
    if setting.published is None:
        return NOTHING
    days = int(parts["days"])
    if parts.get("unit") == "day":  # "the day before yesterday"
        days += 1 if parts.get("direction") == "after" else -1
    found = setting.published + timedelta(days=days)
    if parts.get("part") == "overnight":
        night = day_of(setting.neighbour)
        if night is not None:  # "overnight from Monday to Tuesday", "overnight into Tuesday"
            first = night - timedelta(days=parts.get("night") == "ends")
            return calendar.of_days(first, first + timedelta(days=1)), "text"
        if parts.get("anchor") == "next":
            return NOTHING
        return calendar.of_days(found, setting.published), "publication"
    return calendar.of_date(found), "publication"


def _read_weekday(parts: Parts, setting: Setting) -> Result:
    """The most recent one, the day of publication included; the next for plans; of a named week, or of the story."""
    if parts.get("every"):
        return NOTHING
    weekday, step = int(parts["weekday"]), step_of(parts)
    week = parts.get("ofunit") == "week"
    if week:
        told = counts_in_text(parts, "ofshift", "week")
    else:
        told = parts.get("shift") in {"previous", "following", "that", "same"} or bool(step and "the" in parts)
    anchor: Anchor = "text" if told else "publication"
    base = day_of(setting.story) if told else setting.published
    if base is None:
        return NOTHING
    if week:
        days = 7 * STEPS.get(parts.get("ofshift", ""), 0) + weekday - base.isoweekday()
    else:
        days = _days_to(weekday, base, step, parts.get("tense", ""))
    return around_night(calendar.of_date(base + timedelta(days=days)), parts), anchor


def _days_to(weekday: int, base: date, step: int | None, tense: str) -> int:
    """Days from `base` to the weekday that is meant."""
    back, ahead = (base.isoweekday() - weekday) % 7, (weekday - base.isoweekday()) % 7
    if step == 1:
        return ahead or 7
    if step == -1:
        return -(back or 7)
    if step == 0 and tense != "past":  # "this Friday": of this week
        return weekday - base.isoweekday()
    return ahead if tense == "future" else -back


def _read_shift(parts: Parts, setting: Setting) -> Result:
    """As in "last week", "this month", "the next day", "the past 30 days", "the end of the year"."""
    unit, step = parts.get("unit", ""), step_of(parts)
    if parts.get("anchor") == "event" or ("plural" in parts and "count" not in parts):
        return NOTHING
    if step is None:  # "the end of the year", "later in the month": the one that is being told of
        step, story, past = 0, setting.story, parts.get("tense") == "past"
        if unit == "day" and past and day_of(story) is None:
            return NOTHING
        told = setting.published is None or (
            past and (story.year != setting.published.year or setting.close or unit == "day")
        )
        if story.year is not None and told and (found := _unit_beside(story, unit, 0)) is not UNKNOWN:
            return found, "text"
        return (_unit_at(setting.published, unit, 0), "publication") if setting.published else NOTHING
    if parts.get("count", "1") != "1" or parts.get("vague"):
        return _read_period(parts, setting, unit, step)
    if counts_in_text(parts, unit=unit):
        if parts.get("shift") == "last" and setting.published and unit != "day":  # "the last year": up to now
            return _read_period({**parts, "count": "1"}, setting, unit, step)
        return _unit_beside(setting.story, unit, step), "text"
    return (_unit_at(setting.published, unit, step), "publication") if setting.published else NOTHING


def _read_period(parts: Parts, setting: Setting, unit: str, step: int) -> Result:
    """As in "the past two weeks", "the next 30 days": up to, or from, the day of publication."""
    if "vague" in parts or step == 0 or (unit not in _RANK and unit not in _HOURS):
        return NOTHING
    told = step > 0 and parts.get("tense") == "past"  # "was held for the next 30 hours"
    base = day_of(setting.story) if told else setting.published
    end = _reach(base, unit, step * float(parts["count"])) if base else None
    if base is None or end is None:
        return NOTHING
    first, last = sorted((end, base))
    return calendar.of_days(first, last), "text" if told else "publication"


def _reach(day: date, unit: str, count: float) -> date | None:
    """The day so many units on, of hours the farthest that they may reach: 24 hours before a day is the day before."""
    if unit in _HOURS:
        unit, count = "day", math.copysign(math.ceil(abs(count) * _HOURS[unit] / 24), count)
    return calendar.shift_day(day, unit, count)


def _read_weekend(parts: Parts, setting: Setting) -> Result:
    """As in "over the weekend": the coming one for plans, else the last that has begun."""
    if setting.published is None:
        return NOTHING
    ahead = parts.get("tense") in {"future", "present"} or setting.published.isoweekday() > 5
    return calendar.of_weekend(setting.published, 0 if ahead else -1), "publication"


def _unit_at(day: date, unit: str, step: int) -> Stretch:
    """The calendar unit that lies `step` units from a day's."""
    if unit in {"week", "fortnight"}:
        moved = calendar.shift_day(day, "week", step)
        return calendar.of_week(moved) if moved else UNKNOWN
    if unit == "weekend":
        # "this weekend" in a report of Monday or Tuesday is the one just past.
        return calendar.of_weekend(day, step - 1 if step <= 0 and day.isoweekday() <= 2 and step == 0 else step)
    here = calendar.of_date(day)
    return _unit_beside(here, unit, step)


def _unit_beside(story: Stretch, unit: str, step: int) -> Stretch:
    """The unit that lies `step` units from the story's date; unknown where that date is coarser than the unit."""
    year, month = story.year, story.month
    if year is None:
        return UNKNOWN
    if unit == "year":
        return calendar.of_year(year + step)
    if unit == "decade":
        return calendar.of_decade((year // 10 + step) * 10)
    if unit == "century":
        return calendar.of_century(year // 100 + 1 + step)
    if unit == "month" and month is not None and story.precision in _DAYS_AND_MONTHS:
        total = year * 12 + month - 1 + step
        return calendar.of_month(total // 12, total % 12 + 1)
    day = day_of(story)
    if day is None:
        return UNKNOWN
    if unit == "day":
        return calendar.of_date(day + timedelta(days=step))
    if unit in {"week", "fortnight", "weekend"}:
        return _unit_at(day, unit, step)
    return UNKNOWN


def _read_adjacent(parts: Parts, setting: Setting) -> Result:
    """As in "the day before", "the year after", "the month following"; a part of day stands for its day."""
    step = -1 if parts.get("direction") in {"before", "earlier"} or parts.get("shift") == "previous" else 1
    if parts.get("anchor") == "event":
        return NOTHING
    base = setting.neighbour if parts.get("anchor") == "next" else setting.story
    return _unit_beside(base, parts.get("unit", "day"), step), "text"


def _read_offset(parts: Parts, setting: Setting) -> Result:
    """As in "three days ago", "two weeks later": as precise as the unit, open where the count is open."""
    unit, direction = parts.get("unit", ""), parts.get("direction", "")
    sign = -1 if direction in {"ago", "earlier", "before"} else 1
    if direction in {"ago", "hence"}:
        base = calendar.of_date(setting.published) if setting.published else UNKNOWN
    elif parts.get("anchor") == "event":
        return NOTHING
    else:
        base = setting.neighbour if parts.get("anchor") == "next" else setting.story
    if base.year is None:
        return NOTHING
    count = float(parts.get("count", 1))
    bound = parts.get("bound", "")
    if "vague" in parts or "count" not in parts or "high" in parts:
        bound = "range" if "high" in parts else "more"
    stretch = _open_offset(parts, base, sign, count, bound) if bound else _plain_offset(base, unit, sign * count)
    return stretch, "publication" if direction in {"ago", "hence"} else "text"


def _plain_offset(base: Stretch, unit: str, count: float) -> Stretch:
    if unit in {"year", "decade", "century"} and base.year is not None:
        years = {"year": 1, "decade": 10, "century": 100}[unit] * count
        if years == int(years):
            found = calendar.of_year(base.year + int(years))
            return found if unit == "year" else Stretch(f"{found.value}~", None, None, "unknown")
        unit, count = "month", years * 12
    if unit == "month" and base.month is not None and base.year is not None and count == int(count):
        return _unit_beside(calendar.of_month(base.year, base.month), "month", int(count))
    day = day_of(base)
    if day is None:
        return UNKNOWN
    moved = _reach(day, unit, count)
    if moved is None:
        return UNKNOWN
    if unit in _HOURS:  # on that day or, past midnight, the next
        return calendar.of_days(min(day, moved), max(day, moved))
    if unit == "day":
        return calendar.of_date(moved)
    return calendar.of_week(moved) if unit in {"week", "fortnight"} else calendar.of_month(moved.year, moved.month)


def _open_offset(parts: Parts, base: Stretch, sign: int, count: float, bound: str) -> Stretch:
    """Bounded counts: "more than three years ago" is at or before; "nearly" the other way; "about" approximate."""
    unit = parts.get("unit", "")
    if bound == "about":
        found = _plain_offset(base, unit, sign * count)
        return Stretch(
            f"{found.value}~" if found.value and "/" not in found.value else None, None, None, found.precision
        )
    day = day_of(base)
    if day is None:
        return UNKNOWN
    moved = _reach(day, unit, sign * count)
    if moved is None or (unit in _HOURS and bound != "range"):
        return UNKNOWN
    if bound == "range":
        far = _reach(day, unit, sign * float(parts["high"]))
        if far and unit in _HOURS:
            moved = day
        return calendar.of_days(min(moved, far), max(moved, far)) if far else UNKNOWN
    beyond = (bound == "more") == (sign < 0)
    return calendar.not_after(moved.isoformat()) if beyond else calendar.not_before(moved.isoformat())


def _read_portion(parts: Parts, setting: Setting) -> Result:
    """As in "the first week of March 2022", "the last two months of 2023": a stretch inside the month or year."""
    outer, anchor = read_date({**parts, "day": "0"}, setting) if "month" in parts else _outer_year(parts)
    unit, count = parts.get("ofunit", ""), float(parts.get("count", 1))
    if not outer.earliest or not outer.latest or outer.year is None or not 1 <= outer.year <= 9999:
        return NOTHING
    first, last = date.fromisoformat(outer.earliest), date.fromisoformat(outer.latest)
    number = int(parts.get("ordinal", 0))
    if parts.get("shift") == "last" or parts.get("ofshift") == "last":
        start = calendar.shift_day(last + timedelta(days=1), unit, -count)
        return (calendar.of_days(start, last), anchor) if start else NOTHING
    begin = calendar.shift_day(first, unit, (number - 1) * count) if number else None
    end = calendar.shift_day(first, unit, number * count) if number else None
    if begin is None or end is None or end - timedelta(days=1) > last:
        return NOTHING
    if unit == "month" and count == 1:
        return calendar.of_month(begin.year, begin.month), anchor
    return calendar.of_days(begin, end - timedelta(days=1)), anchor


def _outer_year(parts: Parts) -> Result:
    year = explicit_year(parts)
    return (calendar.of_year(year), "none") if year is not None else NOTHING


def _read_part(parts: Parts, setting: Setting) -> Result:
    """As in "that night", "this morning", "the next morning": the day it belongs to; a bare "at night" has none.

    "In the evening" is that of the day that this or the last sentence tells of.
    """
    if parts.get("shift") is None:
        told = setting.close and {"the", "told"} <= parts.keys() and day_of(setting.story)
        return (setting.story, "text") if told else NOTHING
    return _read_shift({**parts, "unit": "day"}, setting)


def _read_reference(parts: Parts, setting: Setting) -> Result:
    """As in "on that date", "marked the date": the day that this or the last sentence tells of; times are open."""
    told = parts.get("instant") == "date" and setting.close and day_of(setting.story)
    return (setting.story, "text") if told else NOTHING


def _read_clock(_parts: Parts, setting: Setting) -> Result:
    """An hour on the day that its sentence gives."""
    if day_of(setting.neighbour):
        return setting.neighbour, "text"
    return (setting.story, "text") if setting.close and day_of(setting.story) else NOTHING


COUNTED: Mapping[str, Callable[[Parts, Setting], Result]] = {
    "deictic": _read_deictic,
    "weekday": _read_weekday,
    "shift": _read_shift,
    "among": _read_shift,
    "reference": _read_reference,
    "adjacent": _read_adjacent,
    "offset": _read_offset,
    "portion": _read_portion,
    "part": _read_part,
    "weekend": _read_weekend,
    "clock": _read_clock,
}
