"""Slips of the parser that are mended."""

from __future__ import annotations

import pytest

from kgbuild.language.spacy_parser import parse_articles
from kgbuild.model import make_article


@pytest.mark.parametrize(
    ("text", "word", "dep", "head"),
    [
        ("If the army attacks Kidal, the separatists will shell its base.", "army", "nsubj", "attacks"),
        ("Armenia accused Azerbaijani forces of firing on its positions near Jermuk.", "Azerbaijani", "amod", "forces"),
        ("Rwandan troops were accused by the UN mission of shelling a camp in Mugunga.", "of", "prep", "accused"),
        ("They sent home nine prisoners --Somalis and Kenyans.", "prisoners", "dobj", "sent"),
        ("The report was written by members of warring factions.", "of", "prep", "members"),
        ("The allies gave Kyiv missiles.", "missiles", "dobj", "gave"),
        ("A group that maps the front said on Monday that neither side controlled Bara.", "Bara", "dobj", "controlled"),
        ("The institute said that neither side controlled Sake.", "side", "nsubj", "controlled"),
        ("The institute said that neither side controlled Sake.", "controlled", "ccomp", "said"),
        ("The institute said that neither side controlled Sake.", "Sake", "dobj", "controlled"),
        ("IS militants in Hasakah have established a base and attacked posts.", "IS", "compound", "militants"),
        ("IS militants in Hasakah have established a base and attacked posts.", "established", "ROOT", "established"),
        ("At least four divers — two sailors and a cook — drowned on Sunday.", "drowned", "acl", "divers"),
        ("It destroyed the depot, killing him and the town's mayor on Monday.", "mayor", "conj", "him"),
        ("The police detained 14 people and used pepper spray.", "spray", "conj", "detained"),
        (
            "He confirmed that most of the workers unaccounted for at the besieged plant had been killed.",
            "most",
            "nsubjpass",
            "killed",
        ),
        (
            "He confirmed that most of the workers unaccounted for at the besieged plant had been killed.",
            "unaccounted",
            "acl",
            "most",
        ),
        ("The blast left at least eight people dead.", "people", "dobj", "left"),
        ("Police arrest a protester chanting slogans in Izmir.", "protester", "dobj", "arrest"),
        ("Police arrest a protester chanting slogans in Izmir.", "slogans", "dobj", "chanting"),
        ("They mourn after the execution of Shi'ite cleric Hamid al-Hamid on Monday.", "cleric", "compound", "Hamid"),
        (
            "The loss of a doctoral student, Pieter Jansen, who died in May has added fear.",
            "Jansen",
            "appos",
            "student",
        ),
    ],
)
def test_the_word_hangs_where_it_belongs(text, word, dep, head):
    tokens = next(parse_articles([make_article(text)])).tokens
    token = next(token for token in tokens if token.text == word)
    assert (token.dep, tokens[token.head].text) == (dep, head)
    assert all(token.i in tokens[token.head].children for token in tokens if token.head != token.i)
