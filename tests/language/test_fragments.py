"""Articles of one bare phrase name one actor; sentences and plain things none by this way."""

from __future__ import annotations

import pytest

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.fragments import find_fragment
from kgbuild.language.places import find_places
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.language.times import find_times
from kgbuild.model import make_article
from kgbuild.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("IGAD", ("IGAD", "organization", "igad")),
        ("the SADC", ("SADC", "organization", "sadc")),
        ("Ludmila Wark", ("Ludmila Wark", "unknown", None)),
        ("a cattle market in Maiduguri", ("cattle market in Maiduguri", "unknown", None)),
        ("Legislative body of Kenya", ("Legislative body of Kenya", "organization", None)),
        ("measles", None),
        ("Drone Attack on Maiduguri Kills Three", None),
        ("Maiduguri Market Attacked Again Today Morning", None),
        ("a broken bridge", None),
        ("Ludmila Wark.", None),
        ("rebels fled from Maiduguri", None),
        ("Maiduguri in March", None),
    ],
)  # fmt: skip
def test_a_bare_phrase(
    text: str, found: tuple[str, str, str | None] | None, vocabulary: Vocabulary, gazetteer: Gazetteer
) -> None:
    (parse,) = parse_articles([make_article(text)])
    parse.times = find_times(parse)
    parse.places = find_places(parse, gazetteer, vocabulary.registry)
    span = find_fragment(parse, vocabulary.registry)
    assert (span and (span.mention.text, span.kind, span.entity)) == found
