"""Numbers to quantities: what each is about, by the words it hangs on."""

from __future__ import annotations

import pytest

from kgbuild.language.numbers import find_numbers
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.language.times import find_times
from kgbuild.model import make_article
from kgbuild.resolvers.quantities import resolve_numbers


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The strike killed seventeen civilians.", ["killed"]),
        ("Twelve people were killed and 11 others wounded.", ["killed", "wounded"]),
        ("At least 12 were killed and 30 injured.", ["killed", "wounded"]),
        ("The shelling killed two people and wounded five.", ["killed", "wounded"]),
        ("Dozens of soldiers died.", ["killed"]),
        ("Three miners are missing.", ["missing"]),
        ("Rebels captured 40 soldiers.", ["captured"]),
        ("More than 2,000 people fled the town.", ["displaced"]),
        ("Nearly 120,000 people have been displaced.", ["displaced"]),
        ("Kenya deployed 1,000 troops.", ["troops"]),
        ("The army took 21 square kilometers of land.", ["area"]),
        ("The village lies 40 km north of the town.", ["distance"]),
        ("Russia launched 120 drones.", ["weapon"]),
        ("The bank lent $20 million.", ["money"]),
        ("It won 60 percent of the vote.", ["other"]),
        ("The company sold 300 books.", ["other"]),
        ("It was the third attack.", ["other"]),
    ],
)
def test_kinds(text, kinds):
    parse = next(iter(parse_articles([make_article(text)])))
    parse.times = find_times(parse)
    parse.numbers = find_numbers(parse)
    quantities = resolve_numbers(parse)
    assert [quantity.kind for quantity in quantities] == kinds
    assert [(quantity.start, quantity.end, quantity.text) for quantity in quantities] == [
        (span.mention.start, span.mention.end, span.mention.text) for span in parse.numbers
    ]
