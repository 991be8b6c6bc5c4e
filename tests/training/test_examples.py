"""Marks of a sheet as labels of the parser's words."""

from __future__ import annotations

import pytest

from kgbuild.corpus.reading import read_sheets
from kgbuild.language.tags import HINTS, MODALITIES, PARTS, ROLES, TYPES
from kgbuild.training.examples import UNASKED, make_examples

SHEET = """id: a
published: 2024-05-15
style: wire
region: Mali

- The army said that armed rebels had not shelled the town of Dori on Monday.
! said SAY | actor The army
! shelled ASSAULT/heavy-weapons negative | actor armed rebels | place in Dori | date on Monday
> The army | said | armed rebels had not shelled the town of Dori on Monday
@ The army = army armed_force MLI
@ armed rebels = rebels armed_group
# Dori place settlement BFA
% Monday date 2024-05-13
- It rained.
0
"""


@pytest.fixture(scope="module")
def examples(tmp_path_factory, vocabulary, gazetteer):
    path = tmp_path_factory.mktemp("sheets") / "a.sheet"
    path.write_text(SHEET, encoding="utf-8")
    reports, wrong = read_sheets([path], vocabulary)
    assert not wrong
    return list(make_examples(reports, vocabulary, gazetteer))


def _words(example, labels, wanted):
    return [token.text for token, label in zip(example.tokens, labels, strict=True) if label == wanted]


def test_every_sentence_is_an_example(examples):
    assert [example.tokens[0].text for example in examples] == ["The", "It"]
    assert all(example.hints.shape == (len(example.tokens), HINTS) for example in examples)


def test_triggers_carry_type_and_standing(examples):
    told = examples[0]
    assert _words(told, told.types, TYPES.index("ASSAULT")) == ["shelled"]
    assert _words(told, told.types, TYPES.index("SAY")) == ["said"]
    assert _words(told, told.negative, 1) == ["shelled"]
    assert _words(told, told.modality, MODALITIES.index("actual")) == ["said", "shelled"]
    assert told.negative.count(UNASKED) == len(told.tokens) - 2


def test_roles_stand_at_the_head_of_their_words(examples):
    told = examples[0]
    row = told.roles[next(i for i, token in enumerate(told.tokens) if token.text == "shelled")]
    assert _words(told, row, ROLES.index("actor")) == ["rebels"]
    assert _words(told, row, ROLES.index("place")) == ["Dori"]
    assert _words(told, row, ROLES.index("date")) == ["on"]  # of "on Monday", on which the rest hangs


def test_source_and_content_are_whole(examples):
    told = examples[0]
    row = told.says[next(i for i, token in enumerate(told.tokens) if token.text == "said")]
    assert _words(told, row, PARTS.index("source")) == ["The", "army"]
    assert _words(told, row, PARTS.index("content"))[:2] == ["armed", "rebels"]
    assert _words(told, told.cues, 1) == ["said"]


def test_a_sentence_without_marks_has_no_labels(examples):
    quiet = examples[1]
    assert not any(quiet.types)
    assert not any(quiet.cues)
    assert not quiet.roles
    assert not quiet.says
