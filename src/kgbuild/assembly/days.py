"""The moment of a publication in, its day out."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=4096)
def read_day(moment: str | None) -> date | None:
    """The day of an ISO 8601 date or date-time; `None` where a full date is not given, as in "2025-03"."""
    try:
        return date.fromisoformat((moment or "")[:10])
    except ValueError:
        return None
