"""A day as records write it in, its number out."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_DAY = re.compile(r"(-?\d{4,})-(\d\d)-(\d\d)")
_EPOCH = date(1970, 1, 1).toordinal()
_CYCLE, _DAYS = 400, 146_097
"""The calendar repeats itself after so many years, which have so many days."""


@lru_cache(maxsize=65536)
def number_day(day: str | None) -> int | None:
    """Days since 1970-01-01 of the Gregorian calendar, counted back without end; `None` for no day, or none such."""
    found = _DAY.fullmatch(day or "")
    if found is None:
        return None
    year, month, number = (int(part) for part in found.groups())
    turns, rest = divmod(year - 1, _CYCLE)
    try:
        return date(rest + 1, month, number).toordinal() - _EPOCH + turns * _DAYS
    except ValueError:
        return None
