"""Ground without a name is a place as precise as its words, and no gazetteer place."""

import pytest

from kgbuild.gazetteer import open_gazetteer
from kgbuild.language.parse import Parse
from kgbuild.language.reading import read_articles
from kgbuild.model import make_article
from kgbuild.resolvers.places import resolve_places
from kgbuild.vocabulary import load_vocabulary


def parse_of(text: str) -> Parse:
    (parse,) = read_articles([make_article(text)], vocabulary=load_vocabulary(), gazetteer=open_gazetteer())
    return parse


@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        ("Rebels killed two guards along the border on Monday.", ["border"]),
        ("They run operations in the border areas and in the so-called grey zone.", ["border areas", "grey zone"]),
        ("The army shelled villages near the border with Chad.", []),
        ("The front line moved west.", []),
        ("He lives in a border area.", []),
    ],
)
def test_unnamed_ground_behind_a_preposition_is_a_place(text: str, grounds: list[str]) -> None:
    parse = parse_of(text)
    assert [span.mention.text for span in parse.places if not span.named and not span.site] == grounds


def test_unnamed_ground_resolves_to_nothing_and_moves_no_container() -> None:
    parse = parse_of("Along the border, shells fell on Popovka in Ukraine's Sumy region.")
    places = resolve_places(parse, open_gazetteer())
    assert ("border", "unresolved") in [(place.mention.text, place.status) for place in places if place.mention]
    outer = {span.core: parse.places[span.within].core for span in parse.places if span.within is not None}
    assert outer.get("Sumy") == "Ukraine"
