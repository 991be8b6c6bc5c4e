"""Which time expressions stand among an article's dates, and which only order hours or name a sort of thing."""

from __future__ import annotations

import pytest

import kgbuild
from kgbuild.language.parse import Parse
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.language.times import find_times
from kgbuild.language.times_calendar import is_calendar_time
from kgbuild.model import make_article


def parse_of(text: str) -> Parse:
    parse = next(iter(parse_articles([make_article(text)])))
    parse.times = find_times(parse)
    return parse


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The talks lasted six hours.", []),
        ("The 72-hour truce was extended by 48 hours.", ["72-hour", "48 hours"]),
        ("Six minutes later a second rocket fell, and half an hour later a third.", []),
        ("The convoy was hit 40 seconds after it left.", []),
        ("They waited for hours in hours-long queues.", []),
        ("Five hours later the bridge fell.", ["Five hours later"]),
        ("In the past 24 hours, 12 were killed.", ["the past 24 hours"]),
        ("The last minutes of the raid were the worst.", []),
        ("The annual pilgrimage begins on Friday.", ["Friday"]),
        ("The summit is held annually in the capital.", ["annually"]),
        ("Fear is part of their every day lives.", []),
        ("Every day people die on that road.", ["Every day"]),
        ("Daily raids went on for three weeks.", ["Daily", "three weeks"]),
        ("The guests this time were farmers.", []),
        ("This time, the rebels held the bridge.", []),
        ("By this time the town had fallen.", ["this time"]),
    ],
)
def test_dates_have_a_place_on_a_calendar(text, kept):
    parse = parse_of(text)
    assert [span.mention.text for span in parse.times if is_calendar_time(parse, span)] == kept


def test_the_layer_of_dates_leaves_hours_out():
    annotation = next(iter(kgbuild.annotate([{"text": "On Friday the talks lasted six hours.", "id": "talks"}])))
    assert [date.text for date in annotation.dates] == ["Friday"]
