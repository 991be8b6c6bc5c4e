"""Numbers in sentences: their bounds, their measures, what they count, and which figures are no numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.language.numbers import find_numbers
from kgbuild.language.parse import Parse
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.language.times import find_times
from kgbuild.model import make_article


def parse_of(text: str) -> Parse:
    parse = next(iter(parse_articles([make_article(text)])))
    parse.times = find_times(parse)
    parse.numbers = find_numbers(parse)
    return parse


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The strike killed seventeen civilians.", [("seventeen", 17, 17, "person")]),
        ("At least a dozen people died.", [("At least a dozen", 12, None, "person")]),
        ("More than 2,000 fled.", [("More than 2,000", 2000, None, "person")]),
        ("Up to 200 hostages are held.", [("Up to 200", None, 200, "person")]),
        (
            "As many as two hundred and fifty villagers fled.",
            [("As many as two hundred and fifty", None, 250, "person")],
        ),
        ("Fewer than 30 fighters remain.", [("Fewer than 30", None, 30, "person")]),
        ("Nearly 120,000 people fled.", [("Nearly 120,000", 120000, 120000, "person")]),
        ("About 1.5 million people live there.", [("About 1.5 million", 1500000, 1500000, "person")]),
        ("Tens of thousands of dollars were lost.", [("Tens of thousands of dollars", 20000, None, "USD")]),
        ("Half a million refugees crossed.", [("Half a million", 500000, 500000, "person")]),
        ("Dozens of soldiers died.", [("Dozens", 24, None, "person")]),
        ("Hundreds of thousands of people fled.", [("Hundreds of thousands", 200000, None, "person")]),
        ("Hundreds of protesters marched.", [("Hundreds", 200, None, "person")]),
        ("Several children were hurt.", [("Several", 3, None, "person")]),
        ("Several hundred people fled.", [("Several hundred", 300, None, "person")]),
        ("Several tens of thousands of people fled.", [("Several tens of thousands", 30000, None, "person")]),
        ("A few hundred people fled.", [("A few hundred", 300, None, "person")]),
        ("At least 30 are missing.", [("At least 30", 30, None, "person")]),
        ("A few soldiers stayed.", [("A few", 3, None, "person")]),
        ("Between 10,000 and 15,000 people died.", [("Between 10,000 and 15,000", 10000, 15000, "person")]),
        ("Some 20-30 fighters were seen.", [("Some 20-30", 20, 30, "person")]),
        ("It sent 10 to 15 tanks.", [("10 to 15", 10, 15, "tank")]),
        ("Two or three men ran.", [("Two or three", 2, 3, "person")]),
        ("It sent 5-10 thousand troops.", [("5-10 thousand", 5000, 10000, "person")]),
        ("Twenty-one Palestinians were held.", [("Twenty-one", 21, 21, "person")]),
        ("Two dozen gunmen came.", [("Two dozen", 24, 24, "person")]),
        ("Russia launched 120 drones and 15 missiles.", [("120", 120, 120, "drone"), ("15", 15, 15, "missile")]),
        ("The front moved 40 km (25 miles) north.", [("40 km", 40, 40, "km")]),
        ("It took 21 square kilometers of land.", [("21 square kilometers", 21, 21, "km2")]),
        ("It holds a 13-square-kilometer (five-square-mile) area.", [("13-square-kilometer", 13, 13, "km2")]),
        (
            "The EU pledged $20 million and €1.5bn.",
            [("$20 million", 20000000, 20000000, "USD"), ("€1.5bn", 1500000000, 1500000000, "EUR")],
        ),
        ("It won 60 percent of the vote.", [("60 percent", 60, 60, "percent")]),
        ("One soldier was killed.", [("One", 1, 1, "person")]),
        ("One of the soldiers was killed.", [("One", 1, 1, "person")]),
        ("The blast killed 10 or more people.", [("10 or more", 10, None, "person")]),
    ],
)
def test_bounds_and_units(text, numbers):
    found = [(span.mention.text, span.low, span.high, span.unit) for span in parse_of(text).numbers]
    assert found == numbers


@pytest.mark.parametrize(
    "text",
    [
        "In 2014 it began on 3 March and lasted three weeks.",
        "A 45-year-old man was there.",
        "John Smith, 52, was there.",
        "The team won 3-1.",
        "Result: Sweden 1 – 0 Norway.",
        "He drove along Route 60 in an F-16.",
        "No one knew which one it was.",
        "Call 5551234567 now.",
        "The council adopted Resolution 1701.",
        "The shelling began at 22:30.",
    ],
)
def test_dates_ages_scores_and_names_are_no_numbers(text):
    assert parse_of(text).numbers == ()


def test_a_measure_said_twice_is_one_number_with_its_twin():
    (span,) = parse_of("It holds a 13-square-kilometer (five-square-mile) area.").numbers
    assert span.twin is not None
    assert span.twin.text == "five-square-mile"


@pytest.mark.parametrize(
    ("text", "subsets"),
    [
        ("A dozen people, including three children and two women, died.", [False, True, True]),
        ("Twenty people were hurt, three of them children.", [False, True]),
        ("Ten men and four boys died.", [False, False]),
        ("Nine people, among them two nurses, died.", [False, True]),
        ("Three people died, including a nurse, and 11 others were hurt.", [False, False]),
    ],
)
def test_parts_of_a_number_are_marked(text, subsets):
    assert [span.subset for span in parse_of(text).numbers] == subsets


def test_ordinals_are_marked():
    (span,) = parse_of("It was the third attack.").numbers
    assert span.ordinal
    assert (span.low, span.high) == (3, 3)


def test_what_is_counted_is_the_head():
    parse = parse_of("At least 12 Russian soldiers and dozens of local villagers died.")
    heads = [parse.tokens[span.head].text for span in parse.numbers if span.head is not None]
    assert heads == ["soldiers", "villagers"]


PIECES = st.sampled_from(
    [
        "at", "least", "more", "than", "a", "dozen", "dozens", "of", "people", "12", "1,200", "1.5",
        "million", "20-30",
        "5–10", "between", "and", "to", "or", "half", "$", "€", "km", "square", "-", "(", ")", ",", ".",
        "three", "twenty",
        "hundred", "thousands", "percent", "several", "one", "third", "21st", "Ω", "\u202e", "m", "4,5,6",
        "1.2.3", "20bn",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12))
def test_spans_slice_back_in_order_and_bounds_do_not_cross(pieces):
    text = " ".join(pieces)
    end = 0
    for span in parse_of(text).numbers:
        assert text[span.mention.start : span.mention.end] == span.mention.text
        assert end <= span.mention.start
        end = span.mention.end
        assert span.low is not None or span.high is not None
        if span.low is not None and span.high is not None:
            assert span.low <= span.high
