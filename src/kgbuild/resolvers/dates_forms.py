"""One reader for each form of time expression: its parts and what they count from in, a stretch of days out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kgbuild.model import Anchor
from kgbuild.resolvers import dates_calendar as calendar
from kgbuild.resolvers.dates_calendar import UNKNOWN, Stretch

Parts = Mapping[str, str]
Result = tuple[Stretch, Anchor]
NOTHING: Result = (UNKNOWN, "none")
_STEPS = {"last": -1, "this": 0, "next": 1, "previous": -1, "following": 1, "that": 0, "same": 0}
_RANK = {"day": 0, "weekend": 1, "week": 1, "fortnight": 1, "month": 2, "year": 3, "decade": 4, "century": 5}
_NARRATIVE_TURN = 5
"""Months that a story may step back without a new year having begun: after November, March is the next year's."""


@dataclass(slots=True)
class Setting:
    """What an expression may count from.

    `published` is the day of publication; `story` the date that the text has reached; `neighbour` the stretch of the
    span that this one is linked to; `order` "dmy" or "mdy" when the article's other dates show which it writes.
    `close` tells that `story` stands in this or the last sentence, `near` that it also names its own year.
    """

    published: date | None = None
    story: Stretch = UNKNOWN
    neighbour: Stretch = UNKNOWN
    order: str | None = None
    near: bool = False
    close: bool = False


def read_form(form: str, parts: Parts, setting: Setting) -> Result:
    """The stretch and anchor of an expression; `UNKNOWN` where the words or what they count from are open."""
    reader = _READERS.get(form)
    return reader(parts, setting) if reader else NOTHING


def _step(parts: Parts, key: str = "shift") -> int | None:
    return _STEPS.get(parts.get(key, ""))


def _in_text(parts: Parts, key: str = "shift", unit: str = "") -> bool:
    """Whether a shift counts from the story ("the next day", "that year") or from publication ("next week")."""
    word = parts.get(key, "")
    if word in {"previous", "following", "that", "same"}:
        return True
    return word in {"next", "last"} and "the" in parts and unit != "weekend" and not ("count" in parts or unit == "")


def _explicit_year(parts: Parts) -> int | None:
    """The astronomical year that the words name."""
    text = parts.get("year")
    if text is None:
        return None
    if text.startswith("'"):
        short = int(text[1:])
        return 1900 + short if short > 30 else 2000 + short
    return 1 - int(text) if parts.get("era") == "bc" else int(text)


def _enclosing_year(parts: Parts, setting: Setting) -> Result | None:
    """The year of "March last year", "the spring of that year"; None without such words."""
    if parts.get("ofunit") != "year" or parts.get("ofshift", "") == "" and "the" not in parts:
        return None
    step = _STEPS.get(parts.get("ofshift", "that"), 0)
    if _in_text(parts, "ofshift", "year") or "ofshift" not in parts:
        if setting.story.year is not None:
            return calendar.of_year(setting.story.year + step), "text"
        return NOTHING
    return (calendar.of_year(setting.published.year + step), "publication") if setting.published else NOTHING


def _year_for(parts: Parts, setting: Setting, make: Callable[[int], Stretch]) -> Result:
    """What `make` gives for the year that the words, their neighbour, the story or the publication day imply."""
    if (year := _explicit_year(parts)) is not None:
        return make(year), "none"
    if (enclosing := _enclosing_year(parts, setting)) is not None:
        stretch, anchor = enclosing
        return (make(stretch.year), anchor) if stretch.year is not None else NOTHING
    if setting.neighbour.year is not None:
        return _before_neighbour(make, setting.neighbour), "text"
    step, story, published = _step(parts), setting.story, setting.published
    if published and not (setting.near and story.year is not None and story.year != published.year):
        if _in_text(parts, unit="month"):
            return _beside(make, story, step or 0), "text"
        return _by_publication(parts, make, published, step), "publication"
    if story.year is None:
        return NOTHING
    if step and _in_text(parts, unit="month"):
        return _beside(make, story, step), "text"
    return _by_story(make, story), "text"


def _before_neighbour(make: Callable[[int], Stretch], neighbour: Stretch) -> Stretch:
    """The last that does not begin after the neighbour: "November to March 1945" begins in 1944."""
    assert neighbour.year is not None
    found = make(neighbour.year)
    later = bool(found.earliest and neighbour.latest and neighbour.month and found.earliest > neighbour.latest)
    return make(neighbour.year - 1) if later and neighbour.year > 1 else found


def _by_story(make: Callable[[int], Stretch], story: Stretch) -> Stretch:
    """A story goes forward: a month far before the one it has reached is the next year's."""
    assert story.year is not None
    found = make(story.year)
    month = found.month or (int(found.earliest[-5:-3]) if found.earliest else None)
    if month and story.month and story.month - month > 12 - _NARRATIVE_TURN:
        return make(story.year + 1)
    return found


def _beside(make: Callable[[int], Stretch], story: Stretch, step: int) -> Stretch:
    """The nearest before (-1) or after (1) the story's date, or in its year (0)."""
    if story.year is None or not story.earliest:
        return UNKNOWN
    found = make(story.year)
    if not found.earliest or step == 0:
        return found
    if step > 0 and found.earliest <= story.earliest:
        return make(story.year + 1)
    return make(story.year - 1) if step < 0 and found.earliest >= story.earliest else found


def _by_publication(parts: Parts, make: Callable[[int], Stretch], published: date, step: int | None) -> Stretch:
    """The most recent one for past verbs, the next for plans, else the nearest; the day of publication counts as both."""
    today = published.isoformat()
    near = [make(published.year + offset) for offset in (-1, 0, 1)]
    past = [found for found in near if found.earliest and found.earliest <= today]
    coming = [found for found in near if found.latest and found.latest >= today]
    if step == 0 and parts.get("tense") != "past":
        return near[1]
    if step == -1:
        ended = [found for found in past if found.latest and found.latest < today]
        return ended[-1] if ended else UNKNOWN
    if step == 1:
        begun = [found for found in coming if found.earliest and found.earliest > today]
        return begun[0] if begun else UNKNOWN
    if parts.get("tense") == "future":
        return coming[0] if coming else UNKNOWN
    if parts.get("tense") == "past" or not coming or not past:
        return past[-1] if past else UNKNOWN
    before, after = past[-1], coming[0]
    assert before.latest and after.earliest
    behind = (published - date.fromisoformat(before.latest)).days
    return after if (date.fromisoformat(after.earliest) - published).days < min(behind, 120) else before


def _read_date(parts: Parts, setting: Setting) -> Result:
    month, day = int(parts.get("month", 0)), int(parts.get("day", 0))
    if month and day:
        return _year_for(parts, setting, lambda year: calendar.of_day(year, month, day))
    if month:
        return _year_for(parts, setting, lambda year: calendar.of_month(year, month))
    year = _explicit_year(parts)
    if year is None or year > 9999:
        return NOTHING
    found = calendar.of_year(year)
    if parts.get("bound") == "about" and found.value:
        found = Stretch(f"{found.value}~", found.earliest, found.latest, found.precision, found.year)
    return found, "none"


def _read_numeric(parts: Parts, setting: Setting) -> Result:
    """"2025-04-08" is plain; "08/04/2025" is read when only one order gives a date, or the article shows its order."""
    text = parts["numeric"]
    if text[4:5] == "-":
        return calendar.of_day(int(text[:4]), int(text[5:7]), int(text[8:10])), "none"
    first, second, year = (int(number) for number in text.replace(".", "/").split("/"))
    year += (1900 if year > 50 else 2000) if year < 100 else 0
    readings = {"dmy": calendar.of_day(year, second, first), "mdy": calendar.of_day(year, first, second)}
    if "." in text:
        return readings["dmy"], "none"  # dots are written where days come first
    possible = {stretch.value for stretch in readings.values() if stretch.value}
    if len(possible) == 1:
        return next(stretch for stretch in readings.values() if stretch.value), "none"
    return (readings[setting.order], "text") if setting.order else NOTHING


def _read_day_only(parts: Parts, setting: Setting) -> Result:
    """"the 13th": of the month that the text has reached."""
    story = setting.story
    if story.year is None or story.month is None:
        return NOTHING
    return calendar.of_day(story.year, story.month, int(parts["day"])), "text"


def _read_season(parts: Parts, setting: Setting) -> Result:
    season = int(parts["season"])
    if parts.get("every"):
        return NOTHING
    return _year_for(parts, setting, lambda year: calendar.of_season(year, season))


def _read_holiday(parts: Parts, setting: Setting) -> Result:
    rule = parts["holiday"]
    return _year_for(parts, setting, lambda year: calendar.holiday(rule, year))


def _read_division(parts: Parts, setting: Setting) -> Result:
    """Quarters and halves of a year; halves of a month keep the month."""
    month = int(parts.get("month", 0))
    if month:
        return _read_date(parts, setting)
    if "decade" in parts:
        return _read_decade(parts, setting)
    number = int(parts.get("ordinal", parts.get("quarter", 0)))
    if "ordinal" not in parts and "quarter" not in parts:  # "the last quarter of 2023"
        number = 4 if parts.get("division") == "quarter" else 2
    if parts.get("division") in {None, "quarter"} or "quarter" in parts:
        return _year_for(parts, setting, lambda year: calendar.of_quarter(year, number)) if number <= 4 else NOTHING
    if parts.get("division") == "half" and number <= 2:
        return _year_for(parts, setting, lambda year: calendar.of_half(year, number))
    return NOTHING


def _read_decade(parts: Parts, setting: Setting) -> Result:
    decade = int(parts["decade"])
    return calendar.of_decade(decade if decade >= 100 else 1900 + decade if decade >= 20 else 2000 + decade), "none"


def _read_century(parts: Parts, setting: Setting) -> Result:
    if not parts.get("ordinal"):
        return NOTHING
    return calendar.of_century(int(parts["ordinal"]), before_christ=parts.get("era") == "bc"), "none"


def _read_deictic(parts: Parts, setting: Setting) -> Result:
    if setting.published is None:
        return NOTHING
    days = int(parts["days"])
    if parts.get("unit") == "day":  # "the day before yesterday"
        days += 1 if parts.get("direction") == "after" else -1
    found = setting.published + timedelta(days=days)
    if parts.get("words") == "overnight":
        return calendar.of_days(found, setting.published), "publication"
    return calendar.of_date(found), "publication"


def _read_weekday(parts: Parts, setting: Setting) -> Result:
    """The most recent one, the day of publication included; the next for plans; of a named week, or of the story."""
    weekday, published = int(parts["weekday"]), setting.published
    if parts.get("ofunit") == "week":
        step = _STEPS.get(parts.get("ofshift", ""), 0)
        base = _day_of(setting.story) if _in_text(parts, "ofshift", "week") else published
        if base is None:
            return NOTHING
        monday = base - timedelta(days=base.weekday())
        return calendar.of_date(monday + timedelta(days=7 * step + weekday - 1)), "publication"
    step = _step(parts)
    if parts.get("shift") in {"previous", "following"} or (step and "the" in parts):
        base, anchor = _day_of(setting.story), "text"
    else:
        base, anchor = published, "publication"
    if base is None or parts.get("every"):
        return NOTHING
    back = (base.isoweekday() - weekday) % 7
    if step == 1 or (step is None and parts.get("tense") == "future"):
        ahead = (weekday - base.isoweekday()) % 7
        days = ahead or (7 if step == 1 else 0)
    elif step == -1:
        days = -(back or 7)
    elif step == 0 and parts.get("tense") != "past":
        days = weekday - base.isoweekday()
    else:
        days = -back
    return calendar.of_date(base + timedelta(days=days)), anchor  # type: ignore[return-value]


def _day_of(stretch: Stretch) -> date | None:
    """The day of a stretch of one day."""
    if stretch.day is None or stretch.year is None or stretch.month is None or not 1 <= stretch.year <= 9999:
        return None
    return date(stretch.year, stretch.month, stretch.day)


def _read_shift(parts: Parts, setting: Setting) -> Result:
    """"last week", "this month", "the next day", "the past 30 days", "the end of the year"."""
    unit, step = parts.get("unit", ""), _step(parts)
    if step is None:  # "the end of the year", "later in the month": the one that is being told of
        step = 0
        told = setting.published is None or (parts.get("tense") == "past" and setting.story.year != setting.published.year)
        if setting.story.year is not None and told:
            return _unit_beside(setting.story, unit, 0), "text"
        return (_unit_at(setting.published, unit, 0), "publication") if setting.published else NOTHING
    if parts.get("count", "1") != "1" or parts.get("vague"):
        return _read_period(parts, setting, unit, step)
    if _in_text(parts, unit=unit):
        if parts.get("shift") == "last" and setting.published and unit != "day":  # "the last year": up to now
            return _read_period({**parts, "count": "1"}, setting, unit, step)
        return _unit_beside(setting.story, unit, step), "text"
    return (_unit_at(setting.published, unit, step), "publication") if setting.published else NOTHING


def _read_period(parts: Parts, setting: Setting, unit: str, step: int) -> Result:
    """"the past two weeks", "the next 30 days": up to, or from, the day of publication."""
    if setting.published is None or "vague" in parts or step == 0 or _RANK.get(unit) is None:
        return NOTHING
    end = calendar.shift_day(setting.published, unit, step * float(parts["count"]))
    if end is None:
        return NOTHING
    first, last = sorted((end, setting.published))
    return calendar.of_days(first, last), "publication"


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
    if unit == "month" and month is not None:
        total = year * 12 + month - 1 + step
        return calendar.of_month(total // 12, total % 12 + 1)
    day = _day_of(story)
    if day is None:
        return UNKNOWN
    if unit == "day":
        return calendar.of_date(day + timedelta(days=step))
    if unit in {"week", "fortnight", "weekend"}:
        return _unit_at(day, unit, step)
    return UNKNOWN


def _read_adjacent(parts: Parts, setting: Setting) -> Result:
    """"the day before", "the year after", "the month following"; a part of day stands for its day."""
    step = -1 if parts.get("direction") in {"before", "earlier"} or parts.get("shift") == "previous" else 1
    if parts.get("anchor") == "event":
        return NOTHING
    base = setting.neighbour if parts.get("anchor") == "next" else setting.story
    return _unit_beside(base, parts.get("unit", "day"), step), "text"


def _read_offset(parts: Parts, setting: Setting) -> Result:
    """"three days ago", "two weeks later", "a year before that": as precise as the unit, open where the count is."""
    unit, direction = parts.get("unit", ""), parts.get("direction", "")
    sign = -1 if direction in {"ago", "earlier", "before"} else 1
    if direction in {"ago", "hence"}:
        base, anchor = (calendar.of_date(setting.published) if setting.published else UNKNOWN), "publication"
    elif parts.get("anchor") == "event":
        return NOTHING
    else:
        base, anchor = (setting.neighbour if parts.get("anchor") == "next" else setting.story), "text"
    if base.year is None:
        return NOTHING
    count = float(parts.get("count", 1))
    bound = parts.get("bound", "")
    if "vague" in parts or "count" not in parts or "high" in parts:
        bound = "range" if "high" in parts else "more"
    stretch = _open_offset(parts, base, unit, sign, count, bound) if bound else _plain_offset(base, unit, sign * count)
    return stretch, anchor  # type: ignore[return-value]


def _plain_offset(base: Stretch, unit: str, count: float) -> Stretch:
    if unit in {"year", "decade", "century"} and base.year is not None:
        years = {"year": 1, "decade": 10, "century": 100}[unit] * count
        if years == int(years):
            found = calendar.of_year(base.year + int(years))
            return found if unit == "year" else Stretch(f"{found.value}~", None, None, "unknown")
        unit, count = "month", years * 12
    if unit == "month" and base.month is not None and base.year is not None and count == int(count):
        return _unit_beside(calendar.of_month(base.year, base.month), "month", int(count))
    day = _day_of(base)
    if day is None or unit in {"minute", "hour", "second"}:
        return UNKNOWN
    moved = calendar.shift_day(day, unit, count)
    if moved is None:
        return UNKNOWN
    if unit == "day":
        return calendar.of_date(moved)
    return calendar.of_week(moved) if unit in {"week", "fortnight"} else calendar.of_month(moved.year, moved.month)


def _open_offset(parts: Parts, base: Stretch, unit: str, sign: int, count: float, bound: str) -> Stretch:
    """"more than three years ago": at or before; "nearly" the other way; "about" as the plain one, approximate."""
    if bound == "about":
        found = _plain_offset(base, unit, sign * count)
        return Stretch(f"{found.value}~" if found.value and "/" not in found.value else None, None, None, found.precision)
    day = _day_of(base)
    if day is None:
        return UNKNOWN
    moved = calendar.shift_day(day, unit, sign * count)
    if moved is None or unit in {"minute", "hour", "second"}:
        return UNKNOWN
    if bound == "range":
        far = calendar.shift_day(day, unit, sign * float(parts["high"]))
        return calendar.of_days(min(moved, far), max(moved, far)) if far else UNKNOWN
    beyond = (bound == "more") == (sign < 0)
    return calendar.not_after(moved.isoformat()) if beyond else calendar.not_before(moved.isoformat())


def _read_portion(parts: Parts, setting: Setting) -> Result:
    """"the first week of March 2022", "the last two months of 2023": a stretch inside the month or year."""
    outer, anchor = _read_date({**parts, "day": "0"}, setting) if "month" in parts else _outer_year(parts, setting)
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


def _outer_year(parts: Parts, setting: Setting) -> Result:
    year = _explicit_year(parts)
    return (calendar.of_year(year), "none") if year is not None else NOTHING


def _read_part(parts: Parts, setting: Setting) -> Result:
    """"that night", "this morning", "the next morning": the day it belongs to; a bare "at night" has none."""
    if parts.get("shift") is None:
        return NOTHING
    return _read_shift({**parts, "unit": "day"}, setting)


def _read_clock(parts: Parts, setting: Setting) -> Result:
    """An hour on the day that its sentence gives."""
    if _day_of(setting.neighbour):
        return setting.neighbour, "text"
    return (setting.story, "text") if setting.close and _day_of(setting.story) else NOTHING


_READERS: dict[str, Callable[[Parts, Setting], Result]] = {
    "date": _read_date,
    "numeric": _read_numeric,
    "dayonly": _read_day_only,
    "season": _read_season,
    "holiday": _read_holiday,
    "division": _read_division,
    "decade": _read_decade,
    "century": _read_century,
    "deictic": _read_deictic,
    "weekday": _read_weekday,
    "shift": _read_shift,
    "adjacent": _read_adjacent,
    "offset": _read_offset,
    "portion": _read_portion,
    "part": _read_part,
    "clock": _read_clock,
}
