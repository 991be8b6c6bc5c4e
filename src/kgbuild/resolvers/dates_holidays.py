"""Holidays: a rule of times.toml and a year in, the days that it falls on out.

Christian, Islamic and Jewish feasts are computed. Islamic days are those of the tabular calendar; sightings differ by a
day, so their values are marked approximate and their interval has a day more at either end. Jewish days are those of
daylight: each begins at sunset of the day before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from kgbuild.resolvers.dates_calendar import UNKNOWN, Stretch, of_date, of_day, of_days

_REFORMED = range(1600, 9001)
"""Years for which the rules give the days that were kept: before the Gregorian reform they do not."""


def holiday(rule: str, year: int) -> Stretch:
    """The days of a holiday in a year: "12-25|1", "easter-2|1", "islamic 9-1|30", "11-4-4|1", "2001-09-11|1"."""
    rule, _, length = rule.partition("|")
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", rule):
        return of_day(int(match[1]), int(match[2]), int(match[3]))
    if (match := re.fullmatch(r"(\d\d)-(\d\d)", rule)) and length in {"", "1"}:
        return of_day(year, int(match[1]), int(match[2]))
    if year not in _REFORMED:
        return UNKNOWN
    first = _first_day(rule, year)
    if first is None:
        return UNKNOWN
    found = of_days(first, first + timedelta(days=int(length or 1) - 1))
    return _widened(found) if rule.startswith("islamic") else found


def day_within(feast: Stretch, number: int) -> Stretch:
    """The first, second ... day of a holiday, its eve as day 0; nothing known beyond its last."""
    if not feast.earliest or not feast.latest:
        return UNKNOWN
    about = "~" in str(feast.value)
    first = date.fromisoformat(feast.earliest) + timedelta(days=number - 1 + about)
    if first > date.fromisoformat(feast.latest) - timedelta(days=about):
        return UNKNOWN
    return _widened(of_date(first)) if about else of_date(first)


def _widened(found: Stretch) -> Stretch:
    """The same days, a day more possible at either end."""
    assert found.value
    assert found.earliest
    assert found.latest
    first, last = date.fromisoformat(found.earliest), date.fromisoformat(found.latest)
    return Stretch(
        "/".join(f"{end}~" for end in found.value.split("/")),
        (first - timedelta(days=1)).isoformat(),
        (last + timedelta(days=1)).isoformat(),
        "day",
        first.year,
        first.month,
    )


def _first_day(rule: str, year: int) -> date | None:
    if match := re.fullmatch(r"(\d\d)-(\d\d)", rule):
        return date(year, int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(easter|orthodox|passover|tishri)([+-]\d+)", rule):
        return _STARTS[match[1]](year) + timedelta(days=int(match[2]))
    if match := re.fullmatch(r"islamic (\d+)-(\d+)", rule):
        return islamic_day(year, int(match[1]), int(match[2]))
    match = re.fullmatch(r"(\d+)-(-?\d)-(\d)", rule)
    assert match is not None, f"times.toml: no such holiday rule '{rule}'"
    return weekday_of_month(year, int(match[1]), int(match[2]), int(match[3]))


def weekday_of_month(year: int, month: int, number: int, weekday: int) -> date:
    """The first (1), second ... or last (-1) such weekday, ISO number, of a month."""
    if number < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (number - 1))


def easter(year: int) -> date:
    """Easter Sunday of the Western churches (the anonymous Gregorian computus, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Orthodox churches in the Gregorian calendar (Meeus's Julian algorithm)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def islamic_day(year: int, month: int, day: int) -> date | None:
    """The first such day of the tabular Islamic calendar (civil epoch, 16 July 622 Julian) in a Gregorian year."""
    epoch = date(622, 7, 19).toordinal()  # the Gregorian date of the epoch
    about = int((year - 622) * 33 / 32)
    for islamic_year in range(about - 1, about + 3):
        days = (islamic_year - 1) * 354 + (3 + 11 * islamic_year) // 30 + (59 * (month - 1) + 1) // 2 + day - 1
        found = date.fromordinal(epoch + days)
        if found.year == year:
            return found
    return None


def jewish_new_year(year: int) -> date:
    """Rosh Hashanah, 1 Tishri, of the Jewish year that begins in a Gregorian one."""
    before, here, after = (_delayed_molad(year + 3760 + step) for step in (0, 1, 2))
    longer = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return date.fromordinal(_JEWISH_EPOCH + here + longer)


def _delayed_molad(jewish_year: int) -> int:
    """Days from the epoch to the mean new moon of Tishri, put off where 1 Tishri may not fall on its weekday."""
    months = (235 * jewish_year - 234) // 19
    days = 29 * months + (12084 + 13753 * months) // 25920
    return days + (3 * (days + 1) % 7 < 3)


_JEWISH_EPOCH = -1373427
"""The ordinal of the day from which new moons are counted, 7 October 3761 BC of the Julian calendar."""


def passover(year: int) -> date:
    """15 Nisan: always 163 days before the next 1 Tishri."""
    return jewish_new_year(year) - timedelta(days=163)


_STARTS: Mapping[str, Callable[[int], date]] = {
    "easter": easter,
    "orthodox": orthodox_easter,
    "passover": passover,
    "tishri": jewish_new_year,
}
