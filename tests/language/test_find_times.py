"""Time expressions in sentences: where they begin and end, of which kind, and which words are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.language.parse import Parse
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.language.times import bound_of, find_times, read_words
from kgbuild.model import make_article


def parse_of(text: str) -> Parse:
    parse = next(iter(parse_articles([make_article(text)])))
    parse.times = find_times(parse)
    return parse


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("It began in early March.", ["early March"]),
        ("It ended at the end of 2023.", ["the end of 2023"]),
        ("The attack came on Monday, 7 April 2025.", ["Monday, 7 April 2025"]),
        ("He left the next day.", ["the next day"]),
        ("It has held the town for more than three years.", ["more than three years"]),
        ("The invasion began more than three years ago.", ["more than three years ago"]),
        ("The mid-November raids went on until late 2024.", ["mid-November", "late 2024"]),
        ("It lasted from 3 to 5 March 2024.", ["3", "5 March 2024"]),
        ("They fought there during the night of 3 March 1999.", ["the night of 3 March 1999"]),
        ("The seven-day truce began on Friday night.", ["seven-day", "Friday night"]),
        ("In May he may march on the capital.", ["May"]),
        ("The fall of the city came in the fall of 2023.", ["the fall of 2023"]),
        ("He was a second lieutenant who took the second town.", []),
        ("The 45-year-old man is 45 years old.", []),
        ("The team won 3-1 and sold 1,945 shirts for $2000.", []),
        ("About 2010 soldiers fled.", []),
        ("The daily flights cost $20 a day.", ["daily"]),
        ("The 7th brigade has 20 tanks.", []),
        ("Operation Ramadan failed.", []),
        ("The long march went on.", []),
        ("In Q3 2024 and the first half of 2025 it fell.", ["Q3 2024", "the first half of 2025"]),
        ("At 10:30 p.m. on Tuesday the shelling stopped.", ["10:30 p.m. on Tuesday"]),
        ("Shelling is heard every night.", ["every night"]),
        ("On the first day of the war the port was hit.", ["the first day"]),
        ("The final weeks of the siege were the worst.", ["The final weeks"]),
        ("On the third evening the news came.", ["the third evening"]),
        ("On day five, the truce broke.", ["day five"]),
        ("It was crowded on the opening night of the fair.", ["the opening night"]),
        ("Thousands marked the sixth anniversary of the coup.", ["the sixth anniversary"]),
        ("The one-year anniversary was calm.", ["The one-year anniversary"]),
        ("The anniversary parade was calm.", []),
        ("The first hour of the raid was the worst.", []),
        ("The first time he came he was the second man there.", []),
        ("Day two talks failed.", []),
        ("They attacked in the dry season.", ["the dry season"]),
        ("A dry season offensive began.", ["dry season"]),
        ("Rainy season floods hit the camp.", []),
        ("Qatar hosted World Cup 2022 after Euro 2016.", ["2022", "2016"]),
        ("It rose by the end of the day Saturday.", ["the end of the day Saturday"]),
        ("He was man of the year and the news of the day.", []),
        ("It rained for much of the week.", ["the week"]),
        ("They set the date of the vote. The walls date from 1200.", ["1200"]),
        ("It was shelled on the last day of the month.", ["the last day"]),
    ],
)
def test_spans_hold_determiners_and_modifiers_but_no_prepositions(text, spans):
    assert [span.mention.text for span in parse_of(text).times] == spans


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("It fell on Monday.", ["date"]),
        ("It fell on Monday night.", ["time"]),
        ("It fell at 22:30 on Monday.", ["time"]),
        ("The siege lasted three weeks.", ["duration"]),
        ("Raids take place every Monday.", ["set"]),
    ],
)
def test_kinds(text, kinds):
    assert [span.kind for span in parse_of(text).times] == kinds


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("He has fought since March 2022.", "since"),
        ("He has fought since at least 2014.", "since"),
        ("It will last until Friday.", "until"),
        ("It lasted through 2019.", "until"),
        ("It must end by the end of May.", "by"),
        ("It fell before Monday.", "before"),
        ("It fell after 3 March 2024.", "after"),
        ("It fell on Monday.", None),
        ("It fell in March.", None),
        ("Monday was calm.", None),
    ],
)
def test_the_word_before_tells_the_bound(text, bound):
    parse = parse_of(text)
    assert [bound_of(parse, span) for span in parse.times] == [bound]


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("They will meet on Friday.", "future"),
        ("The vote is scheduled for Friday.", "future"),
        ("The council plans to vote on Friday.", "future"),
        ("They met on Friday.", "past"),
        ("They were killed on Friday.", "past"),
        ("The minister told reporters Monday the army would strike.", "past"),
        ("The minister said Monday the army would strike.", "past"),
        ("The minister said Monday would be calm.", "future"),
    ],
)
def test_the_governing_verb_gives_the_tense(text, tense):
    assert dict(parse_of(text).times[0].parts)["tense"] == tense


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("The party is as weak today as it was under him.", False),
        ("The valley was richer then than today.", False),
        ("The young people of today do not recall the war.", False),
        ("She still lives in the camp today.", False),
        ("Today, about 5,000 families live in the camp.", False),
        ("Most of the families own no land today.", False),
        ("Today, 5,000 families are living in the open.", True),
        ("Rockets fell on the port today.", True),
        ("The events of today will be recalled.", True),
        ("Today the council meets.", True),
    ],
)
def test_today_is_no_day_where_it_is_the_present_age(text, dated):
    assert [span.mention.text.lower() for span in parse_of(text).times] == ["today"] * dated


PIECES = st.sampled_from(
    [
        "on", "the", "last", "next", "early", "mid", "-", "–", ",", ".", "and", "to", "3", "12", "1944", "1941–45",
        "March", "May", "May-1", "Monday", "summer", "week", "years", "ago", "two", "dozen", "half", "a",
        "22:30", "10am",
        "BC", "1990s", "'99", "century", "New", "Year", "'s", "Eve", "Eid", "al", "9/11", "Ω", "ночь",
        "\u202e", "Sept.",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14))
def test_spans_slice_back_in_order_without_overlap(pieces):
    text = " ".join(pieces)
    end = 0
    for span in read_words(text):
        assert text[span.mention.start : span.mention.end] == span.mention.text
        assert end <= span.mention.start < span.mention.end
        assert span.first < span.last
        end = span.mention.end


@pytest.mark.parametrize(
    "text", ["one " * 3000 + "days ago", "9" * 5000 + " years ago", "the " * 3000, "3, " * 3000 + "4 March 2024"]
)
def test_odd_texts_are_read_in_no_time_and_without_harm(text):
    assert all(text[span.mention.start : span.mention.end] == span.mention.text for span in read_words(text))
