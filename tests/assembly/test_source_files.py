"""The data files about sources: what is wrong in them is said with the file's name."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kgbuild.assembly import copy_rules, offices
from kgbuild.errors import VocabularyError
from sample_reports import ROOT

FILES = {
    "copies.toml": (copy_rules, copy_rules.load_copy_rules),
    "sides.toml": (offices, offices.load_side_rules),
}
FAULTS = [
    ("copies.toml", "same_text = ", "same_test = ", "same_test"),
    ("copies.toml", "same_text = 0.38", "same_text = [", "Unclosed|Invalid"),
    ("sides.toml", 'side = "RUS"', 'sides = "RUS"', "sides"),
    ("sides.toml", 'why = "The Houthi', 'because = "The Houthi', "because"),
]


@pytest.mark.parametrize(("name", "old", "new", "told"), FAULTS)
def test_a_fault_is_told(tmp_path: Path, monkeypatch, name: str, old: str, new: str, told: str) -> None:
    folder = tmp_path / "assembly"
    shutil.copytree(ROOT / "ontology" / "assembly", folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    module, load = FILES[name]
    monkeypatch.setattr(module, "data_folder", lambda _: tmp_path)
    with pytest.raises(VocabularyError, match=told) as error:
        load.__wrapped__()
    assert name in str(error.value)


def test_phrases_are_expressions_that_can_be_read() -> None:
    rules = copy_rules.load_copy_rules()
    for phrase in (*rules.standing, *rules.contributed):
        re.compile(phrase)
