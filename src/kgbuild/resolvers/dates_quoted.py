"""Quoted dates, which count from the day of the saying: the parts and the setting in, a stretch and its anchor out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kgbuild.model import Anchor
from kgbuild.resolvers.dates_calendar import UNKNOWN, Stretch, of_days
from kgbuild.resolvers.dates_forms import read_form
from kgbuild.resolvers.dates_setting import Parts, Setting, day_of

_FRESH = timedelta(days=7)
"""How long before publication the day that a text tells of may lie for a saying to be of that day, or of one since."""


def read_quoted(form: str, parts: Parts, setting: Setting, said: Stretch) -> tuple[Stretch, Anchor, Setting]:
    """What a quoted expression stands for, what it counts from, and the setting that it was read in.

    `said` is the day of the saying where the text names it. What was said at an event counts from the day that the
    text tells of; a "today" of which only that day is known lies between it and publication.
    """
    published = setting.published
    day = day_of(said)
    if day is not None and (published is None or day <= published):
        return _read_from(form, parts, setting, day, said)
    told = day_of(setting.story)
    if told is None or published is None or not timedelta() < published - told <= _FRESH:
        return *read_form(form, parts, setting), setting
    if parts["saying"] == "occasion":
        return _read_from(form, parts, setting, told, setting.story)
    late, anchor = read_form(form, parts, setting)
    early = _read_from(form, parts, setting, told, setting.story)[0]
    if form != "deictic" or not early.earliest or not late.latest:
        return late, anchor, setting
    return of_days(date.fromisoformat(early.earliest), date.fromisoformat(late.latest)), "text", setting


def _read_from(
    form: str, parts: Parts, setting: Setting, day: date, stretch: Stretch
) -> tuple[Stretch, Anchor, Setting]:
    found, anchor = read_form(form, parts, replace(setting, published=day))
    if anchor != "publication" or found is UNKNOWN:
        return found, anchor, setting
    return found, "text", replace(setting, neighbour=stretch)
