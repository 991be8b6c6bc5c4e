"""Calendar arithmetic: years, months, seasons in; stretches of days with their ISO 8601 / EDTF value out.

Years are astronomical (490 BC is -489), the calendar is the Gregorian one, carried backwards. Seasons are those of
the northern half of the globe: spring is March to May, winter December to February of the next year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kgbuild.model import Precision


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `earliest` to `latest`, inclusive; an open end is None. `value` is as precise as the words.

    `year`, `month` and `day` are where the stretch begins, as far as its precision tells them.
    """

    value: str | None
    earliest: str | None
    latest: str | None
    precision: Precision
    year: int | None = None
    month: int | None = None
    day: int | None = None


UNKNOWN = Stretch(None, None, None, "unknown")


def year_text(year: int) -> str:
    """A year of ISO 8601, four digits: "0079", "-0489"; ValueError beyond them."""
    if abs(year) > 9999:
        raise ValueError(f"year {year} has more than four digits")
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def month_days(year: int, month: int) -> int:
    """Days in a month."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def of_day(year: int, month: int, day: int) -> Stretch:
    """One day, or nothing known if there is no such day."""
    if not (1 <= month <= 12 and 1 <= day <= month_days(year, month)):
        return UNKNOWN
    text = f"{year_text(year)}-{month:02d}-{day:02d}"
    return Stretch(text, text, text, "day", year, month, day)


def of_date(day: date) -> Stretch:
    """One day."""
    return of_day(day.year, day.month, day.day)


def of_month(year: int, month: int) -> Stretch:
    """One month."""
    text = f"{year_text(year)}-{month:02d}"
    return Stretch(text, f"{text}-01", f"{text}-{month_days(year, month)}", "month", year, month)


def of_months(year: int, first: int, months: int, value: str, precision: Precision) -> Stretch:
    """So many months from the first of one; the last may lie in the next year."""
    last = first + months - 1
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    start = of_month(year, first).earliest
    return Stretch(value, start, of_month(end_year, end_month).latest, precision, year, first)


def of_season(year: int, season: int) -> Stretch:
    """A season by its EDTF number (21 spring to 24 winter)."""
    return of_months(year, 3 * (season - 20), 3, f"{year_text(year)}-{season}", "season")


def of_quarter(year: int, quarter: int) -> Stretch:
    """A quarter of the calendar year, EDTF numbers 33 to 36."""
    return of_months(year, 3 * quarter - 2, 3, f"{year_text(year)}-{32 + quarter}", "quarter")


def of_half(year: int, half: int) -> Stretch:
    """Half a calendar year, EDTF 40 and 41; its precision is given as the year, the next coarser name."""
    return of_months(year, 6 * half - 5, 6, f"{year_text(year)}-{39 + half}", "year")


def of_year(year: int) -> Stretch:
    """One calendar year."""
    text = year_text(year)
    return Stretch(text, f"{text}-01-01", f"{text}-12-31", "year", year)


def of_decade(first: int) -> Stretch:
    """Ten years from a multiple of ten: EDTF "199X"."""
    return Stretch(
        f"{year_text(first)[:-1]}X", f"{year_text(first)}-01-01", f"{year_text(first + 9)}-12-31", "decade", first
    )


def of_century(number: int, *, before_christ: bool = False) -> Stretch:
    """The 20th century is 1900 to 1999, EDTF "19XX"; no precision name of the contract fits it."""
    if before_christ:
        return Stretch(
            None, f"{year_text(1 - 100 * number)}-01-01", f"{year_text(100 - 100 * number)}-12-31", "unknown"
        )
    first = (number - 1) * 100
    return Stretch(f"{first // 100:02d}XX", f"{year_text(first)}-01-01", f"{year_text(first + 99)}-12-31", "unknown")


def of_days(first: date, last: date, precision: Precision = "day") -> Stretch:
    """A stretch of days as an EDTF interval."""
    if first == last:
        return of_date(first)
    value = f"{first.isoformat()}/{last.isoformat()}"
    return Stretch(value, first.isoformat(), last.isoformat(), precision, first.year, first.month)


def of_week(day: date) -> Stretch:
    """The week, Monday to Sunday, around a day; EDTF has no weeks, so its value is the interval."""
    monday = day - timedelta(days=day.weekday())
    return of_days(monday, monday + timedelta(days=6), "week")


def of_weekend(day: date, weeks: int) -> Stretch:
    """Saturday and Sunday of the week that lies so many weeks from a day's."""
    saturday = day - timedelta(days=day.weekday() - 5) + timedelta(weeks=weeks)
    return of_days(saturday, saturday + timedelta(days=1))


def not_after(latest: str) -> Stretch:
    """At or before a day."""
    return Stretch(f"../{latest}", None, latest, "bound")


def not_before(earliest: str) -> Stretch:
    """At or after a day."""
    return Stretch(f"{earliest}/..", earliest, None, "bound")


def add_months(day: date, months: int) -> date | None:
    """The same day so many months on, the month's last if it has no such day; None beyond the calendar's reach."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, month_days(year, month + 1)))


def shift_day(day: date, unit: str, count: float) -> date | None:
    """A day so many units on (minutes and hours stay within it); None beyond the calendar's reach."""
    if unit in _MONTHS:
        return add_months(day, round(_MONTHS[unit] * count))
    try:
        return day + timedelta(days=_DAYS.get(unit, 0) * count)
    except OverflowError:
        return None


_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}


def last_day(stretch: Stretch) -> Stretch:
    """Up to the last day of a stretch that is a unit of the calendar; others stay as they are."""
    if stretch.latest is None or stretch.value is None or "~" in stretch.value or stretch.precision == "bound":
        return stretch
    return Stretch(stretch.latest, None, stretch.latest, "bound")
