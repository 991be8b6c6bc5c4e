"""Dates as news writes them: nights, weekends, hours, ranges, bounds; with a day of publication."""

from __future__ import annotations

import pytest

from kgbuild.language.parse import Parse
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.language.times import bound_of, find_times
from kgbuild.model import make_article
from kgbuild.resolvers.dates import resolve_times

PUBLISHED = "2025-04-08"  # a Tuesday


def parse_of(text: str, published: str | None = PUBLISHED) -> Parse:
    parse = next(iter(parse_articles([make_article(text, published=published)])))
    parse.times = find_times(parse)
    return parse


def read(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    return [(when.mention.text, when.value) for when in resolve_times(parse_of(text, published)) if when.mention]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In winter the pass is closed.", [("winter", None)]),
        ("The pass was closed in winter.", [("winter", "2024-24")]),
        ("The pass was closed in the rainy season.", [("the rainy season", None)]),
        ("The theme of this years fair was peace.", [("this years", "2025")]),
        ("It fell at the end of the day on Friday.", [("the end of the day on Friday", "2025-04-04")]),
        (
            "The assault began on Friday. By the end of the day, 40 soldiers were dead.",
            [("Friday", "2025-04-04"), ("the end of the day", "2025-04-04")],
        ),
        ("By the end of the day, 40 soldiers were dead.", [("the end of the day", None)]),
        (
            "The assault began on January 3. By the end of the month, 40 soldiers were dead.",
            [("January 3", "2025-01-03"), ("the end of the month", "2025-01")],
        ),
        (
            "The siege began on Friday. Ten minutes later, shells fell. In the third attack of the day, it burnt.",
            [("Friday", "2025-04-04"), ("Ten minutes later", "2025-04-04/2025-04-05"), ("the day", "2025-04-04")],
        ),
        (
            "In the deadliest attack of the year, the port was hit. Three days earlier, it had been calm.",
            [("the year", "2025"), ("Three days earlier", None)],
        ),
        ("It was the sixth raid of the month.", [("the month", "2025-04")]),
        (
            "On Friday polls closed at 22:30, and the last vote was cast at 2:30 the next day.",
            [("Friday", "2025-04-04"), ("22:30", "2025-04-04T22:30"), ("2:30 the next day", "2025-04-05T02:30")],
        ),
        (
            "The siege began on Friday. Polls closed at 22:30, and the last vote was cast at 2:30 the next day.",
            [("Friday", "2025-04-04"), ("22:30", "2025-04-04T22:30"), ("2:30 the next day", "2025-04-05T02:30")],
        ),
        (
            "The siege began on Friday. The next day, shells fell at 22:30.",
            [("Friday", "2025-04-04"), ("The next day", "2025-04-05"), ("22:30", "2025-04-05T22:30")],
        ),
        (
            "On 3 March 2025, rebels took the port. On that date, the army fled. Crowds marked the date.",
            [("3 March 2025", "2025-03-03"), ("that date", "2025-03-03"), ("the date", "2025-03-03")],
        ),
        ("Crowds marked the date. It was calm at that time.", [("the date", None), ("at that time", None)]),
        ("Rebels attacked the base last week on Tuesday.", [("last week on Tuesday", "2025-04-01")]),
        ("Rebels attacked the base last week Sunday.", [("last week Sunday", "2025-04-06")]),
        ("Last year on April 3 he was shot.", [("Last year on April 3", "2024-04-03")]),
        ("Last year in January he was shot.", [("Last year in January", "2024-01")]),
        (
            "The depot closes by the end of the month on April 29.",
            [("the end of the month on April 29", "2025-04-29")],
        ),
        ("The vote is a week from Sunday.", [("a week from Sunday", "2025-04-20")]),
        ("Talks begin two days from today.", [("two days from today", "2025-04-10")]),
        ("He was shot after the 2014 Winter Olympics.", [("2014", "2014")]),
        ("On the first day of the war, the port was hit.", [("the first day", None)]),
        (
            "Two died yesterday, day five of the truce. Day five was the worst.",
            [("yesterday", "2025-04-07"), ("day five", "2025-04-07"), ("Day five", "2025-04-07")],
        ),
        (
            "The first day of the battle, 1 July 1916, was the worst. On the second day of the battle it rained.",
            [("The first day", "1916-07-01"), ("1 July 1916", "1916-07-01"), ("the second day", None)],
        ),
        (
            "On 3 May 2024, the first day of the siege, it rained. The first day of the truce was calm.",
            [("3 May 2024", "2024-05-03"), ("the first day", "2024-05-03"), ("The first day", None)],
        ),
        (
            "On April 3, the first anniversary of the coup, shops closed. Crowds marked the first anniversary.",
            [
                ("April 3", "2025-04-03"),
                ("the first anniversary", "2025-04-03"),
                ("the first anniversary", "2025-04-03"),
            ],
        ),
        ("On the first day of the fast, Friday raids went on.", [("the first day", None), ("Friday", "2025-04-04")]),
        ("Shelling went on over the weekend.", [("the weekend", "2025-04-05/2025-04-06")]),
        ("The vote will be held at the weekend.", [("the weekend", "2025-04-12/2025-04-13")]),
        ("Rockets fell on the port overnight.", [("overnight", "2025-04-07/2025-04-08")]),
        ("Rockets fell on the port overnight Sunday.", [("overnight Sunday", "2025-04-05/2025-04-07")]),
        ("Rockets fell overnight on April 3.", [("overnight on April 3", "2025-04-02/2025-04-04")]),
        (
            "Rockets fell on the port overnight into Sunday.",
            [("overnight", "2025-04-05/2025-04-06"), ("Sunday", "2025-04-06")],
        ),
        (
            "Rockets fell overnight from Saturday to Sunday.",
            [("overnight", "2025-04-05/2025-04-06"), ("Saturday", "2025-04-05"), ("Sunday", "2025-04-06")],
        ),
        ("Troops left at the end of last year.", [("the end of last year", "2024")]),
        (
            "Fighting raged from March to May last year.",
            [("March", "2024-03"), ("May last year", "2024-05")],
        ),
        ("A week ago Monday, the bridge fell.", [("A week ago Monday", "2025-03-31")]),
        ("Two years ago this month, the bridge fell.", [("Two years ago this month", "2023-04")]),
        ("A year ago today, the bridge fell.", [("A year ago today", "2024-04-08")]),
        ("A year ago on Monday, the bridge fell.", [("A year ago on Monday", None)]),
        ("In the past 24 hours, 12 were killed.", [("the past 24 hours", "2025-04-07/2025-04-08")]),
        ("Three hours ago, the bridge fell.", [("Three hours ago", "2025-04-07/2025-04-08")]),
        (
            "The raid began on 4 May 2023 and ended five hours later.",
            [("4 May 2023", "2023-05-04"), ("five hours later", "2023-05-04/2023-05-05")],
        ),
        (
            "He was seized on 4 May 2023. He was held for the next 30 hours.",
            [("4 May 2023", "2023-05-04"), ("the next 30 hours", "2023-05-04/2023-05-06")],
        ),
        (
            "The raid began on 4 May 2023. In the evening it ended.",
            [("4 May 2023", "2023-05-04"), ("the evening", "2023-05-04")],
        ),
        (
            "He was found on 4 May 2023, on the morning the bridge fell.",
            [("4 May 2023", "2023-05-04"), ("the morning", None)],
        ),
        ("She was hurt in a 1965 march.", [("1965", "1965")]),
        ("The envoy meets rebels Tuesday and Friday.", [("Tuesday", "2025-04-08"), ("Friday", "2025-04-11")]),
        ("The envoy met rebels on Monday and Friday.", [("Monday", "2025-04-07"), ("Friday", "2025-04-04")]),
        ("In 2011 it was drawn up. Last fall it was dropped.", [("2011", "2011"), ("Last fall", "2024-23")]),
        ("Sales fell in the fourth quarter of last year.", [("the fourth quarter of last year", "2024-36")]),
        ("He died in the spring of last year.", [("the spring of last year", "2024-21")]),
        ("It began on February 24, three years ago.", [("February 24, three years ago", "2022-02-24")]),
        ("The deadline is Thursday.", [("Thursday", "2025-04-10")]),
        ("Talks resume on Friday.", [("Friday", "2025-04-11")]),
        (
            "In January 2020 he was killed. In February talks began. In March they failed.",
            [("January 2020", "2020-01"), ("February", "2020-02"), ("March", "2020-03")],
        ),
        ("Sales fell in the second quarter.", [("the second quarter", "2025-34")]),
        ("The spring offensive failed.", [("The spring", "2025-21")]),
        ("They sent winter coats.", []),
        ("Half of 2019 levels was reached.", [("2019", "2019")]),
        ('"[Ten] years ago it began," he said.', [("Ten] years ago", "2015")]),
        ("The mayor now holds the town and has recently met them.", []),
        ("At the age of four months the boy was freed.", []),
        ("Boys aged 8 to 10 years were freed.", []),
        ("The ministers are to travel on Friday.", [("Friday", "2025-04-11")]),
    ],
)
def test_what_counts_from_publication_or_the_story(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It came at 0400 GMT on Thursday.", "2025-04-03T04:00Z"),
        ("It came at 1430 hours on Monday.", "2025-04-07T14:30"),
        ("It came at 14h30 on Monday.", "2025-04-07T14:30"),
        ("It came at 6.30pm on Thursday.", "2025-04-03T18:30"),
        ("It came at 03:00 UTC+3 on Monday.", "2025-04-07T03:00+03:00"),
        ("It came at 3 o'clock in the afternoon on Monday.", "2025-04-07T15:00"),
        ("It came at 04:00 local time (0100 GMT) on Thursday.", "2025-04-03T04:00"),
        ("It came at 04:00 local time.", None),
    ],
)
def test_hours_and_zones(text, value):
    assert read(text)[0][1] == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It was hit on 2024/04/03.", ["2024-04-03"]),
        ("It was hit on 3-Apr-2024.", ["2024-04-03"]),
        ("It was hit on 03-04-2024.", [None]),
        ("It was hit on 03-04-2024 and on 15-04-2024.", ["2024-04-03", "2024-04-15"]),
        ("It was hit on 03/04/2024 and on 04/15/2024.", ["2024-03-04", "2024-04-15"]),
        ("It was hit on 03/04/2024, 04/15/2024 and 15/04/2024.", [None, "2024-04-15", "2024-04-15"]),
    ],
)
def test_numbers_take_the_order_of_the_other_dates(text, values):
    assert [value for _, value in read(text, None)] == values


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("The army attacked before dawn on Friday.", None),
        ("The army attacked before 6 p.m. on Friday.", "by"),
        ("The army attacked after 6 p.m. on Friday.", "since"),
        ("Three days after 4 March 2024 it fell.", None),
        ("After 4 March 2024 it fell.", "after"),
    ],
)
def test_hours_bound_within_their_day(text, bound):
    parse = parse_of(text)
    assert bound_of(parse, parse.times[-1]) == bound


WITHOUT = [
    "Shelling went on over the weekend.",
    "Rockets fell overnight Sunday.",
    "Three hours ago, the bridge fell.",
    "A week ago Monday, the bridge fell.",
    "In the past 24 hours, 12 were killed.",
    "The strike came on Yom Kippur.",
    "It came at 0400 GMT on Thursday.",
    "The spring offensive failed.",
]


@pytest.mark.parametrize("text", WITHOUT)
def test_without_publication_nothing_is_counted_from_it(text):
    whens = resolve_times(parse_of(text, None))
    assert whens
    assert all((when.value, when.earliest, when.latest) == (None, None, None) for when in whens)


def test_last_and_next_count_from_publication_only():
    assert read("In 2005 it began. It is to end next spring.", None) == [("2005", "2005"), ("next spring", None)]


@pytest.mark.parametrize(
    ("text", "published", "days"),
    [
        ("The army must withdraw by the end of the year.", PUBLISHED, (None, "2025-12-31", "2025-12-31", "bound")),
        ("The plant will close by year end.", PUBLISHED, (None, "2025-12-31", "2025-12-31", "bound")),
        ("The army plans to leave by the end of May.", PUBLISHED, (None, "2025-05-31", "2025-05-31", "bound")),
        ("The army will leave by the end of 2026.", None, (None, "2026-12-31", "2026-12-31", "bound")),
        ("The army had left by the end of 2023.", PUBLISHED, ("2023-01-01", "2023-12-31", "2023", "year")),
        ("The army will leave at the end of May.", PUBLISHED, ("2025-05-01", "2025-05-31", "2025-05", "month")),
    ],
)
def test_a_deadline_is_the_last_day_of_what_ends(text, published, days):
    (when,) = resolve_times(parse_of(text, published))
    assert (when.earliest, when.latest, when.value, when.precision) == days


@pytest.mark.parametrize(
    ("text", "published", "days"),
    [
        ("The truce held between Monday and Wednesday.", PUBLISHED, ["2025-03-31", "2025-04-02"]),
        ("The road was closed from Wednesday to Monday.", PUBLISHED, ["2025-04-02", "2025-04-07"]),
        ("The army will close the road between Monday and Wednesday.", PUBLISHED, ["2025-04-14", "2025-04-16"]),
        ("Fighting went on from October to June.", PUBLISHED, ["2023-10-01", "2024-06-30"]),
        ("The siege lasted from 20 December to 5 January.", PUBLISHED, ["2024-12-20", "2025-01-05"]),
        (
            "War came on 5 May 1941. Fighting went on from October to June.",
            None,
            ["1941-05-05", "1941-10-01", "1942-06-30"],
        ),
        (
            "The town fell in March 1945. Fighting had gone on from October to January.",
            None,
            ["1945-03-01", "1944-10-01", "1945-01-31"],
        ),
    ],
)
def test_the_ends_of_a_range_are_in_order(text, published, days):
    """Expected: where each date begins, for the last of all where it ends."""
    found = resolve_times(parse_of(text, published))
    assert [*(when.earliest for when in found[:-1]), found[-1].latest] == days
    assert str(found[-2].earliest) <= str(found[-1].latest)


@pytest.mark.parametrize(
    "text",
    [
        "The truce held between {} and {}.",
        "The road will be closed between {} and {}.",
        "The road is closed from {} to {}.",
        "Fighting went on from {} until {}.",
    ],
)
@pytest.mark.parametrize(
    "ends", [("Monday", "Wednesday"), ("Friday", "Monday"), ("October", "June"), ("5 May", "3 March")]
)
def test_a_range_is_in_order_whatever_the_day_of_publication(text, ends):
    articles = [make_article(text.format(*ends), published=f"2025-04-{day:02d}") for day in range(7, 14)]
    for parse in parse_articles(articles):
        parse.times = find_times(parse)
        first, second = resolve_times(parse)
        assert str(first.earliest) <= str(second.latest), parse.article.published
