"""What holds for every date: no finer than its words, in order, its value the same days, its words in their place."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kgbuild.language.spacy_parser import parse_articles
from kgbuild.language.times import find_times
from kgbuild.model import When, make_article
from kgbuild.resolvers.dates import apply_bound, join_range, resolve_times, resolve_words

SEASONS = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3), 33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3), 40: (1, 6),
    41: (7, 6),
}  # fmt: skip
"""EDTF sub-years: first month and length in months."""


def days_of(value: str) -> tuple[str | None, str | None]:
    """First and last day of an EDTF value, read here anew: the test's own parser."""
    if "/" in value:
        first, last = value.split("/")
        return (None if first == ".." else days_of(first)[0]), (None if last == ".." else days_of(last)[1])
    value = value.rstrip("~").partition("T")[0]
    if match := re.fullmatch(r"(-?\d{4})-(\d\d)-(\d\d)", value):
        assert 1 <= int(match[3]) <= month_length(int(match[1]), int(match[2]))
        return value, value
    if match := re.fullmatch(r"(-?\d{4})-(\d\d)", value):
        year, month = int(match[1]), int(match[2])
        if month <= 12:
            return f"{value}-01", f"{value}-{month_length(year, month):02d}"
        first, length = SEASONS[month]
        end_year, end = year + (first + length - 2) // 12, (first + length - 2) % 12 + 1
        return f"{year_text(year)}-{first:02d}-01", f"{year_text(end_year)}-{end:02d}-{month_length(end_year, end):02d}"
    match = re.fullmatch(r"(-?\d{2,4})(X{0,2})", value)
    assert match is not None, f"no EDTF value: {value}"
    assert len(match[1].lstrip("-")) + len(match[2]) == 4, value
    low, high = sorted(int(match[1] + digit * len(match[2])) for digit in "09")
    return f"{year_text(low)}-01-01", f"{year_text(high)}-12-31"


def year_text(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def month_length(year: int, month: int) -> int:
    return monthrange(year % 400 + 2000, month)[1]


def check(when: When) -> None:
    """The promises of a resolved date."""
    first, last = when.earliest, when.latest
    if first and last:
        assert days_from_epoch(first) <= days_from_epoch(last)
    if when.kind in {"duration", "set"} or when.value is None:
        return
    named = days_of(when.value)
    if "~" in when.value:  # about: the days meant lie within those possible, where these are known at all
        assert first is None or days_from_epoch(first) <= days_from_epoch(str(named[0]))
        assert last is None or days_from_epoch(str(named[1])) <= days_from_epoch(last)
    else:
        assert (first, last) == named


def days_from_epoch(day: str) -> tuple[int, int, int]:
    match = re.fullmatch(r"(-?\d{4})-(\d\d)-(\d\d)", day)
    assert match is not None, day
    return int(match[1]), int(match[2]), int(match[3])


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
EDGES = ["", "early ", "late ", "mid-", "the end of ", "the start of "]
YEARS = [str(year) for year in (1812, 1944, 1999, 2014, 2024, 2025)]
COARSE = st.one_of(
    st.tuples(st.just("month"), st.sampled_from(EDGES), st.sampled_from(MONTHS)).map(lambda t: (t[0], t[1] + t[2])),
    st.tuples(st.sampled_from(EDGES), st.sampled_from(MONTHS), st.sampled_from(YEARS)).map(
        lambda t: ("month", f"{t[0]}{t[1]} {t[2]}")
    ),
    st.tuples(st.sampled_from(EDGES), st.sampled_from(YEARS)).map(lambda t: ("year", t[0] + t[1])),
    st.tuples(st.sampled_from(["last", "this", "next"]), st.sampled_from(["week", "month", "year"])).map(
        lambda t: (t[1], f"{t[0]} {t[1]}")
    ),
    st.tuples(st.integers(2, 40), st.sampled_from(["week", "month", "year"])).map(
        lambda t: (t[1], f"{t[0]} {t[1]}s ago")
    ),
    st.tuples(st.sampled_from(["last", "this", "next", "early", "late"]), st.sampled_from(["summer", "autumn"])).map(
        lambda t: ("season", f"{t[0]} {t[1]}")
    ),
    st.tuples(st.sampled_from(["", "early ", "late ", "mid-"]), st.sampled_from(["1940s", "1990s", "2010s"])).map(
        lambda t: ("decade", f"the {t[0]}{t[1]}")
    ),
    st.sampled_from(YEARS).map(lambda year: ("quarter", f"the third quarter of {year}")),
)
SHAPES = {
    "week": r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d",
    "month": r"\d{4}-(0\d|1[0-2])",
    "season": r"\d{4}-2[1-4]",
    "quarter": r"\d{4}-3[3-6]",
    "year": r"\d{4}",
    "decade": r"\d{3}X",
}
LEAST_DAYS = {"week": 7, "month": 28, "season": 90, "quarter": 90, "year": 365, "decade": 3652}
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def check_no_finer(unit: str, when: When) -> None:
    assert when.value is not None
    assert re.fullmatch(SHAPES[unit], when.value), when
    assert when.precision == unit
    assert when.earliest
    assert when.latest
    assert (date.fromisoformat(when.latest) - date.fromisoformat(when.earliest)).days + 1 >= LEAST_DAYS[unit]


@given(COARSE, DAYS)
def test_no_date_is_finer_than_its_words(words, published):
    unit, expression = words
    when = resolve_words(expression, published=published.isoformat())
    check_no_finer(unit, when)
    check(when)


PIECES = st.sampled_from(
    [
        *("in", "on", "the", "last", "next", "this", "that", "first", "second", "fourth", "early", "late", "mid", "-"),
        *(
            ",",
            "of",
            "and",
            "to",
            "between",
            "eve",
            "end",
            "start",
            "3",
            "12",
            "31",
            "45",
            "1944",
            "2024",
            "March",
            "May",
        ),
        *("July", "Monday", "Friday", "summer", "winter", "week", "month", "year", "decade", "days", "hours", "weeks"),
        *("years", "ago", "later", "earlier", "before", "after", "two", "three", "several", "more", "than", "about"),
        *(
            "every",
            "Easter",
            "Ramadan",
            "Passover",
            "Nowruz",
            "night",
            "morning",
            "overnight",
            "weekend",
            "22:30",
            "10",
        ),
        *("a.m.", "GMT", "BC", "1990s", "century", "quarter", "half", "yesterday", "today", "03/04/2024", "2024-02-30"),
        *("Christmas", "'s", "Independence", "Day", "anniversary", "final", "opening", "day", "first", "dry", "season"),
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES, min_size=1, max_size=9), st.none() | DAYS)
def test_values_are_their_days_and_words_slice_back(pieces, published):
    words = " ".join(pieces)
    when = resolve_words(words, published=published.isoformat() if published else None)
    check(when)
    if published is None:
        assert when.anchor != "publication"
    if when.mention is not None:
        assert words[when.mention.start : when.mention.end] == when.mention.text
    for bound in ("since", "until", "by", "before", "after"):
        bounded = apply_bound(when, bound)
        assert not (bounded.earliest and bounded.latest and bounded.earliest > bounded.latest)
        assert bounded.value == when.value


@given(COARSE, COARSE, DAYS)
def test_a_range_is_in_order_and_no_finer_than_its_coarser_end(first, second, published):
    ends = [resolve_words(words, published=published.isoformat()) for _, words in (first, second)]
    joined = join_range(*ends)
    assert joined.earliest
    assert joined.latest
    assert joined.earliest <= joined.latest
    if joined.value and "/" in joined.value and joined.precision != "week":
        assert days_of(joined.value) == (joined.earliest, joined.latest)


TEXTS = [
    "In 1944 it began. In May it ended.",
    "On Monday they left. The next day they came, and two weeks later they were gone.",
    "It was hit on 03/04/2024 and on 15/04/2024.",
    "It was hit on 03/04/2024.",
    "Fighting raged from March to May last year.",
]


def values_in(order: Sequence[int]) -> dict[int, tuple[When, ...]]:
    found = {}
    for i, parse in zip(
        order, parse_articles(make_article(TEXTS[i], published="2025-04-08") for i in order), strict=True
    ):
        parse.times = find_times(parse)
        found[i] = resolve_times(parse)
    return found


@settings(max_examples=8, deadline=None)
@given(st.permutations(range(len(TEXTS))))
def test_an_article_gives_the_same_in_any_order(order):
    assert values_in(order) == {i: values_in([i])[i] for i in order}


GOOD = When(mention=None, value="2025-03", earliest="2025-03-01", latest="2025-03-31", precision="month")


@pytest.mark.parametrize(
    "wrong",
    [
        replace(GOOD, value="2025-03-08"),
        replace(GOOD, latest="2025-03-30"),
        replace(GOOD, earliest="2025-04-01"),
        replace(GOOD, value="2025-W10"),
        replace(GOOD, value="2025-02-29", earliest="2025-02-29", latest="2025-02-29"),
    ],
)
def test_the_checks_see_a_wrong_date(wrong):
    check(GOOD)
    check_no_finer("month", GOOD)
    with pytest.raises(AssertionError):
        check(wrong)


def test_the_checks_see_a_date_finer_than_its_words():
    day = replace(GOOD, value="2025-03-08", earliest="2025-03-08", latest="2025-03-08", precision="day")
    check(day)
    with pytest.raises(AssertionError):
        check_no_finer("month", day)
