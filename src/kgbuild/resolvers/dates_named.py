"""Dates that are named: months, days, seasons, holidays, decades in; the stretch of the year they belong to out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from kgbuild.resolvers import dates_calendar as calendar
from kgbuild.resolvers.dates_calendar import UNKNOWN, Stretch
from kgbuild.resolvers.dates_holidays import day_within, holiday
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

_NARRATIVE_TURN = 5


def _enclosing_year(parts: Parts, setting: Setting) -> Result | None:
    """The year of "March last year", "the spring of that year"; None without such words."""
    if parts.get("ofunit") != "year" or (parts.get("ofshift", "") == "" and "the" not in parts):
        return None
    step = STEPS.get(parts.get("ofshift", "that"), 0)
    if counts_in_text(parts, "ofshift", "year") or "ofshift" not in parts:
        if setting.story.year is not None:
            return calendar.of_year(setting.story.year + step), "text"
        return NOTHING
    return (calendar.of_year(setting.published.year + step), "publication") if setting.published else NOTHING


def find_year(parts: Parts, setting: Setting, make: Callable[[int], Stretch]) -> Result:
    """What `make` gives for the year that the words, their neighbour, the story or the publication day imply."""
    if (year := explicit_year(parts)) is not None:
        return make(year), "none"
    if (enclosing := _enclosing_year(parts, setting)) is not None:
        stretch, anchor = enclosing
        return (make(stretch.year), anchor) if stretch.year is not None else NOTHING
    if setting.neighbour.year is not None and parts.get("inherit") == "previous":
        return make(setting.neighbour.year), "text"
    if setting.neighbour.year is not None:
        return _before_neighbour(make, setting.neighbour), "text"
    step, story, published = step_of(parts), setting.story, setting.published
    deictic = step is not None and not counts_in_text(parts, unit="month")  # "last fall" is never the story's
    if deictic and not published:
        return NOTHING
    if published and (deictic or not setting.near or story.year in {None, published.year}):
        if counts_in_text(parts, unit="month"):
            return _beside(make, story, step or 0), "text"
        return _by_publication(parts, make, published, step), "publication"
    if story.year is None:
        return NOTHING
    if step and counts_in_text(parts, unit="month"):
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
    """The most recent one for past verbs, the next for plans, else the nearest; that day itself is both."""
    today = published.isoformat()
    near = [make(published.year + offset) for offset in (-1, 0, 1)]
    past = [found for found in near if found.earliest and found.earliest <= today]
    coming = [found for found in near if found.latest and found.latest >= today]
    if step == 0 and parts.get("tense") != "past":
        touching = [found for found in near[:2] if found.earliest and str(found.latest)[:4] == today[:4]]
        return touching[0] if touching and touching[0] is not near[1] and today < str(near[1].earliest) else near[1]
    if step == -1:
        ended = [found for found in past if found.latest and found.latest < today]
        return ended[-1] if ended else UNKNOWN
    if step == 1:
        begun = [found for found in coming if found.earliest and found.earliest > today]
        return begun[0] if begun else UNKNOWN
    if parts.get("tense") == "future":
        # "is to run from January 23", said five days later, is no plan for next year.
        just_begun = past and coming and _days_between(past[-1], today) < 30 and _days_between(coming[0], today) > 300
        return past[-1] if just_begun else coming[0] if coming else UNKNOWN
    if parts.get("tense") == "past" or not coming or not past:
        return past[-1] if past else UNKNOWN
    before, after = past[-1], coming[0]
    assert before.latest
    assert after.earliest
    behind = (published - date.fromisoformat(before.latest)).days
    return after if (date.fromisoformat(after.earliest) - published).days < min(behind, 120) else before


def _days_between(stretch: Stretch, day: str) -> int:
    return abs((date.fromisoformat(str(stretch.earliest)) - date.fromisoformat(day)).days)


def read_date(parts: Parts, setting: Setting) -> Result:
    """A day, a month or a year by name; the eve of a day is the day before."""
    month, day = int(parts.get("month", 0)), int(parts.get("day", 0))
    if parts.get("mod") == "eve":
        found, anchor = read_date({**parts, "mod": ""}, setting)
        named = day_of(found)
        return (calendar.of_date(named - timedelta(days=1)), anchor) if named else NOTHING
    if month and day:
        return find_year(parts, setting, lambda year: around_night(calendar.of_day(year, month, day), parts))
    if month:
        return find_year(parts, setting, lambda year: calendar.of_month(year, month))
    year = explicit_year(parts)
    if year is None or year > 9999:
        return NOTHING
    found = calendar.of_year(year)
    if parts.get("bound") == "about" and found.value:
        found = Stretch(f"{found.value}~", found.earliest, found.latest, found.precision, found.year)
    return found, "none"


def around_night(found: Stretch, parts: Parts) -> Stretch:
    """The day, or for "overnight Monday" the days around it: it is written of the night before and the one after."""
    day = day_of(found) if parts.get("part") == "overnight" else None
    return found if day is None else calendar.of_days(day - timedelta(days=1), day + timedelta(days=1))


def _read_numeric(parts: Parts, setting: Setting) -> Result:
    """An ISO date is plain; "08/04/2025" needs an order that the number itself or the article's other dates show."""
    text = parts["numeric"]
    text = text.replace("/", "-") if text[4:5] == "/" else text
    if text[4:5] == "-":
        first, second, third = (int(number) for number in text[:10].rstrip("t").split("-"))
        return calendar.of_day(first, second, third), "none"
    first, second, year = (int(number) for number in re.split(r"[./-]", text))
    year += (1900 if year > 50 else 2000) if year < 100 else 0
    readings = {"dmy": calendar.of_day(year, second, first), "mdy": calendar.of_day(year, first, second)}
    if "." in text:
        return readings["dmy"], "none"  # dots are written where days come first
    possible = {stretch.value for stretch in readings.values() if stretch.value}
    if len(possible) == 1:
        return next(stretch for stretch in readings.values() if stretch.value), "none"
    return (readings[setting.order], "text") if setting.order else NOTHING


def _read_day_only(parts: Parts, setting: Setting) -> Result:
    """A lone day ("the 13th"): of the month that the text has reached."""
    story = setting.story
    if story.year is None or story.month is None or story.precision not in {"day", "week", "month"}:
        return NOTHING
    return calendar.of_day(story.year, story.month, int(parts["day"])), "text"


def _read_season(parts: Parts, setting: Setting) -> Result:
    season = int(parts["season"])
    general = parts.get("tense") == "present" and not parts.keys() & {"the", "shift", "mod", "year", "ofunit"}
    if parts.get("every") or (general and setting.neighbour.year is None):  # "in winter the pass is closed"
        return NOTHING
    return find_year(parts, setting, lambda year: calendar.of_season(year, season))


def _read_event_day(parts: Parts, setting: Setting) -> Result:
    """As in "the fifth day of the revolt", "the first anniversary of the coup": open, but for the day beside it."""
    beside = setting.neighbour
    unit = "day" if "occasion" in parts else parts.get("unit", "day")
    return (beside, "text") if beside.year is not None and beside.precision == unit else NOTHING


def _read_holiday(parts: Parts, setting: Setting) -> Result:
    rule = parts["holiday"]
    if rule[:4].isdigit():  # a day known by its date, such as 9/11
        return holiday(rule, int(rule[:4])), "none"

    def make(year: int) -> Stretch:
        feast = holiday(rule, year)
        if "ordinal" in parts:  # "the first day of Ramadan"
            return day_within(feast, int(parts["ordinal"]))
        if parts.get("mod") == "eve":
            return day_within(feast, 0)
        return feast if parts.get("ofunit") != "day" else UNKNOWN

    if parts.get("ofunit") == "day":  # no year to count: the unit is the feast's own
        return find_year({key: value for key, value in parts.items() if key != "ofunit"}, setting, make)
    return find_year(parts, setting, make)


def _read_division(parts: Parts, setting: Setting) -> Result:
    """Quarters and halves of a year; halves of a month keep the month."""
    month = int(parts.get("month", 0))
    if month:
        return read_date(parts, setting)
    if "decade" in parts:
        return read_decade(parts, setting)
    number = int(parts.get("ordinal", parts.get("quarter", 0)))
    if "ordinal" not in parts and "quarter" not in parts:  # "the last quarter of 2023"
        number = 4 if parts.get("division") == "quarter" else 2
    if parts.get("division") in {None, "quarter"} or "quarter" in parts:
        return find_year(parts, setting, lambda year: calendar.of_quarter(year, number)) if number <= 4 else NOTHING
    if parts.get("division") == "half" and number <= 2:
        return find_year(parts, setting, lambda year: calendar.of_half(year, number))
    return NOTHING


def read_decade(parts: Parts, _setting: Setting) -> Result:
    """Ten years; a decade without its century ("the nineties") is the twentieth's from the twenties on."""
    decade = int(parts["decade"])
    return calendar.of_decade(decade if decade >= 100 else 1900 + decade if decade >= 20 else 2000 + decade), "none"


def _read_century(parts: Parts, _setting: Setting) -> Result:
    if not parts.get("ordinal"):
        return NOTHING
    return calendar.of_century(int(parts["ordinal"]), before_christ=parts.get("era") == "bc"), "none"


NAMED: Mapping[str, Callable[[Parts, Setting], Result]] = {
    "date": read_date,
    "numeric": _read_numeric,
    "dayonly": _read_day_only,
    "season": _read_season,
    "holiday": _read_holiday,
    "eventday": _read_event_day,
    "division": _read_division,
    "decade": read_decade,
    "century": _read_century,
}
