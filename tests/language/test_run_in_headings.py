"""Headings run into the text by a hyphen: which hyphens are breaks, and which are hyphens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.language.paragraphs import paragraphs_of, shadow_of
from kgbuild.language.run_in_headings import cut_headings
from kgbuild.vocabulary import load_vocabulary

PREFIXES = load_vocabulary().lexicon.words["prefix"]
HEAD = "Fishermen Found Alive After Storm-Two fishermen were found on Monday near the harbour of Gao."


def parts(text):
    joined, ranges = paragraphs_of(cut_headings(shadow_of(text), PREFIXES))
    return [joined[start:end].strip() for start, end in ranges]


@given(st.text(alphabet="Aab -—.\n\"'(Z", max_size=200))
def test_every_character_keeps_its_place(text):
    cut = cut_headings(HEAD + "\n" + text, PREFIXES)
    assert len(cut) == len(HEAD) + 1 + len(text)
    assert all(was == now or was in " -" for was, now in zip(HEAD + "\n" + text, cut, strict=True))


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        (HEAD, "Fishermen Found Alive After Storm"),
        ("Rebels Free Six Nurses -BAMAKO — -Rebels have freed six nurses whom they took.", "Rebels Free Six Nurses"),
        ("Nile-Sudan Talks Fail, Envoys Say-The envoys said they would return.", "Nile-Sudan Talks Fail, Envoys Say"),
        ("Vote Drags on in Re-election Bid-Officials say it will take a week.", "Vote Drags on in Re-election Bid"),
    ],
)
def test_a_headline_is_cut_from_the_first_sentence(line, headline):
    assert parts(line)[0] == headline


@pytest.mark.parametrize(
    "line",
    [
        "The Anglo-Irish talks began on Monday and will last until the end of the week.",
        "Former President Jean Kabore met the anti-French movement before the vote was held.",
        "Ten Men Sent to Pre-Trial Custody. The court in Bor said on Monday that they would stay there.",
        "Polish-American Crew Blasts Off. GAO, Mali — A capsule carrying a Polish-American crew went up.",
        "General Abd Al-Aziz Al-Hilu said that his men would not leave the town before the rains.",
    ],
)
def test_a_hyphen_inside_a_name_is_none(line):
    assert parts(line) == [line]


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("Roads still closed-The army opened one.", ["Roads still closed", "The army opened one."]),
        ("(J. Doe / AP)-More than 20 were held.", ["(J. Doe / AP)", "More than 20 were held."]),
        ("He left.-Earlier this week she came.", ["He left.", "Earlier this week she came."]),
        ("Envoys of the U.N.-Arab League mission left.", None),
        ("The anti-Russian front grew.", None),
        ("On Monday, talks in mid-March were set.", None),
    ],
)
def test_below_such_a_headline_headings_are_cut_too(line, pieces):
    assert parts(f"{HEAD}\n{line}")[2:] == (pieces or [line])
    assert parts(f"Plain prose stands here.\n{line}")[1:] == [line]
