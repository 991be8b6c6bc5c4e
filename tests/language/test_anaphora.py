"""Nouns that take up a place named before."""

from __future__ import annotations

import pytest

from kgbuild.language.reading import read_articles
from kgbuild.model import make_article


@pytest.mark.parametrize(
    ("text", "cores"),
    [
        ("Drones hit Kursk region. Soldiers fled the region.", ["Kursk", "Kursk"]),
        ("Drones hit Sake. Soldiers fled the town.", ["Sake", "Sake"]),
        ("Drones hit Sake. Soldiers fled the region.", ["Sake"]),
        ("Drones hit Kursk region. Soldiers fled the southern region.", ["Kursk"]),
        ("The region is calm.", []),
        ("Troops hold Stepne, a village near Sumy. Drones hit the village.", ["Stepne", "Sumy", "Stepne"]),
        ("Troops hold the town of Okhtyrka near Sumy. Drones hit the town.", ["Okhtyrka", "Sumy", "Okhtyrka"]),
    ],
)
def test_what_the_noun_takes_up(text, cores, vocabulary, gazetteer):
    parse = next(read_articles([make_article(text)], vocabulary=vocabulary, gazetteer=gazetteer))
    assert [span.core for span in parse.places if span.usage == "place"] == cores
    assert all(parse.article.text[s.mention.start : s.mention.end] == s.mention.text for s in parse.places)
