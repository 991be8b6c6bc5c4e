"""One reader for each form of time expression: its parts and what they count from in, a stretch of days out."""

from __future__ import annotations

from dataclasses import replace

from kgbuild.resolvers.dates_calendar import shift_day
from kgbuild.resolvers.dates_named import NAMED
from kgbuild.resolvers.dates_relative import COUNTED
from kgbuild.resolvers.dates_setting import NOTHING, Parts, Result, Setting

_READERS = {**NAMED, **COUNTED}


def read_form(form: str, parts: Parts, setting: Setting) -> Result:
    """The stretch and anchor of an expression; nothing where the words or what they count from are open."""
    reader = _READERS.get(form)
    if reader is None:
        return NOTHING
    try:
        if "ago" in parts:
            return _read_back(form, parts, setting)
        return reader(parts, setting)
    except (OverflowError, ValueError):  # a day or year that the calendar cannot hold
        return NOTHING


def _read_back(form: str, parts: Parts, setting: Setting) -> Result:
    """As in "a week ago Monday", "two years ago this month", "a week from today": read as of that day.

    Weekdays are counted back by weeks only: which day "a year ago on Monday" was, its words do not say.
    """
    count, unit = parts["ago"].split()
    if form == "date":  # "on February 24, three years ago"
        year = setting.published.year - int(count) if setting.published else None
        return _READERS[form]({**parts, "year": str(year)}, setting) if year else NOTHING
    moved = shift_day(setting.published, unit, -float(count)) if setting.published else None
    if moved is None or (form == "weekday" and unit not in {"week", "fortnight"}):
        return NOTHING
    return _READERS[form](
        {**parts, "tense": "past" if float(count) > 0 else "future"}, replace(setting, published=moved)
    )
