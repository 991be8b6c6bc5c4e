"""Lexicon and registry point to codes that exist."""

from __future__ import annotations

import tomllib

import pytest

from kgbuild.vocabulary import data_folder

FOLDER = data_folder("ontology")
FRAMES = [
    (path.name, table.get("type"), frame)
    for path in sorted(FOLDER.glob("lexicon/en/*.toml"))
    for table in [tomllib.loads(path.read_text(encoding="utf-8"))]
    for frame in table.get("frame", [])
]
ENTRIES = [
    (path.name, name, table.get("defaults", {}) | entry)
    for path in sorted(FOLDER.glob("actors/*.toml"))
    for table in [tomllib.loads(path.read_text(encoding="utf-8"))]
    for name, entry in table.items()
    if name != "defaults" and isinstance(entry, dict)
]


def test_frames_name_types_and_modes_of_the_scheme(vocabulary):
    assert FRAMES
    for file, common, frame in FRAMES:
        concept = vocabulary.action_types.get(frame.get("type", common))
        assert concept is not None, f"{file}: {frame['id']}"
        assert frame.get("mode") is None or frame["mode"] in concept.modes, f"{file}: {frame['id']}"
        assert set(frame.get("contexts", [])) <= set(vocabulary.contexts), f"{file}: {frame['id']}"


@pytest.mark.parametrize(("field", "scheme"), [("kind", "kind"), ("sector", "sector"), ("country", "country")])
def test_registry_entries_name_codes_of_the_schemes(vocabulary, field, scheme):
    assert ENTRIES
    for file, name, entry in ENTRIES:
        code = entry.get(field)
        assert code is None or code in vocabulary.codes(scheme), f"{file}: {name} has {field} {code}"
