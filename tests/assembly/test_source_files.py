"""The data files of assembly: what is wrong in them is said with the file's name, before anything is read."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import kgbuild
from kgbuild.assembly import check_tables, copy_rules, knowledge, name_data, offices, rules, tables
from kgbuild.errors import VocabularyError
from sample_reports import ROOT

FILES = {
    "agreement.toml": knowledge.load_knowledge,
    "copies.toml": copy_rules.load_copy_rules,
    "events.toml": rules.load_rules,
    "names.toml": name_data.load_names,
    "sides.toml": offices.load_side_rules,
}
FAULTS = [
    ("agreement.toml", "[denials]", "[denial]", "denial"),
    ("copies.toml", "same_text = ", "same_test = ", "same_test"),
    ("copies.toml", "same_text = 0.38", "same_text = [", "Unclosed|Invalid"),
    ("events.toml", "near_km = 15", 'near_km = "far"', "near_km"),
    ("events.toml", "harm = [", "harms = [", "harm"),
    ("names.toml", "[callings]", "[calling]", "calling"),
    ("sides.toml", 'side = "RUS"', 'sides = "RUS"', "sides"),
    ("sides.toml", 'why = "The Houthi', 'because = "The Houthi', "because"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "ontology" / "assembly", tmp_path / "ontology" / "assembly")
    return tmp_path / "ontology"


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / "assembly" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(("name", "old", "new", "told"), FAULTS)
def test_a_fault_is_told(folder: Path, name: str, old: str, new: str, told: str) -> None:
    spoil(folder, name, old, new)
    with pytest.raises(VocabularyError, match=told) as error:
        FILES[name](folder)
    assert name in str(error.value)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / "assembly" / name).unlink()
    with pytest.raises(VocabularyError, match=name):
        FILES[name](folder)


@pytest.mark.parametrize("name", FILES)
def test_a_build_stops_before_it_reads_or_writes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (folder / "assembly" / name).write_text("no = [table", encoding="utf-8")
    monkeypatch.setattr(tables, "data_folder", lambda _: folder)
    for load in FILES.values():
        load.cache_clear()
    try:
        with pytest.raises(VocabularyError, match=name):
            check_tables()
        with pytest.raises(kgbuild.StopRun, match=name):
            kgbuild.build([{"text": "Rebels attacked Goma."}], graph=tmp_path / "g")
        assert not (tmp_path / "g").exists()
    finally:
        for load in FILES.values():
            load.cache_clear()


def test_phrases_are_expressions_that_can_be_read() -> None:
    known = copy_rules.load_copy_rules()
    for phrase in (*known.standing, *known.contributed):
        re.compile(phrase)
