"""Each frame's example makes a statement by that frame; its counter-example does not."""

from __future__ import annotations

import pytest

from kgbuild import lexicon
from kgbuild.extractors.rules import extract
from kgbuild.extractors.rules.conditions import NEEDS
from kgbuild.vocabulary import load_vocabulary

FRAMES = load_vocabulary().lexicon.frames


def rules_of(parse, vocabulary, text):
    return {statement.extractor.rule for statement in extract(parse(text), vocabulary)}


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.id)
def test_the_example_triggers_its_frame(frame, parse, vocabulary):
    assert frame.id in rules_of(parse, vocabulary, frame.example)


@pytest.mark.parametrize("frame", [frame for frame in FRAMES if frame.counter], ids=lambda frame: frame.id)
def test_the_counter_example_does_not(frame, parse, vocabulary):
    assert frame.id not in rules_of(parse, vocabulary, frame.counter)


def test_modes_belong_to_their_types(vocabulary):
    for frame in FRAMES:
        assert frame.mode is None or frame.mode in vocabulary.action_types[frame.type].modes, frame.id


def test_every_need_has_its_function():
    assert set(NEEDS) == lexicon.NEEDS
