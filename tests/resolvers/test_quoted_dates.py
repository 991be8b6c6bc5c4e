"""Dates in quotations: counted from the day of the saying where the text tells it, else no finer than is known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.language.spacy_parser import parse_articles
from kgbuild.language.times import find_times
from kgbuild.model import When, make_article
from kgbuild.resolvers.dates import resolve_times

PUBLISHED = "2025-04-08"  # a Tuesday


def whens(text: str, published: str | None = PUBLISHED) -> list[When]:
    parse = next(iter(parse_articles([make_article(text, published=published)])))
    parse.times = find_times(parse)
    return list(resolve_times(parse))


def read(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    return [(when.mention.text, when.value) for when in whens(text, published) if when.mention]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"We will strike the port today," General Bo said on Friday.',
            [("today", "2025-04-04"), ("Friday", "2025-04-04")],
        ),
        (
            '"They killed five people yesterday," the mayor told reporters on Friday.',
            [("yesterday", "2025-04-03"), ("Friday", "2025-04-04")],
        ),
        (
            'On Friday, the mayor said: "They killed five people yesterday."',
            [("Friday", "2025-04-04"), ("yesterday", "2025-04-03")],
        ),
        (
            '"They came last week. They killed two people on Monday," he said on Thursday.',
            [("last week", "2025-03-24/2025-03-30"), ("Monday", "2025-03-31"), ("Thursday", "2025-04-03")],
        ),
        (
            '"Three days ago they came, and last night they came again," the mayor told the radio on Saturday.',
            [("Three days ago", "2025-04-02"), ("last night", "2025-04-04"), ("Saturday", "2025-04-05")],
        ),
        (
            "Rebels shelled the port on Saturday. At the funeral, the mayor said: “Today we bury twelve people.”",
            [("Saturday", "2025-04-05"), ("Today", "2025-04-05")],
        ),
    ],
)
def test_what_is_quoted_counts_from_the_day_of_the_saying(text, expected):
    assert read(text) == expected


def test_a_dated_saying_needs_no_day_of_publication():
    text = 'He said on 3 March 2024: "We lost two men yesterday and three more today."'
    assert read(text, published=None) == [
        ("3 March 2024", "2024-03-03"), ("yesterday", "2024-03-02"), ("today", "2024-03-03"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "today"),
    [
        ('"They killed five people yesterday," the mayor said in a statement.', "2025-04-07"),
        (
            '"We lost two men yesterday," he said after Friday\'s raid.',
            "2025-04-07",
        ),  # the raid's day, not the saying's
        ("He said on Friday that they had attacked yesterday.", "2025-04-07"),  # the reporter's own words
    ],
)
def test_without_the_day_of_the_saying_it_is_of_publication(text, today):
    assert dict(read(text))["yesterday"] == today


def test_a_saying_since_the_day_that_is_told_of_is_no_single_day():
    found = {
        when.mention.text: when
        for when in whens('Rebels shelled Bor on Saturday. "Today we mourn all of them," he said.')
    }
    assert (found["Today"].earliest, found["Today"].latest) == ("2025-04-05", "2025-04-08")
    assert found["Today"].value == "2025-04-05/2025-04-08"


def test_the_rule_tells_the_day_that_was_counted_from():
    when = whens('"They killed five people yesterday," the mayor told reporters on Friday.')[0]
    assert (when.anchor, when.rule) == ("text", "times.deictic from 2025-04-04 in the text")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('On Friday, the programme "Today" showed the raid.', ["Friday"]),
        ("“At the end of the day, it is about trust,” he said.", []),
        ("Rebels took Bor on Friday. At the end of the day, they left.", ["Friday", "the end of the day"]),
    ],
)
def test_titles_and_idioms_are_no_days(text, words):
    assert [words for words, _ in read(text)] == words


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@settings(max_examples=20, deadline=None)
@given(
    st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(0, 6), st.sampled_from([("yesterday", -1), ("today", 0)])
)
def test_the_weekday_of_a_saying_moves_what_it_quotes(published, back, word):
    said = published - timedelta(days=back)
    text = f'"They shelled the old port {word[0]}," the mayor said on {WEEKDAYS[said.weekday()]}.'
    assert read(text, published.isoformat())[0] == (word[0], (said + timedelta(days=word[1])).isoformat())
