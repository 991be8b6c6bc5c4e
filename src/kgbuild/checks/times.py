"""Statements in, findings about their dates out (KG2xx); no clock: a day is compared only with days of the record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from kgbuild.model import Article, Finding, Statement, When
from kgbuild.vocabulary import Vocabulary
from kgbuild.vocabulary.codes import make_finding

AHEAD = frozenset({"planned", "hypothetical", "intended", "threatened", "requested"})
"""Modalities whose happening may lie after publication."""
TIME_ZONES = timedelta(days=1)
"""It can be tomorrow already where it happens."""
FINENESS = {"day": 0, "week": 1, "month": 2, "season": 3, "quarter": 3, "year": 4, "decade": 5}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_LEAD = r"(?:(?:in|during|throughout|of|for|by|all)\s+)?(?:the\s+)?(?:(?:early|mid|late)[\s-]+)?"
# "The last year" is the twelve months that end today, which do start on a day; "last year" is a year.
_NEAR = r"(?<!the )(?:last|this|next|past|previous|same|coming|following)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_YEAR = r"(?:\s*,?\s+(?:of\s+)?[12]\d{3})"
BARE_WORDS = (
    ("week", re.compile(rf"{_LEAD}(?:{_NEAR})\s+week", re.IGNORECASE)),
    ("month", re.compile(rf"{_LEAD}(?:(?:{_NEAR}\s+)?{_MONTH}(?:\s*,?\s+\d{{4}})?|{_NEAR}\s+month)", re.IGNORECASE)),
    ("season", re.compile(rf"{_LEAD}(?:{_NEAR}\s+)?{_SEASON}{_YEAR}?", re.IGNORECASE)),
    ("quarter", re.compile(rf"{_LEAD}(?:first|second|third|fourth|last)\s+quarter{_YEAR}", re.IGNORECASE)),
    ("year", re.compile(rf"{_LEAD}(?:[12]\d{{3}}|{_NEAR}\s+year)", re.IGNORECASE)),
    ("decade", re.compile(rf"{_LEAD}[12]\d{{2}}0s", re.IGNORECASE)),
)
"""Words that hold nothing finer than the precision they stand under."""
FULL_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PLAIN = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?")
"""A year, month or day; two more digits than 12 stand for seasons and other parts of a year."""
FINEST = {"month": 7, "season": 7, "quarter": 7, "year": 4, "decade": 4}
"""Code points of the finest plain value that a precision allows."""
FIRST_NEWS, LAST_NEWS = date(1605, 1, 1), date(2099, 12, 31)
"""The year of the first newspaper, and an end that only a slip of the pen lies beyond; no clock is asked."""
DAY_ZERO = date(1970, 1, 1)
"""The day that computers give when nobody told them one."""


def check(statements: Sequence[Statement], article: Article, vocabulary: Vocabulary) -> Iterator[tuple[str, Finding]]:
    """Findings about event dates, against the article's publication day."""
    del vocabulary
    published = read_day(article.published[:10]) if article.published else None
    of_article = list(_publication(article.published, published))
    for statement in statements:
        for finding in of_article:
            yield statement.id, finding
        if statement.date is None:
            continue
        for finding in (*_bounds(statement.date, published, statement.modality), *_precision(statement.date)):
            yield statement.id, finding
        if statement.date.anchor == "publication" and not article.published and _is_resolved(statement.date):
            yield statement.id, make_finding("KG207", words=_words(statement.date))


@lru_cache(maxsize=4096)
def read_day(text: str) -> date | None:
    """The day of an ISO 8601 date `YYYY-MM-DD`; nothing else is one."""
    if not FULL_DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def find_future(article: Article, today: str) -> Finding | None:
    """What is wrong with an article published after a day (YYYY-MM-DD) that the user gives; one is for time zones."""
    published, last = (read_day(day[:10]) for day in (article.published or "", today))
    late = published is not None and last is not None and published > last + TIME_ZONES
    return make_finding("KG208", published=published) if late else None


def _publication(text: str | None, published: date | None) -> Iterator[Finding]:
    if text and published is None:
        yield make_finding("KG204", published=text)
    elif published is not None and (published == DAY_ZERO or not FIRST_NEWS <= published <= LAST_NEWS):
        yield make_finding("KG208", published=published)


def _bounds(when: When, published: date | None, modality: str) -> Iterator[Finding]:
    days: list[date | None] = []
    for text in (when.earliest, when.latest):
        day = read_day(text) if text is not None else None
        if text is not None and day is None:
            yield make_finding("KG202", value=text)
        days.append(day)
    earliest, latest = days
    if earliest is not None and latest is not None and earliest > latest:
        yield make_finding("KG201", earliest=earliest, latest=latest)
    if earliest is not None and published is not None and earliest - published > TIME_ZONES and modality not in AHEAD:
        yield make_finding("KG203", earliest=earliest, published=published)


def _precision(when: When) -> Iterator[Finding]:
    fineness = FINENESS.get(when.precision)
    if fineness is None:
        return
    words = words_precision(when.mention.text) if when.mention is not None else None
    if words is not None and FINENESS[words] > fineness:
        yield make_finding("KG205", words=_words(when), words_precision=words, precision=when.precision)
    elif when.value is not None and PLAIN.fullmatch(when.value):
        if len(when.value) > FINEST.get(when.precision, len(when.value)):
            yield make_finding("KG206", value=when.value, precision=when.precision)
        elif not _holds(when.value, when):
            yield make_finding("KG209", value=when.value, earliest=when.earliest, latest=when.latest)


def _holds(value: str, when: When) -> bool:
    """Whether the bounds lie in a plain year, month or day; a week, season or decade is longer than its plain value."""
    days = [bound for bound in (when.earliest, when.latest) if bound is not None and read_day(bound) is not None]
    crossed = days != sorted(days)  # what KG201 tells of
    return crossed or when.precision not in {"day", "month", "year"} or all(day.startswith(value) for day in days)


@lru_cache(maxsize=4096)
def words_precision(words: str) -> str | None:
    """The precision of words that name nothing but a week, month, year or decade; `None` for all others."""
    stripped = words.strip()
    return next((name for name, pattern in BARE_WORDS if pattern.fullmatch(stripped)), None)


def _is_resolved(when: When) -> bool:
    return not (when.earliest is None and when.latest is None and when.value is None)


def _words(when: When) -> str:
    return when.mention.text if when.mention is not None else when.value or "the date"
