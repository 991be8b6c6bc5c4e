"""Nouns that take up a place named before, and sites that take up where they lie."""

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
        ("Troops hold Stepne, a village north of Sumy. Drones hit the village.", ["Stepne", "Sumy", "Stepne"]),
        ("Rebels hold Bunia, drivers who came from Beni said. They looted the town.", ["Bunia", "Beni", "Bunia"]),
        ("Rebels entered Bara, in North Kordofan. They hold the town.", ["Bara", "North Kordofan", "Bara"]),
        ("Drones hit Sumy. Soldiers hold the whole town and its bridges.", ["Sumy", "Sumy"]),
        ("Drones hit Sumy. Soldiers hold the town, where they dug in.", ["Sumy", "Sumy"]),
        ("Drones hit Sumy. He fled the town where he was born.", ["Sumy"]),
        ("Troops hold the town of Okhtyrka near Sumy. Drones hit the town.", ["Okhtyrka", "Sumy", "Okhtyrka"]),
    ],
)
def test_what_the_noun_takes_up(text, cores, vocabulary, gazetteer):
    parse = next(read_articles([make_article(text)], vocabulary=vocabulary, gazetteer=gazetteer))
    assert [span.core for span in parse.places if span.usage == "place" and span.named] == cores
    assert all(parse.article.text[s.mention.start : s.mention.end] == s.mention.text for s in parse.places)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        (
            "Fighters attacked an army base in Taunggyi. Soldiers still hold the base.",
            [("the base", "Taunggyi", False)],
        ),
        (
            "Shells hit a camp for displaced people near Mekelle. The army denied shelling the camp.",
            [("the camp", "Mekelle", True)],
        ),
        ("Jets bombed the Jabalia refugee camp. Nine men died in the camp.", [("the camp", "Jabalia", False)]),
        ("A drone hit a clinic in Odesa. Three nurses died there.", [("there", "Odesa", False)]),
        ("The garrison in Taunggyi fought on. Soldiers hold the base.", [("the base", "Taunggyi", False)]),
        # Two clinics, the clinic as those who run it, a clinic of its own, a site that was never placed, two towns:
        ("Drones hit a clinic in Odesa and a clinic in Izmail. Nurses died in the clinic.", []),
        ("A drone hit a clinic in Odesa. The clinic said nobody was hurt.", []),
        ("A drone hit a clinic in Odesa. Nurses died in the private clinic.", []),
        ("A drone hit Odesa. Nurses died in the clinic.", []),
        ("Troops went from Odesa to Kherson. Soldiers hold the base.", []),
        ("Troops went from Odesa to Kherson. Nurses died there.", []),
        ("There was calm in Odesa. There was none before.", []),
    ],
)
def test_what_a_site_takes_up(text, taken, vocabulary, gazetteer):
    parse = next(read_articles([make_article(text)], vocabulary=vocabulary, gazetteer=gazetteer))
    found = [span for span in parse.places if span.anaphor]
    assert [(span.mention.text, span.core, span.beside) for span in found] == taken
    assert all(parse.article.text[s.mention.start : s.mention.end] == s.mention.text for s in parse.places)
