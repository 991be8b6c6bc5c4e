"""Sheets are read with every mark at its words, and what is wrong in one is said with its line."""

from __future__ import annotations

import re

import pytest

from kgbuild.corpus import read_sheet
from kgbuild.corpus.sheet_text import SheetError

HEAD = "id: one\npublished: 2024-05-14\nstyle: wire\nregion: Mali\n\n"
SHEET = (
    HEAD
    + """\
= Gunmen raid Dori

- Gunmen raided Dori on Monday and killed two men, police said; police gave no names.
! raided ASSAULT | actor Gunmen | place in Dori | date on Monday
! killed ASSAULT | actor Gunmen | recipient two men | count two
! said SAY | actor police#1
> police#1 | said | Gunmen raided ... two men
@ Gunmen = gunmen armed_group
@ police#1 = police organization BFA
@ police#2 = police
# Dori place settlement BFA
% Monday date 2024-05-13
+ two killed 2
- It rained.
0
"""
)


def read(tmp_path, text, vocabulary):
    path = tmp_path / "one.sheet"
    path.write_text(text.replace("= Gunmen raid Dori\n", "= Gunmen raid Dori\n0\n"), encoding="utf-8")
    return read_sheet(path, vocabulary)


def test_marks_stand_at_their_words(tmp_path, vocabulary):
    report = read(tmp_path, SHEET, vocabulary)
    text = report.article.text
    assert text.startswith("Gunmen raid Dori\n\nGunmen raided")
    assert text.endswith("no names. It rained.")
    marks = [
        *(one.trigger for one in report.events),
        *(role.words for one in report.events for role in one.roles),
        *(part for one in report.attributions for part in (one.source, one.cue, *one.content)),
        *(one.words for kind in (report.actors, report.places, report.dates, report.counts) for one in kind),
        *report.sentences,
    ]
    assert all(text[one.start : one.end] == one.text for one in marks)
    assert [(one.trigger.text, one.type, one.mode) for one in report.events] == [
        ("raided", "ASSAULT", None), ("killed", "ASSAULT", None), ("said", "SAY", "say"),
    ]  # fmt: skip
    (said,) = report.attributions
    assert said.content[0].text == "Gunmen raided Dori on Monday and killed two men"
    assert [(one.words.text, one.chain, one.kind, one.country) for one in report.actors] == [
        ("Gunmen", "gunmen", "armed_group", None), ("police", "police", "organization", "BFA"),
        ("police", "police", "organization", "BFA"),
    ]  # fmt: skip
    assert report.actors[1].words.start < report.actors[2].words.start
    assert [(one.low, one.high, one.approximate) for one in report.counts] == [(2, 2, False)]


@pytest.mark.parametrize(
    ("value", "low", "high", "approximate"),
    [
        ("2", 2, 2, False),
        ("15..", 15, None, False),
        ("..40", None, 40, False),
        ("10..15", 10, 15, False),
        ("~60", 60, 60, True),
    ],
)
def test_bounds_of_numbers(tmp_path, vocabulary, value, low, high, approximate):
    (count,) = read(tmp_path, SHEET.replace("+ two killed 2", f"+ two killed {value}"), vocabulary).counts
    assert (count.low, count.high, count.approximate) == (low, high, approximate)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("! raided ASSAULT", "! looted ASSAULT", "one.sheet:10: 'looted' is not in the sentence"),
        ("! raided ASSAULT", "! raided ASSOULT", "no action ASSOULT"),
        ("! raided ASSAULT", "! raided ASSAULT/teacup", "no action ASSAULT/teacup"),
        ("! raided ASSAULT", "! raided ASSAULT maybe", "'maybe' is no standing"),
        ("@ police#2 = police", "@ police = police", "'police' stands there 2 times"),
        ("@ police#2 = police", "@ police#2 = police armed_force", "'police' is organization before"),
        ("@ police#2 = police", "@ police#2 = officers", "the first mention of 'officers' needs a kind"),
        ("# Dori place settlement BFA\n", "", "the place 'Dori' is not marked itself"),
        ("% Monday date 2024-05-13\n", "", "the date 'on Monday' is not marked itself"),
        ("+ two killed 2\n", "", "the count 'two' is not marked itself"),
        ("place in Dori", "place at Dori", "'at' is no relation"),
        ("- It rained.\n0\n", "- It rained.\n", "has no marks"),
        ("- It rained.\n0\n", "- It rained.\nso it goes\n", "'so it goes' is no mark"),
        ("style: wire\n", "", "the head lacks style"),
        ("+ two killed 2", "+ two killed many", "a number is WORDS"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, vocabulary, old, new, why):
    assert old in SHEET
    with pytest.raises(SheetError, match=re.escape(why)):
        read(tmp_path, SHEET.replace(old, new), vocabulary)
