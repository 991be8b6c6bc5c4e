"""When a statement's core is right by the marks of its report."""

from __future__ import annotations

import pytest

from kgbuild.corpus.judging import is_right
from kgbuild.corpus.sheet import read_sheet
from kgbuild.extractors.rules import extract
from kgbuild.language.reading import read_articles

TEXT = "The army said that rebels shelled Dori."
RIGHT = """! said SAY | actor The army
! shelled ASSAULT/heavy-weapons | actor rebels | place in Dori
> The army | said | rebels shelled Dori
@ The army = army armed_force
@ rebels = rebels armed_group
# Dori place
"""
CASES = {
    "as marked": ("", "", True),
    "another type": ("ASSAULT/heavy-weapons", "COERCE", False),
    "another standing": ("heavy-weapons |", "heavy-weapons negative |", False),
    "nobody marked": (" | actor rebels", "", False),
    "another actor": ("actor rebels", "actor The army", False),
    "somebody suffers": ("actor rebels |", "actor rebels | recipient The army |", False),
    "nobody says so": ("> The army | said | rebels shelled Dori\n", "", False),
    "unnamed source": ("> The army |", "> ~ |", False),
    "another place": (" | place in Dori", "", True),
}


@pytest.mark.parametrize("case", CASES)
def test_the_core_is_compared(case, tmp_path, vocabulary, gazetteer):
    before, after, right = CASES[case]
    path = tmp_path / "a.sheet"
    head = "id: a\npublished: 2024-05-15\nstyle: wire\nregion: Mali\n\n"
    path.write_text(f"{head}- {TEXT}\n{RIGHT.replace(before, after) if before else RIGHT}", encoding="utf-8")
    report = read_sheet(path, vocabulary)
    (parse,) = read_articles([report.article], vocabulary=vocabulary, gazetteer=gazetteer)
    (shelled,) = (one for one in extract(parse, vocabulary) if one.action.type == "ASSAULT")
    assert is_right(shelled, report) is right
