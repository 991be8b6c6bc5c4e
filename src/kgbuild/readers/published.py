"""When a report appeared: the words of a date line or a metadata field in, an ISO 8601 date or date-time out."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|[nr]d|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?:,?\s+(?:at\s+|-\s+|[|•·]\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*\(?(?P<zone>utc|gmt|z|[+-]\d{2}:?\d{2}|[a-z]{2,4})?\)?)?"
)
_FORMS = tuple(
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        _WEEKDAY + _MONTH + r"\s+" + _DAY + r",?\s+(?P<year>\d{4})",
        _WEEKDAY + _DAY + r"\s+(?:of\s+)?" + _MONTH + r",?\s+(?P<year>\d{4})",
        r"(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.]" + _DAY,
        _DAY + r"\.\s?(?P<number>\d{1,2})\.\s?(?P<year>\d{4})",
        r"(?P<first>\d{1,2})/(?P<other>\d{1,2})/(?P<year>\d{4})",
    )
)
_LABEL = re.compile(
    r"(?:first\s+)?(?:published|posted|updated|last\s+updated|issued|filed|date"
    r"|publication\s+date)(?:\s+(?:on|at))?\s*:?\s+",
    re.IGNORECASE,
)
LONGEST_DATE_LINE = 80
"""Characters beyond which a line is no date line."""


def parse_published(words: str) -> str | None:
    """An ISO 8601 date or date-time, or None where the words are no day or could be two (04/05/2025).

    ISO 8601 in its extended form comes back unchanged; a time of day is kept, its zone where it is an offset or UTC.
    """
    words = words.strip()
    if len(words) > LONGEST_DATE_LINE or not any(map(str.isdigit, words)):
        return None
    return _from_iso(words) or _from_words(words) or _from_mail(words)


def parse_date_line(line: str) -> str | None:
    """The same for a line of a report, which may open with "Published:" or the like."""
    if len(line) > LONGEST_DATE_LINE or not any(map(str.isdigit, line)):
        return None
    label = _LABEL.match(line)
    return parse_published(line[label.end() :] if label else line)


def _from_iso(words: str) -> str | None:
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    if not re.match(r"\d{4}-\d\d-\d\d", words) or not words.isascii():
        dated = len(words) <= 10 and "T" not in words
        return moment.date().isoformat() if dated else moment.isoformat()
    return words[:10] + words[10:].replace(" ", "T")


def _from_mail(words: str) -> str | None:
    """RFC 5322, as feeds and mail write it: "Tue, 08 Apr 2025 10:00:00 +0300"."""
    try:
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_words(words: str) -> str | None:
    for form in _FORMS:
        if match := form.fullmatch(words):
            part = match.groupdict()
            try:
                day = _day(part)
                if day is None or part["hour"] is None:
                    return None if day is None else day.isoformat()
                return _moment(day, part).isoformat()
            except (ValueError, OverflowError):
                return None
    return None


def _day(part: dict[str, str | None]) -> date | None:
    year = int(part["year"] or 0)
    if part.get("month"):
        return date(year, _MONTHS.index(str(part["month"])[:3].lower()) + 1, int(part["day"] or 0))
    if part.get("number"):
        return date(year, int(part["number"] or 0), int(part["day"] or 0))
    first, other = int(part["first"] or 0), int(part["other"] or 0)
    if first == other or first > 12:
        return date(year, other, first)
    return date(year, first, other) if other > 12 else None


def _moment(day: date, part: dict[str, str | None]) -> datetime:
    hour = int(part["hour"] or 0)
    if part["half"]:
        hour = hour % 12 + (12 if part["half"].lower().startswith("p") else 0)
    zone, offset = (part["zone"] or "").lower(), None
    if zone in {"utc", "gmt", "z"}:
        offset = UTC
    elif zone.startswith(("+", "-")):
        minutes = int(zone[1:3]) * 60 + int(zone[-2:])
        offset = timezone(timedelta(minutes=minutes if zone[0] == "+" else -minutes))
    return datetime(
        day.year, day.month, day.day, hour, int(part["minute"] or 0), int(part["second"] or 0), tzinfo=offset
    )
