"""Action types and modes are named in six languages, each name once, in the language's own script."""

from __future__ import annotations

import unicodedata

import pytest

from kgbuild.errors import VocabularyError
from kgbuild.vocabulary import data_folder, load_vocabulary
from kgbuild.vocabulary.subjects import read_source

ACTIONS = [one for top in load_vocabulary().action_types.values() for one in (top, *top.modes.values())]
SCRIPTS = {"en": "LATIN", "fr": "LATIN", "es": "LATIN", "ar": "ARABIC", "ru": "CYRILLIC", "uk": "CYRILLIC"}
NEVER = {"ru": "іїєґ", "uk": "ыэъё", "es": "çœèêàù", "fr": "ñ¿íóú"}
"""Letters that the language does not have, so that a label in the wrong column is seen."""
PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
HEAD = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<https://example.org/A> skos:prefLabel "


@pytest.mark.parametrize("concept", ACTIONS, ids=lambda concept: concept.notation)
def test_a_label_in_each_language_in_its_script(concept):
    assert list(concept.labels) == ["en", *sorted(set(SCRIPTS) - {"en"})]
    assert concept.label == concept.labels["en"]
    for language, label in concept.labels.items():
        scripts = {unicodedata.name(letter).split()[0] for letter in label if letter.isalpha()}
        assert scripts == {SCRIPTS[language]}, label
        assert not set(label) & set(NEVER.get(language, "")), label
        assert label == unicodedata.normalize("NFC", label.strip()), label


@pytest.mark.parametrize("language", SCRIPTS)
def test_no_two_actions_share_a_label(language):
    seen: dict[str, str] = {}
    for concept in ACTIONS:
        other = seen.setdefault(concept.labels[language].casefold(), concept.notation)
        assert other == concept.notation, f"{other} and {concept.notation}: {concept.labels[language]}"


def test_translations_stay_out_of_what_is_read_as_english():
    source = read_source(data_folder("ontology") / "actions.ttl")
    assert {len(values[PREF_LABEL]) for values in source.subjects.values() if PREF_LABEL in values} == {1}


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ('"walk"@en, "marche"@fr, "pas"@fr', r"line 2: .* has two values of skos:prefLabel in 'fr'; give it one"),
        ('"walk"@en, "go"@en', r"line 2: .* has 2 values of skos:prefLabel"),
        ('"marche"@fr', r"line 2: .* has 0 values of skos:prefLabel"),
    ],
)
def test_one_label_a_language_and_always_an_english_one(tmp_path, labels, message):
    file = tmp_path / "labels.ttl"
    file.write_text(f"{HEAD}{labels} .\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=message):
        read_source(file).each_language("https://example.org/A", PREF_LABEL)
