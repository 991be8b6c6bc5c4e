"""The ends of a range in their order: two dates as read one by one in, the one that must move for it out."""

from __future__ import annotations

from datetime import date, timedelta

from kgbuild.model import Anchor
from kgbuild.resolvers.dates_calendar import Stretch, of_date
from kgbuild.resolvers.dates_forms import read_form
from kgbuild.resolvers.dates_setting import Setting

_SOON = 6
"""Months from what the text has reached up to which a range begins after it, not in the year before."""


def put_ahead(
    form: str, own: dict[str, str], first: Stretch, second: Stretch, anchor: Anchor, published: date | None
) -> Stretch:
    """The second of two linked dates, not before the first.

    It lies ahead where the first does ("meets Friday and Saturday", said on Friday); the months of a story go on.
    """
    early = first.earliest and second.latest and first.year and second.year and second.latest < first.earliest
    if not early or own.keys() & {"shift", "year", "ofshift"}:
        return second
    coming = published and own.get("tense") != "past" and str(first.earliest) >= published.isoformat()
    if not coming and (form == "weekday" or anchor != "text"):
        return second
    if form == "weekday":
        return of_date(date.fromisoformat(str(second.earliest)) + timedelta(days=7))
    return _of_year(form, own, second, 1)


def put_behind(
    form: str, own: dict[str, str], first: Stretch, second: Stretch, anchor: Anchor, reached: Stretch
) -> Stretch:
    """The first end of a range that has begun, not after its second: a week earlier, months and seasons a year.

    "Between Monday and Wednesday", said of the past on a Tuesday, began on the Monday of last week. `reached` is the
    day of publication, or the date that the story has come to, from which a range goes on where it begins soon after.
    """
    late = first.earliest and second.latest and first.earliest > second.latest
    if not late or anchor == "none" or own.keys() & {"shift", "year", "ofshift"}:
        return first
    soon = first.year == reached.year and (first.month or 0) - (reached.month or 0) <= _SOON
    begun = own.get("tense") == "past" or str(first.earliest) < str(reached.earliest)
    if (anchor == "text" and soon) or (anchor == "publication" and not begun):
        return first
    if form == "weekday":
        return of_date(date.fromisoformat(str(first.earliest)) - timedelta(days=7))
    return _of_year(form, own, first, -1)


def _of_year(form: str, own: dict[str, str], stretch: Stretch, step: int) -> Stretch:
    """A month, a day of it or a season, so many years from where it was read."""
    if form not in {"date", "season"} or stretch.year is None or stretch.year + step < 1:
        return stretch
    return read_form(form, {**own, "year": str(stretch.year + step)}, Setting())[0]
